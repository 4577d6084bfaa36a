#include "core/client/words.h"

#include "core/client/shapes.h"

namespace lamplighter::client {

namespace {

constexpr Words<UnitState, 8> kStates{{
    {UnitState::Stopped, "STOPPED"},
    {UnitState::Starting, "STARTING"},
    {UnitState::Running, "RUNNING"},
    {UnitState::Backoff, "BACKOFF"},
    {UnitState::Stopping, "STOPPING"},
    {UnitState::Exited, "EXITED"},
    {UnitState::Fatal, "FATAL"},
    {UnitState::Killed, "KILLED"},
}};

constexpr Words<Reason, 23> kReasons{{
    {Reason::None, "none"},
    {Reason::Autostart, "autostart"},
    {Reason::OperatorStart, "operator_start"},
    {Reason::OperatorStop, "operator_stop"},
    {Reason::OperatorRestart, "operator_restart"},
    {Reason::WaitingForDependency, "waiting_for_dependency"},
    {Reason::LaunchFailed, "launch_failed"},
    {Reason::CrashDetected, "crash_detected"},
    {Reason::UnexpectedExit, "unexpected_exit"},
    {Reason::Completed, "completed"},
    {Reason::FailedForGood, "failed_for_good"},
    {Reason::NotRestarted, "not_restarted"},
    {Reason::ReadyTimeout, "ready_timeout"},
    {Reason::HealthFailed, "health_failed"},
    {Reason::WatchdogTimeout, "watchdog_timeout"},
    {Reason::TooManyFailures, "too_many_failures"},
    {Reason::RestartLimit, "restart_limit"},
    {Reason::KillSwitch, "kill_switch"},
    {Reason::KeeperLost, "keeper_lost"},
    {Reason::Adopted, "adopted"},
    {Reason::SpecificationChanged, "specification_changed"},
    {Reason::Removed, "removed"},
    {Reason::EngineStopped, "engine_stopped"},
}};

constexpr Words<Health, 4> kHealths{{
    {Health::NotChecked, "not_checked"},
    {Health::Waiting, "waiting"},
    {Health::Passing, "passing"},
    {Health::Failing, "failing"},
}};

} // namespace

QString toString(UnitState state)
{
    return wordOf(kStates, state);
}

std::optional<UnitState> unitStateFromString(const QString &word)
{
    return valueOf(kStates, word);
}

QString toString(Reason reason)
{
    return wordOf(kReasons, reason);
}

std::optional<Reason> reasonFromString(const QString &word)
{
    return valueOf(kReasons, word);
}

QString toString(Health health)
{
    return wordOf(kHealths, health);
}

std::optional<Health> healthFromString(const QString &word)
{
    return valueOf(kHealths, word);
}

} // namespace lamplighter::client
