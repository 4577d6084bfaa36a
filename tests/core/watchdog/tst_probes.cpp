#include "core/watchdog/probes.h"

#include <QDir>
#include <QFile>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;

namespace {

QStringList shell(const QString &script)
{
    return {QStringLiteral("sh"), QStringLiteral("-c"), script};
}

/// True while a process has this text in its command line.
bool isRunning(const QString &mark)
{
    const QStringList pids = QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs);
    for (const QString &pid : pids) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(mark.toUtf8())) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestProbes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void judgesHttpAnswers_data();
    void judgesHttpAnswers();
    void doesNotFollowElsewhere();
    void asksPolitely();
    void doesNotReadALargeBody();
    void usesNoProxy();
    void saysWhyHttpFailed();
    void probesTcp();
    void judgesCommands_data();
    void judgesCommands();
    void commandsRunInTheirPlace();
    void timesOut_data();
    void timesOut();
    void killsTheWholeCommand_data();
    void killsTheWholeCommand();
    void cancelledRunsAreNotReported();
    void aGoneContextIsNotCalled();
    void doneMayDestroyTheRun();
    void proberMayGoInDone();
    void runsManyAtOnce();

private:
    /// Runs one probe to its end.
    ProbeResult probe(const HealthTarget &target, Duration timeout = seconds(5), const ProbePlace &place = {});
    QString url(const QString &path = QStringLiteral("/health")) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(m_server->serverPort()).arg(path);
    }

    SystemClock m_clock;
    std::unique_ptr<QTcpServer> m_server; ///< gives every request m_answer; never answers while that is empty
    QByteArray m_answer;
    QByteArray m_request;
    int m_connections = 0;
};

void TestProbes::init()
{
    m_answer.clear();
    m_request.clear();
    m_connections = 0;
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
        ++m_connections;
        QTcpSocket *socket = m_server->nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            m_request += socket->readAll();
            if (m_request.endsWith("\r\n\r\n") && !m_answer.isEmpty()) {
                socket->write(m_answer);
                socket->disconnectFromHost();
            }
        });
    });
}

ProbeResult TestProbes::probe(const HealthTarget &target, Duration timeout, const ProbePlace &place)
{
    Prober prober(m_clock);
    std::optional<ProbeResult> result;
    int calls = 0;
    const auto run = prober.run(target, timeout, place, this, [&](const ProbeResult &given) {
        result = given;
        ++calls;
    });
    const bool early = result.has_value();
    static_cast<void>(QTest::qWaitFor([&result] { return result.has_value(); }, 10'000));
    QTest::qWait(20);
    if (early || calls != 1) {
        return {false, QStringLiteral("called %1 times, early: %2").arg(calls).arg(early), Duration{0}};
    }
    return *result;
}

void TestProbes::judgesHttpAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *status, bool ok) {
        QTest::newRow(status) << QByteArray("HTTP/1.1 " + QByteArray(status) + "\r\nContent-Length: 2\r\n\r\nok") << ok
                              << QString::fromLatin1(QByteArray(status).left(3) + " in ");
    };
    row("200 OK", true);
    row("204 No Content", true);
    row("301 Moved", true);
    row("399 Own", true);
    row("400 Bad Request", false);
    row("401 Unauthorized", false);
    row("404 Not Found", false);
    row("500 Internal Server Error", false);
    row("503 Service Unavailable", false);
    row("600 Strange", false);
    QTest::newRow("nothing") << QByteArray("\r\n") << false << QString();
    QTest::newRow("not HTTP") << QByteArray("SSH-2.0-x\r\n\r\n") << false << QString();
}

void TestProbes::judgesHttpAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, ok);
    QFETCH(QString, detail);
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    m_answer = answer;
    const ProbeResult result = probe(HttpProbe{url()});
    QCOMPARE(result.ok, ok);
    QVERIFY2(result.detail.startsWith(detail) && !result.detail.isEmpty(), qPrintable(result.detail));
    QVERIFY(result.took > Duration{0} && result.took < seconds(5));
}

void TestProbes::doesNotFollowElsewhere()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    m_answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:" +
               QByteArray::number(other.serverPort()) + "/\r\n\r\n";
    QVERIFY(probe(HttpProbe{url()}).ok);
    QTest::qWait(50);
    QVERIFY(!other.hasPendingConnections());
}

