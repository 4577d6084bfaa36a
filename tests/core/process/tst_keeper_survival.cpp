// The engine goes and comes back; keepers are killed, stuck, doubled. Nothing is lost and nothing runs twice.
#include "core/process/keeper_protocol.h"
#include "tests/core/process/keeper_fixture.h"

#include <QProcess>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;

class TestKeeperSurvival : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unitOutlivesTheEngine();
    void exitMeanwhileIsKnown();
    void noLineIsLostMeanwhile();
    void unreadEngineBlocksNobody();
    void nothingToDiscover();
    void killedKeeper();
    void killedKeeperBehindAnErasedEnvironment();
    void killedKeeperWhileTheEngineWasAway();
    void abandonsAStuckKeeper();
    void killingWakesAStoppedKeeper();
    void findsAStuckKeeper();
    void strangersSurvive();
    void lockRefusesASecondKeeper();
    void keeperWithoutAnEngineEnds();
    void terminationWithoutAnEngine();
    void manyKeepers();
};

void TestKeeperSurvival::unitOutlivesTheEngine()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    const qint64 keeper = f.keepers->keeperPid(f.unit);
    const Instant launchedAt = f.events->launchedAt;
    f.stop();
    QTest::qWait(50);
    QVERIFY(lives(pid));
    f.start();
    f.keepers->discover();
    QCOMPARE(f.events->found.size(), 0U); // never from within the call
    QTRY_COMPARE(f.events->discoveries, 1);
    QCOMPARE(f.events->found.size(), 1U);
    const KeeperReport &report = f.events->found[0];
    QCOMPARE(report.unit, f.unit);
    QCOMPARE(report.run, RunNumber{1});
    QCOMPARE(report.pid, pid);
    QCOMPARE(report.keeperPid, keeper);
    QVERIFY(report.startedAt == launchedAt);
    QVERIFY(!report.exit && !report.treeEmpty);
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].signal, std::optional<int>(SIGKILL));
}

void TestKeeperSurvival::exitMeanwhileIsKnown()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 0.2; exit 42")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    const Instant launchedAt = f.events->launchedAt;
    f.stop();
    QTRY_VERIFY(!lives(pid));
    f.start();
    f.keepers->discover();
    QTRY_COMPARE(f.events->discoveries, 1);
    QCOMPARE(f.events->found.size(), 1U);
    const KeeperReport report = f.events->found[0];
    QVERIFY(report.exit.has_value());
    QCOMPARE(report.exit->code, std::optional<int>(42));
    QVERIFY(report.exit->at > launchedAt + milliseconds(150));
    QVERIFY(report.treeEmpty);
    QCOMPARE(report.pid, 0);
    QCOMPARE(f.events->exits.size(), 0U); // it is told once
    f.keepers->launch(f.shell(QStringLiteral("exit 0")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
}

void TestKeeperSurvival::noLineIsLostMeanwhile()
{
    KeeperFixture f;
    LaunchSpec spec = f.child({QStringLiteral("count")});
    spec.log = {1 << 20, 100'000};
    f.keepers->launch(spec);
    for (int round = 0; round < 5; ++round) {
        QTRY_VERIFY(!f.log().isEmpty());
        f.start(); // the engine is replaced while lines pour in
        QTest::qWait(20);
        f.keepers->discover();
        QTRY_COMPARE(f.events->discoveries, 1);
        QCOMPARE(f.events->found.size(), 1U);
        QVERIFY(!f.events->found[0].exit);
    }
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    const QStringList files = QDir(f.path("logs")).entryList({QStringLiteral("unit.log*")}, QDir::Files, QDir::NoSort);
    qint64 next = 0;
    for (qsizetype index = files.size() - 1; index >= 0; --index) {
        const QByteArray name = "logs/unit.log" + (index > 0 ? "." + QByteArray::number(index) : QByteArray());
        for (const QByteArray &line : f.log(name.constData()).split('\n')) {
            if (line.size() <= 25) {
                continue;
            }
            const QByteArray expected = "line " + QByteArray::number(next++);
            // The last line may have been cut by the kill.
            QVERIFY2(line.mid(25) == expected || (index == 0 && expected.startsWith(line.mid(25))), line.constData());
        }
    }
    QVERIFY(next > 1000);
}

void TestKeeperSurvival::unreadEngineBlocksNobody()
{
    KeeperFixture f;
    LaunchSpec spec = f.shell(QStringLiteral("i=0; while [ $i -lt 300 ]; do %1 notify-and-exit STATUS=$i; i=$((i+1)); "
                                             "done; echo through")
                                  .arg(QStringLiteral(LAMPLIGHTER_TEST_CHILD)));
    spec.notifySocket = true;
    f.keepers->launch(spec);
    // This thread does not run its event loop: the unit gets through all the same.
    QElapsedTimer timer;
    timer.start();
    while (!f.log().contains("through") && timer.elapsed() < 20'000) {
        QThread::msleep(10);
    }
    QVERIFY(f.log().contains("through"));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QVERIFY(!f.events->messages.empty());
}

void TestKeeperSurvival::nothingToDiscover()
{
    KeeperFixture f;
    f.keepers->discover();
    QCOMPARE(f.events->discoveries, 0);
    QTRY_COMPARE(f.events->discoveries, 1);
    QCOMPARE(f.events->found.size(), 0U);
}

void TestKeeperSurvival::killedKeeper()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("setsid sleep %1 & sleep %1").arg(f.longTime())));
    QTRY_COMPARE(f.sleepers().size(), 2);
    const qint64 pid = f.events->pids.at(0);
    ::kill(static_cast<pid_t>(f.keepers->keeperPid(f.unit)), SIGKILL);
    QTRY_COMPARE(f.events->lost.size(), 1U);
    QVERIFY(!f.events->lost[0].before);
    QCOMPARE(f.events->lost[0].run, RunNumber{1});
    QVERIFY(f.events->lost[0].ended >= 3); // both sleeps and the shell
    QVERIFY(!lives(pid));
    QCOMPARE(f.sleepers().size(), 0);
    f.keepers->launch(f.shell(QStringLiteral("exit 6")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].code, std::optional<int>(6));
}

