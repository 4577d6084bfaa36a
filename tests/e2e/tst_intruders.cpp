// Someone tries the door of a real engine: each gets its refusal, and the watchdog does not notice.
#include "core/base/data_directory.h"
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/raw_connection.h"
#include "tests/support/unit_text.h"

#include <QFile>
#include <QLocalSocket>
#include <QTest>

#include <csignal>
#include <memory>

#include <sys/resource.h>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;
using client::UnitStatus;

namespace {

const QString kLamp = QStringLiteral("lamp");
constexpr qint64 kGigabyte = 1024 * 1024 * 1024;
// KiB that no attack may cost. AddressSanitizer keeps 256 MiB of what was freed, and room around everything.
// ThreadSanitizer keeps two and a half bytes of notes for each byte, even when that was freed: 96 MiB in use are 336,
// and as much that was in use before are 240.
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 kMuchMemory = 640 * 1024;
#elif defined(__SANITIZE_THREAD__)
constexpr qint64 kMuchMemory = (336 + 240) * 1024;
#else
constexpr qint64 kMuchMemory = 96 * 1024;
#endif

qint64 residentKiB(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return -1;
    }
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    return text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong();
}

QByteArray request(const QByteArray &line, const QByteArray &token, const QByteArray &more = {},
                   const QByteArray &host = "127.0.0.1")
{
    QByteArray text = line + " HTTP/1.1\r\nHost: " + host + "\r\n";
    if (!token.isEmpty()) {
        text += "Authorization: Bearer " + token + "\r\n";
    }
    return text + more + "\r\n";
}

QByteArray json(const QByteArray &body)
{
    return "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
}

} // namespace

class TestIntruders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAToken_data();
    void withoutAToken();
    void aThousandWrongTokens();
    void aViewerWhoActs();
    void anOperatorWhoAddsACommand();
    void aWebPageThatPosts();
    void aNameThatWasReboundToThisMachine();
    void pathTricks_data();
    void pathTricks();
    void bodiesThatAreTooLarge_data();
    void bodiesThatAreTooLarge();
    void headerFloods_data();
    void headerFloods();
    void jsonBombs_data();
    void jsonBombs();
    void halfClosedSockets();
    void aReaderThatNeverReads();
    void fiveThousandSlowConnections();

private:
    HttpExchange ask(const QByteArray &bytes) const;
    QByteArray tokenFor(const QByteArray &role) const;
    int listeners() const; ///< of streams, as the engine counts them
    void watchdogDidNotNotice();

    std::unique_ptr<EngineProcess> m_engine;
    qint64 m_memoryBefore = 0;
    qint64 m_restarts = 0;
};

void TestIntruders::init()
{
    m_engine = std::make_unique<EngineProcess>(QStringLiteral("lamp-door"));
    const QString chatter =
        QStringLiteral("while :; do head -c 65536 /dev/zero | tr '\\0' x | fold -w 1000; sleep 0.02; done");
    QVERIFY(
        m_engine->writeUnits(unitText(kLamp, {QStringLiteral("sleep"), QStringLiteral("1000")},
                                      "environment = { PASSWORD = \"swordfish\" }\nmin_uptime = \"0s\"\nrestart_limit "
                                      "= { count = 1000, window = \"10m\" }\n") +
                             unitText(QStringLiteral("chatty"), {QStringLiteral("sh"), QStringLiteral("-c"), chatter},
                                      "autostart = false\n")));
    m_restarts = 0;
    QVERIFY2(m_engine->start(), qPrintable(m_engine->trouble()));
    QVERIFY(m_engine->waitForState(kLamp, UnitState::Running));
    m_memoryBefore = residentKiB(m_engine->pid());
}

