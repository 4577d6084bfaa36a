// Tokens over the API: made, listed, revoked, on record, and told only once.
#include "core/base/secret.h"
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class TokenRoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aTokenIsMadeListedAndRevoked();
    void whoDidItIsOnRecordWithoutTheSecret();
    void malformed_data();
    void malformed();
    void namesAreUnique();
    void theLastAdminIsKept();
    void theFileGoesWithItsToken();
    void pages();
    void aRepeatedRequestMakesNoSecondToken();
    void aKeyBelongsToItsToken();
    void onlyAdmins();

private:
    std::optional<EngineParts> m_engine;
    [[nodiscard]] QList<client::TokenInfo> list(const QString &query = {})
    {
        const auto answer = m_engine->ask("GET", u"/api/v1/tokens"_s + query);
        return client::tokensPageFromJson(answer.object()).value().tokens;
    }
    client::NewToken make(const QByteArray &name, const QByteArray &role = "viewer")
    {
        const auto answer =
            m_engine->ask("POST", u"/api/v1/tokens"_s, R"({"name":")" + name + R"(","role":")" + role + R"("})");
        const auto made = client::newTokenFromJson(answer.object());
        return made ? *made : client::NewToken{};
    }
    [[nodiscard]] const Token *find(const QString &secret) const
    {
        return m_engine->tokens.book().find(secret.toLatin1());
    }
    /// As a token asks, with a key.
    EngineParts::Answer post(const QByteArray &body, const QByteArray &key, const Principal &who)
    {
        Request request;
        request.method = "POST";
        request.path = u"/api/v1/tokens"_s;
        request.body = body;
        request.headers.insert("idempotency-key", key);
        request.principal = who;
        return m_engine->ask(request);
    }
};

void TokenRoutesTest::init()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
}

void TokenRoutesTest::cleanup()
{
    m_engine.reset();
}

void TokenRoutesTest::aTokenIsMadeListedAndRevoked()
{
    QCOMPARE(list().size(), 1);
    QCOMPARE(list().constFirst().name, u"admin"_s);
    const auto answer = m_engine->ask("POST", u"/api/v1/tokens"_s, R"({"name":"ci","role":"operator"})");
    QCOMPARE(answer.status, 201);
    const client::NewToken made = client::newTokenFromJson(answer.object()).value();
    QCOMPARE(made.secret.size(), 43);
    QCOMPARE(made.token.name, u"ci"_s);
    QVERIFY(made.token.createdAt != WallTime{});
    QVERIFY(!made.token.lastUsedAt);
    QVERIFY(find(made.secret) != nullptr);
    QCOMPARE(toString(find(made.secret)->role), u"operator"_s);

    const auto listed = m_engine->ask("GET", u"/api/v1/tokens"_s);
    QVERIFY(!listed.text.contains(made.secret.toLatin1()));
    QVERIFY(!listed.text.contains(hashToken(made.secret).toHex()));
    QVERIFY(!listed.text.contains(hashToken(made.secret).toBase64()));
    QCOMPARE(list().size(), 2);
    QCOMPARE(list().constLast(), made.token);
    m_engine->tokens.noteUse(made.token.id);
    QVERIFY(list().constLast().lastUsedAt);

    const QString path = u"/api/v1/tokens/"_s + made.token.id;
    QCOMPARE(m_engine->ask("DELETE", path).status, 200);
    QVERIFY(find(made.secret) == nullptr);
    QCOMPARE(list().size(), 1);
    QCOMPARE(m_engine->ask("DELETE", path).status, 404);
}

void TokenRoutesTest::whoDidItIsOnRecordWithoutTheSecret()
{
    const client::NewToken made = make("ci");
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/tokens/"_s + made.token.id).status, 200);
    // no waiting: what was answered is durable
    const auto answer = m_engine->ask("GET", u"/api/v1/events?kind=engine.token_*&order=asc"_s);
    const auto all = m_engine->ask("GET", u"/api/v1/events?kind=engine.*&order=asc"_s);
    QList<client::EventRecord> events = client::eventsPageFromJson(all.object()).value().events;
    events.removeIf([](const client::EventRecord &event) { return !event.kind.startsWith("engine.token_"_L1); });
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.at(0).kind, u"engine.token_created"_s);
    QCOMPARE(events.at(1).kind, u"engine.token_revoked"_s);
    for (const client::EventRecord &event : events) {
        QCOMPARE(event.actor, u"token:test"_s);
        QCOMPARE(event.payload,
                 (QJsonObject{{u"token"_s, made.token.id}, {u"name"_s, u"ci"_s}, {u"role"_s, u"viewer"_s}}));
    }
    QVERIFY(!all.text.contains(made.secret.toLatin1()));
    QVERIFY(!answer.text.contains(made.secret.toLatin1()));
}

void TokenRoutesTest::malformed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("empty") << QByteArray() << u"name"_s;
    QTest::newRow("no role") << QByteArray(R"({"name":"a"})") << u"role"_s;
    QTest::newRow("no name") << QByteArray(R"({"role":"viewer"})") << u"name"_s;
    QTest::newRow("empty name") << QByteArray(R"({"name":"","role":"viewer"})") << u"name"_s;
    QTest::newRow("line break") << QByteArray(R"({"name":"a\nb","role":"viewer"})") << u"name"_s;
    QTest::newRow("escape") << QByteArray(R"({"name":"a\u001b[2J","role":"viewer"})") << u"name"_s;
    QTest::newRow("right to left") << QByteArray(R"({"name":"a\u202eb","role":"viewer"})") << u"name"_s;
    QTest::newRow("path") << QByteArray(R"({"name":"../a","role":"viewer"})") << u"name"_s;
    QTest::newRow("zero") << QByteArray(R"({"name":"a\u0000","role":"viewer"})") << u"name"_s;
    QTest::newRow("too long") << QByteArray(R"({"name":")" + QByteArray(65, 'a') + R"(","role":"viewer"})")
                              << u"name"_s;
    QTest::newRow("no such role") << QByteArray(R"({"name":"a","role":"owner"})") << u"role"_s;
    QTest::newRow("no role at all") << QByteArray(R"({"name":"a","role":"none"})") << u"role"_s;
    QTest::newRow("a list of roles") << QByteArray(R"({"name":"a","role":["admin"]})") << u"role"_s;
}

