// An engine's return: what was stored is brought together with what the keepers say. Keepers know which processes live;
// the stored state knows what was wanted.
#include "core/watchdog/unit_transition.h"

#include "core/journal/kinds.h"

#include <algorithm>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

namespace {

/// What the kill switch left alive when the engine died gets no more patience than the first time.
constexpr Duration kKillAfter = milliseconds(500);

} // namespace

void UnitTransition::apply(const input::Found &in)
{
    const process::KeeperReport &report = in.report;
    const bool handled = report.run <= m_state.lastRun && !isCurrent(report.run);
    const bool gone = report.pid == 0 && report.treeEmpty;
    if (report.run == 0 || (handled && gone)) {
        apply(input::NotFound{true}); // an idle keeper: nothing of the unit lives
        return;
    }
    // The stop that was stored ended the run before this one; this one is what it was for.
    const bool restarted = m_state.phase == Phase::Stopping && m_state.run && report.run > m_state.run->number &&
                           (m_state.after == AfterStop::Restart || m_state.after == AfterStop::Recover) &&
                           !m_state.latched && m_state.wanted;
    if (!isCurrent(report.run)) { // launched, but the engine died before that was stored (or stored a later stop)
        m_state.run = Run{};
        m_state.run->number = report.run;
        m_state.lastRun = std::max(m_state.lastRun, report.run);
    }
    Run &run = *m_state.run;
    run.probing = false;
    run.pid = report.pid;
    if (report.startedAt != Instant{}) {
        run.startedAt = report.startedAt;
    }
    if (run.launchedAt == Instant{}) {
        run.launchedAt = report.startedAt;
    }
    m_state.launchBy.reset();
    m_state.retryAt.reset();
    m_state.waiting = false;
    if (report.pid != 0) {
        record(kinds::kUnitAdopted, Severity::Info,
               {{QStringLiteral("run"), report.run}, {QStringLiteral("pid"), report.pid}});
    }
    if (restarted) {
        m_state.stopBy.reset();
        m_state.killing = false;
    }
    if (m_state.phase == Phase::Stopping && !restarted) {
        // Signal again: the engine may have died between the record and the signal.
        const AfterStop after = m_state.latched && m_state.after != AfterStop::Remove ? AfterStop::Kill : m_state.after;
        m_state.phase = Phase::Running;
        stop(after, m_state.stopReason, after == AfterStop::Kill ? Duration(kKillAfter) : m_spec.stopTimeout);
    } else if (m_state.latched) {
        stop(AfterStop::Kill, Reason::KillSwitch, kKillAfter);
    } else if (!m_state.wanted) {
        stop(AfterStop::StayStopped, Reason::OperatorStop, m_spec.stopTimeout);
    } else if (report.pid != 0) {
        enter(run.ready ? Phase::Running : Phase::Starting,
              m_state.reason == Reason::None ? Reason::Adopted : m_state.reason);
        if (run.ready) {
            m_state.readyBy.reset();
            if (m_spec.watchdog) {
                m_state.watchdogBy = m_moment.now + *m_spec.watchdog;
            }
            if (m_state.failures > 0) {
                m_state.stableAt = run.startedAt + m_spec.minimumUptime;
            }
            armHealth();
        } else {
            armReadiness();
        }
    } else {
        enter(Phase::Starting, m_state.reason);
    }
    if (report.pid != 0) {
        return;
    }
    if (report.exit) {
        apply(input::Exited{report.run, *report.exit, report.treeEmpty});
    } else if (report.treeEmpty) {
        apply(input::LaunchFailed{report.run, QStringLiteral("it did not start while the engine was away")});
    }
}

void UnitTransition::apply(const input::NotFound &in)
{
    const bool wasAlive = m_state.run.has_value();
    const bool neverLaunched = m_state.phase == Phase::Starting && wasAlive && m_state.run->pid == 0;
    if (wasAlive && in.sameBoot && m_state.phase != Phase::Stopping && !neverLaunched) {
        // Its keeper was killed while the engine was away, or died before it launched anything.
        apply(input::KeeperLost{m_state.run->number});
        return;
    }
    clearRunDeadlines();
    m_state.run.reset();
    m_state.killing = false;
    if (!in.sameBoot) {
        m_state.failures = 0;
        m_state.restarts.clear();
        m_state.since = m_moment.now;
        m_state.wanted = m_state.wanted && m_spec.autostart && !m_state.once;
    }
    if (m_state.phase == Phase::Stopping && m_state.after == AfterStop::Remove) {
        treeGone();
    } else if (m_state.latched) {
        settle(Phase::Killed, Reason::KillSwitch);
    } else if (!in.sameBoot) {
        if (m_state.wanted) {
            begin(Reason::Autostart, false);
        } else if (m_state.phase != Phase::Exited && m_state.phase != Phase::Fatal) {
            settle(Phase::Stopped, m_state.reason);
        }
    } else if (m_state.phase == Phase::Stopping) {
        treeGone();
    } else if (m_state.phase == Phase::Starting) { // it waited, or the engine died between the record and the launch
        const bool automatic = m_state.automaticStart;
        begin(m_state.startReason, false); // counted already
        m_state.automaticStart = automatic;
        if (m_state.run) {
            m_state.run->automatic = automatic;
        }
    } else if (m_state.phase == Phase::Running) {
        begin(Reason::KeeperLost, true);
    } else if (m_state.phase == Phase::Stopped && m_state.wanted) { // newly configured with autostart
        begin(Reason::Autostart, false);
    }
}

} // namespace lamplighter::watchdog
