// Server-sent events over real sockets, from a source that the test drives.
#include "tests/core/api/http_client.h"

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class HttpStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesArriveInOrder();
    void theSourceSeesTheRequest();
    void aRefusalIsAnAnswer();
    void whatClosesBeforeTheFirstMessageIsAnAnswer();
    void whatClosesLaterIsAMessage();
    void aListenerThatLeavesEndsItsSubscription();
    void aListenerThatLeavesBeforeTheFirstMessage();
    void aSlowReaderIsDropped();
    void aMessageLargerThanTheQueuePasses();
    void tooManyStreams();
    void aStreamIsNotIdle();
    void aRevokedTokenEndsItsStreams();
};

void HttpStreamTest::messagesArriveInOrder()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QTRY_COMPARE(s.streams.listeners.size(), 1);
    const StreamSink &sink = s.streams.listeners.constFirst()->sink;
    QByteArray expected = "event: heartbeat\ndata: {}\n\n";
    for (int i = 1; i <= 500; ++i) {
        const QByteArray seq = QByteArray::number(i);
        QVERIFY(sink({"event", seq, R"({"seq":)" + seq + "}"}));
        expected += "event: event\nid: " + seq + "\ndata: {\"seq\":" + seq + "}\n\n";
    }
    const HttpAnswer head = client.answer();
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("content-type"), "text/event-stream");
    QTRY_COMPARE(client.received().size(), expected.size());
    QCOMPARE(client.received(), expected);
    QCOMPARE(s.server->streamCount(), 1);
}

void HttpStreamTest::theSourceSeesTheRequest()
{
    TestServer s;
    HttpClient client(s.settings.localSocket);
    client.send("GET /stream?after=5 HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 17\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    QCOMPARE(s.streams.requests.constFirst().headers.value("last-event-id"), "17");
    QCOMPARE(s.streams.requests.constFirst().query.queryItemValue(u"after"_s), u"5"_s);
    QCOMPARE(toString(s.streams.requests.constFirst().principal.role), toString(Role::Admin));
}

void HttpStreamTest::aRefusalIsAnAnswer()
{
    TestServer s;
    s.streams.refuse = Error{ErrorCode::InvalidInput, u"after is wrong"_s, u"after"_s};
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QCOMPARE(client.answer().status, 400);
    QCOMPARE(s.server->streamCount(), 0);
    s.streams.refuse.reset();
    client.send(s.head("GET /stream"));
    QCOMPARE(client.answer().status, 200);
}

void HttpStreamTest::whatClosesBeforeTheFirstMessageIsAnAnswer()
{
    TestServer s;
    s.streams.sayHello = false;
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QTRY_COMPARE(s.streams.listeners.size(), 1);
    s.streams.listeners.constFirst()->closed({ErrorCode::Gone, u"that is pruned"_s, u"42"_s});
    const HttpAnswer answer = client.answer();
    QCOMPARE(answer.status, 410);
    QVERIFY(answer.body.contains(R"("field":"42")"));
    QTRY_VERIFY(s.streams.listeners.constFirst()->deleted);
    client.send(s.head("GET /echo")); // the connection goes on
    QCOMPARE(client.answer().status, 200);
}

void HttpStreamTest::whatClosesLaterIsAMessage()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QCOMPARE(client.answer().status, 200);
    s.streams.listeners.constFirst()->closed({ErrorCode::NotFound, u"the unit was removed"_s, {}});
    QVERIFY(client.waitForClose());
    QVERIFY(client.received().endsWith(
        "event: closed\ndata: {\"error\":{\"code\":\"not_found\",\"message\":\"the unit was removed\"}}\n\n"));
    QTRY_VERIFY(s.streams.listeners.constFirst()->deleted);
    QCOMPARE(s.server->streamCount(), 0);
}

void HttpStreamTest::aListenerThatLeavesEndsItsSubscription()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QCOMPARE(client.answer().status, 200);
    client.disconnectNow();
    QTRY_VERIFY(s.streams.listeners.constFirst()->deleted);
    QCOMPARE(s.server->streamCount(), 0);
    QVERIFY(!s.streams.listeners.constFirst()->sink({"event", "1", "{}"}));
}

void HttpStreamTest::aListenerThatLeavesBeforeTheFirstMessage()
{
    TestServer s;
    s.streams.sayHello = false;
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QTRY_COMPARE(s.streams.listeners.size(), 1);
    client.disconnectNow();
    QTest::qWait(50);
    s.streams.listeners.constFirst()->sink({"event", "1", "{}"});
    s.streams.listeners.constFirst()->sink({"event", "2", "{}"});
    QTRY_VERIFY(s.streams.listeners.constFirst()->deleted);
    QCOMPARE(s.server->streamCount(), 0);
}

