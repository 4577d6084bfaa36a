// Walks every reachable state of the unit machine against a small model of the world: a keeper, a process that may die,
// ignore signals or leave children, an operator, a kill switch, and an engine that may die between any action and its
// record. Checks in each: nothing launches while latched, never two process trees at once, and no wait without a timer.
#include "core/watchdog/unit_machine.h"
#include "core/watchdog/unit_state_json.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <deque>

namespace lamplighter::watchdog {

namespace {

/// What the operating system holds, whatever any engine believes.
struct World
{
    bool keeper = false;
    RunNumber run = 0;      // newest launched under this keeper
    bool launching = false; // asked, the keeper has not answered
    bool mainAlive = false;
    bool othersAlive = false; // descendants beside the main process
    bool exited = false;      // the newest run's main process ended and the keeper has its record
    Instant startedAt{};
    process::ExitRecord exit;
    std::deque<UnitInput> reports; // sent by the keeper, not yet heard

    [[nodiscard]] bool anythingAlive() const { return launching || mainAlive || othersAlive; }
};

struct Node
{
    UnitState state;  // the running engine's
    UnitState stored; // on disk: what the next engine would read
    World world;
    Instant now = instantFromNanoseconds(1'000'000'000'000);
    bool dependenciesReady = true;
    int depth = 0;
    QString trail;
};

constexpr Duration kMinimumUptime = seconds(30);

/// Times relative to now, run numbers relative to the newest: equal futures get equal keys.
QByteArray keyOf(const Node &node)
{
    QByteArray key;
    const auto number = [&key](qint64 value) { key += QByteArray::number(value) + ' '; };
    const auto flag = [&key](bool value) { key += value ? '1' : '0'; };
    const auto time = [&](const std::optional<Instant> &at) {
        key += at ? QByteArray::number(qint64((*at - node.now).count() / 1'000'000)) : QByteArray("-");
        key += ' ';
    };
    const auto addState = [&](const UnitState &s) {
        number(int(s.phase));
        number(int(s.after));
        number(int(s.stopReason));
        number(s.failures);
        for (const bool value : {s.wanted, s.once, s.latched, s.waiting, s.killing, s.run.has_value()}) {
            flag(value);
        }
        if (s.run) {
            number(node.world.run - s.run->number);
            for (const bool value : {s.run->mainAlive, s.run->ready, s.run->probing, s.run->pid != 0}) {
                flag(value);
            }
            number(s.run->healthFailures);
            number(std::min(node.now - s.run->startedAt, kMinimumUptime).count() / 1'000'000);
        }
        for (const auto &at : {s.retryAt, s.launchBy, s.readyBy, s.stopBy, s.watchdogBy, s.probeAt, s.stableAt}) {
            time(at);
        }
        number(qint64(s.restarts.size())); // the window is longer than any walk
        if (s.lastExit) {
            flag(s.lastExit->uptime < kMinimumUptime);
            number(s.lastExit->code.value_or(-1));
        }
        key += '|';
    };
    addState(node.state);
    addState(node.stored);
    const World &w = node.world;
    for (const bool value : {w.keeper, w.launching, w.mainAlive, w.othersAlive, w.exited, node.dependenciesReady}) {
        flag(value);
    }
    number(w.run - node.state.lastRun);
    number(qint64(w.reports.size()));
    for (const UnitInput &report : w.reports) {
        number(qint64(report.index()));
    }
    return QCryptographicHash::hash(key, QCryptographicHash::Md5);
}

class Explorer
{
public:
    explicit Explorer(UnitSpec spec)
        : m_spec(std::move(spec))
    {}

    void run(qsizetype mostNodes, int mostDepth)
    {
        Node first;
        first.state.wanted = true;
        push(feed(first, input::NotFound{true}, "begin"));
        while (!m_queue.empty() && m_seen.size() < mostNodes && m_violation.isEmpty()) {
            const Node node = std::move(m_queue.front());
            m_queue.pop_front();
            m_deepest = std::max(m_deepest, node.depth);
            if (node.depth < mostDepth) {
                expand(node);
            } else {
                m_closed = false;
            }
        }
        m_closed = m_closed && m_queue.empty();
    }