void TestKeeperSurvival::killedKeeperBehindAnErasedEnvironment()
{
    KeeperFixture f;
    f.keepers->launch(f.child({QStringLiteral("erase-environment")}));
    QTRY_VERIFY(f.logLines().contains("ready"));
    const qint64 pid = f.events->pids.at(0);
    ::kill(static_cast<pid_t>(f.keepers->keeperPid(f.unit)), SIGKILL);
    QTRY_COMPARE(f.events->lost.size(), 1U);
    QCOMPARE(f.events->lost[0].ended, 1);
    QVERIFY(!lives(pid));
}

void TestKeeperSurvival::killedKeeperWhileTheEngineWasAway()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    const qint64 keeper = f.keepers->keeperPid(f.unit);
    f.stop();
    ::kill(static_cast<pid_t>(keeper), SIGKILL);
    QTRY_VERIFY(!lives(keeper));
    QVERIFY(lives(pid));
    f.start();
    f.keepers->discover();
    QTRY_COMPARE(f.events->discoveries, 1);
    QCOMPARE(f.events->lost.size(), 1U);
    QVERIFY(f.events->lost[0].before);
    QCOMPARE(f.events->lost[0].run, RunNumber{1});
    QVERIFY(f.events->lost[0].ended >= 1);
    QVERIFY(!lives(pid));
    QVERIFY(f.folders().isEmpty());
}

void TestKeeperSurvival::abandonsAStuckKeeper()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    const qint64 keeper = f.keepers->keeperPid(f.unit);
    ::kill(static_cast<pid_t>(keeper), SIGSTOP);
    f.keepers->signal(f.unit, Signal::Term, false); // no answer
    QTest::qWait(50);
    QVERIFY(lives(pid));
    f.keepers->abandon(f.unit);
    QTRY_COMPARE(f.events->lost.size(), 1U);
    QVERIFY(!lives(keeper));
    QVERIFY(!lives(pid));
}

void TestKeeperSurvival::killingWakesAStoppedKeeper()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    const qint64 keeper = f.keepers->keeperPid(f.unit);
    ::kill(static_cast<pid_t>(keeper), SIGSTOP);
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QVERIFY(lives(keeper));
    QVERIFY(!lives(pid));
    QVERIFY(f.events->lost.empty());
}

void TestKeeperSurvival::findsAStuckKeeper()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    ::kill(static_cast<pid_t>(f.keepers->keeperPid(f.unit)), SIGSTOP);
    f.start();
    f.keepers->discover();
    QTRY_COMPARE_WITH_TIMEOUT(f.events->discoveries, 1, 10'000);
    QCOMPARE(f.events->lost.size(), 1U);
    QVERIFY(f.events->lost[0].before);
    QVERIFY(!lives(pid));
}

