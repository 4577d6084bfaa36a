// Both ways over HTTP, the local socket and TCP, against a server that says what a test wants, in the pieces it wants.
#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/client/connect.h"
#include "core/client/socket_transport.h"
#include "tests/core/client/scripted_server.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;
using lamplighter::tests::ScriptedServer;
using Then = ScriptedServer::Then;
using Way = ScriptedServer::Way;

Q_DECLARE_METATYPE(lamplighter::tests::ScriptedServer::Way)

namespace {

const QByteArray kSecret = "not-for-anyones-eyes";

std::unique_ptr<Transport> transportTo(const ScriptedServer &server, Way way)
{
    if (way == Way::Local) {
        return std::make_unique<SocketTransport>(server.path());
    }
    return std::move(makeTransport(server.url(), kSecret)).value();
}

/// Cut where nothing ends: every cut there can be is tried in tst_http_reader.
QList<QByteArray> inPieces(const QByteArray &bytes)
{
    QList<QByteArray> out;
    for (qsizetype at = 0; at < bytes.size(); at += 9) {
        out.append(bytes.mid(at, 9));
    }
    return out;
}

QByteArray message(const QByteArray &name, const QByteArray &data)
{
    return "event: " + name + "\ndata: " + data + "\n\n";
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

const QByteArray kStreamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

/// What came over a stream.
struct Heard
{
    int opened = 0;
    QByteArrayList names;
    std::optional<Error> closed;
    int closings = 0;

    StreamCallbacks callbacks()
    {
        return {[this] { ++opened; },
                [this](const QByteArray &name, const QByteArray &, const QByteArray &data) {
                    names.append(name + '=' + data);
                },
                [this](const Error &why) {
                    closed = why;
                    ++closings;
                }};
    }
};

} // namespace

class TestTransports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

    void requestAsItIsSent();
    void answers_data();
    void answers();
    void failures_data();
    void failures();
    void nobodyListens();
    void goneContext();
    void goneWithARequestOut();
    void notFromWithinTheCall();
    void streamsEvents();
    void streamClosedByEngine();
    void streamRefused();
    void streamDroppedByItsOwner();
    void streamDroppedInItsOwnCallback();
    void addresses_data();
    void addresses();
    void directories();

private:
    Result<HttpAnswer> ask(const HttpRequest &request = {"GET", u"/api/v1/engine"_s, {}, {}, {}});

    Way m_way = Way::Local;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Transport> m_transport;
};

void TestTransports::initTestCase_data()
{
    QTest::addColumn<ScriptedServer::Way>("way");
    QTest::newRow("local socket") << Way::Local;
    QTest::newRow("TCP") << Way::Tcp;
}

void TestTransports::init()
{
    QFETCH_GLOBAL(ScriptedServer::Way, way);
    m_way = way;
    m_server = std::make_unique<ScriptedServer>(way);
    QVERIFY(m_server->isListening());
    m_transport = transportTo(*m_server, way);
}

void TestTransports::cleanup()
{
    m_transport.reset();
    m_server.reset();
}

Result<HttpAnswer> TestTransports::ask(const HttpRequest &request)
{
    std::optional<Result<HttpAnswer>> answer;
    m_transport->send(request, this, [&](const Result<HttpAnswer> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 5000)) {
        return Error{ErrorCode::Internal, u"no answer came"_s, {}};
    }
    return *answer;
}

void TestTransports::requestAsItIsSent()
{
    m_server->say({"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}"});
    HttpRequest request{"POST", u"/api/v1/units/ä b/start"_s, {}, R"({"once":true})", "key-1"};
    request.query.addQueryItem(u"after"_s, u"1%262%2B3"_s);
    const Result<HttpAnswer> answer = ask(request);
    QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, 201);
    QCOMPARE(answer->body, QByteArray("{}"));
    const QByteArray sent = m_server->lastRequest();
    QVERIFY2(sent.startsWith("POST /api/v1/units/%C3%A4%20b/start?after=1%262%2B3 HTTP/1.1\r\n"), sent.constData());
    const QByteArray lower = sent.toLower();
    QVERIFY(lower.contains("\r\ncontent-type: application/json\r\n"));
    QVERIFY(lower.contains("\r\nidempotency-key: key-1\r\n"));
    QVERIFY(lower.contains("\r\ncontent-length: 13\r\n"));
    QVERIFY(sent.endsWith("\r\n\r\n{\"once\":true}"));
    QCOMPARE(sent.contains(QByteArray("Bearer " + kSecret)), m_way == Way::Tcp);
    QVERIFY(!m_transport->description().contains(QString::fromLatin1(kSecret)));
}