/// Whatever was tried: nobody got in, the unit is the same, and a crash is met as ever.
void TestIntruders::watchdogDidNotNotice()
{
    const std::optional<UnitStatus> unit = m_engine->unit(kLamp);
    QVERIFY(unit.has_value());
    QCOMPARE(unit->restarts, m_restarts);
    QCOMPARE(m_engine->units().size(), 2);
    const qint64 killedAt = monotonicMilliseconds();
    ::kill(static_cast<pid_t>(unit->pid), SIGKILL);
    QVERIFY(m_engine->waitForNewPid(kLamp, unit->pid, 2000));
    ++m_restarts;
    qInfo("back after %lld ms", static_cast<long long>(monotonicMilliseconds() - killedAt));
    const qint64 grown = residentKiB(m_engine->pid()) - m_memoryBefore;
    QVERIFY2(grown < kMuchMemory, qPrintable(QStringLiteral("%1 KiB more").arg(grown)));
}

void TestIntruders::cleanup()
{
    if (!QTest::currentTestFailed() && m_engine->running()) {
        watchdogDidNotNotice();
    }
    m_engine.reset();
}

HttpExchange TestIntruders::ask(const QByteArray &bytes) const
{
    RawConnection connection(m_engine->port());
    connection.send(bytes);
    return connection.answer();
}

QByteArray TestIntruders::tokenFor(const QByteArray &role) const
{
    const HttpExchange made = m_engine->post("/api/v1/tokens", {{QStringLiteral("name"), QString::fromLatin1(role)},
                                                                {QStringLiteral("role"), QString::fromLatin1(role)}});
    return made.object().value(QStringLiteral("secret")).toString().toLatin1();
}

int TestIntruders::listeners() const
{
    const QByteArray figures = ask(request("GET /metrics", m_engine->token())).body;
    const QByteArray name = "\nlamplighter_http_streams ";
    const qsizetype at = figures.indexOf(name);
    return at < 0 ? -1 : figures.mid(at + name.size(), 10).split('\n').constFirst().toInt();
}

void TestIntruders::withoutAToken_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"GET /api/v1/units", "GET /api/v1/engine", "GET /api/v1/events/stream", "GET /nothing",
                             "GET /api/v1/openapi.json", "GET /api/v1/tokens", "GET /metrics",
                             "DELETE /api/v1/units/lamp", "POST /api/v1/kill-switch/engage", "POST /healthz"}) {
        QTest::newRow(line) << QByteArray(line);
    }
}

void TestIntruders::withoutAToken()
{
    QFETCH(QByteArray, line);
    const HttpExchange answer = ask(request(line, {}));
    QCOMPARE(answer.status, 401);
    QVERIFY(answer.header.contains("WWW-Authenticate: Bearer"));
    QCOMPARE(answer.errorCode(), QStringLiteral("unauthenticated"));
}

void TestIntruders::aThousandWrongTokens()
{
    QHash<int, int> seen;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray wrong = QByteArray::number(i) + QByteArray(40, 'x');
        const HttpExchange answer = ask(request("GET /api/v1/units", wrong));
        ++seen[answer.status];
        if (answer.status == 429) {
            QVERIFY2(answer.header.contains("Retry-After: "), answer.header.constData());
        }
    }
    QCOMPARE(seen.value(401) + seen.value(429), 1000);
    QVERIFY2(seen.value(401) < 50, "they must be slowed down");
    // who has the right one is not kept out by who guesses beside him
    QCOMPARE(ask(request("GET /api/v1/units", m_engine->token())).status, 200);
}

void TestIntruders::aViewerWhoActs()
{
    const QByteArray viewer = tokenFor("viewer");
    QVERIFY(!viewer.isEmpty());
    QCOMPARE(ask(request("GET /api/v1/units", viewer)).status, 200);
    const QByteArray body = "{\"reason\": \"because\"}";
    for (const char *line :
         {"POST /api/v1/units/lamp/restart", "POST /api/v1/units/lamp/stop", "POST /api/v1/kill-switch/engage"}) {
        const HttpExchange answer = ask(request(line, viewer, json(body)) + body);
        QCOMPARE(answer.status, 403);
        QVERIFY2(answer.body.contains("operator"), answer.body.constData()); // the role that is needed
    }
    QCOMPARE(ask(request("GET /api/v1/tokens", viewer)).status, 403);
    // Variables are where passwords stand: they are for who may change them.
    const HttpExchange seen = ask(request("GET /api/v1/units/lamp", viewer));
    QCOMPARE(seen.status, 200);
    QVERIFY2(seen.body.contains("\"PASSWORD\":\"(hidden)\""), seen.body.constData());
    QVERIFY(!seen.body.contains("swordfish"));
    QVERIFY(ask(request("GET /api/v1/units/lamp", m_engine->token())).body.contains("swordfish"));
    QCOMPARE(ask(request("DELETE /api/v1/units/lamp", viewer)).status, 403);
}