void TestProbes::asksPolitely()
{
    m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: a=b\r\n\r\n";
    Prober prober(m_clock);
    for (int i = 1; i <= 2; ++i) {
        m_request.clear();
        bool done = false;
        const auto run = prober.run(HttpProbe{url(QStringLiteral("/a?b=c"))}, seconds(5), {}, this,
                                    [&done](const ProbeResult &result) { done = result.ok; });
        QTRY_VERIFY(done);
        QVERIFY(m_request.startsWith("GET /a?b=c HTTP/1.1\r\n"));
        QVERIFY(m_request.toLower().contains("connection: close\r\n"));
        QVERIFY(!m_request.toLower().contains("cookie"));
        QCOMPARE(m_connections, i); // none is kept
    }
}

void TestProbes::doesNotReadALargeBody()
{
    // 64 MiB are announced and half is never sent: what counts is the head.
    m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n" + QByteArray(32 * 1024 * 1024, 'x');
    int closed = 0;
    connect(m_server.get(), &QTcpServer::newConnection, this, [this, &closed] {
        QTcpSocket *socket = m_server->findChild<QTcpSocket *>();
        connect(socket, &QTcpSocket::disconnected, this, [&closed] { ++closed; });
    });
    Prober prober(m_clock);
    bool passed = false;
    const auto run =
        prober.run(HttpProbe{url()}, seconds(5), {}, this, [&](const ProbeResult &result) { passed = result.ok; });
    QTRY_VERIFY(passed);
    QTRY_COMPARE(closed, 1); // at once, not when the rest has come
}

void TestProbes::usesNoProxy()
{
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), 1));
    m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    const bool http = probe(HttpProbe{url()}).ok;
    const bool tcp = probe(TcpProbe{QStringLiteral("127.0.0.1"), m_server->serverPort()}).ok;
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QVERIFY(http && tcp);
}

void TestProbes::saysWhyHttpFailed()
{
    const QString address = url();
    m_server->close();
    const ProbeResult refused = probe(HttpProbe{address});
    QVERIFY(!refused.ok);
    QCOMPARE(refused.detail, QStringLiteral("connection refused"));
}

void TestProbes::probesTcp()
{
    const quint16 port = m_server->serverPort();
    const TcpProbe target{QStringLiteral("127.0.0.1"), port};
    const ProbeResult open = probe(target);
    QVERIFY(open.ok);
    QVERIFY2(open.detail.startsWith(QStringLiteral("connected in ")), qPrintable(open.detail));
    m_server->close();
    const ProbeResult closed = probe(target);
    QVERIFY(!closed.ok);
    QCOMPARE(closed.detail, QStringLiteral("connection refused"));
}

void TestProbes::judgesCommands_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *script, bool ok, const char *detail) {
        QTest::newRow(script) << shell(QString::fromLatin1(script)) << ok << QString::fromLatin1(detail);
    };
    row("exit 0", true, "exit code 0 in ");
    row("exit 3", false, "exit code 3 in ");
    row("kill -SEGV $$", false, "ended by SIGSEGV");
    row("yes | head -c 3000000", true, "exit code 0 in "); // output goes nowhere and fills nothing
    row("read x; exit 0", true, "exit code 0 in ");        // input ends at once
    row("kill -0 $PPID && [ -z \"$NOTHING\" ]", true, "exit code 0 in ");
    QTest::newRow("absent") << QStringList{QStringLiteral("no-such-program-here")} << false
                            << QStringLiteral("there is no program \"no-such-program-here\"");
    QTest::newRow("absent path") << QStringList{QStringLiteral("./no-such-program-here")} << false
                                 << QStringLiteral("cannot be started: ");
}

void TestProbes::judgesCommands()
{
    QFETCH(QStringList, command);
    QFETCH(bool, ok);
    QFETCH(QString, detail);
    const ProbeResult result = probe(CommandProbe{command});
    QCOMPARE(result.ok, ok);
    QVERIFY2(result.detail.startsWith(detail), qPrintable(result.detail));
}

void TestProbes::commandsRunInTheirPlace()
{
    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("check")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\n[ \"$(pwd -P)\" = \"$WANTED\" ] && [ -z \"$HOME\" ]\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    ProbePlace place;
    place.directory = folder.path();
    place.environment = QProcessEnvironment();
    place.environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
    place.environment.insert(QStringLiteral("WANTED"), QDir(folder.path()).canonicalPath());
    QVERIFY(probe(CommandProbe{{QStringLiteral("./check")}}, seconds(5), place).ok);
    place.environment.insert(QStringLiteral("WANTED"), QStringLiteral("/"));
    QVERIFY(!probe(CommandProbe{{QStringLiteral("./check")}}, seconds(5), place).ok);
}

void TestProbes::timesOut_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("http") << 0;
    QTest::newRow("command") << 1;
}

