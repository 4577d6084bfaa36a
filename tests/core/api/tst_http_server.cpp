// The server over real sockets: what it reads and writes, who is let in, where it listens.
#include "tests/core/api/http_client.h"

#include "core/base/peer_credentials.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class HttpServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAndKeepsTheConnection();
    void answersPipelinedRequestsInOrder();
    void takesARequestInPieces();
    void takesChunkedBodies();
    void says100Continue();
    void headHasNoBody();
    void http10ClosesTheConnection();

    void whoHasNoTokenGetsNoFurtherThanPublicPaths();
    void rolesComeFromTheToken();
    void wrongTokensAreSlowedDownAndRightOnesAreNot();
    void revokedTokensAreRefusedAtOnce();
    void theSecretIsNotHandedOn();
    void theLocalSocketKnowsTheAccount();
    void theLocalSocketReplacesAStaleOne();
    void refusesForeignHostsOriginsAndTypes();

    void refusesToListenForEveryone();
    void saysWhyItCannotListen();
    void childrenInheritNoSocket();
    void stopsWithConnectionsOpen();
    void itCountsWhatItAnswers();
};

void HttpServerTest::itCountsWhatItAnswers()
{
    TestServer s;
    HttpClient client = s.connect();
    for (int i = 0; i < 3; ++i) {
        client.send(s.head("GET /echo"));
        QCOMPARE(client.answer().status, 200);
    }
    client.send(s.head("GET /nowhere"));
    QCOMPARE(client.answer().status, 404);
    HttpClient stranger = s.connect();
    stranger.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\n\r\n");
    QCOMPARE(stranger.answer().status, 401);
    HttpClient listener = s.connect();
    listener.send(s.head("GET /stream"));
    QCOMPARE(listener.answer().status, 200);
    QVERIFY(stranger.waitForClose());
    QTRY_COMPARE(s.server->figures()->connections, 2);
    const HttpFigures figures = *s.server->figures();
    QCOMPARE(figures.answers, (QList<std::pair<int, quint64>>{{200, 3}, {401, 1}, {404, 1}}));
    QCOMPARE(figures.failedLogins, 1U);
    QCOMPARE(figures.dropped, 0U);
    QCOMPARE(figures.streams, 1);
    s.server->stop();
    QVERIFY(!s.server->figures());
}

void HttpServerTest::answersAndKeepsTheConnection()
{
    TestServer s;
    QVERIFY2(s.started, s.started ? "" : qPrintable(s.started.error().message));
    QCOMPARE(s.server->listening(), (QStringList{u"127.0.0.1:%1"_s.arg(s.server->port()), s.settings.localSocket}));
    HttpClient client = s.connect();
    for (int i = 0; i < 3; ++i) {
        client.send(s.post("/echo?x=%C3%A4", R"({"n":1})"));
        const HttpAnswer answer = client.answer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, R"({"n":1})");
        QCOMPARE(answer.headers.value("connection"), "keep-alive");
        QCOMPARE(answer.headers.value("content-type"), "application/json");
    }
    QCOMPARE(s.seen.size(), 3);
    QCOMPARE(s.seen.constLast().method, "POST");
    QCOMPARE(s.seen.constLast().path, u"/echo"_s);
    QCOMPARE(s.seen.constLast().query.queryItemValue(u"x"_s), u"ä"_s);
    QCOMPARE(s.seen.constLast().principal.name, u"token:ci"_s);
    client.send(s.head("GET /echo", "Connection: close\r\n"));
    QCOMPARE(client.answer().headers.value("connection"), "close");
    QVERIFY(client.waitForClose());
}

void HttpServerTest::answersPipelinedRequestsInOrder()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /slow?n=1") + s.post("/echo", R"({"n":2})") + s.head("GET /slow?n=3"));
    QTRY_COMPARE(s.held.size(), 1);
    QTest::qWait(50);
    QVERIFY2(client.received().isEmpty(), "the second answer must wait for the first");
    s.held.takeFirst()(Response::json({{u"n"_s, 1}}));
    QCOMPARE(client.answer().body, R"({"n":1})");
    QCOMPARE(client.answer().body, R"({"n":2})");
    QTRY_COMPARE(s.held.size(), 1);
    s.held.takeFirst()(Response::json({{u"n"_s, 3}}));
    QCOMPARE(client.answer().body, R"({"n":3})");
}