void TestIntruders::anOperatorWhoAddsACommand()
{
    const QByteArray keeper = tokenFor("operator");
    QVERIFY(!keeper.isEmpty());
    const QByteArray unit = "{\"name\": \"mine\", \"spec\": {\"command\": [\"sleep\", \"1\"]}}";
    const HttpExchange added = ask(request("POST /api/v1/units", keeper, json(unit)) + unit);
    QCOMPARE(added.status, 403);
    QVERIFY2(added.body.contains("admin"), added.body.constData());
    const QByteArray spec = "{\"spec\": {\"command\": [\"sleep\", \"1\"]}}";
    QCOMPARE(ask(request("PUT /api/v1/units/lamp", keeper, json(spec)) + spec).status, 403);
    const QByteArray token = "{\"name\": \"more\", \"role\": \"admin\"}";
    QCOMPARE(ask(request("POST /api/v1/tokens", keeper, json(token)) + token).status, 403);
}

void TestIntruders::aWebPageThatPosts()
{
    const QByteArray body = "{\"reason\": \"a page\"}";
    const QByteArray token = m_engine->token();
    // even with a token: no page has any business here
    const QByteArray origin = "Origin: https://example.org\r\n";
    QCOMPARE(ask(request("POST /api/v1/kill-switch/engage", token, origin + json(body)) + body).status, 403);
    QCOMPARE(ask(request("POST /api/v1/kill-switch/engage", {}, origin + json(body)) + body).status, 403);
    // a form needs no permission of its browser, and is not JSON
    const QByteArray form = "Content-Type: text/plain\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    QCOMPARE(ask(request("POST /api/v1/kill-switch/engage", token, form) + body).status, 415);
    // and what its browser asks beforehand is not allowed
    const HttpExchange asked = ask(request("OPTIONS /api/v1/kill-switch/engage", {},
                                           origin + QByteArray("Access-Control-Request-Method: POST\r\n")));
    QVERIFY(asked.status >= 400);
    QVERIFY(!asked.header.toLower().contains("access-control-allow"));
    QVERIFY(!m_engine->killSwitch()->latches.size());
}

void TestIntruders::aNameThatWasReboundToThisMachine()
{
    const HttpExchange answer = ask(request("GET /api/v1/units", m_engine->token(), {}, "evil.example.org"));
    QCOMPARE(answer.status, 421);
    QVERIFY2(answer.body.contains("evil.example.org"), answer.body.constData());
    QCOMPARE(ask(request("GET /healthz", {}, {}, "evil.example.org")).status, 421);
    QCOMPARE(ask(request("GET /healthz", {}, "Host: localhost\r\n", "evil.example.org")).status, 421);
}

void TestIntruders::pathTricks_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("up") << QByteArray("/api/v1/units/../../../../etc/passwd");
    QTest::newRow("encoded up") << QByteArray("/api/v1/units/%2e%2e%2f%2e%2e%2fetc%2fpasswd/logs");
    QTest::newRow("encoded twice") << QByteArray("/api/v1/units/%252e%252e/logs");
    QTest::newRow("encoded slash") << QByteArray("/api/v1/units/a%2flogs/logs");
    QTest::newRow("NUL") << QByteArray("/api/v1/units/lamp%00.toml");
    QTest::newRow("line end") << QByteArray("/api/v1/units/lamp%0d%0aSet-Cookie:%20a=b");
    QTest::newRow("backslash") << QByteArray("/api/v1/units/..%5c..%5cwindows");
    QTest::newRow("overlong UTF-8") << QByteArray("/api/v1/units/%c0%ae%c0%ae/logs");
    QTest::newRow("long") << QByteArray("/api/v1/units/" + QByteArray(8000, 'a'));
}

