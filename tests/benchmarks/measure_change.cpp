#include "core/engine/embedded_engine.h"
#include "tests/benchmarks/console_measures.h"
#include "tests/benchmarks/console_window.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <csignal>
#include <random>

#include <unistd.h>

namespace lamplighter::benchmarks {

namespace {

constexpr double kPixelsMs = 100;
constexpr int kUnits = 30;
constexpr double kIdlePercent = 1;
const QString kEngine = QStringLiteral("embedded");

QString unitName(int number)
{
    return QStringLiteral("beat-%1").arg(number);
}

/// Every crash counts as a healthy run's: what is measured is the way to the pixels and not the back-off.
QByteArray unitFile()
{
    const QByteArray rules = "min_uptime = \"0s\"\nrestart_limit = { count = 1000000, window = \"10m\" }\n";
    QByteArray text;
    for (int number = 0; number < kUnits; ++number) {
        text += tests::unitText(unitName(number),
                                {tests::systemProgram(QStringLiteral("sleep")), QStringLiteral("9999")}, rules);
    }
    return text;
}

/// The window, an engine on a thread of this process, and units of it that are killed one after the other.
class Changes
{
public:
    explicit Changes(FrameClock &clock)
        : m_clock(clock)
    {}
    ~Changes();

    bool start();
    /// Kills a unit's process and waits for the picture of the next one.
    void killOne(int number);

    std::vector<double> deathMs;  ///< until anything of it was painted
    std::vector<double> returnMs; ///< until the new process was painted

private:
    [[nodiscard]] client::UnitStatus shown(int number);

    FrameClock &m_clock;
    ConsoleWindow m_console;
    std::unique_ptr<engine::EmbeddedEngine> m_engine;
};

bool Changes::start()
{
    const QString units = m_console.folder().filePath(QStringLiteral("units.toml"));
    QFile file(units);
    if (!file.open(QIODevice::WriteOnly) || file.write(unitFile()) < 0) {
        return false;
    }
    file.close();
    engine::Settings settings;
    settings.dataDirectory = m_console.folder().filePath(QStringLiteral("data"));
    settings.unitSources = QStringList{units};
    settings.listenTcp = false;
    settings.mode = QStringLiteral("embedded");
    m_engine = std::make_unique<engine::EmbeddedEngine>(settings);
    m_engine->setStopUnitsAtExit(true);
    m_engine->start(&m_console.window(), [this](const Result<void> &started) {
        if (started) {
            m_console.add(kEngine, ui::InstanceKind::Embedded, m_engine->makeTransport());
        } else {
            say(started.error().message);
        }
    });
    m_console.window().goTo(ui::MainWindow::Page::Processes);
    return FrameClock::runUntil(
        [this] {
            const auto &model = m_console.instances().units();
            return model.counts(ui::InstanceId(kEngine)).at(static_cast<size_t>(ui::UnitBucket::Running)) == kUnits;
        },
        10'000);
}

Changes::~Changes()
{
    m_console.instances().remove(ui::InstanceId(kEngine));
    FrameClock::runFor(50); // streams are closed a moment later, and need their engine for it
    m_engine.reset();
    tests::endProcessesNaming(m_console.folder().path().toUtf8());
}

client::UnitStatus Changes::shown(int number)
{
    return m_console.instances()
        .units()
        .find({ui::InstanceId(kEngine), unitName(number)})
        .value_or(client::UnitStatus());
}

void Changes::killOne(int number)
{
    const client::UnitStatus before = shown(number);
    std::int64_t died = 0;
    std::int64_t back = 0;
    m_clock.setPainted([&] {
        const client::UnitStatus now = shown(number);
        if (died == 0 && now != before) {
            died = nowNs();
        }
        if (back == 0 && now.pid > 0 && now.pid != before.pid) {
            back = nowNs();
        }
    });
    const std::int64_t killed = nowNs();
    ::kill(static_cast<pid_t>(before.pid), SIGKILL);
    if (FrameClock::runUntil([&] { return back > 0; }, 5'000)) {
        deathMs.push_back(static_cast<double>(died - killed) / 1e6);
        returnMs.push_back(static_cast<double>(back - killed) / 1e6);
    }
    m_clock.setPainted({});
}

} // namespace

void measureChange(const ConsoleScale &scale, FrameClock &clock, FigureTable &table)
{
    Changes changes(clock);
    if (!changes.start()) {
        say(QStringLiteral("the units did not run"));
        return;
    }
    FrameClock::runFor(5000);
    const ThreadUsage before = usageOf({::getpid()});
    FrameClock::runFor(scale.idleSeconds * 1000);
    const auto used = static_cast<double>(usageBetween(before, usageOf({::getpid()})).cpuNs);
    table.limit(QStringLiteral("processor when idle, table of %1 shown, engine in it").arg(kUnits),
                used / 1e7 / scale.idleSeconds, QStringLiteral("%"), kIdlePercent, QStringLiteral("< 1 %"));
    std::mt19937 random{20261122};
    for (int i = 0; i < scale.singleChanges; ++i) {
        changes.killOne(i % kUnits);
        FrameClock::runFor(300 + static_cast<int>(random() % 200)); // never in step with a pace
    }
    table.check(QStringLiteral("killed processes whose successor was painted"),
                static_cast<int>(changes.returnMs.size()) == scale.singleChanges,
                QStringLiteral("%1 of %2").arg(changes.returnMs.size()).arg(scale.singleChanges),
                QStringLiteral("all"));
    const auto add = [&](const QString &what, const std::vector<double> &times) {
        table.mention(what + QStringLiteral(", median"), median(times), QStringLiteral("ms"));
        table.limit(what + QStringLiteral(", 95th percentile"), percentile(times, 0.95), QStringLiteral("ms"),
                    kPixelsMs, QStringLiteral("<= 100 ms"));
    };
    add(QStringLiteral("kill of a process to the first pixels of it"), changes.deathMs);
    add(QStringLiteral("the same to the pixels of its successor"), changes.returnMs);
}

} // namespace lamplighter::benchmarks
