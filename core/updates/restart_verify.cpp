// What is seen of a unit while it is restarted, whether the new process is what it should be, and the way back if not.
#include "core/journal/kinds.h"
#include "core/updates/restart_transition.h"

#include <algorithm>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using client::UnitState;
using journal::Severity;
using watchdog::OnUpdateFailure;

namespace {

/// Someone else wants it off, which is nobody's failure.
QString turnedOff(const UnitSight &sight)
{
    if (sight.held) {
        return u"The kill switch was engaged"_s;
    }
    return sight.wanted ? QString() : u"%1 was stopped by an operator"_s.arg(sight.unit);
}

QString inWords(const UnitSight &sight)
{
    const QString more = sight.detail.isEmpty() ? QString() : QString(u": "_s + sight.detail);
    switch (sight.reason) {
    case client::Reason::ReadyTimeout:
        return u"%1 was not ready in time"_s.arg(sight.unit) + more;
    case client::Reason::LaunchFailed:
        return u"%1 could not be started"_s.arg(sight.unit) + more;
    case client::Reason::CrashDetected:
    case client::Reason::UnexpectedExit:
    case client::Reason::FailedForGood:
    case client::Reason::NotRestarted:
    case client::Reason::TooManyFailures:
    case client::Reason::RestartLimit:
        return u"%1 died"_s.arg(sight.unit) + more;
    case client::Reason::HealthFailed:
        return u"%1 failed its health check"_s.arg(sight.unit) + more;
    case client::Reason::WatchdogTimeout:
        return u"%1 hangs"_s.arg(sight.unit) + more;
    case client::Reason::Completed:
        return u"%1 ended by itself"_s.arg(sight.unit) + more;
    case client::Reason::None:
    case client::Reason::Autostart:
    case client::Reason::OperatorStart:
    case client::Reason::OperatorStop:
    case client::Reason::OperatorRestart:
    case client::Reason::WaitingForDependency:
    case client::Reason::KillSwitch:
    case client::Reason::KeeperLost:
    case client::Reason::Adopted:
    case client::Reason::SpecificationChanged:
    case client::Reason::Removed:
    case client::Reason::EngineStopped:
        break;
    }
    return u"%1 is %2"_s.arg(sight.unit, client::toString(sight.state).toLower()) + more;
}

} // namespace

void Transition::seenWhileStopping(const UnitSight &sight)
{
    RunState &now = run();
    if (const QString why = turnedOff(sight); !why.isEmpty()) {
        finishFailed(why);
        return;
    }
    const bool hasProcess =
        sight.run == now.oldRun && (sight.state == UnitState::Running || sight.state == UnitState::Stopping ||
                                    (sight.state == UnitState::Starting && !now.goneAt));
    if (!hasProcess && !now.goneAt) {
        now.goneAt = moment.now;
    }
    if (sight.run <= now.oldRun) {
        return;
    }
    now.newRun = sight.run;
    const bool back = now.step == RunStep::RollbackStop;
    stepDone(shownName(now.step), u"done"_s, {});
    enter(back ? RunStep::RollbackStart : RunStep::Start);
    seenWhileStarting(sight);
}

void Transition::seenWhileStarting(const UnitSight &sight)
{
    RunState &now = run();
    if (const QString why = turnedOff(sight); !why.isEmpty()) {
        finishFailed(why);
        return;
    }
    if (sight.run != now.newRun || sight.state == UnitState::Backoff || sight.state == UnitState::Exited ||
        sight.state == UnitState::Fatal || sight.state == UnitState::Stopping) {
        fail(sight.run != now.newRun ? u"%1 ended before it was ready"_s.arg(sight.unit) : inWords(sight));
        return;
    }
    if (sight.state != UnitState::Running || !sight.ready) {
        return;
    }
    if (now.goneAt && !now.downtime) {
        now.downtime = moment.now - *now.goneAt;
    }
    const bool back = now.step == RunStep::RollbackStart;
    stepDone(shownName(now.step), u"done"_s, {});
    now.healthySince = moment.now;
    enter(back ? RunStep::RollbackVerify : RunStep::Verify);
    if (sight.healthFails) {
        now.healthySince.reset();
    } else if (now.plan.minimumHealthyTime <= Duration{0}) {
        healthyLongEnough();
    }
}

void Transition::seenWhileVerifying(const UnitSight &sight)
{
    RunState &now = run();
    if (const QString why = turnedOff(sight); !why.isEmpty()) {
        finishFailed(why);
        return;
    }
    if (sight.run != now.newRun || sight.state != UnitState::Running || !sight.ready) {
        fail(sight.run != now.newRun ? u"%1 ended while it was verified"_s.arg(sight.unit) : inWords(sight));
        return;
    }
    if (sight.healthFails) {
        now.healthySince.reset(); // healthy for the whole time, or not at all
    } else if (!now.healthySince) {
        now.healthySince = moment.now;
    }
}

