// The server over real sockets: who is let in, what is refused and how, what happens to clients that are slow, large,
// many or malformed.
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
    void malformedRequests_data();
    void malformedRequests();
    void aClientThatLeaves();

    void refusesToListenForEveryone();
    void saysWhyItCannotListen();
    void childrenInheritNoSocket();
    void stopsWithConnectionsOpen();
};

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

void HttpServerTest::largeHeaders()
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

void HttpServerTest::largeBodies_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("body");
    const QByteArray twoMiB(2 * 1024 * 1024, ' ');
    QTest::newRow("said") << QByteArray("Content-Length: 2147483648\r\n") << QByteArray(100'000, ' ');
    QTest::newRow("said, and sent") << QByteArray("Content-Length: 2097152\r\n") << twoMiB;
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n")
                             << QByteArray("200000\r\n" + twoMiB + "\r\n0\r\n\r\n");
}

void HttpServerTest::largeBodies()
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

void HttpServerTest::slowRequests_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("header") << QByteArray("GET /echo HTTP/1.1\r\nHos");
    QTest::newRow("body") << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        "Content-Length: 10\r\nAuthorization: Bearer TOKEN\r\n\r\n{");
}

void HttpServerTest::slowRequests()
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

void HttpServerTest::idleConnectionsAreClosed()
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

void HttpServerTest::aHandlerThatDoesNotAnswer()
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

void HttpServerTest::aReaderThatDoesNotReadItsAnswer()
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

void HttpServerTest::tooManyConnections()
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

void HttpServerTest::tooManyWithoutAToken()
{
    TestServer s([](ServerSettings &settings) { settings.limits.unauthenticated = 2; });
    HttpClient known = s.connect();
    known.send(s.head("GET /echo"));
    QCOMPARE(known.answer().status, 200);
    HttpClient first = s.connect();
    HttpClient second = s.connect();
    HttpClient third = s.connect();
    QCOMPARE(third.answer().status, 503);
    // one that shows its token makes room
    first.send(s.head("GET /echo"));
    QCOMPARE(first.answer().status, 200);
    HttpClient fourth = s.connect();
    fourth.send(s.head("GET /echo"));
    QCOMPARE(fourth.answer().status, 200);
    // and the local socket is never full of strangers
    HttpClient fifth = s.connect();
    HttpClient sixth = s.connect();
    QCOMPARE(sixth.answer().status, 503);
    HttpClient local(s.settings.localSocket);
    local.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(local.answer().status, 200);
}

void HttpServerTest::malformedRequests_data()
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

void HttpServerTest::malformedRequests()
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

void HttpServerTest::aClientThatLeaves()
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