void HttpServerTest::takesARequestInPieces()
{
    TestServer s;
    HttpClient client = s.connect();
    const QByteArray whole = s.post("/echo", R"({"slow":true})");
    for (const char byte : whole) {
        client.send(QByteArray(1, byte));
        client.socket().waitForBytesWritten(1000);
    }
    QCOMPARE(client.answer().body, R"({"slow":true})");
}

void HttpServerTest::takesChunkedBodies()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("POST /echo", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n") +
                "4\r\n{\"a\"\r\n3\r\n:1}\r\n0\r\n\r\n");
    QCOMPARE(client.answer().body, R"({"a":1})");
    client.send(s.head("GET /echo"));
    QCOMPARE(client.answer().status, 200);
}

void HttpServerTest::says100Continue()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(
        s.head("POST /echo", "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"));
    QCOMPARE(client.answer(true).status, 100);
    client.send("{}");
    const HttpAnswer answer = client.answer();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "{}");
    // who will be refused is not asked to send
    client.send(s.head("POST /echo", "Content-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"));
    QCOMPARE(client.answer().status, 415);
}

void HttpServerTest::headHasNoBody()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("HEAD /slow"));
    QTRY_COMPARE(s.held.size(), 1);
    QCOMPARE(s.seen.constLast().method, "GET");
    s.held.takeFirst()(Response::json({{u"n"_s, 1}}));
    const HttpAnswer answer = client.answer(true);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-length"), "7");
    client.send(s.post("/echo", "{}"));
    QCOMPARE(client.answer().body, "{}");
}

void HttpServerTest::http10ClosesTheConnection()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send("GET /healthz HTTP/1.0\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    QVERIFY(client.waitForClose());
}

void HttpServerTest::whoHasNoTokenGetsNoFurtherThanPublicPaths()
{
    TestServer s;
    const auto ask = [&s](const QByteArray &line, const QByteArray &more = {}) {
        HttpClient client = s.connect();
        client.send(line + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
        return client.answer();
    };
    QCOMPARE(ask("GET /healthz").status, 200);
    QCOMPARE(s.seen.size(), 1);
    QCOMPARE(toString(s.seen.constFirst().principal.role), toString(Role::None));
    for (const char *line :
         {"GET /echo", "GET /nowhere", "POST /healthz", "POST /echo", "DELETE /echo", "GET /stream"}) {
        const HttpAnswer answer = ask(line);
        QCOMPARE(answer.status, 401);
        QVERIFY(answer.headers.contains("www-authenticate"));
    }
    QCOMPARE(ask("GET /echo", "Authorization: Basic YTpi\r\n").status, 401);
    QCOMPARE(ask("GET /echo", "Authorization: Bearer\r\n").status, 401);
    QCOMPARE(s.seen.size(), 1);
    QVERIFY(s.streams.requests.isEmpty());
}

void HttpServerTest::rolesComeFromTheToken()
{
    TestServer s;
    QSignalSpy used(s.server.get(), &HttpServer::tokenUsed);
    HttpClient client = s.connect();
    const QByteArray viewer = "Host: localhost\r\nAuthorization: Bearer " + s.viewerToken.toLatin1() + "\r\n\r\n";
    client.send("GET /echo HTTP/1.1\r\n" + viewer);
    QCOMPARE(client.answer().status, 200);
    QCOMPARE(s.seen.constLast().principal.name, u"token:wall"_s);
    QCOMPARE(toString(s.seen.constLast().principal.role), toString(Role::Viewer));
    client.send("POST /operate HTTP/1.1\r\n" + viewer);
    QCOMPARE(client.answer().status, 403);
    client.send(s.head("POST /operate"));
    QCOMPARE(client.answer().status, 200);
    QCOMPARE(used.size(), 3);
    QCOMPARE(used.at(0).at(0).toString(), u"2"_s);
    QCOMPARE(used.at(2).at(0).toString(), u"1"_s);
}

void HttpServerTest::wrongTokensAreSlowedDownAndRightOnesAreNot()
{
    TestServer s;
    int refused = 0;
    int slowed = 0;
    for (int i = 0; i < 30; ++i) {
        HttpClient client = s.connect();
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + makeToken().toLatin1() +
                    "\r\n\r\n");
        const HttpAnswer answer = client.answer();
        refused += answer.status == 401 ? 1 : 0;
        slowed += answer.status == 429 ? 1 : 0;
        if (answer.status == 429) {
            QVERIFY(answer.headers.value("retry-after").toInt() >= 1);
        }
    }
    QCOMPARE(refused, 10);
    QCOMPARE(slowed, 20);
    QVERIFY(s.seen.isEmpty());
    HttpClient client = s.connect();
    client.send(s.head("GET /echo"));
    QCOMPARE(client.answer().status, 200);
}

