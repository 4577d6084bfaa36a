// settings.toml: what it may say, and where its faults are.
#include "core/engine/settings_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::engine {

namespace {

const QString kPath = QStringLiteral("/etc/lamplighter/settings.toml");

} // namespace

class TestSettingsFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyFileIsTheDefaults()
    {
        const auto read = parseSettings({}, kPath);
        QVERIFY(read.ok());
        QVERIFY(read->api.listen == ListenAddress{});
        QCOMPARE(read->api.listen.address, QStringLiteral("127.0.0.1"));
        QCOMPARE(read->api.listen.port, quint16(8765));
        QVERIFY(!read->api.tls.enabled);
        QVERIFY(!read->api.insecureListen);
        QVERIFY(!read->api.compatibleWithoutToken);
        QVERIFY(read->api.hosts.isEmpty());
        QCOMPARE(read->api.limits.connections, 4096);
    }

    void everyKey()
    {
        const auto read = parseSettings(R"(
[api]
listen = "[::]:9000"
hosts = ["ops.example", "10.0.0.7"]
insecure_listen = true
compat_unauthenticated_loopback = true
[api.tls]
enabled = true
certificate = "tls/engine.pem"
key = "/etc/ssl/engine.key"
[api.limits]
connections = 100
unauthenticated = 10
streams = 20
)",
                                        kPath);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
        const ApiSettings &api = read->api;
        QVERIFY((api.listen == ListenAddress{true, QStringLiteral("::"), 9000}));
        QCOMPARE(api.hosts, QStringList({QStringLiteral("ops.example"), QStringLiteral("10.0.0.7")}));
        QVERIFY(api.insecureListen);
        QVERIFY(api.compatibleWithoutToken);
        QVERIFY((api.tls == TlsSettings{true, QStringLiteral("/etc/lamplighter/tls/engine.pem"),
                                        QStringLiteral("/etc/ssl/engine.key")}));
        QCOMPARE(api.limits.connections, 100);
        QCOMPARE(api.limits.unauthenticated, 10);
        QCOMPARE(api.limits.streams, 20);
    }

    void noneListensOnTheLocalSocketOnly()
    {
        const auto read = parseSettings("[api]\nlisten = \"none\"\n", kPath);
        QVERIFY(read.ok());
        QVERIFY(!read->api.listen.tcp);
    }

    void aTlsTableTurnsItOnUnlessItSaysOtherwise()
    {
        QVERIFY(parseSettings("[api.tls]\n", kPath)->api.tls.enabled);
        QVERIFY(!parseSettings("[api.tls]\nenabled = false\n", kPath)->api.tls.enabled);
    }

    void fewerConnectionsLeaveFewerToStrangers()
    {
        const auto read = parseSettings("[api.limits]\nconnections = 8\n", kPath);
        QVERIFY(read.ok());
        QCOMPARE(read->api.limits.unauthenticated, 8);
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *text, const char *place, const char *field,
                            const char *words) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(place) << QString::fromLatin1(field)
                                << QString::fromLatin1(words);
        };
        row("no TOML", "[api\nlisten = 1", "1:5", "", "");
        row("a key twice", "[api]\nlisten = \"none\"\nlisten = \"none\"\n", "3:", "", "");
        row("unknown table", "[web]\n", "1:", "web", "is not a known key");
        row("a slip", "[api]\nlistn = \"none\"\n", "2:1", "api.listn", "did you mean \"listen\"");
        row("unknown in tls", "[api.tls]\ncert = \"a\"\n", "2:1", "api.tls.cert", "is not a known key");
        row("unknown in limits", "[api.limits]\nfoo = 1\n", "2:1", "api.limits.foo", "is not a known key");
        row("listen of the wrong type", "[api]\nlisten = 8765\n", "2:10", "api.listen", "must be a string");
        row("listen without a port", "[api]\nlisten = \"127.0.0.1\"\n", "2:", "api.listen", "must be an IP address");
        row("listen on a name", "[api]\nlisten = \"example:80\"\n", "2:", "api.listen", "must be an IP address");
        row("a port too large", "[api]\nlisten = \"127.0.0.1:70000\"\n", "2:", "api.listen", "must be an IP address");
        row("IPv6 without brackets", "[api]\nlisten = \"::1:80\"\n", "2:", "api.listen", "must be an IP address");
        row("hosts as one string", "[api]\nhosts = \"a\"\n", "2:9", "api.hosts", "must be a list of strings");
        row("a host with a port", "[api]\nhosts = [\"a.example:80\"]\n", "2:", "api.hosts", "no host name");
        row("another flag in words", "[api]\ncompat_unauthenticated_loopback = \"yes\"\n", "2:35",
            "api.compat_unauthenticated_loopback", "true or false");
        row("a flag as a number", "[api]\ninsecure_listen = 1\n", "2:19", "api.insecure_listen", "true or false");
        row("tls as a flag", "[api]\ntls = true\n", "2:7", "api.tls", "table");
        row("enabled as a word", "[api.tls]\nenabled = \"yes\"\n", "2:11", "api.tls.enabled", "true or false");
        row("a certificate alone", "[api.tls]\ncertificate = \"a.pem\"\n", "2:", "api.tls.certificate",
            "needs \"key\" beside it");
        row("a key alone", "[api.tls]\nkey = \"a.pem\"\n", "2:", "api.tls.key", "needs \"certificate\" beside it");
        row("an empty path", "[api.tls]\ncertificate = \"\"\nkey = \"b\"\n", "2:", "api.tls.certificate",
            "must not be empty");
        row("no connections", "[api.limits]\nconnections = 0\n", "2:15", "api.limits.connections",
            "must be a whole number from 1 to 100000");
        row("more strangers than connections", "[api.limits]\nconnections = 10\nunauthenticated = 11\n", "3:19",
            "api.limits.unauthenticated", "from 1 to 10");
        row("a fraction", "[api.limits]\nstreams = 1.5\n", "2:11", "api.limits.streams", "must be a whole number");
        row("a date", "[api]\nlisten = 2026-01-01\n", "2:10", "api.listen", "must be a string");
    }
    void faults()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, place);
        QFETCH(const QString, field);
        QFETCH(const QString, words);
        const auto read = parseSettings(text, kPath);
        QVERIFY(!read.ok());
        const Error &error = read.error();
        QVERIFY(error.code == ErrorCode::InvalidInput);
        QVERIFY2(error.message.startsWith(kPath + u':' + place), qPrintable(error.message));
        QCOMPARE(error.field, field);
        QVERIFY2(error.message.contains(words) && error.message.contains(field), qPrintable(error.message));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address"); // empty: refused
        QTest::addColumn<int>("port");
        QTest::newRow("v4") << QStringLiteral("0.0.0.0:80") << QStringLiteral("0.0.0.0") << 80;
        QTest::newRow("v6") << QStringLiteral("[::1]:0") << QStringLiteral("::1") << 0;
        QTest::newRow("localhost") << QStringLiteral("localhost:8765") << QStringLiteral("localhost") << 8765;
        QTest::newRow("brackets around v4") << QStringLiteral("[127.0.0.1]:1") << QString() << 0;
        QTest::newRow("no address") << QStringLiteral(":80") << QString() << 0;
        QTest::newRow("no port") << QStringLiteral("127.0.0.1:") << QString() << 0;
        QTest::newRow("empty") << QString() << QString() << 0;
    }
    void addresses()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, address);
        QFETCH(const int, port);
        const auto parsed = parseListenAddress(text);
        QCOMPARE(parsed.ok(), !address.isEmpty());
        if (parsed) {
            QCOMPARE(parsed->address, address);
            QCOMPARE(int(parsed->port), port);
        }
    }

    void files()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.toml"));
        QVERIFY(readSettingsFile(path).error().code == ErrorCode::NotFound);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[api]\nlisten = \"127.0.0.1:1\"\n");
        file.close();
        const auto read = readSettingsFile(path);
        QVERIFY(read.ok());
        QCOMPARE(read->api.listen.port, quint16(1));
    }
};

} // namespace lamplighter::engine

QTEST_GUILESS_MAIN(lamplighter::engine::TestSettingsFile)
#include "tst_settings_file.moc"
