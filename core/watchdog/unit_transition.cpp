#include "core/watchdog/unit_transition.h"

#include "core/journal/kinds.h"

#include <algorithm>
#include <utility>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

namespace {

/// A keeper answers within microseconds; this long means that it is stopped or gone.
constexpr Duration kLaunchPatience = seconds(30);
/// After SIGKILL to a whole tree; past it the keeper itself is taken away.
constexpr Duration kKillPatience = seconds(5);
constexpr Duration kFirstProbe = milliseconds(50);
constexpr Duration kSlowestReadyProbe = seconds(1);

} // namespace

UnitTransition::UnitTransition(const UnitSpec &spec, const UnitState &state, const Moment &moment)
    : m_spec(spec)
    , m_moment(moment)
    , m_before(state.phase)
    , m_state(state)
{}

Step UnitTransition::finish()
{
    if (m_state.phase != m_before) {
        QJsonObject payload{{QStringLiteral("from"), client::toString(m_before)},
                            {QStringLiteral("to"), client::toString(m_state.phase)},
                            {QStringLiteral("reason"), client::toString(m_state.reason)}};
        if (!m_state.detail.isEmpty()) {
            payload.insert(QStringLiteral("detail"), m_state.detail);
        }
        record(kinds::kUnitState, Severity::Info, payload);
    }
    return {std::move(m_state), std::move(m_actions)};
}

void UnitTransition::record(const QString &kind, Severity severity, QJsonObject payload)
{
    m_actions.push_back(action::Record{kind, severity, std::move(payload)});
}

void UnitTransition::enter(Phase phase, Reason reason, const QString &detail)
{
    if (m_state.phase != phase) {
        m_state.since = m_moment.now;
    }
    m_state.phase = phase;
    m_state.reason = reason;
    m_state.detail = detail;
}

void UnitTransition::apply(const input::Start &in)
{
    if (m_state.latched || isBeingRemoved()) {
        return;
    }
    m_state.wanted = true;
    m_state.once = in.once;
    m_state.failures = 0;
    m_state.restarts.clear();
    if (m_state.phase == Phase::Stopping) {
        m_state.after = AfterStop::Restart; // as soon as the old tree is gone
        m_state.stopReason = Reason::OperatorStart;
        return;
    }
    if (!m_state.run) {
        begin(Reason::OperatorStart, false);
    }
}

void UnitTransition::apply(const input::Stop &)
{
    m_state.wanted = false;
    if (m_state.latched || isBeingRemoved()) {
        return; // it is ended, or ending, already
    }
    if (m_state.run) {
        stop(AfterStop::StayStopped, Reason::OperatorStop, m_spec.stopTimeout);
    } else {
        settle(Phase::Stopped, Reason::OperatorStop);
    }
}

void UnitTransition::apply(const input::Restart &)
{
    if (m_state.latched || isBeingRemoved()) {
        return;
    }
    m_state.wanted = true;
    m_state.once = false;
    m_state.failures = 0;
    m_state.restarts.clear();
    if (m_state.run) {
        stop(AfterStop::Restart, Reason::OperatorRestart, m_spec.stopTimeout);
    } else {
        begin(Reason::OperatorRestart, false);
    }
}

void UnitTransition::apply(const input::Reset &)
{
    m_state.failures = 0;
    m_state.restarts.clear();
    m_state.stableAt.reset();
    if (m_state.phase == Phase::Fatal || m_state.phase == Phase::Exited) {
        m_state.wanted = false;
        settle(Phase::Stopped, Reason::None);
    }
    record(kinds::kUnitReset, Severity::Info);
}

void UnitTransition::apply(const input::Remove &)
{
    m_state.wanted = false;
    if (m_state.run) {
        stop(AfterStop::Remove, Reason::Removed, m_spec.stopTimeout);
        return;
    }
    settle(Phase::Stopped, Reason::Removed);
    m_actions.push_back(action::Forget{});
}

