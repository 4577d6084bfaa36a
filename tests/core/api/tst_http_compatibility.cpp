// Clients of other systems, which send no token: let in only if the settings say so, only where routes were made for
// them, and only from this machine.
#include "tests/core/api/http_client.h"

#include <QNetworkInterface>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class HttpCompatibilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offUnlessItIsSaid();
    void onForItsRoutesOnly();
    void onlyLoopbackNames();
    void noWebPages();
    void aTokenCounts();
    void aTokenMayBeAPassword();
    void notFromElsewhere();

private:
    static void allow(ServerSettings &settings) { settings.compatibleWithoutToken = true; }
    static HttpAnswer ask(const TestServer &s, const QByteArray &line, const QByteArray &head)
    {
        HttpClient client = s.connect();
        client.send(line + "\r\n" + head + "\r\n");
        return client.answer();
    }
    static HttpAnswer ask(const TestServer &s, const QByteArray &line)
    {
        return ask(s, line + " HTTP/1.1", "Host: localhost\r\n");
    }
};

void HttpCompatibilityTest::offUnlessItIsSaid()
{
    TestServer s;
    QVERIFY(s.started);
    for (const char *line : {"GET /compatible", "POST /compatible"}) {
        const HttpAnswer answer = ask(s, line);
        QCOMPARE(answer.status, 401);
        QVERIFY(answer.headers.contains("www-authenticate"));
    }
    QVERIFY(s.seen.isEmpty());
}

