// One step of the unit machine under way: a copy of the state, the actions gathered so far, and the rules. Internal to
// unit_machine; rules of starting and stopping in unit_transition.cpp, of readiness and health in unit_readiness.cpp,
// of deaths in unit_deaths.cpp, of an engine's return in unit_recovery.cpp.
#pragma once

#include "core/watchdog/unit_machine.h"

namespace lamplighter::watchdog {

class UnitTransition
{
public:
    UnitTransition(const UnitSpec &spec, const UnitState &state, const Moment &moment);

    void apply(const input::Start &in);
    void apply(const input::Stop &in);
    void apply(const input::Restart &in);
    void apply(const input::Reset &in);
    void apply(const input::Remove &in);
    void apply(const input::Shutdown &in);
    void apply(const input::SpecificationChanged &in);
    void apply(const input::Latch &in);
    void apply(const input::Unlatch &in);
    void apply(const input::DependenciesChanged &in);
    void apply(const input::Launched &in);
    void apply(const input::LaunchFailed &in);
    void apply(const input::Exited &in);
    void apply(const input::TreeEmptied &in);
    void apply(const input::KeeperLost &in);
    void apply(const input::Ready &in);
    void apply(const input::ProbeAnswered &in);
    void apply(const input::Heartbeat &in);
    void apply(const input::WatchdogTriggered &in);
    void apply(const input::TimeoutExtended &in);
    void apply(const input::Due &in);
    void apply(const input::Found &in);
    void apply(const input::NotFound &in);

    Step finish();

private:
    [[nodiscard]] bool isCurrent(RunNumber run) const { return m_state.run && m_state.run->number == run; }
    [[nodiscard]] bool isBeingRemoved() const
    {
        return m_state.phase == Phase::Stopping && m_state.after == AfterStop::Remove;
    }

    // starting and stopping
    void enter(Phase phase, Reason reason, const QString &detail = {});
    void begin(Reason reason, bool automatic); ///< waits for dependencies or launches; Killed if latched
    void launch();
    void started(Instant at, qint64 pid);
    void armReadiness();
    void becomeReady();
    void armHealth();
    void stop(AfterStop after, Reason reason, Duration patience);
    void treeGone();                                                     ///< the run is over: what `after` says happens
    void settle(Phase phase, Reason reason, const QString &detail = {}); ///< no process now, none soon
    void clearRunDeadlines();
    void stopStep(); ///< stopBy has passed
    void probeStep();

    // deaths
    void noteExit(const process::ExitRecord &exit, bool expected);
    void recover();                           ///< the restart rules
    [[nodiscard]] bool lastRunFailed() const; ///< ended before min_uptime
    bool mayRestart();                        ///< the sliding limit
    void restartAfterFailure(Reason reason, const QString &detail);
    void recordRestart(Reason reason);
    void hang(Reason reason, const QString &detail); ///< alive but useless: end it, then recover

    void record(const QString &kind, journal::Severity severity, QJsonObject payload = {});

    const UnitSpec &m_spec;
    const Moment &m_moment;
    Phase m_before;
    UnitState m_state;
    std::vector<UnitAction> m_actions;
};

} // namespace lamplighter::watchdog
