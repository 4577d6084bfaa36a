#include "tests/benchmarks/console_measures.h"
#include "tests/benchmarks/console_window.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/fake_transport.h"

#include <QScrollBar>

#include <algorithm>
#include <random>

namespace lamplighter::benchmarks {

namespace {

using client::UnitState;
using client::UnitStatus;

constexpr double kFrameMs = 16;
constexpr int kTellsASecond = 10; ///< as an engine paces its messages
const QString kEngine = QStringLiteral("busy");

/// An engine that says nothing but what it was told to: units that crash, wait and run again.
class BusyFleet
{
public:
    explicit BusyFleet(int count);

    [[nodiscard]] std::unique_ptr<client::Transport> makeTransport();
    /// Never changes by itself.
    void spare(const QString &name) { m_spared.append(name); }
    /// Makes the messages of a whole run, so that making them is not measured.
    void prepare(int messages, int changesInEach);
    /// The next of them, while there is one.
    void tell();
    [[nodiscard]] int changesTold() const { return m_told; }

private:
    struct Message
    {
        QByteArray units;
        std::vector<std::pair<QByteArray, QByteArray>> events; ///< id and text
        int changes = 0;
    };

    void change(UnitStatus &unit);

    QList<UnitStatus> m_units;
    QStringList m_spared;
    std::vector<Message> m_messages;
    std::size_t m_next = 0;
    int m_told = 0;
    qint64 m_seq = 0;
    std::mt19937 m_random{20261122};
    tests::FakeTransport *m_transport = nullptr; ///< the instance's
};

BusyFleet::BusyFleet(int count)
{
    const WallTime now = SystemClock().wallNow();
    for (int i = 0; i < count; ++i) {
        UnitStatus unit;
        unit.name = QStringLiteral("worker-%1").arg(i, 4, 10, QLatin1Char('0'));
        unit.group = QStringLiteral("group-%1").arg(i % 20);
        unit.state = i % 50 == 0 ? UnitState::Fatal : i % 10 == 0 ? UnitState::Stopped : UnitState::Running;
        unit.since = now - seconds(i * 60);
        unit.pid = unit.state == UnitState::Running ? 10'000 + i : 0;
        if (unit.pid > 0) {
            unit.startedAt = unit.since;
        }
        unit.ready = unit.pid > 0;
        unit.wanted = unit.state != UnitState::Stopped;
        unit.restarts24h = i % 7;
        m_units.append(unit);
    }
}

std::unique_ptr<client::Transport> BusyFleet::makeTransport()
{
    auto transport = std::make_unique<tests::FakeTransport>();
    client::EngineInfo info;
    info.id = kEngine;
    info.host = kEngine;
    info.role = QStringLiteral("operator");
    info.mode = QStringLiteral("daemon");
    transport->answerPicture(info, m_units);
    m_transport = transport.get();
    return transport;
}

void BusyFleet::change(UnitStatus &unit)
{
    const WallTime now = SystemClock().wallNow();
    unit.since = now;
    if (unit.state == UnitState::Running) {
        unit.lastExit = client::LastExit{1, {}, {}, false, false, now, seconds(60)};
        ++unit.restarts24h;
        ++unit.restarts;
        if (m_random() % 2 == 0) { // back at once, as another process
            unit.pid += 10'000;
            unit.startedAt = now;
            return;
        }
        unit.state = UnitState::Backoff;
        unit.reason = client::Reason::CrashDetected;
        unit.pid = 0;
        unit.startedAt.reset();
        unit.next = client::NextStep{QStringLiteral("start"), now + seconds(30)};
    } else {
        unit.state = UnitState::Running;
        unit.reason = client::Reason::None;
        unit.pid = 10'000 + static_cast<qint64>(m_random() % 20'000);
        unit.startedAt = now;
        unit.next.reset();
    }
}

void BusyFleet::prepare(int messages, int changesInEach)
{
    for (int i = 0; i < messages; ++i) {
        Message message;
        QList<UnitStatus> changed;
        while (changed.size() < changesInEach) {
            UnitStatus &unit = m_units[static_cast<qsizetype>(m_random() % static_cast<unsigned>(m_units.size()))];
            if (m_spared.contains(unit.name)) {
                continue;
            }
            change(unit);
            changed.append(unit);
            client::EventRecord event;
            event.seq = ++m_seq;
            event.time = SystemClock().wallNow();
            event.kind = QStringLiteral("unit.state");
            event.subject = unit.name;
            event.severity = QStringLiteral("info");
            event.payload = {{QStringLiteral("state"), toString(unit.state)}};
            message.events.emplace_back(QByteArray::number(event.seq),
                                        QJsonDocument(client::toJson(event)).toJson(QJsonDocument::Compact));
        }
        message.changes = changesInEach;
        message.units = QJsonDocument(client::toJson(client::UnitsPage{changed, {}})).toJson(QJsonDocument::Compact);
        m_messages.push_back(std::move(message));
    }
}

void BusyFleet::tell()
{
    if (m_next >= m_messages.size()) {
        return;
    }
    const Message &message = m_messages.at(m_next++);
    // The live stream is the first; a unit's output comes over another.
    const client::StreamCallbacks &live = m_transport->streams().first()->callbacks;
    live.received("units", {}, message.units);
    for (const auto &[id, text] : message.events) {
        live.received("event", id, text);
    }
    m_told += message.changes;
}

/// What must stay: which unit is selected, and what stands at the table's upper edge.
struct Place
{
    ui::UnitKey selected;
    ui::UnitKey top;
    int offset = 0; ///< of the top row, in pixels
    bool operator==(const Place &) const = default;
};

Place placeOf(ConsoleWindow &console)
{
    ui::DataTable &table = console.table();
    const QModelIndex top = table.indexAt(QPoint(4, 0));
    return {console.window().processes()->selectedUnit(), top.data(ui::IdRole).value<ui::UnitKey>(),
            table.visualRect(top).y()};
}

void report(const QString &sorting, const std::vector<FrameClock::Stretch> &stretches, FigureTable &table)
{
    std::vector<double> frames;
    std::vector<double> all;
    for (const FrameClock::Stretch &stretch : stretches) {
        all.push_back(stretch.ms);
        if (stretch.painted) {
            frames.push_back(stretch.ms);
        }
    }
    const auto late = std::count_if(all.begin(), all.end(), [](double ms) { return ms > kFrameMs; });
    table.mention(QStringLiteral("frame, sorted by %1: median of %2").arg(sorting).arg(frames.size()), median(frames),
                  QStringLiteral("ms"));
    table.mention(QStringLiteral("the same, 95th percentile"), percentile(frames, 0.95), QStringLiteral("ms"));
    table.limit(QStringLiteral("longest time without an event, sorted by %1 (%2 of %3 over 16 ms)")
                    .arg(sorting)
                    .arg(late)
                    .arg(all.size()),
                percentile(all, 1), QStringLiteral("ms"), kFrameMs, QStringLiteral("<= 16 ms"));
}

void measureSorted(const ConsoleScale &scale, FrameClock &clock, ui::UnitColumn column, FigureTable &table)
{
    const QString sorting = ui::UnitCells::heading(column);
    ConsoleWindow console;
    BusyFleet fleet(scale.units);
    console.add(kEngine, ui::InstanceKind::Remote, fleet.makeTransport());
    console.window().goTo(ui::MainWindow::Page::Processes);
    ui::DataTable &view = console.table();
    if (!FrameClock::runUntil([&] { return view.model()->rowCount() == scale.units; }, 10'000)) {
        say(QStringLiteral("the table stayed empty"));
        return;
    }
    view.sortByColumn(static_cast<int>(column), Qt::AscendingOrder);
    view.setCurrentIndex(view.model()->index(scale.units / 2, 0));
    FrameClock::runFor(500);
    view.scrollTo(view.currentIndex(), QAbstractItemView::PositionAtCenter);
    FrameClock::runFor(1500); // first paints, and what follows a selection
    const Place before = placeOf(console);
    fleet.spare(before.selected.name);
    fleet.spare(before.top.name);
    fleet.prepare(scale.busySeconds * kTellsASecond, scale.changesASecond / kTellsASecond);

    QTimer pace;
    pace.setTimerType(Qt::PreciseTimer);
    QObject::connect(&pace, &QTimer::timeout, &pace, [&] { fleet.tell(); });
    clock.forget();
    pace.start(1000 / kTellsASecond);
    FrameClock::runFor(scale.busySeconds * 1000 + 500);
    report(sorting, clock.stretches(), table);
    const Place after = placeOf(console);
    table.check(QStringLiteral("selection and scroll after %1 changes").arg(fleet.changesTold()),
                before == after && !before.selected.isEmpty(),
                before == after ? QStringLiteral("stayed")
                                : QStringLiteral("%1 at %2 became %3 at %4")
                                      .arg(before.top.name)
                                      .arg(before.offset)
                                      .arg(after.top.name)
                                      .arg(after.offset),
                QStringLiteral("stay"));
}

} // namespace

void measureBusyTable(const ConsoleScale &scale, FrameClock &clock, FigureTable &table)
{
    measureSorted(scale, clock, ui::UnitColumn::State, table);
    measureSorted(scale, clock, ui::UnitColumn::Name, table);
}

} // namespace lamplighter::benchmarks
