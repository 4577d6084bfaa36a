// The first token, what is read back after a restart, and a file that others can read.
#include "core/api/tokens.h"
#include "core/base/atomic_file.h"
#include "core/base/secret.h"
#include "tests/support/manual_clock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace Qt::StringLiterals;

namespace {

/// One life of an engine: database and tokens of a data directory.
struct Life
{
    explicit Life(const QString &root)
        : directory(root)
        , database(directory.databaseFile())
        , store(database, clock, directory)
    {}

    Result<TokenStore::Opened> open()
    {
        std::optional<Result<TokenStore::Opened>> out;
        database.open(store::engineMigrations(), &context, [&](const Result<void> &opened) {
            if (!opened) {
                out = opened.error();
                return;
            }
            store.open(&context, [&](const Result<TokenStore::Opened> &result) { out = result; });
        });
        const bool answered = QTest::qWaitFor([&] { return out.has_value(); }, 10'000);
        return answered ? *out : Error{ErrorCode::Timeout, u"the token store did not answer"_s, {}};
    }

    template <typename T> Result<T> wait(const std::function<void(std::function<void(Result<T>)>)> &call)
    {
        std::optional<Result<T>> out;
        call([&out](Result<T> result) { out = std::move(result); });
        const bool answered = QTest::qWaitFor([&] { return out.has_value(); }, 10'000);
        return answered ? *out : Error{ErrorCode::Timeout, u"the token store did not answer"_s, {}};
    }
    Result<TokenStore::Created> add(const QString &name, Role role)
    {
        return wait<TokenStore::Created>([&](auto done) { store.add(name, role, record(), &context, done); });
    }
    Result<Token> revoke(const QString &id)
    {
        return wait<Token>([&](auto done) { store.revoke(id, true, record(), &context, done); });
    }
    void run(const store::WriteJob &job)
    {
        QVERIFY(wait<void>([&](auto done) { database.writeDurably(job, &context, done); }));
    }
    TokenStore::Record record()
    {
        return [this](const Token &, store::Done done) { database.flush(&context, std::move(done)); };
    }

    [[nodiscard]] QByteArray fileContent() const { return readFile(directory.tokenFile()).value(); }

    tests::ManualClock clock;
    QObject context;
    DataDirectory directory;
    store::Database database;
    TokenStore store;
};

} // namespace

class TokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFirstStartMakesAnAdminToken();
    void theSecondStartKnowsIt();
    void aNewDatabaseTakesUpTheFile();
    void aFileThatOthersReadIsRefused();
    void aFileWithoutATokenIsRefused();
    void useIsRecorded();
    void aTokenLivesAcrossRestarts();
    void aRevokedTokenStaysRevoked();
    void aNewDatabaseGetsAllOfThem();
    void onlyTheRightSecretIsFound();

private:
    std::optional<QTemporaryDir> m_folder;
    [[nodiscard]] QString root() const { return m_folder->path(); }
};

void TokensTest::init()
{
    m_folder.emplace();
    QVERIFY(DataDirectory(root()).create());
}

void TokensTest::theFirstStartMakesAnAdminToken()
{
    Life life(root());
    const auto opened = life.open();
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    QVERIFY(opened->created);
    const QByteArray secret = life.fileContent().trimmed();
    QCOMPARE(secret.size(), 43);
    const auto permissions = QFile::permissions(life.directory.tokenFile());
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    const Token *token = life.store.book().find(secret);
    QVERIFY(token != nullptr);
    QCOMPARE(token->name, u"admin"_s);
    QCOMPARE(toString(token->role), toString(Role::Admin));
}

void TokensTest::theSecondStartKnowsIt()
{
    QByteArray secret;
    QString id;
    {
        Life life(root());
        QVERIFY(life.open());
        secret = life.fileContent().trimmed();
        id = life.store.book().find(secret)->id;
    }
    {
        Life life(root());
        const auto opened = life.open();
        QVERIFY(opened);
        QVERIFY(!opened->created);
        QCOMPARE(life.fileContent().trimmed(), secret);
        QCOMPARE(life.store.book().find(secret)->id, id);
    }
    // an operator may keep the token elsewhere: no other one is made for the missing file
    QVERIFY(QFile::remove(DataDirectory(root()).tokenFile()));
    Life life(root());
    QVERIFY(life.open());
    QVERIFY(!QFile::exists(life.directory.tokenFile()));
    QVERIFY(life.store.book().find(secret) != nullptr);
}

void TokensTest::aNewDatabaseTakesUpTheFile()
{
    const QString secret = makeToken();
    QVERIFY(writeFileAtomically(DataDirectory(root()).tokenFile(), secret.toLatin1() + '\n', FileAccess::OwnerOnly));
    Life life(root());
    const auto opened = life.open();
    QVERIFY(opened);
    QVERIFY(!opened->created);
    QCOMPARE(toString(life.store.book().find(secret.toLatin1())->role), toString(Role::Admin));
}

void TokensTest::aFileThatOthersReadIsRefused()
{
    {
        Life life(root());
        QVERIFY(life.open());
    }
    const QString file = DataDirectory(root()).tokenFile();
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    {
        Life life(root());
        const auto opened = life.open();
        QVERIFY(!opened);
        QCOMPARE(toString(opened.error().code), toString(ErrorCode::NotAllowed));
        QCOMPARE(opened.error().field, file);
        QVERIFY(opened.error().message.contains(u"chmod 600"_s));
        QVERIFY(life.store.book().tokens().isEmpty());
    }
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    Life life(root());
    QVERIFY(life.open());
}

void TokensTest::aFileWithoutATokenIsRefused()
{
    QVERIFY(writeFileAtomically(DataDirectory(root()).tokenFile(), "\n", FileAccess::OwnerOnly));
    Life life(root());
    const auto opened = life.open();
    QVERIFY(!opened);
    QCOMPARE(toString(opened.error().code), toString(ErrorCode::Corrupt));
}

void TokensTest::useIsRecorded()
{
    Life life(root());
    QVERIFY(life.open());
    const QString id = life.store.book().tokens().constFirst().id;
    const auto lastUse = [&] {
        std::optional<qint64> out;
        bool done = false;
        life.database.read(
            [&out](store::Connection &connection) {
                return connection.select(u"SELECT last_used_us FROM tokens"_s, {}, [&out](const QSqlQuery &row) {
                    out = row.value(0).isNull() ? 0 : row.value(0).toLongLong();
                    return true;
                });
            },
            &life.context, [&done](const Result<void> &) { done = true; });
        return QTest::qWaitFor([&] { return done; }, 10'000) ? out.value_or(-1) : -2;
    };
    QCOMPARE(lastUse(), 0);
    life.store.noteUse(id);
    const qint64 first = lastUse();
    QCOMPARE(first, toMicrosecondsSinceEpoch(life.clock.wallNow()));
    life.clock.advance(seconds(59));
    life.store.noteUse(id);
    QCOMPARE(lastUse(), first);
    life.clock.advance(seconds(2));
    life.store.noteUse(id);
    QCOMPARE(lastUse(), first + 61'000'000);
}

void TokensTest::aTokenLivesAcrossRestarts()
{
    TokenStore::Created created;
    {
        Life life(root());
        QVERIFY(life.open());
        created = life.add(u"ci"_s, Role::Operator).value();
        life.store.noteUse(created.token.id);
    }
    Life life(root());
    QVERIFY(life.open());
    const Token *known = life.store.book().find(created.secret.toLatin1());
    QVERIFY(known != nullptr);
    QCOMPARE(known->id, created.token.id);
    QCOMPARE(known->name, u"ci"_s);
    QCOMPARE(toString(known->role), u"operator"_s);
    QVERIFY(known->createdAt == created.token.createdAt);
    QVERIFY(life.store.lastUse(known->id) == life.clock.wallNow());
    QVERIFY(!life.add(u"ci"_s, Role::Viewer));
}

void TokensTest::aRevokedTokenStaysRevoked()
{
    QByteArray first;
    {
        Life life(root());
        QVERIFY(life.open());
        first = life.fileContent().trimmed();
        QVERIFY(life.revoke(life.store.book().find(first)->id));
        QVERIFY(life.store.book().tokens().isEmpty());
    }
    // the database holds none any more: a new first one is made, and the old secret is worth nothing
    Life life(root());
    const auto opened = life.open();
    QVERIFY(opened);
    QVERIFY(opened->created);
    QVERIFY(life.fileContent().trimmed() != first);
    QVERIFY(life.store.book().find(first) == nullptr);
}

void TokensTest::aNewDatabaseGetsAllOfThem()
{
    TokenStore::Created created;
    {
        Life life(root());
        QVERIFY(life.open());
        created = life.add(u"ci"_s, Role::Operator).value();
        life.run([](store::Connection &connection) { return connection.execute(u"DELETE FROM tokens"_s); });
        life.store.writeAgain();
    }
    Life life(root());
    QVERIFY(life.open());
    QCOMPARE(life.store.book().tokens().size(), 2);
    QCOMPARE(life.store.book().find(created.secret.toLatin1())->id, created.token.id);
}

void TokensTest::onlyTheRightSecretIsFound()
{
    const QString secret = makeToken();
    const TokenBook book(
        {{u"1"_s, u"a"_s, hashToken(makeToken()), Role::Viewer}, {u"2"_s, u"b"_s, hashToken(secret), Role::Operator}});
    QCOMPARE(book.find(secret.toLatin1())->name, u"b"_s);
    QVERIFY(book.find(secret.toLatin1() + 'x') == nullptr);
    QVERIFY(book.find(secret.toLatin1().chopped(1)) == nullptr);
    QVERIFY(book.find("") == nullptr);
    QVERIFY(TokenBook().find("") == nullptr);
}

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