void HttpServerTest::revokedTokensAreRefusedAtOnce()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /echo"));
    QCOMPARE(client.answer().status, 200);
    s.server->setTokens({});
    client.send(s.head("GET /echo"));
    QCOMPARE(client.answer().status, 401);
}

void HttpServerTest::theSecretIsNotHandedOn()
{
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /echo", "X-One: 1\r\nX-ONE: 2\r\n"));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(!s.seen.constFirst().headers.contains("authorization"));
    QCOMPARE(s.seen.constFirst().headers.value("x-one"), "1, 2");
}

void HttpServerTest::theLocalSocketKnowsTheAccount()
{
    TestServer s;
    QVERIFY(s.started);
    const auto permissions = QFile::permissions(s.settings.localSocket);
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    HttpClient client(s.settings.localSocket);
    QVERIFY(client.connected());
    client.send("POST /operate HTTP/1.1\r\nHost: lamplighter\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    QCOMPARE(s.seen.constLast().principal.name, QString(u"local:"_s + accountName(ownUserId())));
    QCOMPARE(toString(s.seen.constLast().principal.role), toString(Role::Admin));
    // the rules against web pages hold here too
    client.send("POST /operate HTTP/1.1\r\nHost: lamplighter\r\nOrigin: null\r\n\r\n");
    QCOMPARE(client.answer().status, 403);
}

void HttpServerTest::theLocalSocketReplacesAStaleOne()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"kept.sock"_s);
    const auto use = [&path](ServerSettings &settings) { settings.localSocket = path; };
    const QString other = folder.filePath(u"moved.sock"_s);
    {
        TestServer first(use);
        QVERIFY(first.started);
        // what a crash leaves behind: a name with nobody listening
        QVERIFY(QFile::rename(path, other));
    }
    QVERIFY(QFile::rename(other, path));
    TestServer second(use);
    QVERIFY2(second.started, second.started ? "" : qPrintable(second.started.error().message));
    HttpClient client(path);
    client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    second.server->stop();
    QVERIFY(!QFile::exists(path));
    // a file that is no socket is somebody's data
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    TestServer third(use);
    QVERIFY(!third.started);
    QCOMPARE(toString(third.started.error().code), toString(ErrorCode::Io));
    QVERIFY(QFile::exists(path));
}

void HttpServerTest::refusesForeignHostsOriginsAndTypes()
{
    TestServer s([](ServerSettings &settings) { settings.hosts = {u"lamp.example"_s}; });
    const QByteArray token = "Authorization: Bearer " + s.adminToken.toLatin1() + "\r\n";
    const auto ask = [&](const QByteArray &line, const QByteArray &more) {
        HttpClient client = s.connect();
        client.send(line + " HTTP/1.1\r\n" + token + more + "\r\n");
        return client.answer().status;
    };
    QCOMPARE(ask("GET /echo", "Host: lamp.example\r\n"), 200);
    QCOMPARE(ask("GET /echo", "Host: evil.example\r\n"), 421);
    QCOMPARE(ask("GET /healthz", "Host: evil.example\r\n"), 421);
    QCOMPARE(ask("GET /echo", ""), 400);
    QCOMPARE(ask("GET /echo", "Host: localhost\r\nOrigin: http://evil.example\r\n"), 200);
    QCOMPARE(ask("POST /echo", "Host: localhost\r\nOrigin: http://localhost\r\n"), 403);
    QCOMPARE(ask("POST /echo", "Host: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n"), 415);
    QCOMPARE(ask("POST /echo", "Host: localhost\r\nContent-Length: 0\r\n"), 200);
}