void TestProbes::timesOut()
{
    QFETCH(int, kind);
    const HealthTarget target =
        kind == 0 ? HealthTarget(HttpProbe{url()}) : HealthTarget(CommandProbe{shell(QStringLiteral("sleep 77"))});
    const ProbeResult result = probe(target, milliseconds(200));
    QVERIFY(!result.ok);
    QCOMPARE(result.detail, QStringLiteral("timed out after 200 ms"));
    QVERIFY2(result.took >= milliseconds(200) && result.took < seconds(5),
             QByteArray::number(qint64(result.took.count())).constData());
}

void TestProbes::killsTheWholeCommand_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"timeout", "cancel", "prober gone"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void TestProbes::killsTheWholeCommand()
{
    QFETCH(QString, how);
    // Children and grandchildren, one of them deaf to TERM; a number of seconds of its own marks them.
    const QString mark = QStringLiteral("7%1.%2")
                             .arg(QCoreApplication::applicationPid())
                             .arg(QRandomGenerator::global()->bounded(99'999));
    const CommandProbe target{shell(QStringLiteral("trap '' TERM; sh -c 'sleep %1 & sleep %1' & sleep %1").arg(mark))};
    auto prober = std::make_unique<Prober>(m_clock);
    int calls = 0;
    auto run = prober->run(target, how == QStringLiteral("timeout") ? Duration(seconds(1)) : Duration(seconds(60)), {},
                           this, [&calls](const ProbeResult &) { ++calls; });
    QTRY_VERIFY(isRunning(QStringLiteral("sleep") + QChar(u'\0') + mark));
    if (how == QStringLiteral("cancel")) {
        run.reset();
    } else if (how == QStringLiteral("prober gone")) {
        QElapsedTimer took;
        took.start();
        prober.reset();
        QVERIFY(took.elapsed() < 3000);
    }
    QTRY_VERIFY(!isRunning(mark));
    QTest::qWait(20);
    QCOMPARE(calls, how == QStringLiteral("timeout") ? 1 : 0);
}

void TestProbes::cancelledRunsAreNotReported()
{
    m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    Prober prober(m_clock);
    int calls = 0;
    const QList<HealthTarget> targets{HttpProbe{url()}, TcpProbe{QStringLiteral("127.0.0.1"), m_server->serverPort()},
                                      CommandProbe{shell(QStringLiteral("exit 0"))}};
    for (const HealthTarget &target : targets) {
        for (int wait = 0; wait < 6; ++wait) { // cancelled before it begins, and at moments of its way
            auto run = prober.run(target, seconds(5), {}, this, [&calls](const ProbeResult &) { ++calls; });
            for (int turn = 0; turn < wait; ++turn) {
                QCoreApplication::processEvents();
            }
            const int before = calls;
            run.reset();
            QTest::qWait(30);
            QCOMPARE(calls, before);
        }
    }
}

void TestProbes::aGoneContextIsNotCalled()
{
    Prober prober(m_clock);
    auto context = std::make_unique<QObject>();
    int calls = 0;
    const auto run = prober.run(CommandProbe{shell(QStringLiteral("exit 0"))}, seconds(5), {}, context.get(),
                                [&calls](const ProbeResult &) { ++calls; });
    context.reset();
    QTest::qWait(300);
    QCOMPARE(calls, 0);
}

void TestProbes::doneMayDestroyTheRun()
{
    Prober prober(m_clock);
    std::unique_ptr<ProbeRun> run;
    int calls = 0;
    run = prober.run(CommandProbe{shell(QStringLiteral("exit 0"))}, seconds(5), {}, this, [&](const ProbeResult &) {
        ++calls;
        run.reset();
    });
    QTRY_COMPARE(calls, 1);
    QVERIFY(run == nullptr);
}

void TestProbes::proberMayGoInDone()
{
    auto prober = std::make_unique<Prober>(m_clock);
    int calls = 0;
    const auto run = prober->run(TcpProbe{QStringLiteral("127.0.0.1"), m_server->serverPort()}, seconds(5), {}, this,
                                 [&](const ProbeResult &) {
                                     ++calls;
                                     prober.reset();
                                 });
    QTRY_COMPARE(calls, 1);
    QVERIFY(prober == nullptr);
}

void TestProbes::runsManyAtOnce()
{
    Prober prober(m_clock);
    constexpr int kMany = 100;
    int passed = 0;
    std::vector<std::unique_ptr<ProbeRun>> runs;
    for (int i = 0; i < kMany; ++i) {
        runs.push_back(prober.run(TcpProbe{QStringLiteral("127.0.0.1"), m_server->serverPort()}, seconds(10), {}, this,
                                  [&passed](const ProbeResult &result) { passed += result.ok ? 1 : 0; }));
    }
    QTRY_COMPARE(passed, kMany);
}

QTEST_GUILESS_MAIN(TestProbes)
#include "tst_probes.moc"
