// The restart itself: drain, hibernate, stop, start, verify, for one unit after the other; and back, where it failed.
#include "core/journal/kinds.h"
#include "core/updates/restart_transition.h"

#include <utility>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using client::UnitState;
using journal::Severity;
using watchdog::OnUpdateFailure;

QString shownName(RunStep step)
{
    switch (step) {
    case RunStep::Drain:
        return u"drain"_s;
    case RunStep::Hibernate:
        return u"hibernate"_s;
    case RunStep::Swap:
    case RunStep::Stop:
        return u"stop"_s;
    case RunStep::Start:
        return u"start"_s;
    case RunStep::Verify:
    case RunStep::Version:
        return u"verify"_s;
    case RunStep::RollbackSwap:
    case RunStep::RollbackStop:
        return u"rollback_stop"_s;
    case RunStep::RollbackStart:
        return u"rollback_start"_s;
    case RunStep::RollbackVerify:
    case RunStep::RollbackVersion:
        return u"rollback_verify"_s;
    case RunStep::Prepare:
    case RunStep::StopAfterFailure:
    case RunStep::Done:
        return {};
    }
    return {};
}

RunState &Transition::run()
{
    return state.runs[static_cast<size_t>(state.current)];
}

client::RestartStep *Transition::shownStep(const QString &shown)
{
    for (client::RestartStep &step : run().steps) {
        if (step.step == shown) {
            return &step;
        }
    }
    return nullptr;
}

void Transition::begin()
{
    const QStringList units = state.onlyUnit.isEmpty() ? moment.units : QStringList{state.onlyUnit};
    state.runs.clear();
    for (const QString &unit : units) {
        RunState run;
        run.unit = unit;
        for (const RunStep step :
             {RunStep::Drain, RunStep::Hibernate, RunStep::Stop, RunStep::Start, RunStep::Verify}) {
            run.steps.append({shownName(step), u"waiting"_s, {}, {}, {}, {}});
        }
        state.runs.push_back(run);
    }
    state.current = 0;
    wait(Phase::Restarting, WaitsFor::Nothing, {});
    state.answerBy = {};
    state.delayBy = {};
    startRun();
}

void Transition::startRun()
{
    run().state = u"running"_s;
    enter(RunStep::Prepare);
}

/// What the step asks for, and that it is under way.
void Transition::enter(RunStep step)
{
    RunState &now = run();
    const QString before = shownName(now.step);
    now.step = step;
    if (const QString shown = shownName(step); !shown.isEmpty() && shown != before && !now.onlySwap) {
        now.began = moment.now;
        if (shownStep(shown) == nullptr) {
            now.steps.append({shown, u"waiting"_s, {}, {}, {}, {}});
        }
        client::RestartStep *entry = shownStep(shown);
        entry->state = u"running"_s;
        entry->startedAt = moment.wallNow;
        record(kinds::kUpdateStep, Severity::Info, now.unit, {{u"step"_s, shown}, {u"state"_s, entry->state}});
    }
    switch (step) {
    case RunStep::Prepare:
        actions.emplace_back(action::Prepare{now.unit});
        return;
    case RunStep::Drain:
        actions.emplace_back(action::Drain{now.unit});
        return;
    case RunStep::Hibernate:
        actions.emplace_back(action::Hibernate{now.unit});
        return;
    case RunStep::Swap:
        actions.emplace_back(action::Swap{now.unit, now.plan.to, step});
        return;
    case RunStep::RollbackSwap:
        actions.emplace_back(action::Swap{now.unit, now.plan.rollbackTo, step});
        return;
    case RunStep::Stop:
    case RunStep::RollbackStop:
        now.newRun = 0;
        now.healthySince.reset();
        now.verifyBy = moment.now + now.plan.verifyTimeout;
        actions.emplace_back(action::RestartUnit{now.unit, now.oldRun});
        return;
    case RunStep::Version:
    case RunStep::RollbackVersion:
        actions.emplace_back(action::ReadVersion{now.unit, step});
        return;
    case RunStep::StopAfterFailure:
        actions.emplace_back(action::StopUnit{now.unit});
        return;
    case RunStep::Start:
    case RunStep::RollbackStart:
    case RunStep::Verify:
    case RunStep::RollbackVerify:
    case RunStep::Done:
        return;
    }
}