void UnitTransition::apply(const input::Shutdown &)
{
    if (m_state.latched || isBeingRemoved()) {
        return;
    }
    if (m_state.run) {
        stop(AfterStop::StayStopped, Reason::EngineStopped, m_spec.stopTimeout);
    } else if (m_state.phase == Phase::Starting || m_state.phase == Phase::Backoff) {
        settle(Phase::Stopped, Reason::EngineStopped);
    }
}

void UnitTransition::apply(const input::SpecificationChanged &in)
{
    if (m_state.latched) {
        return;
    }
    if (m_state.run && in.restartNeeded && m_state.phase != Phase::Stopping) {
        stop(AfterStop::Restart, Reason::SpecificationChanged, m_spec.stopTimeout);
    } else if (m_state.phase == Phase::Backoff) {
        m_state.failures = 0;
        begin(Reason::SpecificationChanged, false);
    } else if (m_state.run && m_state.run->ready) {
        armHealth();
    }
}

void UnitTransition::apply(const input::Latch &in)
{
    m_state.latched = true;
    if (m_state.run) {
        // A removal goes on as a removal: the tree is ended either way, and nothing can start.
        stop(isBeingRemoved() ? AfterStop::Remove : AfterStop::Kill, Reason::KillSwitch, in.killAfter);
    } else {
        settle(Phase::Killed, Reason::KillSwitch);
    }
}

void UnitTransition::apply(const input::Unlatch &in)
{
    if (!m_state.latched) {
        return;
    }
    m_state.latched = false;
    const bool startAgain = in.startAgain && m_state.wanted;
    m_state.wanted = startAgain;
    m_state.failures = 0;
    m_state.restarts.clear();
    if (m_state.run) { // still ending
        if (m_state.after == AfterStop::Kill) {
            m_state.after = startAgain ? AfterStop::Restart : AfterStop::StayStopped;
        }
    } else if (startAgain) {
        begin(Reason::OperatorStart, false);
    } else {
        settle(Phase::Stopped, Reason::OperatorStop);
    }
}

void UnitTransition::apply(const input::DependenciesChanged &)
{
    if (m_state.waiting && m_moment.dependenciesReady) {
        launch();
    }
}

void UnitTransition::begin(Reason reason, bool automatic)
{
    m_state.retryAt.reset();
    if (m_state.latched) { // unreachable by the inputs above; kept because a launch must never depend on them
        settle(Phase::Killed, Reason::KillSwitch);
        return;
    }
    enter(Phase::Starting, reason);
    m_state.since = m_moment.now;
    m_state.waiting = !m_moment.dependenciesReady;
    if (automatic) {
        m_state.restarts.push_back(m_moment.now);
        ++m_state.totalRestarts;
    }
    m_state.startReason = reason;
    m_state.automaticStart = automatic;
    if (m_state.waiting) {
        m_state.reason = Reason::WaitingForDependency;
    } else {
        launch();
    }
}

void UnitTransition::launch()
{
    m_state.waiting = false;
    m_state.reason = m_state.startReason;
    m_state.run = Run{};
    m_state.run->automatic = m_state.automaticStart;
    m_state.run->number = ++m_state.lastRun;
    m_state.run->launchedAt = m_moment.now;
    m_state.launchBy = m_moment.now + kLaunchPatience;
    m_state.killing = false;
    m_state.abandonments = 0;
    m_actions.push_back(action::Launch{m_state.run->number});
    record(
        kinds::kUnitStarting, Severity::Info,
        {{QStringLiteral("run"), m_state.run->number}, {QStringLiteral("reason"), client::toString(m_state.reason)}});
}

void UnitTransition::apply(const input::Launched &in)
{
    if (!isCurrent(in.run)) {
        return;
    }
    record(kinds::kUnitStarted, Severity::Info, {{QStringLiteral("run"), in.run}, {QStringLiteral("pid"), in.pid}});
    m_state.launchBy.reset();
    m_state.run->pid = in.pid;
    m_state.run->startedAt = in.at;
    if (m_state.phase == Phase::Starting) {
        armReadiness();
    }
}

