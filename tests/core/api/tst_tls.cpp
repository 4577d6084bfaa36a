// The server over TLS: who may hang where, what is refused, and the certificates it takes and makes.
#include "core/base/atomic_file.h"
#include "core/base/fingerprint.h"
#include "tests/core/api/http_client.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslKey>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QStringList kNames{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s, u"ops.example"_s};

WallTime now()
{
    return SystemClock().wallNow();
}

QSslConfiguration takesAnyCertificate()
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

QSslSocket &socketOf(HttpClient &client)
{
    return *qobject_cast<QSslSocket *>(&client.socket());
}

struct TlsServer : TestServer
{
    explicit TlsServer(const std::function<void(ServerSettings &)> &change = {})
        : TestServer([&change](ServerSettings &given) {
            given.tls = makeTlsIdentity(kNames, now()).value();
            if (change) {
                change(given);
            }
        })
    {}
    [[nodiscard]] HttpClient connectTls(const QSslConfiguration &tls = takesAnyCertificate()) const
    {
        return HttpClient(server->port(), tls);
    }
};

/// A certificate that was given: files in a folder of their own.
struct GivenFiles
{
    GivenFiles()
        : certificate(folder.filePath(u"engine.pem"_s))
        , key(folder.filePath(u"engine.key"_s))
    {
        const TlsIdentity identity = makeTlsIdentity({u"ops.example"_s}, now()).value();
        write(certificate, identity.certificate);
        write(key, identity.key);
    }
    static void write(const QString &path, const QByteArray &content)
    {
        QVERIFY(writeFileAtomically(path, content, FileAccess::OwnerOnly));
    }
    QTemporaryDir folder;
    QString certificate;
    QString key;
};

} // namespace

class TlsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QSslSocket::supportsSsl());
        QVERIFY(isTlsBuiltIn());
    }

    // ---- the wire

    void requestsAndAnswers()
    {
        TlsServer s;
        QVERIFY2(s.started.ok(), s.started ? "" : qPrintable(s.started.error().message));
        HttpClient client = s.connectTls();
        QVERIFY(client.connected());
        const QSslSocket &socket = socketOf(client);
        const QByteArray digest = socket.peerCertificate().digest(QCryptographicHash::Sha256);
        QCOMPARE(formatFingerprint(digest), s.settings.tls->fingerprint);
        QVERIFY(socket.sessionProtocol() == QSsl::TlsV1_3);
        client.send(s.post("/echo", "{\"a\": 1}"));
        QCOMPARE(client.answer().body, QByteArray("{\"a\": 1}"));
        const QByteArray large(1024 * 1024, ' '); // many records, and the connection is kept
        client.send(s.post("/echo", large));
        QCOMPARE(client.answer().body, large);
        QElapsedTimer timer;
        timer.start();
        client.send(s.head("GET /echo", "Connection: close\r\n"));
        QCOMPARE(client.answer().status, 200);
        QVERIFY(client.waitForClose());
        QVERIFY2(timer.elapsed() < 1500, "the end waits for no deadline");
    }

    void theLocalSocketStaysPlain()
    {
        TlsServer s;
        HttpClient client(s.settings.localSocket);
        QVERIFY(client.connected());
        client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(client.answer().status, 200);
    }

    void streams()
    {
        TlsServer s;
        HttpClient client = s.connectTls();
        client.send(s.head("GET /stream"));
        QTRY_VERIFY(client.received().contains("event: heartbeat"));
        QCOMPARE(s.streams.listeners.size(), 1);
        const auto listener = s.streams.listeners.constFirst();
        const QByteArray data = "{\"x\": \"" + QByteArray(100'000, 'x') + "\"}";
        for (int i = 0; i < 10; ++i) {
            QVERIFY(listener->sink({"event", QByteArray::number(i), data}));
        }
        QTRY_COMPARE(client.received().count(data), 10);
        client.disconnectNow();
        QTRY_VERIFY(listener->deleted);
    }

    void twelveIsTakenElevenIsNot()
    {
        TlsServer s;
        QSslConfiguration tls = takesAnyCertificate();
        tls.setProtocol(QSsl::TlsV1_2);
        HttpClient older = s.connectTls(tls);
        QVERIFY(older.connected());
        QVERIFY(socketOf(older).sessionCipher().keyExchangeMethod().contains(u"ECDH"_s));
        older.send(s.head("GET /echo"));
        QCOMPARE(older.answer().status, 200);

        // A ClientHello that offers TLS 1.1 at most: record, handshake, version 3.2, nothing but one old cipher.
        HttpClient old = s.connect();
        const QByteArray hello = QByteArray::fromHex("16030100310100002d0302") + QByteArray(32, 'r') +
                                 QByteArray::fromHex("000006c013c014002f0100");
        QByteArray sized = hello;
        sized[3] = 0;
        sized[4] = static_cast<char>(hello.size() - 5);
        sized[8] = static_cast<char>(hello.size() - 9);
        old.send(sized);
        QVERIFY(old.waitForClose());
        // alert, fatal, protocol_version
        QCOMPARE(old.received(), QByteArray::fromHex("15030200020246"));
    }

    void plainHttpOnTheTlsPort()
    {
        TlsServer s;
        HttpClient client = s.connect();
        client.send(s.head("GET /echo"));
        const HttpAnswer answer = client.answer();
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.contains("https://"));
        QVERIFY(client.waitForClose());
        QVERIFY(s.seen.isEmpty());
    }

    void garbage()
    {
        TlsServer s;
        HttpClient client = s.connect();
        client.send(QByteArray(2000, '\x07'));
        QVERIFY(client.waitForClose());
        HttpClient next = s.connectTls();
        QVERIFY(next.connected());
    }

    void slowHandshakes_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a hello") << QByteArray::fromHex("160301020001");
    }
    void slowHandshakes()
    {
        QFETCH(const QByteArray, start);
        TlsServer s([](ServerSettings &settings) { settings.limits.handshake = 200ms; });
        HttpClient client = s.connect();
        client.send(start);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(client.waitForClose());
        QVERIFY(timer.elapsed() >= 150);
        QVERIFY(client.received().isEmpty());
    }

    void halfOpenHandshakesCountAsStrangers()
    {
        TlsServer s([](ServerSettings &settings) {
            settings.limits.unauthenticated = 3;
            settings.limits.handshake = 3000ms;
        });
        HttpClient first = s.connectTls(); // comes before them, and has said who it is
        first.send(s.head("GET /echo"));
        QCOMPARE(first.answer().status, 200);
        std::array<HttpClient, 3> hung{s.connect(), s.connect(), s.connect()};
        HttpClient welcome = s.connectTls();
        QVERIFY(hung.front().waitForClose(300)); // the oldest gives way, before its time is over
        welcome.send(s.head("GET /echo"));
        QCOMPARE(welcome.answer().status, 200);
        first.send(s.head("GET /echo"));
        QCOMPARE(first.answer().status, 200);
        for (HttpClient &client : hung) {
            QVERIFY(client.waitForClose());
        }
        HttpClient next = s.connectTls();
        next.send(s.head("GET /echo"));
        QCOMPARE(next.answer().status, 200);
    }

    void requestsHaveTheirDeadlinesOverTlsToo()
    {
        TlsServer s([](ServerSettings &settings) { settings.limits.request = 200ms; });
        HttpClient client = s.connectTls();
        client.send("GET /echo HTTP/1.1\r\nHos");
        QCOMPARE(client.answer().status, 408);
        QVERIFY(client.waitForClose());
    }

    void aClientThatIsCutOffLeavesNothing()
    {
        TlsServer s;
        {
            HttpClient client = s.connectTls();
            client.send(s.head("GET /slow"));
            QTRY_COMPARE(s.held.size(), 1);
            socketOf(client).abort();
        }
        s.held.takeFirst()({});
        HttpClient next = s.connectTls();
        next.send(s.head("GET /echo"));
        QCOMPARE(next.answer().status, 200);
    }

    void awayFromLoopbackWithTlsOnly()
    {
        const TlsServer with([](ServerSettings &settings) { settings.address = u"0.0.0.0"_s; });
        QVERIFY(with.started.ok());
        const TestServer without([](ServerSettings &settings) { settings.address = u"0.0.0.0"_s; });
        QVERIFY(!without.started.ok());
        QVERIFY(without.started.error().message.contains(u"[api.tls]"_s));
    }

    // ---- certificates

    void whatIsMade()
    {
        const TlsIdentity made = makeTlsIdentity(kNames + QStringList{u"bad name,IP:6.6.6.6"_s}, now()).value();
        const QList<QSslCertificate> read = QSslCertificate::fromData(made.certificate, QSsl::Pem);
        QCOMPARE(read.size(), 1);
        const QSslCertificate &certificate = read.constFirst();
        QVERIFY(certificate.isSelfSigned());
        const auto names = certificate.subjectAlternativeNames();
        QStringList hosts = names.values(QSsl::DnsEntry);
        hosts.sort();
        QCOMPARE(hosts, QStringList({u"localhost"_s, u"ops.example"_s}));
        QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 2);
        QVERIFY(certificate.publicKey().algorithm() == QSsl::Ec);
        QCOMPARE(certificate.publicKey().length(), 256);
        const qint64 days = QDateTime::currentDateTimeUtc().daysTo(certificate.expiryDate());
        QVERIFY2(days >= 3650 && days <= 3653, qPrintable(QString::number(days)));
        QVERIFY(certificate.effectiveDate() < QDateTime::currentDateTimeUtc());
        QCOMPARE(formatFingerprint(certificate.digest(QCryptographicHash::Sha256)), made.fingerprint);
        const WallTime until = made.validUntil;
        QCOMPARE(certificate.expiryDate().toMSecsSinceEpoch(), toMicrosecondsSinceEpoch(until) / 1000);
        QVERIFY(makeTlsIdentity(kNames, now())->fingerprint != made.fingerprint);
    }

    void madeOnceAndTheSameAtTheNextStart()
    {
        const QTemporaryDir folder;
        const DataDirectory directory(folder.path());
        const auto first = readOrMakeTlsIdentity(directory, kNames, now());
        QVERIFY2(first.ok(), first ? "" : qPrintable(first.error().message));
        QVERIFY(first->made);
        QVERIFY(!isReadableByOthers(directory.tlsKeyFile()));
        const auto again = readOrMakeTlsIdentity(directory, kNames, now());
        QVERIFY(again.ok());
        QVERIFY(!again->made);
        QCOMPARE(again->identity.fingerprint, first->identity.fingerprint);
        QVERIFY(again->identity.validUntil == first->identity.validUntil);

        QVERIFY(QFile::remove(directory.tlsKeyFile())); // others have pinned the certificate
        const auto without = readOrMakeTlsIdentity(directory, kNames, now());
        QVERIFY(!without.ok());
        QVERIFY2(without.error().message.contains(directory.tlsKeyFile()) &&
                     without.error().message.contains(u"remove "_s + directory.tlsCertificateFile()),
                 qPrintable(without.error().message));

        QVERIFY(QFile::remove(directory.tlsCertificateFile()));
        const auto fresh = readOrMakeTlsIdentity(directory, kNames, now());
        QVERIFY(fresh.ok() && fresh->made);
        QVERIFY(fresh->identity.fingerprint != first->identity.fingerprint);
    }

    void aKeyWithoutACertificateIsReplaced() // what an interrupted first start leaves
    {
        const QTemporaryDir folder;
        const DataDirectory directory(folder.path());
        QVERIFY(writeFileAtomically(directory.tlsKeyFile(), "half", FileAccess::OwnerOnly));
        const auto made = readOrMakeTlsIdentity(directory, kNames, now());
        QVERIFY(made.ok() && made->made);
        QVERIFY(readOrMakeTlsIdentity(directory, kNames, now()).ok());
    }

    void whatIsGiven()
    {
        const GivenFiles files;
        const auto read = readTlsIdentity(files.certificate, files.key);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
        TestServer s([&read](ServerSettings &settings) { settings.tls = *read; });
        QVERIFY(s.started.ok());
        HttpClient client(s.server->port(), takesAnyCertificate());
        QVERIFY(client.connected());
    }

    void givenFaults_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("words");
        QTest::newRow("no certificate") << u"no certificate"_s << u"api.tls.certificate"_s << u"does not exist"_s;
        QTest::newRow("no key") << u"no key"_s << u"api.tls.key"_s << u"does not exist"_s;
        QTest::newRow("not PEM") << u"not PEM"_s << u"api.tls.certificate"_s << u"holds no certificate"_s;
        QTest::newRow("swapped") << u"swapped"_s << u"api.tls.certificate"_s << u"holds no certificate"_s;
        QTest::newRow("key not PEM") << u"key not PEM"_s << u"api.tls.key"_s << u"holds no private key"_s;
        QTest::newRow("foreign key") << u"foreign key"_s << u"api.tls.key"_s << u"is not the key of the certificate"_s;
        QTest::newRow("open key") << u"open key"_s << u"api.tls.key"_s << u"chmod 600"_s;
        QTest::newRow("pass phrase") << u"pass phrase"_s << u"api.tls.key"_s << u"pass phrase"_s;
    }
    void givenFaults()
    {
        QFETCH(const QString, what);
        QFETCH(const QString, field);
        QFETCH(const QString, words);
        GivenFiles files;
        if (what == u"no certificate"_s) {
            QVERIFY(QFile::remove(files.certificate));
        } else if (what == u"no key"_s) {
            QVERIFY(QFile::remove(files.key));
        } else if (what == u"not PEM"_s) {
            GivenFiles::write(files.certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        } else if (what == u"swapped"_s) {
            std::swap(files.certificate, files.key);
        } else if (what == u"key not PEM"_s) {
            GivenFiles::write(files.key, "secret");
        } else if (what == u"foreign key"_s) {
            GivenFiles::write(files.key, makeTlsIdentity({}, now())->key);
        } else if (what == u"open key"_s) {
            QVERIFY(QFile::setPermissions(files.key, QFile::ReadOwner | QFile::ReadGroup));
        } else if (what == u"pass phrase"_s) {
            QFile plain(files.key);
            QVERIFY(plain.open(QIODevice::ReadOnly));
            const QSslKey key(plain.readAll(), QSsl::Ec);
            QVERIFY(!key.isNull());
            GivenFiles::write(files.key, key.toPem("secret"));
        }
        const auto read = readTlsIdentity(files.certificate, files.key);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().field, field);
        QVERIFY2(read.error().message.contains(words), qPrintable(read.error().message));
        const QString file = field == u"api.tls.key"_s ? files.key : files.certificate;
        QVERIFY2(read.error().message.contains(file), qPrintable(read.error().message));
        QVERIFY2(read.error().message.contains(field), qPrintable(read.error().message));
    }

    void dates()
    {
        const TlsIdentity made = makeTlsIdentity(kNames, now()).value();
        using std::chrono::days;
        QCOMPARE(tlsDateWarning(made, now()), QString());
        QCOMPARE(tlsDateWarning(made, made.validUntil - days(31)), QString());
        QVERIFY(tlsDateWarning(made, made.validUntil - days(29)).contains(u"expires on"_s));
        QVERIFY(tlsDateWarning(made, made.validUntil + days(1)).contains(u"has expired on"_s));
        QVERIFY(tlsDateWarning(made, made.validFrom - days(1)).contains(u"not valid before"_s));
    }

    void fingerprints()
    {
        const QByteArray bytes = QByteArray::fromHex("00ff10").repeated(10) + QByteArray::fromHex("abcd");
        const QString text = formatFingerprint(bytes);
        QVERIFY(text.startsWith(u"00:FF:10:"_s) && text.endsWith(u":AB:CD"_s));
        QString spaced = text;
        for (const QString &form :
             QStringList{text, text.toLower(), QString(text).remove(u':'), u"SHA256:"_s + text,
                         u"sha256 Fingerprint="_s + text, u" "_s + spaced.replace(u':', u' ') + u'\n'}) {
            const auto parsed = parseFingerprint(form);
            QVERIFY2(parsed.ok(), qPrintable(form));
            QCOMPARE(*parsed, bytes);
        }
        for (const QString &form :
             QStringList{QString(), text.left(60), text + u":00"_s, QString(text).replace(0, 1, u'x')}) {
            QVERIFY2(!parseFingerprint(form).ok(), qPrintable(form));
        }
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