void HttpServerTest::refusesToListenForEveryone()
{
    TestServer refused([](ServerSettings &settings) { settings.address = u"0.0.0.0"_s; });
    QVERIFY(!refused.started);
    QCOMPARE(toString(refused.started.error().code), toString(ErrorCode::InvalidInput));
    QVERIFY(refused.started.error().message.contains(u"insecure_listen"_s));
    TestServer allowed([](ServerSettings &settings) {
        settings.address = u"0.0.0.0"_s;
        settings.insecureListen = true;
    });
    QVERIFY(allowed.started);
    HttpClient client = allowed.connect();
    client.send(allowed.head("GET /echo"));
    QCOMPARE(client.answer().status, 200);
}

void HttpServerTest::saysWhyItCannotListen()
{
    TestServer first;
    TestServer second([&first](ServerSettings &settings) { settings.port = first.server->port(); });
    QVERIFY(!second.started);
    QCOMPARE(toString(second.started.error().code), toString(ErrorCode::Io));
    QVERIFY(second.started.error().message.contains(QString::number(first.server->port())));
    TestServer third([](ServerSettings &settings) { settings.address = u"nowhere"_s; });
    QCOMPARE(third.started.error().field, u"listen"_s);
    TestServer fourth([](ServerSettings &settings) { settings.localSocket = u"/tmp/"_s + QString(120, u'x'); });
    QCOMPARE(toString(fourth.started.error().code), toString(ErrorCode::InvalidInput));
}

void HttpServerTest::childrenInheritNoSocket()
{
#ifdef Q_OS_LINUX
    TestServer s;
    HttpClient client = s.connect();
    client.send(s.head("GET /echo"));
    QCOMPARE(client.answer().status, 200);
    HttpClient local(s.settings.localSocket);
    local.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(local.answer().status, 200);
    int sockets = 0;
    const QStringList names =
        QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
    for (const QString &name : names) {
        if (name.toInt() < 3 || !QFile::symLinkTarget(u"/proc/self/fd/"_s + name).contains(u"socket:"_s)) {
            continue;
        }
        QFile info(u"/proc/self/fdinfo/"_s + name);
        QVERIFY(info.open(QFile::ReadOnly));
        for (const QByteArray &line : info.readAll().split('\n')) {
            if (line.startsWith("flags:")) {
                ++sockets;
                QVERIFY2(line.mid(6).trimmed().toInt(nullptr, 8) & 02000000, qPrintable(name)); // O_CLOEXEC
            }
        }
    }
    QVERIFY(sockets >= 6); // two that listen, and both ends of two connections
#else
    QSKIP("needs /proc");
#endif
}

void HttpServerTest::stopsWithConnectionsOpen()
{
    TestServer s;
    HttpClient idle = s.connect();
    HttpClient waiting = s.connect();
    waiting.send(s.head("GET /slow"));
    HttpClient streaming = s.connect();
    streaming.send(s.head("GET /stream"));
    QTRY_VERIFY(s.held.size() == 1 && s.streams.listeners.size() == 1);
    QElapsedTimer timer;
    timer.start();
    s.server->stop();
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(idle.waitForClose());
    QVERIFY(waiting.waitForClose());
    QVERIFY(streaming.waitForClose());
    QVERIFY(s.streams.listeners.constFirst()->deleted);
    QVERIFY(!s.streams.listeners.constFirst()->sink({"event", "1", "{}"}));
    s.held.takeFirst()({});
    QCOMPARE(s.server->port(), 0);
    QVERIFY(s.server->start());
    HttpClient again = s.connect();
    again.send(s.head("GET /echo"));
    QCOMPARE(again.answer().status, 200);
    s.server.reset();
}

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_http_server.moc"
