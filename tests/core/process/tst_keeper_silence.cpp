// A keeper that lives and does nothing, on a clock that the test moves: asked, told to go on, and in the end given up.
#include "tests/core/process/keeper_fixture.h"
#include "tests/support/manual_clock.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

using namespace lamplighter;
using namespace lamplighter::tests;

namespace {

class SilenceEvents final : public KeeperEvents
{
public:
    void keeperFound(const KeeperReport &) override {}
    void keeperLostBefore(const UnitName &, RunNumber, int) override {}
    void discovered() override {}
    void launched(const UnitName &, RunNumber, qint64 launchedPid, Instant) override { pid = launchedPid; }
    void launchFailed(const UnitName &, RunNumber, const LaunchFailure &) override {}
    void exited(const UnitName &, RunNumber, const ExitRecord &, bool) override {}
    void treeEmptied(const UnitName &, RunNumber) override {}
    void notified(const UnitName &, RunNumber, const NotifyMessage &) override {}
    void outputWritten(const UnitName &) override {}
    void keeperLost(const UnitName &, RunNumber, int) override { ++lost; }
    void keeperSilent(const UnitName &, RunNumber, milliseconds, const QString &) override { ++silences; }
    void keeperAnswers(const UnitName &, RunNumber) override { ++answers; }

    qint64 pid = 0;
    int lost = 0;
    int silences = 0;
    int answers = 0;
};

} // namespace

class TestKeeperSilence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoAnswersIsLeftAlone();
    void whoCannotGoOnIsGivenUp();
};

void TestKeeperSilence::whoAnswersIsLeftAlone()
{
    KeeperFixture f;
    ManualClock clock;
    SilenceEvents events;
    const auto keepers = makeKeepers(
        {f.path("run"), f.path("logs"), QStringLiteral(LAMPLIGHTER_TEST_KEEPER), engineId()}, clock, events);
    keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_VERIFY(events.pid > 0);
    for (int i = 0; i < 4; ++i) {
        clock.advance(seconds(100)); // at once: a real second passes until the next question
        QTest::qWait(1100);
    }
    QCOMPARE(events.silences, 0);
    QVERIFY(lives(events.pid));
}

void TestKeeperSilence::whoCannotGoOnIsGivenUp()
{
    KeeperFixture f;
    ManualClock clock;
    SilenceEvents events;
    const auto keepers = makeKeepers(
        {f.path("run"), f.path("logs"), QStringLiteral(LAMPLIGHTER_TEST_KEEPER), engineId()}, clock, events);
    keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_VERIFY(events.pid > 0);
    const qint64 keeper = keepers->keeperPid(f.unit);
    // Stopped as a debugger stops it: no signal but KILL wakes it.
    const auto keeperPid = static_cast<pid_t>(keeper);
    if (::ptrace(PTRACE_SEIZE, keeperPid, nullptr, nullptr) != 0) {
        QSKIP("this account may not trace processes");
    }
    QCOMPARE(::ptrace(PTRACE_INTERRUPT, keeperPid, nullptr, nullptr), 0L);
    QCOMPARE(::waitpid(keeperPid, nullptr, __WALL), keeperPid);
    clock.advance(seconds(6));
    QTest::qWait(1500); // it is asked
    QCOMPARE(events.silences, 0);
    clock.advance(seconds(6));
    QTRY_COMPARE(events.silences, 1);
    QTest::qWait(1500);
    QCOMPARE(events.lost, 0);
    QVERIFY(lives(keeper) && lives(events.pid)); // it may come back
    clock.advance(seconds(60));
    QTRY_COMPARE(events.lost, 1);
    QCOMPARE(events.answers, 0);
    QVERIFY(!lives(keeper));
    QVERIFY(!lives(events.pid));
}

QTEST_GUILESS_MAIN(TestKeeperSilence)
#include "tst_keeper_silence.moc"