void HttpCompatibilityTest::onForItsRoutesOnly()
{
    TestServer s(allow);
    QVERIFY(s.started);
    QCOMPARE(ask(s, "GET /compatible").status, 200);
    QCOMPARE(ask(s, "POST /compatible").status, 200);
    QCOMPARE(s.seen.size(), 2);
    for (const Request &request : std::as_const(s.seen)) {
        QCOMPARE(request.principal.name, u"compat:loopback"_s);
        QCOMPARE(toString(request.principal.role), u"operator"_s); // nothing that names a command to run
        QVERIFY(request.principal.tokenId.isEmpty());
    }
    for (const char *line : {"GET /echo", "POST /echo", "POST /operate", "GET /stream", "GET /compatible/",
                             "GET /Compatible", "GET /compatible/x", "GET //compatible", "GET /nowhere"}) {
        QVERIFY2(ask(s, line).status == 401, line);
    }
    QCOMPARE(ask(s, "DELETE /compatible").status, 405);
    // Being let in once opens nothing else on the same connection.
    HttpClient client = s.connect();
    client.send("GET /compatible HTTP/1.1\r\nHost: localhost\r\n\r\nGET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    QCOMPARE(client.answer().status, 401);
}

void HttpCompatibilityTest::onlyLoopbackNames()
{
    TestServer s([](ServerSettings &settings) {
        allow(settings);
        settings.hosts = QStringList{u"engine.example"_s};
    });
    QVERIFY(s.started);
    for (const char *host : {"localhost", "LOCALHOST:8765", "127.0.0.1", "127.0.0.1:80", "[::1]:8765", "127.0.0.2"}) {
        const QByteArray head = QByteArray("Host: ") + host + "\r\n";
        QVERIFY2(ask(s, "GET /compatible HTTP/1.1", head).status == 200, host);
    }
    // A name of ours, but one that a page could have: a token is needed.
    QCOMPARE(ask(s, "GET /compatible HTTP/1.1", "Host: engine.example\r\n").status, 401);
    QCOMPARE(ask(s, "GET /compatible HTTP/1.1", "Host: evil.example\r\n").status, 421);
    QCOMPARE(ask(s, "GET /compatible HTTP/1.0", "").status, 401);
    QCOMPARE(ask(s, "GET /compatible HTTP/1.1", "Host: localhost.evil.example\r\n").status, 421);
}

void HttpCompatibilityTest::noWebPages()
{
    TestServer s(allow);
    QVERIFY(s.started);
    for (const char *origin : {"null", "http://localhost", "https://evil.example"}) {
        const QByteArray head = QByteArray("Host: localhost\r\nOrigin: ") + origin + "\r\n";
        QCOMPARE(ask(s, "POST /compatible HTTP/1.1", head).status, 403);
        QCOMPARE(ask(s, "GET /compatible HTTP/1.1", head).status, 401);
    }
    QVERIFY(s.seen.isEmpty());
    const QByteArray form = "Host: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n";
    QCOMPARE(ask(s, "POST /compatible HTTP/1.1", form).status, 415);
}

/// Who shows one is who it says, and a wrong one is not passed over.
void HttpCompatibilityTest::aTokenCounts()
{
    TestServer s(allow);
    QVERIFY(s.started);
    const auto with = [&s](const QByteArray &line, const QString &token) {
        return ask(s, line + " HTTP/1.1", "Host: localhost\r\nAuthorization: Bearer " + token.toLatin1() + "\r\n")
            .status;
    };
    QCOMPARE(with("GET /compatible", u"wrong"_s), 401);
    QCOMPARE(with("POST /compatible", s.viewerToken), 403);
    QCOMPARE(with("GET /compatible", s.viewerToken), 200);
    QCOMPARE(s.seen.constLast().principal.name, u"token:wall"_s);
}

/// Its clients know HTTP Basic; who the user is does not matter, and no other route takes it.
void HttpCompatibilityTest::aTokenMayBeAPassword()
{
    for (const bool allowed : {false, true}) {
        TestServer s([allowed](ServerSettings &settings) { settings.compatibleWithoutToken = allowed; });
        QVERIFY(s.started);
        const auto with = [&s](const QByteArray &line, const QString &password) {
            const QByteArray credentials = QByteArray("admin:" + password.toLatin1()).toBase64();
            return ask(s, line + " HTTP/1.1", "Host: localhost\r\nAuthorization: Basic " + credentials + "\r\n");
        };
        QCOMPARE(with("POST /compatible", s.adminToken).status, 200);
        QCOMPARE(s.seen.constLast().principal.name, u"token:ci"_s);
        QVERIFY(!s.seen.constLast().headers.contains("authorization"));
        QCOMPARE(with("POST /compatible", s.viewerToken).status, 403);
        QCOMPARE(with("POST /echo", s.adminToken).status, 401);
        int status = 0;
        for (int i = 0; i < 30 && status != 429; ++i) { // the same bucket as other wrong tokens
            status = with("POST /compatible", u"secret"_s).status;
            QVERIFY(status == 401 || status == 429);
        }
        QCOMPARE(status, 429);
        QCOMPARE(with("POST /compatible", s.adminToken).status, 200);
        QCOMPARE(s.seen.size(), 2);
    }
}

void HttpCompatibilityTest::notFromElsewhere()
{
    QString elsewhere; // an address of this machine that is none of the loopback's
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (!address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol) {
            elsewhere = address.toString();
        }
    }
    if (elsewhere.isEmpty()) {
        QSKIP("this machine has no address but the loopback's; tst_request_rules has the rule itself");
    }
    TestServer s([](ServerSettings &settings) {
        allow(settings);
        settings.address = u"0.0.0.0"_s;
        settings.insecureListen = true;
    });
    QVERIFY(s.started);
    for (const auto &[address, status] : {std::pair{elsewhere, 401}, std::pair{u"127.0.0.1"_s, 200}}) {
        QTcpSocket socket;
        socket.connectToHost(address, s.server->port());
        QVERIFY(socket.waitForConnected(5000));
        socket.write("GET /compatible HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QByteArray received;
        QTRY_VERIFY(!(received += socket.readAll()).isEmpty());
        QCOMPARE(received.split(' ').value(1).toInt(), status);
    }
}

QTEST_GUILESS_MAIN(HttpCompatibilityTest)
#include "tst_http_compatibility.moc"