    /// Long random walks: what lies deeper than the breadth-first search can go.
    void wander(int walks, int steps, quint32 seed)
    {
        QRandomGenerator random(seed);
        m_wandering = true;
        for (int walk = 0; walk < walks && m_violation.isEmpty(); ++walk) {
            Node node;
            node.state.wanted = true;
            m_next.clear();
            push(feed(node, input::NotFound{true}, "begin"));
            for (int at = 0; at < steps && !m_next.empty() && m_violation.isEmpty(); ++at) {
                const Node here = m_next.at(random.bounded(static_cast<quint32>(m_next.size())));
                m_next.clear();
                expand(here);
            }
        }
    }

    [[nodiscard]] const QString &violation() const { return m_violation; }
    [[nodiscard]] qsizetype states() const { return m_seen.size(); }
    [[nodiscard]] bool closed() const { return m_closed; }
    [[nodiscard]] int deepest() const { return m_deepest; }
    [[nodiscard]] bool sawPhase(Phase phase) const { return m_phases.contains(int(phase)); }

private:
    Node feed(Node node, const UnitInput &in, const char *what)
    {
        node.trail += QStringLiteral(" ") + QString::fromLatin1(what);
        ++node.depth;
        Moment moment;
        moment.now = node.now;
        moment.dependenciesReady = node.dependenciesReady;
        const Step step = watchdog::step(m_spec, node.state, in, moment);
        node.stored = m_storeLate ? node.state : step.state;
        node.state = step.state;
        for (const UnitAction &action : step.actions) {
            perform(node, action);
        }
        check(node);
        return node;
    }

    void perform(Node &node, const UnitAction &action)
    {
        World &world = node.world;
        if (const auto *launch = std::get_if<action::Launch>(&action)) {
            if (node.state.latched) {
                fail(node, "launched while latched");
            }
            if (world.anythingAlive()) {
                fail(node, "launched beside a living tree");
            }
            world.keeper = true;
            world.launching = true;
            world.exited = false;
            world.run = launch->run;
        } else if (std::holds_alternative<action::KillTree>(action)) {
            // The keeper hears it after the launch it was asked for before.
            if (world.launching) {
                confirmLaunch(node);
            }
            endEverything(node);
        } else if (std::holds_alternative<action::AbandonKeeper>(action)) {
            const RunNumber run = world.run;
            loseKeeper(world);
            world.reports.push_back(input::KeeperLost{run});
        } else if (std::holds_alternative<action::ReleaseKeeper>(action)) {
            if (!world.anythingAlive()) {
                world.keeper = false;
            }
        }
    }

    void check(const Node &node)
    {
        const UnitState &s = node.state;
        m_phases.insert(int(s.phase));
        const bool transient = s.phase == Phase::Starting || s.phase == Phase::Backoff || s.phase == Phase::Stopping;
        const bool blocked = s.phase == Phase::Starting && s.waiting && !node.dependenciesReady;
        if (transient && !blocked && !s.nextDeadline()) {
            fail(node, "waits without a timer");
        }
        if (!transient && s.phase != Phase::Running && s.run) {
            fail(node, "settled with a process");
        }
        if (s.phase == Phase::Running && (!s.run || s.latched)) {
            fail(node, "runs without a process, or while latched");
        }
        if (s.latched && s.phase != Phase::Stopping && s.phase != Phase::Killed) {
            fail(node, "latched and neither ending nor killed");
        }
        const bool settled = !transient && s.phase != Phase::Running;
        if (settled && node.world.reports.empty() && node.world.anythingAlive()) {
            fail(node, "settled while something lives");
        }
        if (unitStateFromJson(toJson(s)) != s) {
            fail(node, "the stored form loses something");
        }
    }

    void fail(const Node &node, const char *what)
    {
        if (m_violation.isEmpty()) {
            m_violation = QString::fromLatin1(what) + QStringLiteral(":") + node.trail;
        }
    }

    static void loseKeeper(World &world)
    {
        world.keeper = false;
        world.launching = world.mainAlive = world.othersAlive = world.exited = false;
        world.reports.clear();
    }

    static void confirmLaunch(Node &node)
    {
        World &world = node.world;
        world.launching = false;
        world.mainAlive = true;
        world.startedAt = node.now;
        world.reports.push_back(input::Launched{world.run, 100 + world.run, node.now});
    }

    static void endMain(Node &node, int code, bool leavesChildren)
    {
        World &world = node.world;
        world.mainAlive = false;
        world.othersAlive = leavesChildren;
        world.exited = true;
        world.exit = {};
        world.exit.code = code;
        world.exit.at = node.now;
        world.reports.push_back(input::Exited{world.run, world.exit, !leavesChildren});
    }

