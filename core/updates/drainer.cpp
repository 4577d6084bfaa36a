#include "core/updates/drainer.h"

#include "core/base/log.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace lamplighter::updates {

namespace {

constexpr Duration kShortestAnswer = seconds(1);
constexpr Duration kEndTimeout = seconds(10);

} // namespace

/// One unit whose draining somebody waits for.
struct Drainer::Wait
{
    DrainRequest request;
    QPointer<QObject> context;
    Done done;
    Instant begun{};
    Instant deadline{};
    std::optional<qint64> run;               ///< of the process that drains, if it is known
    std::unique_ptr<watchdog::ProbeRun> ask; ///< the hook, while it is out
    QTimer again;
    QTimer limit;
    bool runs = true;          ///< there is a process to ask
    bool hookAnswered = false; ///< before that, what is in flight says nothing: new work may still come
    bool asksAgain = false;    ///< the hook counts
    bool counts = false;       ///< the unit does
};

Drainer::Drainer(Units &units, HookRunner &hooks, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_units(units)
    , m_hooks(hooks)
    , m_clock(clock)
{
    connect(&units, &Units::inFlight, this, &Drainer::reported);
    connect(&units, &Units::changed, this, &Drainer::unitsChanged);
}

Drainer::~Drainer() = default;

void Drainer::drain(const DrainRequest &request, QObject *context, Done done)
{
    const QString unit = request.unit;
    const Instant now = m_clock.now();
    m_draining.begin(unit, request.limit, now, m_clock.wallNow());
    auto wait = std::make_unique<Wait>();
    wait->request = request;
    wait->context = context;
    wait->done = std::move(done);
    wait->begun = now;
    wait->deadline = now + request.limit;
    if (const std::optional<client::UnitStatus> status = m_units.status(unit)) {
        wait->run = status->run;
        wait->runs = status->pid != 0;
    }
    wait->again.setSingleShot(true);
    wait->again.setInterval(kAskAgain);
    connect(&wait->again, &QTimer::timeout, this, [this, unit] { ask(unit); });
    wait->limit.setSingleShot(true);
    wait->limit.setTimerType(Qt::PreciseTimer);
    connect(&wait->limit, &QTimer::timeout, this, [this, unit] { judge(unit); });
    const bool runs = wait->runs;
    if (runs) {
        m_ending.erase(unit);
        m_asked[unit] = {request.hook, request.call, wait->run};
    }
    wait->limit.start(runs ? std::chrono::ceil<milliseconds>(request.limit) : milliseconds(0));
    m_waits[unit] = std::move(wait);
    if (runs) {
        ask(unit);
    }
    Q_EMIT changed(unit);
}

void Drainer::ask(const QString &unit)
{
    Wait &wait = *m_waits.at(unit);
    const Duration left = std::max(kShortestAnswer, Duration(wait.deadline - m_clock.now()));
    wait.ask = m_hooks.run(wait.request.hook, wait.request.call, left, this,
                           [this, unit](const HookAnswer &answer) { answered(unit, answer); });
}

void Drainer::answered(const QString &unit, const HookAnswer &answer)
{
    const auto found = m_waits.find(unit);
    if (found == m_waits.end()) {
        return;
    }
    Wait &wait = *found->second;
    wait.ask.reset();
    if (!answer.ok && !wait.hookAnswered) {
        finish(unit, {false, true, m_draining.inFlight(unit), {}, answer.detail});
        return;
    }
    wait.hookAnswered = true;
    wait.asksAgain = wait.asksAgain || answer.inFlight.has_value();
    if (answer.inFlight && !wait.counts) {
        m_draining.report(unit, *answer.inFlight);
        if (wait.run) {
            m_reportedBy.insert(unit, *wait.run);
        }
    }
    if (wait.asksAgain && !wait.counts) {
        wait.again.start(); // also after one that failed: the first said that it drains
    }
    if (answer.inFlight) {
        Q_EMIT changed(unit);
    }
    judge(unit);
}

void Drainer::reported(const QString &unit, int count)
{
    m_draining.report(unit, count);
    if (const std::optional<client::UnitStatus> status = m_units.status(unit)) {
        m_reportedBy.insert(unit, status->run);
    }
    if (const auto found = m_waits.find(unit); found != m_waits.end()) {
        Wait &wait = *found->second;
        wait.counts = true;
        wait.again.stop();
        if (wait.hookAnswered) {
            wait.ask.reset();
        }
    }
    Q_EMIT changed(unit);
    judge(unit);
}

void Drainer::unitsChanged(const QStringList &names)
{
    for (const QString &unit : names) {
        const std::optional<client::UnitStatus> status = m_units.status(unit);
        const auto by = m_reportedBy.constFind(unit);
        if (by != m_reportedBy.cend() && (!status || status->run != *by || status->pid == 0)) {
            m_reportedBy.erase(by);
            m_draining.forgetReport(unit);
            Q_EMIT changed(unit);
        }
        const auto found = m_waits.find(unit);
        if (found != m_waits.end() && (!status || status->pid == 0 || status->run != found->second->run)) {
            finish(unit, {false, false, {}, {}, QStringLiteral("its process ended")});
        }
    }
}

void Drainer::judge(const QString &unit)
{
    const auto found = m_waits.find(unit);
    if (found != m_waits.end() && !found->second->runs) {
        finish(unit, {false, false, {}, {}, QStringLiteral("it does not run")});
        return;
    }
    if (found == m_waits.end() || !found->second->hookAnswered) {
        return; // a hook that hangs says so itself
    }
    const std::optional<int> left = m_draining.inFlight(unit);
    const QString took = watchdog::durationInWords(m_clock.now() - found->second->begun);
    switch (m_draining.progress(unit, m_clock.now())) {
    case Draining::Progress::NotDraining:
    case Draining::Progress::Waiting:
        if (!found->second->limit.isActive()) { // a timer may be a little early
            found->second->limit.start(milliseconds(1));
        }
        return;
    case Draining::Progress::Drained:
        finish(unit, {true, false, left, {}, QStringLiteral("nothing in flight after %1").arg(took)});
        return;
    case Draining::Progress::DeadlinePassed:
        finish(unit, {false,
                      false,
                      left,
                      {},
                      left ? QStringLiteral("%1 still in flight after %2").arg(*left).arg(took)
                           : QStringLiteral("it does not say what is in flight; waited %1").arg(took)});
        return;
    }
}

void Drainer::finish(const QString &unit, DrainResult result)
{
    const std::shared_ptr<Wait> wait = std::move(m_waits.extract(unit).mapped());
    wait->ask.reset();
    wait->again.stop();
    wait->limit.stop();
    result.took = m_clock.now() - wait->begun;
    // One of its timers may have brought us here.
    QMetaObject::invokeMethod(
        this, [wait] {}, Qt::QueuedConnection);
    if (wait->context) {
        wait->done(result);
    }
}

void Drainer::forget(const QString &unit)
{
    m_waits.erase(unit);
}

void Drainer::endDraining(const QString &unit)
{
    m_waits.erase(unit);
    if (auto asked = m_asked.extract(unit); !asked.empty()) {
        askToEnd(unit, asked.mapped());
    }
    if (m_draining.end(unit)) {
        Q_EMIT changed(unit);
    }
}

void Drainer::askToEnd(const QString &unit, const Asked &asked)
{
    const std::optional<client::UnitStatus> status = m_units.status(unit);
    const bool same = status && status->pid != 0 && asked.run == status->run;
    if (!same || std::holds_alternative<std::monostate>(asked.hook) ||
        std::holds_alternative<watchdog::SignalHook>(asked.hook)) {
        return;
    }
    HookCall call = asked.call;
    call.step = QStringLiteral("end_drain");
    call.body.insert(QStringLiteral("draining"), false);
    m_ending[unit] = m_hooks.run(asked.hook, call, kEndTimeout, this, [this, unit](const HookAnswer &answer) {
        if (!answer.ok) {
            qCWarning(lcEngine, "%s may still refuse work: its drain hook, asked to end it, says %s",
                      qUtf8Printable(unit), qUtf8Printable(answer.detail));
        }
        m_ending.erase(unit);
    });
}

std::optional<Refusal> Drainer::refusal(const QString &unit) const
{
    return m_draining.refusal(unit, m_clock.now());
}

} // namespace lamplighter::updates
