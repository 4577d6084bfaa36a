#include "core/api/tokens.h"

#include "core/api/pool.h"
#include "core/base/atomic_file.h"
#include "core/base/ids.h"
#include "core/base/secret.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestToken = 43; // 256 bits in base64url

Result<void> checkAccess(const QString &path)
{
    if (!QFileInfo::exists(path) || !isReadableByOthers(path)) {
        return {};
    }
    return Error{
        ErrorCode::NotAllowed,
        u"others may read the admin token in %1: run 'chmod 600 %1', and delete the file and the token if someone "
        "may have seen it"_s.arg(path),
        path};
}

constexpr QStringView kColumns = u"id, name, hash, role, created_us, last_used_us";

QVariantList valuesOf(const Token &token, const std::optional<WallTime> &lastUse)
{
    return {token.id,
            token.name,
            token.hash,
            toString(token.role),
            toMicrosecondsSinceEpoch(token.createdAt),
            lastUse ? QVariant(toMicrosecondsSinceEpoch(*lastUse)) : QVariant()};
}

Result<void> insert(store::Connection &connection, const QVariantList &values)
{
    return connection.execute(u"INSERT OR REPLACE INTO tokens ("_s + kColumns + u") VALUES (?, ?, ?, ?, ?, ?)"_s,
                              values);
}

/// Only a file that still holds this token: another one may have been put there by hand.
Result<void> removeFileOf(const QByteArray &hash, const QString &path)
{
    const Result<QByteArray> content = readFile(path, 4096);
    if (!content || !equalInConstantTime(hashToken(QString::fromLatin1(content->trimmed())), hash)) {
        return {};
    }
    QFile file(path);
    if (!file.remove() && file.exists()) {
        return Error{
            ErrorCode::Io,
            u"the token is revoked, but %1 still holds it and could not be removed: %2"_s.arg(path, file.errorString()),
            path};
    }
    return {};
}

} // namespace

bool TokenBook::hasId(const QString &id) const
{
    return std::any_of(m_tokens.cbegin(), m_tokens.cend(), [&id](const Token &token) { return token.id == id; });
}

const Token *TokenBook::find(const QByteArray &secret) const
{
    const QByteArray hash = hashToken(QString::fromUtf8(secret));
    const Token *found = nullptr;
    for (const Token &token : m_tokens) {
        if (equalInConstantTime(token.hash, hash)) {
            found = &token;
        }
    }
    return found;
}

