// What a request's header must be like, how addresses are slowed down, how parameters are read.
#include "core/api/login_limiter.h"
#include "core/api/next_page.h"
#include "core/api/query_reader.h"
#include "core/api/request_rules.h"
#include "tests/support/manual_clock.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace Qt::StringLiterals;

class RequestRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void aMissingHost();
    void origins();
    void bodies_data();
    void bodies();
    void targets_data();
    void targets();
    void theNextPageIsAskedForLikeTheFirst();
    void fromThisMachine_data();
    void fromThisMachine();
    void tokens();
    void failuresFillABucketForEachAddress();
    void addressesAreBounded();
    void addressesOfOneCaller_data();
    void addressesOfOneCaller();
    void parameters();
};

void RequestRulesTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status"); // 0: accepted
    const auto row = [](const char *host, int status) { QTest::newRow(host) << QByteArray(host) << status; };
    row("localhost", 0);
    row("localhost:8765", 0);
    row("LocalHost:1", 0);
    row("localhost.", 0);
    row("127.0.0.1", 0);
    row("127.0.0.1:8765", 0);
    row("127.8.9.1", 0);
    row("[::1]:8765", 0);
    row("192.168.7.7:8765", 0);  // where the connection came in
    row("lamp.example:8765", 0); // from the settings
    row("LAMP.example", 0);
    row("", 421);
    row("evil.example", 421);
    row("localhost.evil.example", 421);
    row("127.0.0.1.evil.example", 421);
    row("192.168.7.8", 421);
    row("localhost@evil.example", 421);
    row("[::1]evil.example", 421);
    row("[::1]:8765.evil.example", 421);
    row("localhost:evil", 421);
    row("\xa0localhost", 421); // a blank of Latin-1, but none of HTTP
    row("\xa0"
        "127.0.0.1",
        421);
    row("127.0.0. 1", 421);
    row("[::1", 421);
    row("[fe80::1]", 421);
    row("0.0.0.0", 421);
}

void RequestRulesTest::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    RequestHead head;
    head.method = "GET";
    head.headers.insert("host", host);
    const auto refusal = refusalOfHost(head, {{u"lamp.example"_s}, u"192.168.7.7"_s});
    QCOMPARE(refusal ? refusal->status : 0, status);
}

void RequestRulesTest::aMissingHost()
{
    RequestHead head;
    head.method = "GET";
    QCOMPARE(refusalOfHost(head, {}).value().status, 400);
    head.isHttp10 = true;
    QVERIFY(!refusalOfHost(head, {}));
}

void RequestRulesTest::origins()
{
    RequestHead head;
    head.headers.insert("origin", "http://localhost:8765");
    for (const char *method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        head.method = method;
        QCOMPARE(refusalOf(head).value().status, 403);
    }
    for (const char *method : {"GET", "HEAD"}) {
        head.method = method;
        QVERIFY(!refusalOf(head));
    }
    head.headers.clear();
    head.method = "POST";
    QVERIFY(!refusalOf(head));
    head.method = "TRACE";
    QCOMPARE(refusalOf(head).value().status, 501);
}

void RequestRulesTest::bodies_data()
{
    QTest::addColumn<bool>("hasBody");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::newRow("json") << true << QByteArray("application/json") << 0;
    QTest::newRow("json with charset") << true << QByteArray("Application/JSON; charset=utf-8") << 0;
    QTest::newRow("form") << true << QByteArray("application/x-www-form-urlencoded") << 415;
    QTest::newRow("text") << true << QByteArray("text/plain") << 415;
    QTest::newRow("none") << true << QByteArray() << 415;
    QTest::newRow("json in name only") << true << QByteArray("application/json-seq") << 415;
    QTest::newRow("no body") << false << QByteArray() << 0;
}

void RequestRulesTest::bodies()
{
    QFETCH(bool, hasBody);
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    RequestHead head;
    head.method = "POST";
    head.hasBody = hasBody;
    if (!type.isEmpty()) {
        head.headers.insert("content-type", type);
    }
    const auto refusal = refusalOf(head);
    QCOMPARE(refusal ? refusal->status : 0, status);
}

