// Clients that are large, slow, many or malformed: each gets its refusal, and nobody else notices.
#include "tests/core/api/http_client.h"

#include <QElapsedTimer>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class HttpLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void largeHeaders();
    void largeBodies_data();
    void largeBodies();
    void slowRequests_data();
    void slowRequests();
    void idleConnectionsAreClosed();
    void aHandlerThatDoesNotAnswer();
    void aReaderThatDoesNotReadItsAnswer();
    void tooManyConnections();
    void tooManyWithoutAToken();
    void whoIsKnownByARevokedTokenIsAStranger();
    void malformedRequests_data();
    void malformedRequests();
    void aClientThatLeaves();
};

void HttpLimitsTest::largeHeaders()
{
    TestServer s;
    HttpClient fits = s.connect();
    fits.send(s.head("GET /echo", "X-Padding: " + QByteArray(15 * 1024, 'x') + "\r\n"));
    QCOMPARE(fits.answer().status, 200);
    HttpClient large = s.connect();
    large.send(s.head("GET /echo", "X-Padding: " + QByteArray(17 * 1024, 'x') + "\r\n"));
    QCOMPARE(large.answer().status, 431);
    QVERIFY(large.waitForClose());
    HttpClient endless = s.connect();
    endless.send("GET /" + QByteArray(1024 * 1024, 'x'));
    QCOMPARE(endless.answer().status, 431);
}

void HttpLimitsTest::largeBodies_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("body");
    const QByteArray twoMiB(2 * 1024 * 1024, ' ');
    QTest::newRow("said") << QByteArray("Content-Length: 2147483648\r\n") << QByteArray(100'000, ' ');
    QTest::newRow("said, and sent") << QByteArray("Content-Length: 2097152\r\n") << twoMiB;
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n")
                             << QByteArray("200000\r\n" + twoMiB + "\r\n0\r\n\r\n");
}

void HttpLimitsTest::largeBodies()
{
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, body);
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("POST /echo", "Content-Type: application/json\r\n" + more) + body);
    QCOMPARE(client.answer().status, 413);
    QVERIFY(client.waitForClose());
    QVERIFY(s.seen.isEmpty());
    HttpClient fits = s.connect();
    fits.send(s.post("/echo", QByteArray(1024 * 1024, ' ')));
    QCOMPARE(fits.answer().body.size(), 1024 * 1024);
}

void HttpLimitsTest::slowRequests_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("header") << QByteArray("GET /echo HTTP/1.1\r\nHos");
    QTest::newRow("body") << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        "Content-Length: 10\r\nAuthorization: Bearer TOKEN\r\n\r\n{");
}

void HttpLimitsTest::slowRequests()
{
    QFETCH(QByteArray, start);
    TestServer s([](ServerSettings &settings) { settings.limits.request = 200ms; });
    HttpClient client = s.connect();
    client.send(start.replace("TOKEN", s.adminToken.toLatin1()));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(client.answer().status, 408);
    QVERIFY(timer.elapsed() >= 150);
    QVERIFY(client.waitForClose());
}

void HttpLimitsTest::idleConnectionsAreClosed()
{
    TestServer s([](ServerSettings &settings) { settings.limits.idle = 200ms; });
    HttpClient silent = s.connect();
    HttpClient once = s.connect();
    once.send(s.head("GET /echo"));
    QCOMPARE(once.answer().status, 200);
    QVERIFY(silent.waitForClose());
    QVERIFY(once.waitForClose());
    QVERIFY(silent.received().isEmpty());
}

void HttpLimitsTest::aHandlerThatDoesNotAnswer()
{
    TestServer s([](ServerSettings &settings) { settings.limits.request = 200ms; });
    HttpClient client = s.connect();
    client.send(s.head("GET /slow"));
    QCOMPARE(client.answer().status, 503);
    QVERIFY(client.waitForClose());
    s.held.takeFirst()({}); // an answer that comes too late harms nobody
    HttpClient next = s.connect();
    next.send(s.head("GET /echo"));
    QCOMPARE(next.answer().status, 200);
}

void HttpLimitsTest::aReaderThatDoesNotReadItsAnswer()
{
    TestServer s([](ServerSettings &settings) { settings.limits.write = 300ms; });
    HttpClient client = s.connect();
    client.stopReading();
    client.send(s.head("GET /slow"));
    QTRY_COMPARE(s.held.size(), 1);
    Response large;
    large.body = QByteArray(64 * 1024 * 1024, 'x');
    s.held.takeFirst()(large);
    QTest::qWait(800);
    client.readOn();
    QVERIFY(client.waitForClose());
    QVERIFY2(client.received().size() < large.body.size(), "it must have been cut off");
}