TokenStore::TokenStore(store::Database &database, const Clock &clock, DataDirectory directory, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_directory(std::move(directory))
{
    m_pool.setMaxThreadCount(1);
}

void TokenStore::open(QObject *context, std::function<void(Result<Opened>)> done)
{
    if (const Result<void> access = checkAccess(m_directory.tokenFile()); !access) {
        done(access.error());
        return;
    }
    auto tokens = std::make_shared<QList<Token>>();
    auto uses = std::make_shared<QHash<QString, WallTime>>();
    const store::ReadJob job = [tokens, uses](store::Connection &connection) {
        return connection.select(u"SELECT "_s + kColumns + u" FROM tokens"_s, {}, [&](const QSqlQuery &row) {
            const Role role = roleFromString(row.value(3).toString()).value_or(Role::None);
            tokens->append({row.value(0).toString(), row.value(1).toString(), row.value(2).toByteArray(), role,
                            wallTimeFromMicroseconds(row.value(4).toLongLong())});
            if (!row.value(5).isNull()) {
                uses->insert(tokens->constLast().id, wallTimeFromMicroseconds(row.value(5).toLongLong()));
            }
            return true;
        });
    };
    m_database.read(job, context, [this, tokens, uses, context, done = std::move(done)](const Result<void> &result) {
        if (!result) {
            done(result.error());
            return;
        }
        if (tokens->isEmpty()) {
            registerFirst(context, done);
            return;
        }
        m_lastUse = *uses;
        replaceBook(*tokens);
        done(Opened{});
    });
}

Result<QString> TokenStore::readOrMakeFile(bool *created) const
{
    const QString path = m_directory.tokenFile();
    Result<QByteArray> known = readFile(path, 4096);
    if (known) {
        const QByteArray token = known->trimmed();
        if (token.size() < kShortestToken) {
            return Error{ErrorCode::Corrupt,
                         u"%1 holds no token: delete it, and the next start makes a new one"_s.arg(path), path};
        }
        return QString::fromLatin1(token);
    }
    if (known.error().code != ErrorCode::NotFound) {
        return known.error();
    }
    const QString token = makeToken();
    if (const Result<void> written = writeFileAtomically(path, token.toLatin1() + '\n', FileAccess::OwnerOnly);
        !written) {
        return written.error();
    }
    *created = true;
    return token;
}

void TokenStore::registerFirst(QObject *context, std::function<void(Result<Opened>)> done)
{
    Opened opened;
    // The file first: a crash between the two leaves a file that the next start takes up, never a token that nobody
    // knows.
    const Result<QString> secret = readOrMakeFile(&opened.created);
    if (!secret) {
        done(secret.error());
        return;
    }
    const Token token{QUuid::createUuid().toString(QUuid::WithoutBraces), u"admin"_s, hashToken(*secret), Role::Admin,
                      m_clock.wallNow()};
    const store::WriteJob job = [values = valuesOf(token, {})](store::Connection &connection) {
        return insert(connection, values);
    };
    m_database.writeDurably(job, context, [this, token, opened, done = std::move(done)](const Result<void> &result) {
        if (!result) {
            done(result.error());
            return;
        }
        replaceBook({token});
        done(opened);
    });
}

void TokenStore::noteUse(const QString &id)
{
    const Instant now = m_clock.now();
    const auto last = m_noted.constFind(id);
    if (last != m_noted.constEnd() && now - *last < std::chrono::minutes(1)) {
        return;
    }
    if (!m_book.hasId(id)) {
        return; // revoked while the request waited
    }
    m_noted.insert(id, now);
    m_lastUse.insert(id, m_clock.wallNow());
    const qint64 wallNow = toMicrosecondsSinceEpoch(m_clock.wallNow());
    m_database.write([id, wallNow](store::Connection &connection) {
        return connection.execute(u"UPDATE tokens SET last_used_us = ? WHERE id = ?"_s, {wallNow, id});
    });
}

void TokenStore::replaceBook(QList<Token> tokens)
{
    std::sort(tokens.begin(), tokens.end(), [](const Token &a, const Token &b) { return a.name < b.name; });
    m_book = TokenBook(std::move(tokens));
    Q_EMIT changed();
}

std::optional<WallTime> TokenStore::lastUse(const QString &id) const
{
    const auto found = m_lastUse.constFind(id);
    return found == m_lastUse.constEnd() ? std::nullopt : std::optional<WallTime>(*found);
}

Result<void> TokenStore::check(const QString &name, Role role) const
{
    if (!isValidUnitName(name)) {
        return Error{ErrorCode::InvalidInput,
                     u"name must have 1 to 64 of the characters A-Z, a-z, 0-9, '_', '.', '@' and '-', and begin with "
                     "none of '.' and '-'"_s,
                     u"name"_s};
    }
    if (role == Role::None) {
        return Error{ErrorCode::InvalidInput, u"role must be viewer, operator or admin"_s, u"role"_s};
    }
    const QList<Token> &tokens = m_book.tokens();
    const bool taken =
        m_pendingNames.contains(name) ||
        std::any_of(tokens.cbegin(), tokens.cend(), [&name](const Token &token) { return token.name == name; });
    if (taken) {
        return Error{ErrorCode::Conflict, u"there is a token named %1 already"_s.arg(name), u"name"_s};
    }
    if (tokens.size() + m_pendingNames.size() >= kMaximumTokens) {
        return Error{ErrorCode::Conflict, u"there are %1 tokens, and no more than that"_s.arg(kMaximumTokens), {}};
    }
    return {};
}

/// The event comes behind the row, in the same group or a later one: when it is durable, so is the row.
void TokenStore::write(const store::WriteJob &job, const Token &token, const Record &record, const store::Done &done)
{
    const auto row = std::make_shared<Result<void>>();
    m_database.writeDurably(job, this, [row](const Result<void> &result) { *row = result; });
    record(token, [self = QPointer<TokenStore>(this), row, done](const Result<void> &recorded) {
        if (self) {
            done(row->ok() ? recorded : *row);
        }
    });
}

void TokenStore::add(const QString &name, Role role, const Record &record, QObject *context,
                     std::function<void(Result<Created>)> done)
{
    if (const Result<void> allowed = check(name, role); !allowed) {
        done(allowed.error());
        return;
    }
    const QString secret = makeToken();
    const Created created{
        {QUuid::createUuid().toString(QUuid::WithoutBraces), name, hashToken(secret), role, m_clock.wallNow()}, secret};
    m_pendingNames.insert(name);
    const store::WriteJob job = [values = valuesOf(created.token, {})](store::Connection &connection) {
        return insert(connection, values);
    };
    write(job, created.token, record,
          [this, created, guard = QPointer<QObject>(context), done = std::move(done)](const Result<void> &result) {
              added(created, result);
              if (guard) {
                  done(result ? Result<Created>(created) : Result<Created>(result.error()));
              }
          });
}

void TokenStore::added(const Created &created, const Result<void> &result)
{
    m_pendingNames.remove(created.token.name);
    if (result) {
        QList<Token> tokens = m_book.tokens();
        tokens.append(created.token);
        replaceBook(std::move(tokens));
        return;
    }
    // It may still be written later, and nobody will ever know its secret.
    m_database.write([id = created.token.id](store::Connection &connection) {
        return connection.execute(u"DELETE FROM tokens WHERE id = ?"_s, {id});
    });
}

void TokenStore::revoke(const QString &id, bool lastAdminToo, const Record &record, QObject *context,
                        std::function<void(Result<Token>)> done)
{
    QList<Token> tokens = m_book.tokens();
    const auto found = std::find_if(tokens.cbegin(), tokens.cend(), [&id](const Token &t) { return t.id == id; });
    if (found == tokens.cend()) {
        done(Error{ErrorCode::NotFound, u"there is no token %1"_s.arg(id), u"id"_s});
        return;
    }
    const Token token = *found;
    const auto isAdmin = [](const Token &one) { return one.role == Role::Admin; };
    if (isAdmin(token) && !lastAdminToo && std::count_if(tokens.cbegin(), tokens.cend(), isAdmin) == 1) {
        done(
            Error{ErrorCode::Conflict,
                  u"%1 is the last token of an admin: revoke it from the engine's own machine and account, which needs "
                  "no token"_s.arg(token.name),
                  u"id"_s});
        return;
    }
    tokens.erase(found);
    replaceBook(std::move(tokens));
    m_noted.remove(id);
    m_lastUse.remove(id);
    const auto strike = [this, token, record, guard = QPointer<QObject>(context),
                         done = std::move(done)](const Result<void> &removed) {
        const store::WriteJob job = [id = token.id](store::Connection &connection) {
            return connection.execute(u"DELETE FROM tokens WHERE id = ?"_s, {id});
        };
        write(job, token, record, [token, removed, guard, done](const Result<void> &result) {
            if (guard) {
                const Result<void> &worst = result ? removed : result;
                done(worst ? Result<Token>(token) : Result<Token>(worst.error()));
            }
        });
    };
    runInPool(
        m_pool, this, [hash = token.hash, path = m_directory.tokenFile()] { return removeFileOf(hash, path); }, strike);
}

void TokenStore::writeAgain()
{
    QList<QVariantList> rows;
    for (const Token &token : m_book.tokens()) {
        rows.append(valuesOf(token, lastUse(token.id)));
    }
    m_database.write([rows](store::Connection &connection) -> Result<void> {
        for (const QVariantList &values : rows) {
            if (Result<void> inserted = insert(connection, values); !inserted) {
                return inserted;
            }
        }
        return {};
    });
}

} // namespace lamplighter::api