void RequestRulesTest::targets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("path"); // null: malformed
    QTest::addColumn<QString>("x");
    QTest::newRow("plain") << QByteArray("/a/b") << u"/a/b"_s << QString();
    QTest::newRow("query") << QByteArray("/a?x=1&y=2") << u"/a"_s << u"1"_s;
    QTest::newRow("encoded") << QByteArray("/a%20b/%C3%A4?x=%C3%A4%26") << u"/a b/ä"_s << u"ä&"_s;
    QTest::newRow("for a proxy") << QByteArray("http://localhost:1/a?x=2") << u"/a"_s << u"2"_s;
    QTest::newRow("for a proxy, root") << QByteArray("http://localhost:1") << u"/"_s << QString();
    QTest::newRow("asterisk") << QByteArray("*") << QString() << QString();
    QTest::newRow("relative") << QByteArray("a/b") << QString() << QString();
    QTest::newRow("empty") << QByteArray("") << QString() << QString();
    QTest::newRow("a NUL") << QByteArray("/a%00b") << QString() << QString();
    QTest::newRow("a line break") << QByteArray("/a%0d%0ab") << QString() << QString();
    QTest::newRow("a hidden slash") << QByteArray("/a%2Fb") << QString() << QString();
    QTest::newRow("a hidden backslash") << QByteArray("/a%5cb") << QString() << QString();
    QTest::newRow("a slash in the query") << QByteArray("/a?x=b%2Fc") << u"/a"_s << u"b/c"_s;
    QTest::newRow("upwards") << QByteArray("/a/../b") << QString() << QString();
    QTest::newRow("upwards, encoded") << QByteArray("/a/%2e%2e/b") << QString() << QString();
    QTest::newRow("here") << QByteArray("/a/./b") << QString() << QString();
    QTest::newRow("dots in a name") << QByteArray("/a/..b") << u"/a/..b"_s << QString();
    QTest::newRow("an overlong slash") << QByteArray("/a%c0%afb") << QString() << QString();
    QTest::newRow("not UTF-8") << QByteArray("/a%ff") << QString() << QString();
}

void RequestRulesTest::targets()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, path);
    QFETCH(QString, x);
    const auto parsed = parseTarget(target);
    QCOMPARE(parsed.has_value(), !path.isNull());
    if (parsed) {
        QCOMPARE(parsed->path, path);
        QCOMPARE(QueryReader(parsed->query).string("x"), x);
    }
}

void RequestRulesTest::theNextPageIsAskedForLikeTheFirst()
{
    Request request;
    request.path = u"/api/v1/events"_s;
    request.query = QUrlQuery(u"subject=a%26b%20%C3%A4&after=1&limit=2"_s);
    const QString next = nextPage(request, u"after"_s, u"x&y=1 %2"_s);
    const auto target = parseTarget(next.toLatin1());
    QVERIFY(target);
    QCOMPARE(target->path, request.path);
    QueryReader in(target->query);
    QCOMPARE(in.string("subject"), u"a&b ä"_s);
    QCOMPARE(in.string("limit"), u"2"_s);
    QCOMPARE(in.string("after"), u"x&y=1 %2"_s);
    in.refuseOthers({"subject", "limit", "after"});
    QVERIFY(in.ok()); // and none twice
}

void RequestRulesTest::fromThisMachine_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("is");
    QTest::newRow("IPv4") << u"127.0.0.1"_s << QByteArray("localhost:8765") << true;
    QTest::newRow("all of it") << u"127.9.9.9"_s << QByteArray("127.0.0.1") << true;
    QTest::newRow("IPv6") << u"::1"_s << QByteArray("[::1]:8765") << true;
    QTest::newRow("IPv4 in IPv6") << u"::ffff:127.0.0.1"_s << QByteArray("localhost") << true;
    QTest::newRow("a neighbour") << u"10.0.0.7"_s << QByteArray("localhost") << false;
    QTest::newRow("a neighbour in IPv6") << u"::ffff:10.0.0.7"_s << QByteArray("localhost") << false;
    QTest::newRow("nowhere") << QString() << QByteArray("localhost") << false;
    QTest::newRow("another name") << u"127.0.0.1"_s << QByteArray("engine.example") << false;
    QTest::newRow("its address") << u"127.0.0.1"_s << QByteArray("10.0.0.7") << false;
    QTest::newRow("everywhere") << u"127.0.0.1"_s << QByteArray("0.0.0.0") << false;
    QTest::newRow("no name") << u"127.0.0.1"_s << QByteArray() << false;
    QTest::newRow("two names") << u"127.0.0.1"_s << QByteArray("localhost, evil.example") << false;
}

void RequestRulesTest::fromThisMachine()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, host);
    QFETCH(bool, is);
    RequestHead head;
    head.headers.insert("host", host);
    QCOMPARE(isFromThisMachine(head, address), is);
    head.headers.insert("origin", "http://localhost");
    QVERIFY(!isFromThisMachine(head, address));
}

