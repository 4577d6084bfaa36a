#include "tests/benchmarks/console_measures.h"
#include "tests/benchmarks/console_window.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/engine_process.h"
#include "tests/support/unit_text.h"

#include <algorithm>
#include <csignal>

#include <unistd.h>

namespace lamplighter::benchmarks {

namespace {

using client::EventRecord;
using client::UnitStatus;

constexpr int kUnits = 20;
constexpr int kCrashesBefore = 5;
constexpr int kCrashesAway = 5;
constexpr int kLimitMs = 30'000;
constexpr double kProcessorPercent = 5;

/// A daemon, and what the console was told of it.
class Connected
{
public:
    explicit Connected(int number)
        : m_id(QStringLiteral("engine-%1").arg(number))
    {}

    bool spawn();
    bool connectTo(ConsoleWindow &console);
    /// SIGKILL, some of its units too, and back at the same address.
    bool goAndComeBack();
    void crash(int unit);

    [[nodiscard]] bool isLive() const { return m_instance->engine().connection() == client::Connection::Live; }
    [[nodiscard]] bool runs() const;
    /// The last event of the journal has arrived.
    [[nodiscard]] bool isCaughtUp() const;
    [[nodiscard]] bool hasEveryEventOnce() const;
    [[nodiscard]] bool showsItsUnits(const ui::UnitTableModel &model) const;
    [[nodiscard]] qsizetype eventCount() const { return m_received.size(); }

private:
    QString m_id;
    tests::EngineProcess m_daemon{QStringLiteral("lamp-bench")};
    ui::Instance *m_instance = nullptr;
    std::optional<qint64> m_from; ///< the journal's last event when the console came
    QList<EventRecord> m_received;
};

bool Connected::spawn()
{
    // Some of them write, as real ones do.
    const QByteArray rules = "min_uptime = \"0s\"\nrestart_limit = { count = 1000000, window = \"10m\" }\n";
    QByteArray text;
    for (int unit = 0; unit < kUnits; ++unit) {
        const QString name = QStringLiteral("unit-%1").arg(unit);
        text +=
            unit % 5 == 0
                ? tests::agentText(name, {QStringLiteral("--lines-per-second"), QStringLiteral("1")}, rules)
                : tests::unitText(name, {tests::systemProgram(QStringLiteral("sleep")), QStringLiteral("9999")}, rules);
    }
    return m_daemon.writeUnits(text) && m_daemon.spawn();
}

bool Connected::connectTo(ConsoleWindow &console)
{
    if (!m_daemon.waitUntilReady()) {
        say(m_daemon.trouble());
        return false;
    }
    auto transport =
        ui::Connections::transportTo(QStringLiteral("http://127.0.0.1:%1").arg(m_daemon.port()), m_daemon.token());
    if (!transport) {
        say(transport.error().message);
        return false;
    }
    m_instance = &console.add(m_id, ui::InstanceKind::Remote, std::move(transport).value());
    client::Engine *engine = &m_instance->engine();
    QObject::connect(engine, &client::Engine::infoChanged, engine,
                     [this, engine] { m_from = m_from.value_or(engine->liveInfo().lastEvent); });
    QObject::connect(engine, &client::Engine::eventsReceived, engine,
                     [this](const QList<EventRecord> &events) { m_received += events; });
    return true;
}

void Connected::crash(int unit)
{
    const QString name = QStringLiteral("unit-%1").arg(unit);
    for (const UnitStatus &status : m_instance->engine().liveUnits()) {
        if (status.name == name && status.pid > 0) {
            ::kill(static_cast<pid_t>(status.pid), SIGKILL);
        }
    }
}

bool Connected::goAndComeBack()
{
    const quint16 port = m_daemon.port();
    for (int unit = 0; unit < kCrashesBefore; ++unit) {
        crash(unit); // told of in the middle of its own end
    }
    m_daemon.killHard();
    for (int unit = kCrashesBefore; unit < kCrashesBefore + kCrashesAway; ++unit) {
        crash(unit);
    }
    if (!FrameClock::runUntil([this] { return !isLive(); }, kLimitMs)) {
        return false;
    }
    FrameClock::runFor(3000);
    return m_daemon.spawn({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port)}) &&
           FrameClock::runUntil([this] { return isLive() && runs(); }, kLimitMs) && m_daemon.waitUntilReady();
}

bool Connected::runs() const
{
    const QList<UnitStatus> &units = m_instance->engine().liveUnits();
    return units.size() == kUnits && std::all_of(units.begin(), units.end(), [](const UnitStatus &status) {
               return status.state == client::UnitState::Running;
           });
}

bool Connected::isCaughtUp() const
{
    const QList<EventRecord> journal = m_daemon.events();
    return !journal.isEmpty() &&
           (m_received.isEmpty() ? journal.last().seq == m_from : journal.last() == m_received.last());
}

bool Connected::hasEveryEventOnce() const
{
    QList<EventRecord> expected = m_daemon.events();
    expected.removeIf([this](const EventRecord &event) { return event.seq <= m_from.value_or(0); });
    return expected == m_received;
}

bool Connected::showsItsUnits(const ui::UnitTableModel &model) const
{
    const QList<UnitStatus> units = m_daemon.units();
    return model.unitCount(ui::InstanceId(m_id)) == units.size() &&
           std::all_of(units.begin(), units.end(), [&](const UnitStatus &status) {
               return model.find({ui::InstanceId(m_id), status.name}) == status;
           });
}

class Fleet
{
public:
    explicit Fleet(int count)
    {
        for (int number = 0; number < count; ++number) {
            m_engines.push_back(std::make_unique<Connected>(number));
        }
    }