void Transition::stepDone(const QString &shown, const QString &how, const QString &detail, const QStringList &saved)
{
    client::RestartStep *entry = shownStep(shown);
    if (entry == nullptr) {
        return;
    }
    entry->state = how;
    entry->detail = detail;
    entry->savedState = saved;
    QJsonObject payload{{u"step"_s, shown}, {u"state"_s, how}};
    if (how != u"skipped") {
        entry->took = run().began ? moment.now - *run().began : Duration{0};
        payload.insert(u"took_ms"_s, qint64(std::chrono::duration_cast<milliseconds>(*entry->took).count()));
    }
    if (!detail.isEmpty()) {
        payload.insert(u"detail"_s, detail);
    }
    record(kinds::kUpdateStep, how == u"failed" ? Severity::Warning : Severity::Info, run().unit, payload);
}

void Transition::on(const input::Prepared &in)
{
    if (!state.isRunning() || run().unit != in.unit || run().step != RunStep::Prepare) {
        return;
    }
    RunState &now = run();
    now.plan = in.plan;
    now.oldRun = in.sight.run;
    if (in.sight.held) {
        backToOperator(WaitsFor::Held, u"The kill switch holds %1"_s.arg(in.unit));
        return;
    }
    if (!in.problem.isEmpty()) {
        backToOperator(WaitsFor::Approval, in.problem);
        return;
    }
    record(kinds::kUpdateRestartBegun, Severity::Info, in.unit,
           {{u"from"_s, in.plan.from}, {u"to"_s, in.plan.to}, {u"run"_s, in.sight.run}}, state.decidedBy);
    if (!in.sight.wanted) { // what an operator has stopped stays stopped; its next start takes what is there
        for (client::RestartStep &step : now.steps) {
            step.state = u"skipped"_s;
        }
        now.onlySwap = true;
        if (in.plan.releases && !in.plan.to.isEmpty()) {
            enter(RunStep::Swap);
        } else {
            runOver(u"skipped"_s);
        }
        return;
    }
    if (in.plan.drain) {
        enter(RunStep::Drain);
        return;
    }
    stepDone(u"drain"_s, u"skipped"_s, {});
    if (in.plan.hibernate) {
        enter(RunStep::Hibernate);
        return;
    }
    stepDone(u"hibernate"_s, u"skipped"_s, {});
    enter(in.plan.releases && !in.plan.to.isEmpty() ? RunStep::Swap : RunStep::Stop);
}

void Transition::on(const input::StepAnswered &in)
{
    if (!state.isRunning() || run().unit != in.unit || run().step != in.step) {
        return;
    }
    RunState &now = run();
    switch (in.step) {
    case RunStep::Drain: // whatever is left when the deadline passes is cut off: the detail says so
        stepDone(u"drain"_s, in.ok ? u"done"_s : u"failed"_s, in.detail);
        if (now.plan.hibernate) {
            enter(RunStep::Hibernate);
            return;
        }
        stepDone(u"hibernate"_s, u"skipped"_s, {});
        break;
    case RunStep::Hibernate:
        stepDone(u"hibernate"_s, in.ok ? u"done"_s : u"failed"_s, in.detail, in.savedState);
        if (!in.ok && !state.forced) {
            backToOperator(WaitsFor::Hibernation, u"%1 could not save its state: %2"_s.arg(now.unit, in.detail));
            return;
        }
        break;
    case RunStep::Swap:
        if (!in.ok) {
            backToOperator(WaitsFor::Approval, in.detail);
        } else if (now.onlySwap) {
            runOver(u"skipped"_s);
        } else {
            enter(RunStep::Stop);
        }
        return;
    case RunStep::RollbackSwap:
        if (in.ok) {
            enter(RunStep::RollbackStop);
        } else {
            finishFailed(u"%1; and it could not go back: %2"_s.arg(now.failure, in.detail));
        }
        return;
    case RunStep::StopAfterFailure:
        finishFailed(now.failure);
        return;
    case RunStep::Version:
    case RunStep::RollbackVersion:
        versionRead(in);
        return;
    case RunStep::Prepare:
    case RunStep::Stop:
    case RunStep::Start:
    case RunStep::Verify:
    case RunStep::RollbackStop:
    case RunStep::RollbackStart:
    case RunStep::RollbackVerify:
    case RunStep::Done:
        return;
    }
    enter(now.plan.releases && !now.plan.to.isEmpty() ? RunStep::Swap : RunStep::Stop);
}