void TestIntruders::pathTricks()
{
    QFETCH(QByteArray, path);
    for (const QByteArray &method : {QByteArray("GET "), QByteArray("DELETE "), QByteArray("PUT ")}) {
        const QByteArray body = method == "PUT " ? "{\"spec\": {\"command\": [\"true\"]}}" : "";
        const HttpExchange answer =
            ask(request(method + path, m_engine->token(), body.isEmpty() ? "" : json(body)) + body);
        QVERIFY2(answer.status == 400 || answer.status == 404 || answer.status == 405,
                 qPrintable(QString::number(answer.status)));
        QVERIFY(!answer.header.contains("Set-Cookie"));
        QVERIFY(!answer.body.contains("root:"));
    }
    const QByteArray name = QByteArray::fromPercentEncoding(path.mid(14));
    const QJsonObject unit{
        {QStringLiteral("name"), QString::fromLatin1(name)},
        {QStringLiteral("spec"), QJsonObject{{QStringLiteral("command"), QJsonArray{QStringLiteral("true")}}}}};
    const HttpExchange added = m_engine->post("/api/v1/units", unit);
    QCOMPARE(added.status, 400);
    QVERIFY2(added.body.contains("\"field\":\"name\""), added.body.constData());
}

void TestIntruders::bodiesThatAreTooLarge_data()
{
    QTest::addColumn<bool>("authenticated");
    QTest::addColumn<bool>("chunked");
    QTest::newRow("2 GB, no token") << false << false;
    QTest::newRow("2 GB, token") << true << false;
    QTest::newRow("2 GB in chunks, no token") << false << true;
    QTest::newRow("2 GB in chunks, token") << true << true;
}

void TestIntruders::bodiesThatAreTooLarge()
{
    QFETCH(bool, authenticated);
    QFETCH(bool, chunked);
    RawConnection connection(m_engine->port());
    const QByteArray length = chunked ? QByteArray("Transfer-Encoding: chunked\r\n")
                                      : "Content-Length: " + QByteArray::number(2 * kGigabyte) + "\r\n";
    connection.send(request("POST /api/v1/units", authenticated ? m_engine->token() : QByteArray(),
                            "Content-Type: application/json\r\n" + length));
    const QByteArray piece = (chunked ? QByteArray("100000\r\n") : QByteArray()) + QByteArray(1024 * 1024, ' ') +
                             (chunked ? QByteArray("\r\n") : QByteArray());
    qint64 sent = 0;
    while (sent < 2 * kGigabyte && connection.send(piece, 500) == piece.size()) {
        sent += piece.size();
    }
    QVERIFY2(sent < 16 * 1024 * 1024, "it must stop listening");
    // the length it announces is refused before anyone asks who it is
    QCOMPARE(connection.answer().status, authenticated || !chunked ? 413 : 401);
}

