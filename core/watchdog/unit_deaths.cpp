// The rules of dying: what an exit means, when a unit is restarted, when it waits, when it is given up.
#include "core/watchdog/unit_transition.h"

#include "core/journal/kinds.h"

#include <algorithm>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

namespace {

qint64 toMs(Duration duration)
{
    return std::chrono::duration_cast<milliseconds>(duration).count();
}

double toSeconds(Duration duration)
{
    return static_cast<double>(toMs(duration)) / 1000.0;
}

} // namespace

void UnitTransition::apply(const input::LaunchFailed &in)
{
    if (!isCurrent(in.run)) {
        return;
    }
    record(kinds::kProcessStartFailed, Severity::Warning,
           {{QStringLiteral("run"), in.run}, {QStringLiteral("error"), in.detail}});
    m_state.detail = in.detail;
    const bool stopping = m_state.phase == Phase::Stopping;
    if (stopping && m_state.after != AfterStop::Recover) {
        treeGone();
        return;
    }
    clearRunDeadlines();
    m_state.run.reset();
    if (m_state.once) {
        settle(Phase::Exited, Reason::LaunchFailed, in.detail);
    } else {
        restartAfterFailure(Reason::LaunchFailed, in.detail);
    }
}

void UnitTransition::apply(const input::Exited &in)
{
    if (!isCurrent(in.run) || !m_state.run->mainAlive) {
        return;
    }
    const bool stopping = m_state.phase == Phase::Stopping;
    noteExit(in.exit, stopping && m_state.after != AfterStop::Recover);
    m_state.run->mainAlive = false;
    if (!stopping) {
        m_state.after = AfterStop::Recover;
        m_state.stopReason = lastRunFailed() ? Reason::CrashDetected : Reason::UnexpectedExit;
    }
    if (in.treeEmpty) {
        treeGone();
    } else if (!stopping) {
        // What the main process left behind ends before the next one starts: it may hold its port.
        stop(AfterStop::Recover, m_state.stopReason, m_spec.stopTimeout);
    }
}

void UnitTransition::apply(const input::TreeEmptied &in)
{
    if (isCurrent(in.run) && !m_state.run->mainAlive) {
        treeGone();
    }
}

void UnitTransition::apply(const input::KeeperLost &in)
{
    if (!isCurrent(in.run)) {
        return;
    }
    const bool asked = m_state.abandonments > 0;
    if (!asked) {
        record(kinds::kKeeperLost, Severity::Critical, {{QStringLiteral("run"), in.run}});
    }
    if (m_state.run->mainAlive) {
        process::ExitRecord exit; // how it would have ended is unknown: it was killed with its keeper
        exit.at = m_moment.now;
        exit.wallAt = m_moment.wallNow;
        noteExit(exit, m_state.phase == Phase::Stopping && m_state.after != AfterStop::Recover);
    }
    if (m_state.phase != Phase::Stopping) {
        m_state.after = AfterStop::Recover;
        m_state.stopReason = Reason::KeeperLost;
    }
    treeGone();
}

void UnitTransition::noteExit(const process::ExitRecord &exit, bool expected)
{
    UnitExit note;
    note.code = exit.code;
    note.signal = exit.signal;
    note.coreDumped = exit.coreDumped;
    note.expected = expected;
    note.at = exit.at;
    note.wallAt = exit.wallAt;
    const Instant started = m_state.run->pid != 0 ? m_state.run->startedAt : m_state.run->launchedAt;
    note.uptime = std::max(Duration{0}, exit.at - started);
    QJsonObject payload{{QStringLiteral("run"), m_state.run->number},
                        {QStringLiteral("uptime_ms"), toMs(note.uptime)},
                        {QStringLiteral("expected"), expected}};
    if (note.code) {
        payload.insert(QStringLiteral("code"), *note.code);
    }
    if (note.signal) {
        payload.insert(QStringLiteral("signal"), *note.signal);
        payload.insert(QStringLiteral("signal_name"), process::signalName(*note.signal));
    }
    if (note.coreDumped) {
        payload.insert(QStringLiteral("core_dumped"), true);
    }
    record(kinds::kUnitExited, expected ? Severity::Info : Severity::Warning, payload);
    m_state.lastExit = note;
}