void TestTransports::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("a length") << ok + "Content-Length: 5\r\n\r\nhello" << 200 << QByteArray("hello");
    QTest::newRow("chunks") << ok + "Transfer-Encoding: chunked\r\n\r\n" + chunk("hel") + chunk("lo") + "0\r\n\r\n"
                            << 200 << QByteArray("hello");
    QTest::newRow("until the end") << ok + "Connection: close\r\n\r\nhello" << 200 << QByteArray("hello");
    for (const int status : {400, 401, 403, 404, 409, 410, 413, 423, 429, 500, 501, 503}) {
        QTest::addRow("%d", status) << "HTTP/1.1 " + QByteArray::number(status) +
                                           " No\r\nContent-Length: 5\r\n\r\nsorry"
                                    << status << QByteArray("sorry");
    }
    QTest::newRow("a redirect is not followed") << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                                                              "Content-Length: 0\r\n\r\n")
                                                << 302 << QByteArray();
}

void TestTransports::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    for (const QList<QByteArray> &pieces : {QList<QByteArray>{bytes}, inPieces(bytes)}) {
        m_server->say(pieces);
        const Result<HttpAnswer> answer = ask();
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->body, body);
    }
}

void TestTransports::failures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("closed at once") << QByteArray();
    QTest::newRow("closed in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("too large") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx");
}

void TestTransports::failures()
{
    QFETCH(QByteArray, bytes);
    m_server->say({bytes});
    const Result<HttpAnswer> answer = ask();
    QVERIFY(!answer.ok());
    QVERIFY2(answer.error().code != ErrorCode::Internal, qPrintable(answer.error().message));
    QVERIFY(!answer.error().message.isEmpty());
    QVERIFY(!answer.error().message.contains(QString::fromLatin1(kSecret)));
}

void TestTransports::nobodyListens()
{
    const QString path = m_server->path();
    m_server.reset(); // the port and the socket are free again
    const Result<HttpAnswer> answer = ask();
    QVERIFY(!answer.ok());
    QCOMPARE(toString(answer.error().code), u"unavailable"_s);
    QVERIFY2(answer.error().message.startsWith(u"no engine answers at "_s), qPrintable(answer.error().message));

    Heard heard;
    const auto stream = m_transport->openStream(u"/api/v1/events/stream"_s, {}, heard.callbacks());
    QTRY_VERIFY(heard.closed);
    QCOMPARE(toString(heard.closed->code), u"unavailable"_s);
    QCOMPARE(heard.opened, 0);
}

