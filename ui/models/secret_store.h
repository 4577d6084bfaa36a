// Tokens by name: in the system's own keychain where there is one, else in memory until the program ends. Never in a
// file of ours. Lives on the GUI thread.
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>

namespace lamplighter::ui {

/// Where a secret is after it was written.
enum class SecretKept { InKeychain, UntilTheEnd };

class SecretStore final : public QObject
{
    Q_OBJECT
public:
    using Written = std::function<void(SecretKept kept, const QString &why)>;
    using Read = std::function<void(Result<QByteArray>)>;

    /// `service` is what the keychain shows as the owner. Without `useKeychain` everything is kept until the end.
    explicit SecretStore(QString service, bool useKeychain = true, QObject *parent = nullptr);
    ~SecretStore() override;

    /// Always succeeds: `why` says, in the keychain's words, why it could not keep the secret.
    void write(const QString &key, const QByteArray &secret, QObject *context, Written done);
    /// NotFound if there is none; Unavailable if the keychain cannot be asked.
    void read(const QString &key, QObject *context, Read done);
    void remove(const QString &key);

    /// The build has QtKeychain, and it may be used.
    [[nodiscard]] bool hasKeychain() const { return m_useKeychain; }

private:
    const QString m_service;
    const bool m_useKeychain;
    QHash<QString, QByteArray> m_session;
};

} // namespace lamplighter::ui
