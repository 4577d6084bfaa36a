// Between launched and useful: readiness, health, heartbeats.
#include "core/watchdog/unit_transition.h"

#include "core/journal/kinds.h"

#include <algorithm>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

namespace {

constexpr Duration kFirstProbe = milliseconds(50);
constexpr Duration kSlowestReadyProbe = seconds(1);

} // namespace

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

} // namespace lamplighter::watchdog
