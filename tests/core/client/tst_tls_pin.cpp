// Whom a client talks to over TLS: a certificate it does not accept never gets a byte of HTTP, least of all the token.
#include "core/api/tls_identity.h"
#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/base/fingerprint.h"
#include "core/client/connect.h"

#include <QDir>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kSecret = "not-for-anyones-eyes";

api::TlsIdentity makeIdentity()
{
    return api::makeTlsIdentity({u"localhost"_s, u"127.0.0.1"_s}, SystemClock().wallNow()).value();
}

/// Speaks TLS with whatever certificate it is given, and keeps every byte that came through it.
class TlsServer final : public QTcpServer
{
public:
    explicit TlsServer(api::TlsIdentity identity)
        : m_identity(std::move(identity))
    {
        listen(QHostAddress::LocalHost);
    }

    void becomes(const api::TlsIdentity &other) { m_identity = other; }
    [[nodiscard]] const QString &fingerprint() const { return m_identity.fingerprint; }
    [[nodiscard]] QString url() const { return u"https://127.0.0.1:%1"_s.arg(serverPort()); }

    QByteArray heard;
    int connections = 0;
    int gone = 0;

protected:
    void incomingConnection(qintptr handle) override
    {
        ++connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setLocalCertificateChain(QSslCertificate::fromData(m_identity.certificate));
        socket->setPrivateKey(QSslKey(m_identity.key, QSsl::Ec));
        connect(socket, &QSslSocket::disconnected, this, [this] { ++gone; });
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { answer(socket); });
        socket->startServerEncryption();
    }

private:
    void answer(QSslSocket *socket)
    {
        const QByteArray bytes = socket->readAll();
        heard += bytes;
        if (heard.contains("/stream")) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                          "event: heartbeat\ndata: {}\n\n");
        } else if (heard.endsWith("\r\n\r\n")) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
            socket->disconnectFromHost();
        }
    }

    api::TlsIdentity m_identity;
};

Result<HttpAnswer> ask(Transport &transport)
{
    std::optional<Result<HttpAnswer>> out;
    QObject context;
    transport.send({"GET", u"/api/v1/engine"_s, {}, {}, {}}, &context,
                   [&out](Result<HttpAnswer> answer) { out = std::move(answer); });
    return QTest::qWaitFor([&out] { return out.has_value(); }, 10'000) ? *out
                                                                       : Error{ErrorCode::Internal, u"silence"_s, {}};
}

} // namespace

class TlsPinTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPinnedCertificateIsEnough()
    {
        TlsServer server(makeIdentity());
        for (const QString &form : QStringList{server.fingerprint(), server.fingerprint().toLower().remove(u':')}) {
            const auto transport = makeTransport(server.url(), kSecret, form);
            QVERIFY(transport.ok());
            const auto answer = ask(**transport);
            QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().message));
            QCOMPARE(answer->status, 200);
            QVERIFY(server.heard.contains(QByteArray("Authorization: Bearer " + kSecret + "\r\n")));
            QVERIFY(server.heard.contains(QByteArray("Host: 127.0.0.1:" + QByteArray::number(server.serverPort()))));
        }
    }

    void namesAndDatesOfAPinnedOneDoNotMatter()
    {
        using std::chrono::days;
        TlsServer server(api::makeTlsIdentity({u"elsewhere.example"_s}, SystemClock().wallNow() - days(5000)).value());
        const auto transport = makeTransport(server.url(), kSecret, server.fingerprint());
        QVERIFY(transport.ok());
        QVERIFY(ask(**transport).ok());
    }

    void anUnknownOneIsShownAndHearsNothing()
    {
        TlsServer server(makeIdentity());
        const auto transport = makeTransport(server.url(), kSecret);
        QVERIFY(transport.ok());
        const auto answer = ask(**transport);
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().code == ErrorCode::Untrusted);
        QCOMPARE(answer.error().field, server.fingerprint());
        QVERIFY2(answer.error().message.contains(server.fingerprint()), qPrintable(answer.error().message));
        QTRY_COMPARE(server.gone, 1);
        QVERIFY2(server.heard.isEmpty(), server.heard.constData());
    }

    void aChangedOneIsRefusedAndHearsNothing()
    {
        TlsServer server(makeIdentity());
        const QString expected = server.fingerprint();
        const auto transport = makeTransport(server.url(), kSecret, expected);
        QVERIFY(ask(**transport).ok());
        server.heard.clear();
        server.becomes(makeIdentity());
        const auto answer = ask(**transport); // the same transport: nothing of the first acceptance may remain
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().code == ErrorCode::Untrusted);
        QCOMPARE(answer.error().field, server.fingerprint());
        QVERIFY2(answer.error().message.contains(u"changed: expected %1, got %2"_s.arg(expected, server.fingerprint())),
                 qPrintable(answer.error().message));
        QTRY_COMPARE(server.gone, server.connections);
        QVERIFY2(server.heard.isEmpty(), server.heard.constData());
    }

    void anAuthorityDoesNotOverruleAPin()
    {
        const api::TlsIdentity trusted = makeIdentity();
        TlsServer server(trusted);
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration withAuthority = before;
        withAuthority.addCaCertificates(QSslCertificate::fromData(trusted.certificate));
        QSslConfiguration::setDefaultConfiguration(withAuthority);
        const auto restore = qScopeGuard([&before] { QSslConfiguration::setDefaultConfiguration(before); });

        const auto byAuthority = makeTransport(server.url(), kSecret);
        const auto answer = ask(**byAuthority);
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().message)); // so the authority is one
        server.heard.clear();
        const auto pinnedToAnother = makeTransport(server.url(), kSecret, makeIdentity().fingerprint);
        const auto refused = ask(**pinnedToAnother);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().code == ErrorCode::Untrusted);
        QTRY_COMPARE(server.gone, server.connections);
        QVERIFY2(server.heard.isEmpty(), server.heard.constData());
    }

    void aForeignNameNeedsAPin()
    {
        const api::TlsIdentity elsewhere =
            api::makeTlsIdentity({u"elsewhere.example"_s}, SystemClock().wallNow()).value();
        TlsServer server(elsewhere);
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration withAuthority = before;
        withAuthority.addCaCertificates(QSslCertificate::fromData(elsewhere.certificate));
        QSslConfiguration::setDefaultConfiguration(withAuthority);
        const auto restore = qScopeGuard([&before] { QSslConfiguration::setDefaultConfiguration(before); });
        const auto refused = ask(**makeTransport(server.url(), kSecret));
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().code == ErrorCode::Untrusted);
        QTRY_COMPARE(server.gone, server.connections);
        QVERIFY(server.heard.isEmpty());
    }

    void streamsAreJudgedTheSameWay()
    {
        TlsServer server(makeIdentity());
        int opened = 0;
        QByteArrayList names;
        std::optional<Error> closed;
        const StreamCallbacks callbacks{
            [&] { ++opened; },
            [&](const QByteArray &name, const QByteArray &, const QByteArray &) { names.append(name); },
            [&](const Error &why) { closed = why; }};
        const auto unknown = makeTransport(server.url(), kSecret);
        const auto refused = (*unknown)->openStream(u"/stream"_s, {}, callbacks);
        QTRY_VERIFY(closed.has_value());
        QVERIFY(closed->code == ErrorCode::Untrusted);
        QTRY_COMPARE(server.gone, 1);
        QCOMPARE(opened, 0);
        QVERIFY(server.heard.isEmpty());

        const auto known = makeTransport(server.url(), kSecret, server.fingerprint());
        auto stream = (*known)->openStream(u"/stream"_s, {}, callbacks);
        QTRY_COMPARE(names, QByteArrayList{"heartbeat"});
        QCOMPARE(opened, 1);
        stream.reset();
        QTRY_COMPARE(server.gone, 2);
    }

    void aServerWithoutTls()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        QByteArray heard;
        connect(&plain, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &heard] {
                heard += socket->readAll();
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
        });
        const auto transport = makeTransport(u"https://127.0.0.1:%1"_s.arg(plain.serverPort()), kSecret);
        const auto answer = ask(**transport);
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().code == ErrorCode::Unavailable);
        QVERIFY2(answer.error().message.contains(u"there is no TLS"_s), qPrintable(answer.error().message));
        QVERIFY(!heard.contains(kSecret));
    }

    void nobodyThere()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QString url = u"https://127.0.0.1:%1"_s.arg(gone.serverPort());
        gone.close();
        const auto answer = ask(**makeTransport(url, kSecret));
        QVERIFY(answer.error().code == ErrorCode::Unavailable);
        QVERIFY2(answer.error().message.contains(u"refused"_s), qPrintable(answer.error().message));
    }

    void whatCannotBeAPin()
    {
        const auto malformed = makeTransport(u"https://127.0.0.1"_s, kSecret, u"AB:CD"_s);
        QVERIFY(!malformed.ok());
        QCOMPARE(malformed.error().field, u"fingerprint"_s);
        const auto plain = makeTransport(u"http://127.0.0.1"_s, kSecret, makeIdentity().fingerprint);
        QVERIFY(!plain.ok());
        QCOMPARE(plain.error().field, u"fingerprint"_s);
    }

    void theDataDirectoryKnowsItsOwnEngine()
    {
        TlsServer server(makeIdentity());
        QTemporaryDir place(QDir::tempPath() + u"/lp-XXXXXX"_s);
        const DataDirectory directory(place.filePath(u"d"_s));
        QVERIFY(directory.create().ok());
        const QByteArray lines =
            "127.0.0.1:" + QByteArray::number(server.serverPort()) + '\n' + server.fingerprint().toLatin1() + '\n';
        QVERIFY(writeFileAtomically(directory.addressFile(), lines, FileAccess::OwnerOnly).ok());
        QVERIFY(writeFileAtomically(directory.tokenFile(), kSecret + '\n', FileAccess::OwnerOnly).ok());
        std::unique_ptr<Transport> made;
        connectTo({{}, directory.root(), {}}, this,
                  [&made](Result<std::unique_ptr<Transport>> transport) { made = std::move(transport).value(); });
        QTRY_VERIFY(made != nullptr);
        QCOMPARE(made->description(), server.url());
        QVERIFY(ask(*made).ok());
    }
};

QTEST_GUILESS_MAIN(TlsPinTest)
#include "tst_tls_pin.moc"
