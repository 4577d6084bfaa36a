#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/log_check.h"
#include "tests/support/process_scan.h"

#include <QSet>

#include <csignal>
#include <random>

namespace lamplighter::benchmarks {

namespace {

constexpr int kLimitMs = 60'000;

double msSince(std::int64_t start, std::int64_t end)
{
    return end > 0 ? static_cast<double>(end - start) / 1e6 : 0;
}

constexpr double kMiB = 1048576.0;

/// The measurements of one running engine with its beacons, in the order in which they can follow each other.
class Fleet
{
public:
    Fleet(const Scale &scale, FigureTable &table)
        : m_scale(scale)
        , m_table(table)
    {}

    double startAll();
    double memory();
    void idle();
    void crashes(double crashFloorMs);
    void engineDeath();
    void killSwitch();
    double stopAll();

private:
    [[nodiscard]] int exitsKnown(const QSet<QString> &units, int signalNumber);

    Scale m_scale;
    FigureTable &m_table;
    LamplighterRun m_run;
};

double Fleet::startAll()
{
    if (!m_run.prepare(m_scale.units)) {
        return 0;
    }
    const std::int64_t begin = monotonicNow();
    if (!m_run.start() || !m_run.board().waitForAll(m_scale.units, kLimitMs)) {
        say(m_run.engine().trouble());
        return 0;
    }
    return msSince(begin, m_run.board().newestStart(m_scale.units));
}

double Fleet::memory()
{
    m_run.waitForRunning(m_scale.units, kLimitMs);
    tests::nap(3000);
    const double engine = static_cast<double>(memoryOf({static_cast<pid_t>(m_run.engine().pid())})) / kMiB;
    const std::vector<pid_t> keepers = m_run.keepers();
    const double all = static_cast<double>(memoryOf(keepers));
    const double allowed = 40.0 + 12.0 * m_scale.units / 1024.0;
    m_table.limit(QStringLiteral("memory of the engine, %1 units (PSS)").arg(m_scale.units), engine,
                  QStringLiteral("MiB"), allowed, QStringLiteral("<= %1 MiB").arg(allowed, 0, 'f', 1));
    m_table.limit(QStringLiteral("memory of a keeper, mean of %1 (PSS)").arg(keepers.size()),
                  all / 1024.0 / static_cast<double>(std::max<std::size_t>(keepers.size(), 1)), QStringLiteral("KiB"),
                  64, QStringLiteral("<= 64 KiB"));
    m_table.mention(QStringLiteral("memory of engine and keepers"), engine + all / kMiB, QStringLiteral("MiB"));
    return engine + all / kMiB;
}

void Fleet::idle()
{
    say(QStringLiteral("idle for %1 s").arg(m_scale.idleSeconds));
    const std::vector<pid_t> engine{static_cast<pid_t>(m_run.engine().pid())};
    const std::vector<pid_t> keepers = m_run.keepers();
    const ThreadUsage engineBefore = usageOf(engine);
    const ThreadUsage keepersBefore = usageOf(keepers);
    tests::nap(m_scale.idleSeconds * 1000);
    const Usage engineUsed = usageBetween(engineBefore, usageOf(engine));
    const Usage keepersUsed = usageBetween(keepersBefore, usageOf(keepers));
    const double percent =
        static_cast<double>(engineUsed.cpuNs + keepersUsed.cpuNs) / (m_scale.idleSeconds * 1e9) * 100;
    m_table.check(QStringLiteral("processor when idle, engine and keepers"), percent < 0.1,
                  QString::number(percent, 'f', 4) + QStringLiteral(" %"), QStringLiteral("< 0.1 %"));
    // A stray wake-up is no period: one in ten seconds would be.
    m_table.check(QStringLiteral("wake-ups when idle, in %1 s").arg(m_scale.idleSeconds),
                  engineUsed.wakeUps <= m_scale.idleSeconds / 10 && keepersUsed.wakeUps == 0,
                  QStringLiteral("engine %1, keepers %2").arg(engineUsed.wakeUps).arg(keepersUsed.wakeUps),
                  QStringLiteral("none periodic"));
}

void Fleet::crashes(double crashFloorMs)
{
    say(QStringLiteral("10 crashes a second for %1 s").arg(m_scale.crashSeconds));
    std::mt19937 random(20261117);
    std::uniform_int_distribution<int> slot(0, m_scale.units - 1);
    std::vector<double> times;
    int lost = 0;
    for (int i = 0; i < m_scale.crashSeconds * 10; ++i) {
        const std::int64_t begin = monotonicNow();
        const double ms = restartTime(m_run, slot(random));
        ms > 0 ? times.push_back(ms) : void(++lost);
        tests::nap(std::max(0, 100 - static_cast<int>(msSince(begin, monotonicNow()))));
    }
    m_table.compare(QStringLiteral("crash with %1 units and 10 crashes a second, median of %2")
                        .arg(m_scale.units)
                        .arg(times.size()),
                    lost == 0 ? median(times) : 0, crashFloorMs, QStringLiteral("ms"), 3);
    m_table.mention(QStringLiteral("the same, 95th percentile"), percentile(times, 0.95), QStringLiteral("ms"));
}

int Fleet::exitsKnown(const QSet<QString> &units, int signalNumber)
{
    QSet<QString> known;
    for (const QString &name : units) {
        const QList<client::EventRecord> events = m_run.engine().events(QStringLiteral("unit.exited"), name);
        if (!events.isEmpty() && events.last().payload.value(QStringLiteral("signal")).toInt() == signalNumber) {
            known.insert(name);
        }
    }
    return static_cast<int>(known.size());
}

void Fleet::engineDeath()
{
    say(QStringLiteral("kill -9 of the engine"));
    tests::EngineProcess &engine = m_run.engine();
    engine.post("/api/v1/units/" + LamplighterRun::countingUnit().toUtf8() + "/start");
    const auto counting = engine.waitForState(LamplighterRun::countingUnit(), client::UnitState::Running);
    tests::nap(500);
    const std::vector<int> startsBefore = m_run.board().starts(m_scale.units);
    engine.killHard();

    constexpr int kKilled = 10;
    QSet<QString> killed;
    std::vector<pid_t> victims;
    for (int number = 0; number < kKilled; ++number) {
        victims.push_back(m_run.board().slot(number).pid);
        killed.insert(LamplighterRun::unitName(number));
    }
    EndWatch ends(victims);
    for (const pid_t victim : victims) {
        ::kill(victim, SIGQUIT);
    }
    ends.waitForAll(kLimitMs);
    tests::nap(500);

    const std::int64_t begin = monotonicNow();
    m_run.start();
    const std::int64_t connected = m_run.waitForRunning(m_scale.units + 1, kLimitMs);
    m_table.limit(QStringLiteral("engine killed and started: all %1 reconnected").arg(m_scale.units),
                  msSince(begin, connected), QStringLiteral("ms"), 1000, QStringLiteral("<= 1000 ms"));
    tests::nap(1000);
    int wrong = 0;
    for (int number = 0; number < m_scale.units; ++number) {
        const int expected = startsBefore.at(static_cast<std::size_t>(number)) + (number < kKilled ? 1 : 0);
        wrong += m_run.board().slot(number).starts == expected ? 0 : 1;
    }
    m_table.check(QStringLiteral("started twice, or not at all"), wrong == 0, QString::number(wrong),
                  QStringLiteral("0"));
    const int known = exitsKnown(killed, SIGQUIT);
    m_table.check(QStringLiteral("exits meanwhile, known with their signal"), known == kKilled,
                  QStringLiteral("%1 of %2").arg(known).arg(kKilled), QStringLiteral("all"));

    const auto again = engine.unit(LamplighterRun::countingUnit());
    engine.post("/api/v1/units/" + LamplighterRun::countingUnit().toUtf8() + "/stop");
    engine.waitForState(LamplighterRun::countingUnit(), client::UnitState::Stopped);
    const tests::LogCheck log = tests::checkNumberedLog(engine.logPath(LamplighterRun::countingUnit()));
    const bool same = counting && again && counting->pid == again->pid;
    m_table.check(QStringLiteral("output lines lost meanwhile"),
                  same && log.trouble.isEmpty() && log.runs == 1 && log.lines > 1000,
                  log.trouble.isEmpty() ? QStringLiteral("none of %1").arg(log.lines) : log.trouble,
                  QStringLiteral("none"));
}

void Fleet::killSwitch()
{
    say(QStringLiteral("kill switch over all"));
    const std::vector<int> startsBefore = m_run.board().starts(m_scale.units);
    EndWatch ends(m_run.board().pids(m_scale.units));
    const std::int64_t begin = monotonicNow();
    const tests::HttpExchange engaged =
        m_run.engine().post("/api/v1/kill-switch/engage", {{QStringLiteral("scope"), QStringLiteral("all")},
                                                           {QStringLiteral("reason"), QStringLiteral("benchmark")}});
    const double answered = msSince(begin, monotonicNow());
    const tests::HttpExchange refused =
        m_run.engine().post("/api/v1/units/" + LamplighterRun::unitName(0).toUtf8() + "/start");
    const std::int64_t gone = ends.waitForAll(kLimitMs);
    m_table.limit(QStringLiteral("kill switch over %1 units: all gone").arg(m_scale.units), msSince(begin, gone),
                  QStringLiteral("ms"), 1000, QStringLiteral("<= 1000 ms"));
    m_table.mention(QStringLiteral("kill switch: answered, with the latch on disk"), answered, QStringLiteral("ms"));
    tests::nap(1500);
    m_table.check(QStringLiteral("started after it"),
                  engaged.ok() && refused.status == 423 && startsBefore == m_run.board().starts(m_scale.units),
                  startsBefore == m_run.board().starts(m_scale.units)
                      ? QStringLiteral("none, a start is refused with %1").arg(refused.status)
                      : QStringLiteral("some"),
                  QStringLiteral("none"));
    m_run.engine().post("/api/v1/kill-switch/rearm", {{QStringLiteral("scope"), QStringLiteral("all")},
                                                      {QStringLiteral("reason"), QStringLiteral("benchmark")},
                                                      {QStringLiteral("start_again"), true}});
    m_run.waitForRunning(m_scale.units, kLimitMs);
    tests::nap(1000);
}

double Fleet::stopAll()
{
    EndWatch ends(m_run.board().pids(m_scale.units));
    const std::int64_t begin = monotonicNow();
    m_run.stop();
    return msSince(begin, ends.waitForAll(kLimitMs));
}

} // namespace

FleetTimes measureFleet(Supervisor &supervisor, int units)
{
    FleetTimes times;
    say(QStringLiteral("%1: start and stop of %2").arg(supervisor.name()).arg(units));
    if (!supervisor.prepare(units)) {
        return times;
    }
    const std::int64_t begin = monotonicNow();
    if (!supervisor.start() || !supervisor.board().waitForAll(units, kLimitMs)) {
        return times;
    }
    times.startMs = msSince(begin, supervisor.board().newestStart(units));
    tests::nap(2000);
    times.memoryMiB = static_cast<double>(memoryOf(supervisor.ownProcesses())) / kMiB;
    EndWatch ends(supervisor.board().pids(units));
    const std::int64_t stopped = monotonicNow();
    supervisor.stop();
    times.stopMs = msSince(stopped, ends.waitForAll(kLimitMs));
    return times;
}

FleetTimes measureFloorFleet(const Scale &scale)
{
    const std::unique_ptr<Supervisor> bare = makeFloor();
    return measureFleet(*bare, scale.units);
}

FleetTimes measureLamplighterFleet(const Scale &scale, double crashFloorMs, const FleetTimes &floor, FigureTable &table)
{
    FleetTimes ours;
    Fleet fleet(scale, table);
    ours.startMs = fleet.startAll();
    table.compare(QStringLiteral("start all %1").arg(scale.units), ours.startMs, floor.startMs, QStringLiteral("ms"),
                  3);
    if (ours.startMs <= 0) {
        return ours;
    }
    ours.memoryMiB = fleet.memory();
    fleet.idle();
    fleet.crashes(crashFloorMs);
    fleet.engineDeath();
    fleet.killSwitch();
    ours.stopMs = fleet.stopAll();
    table.compare(QStringLiteral("stop all %1").arg(scale.units), ours.stopMs, floor.stopMs, QStringLiteral("ms"), 3);
    return ours;
}

void measurePeerFleets(const Scale &scale, const FleetTimes &floor, const FleetTimes &ours, FigureTable &table)
{
    for (const QString &name : {QStringLiteral("runit"), QStringLiteral("s6"), QStringLiteral("supervisord")}) {
        const std::unique_ptr<Supervisor> peer = makePeer(name);
        if (!peer) {
            continue;
        }
        const FleetTimes theirs = measureFleet(*peer, scale.units);
        const auto row = [&](const QString &what, double their, double our, const QString &unit, double least) {
            table.mention(name + QStringLiteral(": ") + what, their, unit, least);
            if (our > 0) {
                table.check(name + QStringLiteral(": ") + what + QStringLiteral(", we beside it"), our < their,
                            QString::number(our / their, 'f', 3) + QStringLiteral(" of it"), QStringLiteral("< 1"));
            }
        };
        row(QStringLiteral("start all"), theirs.startMs, ours.startMs, QStringLiteral("ms"), floor.startMs);
        row(QStringLiteral("stop all"), theirs.stopMs, ours.stopMs, QStringLiteral("ms"), floor.stopMs);
        // The reference asks for less than s6; the others stand here for comparison.
        row(QStringLiteral("memory (PSS)"), theirs.memoryMiB, name == QStringLiteral("s6") ? ours.memoryMiB : 0,
            QStringLiteral("MiB"), 0);
    }
}

} // namespace lamplighter::benchmarks