void TestKeeperSurvival::strangersSurvive()
{
    // A process with the run id of another engine, and one of another unit.
    QProcess other;
    other.setProcessEnvironment([] {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("LAMPLIGHTER_RUN_ID"), QStringLiteral("engine-2/unit/1"));
        environment.insert(QStringLiteral("X"), QStringLiteral("LAMPLIGHTER_RUN_ID=%1/unit/1").arg(engineId()));
        return environment;
    }());
    other.start(QStringLiteral("/bin/sleep"), {QStringLiteral("1000")});
    QVERIFY(other.waitForStarted());
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    LaunchSpec second = f.shell(QStringLiteral("sleep 1000"));
    second.unit = UnitName(QStringLiteral("unit-2"));
    f.keepers->launch(second);
    QTRY_COMPARE(f.events->pids.size(), 2U);
    ::kill(static_cast<pid_t>(f.keepers->keeperPid(f.unit)), SIGKILL);
    QTRY_COMPARE(f.events->lost.size(), 1U);
    QVERIFY(lives(other.processId()));
    int living = 0;
    for (const qint64 pid : f.events->pids) {
        living += lives(pid) ? 1 : 0;
    }
    QCOMPARE(living, 1);
    other.kill();
    other.waitForFinished();
}

void TestKeeperSurvival::lockRefusesASecondKeeper()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    // An engine that knows nothing and does not look either.
    RecordedEvents events;
    const auto second = makeKeepers(
        {f.path("run"), f.path("logs"), QStringLiteral(LAMPLIGHTER_TEST_KEEPER), engineId()}, f.clock, events);
    second->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(events.failures.size(), 1U);
    QVERIFY(events.failures[0].stage == LaunchStage::Keeper);
    QVERIFY(events.failures[0].error.code == ErrorCode::Busy);
    QCOMPARE(events.pids.size(), 0U);
    QVERIFY(lives(f.events->pids[0]));
    // The first is as it was.
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
}

void TestKeeperSurvival::keeperWithoutAnEngineEnds()
{
    // The engine died between the start of a keeper and its first order.
    KeeperFixture f;
    QDir(f.path("run")).mkdir(QStringLiteral("unit"));
    int ends[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    QProcess keeper;
    keeper.setChildProcessModifier([&ends] { ::dup2(ends[1], protocol::kConnectionDescriptor); });
    keeper.start(QStringLiteral(LAMPLIGHTER_TEST_KEEPER), {f.path("run/unit"), QStringLiteral("unit")});
    QVERIFY(keeper.waitForStarted());
    ::close(ends[1]);
    QTRY_VERIFY(QFile::exists(f.path("run/unit/control")));
    QVERIFY(lives(keeper.processId()));
    ::close(ends[0]);
    QVERIFY(keeper.waitForFinished());
    QCOMPARE(keeper.exitCode(), 0);
    QVERIFY(!QFile::exists(f.path("run/unit/control")));
}

void TestKeeperSurvival::terminationWithoutAnEngine()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    const qint64 pid = f.events->pids[0];
    const qint64 keeper = f.keepers->keeperPid(f.unit);
    ::kill(static_cast<pid_t>(keeper), SIGTERM); // with an engine: not its business
    QTest::qWait(100);
    QVERIFY(lives(pid) && lives(keeper));
    f.stop();
    QTest::qWait(20);
    ::kill(static_cast<pid_t>(keeper), SIGTERM);
    QTRY_VERIFY(!lives(pid) && !lives(keeper));
}

void TestKeeperSurvival::manyKeepers()
{
    constexpr std::size_t kCount = 60;
    KeeperFixture f;
    for (std::size_t index = 0; index < kCount; ++index) {
        LaunchSpec spec = f.shell(QStringLiteral("exec sleep 1000"));
        spec.unit = UnitName(QStringLiteral("unit-%1").arg(index));
        f.keepers->launch(spec);
    }
    QTRY_COMPARE(f.events->pids.size(), kCount);
    f.start();
    QElapsedTimer timer;
    timer.start();
    f.keepers->discover();
    QTRY_COMPARE(f.events->discoveries, 1);
    QCOMPARE(f.events->found.size(), kCount);
    // All keepers die at once.
    for (const KeeperReport &report : f.events->found) {
        ::kill(static_cast<pid_t>(report.keeperPid), SIGKILL);
    }
    QTRY_COMPARE(f.events->lost.size(), kCount);
    for (const KeeperReport &report : f.events->found) {
        QVERIFY(!lives(report.pid));
    }
}

QTEST_GUILESS_MAIN(TestKeeperSurvival)
#include "tst_keeper_survival.moc"