void HttpLimitsTest::tooManyConnections()
{
    TestServer s([](ServerSettings &settings) {
        settings.limits.connections = 3;
        settings.limits.idle = 2000ms;
    });
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<HttpClient>(s.server->port()));
        clients.back()->send(s.head("GET /echo"));
        QCOMPARE(clients.back()->answer().status, 200);
    }
    HttpClient refused = s.connect();
    const HttpAnswer answer = refused.answer();
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.headers.contains("retry-after"));
    QVERIFY(refused.waitForClose());
    HttpClient local(s.settings.localSocket); // for which there is always room
    local.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(local.answer().status, 200);
    local.disconnectNow();
    clients.front()->disconnectNow();
    const auto served = [&s] {
        HttpClient next = s.connect();
        next.send(s.head("GET /echo"));
        return next.answer().status == 200;
    };
    QTRY_VERIFY(served());
}

void HttpLimitsTest::tooManyWithoutAToken()
{
    TestServer s([](ServerSettings &settings) { settings.limits.unauthenticated = 2; });
    HttpClient known = s.connect();
    known.send(s.head("GET /echo"));
    QCOMPARE(known.answer().status, 200);
    // the oldest gives way, so that whoever has a token gets in past those who hang
    HttpClient silent = s.connect();
    HttpClient slow = s.connect();
    slow.send("GET /echo HTTP/1.1\r\nHost: lo");
    HttpClient third = s.connect();
    const HttpAnswer refused = silent.answer();
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.headers.contains("retry-after"));
    QVERIFY(silent.waitForClose());
    third.send(s.head("GET /echo")); // and is no stranger any more
    QCOMPARE(third.answer().status, 200);
    HttpClient fourth = s.connect();
    QVERIFY(slow.received().isEmpty());
    HttpClient fifth = s.connect();
    QCOMPARE(slow.answer().status, 503);
    fourth.send(s.head("GET /echo"));
    QCOMPARE(fourth.answer().status, 200);
    // one that was answered without a token is closed without a word
    fifth.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(fifth.answer().status, 200);
    const HttpClient sixth = s.connect();
    const HttpClient seventh = s.connect();
    QVERIFY(fifth.waitForClose());
    QVERIFY(fifth.received().isEmpty());
    known.send(s.head("GET /echo"));
    QCOMPARE(known.answer().status, 200);
    HttpClient local(s.settings.localSocket);
    local.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(local.answer().status, 200);
}

void HttpLimitsTest::whoIsKnownByARevokedTokenIsAStranger()
{
    TestServer s([](ServerSettings &settings) { settings.limits.unauthenticated = 1; });
    HttpClient former = s.connect();
    former.send(s.head("GET /echo"));
    QCOMPARE(former.answer().status, 200);
    s.server->setTokens(
        TokenBook({{QStringLiteral("2"), QStringLiteral("wall"), hashToken(s.viewerToken), Role::Viewer}}));
    former.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(former.answer().status, 200); // which needs none
    const HttpClient next = s.connect();
    QVERIFY(former.waitForClose()); // and so it gives way
}

void HttpLimitsTest::malformedRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("garbage", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello hello hello\r\n\r\n", 400);
    row("no version", "GET /healthz\r\n\r\n", 400);
    row("an unknown version", "GET /healthz HTTP/3.0\r\nHost: localhost\r\n\r\n", 505);
    row("a header without a colon", "GET /healthz HTTP/1.1\r\nHost localhost\r\n\r\n", 400);
    row("two lengths", "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        400);
    row("a length that is none", "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n", 400);
    row("a length and chunks",
        "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
    row("an unknown method", "BREW /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 501);
    row("a malformed target", "GET healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
    row("an encoded NUL", "GET /healthz%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
    row("a folded header", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n 2\r\n\r\n", 200);
}

void HttpLimitsTest::malformedRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    TestServer s;
    HttpClient client = s.connect();
    client.send(bytes);
    QCOMPARE(client.answer().status, status);
    if (status != 200) {
        QVERIFY(client.waitForClose());
    }
    HttpClient next = s.connect();
    next.send(s.head("GET /echo"));
    QCOMPARE(next.answer().status, 200);
}

void HttpLimitsTest::aClientThatLeaves()
{
    TestServer s;
    for (int i = 0; i < 20; ++i) {
        HttpClient client = s.connect();
        client.send(s.head("GET /slow"));
        QTRY_COMPARE(s.held.size(), 1);
        client.disconnectNow();
        s.held.takeFirst()({});
        HttpClient half = s.connect();
        half.send("POST /echo HTTP/1.1\r\nConte");
        half.socket().waitForBytesWritten(1000);
    }
    HttpClient client = s.connect();
    client.send(s.head("GET /echo"));
    QCOMPARE(client.answer().status, 200);
}

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "tst_http_limits.moc"