void HttpStreamTest::aSlowReaderIsDropped()
{
    TestServer s([](ServerSettings &settings) { settings.limits.streamQueue = 256 * 1024; });
    HttpClient slow = s.connect();
    slow.stopReading();
    slow.send(s.head("GET /stream"));
    QTRY_COMPARE(s.streams.listeners.size(), 1);
    HttpClient quick = s.connect();
    quick.send(s.head("GET /stream"));
    QTRY_COMPARE(s.streams.listeners.size(), 2);
    const QByteArray data = '"' + QByteArray(10'000, 'x') + '"';
    qint64 accepted = 0;
    bool dropped = false;
    for (int i = 0; i < 5000 && !dropped; ++i) {
        dropped = !s.streams.listeners.at(0)->sink({"event", QByteArray::number(i), data});
        accepted += dropped ? 0 : data.size();
        QVERIFY(s.streams.listeners.at(1)->sink({"event", QByteArray::number(i), data}));
        QTest::qWait(1);
    }
    QVERIFY(dropped);
    QVERIFY2(accepted < 40'000'000, "what the network holds, and the queue: no more");
    QTRY_VERIFY(s.streams.listeners.at(0)->deleted);
    QVERIFY(!s.streams.listeners.at(1)->deleted);
    QCOMPARE(s.server->streamCount(), 1);
}

void HttpStreamTest::aMessageLargerThanTheQueuePasses()
{
    TestServer s([](ServerSettings &settings) { settings.limits.streamQueue = 1000; });
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QCOMPARE(client.answer().status, 200);
    QTest::qWait(20);
    const QByteArray data = '"' + QByteArray(100'000, 'x') + '"';
    QVERIFY(s.streams.listeners.constFirst()->sink({"event", "1", data}));
    QTRY_VERIFY(client.received().size() > data.size());
    QVERIFY(s.streams.listeners.constFirst()->sink({"event", "2", data}));
    QTRY_VERIFY(client.received().size() > 2 * data.size());
}

void HttpStreamTest::tooManyStreams()
{
    TestServer s([](ServerSettings &settings) { settings.limits.streams = 2; });
    HttpClient first = s.connect();
    first.send(s.head("GET /stream"));
    QCOMPARE(first.answer().status, 200);
    HttpClient second = s.connect();
    second.send(s.head("GET /stream"));
    QCOMPARE(second.answer().status, 200);
    HttpClient third = s.connect();
    third.send(s.head("GET /stream"));
    const HttpAnswer refused = third.answer();
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.headers.contains("retry-after"));
    first.disconnectNow();
    QTRY_COMPARE(s.server->streamCount(), 1);
    third.send(s.head("GET /stream"));
    QCOMPARE(third.answer().status, 200);
}

void HttpStreamTest::aStreamIsNotIdle()
{
    TestServer s([](ServerSettings &settings) {
        settings.limits.idle = 150ms;
        settings.limits.request = 150ms;
        settings.limits.write = 150ms;
    });
    HttpClient client = s.connect();
    client.send(s.head("GET /stream"));
    QCOMPARE(client.answer().status, 200);
    QTest::qWait(600);
    QVERIFY(!client.closed());
    QVERIFY(s.streams.listeners.constFirst()->sink({"event", "1", "{}"}));
    QTRY_VERIFY(client.received().contains("id: 1\n"));
    QVERIFY(!client.closed());
}

void HttpStreamTest::aRevokedTokenEndsItsStreams()
{
    TestServer s;
    const auto asViewer = [&s](const QByteArray &path) -> QByteArray {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + s.viewerToken.toLatin1() +
               "\r\n\r\n";
    };
    HttpClient viewer = s.connect();
    HttpClient waiting = s.connect(); // asks again on a connection that was let in before
    HttpClient admin = s.connect();
    HttpClient local(s.settings.localSocket);
    waiting.send(asViewer("/echo"));
    QCOMPARE(waiting.answer().status, 200);
    viewer.send(asViewer("/stream"));
    admin.send(s.head("GET /stream"));
    local.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    for (HttpClient *client : {&viewer, &admin, &local}) {
        QCOMPARE(client->answer().status, 200);
    }
    QCOMPARE(s.server->streamCount(), 3);

    s.server->setTokens(TokenBook({{u"1"_s, u"ci"_s, hashToken(s.adminToken), Role::Admin, {}}}));
    QTRY_VERIFY(viewer.closed());
    QVERIFY2(viewer.received().contains("event: closed") && viewer.received().contains("the token was revoked"),
             viewer.received().constData());
    waiting.send(asViewer("/echo"));
    QCOMPARE(waiting.answer().status, 401);
    QTRY_COMPARE(s.server->streamCount(), 2);
    QVERIFY(!admin.closed() && !local.closed());
}

QTEST_GUILESS_MAIN(HttpStreamTest)
#include "tst_http_stream.moc"
