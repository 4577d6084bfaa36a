// The rules of the unit machine, one by one.
#include "core/watchdog/unit_machine.h"

#include "core/journal/kinds.h"

#include <QTest>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;

namespace {

/// Drives one machine and remembers what the last input caused.
class Driver
{
public:
    Driver()
    {
        spec.name = UnitName(QStringLiteral("grace"));
        spec.command = {QStringLiteral("/bin/true")};
        spec.backoff.jitter = 0;
    }

    void feed(const UnitInput &in)
    {
        Moment moment;
        moment.now = now;
        moment.dependenciesReady = dependenciesReady;
        Step step = watchdog::step(spec, state, in, moment);
        state = std::move(step.state);
        actions = std::move(step.actions);
    }

    void begin() { feed(input::Start{}); }
    void launched() { feed(input::Launched{state.run->number, 100, now}); }
    void start()
    {
        begin();
        launched();
    }
    void exits(int code, bool treeEmpty = true)
    {
        process::ExitRecord exit;
        exit.code = code;
        exit.at = now;
        feed(input::Exited{state.run->number, exit, treeEmpty});
    }
    void pass(Duration time)
    {
        now += time;
        feed(input::Due{});
    }
    /// Moves to the next deadline; how long that was.
    Duration due()
    {
        const Duration wait = *state.nextDeadline() - now;
        pass(wait);
        return wait;
    }

    template <typename Action> [[nodiscard]] int count() const
    {
        return static_cast<int>(std::count_if(actions.cbegin(), actions.cend(), [](const UnitAction &action) {
            return std::holds_alternative<Action>(action);
        }));
    }
    [[nodiscard]] bool recorded(const QString &kind) const
    {
        return std::any_of(actions.cbegin(), actions.cend(), [&kind](const UnitAction &action) {
            const auto *record = std::get_if<action::Record>(&action);
            return record != nullptr && record->kind == kind;
        });
    }

    UnitSpec spec;
    UnitState state;
    Instant now = instantFromNanoseconds(1'000'000'000'000);
    bool dependenciesReady = true;
    std::vector<UnitAction> actions;
};

} // namespace

class TestUnitMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstRestartAfterAHealthyRunIsImmediate()
    {
        Driver unit;
        unit.start();
        QVERIFY(unit.state.phase == Phase::Running);
        unit.now += std::chrono::minutes(1);
        unit.exits(1);
        QCOMPARE(unit.count<action::Launch>(), 1);
        QVERIFY(unit.state.phase == Phase::Starting);
        QVERIFY(unit.state.reason == Reason::UnexpectedExit);
        QVERIFY(unit.recorded(kinds::kProcessRestartInitiated));
        unit.launched();
        QVERIFY(unit.recorded(kinds::kProcessRestartSuccess));
    }

    void failedStartsWaitLongerAndLonger()
    {
        Driver unit;
        unit.start();
        for (const Duration expected : {seconds(1), seconds(2), seconds(4), seconds(8)}) {
            unit.exits(1);
            QVERIFY(unit.state.phase == Phase::Backoff);
            QVERIFY(unit.state.reason == Reason::CrashDetected);
            QCOMPARE(unit.count<action::Launch>(), 0);
            QVERIFY(unit.due() == expected);
            QCOMPARE(unit.count<action::Launch>(), 1);
            unit.launched();
        }
    }

    void fiveFailedStartsPauseAndTryAgain()
    {
        Driver unit;
        unit.start();
        for (int i = 0; i < 4; ++i) {
            unit.exits(1);
            unit.due();
            unit.launched();
        }
        unit.exits(1);
        QVERIFY(unit.state.reason == Reason::TooManyFailures);
        QVERIFY(unit.recorded(kinds::kProcessRestartExcessive));
        QVERIFY(unit.due() == seconds(60));
        QCOMPARE(unit.count<action::Launch>(), 1);
        QCOMPARE(unit.state.failures, 0);
    }

    void aProcessThatAlwaysDiesAfterMinUptimeIsCaughtByTheLimit()
    {
        Driver unit;
        unit.start();
        int restarts = 0;
        while (unit.state.phase != Phase::Fatal && restarts < 50) {
            unit.now += unit.spec.minimumUptime + seconds(1);
            unit.exits(1);
            if (unit.state.phase == Phase::Starting) {
                ++restarts;
                unit.launched();
            }
        }
        QCOMPARE(restarts, unit.spec.restartLimit.count);
        QVERIFY(unit.state.reason == Reason::RestartLimit);
        QVERIFY(unit.recorded(kinds::kProcessFatal));
        QVERIFY(!unit.state.nextDeadline());
    }

    void restartsOutsideTheWindowDoNotCount()
    {
        Driver unit;
        unit.start();
        for (int i = 0; i < 100; ++i) {
            unit.now += std::chrono::minutes(2); // five in ten minutes
            unit.exits(1);
            QVERIFY(unit.state.phase == Phase::Starting);
            unit.launched();
        }
        QCOMPARE(unit.state.totalRestarts, 100);
    }

    void exitCodesFollowTheRule_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("phase");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, RestartRule rule, int code, Phase phase, Reason reason) {
            QTest::newRow(name) << int(rule) << code << int(phase) << int(reason);
        };
        row("always, success", RestartRule::Always, 0, Phase::Starting, Reason::UnexpectedExit);
        row("on-failure, success", RestartRule::OnFailure, 0, Phase::Exited, Reason::Completed);
        row("on-failure, failure", RestartRule::OnFailure, 1, Phase::Starting, Reason::UnexpectedExit);
        row("never, success", RestartRule::Never, 0, Phase::Exited, Reason::Completed);
        row("never, failure", RestartRule::Never, 1, Phase::Exited, Reason::NotRestarted);
        row("for good", RestartRule::Always, 125, Phase::Fatal, Reason::FailedForGood);
    }

    void exitCodesFollowTheRule()
    {
        QFETCH(const int, rule);
        QFETCH(const int, code);
        Driver unit;
        unit.spec.restart = RestartRule(rule);
        unit.spec.noRestartExitCodes = {125};
        unit.start();
        unit.now += std::chrono::hours(1);
        unit.exits(code);
        QTEST(int(unit.state.phase), "phase");
        QTEST(int(unit.state.reason), "reason");
    }

    void onceMeansOnce()
    {
        Driver unit;
        unit.feed(input::Start{true});
        unit.launched();
        unit.exits(1);
        QVERIFY(unit.state.phase == Phase::Exited);
        QCOMPARE(unit.count<action::ReleaseKeeper>(), 1);
    }

    void aStopGetsHarder()
    {
        Driver unit;
        unit.start();
        unit.feed(input::Stop{});
        QVERIFY(unit.state.phase == Phase::Stopping);
        QCOMPARE(unit.count<action::SignalTree>(), 1);
        QVERIFY(unit.due() == unit.spec.stopTimeout);
        QCOMPARE(unit.count<action::KillTree>(), 1);
        unit.due();
        QCOMPARE(unit.count<action::AbandonKeeper>(), 1);
        unit.feed(input::KeeperLost{unit.state.run->number});
        QVERIFY(unit.state.phase == Phase::Stopped);
        QVERIFY(!unit.recorded(kinds::kKeeperLost)); // we asked for it
        QVERIFY(!unit.state.wanted);
    }

    void whatTheMainProcessLeftBehindEndsFirst()
    {
        Driver unit;
        unit.start();
        unit.now += std::chrono::minutes(1);
        unit.exits(1, false);
        QVERIFY(unit.state.phase == Phase::Stopping);
        QCOMPARE(unit.count<action::SignalTree>(), 1);
        QCOMPARE(unit.count<action::Launch>(), 0);
        unit.feed(input::TreeEmptied{unit.state.run->number});
        QCOMPARE(unit.count<action::Launch>(), 1);
    }

    void theKillSwitchIsHarderThanAStopAndOutlastsIt()
    {
        Driver unit;
        unit.start();
        unit.feed(input::Stop{});
        unit.feed(input::Latch{});
        QVERIFY(unit.due() == milliseconds(500));
        QCOMPARE(unit.count<action::KillTree>(), 1);
        unit.exits(137);
        QVERIFY(unit.state.phase == Phase::Killed);
        for (const UnitInput &in : std::initializer_list<UnitInput>{
                 input::Start{}, input::Restart{}, input::Due{}, input::DependenciesChanged{}, input::NotFound{false},
                 input::NotFound{true}, input::Reset{}}) {
            unit.feed(in);
            QCOMPARE(unit.count<action::Launch>(), 0);
            QVERIFY(unit.state.phase == Phase::Killed);
        }
    }

    void rearmingStartsOnlyWhatRanAndOnlyIfAsked()
    {
        for (const bool again : {false, true}) {
            Driver unit;
            unit.start();
            unit.feed(input::Latch{});
            unit.exits(0);
            unit.feed(input::Unlatch{again});
            QCOMPARE(unit.count<action::Launch>(), again ? 1 : 0);
            QVERIFY(unit.state.phase == (again ? Phase::Starting : Phase::Stopped));
        }
        Driver stopped;
        stopped.feed(input::Latch{});
        stopped.feed(input::Unlatch{true});
        QVERIFY(stopped.state.phase == Phase::Stopped);
    }

    void readinessHasADeadlineThatMayBeExtended()
    {
        Driver unit;
        unit.spec.ready = NotifyProbe{};
        unit.start();
        QVERIFY(unit.state.phase == Phase::Starting);
        unit.pass(seconds(29));
        unit.feed(input::TimeoutExtended{unit.state.run->number, seconds(10)});
        unit.pass(seconds(9));
        QVERIFY(unit.state.phase == Phase::Starting);
        unit.pass(seconds(1));
        QVERIFY(unit.state.phase == Phase::Stopping);
        QVERIFY(unit.state.reason == Reason::ReadyTimeout);
        unit.exits(0);
        QVERIFY(unit.state.phase == Phase::Backoff);
    }

    void aMissingHeartbeatEndsTheProcess()
    {
        Driver unit;
        unit.spec.watchdog = seconds(20);
        unit.start();
        for (int i = 0; i < 5; ++i) {
            unit.now += seconds(19);
            unit.feed(input::Heartbeat{unit.state.run->number});
        }
        QVERIFY(unit.state.phase == Phase::Running);
        QVERIFY(unit.due() == seconds(20));
        QVERIFY(unit.state.reason == Reason::WatchdogTimeout);
        unit.exits(0);
        QCOMPARE(unit.count<action::Launch>(), 1);
    }

    void healthMustFailInARow()
    {
        Driver unit;
        unit.spec.health = HealthCheck{TcpProbe{QStringLiteral("127.0.0.1"), 1}, seconds(5), seconds(2), 3};
        unit.start();
        const auto probe = [&unit](bool ok) {
            unit.due();
            QCOMPARE(unit.count<action::ProbeHealth>(), 1);
            unit.feed(input::ProbeAnswered{unit.state.run->number, ok, {}});
        };
        for (const bool ok : {false, false, true, false, false}) {
            probe(ok);
            QVERIFY(unit.state.phase == Phase::Running);
        }
        probe(false);
        QVERIFY(unit.state.phase == Phase::Stopping);
        QVERIFY(unit.state.reason == Reason::HealthFailed);
    }

    void dependenciesAreWaitedFor()
    {
        Driver unit;
        unit.dependenciesReady = false;
        unit.begin();
        QVERIFY(unit.state.reason == Reason::WaitingForDependency);
        QCOMPARE(unit.count<action::Launch>(), 0);
        unit.dependenciesReady = true;
        unit.feed(input::DependenciesChanged{});
        QCOMPARE(unit.count<action::Launch>(), 1);
        QVERIFY(unit.state.reason == Reason::OperatorStart);
    }

    void aRebootStartsWhatIsWantedAndLeavesTheStoppedAlone()
    {
        Driver unit;
        unit.start();
        unit.feed(input::NotFound{false});
        QCOMPARE(unit.count<action::Launch>(), 1);
        QVERIFY(unit.state.reason == Reason::Autostart);

        Driver stopped;
        stopped.start();
        stopped.feed(input::Stop{});
        stopped.exits(0);
        stopped.feed(input::NotFound{false});
        QCOMPARE(stopped.count<action::Launch>(), 0);
        QVERIFY(stopped.state.phase == Phase::Stopped);

        Driver manual;
        manual.spec.autostart = false;
        manual.start();
        manual.feed(input::NotFound{false});
        QCOMPARE(manual.count<action::Launch>(), 0);
    }

    void anEngineThatReturnsFindsItsProcessAgain()
    {
        Driver unit;
        unit.start();
        const UnitState before = unit.state;
        process::KeeperReport report;
        report.run = before.run->number;
        report.pid = before.run->pid;
        report.startedAt = before.run->startedAt;
        report.treeEmpty = false;
        unit.feed(input::Found{report});
        QVERIFY(unit.state.phase == Phase::Running);
        QCOMPARE(unit.count<action::Launch>(), 0);

        // Launched, but the engine died before it stored that.
        Driver late;
        late.state.wanted = true;
        report.run = 7;
        late.feed(input::Found{report});
        QCOMPARE(late.count<action::Launch>(), 0);
        QCOMPARE(late.state.lastRun, 7);

        // Stopped by an operator, but the engine died before the signal.
        Driver meant;
        meant.state.lastRun = 1;
        meant.state.wanted = false;
        report.run = 1;
        meant.feed(input::Found{report});
        QCOMPARE(meant.count<action::SignalTree>(), 1);
    }

    /// The engine died after it had launched the next process, and before it stored that: one restart, not two.
    void aRestartIsNotDoneTwice()
    {
        Driver unit;
        unit.start();
        unit.feed(input::Restart{});
        QVERIFY(unit.state.phase == Phase::Stopping); // as it was stored
        process::KeeperReport report;
        report.run = unit.state.run->number + 1;
        report.pid = 4242;
        report.treeEmpty = false;
        unit.feed(input::Found{report});
        QCOMPARE(unit.count<action::SignalTree>(), 0);
        QVERIFY(unit.state.phase == Phase::Starting || unit.state.phase == Phase::Running);
        QCOMPARE(unit.state.run->number, report.run);
        QVERIFY(!unit.state.stopBy);

        // What was to stay stopped is stopped, whichever process it is.
        Driver stopped;
        stopped.start();
        stopped.feed(input::Stop{});
        report.run = stopped.state.run->number + 1;
        stopped.feed(input::Found{report});
        QCOMPARE(stopped.count<action::SignalTree>(), 1);
    }

    void whatTheKillSwitchLeftAliveGetsNoNewPatience()
    {
        Driver unit;
        unit.start();
        unit.feed(input::Latch{});
        process::KeeperReport report;
        report.run = unit.state.run->number;
        report.pid = 100;
        report.treeEmpty = false;
        unit.feed(input::Found{report});
        QCOMPARE(unit.count<action::SignalTree>(), 1);
        QVERIFY(unit.due() == milliseconds(500));
        QCOMPARE(unit.count<action::KillTree>(), 1);
    }

    void anExitMeanwhileIsKnownWithItsCode()
    {
        Driver unit;
        unit.start();
        unit.now += std::chrono::minutes(5);
        process::KeeperReport report;
        report.run = unit.state.run->number;
        report.exit = process::ExitRecord{};
        report.exit->code = 42;
        report.exit->at = unit.now - seconds(10);
        unit.feed(input::Found{report});
        QCOMPARE(unit.state.lastExit->code, std::optional<int>(42));
        QCOMPARE(unit.count<action::Launch>(), 1);
    }

    void backoffStaysWithinItsBounds()
    {
        const Backoff backoff;
        QVERIFY(backoffDelay(backoff, 1, 0) == seconds(1));
        QVERIFY(backoffDelay(backoff, 100, 0) == seconds(60));
        QVERIFY(backoffDelay(backoff, 1, -1) == milliseconds(900));
        QVERIFY(backoffDelay(backoff, 1, 7) == milliseconds(1100));
    }
};

} // namespace lamplighter::watchdog

QTEST_GUILESS_MAIN(lamplighter::watchdog::TestUnitMachine)
#include "tst_unit_machine.moc"
