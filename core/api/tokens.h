// Bearer tokens: hashes and roles in the database, all of them in memory while the engine runs. The first start makes
// the admin's and writes it to a file of the data directory that only its owner can read.
#pragma once

#include "core/api/router.h"
#include "core/base/data_directory.h"
#include "core/store/database.h"

#include <QObject>

#include <functional>
#include <memory>

namespace lamplighter::api {

struct Token
{
    QString id;
    QString name;
    QByteArray hash; ///< SHA-256
    Role role = Role::None;
};

/// Every token that is valid at one moment. A value: the I/O thread gets its own copy.
class TokenBook
{
public:
    TokenBook() = default;
    explicit TokenBook(QList<Token> tokens)
        : m_tokens(std::move(tokens))
    {}

    /// Compares with every token in constant time, so that the time tells nothing about which were close.
    [[nodiscard]] const Token *find(const QByteArray &secret) const;
    [[nodiscard]] const QList<Token> &tokens() const { return m_tokens; }

private:
    QList<Token> m_tokens;
};

/// Lives on the engine's thread.
class TokenStore final : public QObject
{
    Q_OBJECT
public:
    TokenStore(store::Database &database, const Clock &clock, DataDirectory directory, QObject *parent = nullptr);

    /// Reads the tokens; makes the first one if there is none (from the token file, if that exists already). NotAllowed
    /// with the file in `field` if others may read it; `created` of the answer is true if a new token was written.
    struct Opened
    {
        bool created = false;
    };
    void open(QObject *context, std::function<void(Result<Opened>)> done);

    [[nodiscard]] const TokenBook &book() const { return m_book; }

    /// Remembers in the database that the token was used, at most once a minute.
    void noteUse(const QString &id);

Q_SIGNALS:
    void changed();

private:
    Result<QString> readOrMakeFile(bool *created) const;
    void registerFirst(QObject *context, std::function<void(Result<Opened>)> done);

    store::Database &m_database;
    const Clock &m_clock;
    DataDirectory m_directory;
    TokenBook m_book;
    QHash<QString, Instant> m_lastUse;
};

} // namespace lamplighter::api