/// Nothing was stopped yet: the service goes on as it is, and an operator says what next.
void Transition::backToOperator(WaitsFor why, const QString &because)
{
    if (run().step != RunStep::Prepare) {
        actions.emplace_back(action::EndDraining{run().unit});
    }
    state.runs.clear();
    state.current = 0;
    ask(why, because);
}

void Transition::on(const input::UnitSeen &in)
{
    if (!state.isRunning() || run().unit != in.sight.unit) {
        return;
    }
    const UnitSight &sight = in.sight;
    if (!sight.known) {
        finishFailed(u"%1 was removed"_s.arg(sight.unit));
        return;
    }
    switch (run().step) {
    case RunStep::Drain:
    case RunStep::Hibernate:
        if (sight.held) {
            backToOperator(WaitsFor::Held, u"The kill switch was engaged"_s);
        } else if (!sight.wanted) {
            backToOperator(WaitsFor::Approval, u"%1 was stopped by an operator"_s.arg(sight.unit));
        }
        run().oldRun = state.isRunning() ? sight.run : 0;
        return;
    case RunStep::Swap:
    case RunStep::RollbackSwap:
        run().oldRun = sight.run;
        return;
    case RunStep::Stop:
    case RunStep::RollbackStop:
        seenWhileStopping(sight);
        return;
    case RunStep::Start:
    case RunStep::RollbackStart:
        seenWhileStarting(sight);
        return;
    case RunStep::Verify:
    case RunStep::RollbackVerify:
    case RunStep::Version:
    case RunStep::RollbackVersion:
        seenWhileVerifying(sight);
        return;
    case RunStep::Prepare:
    case RunStep::StopAfterFailure:
    case RunStep::Done:
        return;
    }
}

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
    const QString word = client::toString(sight.reason);
    if (sight.detail.isEmpty()) {
        return u"%1 is %2 (%3)"_s.arg(sight.unit, client::toString(sight.state), word);
    }
    return u"%1 is %2 (%3: %4)"_s.arg(sight.unit, client::toString(sight.state), word, sight.detail);
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

void Transition::runOver(const QString &how)
{
    RunState &now = run();
    now.state = how;
    now.step = RunStep::Done;
    QJsonObject payload{{u"version"_s, now.plan.to}, {u"skipped"_s, how == u"skipped"}};
    if (now.downtime) {
        payload.insert(u"downtime_ms"_s, qint64(std::chrono::duration_cast<milliseconds>(*now.downtime).count()));
    }
    record(kinds::kUpdateApplied, Severity::Info, now.unit, payload);
    nextRun();
}

void Transition::nextRun()
{
    if (static_cast<size_t>(state.current) + 1 >= state.runs.size()) {
        end(Phase::Applied, {});
        return;
    }
    ++state.current;
    startRun();
}

void Transition::continueRun()
{
    RunState &now = run();
    switch (now.step) {
    case RunStep::Verify:
    case RunStep::RollbackVerify:
        if (now.healthySince) {
            now.healthySince = moment.now; // nobody watched meanwhile
        }
        break;
    case RunStep::Prepare:
    case RunStep::Drain:
    case RunStep::Hibernate:
    case RunStep::Swap:
    case RunStep::Stop:
    case RunStep::Version:
    case RunStep::RollbackSwap:
    case RunStep::RollbackStop:
    case RunStep::RollbackVersion:
    case RunStep::StopAfterFailure:
        enter(now.step); // asked again; each of them may be
        break;
    case RunStep::Start:
    case RunStep::RollbackStart:
    case RunStep::Done:
        break;
    }
    actions.emplace_back(action::Look{now.unit});
}

} // namespace lamplighter::updates
