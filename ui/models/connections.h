// The engines that the operator has connected to: remembered by address, their tokens in the secret store, opened again
// at the next start. Lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/secret_store.h"

#include <QSettings>

namespace lamplighter::ui {

/// What the operator types in.
struct ConnectionRequest
{
    QString name;     ///< may be empty
    QString address;  ///< "https://host:8765", or the path of a local socket or of a data directory
    QByteArray token; ///< may be empty for a local socket
    /// Of the only certificate to accept, for an https address; empty: the system's authorities decide.
    QString fingerprint{};
};

class Connections final : public QObject
{
    Q_OBJECT
public:
    template <typename T> using Done = std::function<void(Result<T>)>;
    enum class Token { None, InKeychain, UntilTheEnd };

    /// All three outlive it.
    Connections(QSettings &settings, SecretStore &secrets, Instances &instances, QObject *parent = nullptr);

    /// Adds and opens every remembered instance.
    void open();
    /// Asks the engine who it is; only when it answers is the connection remembered and shown. InvalidInput names the
    /// field "address", "name", "token" or "fingerprint"; Untrusted has the fingerprint that the engine showed. An `id`
    /// changes that one instead of adding another; an empty token keeps the old one.
    void connectTo(const ConnectionRequest &request, const InstanceId &id, QObject *context, Done<InstanceId> done);
    /// The same without asking: for an engine that is away just now. Errors: InvalidInput.
    Result<InstanceId> remember(const ConnectionRequest &request, const InstanceId &id);
    /// Disconnects and forgets it with its token.
    void forget(const InstanceId &id);

    [[nodiscard]] Token token(const InstanceId &id) const { return m_tokens.value(id, Token::None); }
    /// Why the token is not in the keychain; empty if it is.
    [[nodiscard]] QString tokenProblem(const InstanceId &id) const { return m_problems.value(id); }

    /// For an address as typed. Errors: InvalidInput with the field.
    static Result<std::unique_ptr<client::Transport>> transportTo(const QString &address, const QByteArray &token,
                                                                  const QString &fingerprint = {});

Q_SIGNALS:
    /// Where the token of an instance is kept has changed.
    void tokenChanged(const lamplighter::ui::InstanceId &id);

private:
    [[nodiscard]] Result<void> check(const ConnectionRequest &request, const InstanceId &id) const;
    [[nodiscard]] QList<InstanceProfile> stored() const;
    void show(const InstanceProfile &profile, const QByteArray &token);
    void keepToken(const InstanceId &id, const QByteArray &token);
    void noteToken(const InstanceId &id, Token token, const QString &problem);
    void save();

    QSettings &m_settings;
    SecretStore &m_secrets;
    Instances &m_instances;
    QList<InstanceProfile> m_remembered; ///< also those that are not shown yet, or cannot be
    QList<InstanceId> m_forgotten;       ///< by this console; another one may have stored them again
    QHash<InstanceId, Token> m_tokens;
    QHash<InstanceId, QString> m_problems;
};

} // namespace lamplighter::ui
