// Bearer tokens: hashes and roles in the database, all of them in memory while the engine runs. The first start makes
// the admin's and writes it to a file of the data directory that only its owner can read.
#pragma once

#include "core/api/router.h"
#include "core/base/data_directory.h"
#include "core/store/database.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace lamplighter::api {

struct Token
{
    QString id;
    QString name;
    QByteArray hash; ///< SHA-256
    Role role = Role::None;
    WallTime createdAt{};
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
    [[nodiscard]] bool hasId(const QString &id) const;

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

    /// Each token is looked at for each request, so their number has a bound.
    static constexpr qsizetype kMaximumTokens = 1000;

    struct Created
    {
        Token token;
        QString secret; ///< known only here, and never again
    };
    /// Queues what must be durable together with a change of tokens: the event that tells of it.
    using Record = std::function<void(const Token &, store::Done)>;
    /// `done` when the token is durable; only then it is valid. InvalidInput ("name", "role") or Conflict ("name").
    void add(const QString &name, Role role, const Record &record, QObject *context,
             std::function<void(Result<Created>)> done);
    /// Refuses the token from now on; `done` when that is durable too. NotFound; Conflict for the last token of an
    /// admin, unless `lastAdminToo`. The file of the first token goes with it, or else the next start could take it up
    /// again.
    void revoke(const QString &id, bool lastAdminToo, const Record &record, QObject *context,
                std::function<void(Result<Token>)> done);

    /// The database was set aside and is a new one: puts all tokens that are valid into it.
    void writeAgain();
    [[nodiscard]] std::optional<WallTime> lastUse(const QString &id) const;

    /// Remembers in the database that the token was used, at most once a minute.
    void noteUse(const QString &id);

Q_SIGNALS:
    void changed();

private:
    Result<QString> readOrMakeFile(bool *created) const;
    void registerFirst(QObject *context, std::function<void(Result<Opened>)> done);
    [[nodiscard]] Result<void> check(const QString &name, Role role) const;
    void replaceBook(QList<Token> tokens);
    void added(const Created &created, const Result<void> &result);
    void write(const store::WriteJob &job, const Token &token, const Record &record, const store::Done &done);

    store::Database &m_database;
    const Clock &m_clock;
    DataDirectory m_directory;
    TokenBook m_book;
    QHash<QString, Instant> m_noted; ///< when a use was written last
    QHash<QString, WallTime> m_lastUse;
    QSet<QString> m_pendingNames; ///< of tokens that are not durable yet
    QThreadPool m_pool;           ///< last: waited for before the rest goes
};

} // namespace lamplighter::api