void Transition::runDue()
{
    RunState &now = run();
    const bool verifying = now.step == RunStep::Verify || now.step == RunStep::RollbackVerify;
    if (verifying && now.healthySince && moment.now >= *now.healthySince + now.plan.minimumHealthyTime) {
        healthyLongEnough();
        return;
    }
    if (!now.verifyBy || moment.now < *now.verifyBy) {
        return;
    }
    now.verifyBy.reset();
    const bool stopping = now.step == RunStep::Stop || now.step == RunStep::RollbackStop;
    const bool starting = now.step == RunStep::Start || now.step == RunStep::RollbackStart;
    if (stopping) {
        // Ending it is the watchdog's business and has its own deadlines: the time for the new one starts after it.
        now.verifyBy = moment.now + now.plan.verifyTimeout;
        return;
    }
    if (starting || verifying) {
        const auto limit = std::chrono::duration_cast<seconds>(now.plan.verifyTimeout).count();
        fail((starting ? u"%1 was not ready within %2 s"_s : u"%1 was not healthy for long enough within %2 s"_s)
                 .arg(now.unit)
                 .arg(limit));
    }
}

void Transition::healthyLongEnough()
{
    RunState &now = run();
    if (now.plan.checkVersion) {
        enter(rollingBack() ? RunStep::RollbackVersion : RunStep::Version);
        return;
    }
    versionRead({now.unit, now.step, true, rollingBack() ? now.plan.rollbackTo : now.plan.to, {}});
}

void Transition::versionRead(const input::StepAnswered &in)
{
    RunState &now = run();
    const QString wanted = rollingBack() ? now.plan.rollbackTo : now.plan.to;
    if (!in.ok) {
        fail(u"The version of %1 cannot be told: %2"_s.arg(now.unit, in.detail));
        return;
    }
    if (!wanted.isEmpty() && in.detail != wanted) {
        fail(u"%1 runs version %2, not %3"_s.arg(now.unit, in.detail, wanted));
        return;
    }
    stepDone(shownName(now.step), u"done"_s, in.detail.isEmpty() ? QString() : u"version %1"_s.arg(in.detail));
    actions.emplace_back(action::Verified{now.unit, in.detail});
    actions.emplace_back(action::EndDraining{now.unit});
    if (!rollingBack()) {
        if (now.plan.to.isEmpty()) {
            now.plan.to = in.detail;
        }
        runOver(u"applied"_s);
        return;
    }
    now.state = u"rolled_back"_s;
    now.step = RunStep::Done;
    QJsonObject payload{
        {u"reason"_s, now.failure}, {u"version"_s, now.plan.rollbackTo}, {u"failed_version"_s, now.plan.to}};
    if (now.downtime) {
        payload.insert(u"downtime_ms"_s, qint64(std::chrono::duration_cast<milliseconds>(*now.downtime).count()));
    }
    record(kinds::kUpdateRolledBack, Severity::Critical, now.unit, payload);
    for (auto next = static_cast<size_t>(state.current) + 1; next < state.runs.size(); ++next) {
        state.runs[next].state = u"skipped"_s;
    }
    end(Phase::RolledBack, now.failure);
}

void Transition::fail(const QString &why)
{
    RunState &now = run();
    stepDone(shownName(now.step), u"failed"_s, why);
    if (rollingBack()) {
        finishFailed(u"%1; and back on version %2: %3"_s.arg(now.failure, now.plan.rollbackTo, why));
        return;
    }
    now.failure = why;
    switch (now.plan.onFailure) {
    case OnUpdateFailure::Rollback:
        rollBack(why);
        return;
    case OnUpdateFailure::Stop:
        enter(RunStep::StopAfterFailure);
        return;
    case OnUpdateFailure::Keep:
        finishFailed(why);
        return;
    }
}

void Transition::rollBack(const QString &why)
{
    RunState &now = run();
    if (!now.plan.releases || now.plan.rollbackTo.isEmpty() || now.plan.rollbackTo == now.plan.to) {
        finishFailed(u"%1; there is no other verified version to go back to"_s.arg(why));
        return;
    }
    record(kinds::kUpdateRollbackBegun, Severity::Warning, now.unit,
           {{u"reason"_s, why}, {u"from"_s, now.plan.to}, {u"to"_s, now.plan.rollbackTo}});
    state.phase = Phase::RollingBack;
    now.oldRun = std::max(now.oldRun, now.newRun);
    enter(RunStep::RollbackSwap);
}

void Transition::finishFailed(const QString &why)
{
    RunState &now = run();
    now.state = u"failed"_s;
    now.step = RunStep::Done;
    for (client::RestartStep &step : now.steps) {
        if (step.state == u"running") {
            step.state = u"failed"_s;
            step.detail = why;
        }
    }
    for (auto next = static_cast<size_t>(state.current) + 1; next < state.runs.size(); ++next) {
        state.runs[next].state = u"skipped"_s;
    }
    actions.emplace_back(action::EndDraining{now.unit});
    record(kinds::kUpdateFailed, Severity::Critical, now.unit,
           {{u"reason"_s, why}, {u"version"_s, now.plan.to}, {u"service"_s, state.service}});
    end(Phase::Failed, why);
}

} // namespace lamplighter::updates
