// From a specification to a process: what it gets, how its end is known, why it may not start.
#include "tests/core/process/keeper_fixture.h"

#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;

class TestKeeperLaunch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitCode();
    void signalEnd();
    void startsAgainFromTheExit();
    void usageIsKnown();
    void environment();
    void largeEnvironment();
    void cleanStart();
    void otherAccount();
    void failures_data();
    void failures();
    void refusesASecondRun();
    void missingKeeper();
    void resolvesPrograms();
    void words();
};

void TestKeeperLaunch::exitCode()
{
    KeeperFixture f;
    const Instant before = f.clock.now();
    f.keepers->launch(f.shell(QStringLiteral("exit 3")));
    QVERIFY(f.events->runs.empty()); // never from within the call
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->runs, std::vector<RunNumber>{1});
    QVERIFY(f.events->launchedAt > before);
    QCOMPARE(f.events->exits[0].code, std::optional<int>(3));
    QVERIFY(!f.events->exits[0].signal);
    QVERIFY(f.events->exits[0].at > f.events->launchedAt);
    QVERIFY(f.events->exitTreeEmpty);
    QCOMPARE(f.events->emptied, 0);
}

void TestKeeperLaunch::signalEnd()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("kill -SEGV $$")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].signal, std::optional<int>(SIGSEGV));
    QVERIFY(!f.events->exits[0].code);
}

void TestKeeperLaunch::startsAgainFromTheExit()
{
    KeeperFixture f;
    f.events->onExit = [&f](const UnitName &) {
        if (f.run < 20) {
            f.keepers->launch(f.shell(QStringLiteral("exit 0")));
        }
    };
    f.keepers->launch(f.shell(QStringLiteral("exit 0")));
    QTRY_COMPARE(f.events->exits.size(), 20U);
    QCOMPARE(f.events->runs.back(), RunNumber{20});
    QCOMPARE(f.events->failures.size(), 0U);
}

void TestKeeperLaunch::usageIsKnown()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QVERIFY(f.events->exits[0].cpuTime > milliseconds(1));
    QVERIFY(f.events->exits[0].maximumResident > 100'000);
}

void TestKeeperLaunch::environment()
{
    KeeperFixture f;
    LaunchSpec spec = f.shell(QStringLiteral("/usr/bin/env; pwd"));
    spec.environment += {"LISTEN_FDS=3", "NOTIFY_SOCKET=/of/the/engine", "WATCHDOG_PID=1", "MODE=live"};
    spec.notifySocket = true;
    spec.watchdog = seconds(30);
    spec.directory = QStringLiteral("/usr");
    f.keepers->launch(spec);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    const QByteArrayList lines = f.logLines();
    QVERIFY(lines.contains("LAMPLIGHTER_RUN_ID=" + engineId().toLatin1() + "/unit/1"));
    QVERIFY(lines.contains("WATCHDOG_USEC=30000000"));
    QVERIFY(lines.contains("NOTIFY_SOCKET=" + f.path("run/unit/notify").toLocal8Bit()));
    QVERIFY(lines.contains("MODE=live"));
    QVERIFY(lines.contains("/usr"));
    for (const QByteArray &line : lines) {
        QVERIFY2(!line.startsWith("LISTEN_") && !line.startsWith("WATCHDOG_PID"), line.constData());
    }
}

void TestKeeperLaunch::largeEnvironment()
{
    KeeperFixture f;
    LaunchSpec spec = f.shell(QStringLiteral("echo ${#V00} ${#V15}"));
    for (int index = 0; index < 16; ++index) { // 1 MiB, in pieces the kernel takes (MAX_ARG_STRLEN)
        spec.environment += "V" + QByteArray::number(index).rightJustified(2, '0') + '=' + QByteArray(65536, 'x');
    }
    f.keepers->launch(spec);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.logLines().first(), QByteArray("65536 65536"));
}

void TestKeeperLaunch::cleanStart()
{
    KeeperFixture f;
    f.keepers->launch(f.child({QStringLiteral("describe")}));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    const QByteArrayList lines = f.logLines();
    for (const char *const line : {"blocked=0", "handled=0", "open=0", "leader=1", "stdin=1", "stdout=1"}) {
        QVERIFY2(lines.contains(line), line);
    }
}