    static void endEverything(Node &node)
    {
        if (node.world.mainAlive) {
            endMain(node, 1, false);
        } else if (node.world.othersAlive) {
            node.world.othersAlive = false;
            node.world.reports.push_back(input::TreeEmptied{node.world.run});
        }
    }

    void push(Node node)
    {
        if (m_wandering) {
            m_next.push_back(std::move(node));
            return;
        }
        if (!m_seen.contains(keyOf(node))) {
            m_seen.insert(keyOf(node));
            m_queue.push_back(std::move(node));
        }
    }

    void expand(const Node &node)
    {
        expandKeeper(node);
        expandWorld(node);
        expandOperator(node);
        expandTime(node);
        expandEngineDeath(node);
    }

    void expandKeeper(const Node &node)
    {
        if (!node.world.reports.empty()) {
            Node next = node;
            const UnitInput report = next.world.reports.front();
            next.world.reports.pop_front();
            push(feed(std::move(next), report, "hear"));
        }
        if (node.world.launching) {
            Node ok = node;
            confirmLaunch(ok);
            push(std::move(ok));
            Node failed = node;
            failed.world.launching = false;
            failed.world.reports.push_back(input::LaunchFailed{failed.world.run, QStringLiteral("no such file")});
            push(std::move(failed));
        }
    }

    void expandWorld(const Node &node)
    {
        if (node.world.mainAlive) {
            for (const int code : {0, 1, 125}) {
                Node next = node;
                next.trail += QStringLiteral(" exit%1").arg(code);
                endMain(next, code, false);
                push(std::move(next));
            }
            Node leaving = node;
            leaving.trail += QStringLiteral(" exit-leaving-children");
            endMain(leaving, 1, true);
            push(std::move(leaving));
        }
        if (node.world.othersAlive && !node.world.mainAlive) {
            Node next = node;
            next.world.othersAlive = false;
            next.world.reports.push_back(input::TreeEmptied{next.world.run});
            push(std::move(next));
        }
        if (node.world.keeper) {
            Node next = node;
            const RunNumber run = next.world.run;
            loseKeeper(next.world);
            next.world.reports.push_back(input::KeeperLost{run});
            push(std::move(next));
        }
        if (node.state.run && node.world.mainAlive) {
            const RunNumber run = node.state.run->number;
            if (node.state.run->probing) {
                push(feed(node, input::ProbeAnswered{run, true, {}}, "probe-ok"));
                push(feed(node, input::ProbeAnswered{run, false, {}}, "probe-bad"));
            }
            push(feed(node, input::Ready{run}, "ready"));
            push(feed(node, input::WatchdogTriggered{run}, "trigger"));
            push(feed(node, input::TimeoutExtended{run, seconds(3)}, "extend"));
        }
        Node turned = node;
        turned.dependenciesReady = !turned.dependenciesReady;
        push(feed(std::move(turned), input::DependenciesChanged{}, "dependencies"));
    }

    void expandOperator(const Node &node)
    {
        push(feed(node, input::Stop{}, "stop"));
        if (node.state.latched) {
            push(feed(node, input::Unlatch{false}, "unlatch"));
            push(feed(node, input::Unlatch{true}, "unlatch-start"));
        } else {
            push(feed(node, input::Latch{}, "latch"));
        }
        push(feed(node, input::Start{false}, "start"));
        push(feed(node, input::Start{true}, "start-once"));
        push(feed(node, input::Restart{}, "restart"));
        push(feed(node, input::Reset{}, "reset"));
        push(feed(node, input::SpecificationChanged{true}, "changed"));
    }

    void expandTime(const Node &node)
    {
        if (const std::optional<Instant> deadline = node.state.nextDeadline()) {
            Node next = node;
            next.now = std::max(next.now, *deadline);
            push(feed(std::move(next), input::Due{}, "due"));
        }
        if (node.world.mainAlive) { // a healthy life
            Node next = node;
            next.now += m_spec.minimumUptime;
            next.trail += QStringLiteral(" long");
            const std::optional<Instant> deadline = node.state.nextDeadline();
            if (!deadline || *deadline > next.now) {
                push(std::move(next));
            }
        }
    }