void TestTransports::goneContext()
{
    m_server->say({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"});
    auto context = std::make_unique<QObject>();
    bool told = false;
    m_transport->send({"GET", u"/a"_s, {}, {}, {}}, context.get(), [&](const Result<HttpAnswer> &) { told = true; });
    context.reset();
    QVERIFY(ask().ok());
    QVERIFY(!told);
}

void TestTransports::goneWithARequestOut()
{
    // A head without its body: the connection stands when the transport goes, which must end nothing but the silence.
    m_server->say({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"}, Then::StayOpen);
    bool told = false;
    m_transport->send({"GET", u"/a"_s, {}, {}, {}}, this, [&](const Result<HttpAnswer> &) { told = true; });
    QTRY_VERIFY(m_server->hasSaidAll());
    m_transport.reset();
    QVERIFY(!told);
}

void TestTransports::notFromWithinTheCall()
{
    m_server.reset();
    bool returned = false;
    bool tooEarly = false;
    int told = 0;
    const auto check = [&] {
        ++told;
        tooEarly = tooEarly || !returned;
    };
    m_transport->send({"GET", u"/a"_s, {}, {}, {}}, this, [&](const Result<HttpAnswer> &) { check(); });
    const auto stream = m_transport->openStream(u"/b"_s, {}, {{}, {}, [&](const Error &) { check(); }});
    returned = true;
    QTRY_COMPARE(told, 2);
    QVERIFY(!tooEarly);
}

void TestTransports::streamsEvents()
{
    m_server->say(inPieces(kStreamHead + chunk(message("a", "1") + "event: b\nda") + chunk("ta: 2\n\n")),
                  Then::StayOpen);
    Heard heard;
    QUrlQuery query;
    query.addQueryItem(u"after"_s, u"7"_s);
    const auto stream = m_transport->openStream(u"/api/v1/events/stream"_s, query, heard.callbacks());
    QTRY_COMPARE(heard.names, (QByteArrayList{"a=1", "b=2"}));
    QCOMPARE(heard.opened, 1);
    QVERIFY(m_server->lastRequest().startsWith("GET /api/v1/events/stream?after=7 HTTP/1.1\r\n"));
    QVERIFY(m_server->lastRequest().toLower().contains("\r\naccept: text/event-stream\r\n"));
    QTRY_VERIFY(m_server->hasSaidAll());
    m_server->sayMore(chunk(message("c", "3")));
    QTRY_COMPARE(heard.names.size(), 3);
    QVERIFY(!heard.closed);
}

void TestTransports::streamClosedByEngine()
{
    for (const QByteArray &end : {QByteArray("0\r\n\r\n"), QByteArray()}) { // in good order, and by dying
        m_server->say({kStreamHead, chunk(message("a", "1")), end});
        Heard heard;
        const auto stream = m_transport->openStream(u"/s"_s, {}, heard.callbacks());
        QTRY_VERIFY(heard.closed);
        QCOMPARE(heard.names, QByteArrayList{"a=1"});
        QCOMPARE(toString(heard.closed->code), u"unavailable"_s);
        QCOMPARE(heard.closings, 1);
    }
}

void TestTransports::streamRefused()
{
    const QByteArray body = R"({"error":{"code":"gone","message":"pruned","field":"4000"}})";
    m_server->say({"HTTP/1.1 410 Gone\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n", body});
    Heard heard;
    const auto stream = m_transport->openStream(u"/s"_s, {}, heard.callbacks());
    QTRY_VERIFY(heard.closed);
    QCOMPARE(*heard.closed, (Error{ErrorCode::Gone, u"pruned"_s, u"4000"_s}));
    QCOMPARE(heard.opened, 0);
    QCOMPARE(heard.closings, 1);
}

void TestTransports::streamDroppedByItsOwner()
{
    m_server->say({kStreamHead}, Then::StayOpen);
    Heard heard;
    auto stream = m_transport->openStream(u"/s"_s, {}, heard.callbacks());
    QTRY_COMPARE(heard.opened, 1);
    QVERIFY(m_server->hasOpenConnection());
    stream.reset();
    QTRY_VERIFY(!m_server->hasOpenConnection());
    QCOMPARE(heard.closings, 0); // whoever leaves is not told that they left

    // Before it was even open.
    auto early = m_transport->openStream(u"/s"_s, {}, heard.callbacks());
    early.reset();
    m_server->say({"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"});
    QVERIFY(ask().ok()); // by now it would have been told
    QCOMPARE(heard.closings, 0);
    QCOMPARE(heard.opened, 1);
}

void TestTransports::streamDroppedInItsOwnCallback()
{
    m_server->say({kStreamHead, chunk(message("a", "1") + message("b", "2") + message("c", "3"))}, Then::StayOpen);
    std::unique_ptr<StreamHandle> stream;
    QByteArrayList names;
    stream = m_transport->openStream(u"/s"_s, {},
                                     {{},
                                      [&](const QByteArray &name, const QByteArray &, const QByteArray &) {
                                          names.append(name);
                                          stream.reset();
                                      },
                                      [&](const Error &) { names.append("closed"); }});
    QTRY_VERIFY(!names.isEmpty());
    QTRY_VERIFY(!m_server->hasOpenConnection());
    QCOMPARE(names, QByteArrayList{"a"});
}

void TestTransports::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"http://127.0.0.1:8765"_s << true;
    QTest::newRow("with a slash") << u"https://lamps.example/"_s << true;
    QTest::newRow("IPv6") << u"http://[::1]:8765"_s << true;
    QTest::newRow("no scheme") << u"127.0.0.1:8765"_s << false;
    QTest::newRow("another scheme") << u"ftp://127.0.0.1"_s << false;
    QTest::newRow("no host") << u"http://"_s << false;
    QTest::newRow("a path") << u"http://h/api"_s << false;
    QTest::newRow("a password") << u"http://u:pw@h/"_s << false;
    QTest::newRow("a query") << u"http://h/?a=b"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestTransports::addresses()
{
    QFETCH(QString, url);
    QFETCH(bool, good);
    const Result<std::unique_ptr<Transport>> made = makeTransport(url, {});
    QCOMPARE(made.ok(), good);
    if (!good) {
        QCOMPARE(toString(made.error().code), u"invalid_input"_s);
        QVERIFY(!made.error().message.contains(u"pw"_s));
    }
}

void TestTransports::directories()
{
    // Short enough for its socket to lie in it, so that nothing is left elsewhere.
    QTemporaryDir place(QDir::tempPath() + u"/lc-XXXXXX"_s);
    const DataDirectory directory(place.filePath(u"d"_s));
    QVERIFY(directory.create().ok());
    const auto connectHere = [&]() -> Result<QString> {
        std::optional<Result<QString>> out;
        connectTo({{}, directory.root(), {}}, this, [&](Result<std::unique_ptr<Transport>> made) {
            out = made ? Result<QString>((*made)->description()) : Result<QString>(made.error());
        });
        return QTest::qWaitFor([&] { return out.has_value(); }) ? *out : Error{ErrorCode::Internal, u"silence"_s, {}};
    };
    const Result<QString> nobody = connectHere();
    QVERIFY(!nobody.ok());
    QCOMPARE(toString(nobody.error().code), u"unavailable"_s);
    QCOMPARE(nobody.error().message, u"no engine is running for "_s + directory.root());

    // The port of an engine that is gone is not handed the token, whoever has it now.
    QVERIFY(writeFileAtomically(directory.tokenFile(), kSecret + '\n', FileAccess::OwnerOnly).ok());
    QVERIFY(writeFileAtomically(directory.addressFile(), "127.0.0.1:8765\n", FileAccess::OwnerOnly).ok());
    const Result<QString> gone = connectHere();
    QVERIFY(!gone.ok());
    QCOMPARE(toString(gone.error().code), u"unavailable"_s);
    QVERIFY(QFile::remove(directory.tokenFile()));

    // Its certificate tells an engine from others.
    const QByteArray pinned = QByteArray("AB").append(QByteArray(":AB").repeated(31));
    QVERIFY(
        writeFileAtomically(directory.addressFile(), "127.0.0.1:8765\n" + pinned + '\n', FileAccess::OwnerOnly).ok());
    const Result<QString> noToken = connectHere();
    QVERIFY(!noToken.ok());
    QVERIFY(writeFileAtomically(directory.tokenFile(), "two words\n", FileAccess::OwnerOnly).ok());
    const Result<QString> badToken = connectHere();
    QVERIFY(!badToken.ok());
    QVERIFY(!badToken.error().message.contains(u"two words"_s));
    QVERIFY(writeFileAtomically(directory.tokenFile(), kSecret + '\n', FileAccess::OwnerOnly).ok());
    const Result<QString> overTcp = connectHere();
    QVERIFY(overTcp.ok());
    QCOMPARE(*overTcp, u"https://127.0.0.1:8765"_s);

    QLocalServer socket;
    QVERIFY(socket.listen(directory.localSocket()));
    const Result<QString> overSocket = connectHere();
    QVERIFY(overSocket.ok());
    QCOMPARE(*overSocket, u"socket "_s + directory.localSocket());
    socket.close();
}

QTEST_GUILESS_MAIN(TestTransports)
#include "tst_transports.moc"