void RequestRulesTest::tokens()
{
    QCOMPARE(bearerToken("Bearer abc"), "abc");
    QCOMPARE(bearerToken("bearer  abc "), "abc");
    QCOMPARE(bearerToken("Basic abc"), "");
    QCOMPARE(bearerToken("Bearer"), "");
    QCOMPARE(bearerToken(""), "");
    QCOMPARE(basicPassword("Basic " + QByteArray("admin:abc").toBase64()), "abc");
    QCOMPARE(basicPassword("basic  " + QByteArray(":a:b c").toBase64()), "a:b c");
    QCOMPARE(basicPassword("Basic " + QByteArray("abc").toBase64()), "");
    QCOMPARE(basicPassword("Basic a!b"), "");
    QCOMPARE(basicPassword("Bearer " + QByteArray("a:b").toBase64()), "");
    QCOMPARE(basicPassword("Basic"), "");
}

void RequestRulesTest::failuresFillABucketForEachAddress()
{
    tests::ManualClock clock;
    LoginLimiter limiter(clock);
    for (int i = 0; i < LoginLimiter::kBurst; ++i) {
        QCOMPARE(limiter.failed(u"10.0.0.1"_s), Duration::zero());
    }
    QCOMPARE(limiter.failed(u"10.0.0.1"_s), LoginLimiter::kRefill);
    QCOMPARE(limiter.failed(u"10.0.0.2"_s), Duration::zero());
    // a try that is refused does not make it worse
    QCOMPARE(limiter.failed(u"10.0.0.1"_s), LoginLimiter::kRefill);
    clock.advance(LoginLimiter::kRefill / 2);
    QCOMPARE(limiter.failed(u"10.0.0.1"_s), LoginLimiter::kRefill / 2);
    clock.advance(LoginLimiter::kRefill / 2);
    QCOMPARE(limiter.failed(u"10.0.0.1"_s), Duration::zero());
    QVERIFY(limiter.failed(u"10.0.0.1"_s) > Duration::zero());
    clock.advance(LoginLimiter::kRefill * LoginLimiter::kBurst);
    for (int i = 0; i < LoginLimiter::kBurst; ++i) {
        QCOMPARE(limiter.failed(u"10.0.0.1"_s), Duration::zero());
    }
    QVERIFY(limiter.failed(u"10.0.0.1"_s) > Duration::zero());
}

void RequestRulesTest::addressesAreBounded()
{
    tests::ManualClock clock;
    LoginLimiter limiter(clock);
    for (int i = 0; i < 20'000; ++i) {
        static_cast<void>(limiter.failed(u"10.0.%1.%2"_s.arg(i / 256).arg(i % 256)));
        QVERIFY(limiter.size() <= LoginLimiter::kMaximumAddresses);
    }
}

void RequestRulesTest::addressesOfOneCaller_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("key");
    QTest::newRow("v4") << u"10.1.2.3"_s << u"10.1.2.3"_s;
    QTest::newRow("v4 in v6") << u"::ffff:10.1.2.3"_s << u"10.1.2.3"_s;
    QTest::newRow("v6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("v6 neighbour") << u"2001:db8:1:2:ffff::1"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("v6 other") << u"2001:db8:1:3::1"_s << u"2001:db8:1:3::"_s;
}

void RequestRulesTest::addressesOfOneCaller()
{
    QFETCH(QString, address);
    QFETCH(QString, key);
    QCOMPARE(limiterKey(address), key);
}

void RequestRulesTest::parameters()
{
    const QUrlQuery query(u"lines=20&follow&deep=false&bad=maybe&word=a%2Bb&big=99999999999999999999"_s);
    QueryReader in(query);
    QCOMPARE(in.integer("lines", 1, 1, 100), 20);
    QCOMPARE(in.integer("absent", 7, 1, 100), 7);
    QVERIFY(in.boolean("follow", false));
    QVERIFY(!in.boolean("deep", true));
    QVERIFY(in.boolean("absent", true));
    QCOMPARE(in.string("word"), u"a+b"_s);
    QVERIFY(in.ok());
    QueryReader tooMany(query);
    tooMany.integer("lines", 1, 1, 10);
    QCOMPARE(toString(tooMany.error().code), toString(ErrorCode::InvalidInput));
    QCOMPARE(tooMany.error().field, u"lines"_s);
    QVERIFY(tooMany.error().message.contains(u"lines"_s));
    QueryReader bad(query);
    bad.boolean("bad", true);
    QCOMPARE(bad.error().field, u"bad"_s);
    QueryReader big(query);
    big.integer("big", 1, 0, std::numeric_limits<qint64>::max());
    QCOMPARE(big.error().field, u"big"_s);
}

QTEST_GUILESS_MAIN(RequestRulesTest)
#include "tst_request_rules.moc"