void UnitTransition::armReadiness()
{
    if (std::holds_alternative<std::monostate>(m_spec.ready)) {
        becomeReady();
        return;
    }
    m_state.readyBy = m_moment.now + m_spec.readyTimeout;
    if (std::holds_alternative<LogProbe>(m_spec.ready)) {
        m_actions.push_back(action::WatchLog{m_state.run->number});
    } else if (!std::holds_alternative<NotifyProbe>(m_spec.ready)) {
        m_state.probeAt = m_moment.now + kFirstProbe;
    }
}

void UnitTransition::apply(const input::Ready &in)
{
    if (isCurrent(in.run) && m_state.phase == Phase::Starting && !m_state.run->ready) {
        becomeReady();
    }
}

void UnitTransition::becomeReady()
{
    Run &run = *m_state.run;
    run.ready = true;
    run.healthFailures = 0;
    m_state.readyBy.reset();
    m_state.probeAt.reset();
    const Reason why = m_state.reason;
    enter(Phase::Running, why);
    const auto took = std::chrono::duration_cast<milliseconds>(m_moment.now - run.launchedAt);
    record(kinds::kUnitReady, Severity::Info,
           {{QStringLiteral("run"), run.number}, {QStringLiteral("after_ms"), static_cast<qint64>(took.count())}});
    if (run.automatic) {
        record(kinds::kProcessRestartSuccess, Severity::Info,
               {{QStringLiteral("run"), run.number},
                {QStringLiteral("pid"), run.pid},
                {QStringLiteral("restart_attempt"), static_cast<qint64>(m_state.restarts.size())}});
    }
    if (m_state.failures > 0) {
        m_state.stableAt = run.startedAt + m_spec.minimumUptime;
    }
    if (m_spec.watchdog) {
        m_state.watchdogBy = m_moment.now + *m_spec.watchdog;
    }
    armHealth();
}

void UnitTransition::armHealth()
{
    if (m_spec.health) {
        m_state.probeAt = m_moment.now + m_spec.health->every;
    } else {
        m_state.probeAt.reset();
    }
}

void UnitTransition::apply(const input::ProbeAnswered &in)
{
    if (!isCurrent(in.run) || !m_state.run->probing) {
        return;
    }
    Run &run = *m_state.run;
    run.probing = false;
    if (m_state.phase == Phase::Starting) {
        if (in.ok) {
            becomeReady();
            return;
        }
        const Duration waited = m_moment.now - run.startedAt;
        m_state.probeAt = m_moment.now + std::clamp(waited / 4, kFirstProbe, kSlowestReadyProbe);
    } else if (m_state.phase == Phase::Running && m_spec.health) {
        const bool wasFailing = run.healthFailures > 0;
        run.healthFailures = in.ok ? 0 : run.healthFailures + 1;
        if (wasFailing == in.ok) { // it turned
            record(kinds::kUnitHealth, in.ok ? Severity::Info : Severity::Warning,
                   {{QStringLiteral("run"), run.number},
                    {QStringLiteral("ok"), in.ok},
                    {QStringLiteral("detail"), in.detail}});
        }
        m_state.probeAt = m_moment.now + m_spec.health->every;
        if (run.healthFailures >= m_spec.health->failures) {
            hang(Reason::HealthFailed, in.detail);
        }
    }
}

void UnitTransition::apply(const input::Heartbeat &in)
{
    if (isCurrent(in.run) && m_state.watchdogBy && m_spec.watchdog) {
        m_state.watchdogBy = m_moment.now + *m_spec.watchdog;
    }
}

void UnitTransition::apply(const input::WatchdogTriggered &in)
{
    if (isCurrent(in.run) && (m_state.phase == Phase::Running || m_state.phase == Phase::Starting)) {
        hang(Reason::WatchdogTimeout, QStringLiteral("it reported WATCHDOG=trigger"));
    }
}

void UnitTransition::apply(const input::TimeoutExtended &in)
{
    // sd_notify(3), EXTEND_TIMEOUT_USEC: at least this long from now, never less than what was left.
    if (!isCurrent(in.run)) {
        return;
    }
    const Instant until = m_moment.now + in.by;
    for (std::optional<Instant> *deadline : {&m_state.readyBy, &m_state.watchdogBy}) {
        if (*deadline) {
            *deadline = std::max(**deadline, until);
        }
    }
    const bool mayLinger = m_state.phase == Phase::Stopping && !m_state.killing && !m_state.latched;
    if (mayLinger && m_state.stopBy) {
        m_state.stopBy = std::max(*m_state.stopBy, until);
    }
}