void TokenRoutesTest::malformed()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const auto answer = m_engine->ask("POST", u"/api/v1/tokens"_s, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.field(), field);
    QCOMPARE(list().size(), 1);
}

void TokenRoutesTest::namesAreUnique()
{
    QVERIFY(!make("ci").secret.isEmpty());
    const auto again = m_engine->ask("POST", u"/api/v1/tokens"_s, R"({"name":"ci","role":"admin"})");
    QCOMPARE(again.status, 409);
    QCOMPARE(again.field(), u"name"_s);
    QVERIFY(again.text.contains("ci already"));
    QCOMPARE(list().size(), 2);
}

void TokenRoutesTest::theLastAdminIsKept()
{
    const QString admin = list().constFirst().id;
    const Principal token{u"token:admin"_s, Role::Admin, admin};
    Request request;
    request.method = "DELETE";
    request.path = u"/api/v1/tokens/"_s + admin;
    request.principal = token;
    const auto refused = m_engine->ask(request);
    QCOMPARE(refused.status, 409);
    QVERIFY(refused.text.contains("last token of an admin"));
    QCOMPARE(list().size(), 1);
    // with another one it may go, itself too
    const client::NewToken other = make("other", "admin");
    QCOMPARE(m_engine->ask(request).status, 200);
    QCOMPARE(list().size(), 1);
    // the owner of the machine, who needs no token, may take the last one
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/tokens/"_s + other.token.id).status, 200);
    QVERIFY(list().isEmpty());
}

void TokenRoutesTest::theFileGoesWithItsToken()
{
    const QString file = m_engine->directory.tokenFile();
    QVERIFY(QFile::exists(file));
    const client::NewToken other = make("other", "admin");
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/tokens/"_s + other.token.id).status, 200);
    QVERIFY(QFile::exists(file)); // it holds another one
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/tokens/"_s + list().constFirst().id).status, 200);
    QVERIFY2(!QFile::exists(file), "the next start would take it up again");
}

void TokenRoutesTest::pages()
{
    for (const char *name : {"d", "a", "c", "b"}) {
        QVERIFY(!make(name).secret.isEmpty());
    }
    QStringList seen;
    QString next = u"/api/v1/tokens?limit=2"_s;
    for (int i = 0; i < 10 && !next.isEmpty(); ++i) {
        const auto page = client::tokensPageFromJson(m_engine->ask("GET", next).object()).value();
        QVERIFY(page.tokens.size() <= 2);
        for (const client::TokenInfo &token : page.tokens) {
            seen.append(token.name);
        }
        next = page.next;
    }
    QCOMPARE(seen, (QStringList{u"a"_s, u"admin"_s, u"b"_s, u"c"_s, u"d"_s}));
    QCOMPARE(m_engine->ask("GET", u"/api/v1/tokens?limit=0"_s).field(), u"limit"_s);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/tokens?limit=1001"_s).status, 400);
}

void TokenRoutesTest::aRepeatedRequestMakesNoSecondToken()
{
    const Principal who{u"token:test"_s, Role::Admin, u"1"_s};
    const QByteArray body = R"({"name":"ci","role":"viewer"})";
    const auto first = post(body, "k", who);
    QCOMPARE(first.status, 201);
    const QByteArray secret = client::newTokenFromJson(first.object()).value().secret.toLatin1();
    const auto again = post(body, "k", who);
    QCOMPARE(again.status, 409);
    QCOMPARE(again.field(), u"Idempotency-Key"_s);
    QVERIFY(!again.text.contains(secret));
    QCOMPARE(list().size(), 2);
}

void TokenRoutesTest::aKeyBelongsToItsToken()
{
    const QByteArray body = R"({"name":"ci","role":"viewer"})";
    QCOMPARE(post(body, "k", {u"token:ops"_s, Role::Admin, u"1"_s}).status, 201);
    // revoked and made again under its old name: another caller, whose request is its own
    const auto other = post(body, "k", {u"token:ops"_s, Role::Admin, u"2"_s});
    QCOMPARE(other.status, 409);
    QCOMPARE(other.field(), u"name"_s);
    // nor does an account share with a token
    QCOMPARE(post(body, "k", {u"token:ops"_s, Role::Admin}).field(), u"name"_s);
}

void TokenRoutesTest::onlyAdmins()
{
    for (const Role role : {Role::Viewer, Role::Operator}) {
        QCOMPARE(m_engine->ask("GET", u"/api/v1/tokens"_s, {}, role).status, 403);
        QCOMPARE(m_engine->ask("POST", u"/api/v1/tokens"_s, R"({"name":"a","role":"viewer"})", role).status, 403);
        QCOMPARE(m_engine->ask("DELETE", u"/api/v1/tokens/"_s + list().constFirst().id, {}, role).status, 403);
    }
    QCOMPARE(m_engine->ask("GET", u"/api/v1/tokens"_s, {}, Role::None).status, 401);
    QCOMPARE(list().size(), 1);
}

QTEST_GUILESS_MAIN(TokenRoutesTest)
#include "tst_token_routes.moc"
