#include "core/api/tokens.h"

#include "core/base/atomic_file.h"
#include "core/base/secret.h"

#include <QFileInfo>
#include <QUuid>

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

} // namespace

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
{}

void TokenStore::open(QObject *context, std::function<void(Result<Opened>)> done)
{
    if (const Result<void> access = checkAccess(m_directory.tokenFile()); !access) {
        done(access.error());
        return;
    }
    auto tokens = std::make_shared<QList<Token>>();
    const store::ReadJob job = [tokens](store::Connection &connection) {
        return connection.select(u"SELECT id, name, hash, role FROM tokens"_s, {}, [&](const QSqlQuery &row) {
            const Role role = roleFromString(row.value(3).toString()).value_or(Role::None);
            tokens->append({row.value(0).toString(), row.value(1).toString(), row.value(2).toByteArray(), role});
            return true;
        });
    };
    m_database.read(job, context, [this, tokens, context, done = std::move(done)](const Result<void> &result) {
        if (!result) {
            done(result.error());
            return;
        }
        if (tokens->isEmpty()) {
            registerFirst(context, done);
            return;
        }
        m_book = TokenBook(*tokens);
        Q_EMIT changed();
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
    const Token token{QUuid::createUuid().toString(QUuid::WithoutBraces), u"admin"_s, hashToken(*secret), Role::Admin};
    const qint64 now = toMicrosecondsSinceEpoch(m_clock.wallNow());
    const store::WriteJob job = [token, now](store::Connection &connection) {
        return connection.execute(u"INSERT INTO tokens (id, name, hash, role, created_us) VALUES (?, ?, ?, ?, ?)"_s,
                                  {token.id, token.name, token.hash, toString(token.role), now});
    };
    m_database.writeDurably(job, context, [this, token, opened, done = std::move(done)](const Result<void> &result) {
        if (!result) {
            done(result.error());
            return;
        }
        m_book = TokenBook({token});
        Q_EMIT changed();
        done(opened);
    });
}

void TokenStore::noteUse(const QString &id)
{
    const Instant now = m_clock.now();
    const auto last = m_lastUse.constFind(id);
    if (last != m_lastUse.constEnd() && now - *last < std::chrono::minutes(1)) {
        return;
    }
    m_lastUse.insert(id, now);
    const qint64 wallNow = toMicrosecondsSinceEpoch(m_clock.wallNow());
    m_database.write([id, wallNow](store::Connection &connection) {
        return connection.execute(u"UPDATE tokens SET last_used_us = ? WHERE id = ?"_s, {wallNow, id});
    });
}

} // namespace lamplighter::api