    bool start()
    {
        const auto all = [this](auto condition) { return std::all_of(m_engines.begin(), m_engines.end(), condition); };
        return all([](auto &engine) { return engine->spawn(); }) &&
               all([this](auto &engine) { return engine->connectTo(m_console); }) &&
               FrameClock::runUntil(
                   [&] { return all([](auto &engine) { return engine->isLive() && engine->runs(); }); }, kLimitMs);
    }
    /// Per cent of one processor, while a unit somewhere crashes each second.
    double use(int forSeconds)
    {
        const ThreadUsage before = usageOf({::getpid()});
        for (int second = 0; second < forSeconds; ++second) {
            m_engines.at(static_cast<size_t>(second) % m_engines.size())->crash(kUnits - 1);
            FrameClock::runFor(1000);
        }
        return static_cast<double>(usageBetween(before, usageOf({::getpid()})).cpuNs) / 1e7 / forSeconds;
    }
    bool oneGoesAndComesBack() { return m_engines.front()->goAndComeBack(); }
    [[nodiscard]] int settled() const
    {
        return count([](const Connected &engine) { return engine.isCaughtUp(); });
    }
    [[nodiscard]] int exact() const
    {
        return count([](const Connected &engine) { return engine.hasEveryEventOnce(); });
    }
    [[nodiscard]] int shown()
    {
        return count([this](const Connected &engine) { return engine.showsItsUnits(m_console.instances().units()); });
    }
    [[nodiscard]] qsizetype events() const
    {
        qsizetype sum = 0;
        for (const auto &engine : m_engines) {
            sum += engine->eventCount();
        }
        return sum;
    }

private:
    [[nodiscard]] int count(const std::function<bool(const Connected &)> &holds) const
    {
        return static_cast<int>(
            std::count_if(m_engines.begin(), m_engines.end(), [&](const auto &engine) { return holds(*engine); }));
    }

    // The window lets go of the engines first.
    std::vector<std::unique_ptr<Connected>> m_engines;
    ConsoleWindow m_console;
};

} // namespace

void measureTenEngines(const ConsoleScale &scale, FigureTable &table)
{
    Fleet fleet(scale.engines);
    if (!fleet.start()) {
        say(QStringLiteral("not all engines became live"));
        return;
    }
    FrameClock::runFor(3000);
    table.limit(
        QStringLiteral("processor with %1 engines of %2 units, a crash each second").arg(scale.engines).arg(kUnits),
        fleet.use(scale.idleSeconds), QStringLiteral("%"), kProcessorPercent, QStringLiteral("< 5 %"));
    table.check(QStringLiteral("an engine killed and started again"), fleet.oneGoesAndComesBack(),
                QStringLiteral("live again, its units running"), QStringLiteral("live again"));
    FrameClock::runUntil([&] { return fleet.settled() == scale.engines; }, 10'000);
    FrameClock::runFor(500);
    const auto all = [&](const QString &what, int good) {
        table.check(what, good == scale.engines, QStringLiteral("%1 of %2 engines").arg(good).arg(scale.engines),
                    QStringLiteral("all"));
    };
    all(QStringLiteral("%1 events received: as in the journal, none lost, none doubled").arg(fleet.events()),
        fleet.exact());
    all(QStringLiteral("units shown as the engine knows them"), fleet.shown());
}

} // namespace lamplighter::benchmarks
