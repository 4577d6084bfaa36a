// The restart itself: drain, hibernate, stop, start, verify, for one unit after the other; and back, where it failed.
#include "core/journal/kinds.h"
#include "core/updates/restart_transition.h"

#include <utility>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using journal::Severity;

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