    /// The engine dies; what was stored may be one step behind what was done.
    void expandEngineDeath(const Node &node)
    {
        for (const bool late : {false, true}) {
            Node next = node;
            next.state = late ? node.stored : node.state;
            next.stored = next.state;
            // The latch file is written apart and before anything else: it is never behind.
            next.state.latched = node.state.latched;
            next.world.reports.clear();
            if (next.world.launching) { // the keeper had the request, or the engine died before sending it
                Node never = next;
                loseKeeper(never.world);
                push(feed(std::move(never), input::NotFound{true}, "engine-died-unsent"));
                confirmLaunch(next);
                next.world.reports.clear();
            }
            if (!next.world.keeper) {
                push(feed(std::move(next), input::NotFound{true}, "engine-died"));
                continue;
            }
            process::KeeperReport report;
            report.run = next.world.run;
            report.pid = next.world.mainAlive ? 100 + next.world.run : 0;
            report.startedAt = next.world.startedAt;
            report.treeEmpty = !next.world.mainAlive && !next.world.othersAlive;
            if (next.world.exited) {
                report.exit = next.world.exit;
            }
            push(feed(std::move(next), input::Found{report}, "engine-died-found"));
        }
        Node reboot = node;
        loseKeeper(reboot.world);
        push(feed(std::move(reboot), input::NotFound{false}, "reboot"));
    }

    UnitSpec m_spec;
    bool m_storeLate = true;
    bool m_wandering = false;
    std::vector<Node> m_next;
    std::deque<Node> m_queue;
    QSet<QByteArray> m_seen;
    QSet<int> m_phases;
    QString m_violation;
    bool m_closed = true;
    int m_deepest = 0;
};

UnitSpec smallSpec()
{
    UnitSpec spec;
    spec.name = UnitName(QStringLiteral("explored"));
    spec.command = {QStringLiteral("/bin/true")};
    spec.noRestartExitCodes = {125};
    spec.maximumConsecutiveFailures = 2;
    spec.restartLimit = {2, std::chrono::hours(100'000)};
    spec.backoff = {seconds(1), 2.0, seconds(4), 0.0};
    spec.minimumUptime = kMinimumUptime;
    return spec;
}

} // namespace

class TestUnitMachineExplore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noReachableStateBreaksAPromise_data()
    {
        QTest::addColumn<int>("readiness");
        QTest::addColumn<int>("rule");
        QTest::newRow("ready at once, always") << 0 << int(RestartRule::Always);
        QTest::newRow("notify, on failure") << 1 << int(RestartRule::OnFailure);
        QTest::newRow("tcp and health, always") << 2 << int(RestartRule::Always);
        QTest::newRow("ready at once, never") << 0 << int(RestartRule::Never);
    }

    void noReachableStateBreaksAPromise()
    {
        QFETCH(const int, readiness);
        QFETCH(const int, rule);
        UnitSpec spec = smallSpec();
        spec.restart = RestartRule(rule);
        if (readiness == 1) {
            spec.ready = NotifyProbe{};
            spec.watchdog = seconds(20);
        } else if (readiness == 2) {
            spec.ready = TcpProbe{QStringLiteral("127.0.0.1"), 1};
            spec.health = HealthCheck{TcpProbe{QStringLiteral("127.0.0.1"), 1}, seconds(5), seconds(2), 2};
        }
        Explorer explorer(spec);
        const int nodes = qEnvironmentVariableIntValue("LAMPLIGHTER_EXPLORE_STATES");
        explorer.run(nodes > 0 ? nodes : 25'000, 200);
        qInfo("%lld states, depth %d, %s", qint64(explorer.states()), explorer.deepest(),
              explorer.closed() ? "closed" : "cut off at the limit");
        QVERIFY2(explorer.violation().isEmpty(), qPrintable(explorer.violation()));
        const auto seed = static_cast<quint32>(qEnvironmentVariableIntValue("LAMPLIGHTER_SEED"));
        const int walks = qEnvironmentVariableIntValue("LAMPLIGHTER_EXPLORE_WALKS");
        explorer.wander(walks > 0 ? walks : 60, 120, seed + 1);
        QVERIFY2(explorer.violation().isEmpty(), qPrintable(explorer.violation()));
        for (const Phase phase : {Phase::Stopped, Phase::Starting, Phase::Running, Phase::Stopping, Phase::Killed}) {
            QVERIFY2(explorer.sawPhase(phase), qPrintable(client::toString(phase)));
        }
        QCOMPARE(explorer.sawPhase(Phase::Backoff),
                 spec.restart != RestartRule::Never || explorer.sawPhase(Phase::Backoff));
    }
};

} // namespace lamplighter::watchdog

QTEST_GUILESS_MAIN(lamplighter::watchdog::TestUnitMachineExplore)
#include "tst_unit_machine_explore.moc"
