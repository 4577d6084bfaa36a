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
    } else if (m_state.waiting && m_moment.dependenciesReady) { // it no longer names whom it waited for
        launch();
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