void TestIntruders::headerFloods_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("many") << QByteArray("A: b\r\n").repeated(10'000);
    QTest::newRow("a long value") << QByteArray("A: " + QByteArray(100'000, 'b') + "\r\n");
    QTest::newRow("a long name") << QByteArray(QByteArray(100'000, 'a') + ": b\r\n");
    QTest::newRow("a line without end") << QByteArray(1024 * 1024, 'a');
}

void TestIntruders::headerFloods()
{
    QFETCH(QByteArray, header);
    RawConnection connection(m_engine->port());
    connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n");
    QCOMPARE(connection.answer().status, 431);
    QVERIFY(connection.waitForClose());
}

void TestIntruders::jsonBombs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("arrays in arrays") << QByteArray(400'000, '[');
    QTest::newRow("objects in objects") << QByteArray("{\"a\":").repeated(150'000);
    QTest::newRow("a number without end") << QByteArray("{\"name\": " + QByteArray(900'000, '9') + "}");
    QTest::newRow("an exponent") << QByteArray("{\"name\": 1e999999999}");
    QTest::newRow("the same key twice") << QByteArray(
        "{\"name\": \"a\", \"name\": \"b\", \"spec\": {\"command\": [\"true\"]}}");
    QTest::newRow("invalid UTF-8") << QByteArray("{\"name\": \"\xff\xfe\", \"spec\": {\"command\": [\"true\"]}}");
    QTest::newRow("half a pair") << QByteArray("{\"name\": \"\\ud800\", \"spec\": {\"command\": [\"true\"]}}");
    QTest::newRow("control characters") << QByteArray(
        "{\"name\": \"a\\u001b[31m\", \"spec\": {\"command\": [\"true\"]}}");
    QTest::newRow("a right-to-left override")
        << QByteArray("{\"name\": \"a\\u202egnp\", \"spec\": {\"command\": [\"true\"]}}");
    QTest::newRow("no object") << QByteArray("[1, 2, 3]");
    QTest::newRow("nothing") << QByteArray(" ");
    QTest::newRow("a million names") << QByteArray("{" + QByteArray("\"k\":0,").repeated(150'000) + "\"z\":0}");
}

void TestIntruders::jsonBombs()
{
    QFETCH(QByteArray, body);
    const HttpExchange answer = ask(request("POST /api/v1/units", m_engine->token(), json(body)) + body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.errorCode(), QStringLiteral("invalid_input"));
    QVERIFY2(answer.body.size() < 1000, "an error does not send it all back");
}

void TestIntruders::halfClosedSockets()
{
    // the whole request, then the end of sending: it is answered all the same
    RawConnection polite(m_engine->port());
    polite.send(request("GET /api/v1/units", m_engine->token()));
    polite.finishSending();
    QCOMPARE(polite.answer().status, 200);
    // half a request, and half of very many
    std::vector<RawConnection> halves;
    for (int i = 0; i < 300; ++i) {
        RawConnection &half = halves.emplace_back(m_engine->port());
        half.send("POST /api/v1/units HTTP/1.1\r\nHost: localhost\r\nContent-Le");
        half.finishSending();
    }
    for (RawConnection &half : halves) {
        QVERIFY(half.waitForClose());
    }
}

void TestIntruders::aReaderThatNeverReads()
{
    QVERIFY(m_engine->post("/api/v1/units/chatty/start").ok());
    std::vector<RawConnection> deaf;
    for (int i = 0; i < 20; ++i) {
        deaf.emplace_back(m_engine->port(), true)
            .send(request("GET /api/v1/units/chatty/logs?follow=true", m_engine->token()));
    }
    std::vector<RawConnection> asking; // and answers that nobody takes
    for (int i = 0; i < 20; ++i) {
        asking.emplace_back(m_engine->port(), true)
            .send(request("GET /api/v1/units/chatty/logs?lines=1000", m_engine->token()).repeated(20));
    }
    QVERIFY(waitUntil([this] { return listeners() == 20; }, 20'000));
    QVERIFY2(waitUntil([this] { return listeners() == 0; }, 90'000), "who does not listen must be dropped");
    QCOMPARE(ask(request("GET /api/v1/units", m_engine->token())).status, 200);
    QVERIFY(m_engine->post("/api/v1/units/chatty/stop").ok());
}

void TestIntruders::fiveThousandSlowConnections()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const int count = std::min(5000, static_cast<int>(limit.rlim_cur) - 200);
    std::vector<RawConnection> slow;
    slow.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        slow.emplace_back(m_engine->port()).send("GET /api/v1/units HTTP/1.1\r\nHost: loc");
    }
    for (int i = 0; i < 5; ++i) { // who has a token gets in past them
        QCOMPARE(ask(request("GET /api/v1/units", m_engine->token())).status, 200);
    }
    const CommandResult status = m_engine->lampctl({QStringLiteral("status")}); // over the local socket
    QVERIFY2(status.exitCode == 0, status.errors.constData());
    watchdogDidNotNotice();
    slow.back().send("alhost\r\n\r\n");
    QCOMPARE(slow.back().answer().status, 401); // the newest still holds its place
    slow.clear();
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

QTEST_GUILESS_MAIN(TestIntruders)
#include "tst_intruders.moc"