bool UnitTransition::lastRunFailed() const
{
    return !m_state.lastExit || m_state.lastExit->uptime < m_spec.minimumUptime;
}

void UnitTransition::hang(Reason reason, const QString &detail)
{
    stop(AfterStop::Recover, reason, m_spec.stopTimeout);
    m_state.detail = detail;
}

void UnitTransition::recover()
{
    const Reason reason = m_state.stopReason;
    const QString detail = m_state.detail;
    const std::optional<int> code = m_state.lastExit ? m_state.lastExit->code : std::nullopt;
    const bool diedByItself = reason == Reason::CrashDetected || reason == Reason::UnexpectedExit;
    const bool success = diedByItself && code && m_spec.successExitCodes.contains(*code);
    if (diedByItself && code && m_spec.noRestartExitCodes.contains(*code)) {
        record(kinds::kProcessFatal, Severity::Critical,
               {{QStringLiteral("reason"), client::toString(Reason::FailedForGood)}, {QStringLiteral("code"), *code}});
        settle(Phase::Fatal, Reason::FailedForGood);
        return;
    }
    const bool goes = m_spec.restart == RestartRule::Always || (m_spec.restart == RestartRule::OnFailure && !success);
    if (!m_state.wanted || m_state.once || !goes) {
        settle(Phase::Exited, success ? Reason::Completed : Reason::NotRestarted, detail);
        return;
    }
    const bool neverReady = reason == Reason::ReadyTimeout || reason == Reason::LaunchFailed;
    if (neverReady || lastRunFailed()) {
        restartAfterFailure(reason, detail);
        return;
    }
    m_state.failures = 0;
    if (mayRestart()) {
        recordRestart(reason);
        begin(reason, true);
    }
}

bool UnitTransition::mayRestart()
{
    const Instant horizon = m_moment.now - m_spec.restartLimit.window;
    std::erase_if(m_state.restarts, [horizon](Instant at) { return at <= horizon; });
    if (static_cast<int>(m_state.restarts.size()) < m_spec.restartLimit.count) {
        return true;
    }
    record(kinds::kProcessFatal, Severity::Critical,
           {{QStringLiteral("reason"), client::toString(Reason::RestartLimit)},
            {QStringLiteral("restarts"), static_cast<qint64>(m_state.restarts.size())},
            {QStringLiteral("window_seconds"), toSeconds(m_spec.restartLimit.window)}});
    settle(Phase::Fatal, Reason::RestartLimit, m_state.detail);
    return false;
}

void UnitTransition::restartAfterFailure(Reason reason, const QString &detail)
{
    if (!mayRestart()) {
        return;
    }
    ++m_state.failures;
    if (m_state.failures >= m_spec.maximumConsecutiveFailures) {
        record(kinds::kProcessRestartExcessive, Severity::Critical,
               {{QStringLiteral("failures"), m_state.failures},
                {QStringLiteral("pause_seconds"), toSeconds(m_spec.pauseAfterFailures)},
                {QStringLiteral("reason"), client::toString(reason)}});
        m_state.failures = 0;
        m_state.retryAt = m_moment.now + m_spec.pauseAfterFailures;
        enter(Phase::Backoff, Reason::TooManyFailures, detail);
        return;
    }
    recordRestart(reason);
    m_state.retryAt = m_moment.now + backoffDelay(m_spec.backoff, m_state.failures, m_moment.jitter);
    enter(Phase::Backoff, reason, detail);
}

void UnitTransition::recordRestart(Reason reason)
{
    const Duration uptime = m_state.lastExit ? m_state.lastExit->uptime : Duration{0};
    record(kinds::kProcessRestartInitiated, Severity::Warning,
           {{QStringLiteral("reason"), client::toString(reason)},
            {QStringLiteral("uptime_seconds"), toSeconds(uptime)},
            {QStringLiteral("restart_attempt"), static_cast<qint64>(m_state.restarts.size()) + 1}});
}

} // namespace lamplighter::watchdog