void TestKeeperLaunch::otherAccount()
{
    if (::geteuid() != 0) {
        QSKIP("only root may take on another account");
    }
    const Result<Account> nobody = resolveAccount(QStringLiteral("nobody"));
    QVERIFY(nobody.ok());
    QVERIFY(!resolveAccount(QStringLiteral("no-such-account")).ok());
    KeeperFixture f;
    // A copy that nobody can reach: the build folder may be private.
    QTemporaryDir open;
    QFile::setPermissions(open.path(), QFile::Permissions(0x7755));
    const QString program = open.filePath(QStringLiteral("child"));
    QVERIFY(QFile::copy(QStringLiteral(LAMPLIGHTER_TEST_CHILD), program));
    LaunchSpec spec = f.spec({program, QStringLiteral("describe")});
    spec.account = *nobody;
    f.keepers->launch(spec);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QVERIFY(f.logLines().contains("uid=" + QByteArray::number(nobody->uid)));
    QVERIFY(f.logLines().contains("stdout=1"));

    spec = f.spec({program, QStringLiteral("notify"), QStringLiteral("READY=1")});
    spec.account = *nobody;
    spec.notifySocket = true;
    f.keepers->launch(spec);
    QTRY_COMPARE(f.events->messages.size(), 1U);
    QCOMPARE(f.events->messages[0].text, QByteArray("READY=1"));
}

void TestKeeperLaunch::failures_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("directory");
    QTest::addColumn<int>("stage");
    QTest::addColumn<int>("code");
    QTest::newRow("program") << QStringLiteral("/no/such/program") << QStringLiteral("/")
                             << static_cast<int>(LaunchStage::Program) << static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("not executable") << QStringLiteral("/etc/passwd") << QStringLiteral("/")
                                    << static_cast<int>(LaunchStage::Program)
                                    << static_cast<int>(ErrorCode::NotAllowed);
    QTest::newRow("directory") << QStringLiteral("/bin/sh") << QStringLiteral("/no/such/folder")
                               << static_cast<int>(LaunchStage::Directory) << static_cast<int>(ErrorCode::NotFound);
}

void TestKeeperLaunch::failures()
{
    QFETCH(const QString, program);
    QFETCH(const QString, directory);
    KeeperFixture f;
    LaunchSpec spec = f.spec({program});
    spec.directory = directory;
    f.keepers->launch(spec);
    QTRY_COMPARE(f.events->failures.size(), 1U);
    QTEST(static_cast<int>(f.events->failures[0].stage), "stage");
    QTEST(static_cast<int>(f.events->failures[0].error.code), "code");
    // The keeper is none the worse for it.
    f.keepers->launch(f.shell(QStringLiteral("exit 5")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].code, std::optional<int>(5));
}

void TestKeeperLaunch::refusesASecondRun()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->failures.size(), 1U);
    QVERIFY(f.events->failures[0].error.code == ErrorCode::Busy);
    QCOMPARE(f.events->runs, std::vector<RunNumber>{1});
}

void TestKeeperLaunch::missingKeeper()
{
    KeeperFixture f;
    f.keepers =
        makeKeepers({f.path("run"), f.path("logs"), QStringLiteral("/no/keeper"), engineId()}, f.clock, *f.events);
    f.keepers->launch(f.shell(QStringLiteral("exit 0")));
    QTRY_COMPARE(f.events->failures.size(), 1U);
    QVERIFY(f.events->failures[0].stage == LaunchStage::Keeper);
    QCOMPARE(f.keepers->keeperPid(f.unit), 0);
}

void TestKeeperLaunch::resolvesPrograms()
{
    const QString root = QStringLiteral("/");
    QCOMPARE(*resolveProgram(QStringLiteral("sh"), root, QStringLiteral("/none:/bin")), QStringLiteral("/bin/sh"));
    QCOMPARE(*resolveProgram(QStringLiteral("./bin/sh"), root, QString()), QStringLiteral("/bin/sh"));
    QVERIFY(resolveProgram(QStringLiteral("passwd"), root, QStringLiteral("/etc")).error().code ==
            ErrorCode::NotAllowed);
    QVERIFY(resolveProgram(QStringLiteral("no-such"), root, QStringLiteral("/bin")).error().code ==
            ErrorCode::NotFound);
    QVERIFY(resolveProgram(QString(), root, QStringLiteral("/bin")).error().code == ErrorCode::NotFound);
}

void TestKeeperLaunch::words()
{
    QVERIFY(signalFromString(QStringLiteral("SIGUSR1")) == Signal::Usr1);
    QVERIFY(signalFromString(QStringLiteral("TERM")) == Signal::Term);
    QVERIFY(!signalFromString(QStringLiteral("NOPE")));
    QCOMPARE(signalName(SIGSEGV), QStringLiteral("SIGSEGV"));
    QCOMPARE(signalName(99), QStringLiteral("signal 99"));
}

QTEST_GUILESS_MAIN(TestKeeperLaunch)
#include "tst_keeper_launch.moc"