void UnitTransition::apply(const input::Due &)
{
    const Instant now = m_moment.now;
    const auto due = [now](const std::optional<Instant> &deadline) { return deadline && *deadline <= now; };
    if (due(m_state.stableAt)) {
        m_state.stableAt.reset();
        m_state.failures = 0;
    }
    if (due(m_state.stopBy)) {
        stopStep();
    } else if (due(m_state.launchBy)) {
        m_state.launchBy.reset();
        hang(Reason::LaunchFailed, QStringLiteral("its keeper did not answer for 30 s"));
        stopStep();
    } else if (due(m_state.readyBy)) {
        hang(Reason::ReadyTimeout, {});
    } else if (due(m_state.watchdogBy)) {
        hang(Reason::WatchdogTimeout, {});
    } else if (due(m_state.retryAt)) {
        begin(m_state.reason, true);
    } else if (due(m_state.probeAt)) {
        probeStep();
    }
}

void UnitTransition::probeStep()
{
    m_state.probeAt.reset();
    Run &run = *m_state.run;
    run.probing = true;
    if (m_state.phase == Phase::Starting) {
        m_actions.push_back(action::ProbeReady{run.number});
    } else {
        m_actions.push_back(action::ProbeHealth{run.number});
    }
}

void UnitTransition::stop(AfterStop after, Reason reason, Duration patience)
{
    const Instant deadline = m_moment.now + patience;
    if (m_state.phase == Phase::Stopping) {
        // A second reason never makes it gentler: the earlier deadline stands.
        m_state.after = after;
        m_state.stopReason = reason;
        m_state.reason = reason;
        if (!m_state.killing && m_state.stopBy) {
            m_state.stopBy = std::min(*m_state.stopBy, deadline);
        }
        return;
    }
    clearRunDeadlines();
    enter(Phase::Stopping, reason);
    m_state.after = after;
    m_state.stopReason = reason;
    m_state.stopBy = deadline;
    m_state.killing = false;
    m_state.abandonments = 0;
    m_actions.push_back(action::SignalTree{m_spec.stopSignal});
}

void UnitTransition::stopStep()
{
    if (!m_state.killing) {
        m_state.killing = true;
        m_actions.push_back(action::KillTree{});
    } else {
        ++m_state.abandonments;
        m_actions.push_back(action::AbandonKeeper{});
    }
    m_state.stopBy = m_moment.now + kKillPatience;
}

void UnitTransition::treeGone()
{
    const AfterStop after = m_state.after;
    const Reason reason = m_state.stopReason;
    clearRunDeadlines();
    m_state.run.reset();
    m_state.killing = false;
    if (m_state.latched && after != AfterStop::Remove) {
        settle(Phase::Killed, Reason::KillSwitch);
        return;
    }
    switch (after) {
    case AfterStop::StayStopped:
        settle(Phase::Stopped, reason);
        break;
    case AfterStop::Restart:
        begin(reason, false);
        break;
    case AfterStop::Recover:
        recover();
        break;
    case AfterStop::Kill:
        settle(Phase::Killed, Reason::KillSwitch);
        break;
    case AfterStop::Remove:
        settle(Phase::Stopped, Reason::Removed);
        m_actions.push_back(action::Forget{});
        break;
    }
}

void UnitTransition::settle(Phase phase, Reason reason, const QString &detail)
{
    clearRunDeadlines();
    m_state.run.reset();
    m_state.retryAt.reset();
    m_state.waiting = false;
    enter(phase, reason, detail);
    m_actions.push_back(action::ReleaseKeeper{});
}

void UnitTransition::clearRunDeadlines()
{
    m_state.launchBy.reset();
    m_state.readyBy.reset();
    m_state.watchdogBy.reset();
    m_state.probeAt.reset();
    m_state.stableAt.reset();
    m_state.stopBy.reset();
}

} // namespace lamplighter::watchdog
