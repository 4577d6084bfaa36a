#include "core/updates/restart_machine.h"

#include "core/journal/kinds.h"
#include "core/updates/restart_transition.h"

#include <QJsonArray>

#include <algorithm>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using client::Decision;
using journal::Severity;

namespace {

constexpr qsizetype kMostUpdates = 100;
constexpr qsizetype kMostModules = 200;

} // namespace

bool hasPassed(const Deadline &deadline, const Moment &moment)
{
    return (deadline.elapsed && moment.now >= *deadline.elapsed) ||
           (deadline.calendar && moment.wallNow >= *deadline.calendar);
}

const RunState *RestartState::run() const
{
    const auto index = static_cast<size_t>(current);
    return isRunning() && index < runs.size() ? &runs[index] : nullptr;
}

std::vector<Deadline> RestartState::deadlines() const
{
    std::vector<Deadline> out;
    if (isOver()) {
        return out;
    }
    for (const Deadline &deadline : {until, answerBy, delayBy}) {
        if (deadline.isSet()) {
            out.push_back(deadline);
        }
    }
    if (const RunState *now = run()) {
        if (now->verifyBy) {
            out.push_back({now->verifyBy, std::nullopt});
        }
        if (now->healthySince && (now->step == RunStep::Verify || now->step == RunStep::RollbackVerify)) {
            out.push_back({*now->healthySince + now->plan.minimumHealthyTime, std::nullopt});
        }
    }
    return out;
}

void Transition::record(const QString &kind, Severity severity, const QString &subject, const QJsonObject &payload,
                        const QString &actor)
{
    actions.emplace_back(action::Record{kind, severity, subject, actor, payload});
}

void Transition::wait(Phase phase, WaitsFor why, const Deadline &until, const QString &because)
{
    const bool same = state.phase == phase && state.waitsFor == why;
    state.phase = phase;
    state.waitsFor = why;
    state.until = until;
    state.because = because;
    if (phase == Phase::Scheduled && !same) {
        QJsonObject payload{{u"waits_for"_s, toString(why)}, {u"reason"_s, because}};
        if (until.calendar) {
            payload.insert(u"until"_s, toIsoString(*until.calendar));
        }
        record(kinds::kUpdateDelayed, Severity::Info, state.service, payload);
    }
}

/// Nothing happens before an operator answers.
void Transition::ask(WaitsFor why, const QString &because)
{
    const bool same = state.phase == Phase::Waiting && state.waitsFor == why && state.because == because;
    wait(Phase::Waiting, why, {}, because);
    state.delayBy = {};
    state.answerBy = after(rules.approveTimeout.after);
    if (!same) {
        record(kinds::kUpdateWaiting, Severity::Info, state.service,
               {{u"reason"_s, because.isEmpty() ? state.reason : because}, {u"revision"_s, state.revision}});
    }
}

void Transition::end(Phase phase, const QString &note)
{
    state.phase = phase;
    state.waitsFor = WaitsFor::Nothing;
    state.because.clear();
    state.until = {};
    state.answerBy = {};
    state.delayBy = {};
    state.note = note;
    state.endedAt = moment.wallNow;
    actions.emplace_back(action::Ended{});
}

void Transition::defer(const Deadline &until)
{
    wait(Phase::Deferred, WaitsFor::Deferral, until);
    state.answerBy = {};
    state.delayBy = {};
}

/// After a notice: what its decision, or a stronger one before it, leads to.
void Transition::decideAnew()
{
    if (state.decision == Decision::Defer) {
        if (state.phase != Phase::Deferred) {
            state.decidedBy = u"policy"_s;
            defer(state.until);
        }
        return;
    }
    if (state.needsApproval) {
        ask(WaitsFor::Approval, {});
        return;
    }
    state.decidedBy = u"policy"_s;
    state.overrides = false;
    state.when = state.decision == Decision::RestartNow ? When::Now : When::Checkpoint;
    record(kinds::kUpdateApproved, Severity::Info, state.service,
           {{u"revision"_s, state.revision}, {u"when"_s, toString(state.when)}}, state.decidedBy);
    proceed();
}

void Transition::on(const input::Notified &in)
{
    const bool first = state.revision == 0;
    const bool stronger = first || in.decision.decision > state.decision;
    ++state.revision;
    state.updates.append(in.number);
    if (state.updates.size() > kMostUpdates) { // the others are found by the restart's number
        state.updates.removeFirst();
    }
    for (const QString &module : in.notice.modules) {
        if (!state.modules.contains(module) && state.modules.size() < kMostModules) {
            state.modules.append(module);
        }
    }
    state.severity = std::max(state.severity, in.notice.severity);
    state.version = in.notice.version.isEmpty() ? state.version : in.notice.version;
    if (stronger) {
        state.decision = in.decision.decision;
        state.rule = in.decision.rule;
        state.reason = in.decision.reason;
        state.changeType = in.notice.changeType;
        state.description = in.notice.description;
    }
    if (first) {
        state.since = moment.wallNow;
        state.service = in.notice.service;
    }
    state.needsApproval = first ? in.decision.needsApproval : state.needsApproval || in.decision.needsApproval;
    if (first && state.decision == Decision::Defer) {
        state.until = after(in.decision.deferFor);
    }
    // Deferred stays deferred until something stronger comes; an approval binds to what was shown.
    if (first || stronger || state.phase != Phase::Deferred) {
        decideAnew();
    }
}

void Transition::on(const input::RollbackAsked &in)
{
    state.revision = 1;
    state.since = moment.wallNow;
    state.decision = Decision::RestartNow;
    state.rule = u"rollback"_s;
    state.reason = in.version.isEmpty() ? u"Back to the version before"_s : u"Back to version %1"_s.arg(in.version);
    state.onlyUnit = in.unit;
    state.version = in.version;
    on(input::Approved{in.actor, When::Now, std::nullopt, false, true});
}

void Transition::on(const input::Approved &in)
{
    state.decidedBy = in.actor;
    state.when = in.when;
    state.forced = in.force;
    state.overrides = in.overrides && in.when != When::Checkpoint; // they said when
    state.answerBy = {};
    state.until = {};
    QJsonObject payload{{u"revision"_s, state.revision}, {u"when"_s, toString(in.when)}};
    if (in.at) {
        payload.insert(u"at"_s, toIsoString(*in.at));
    }
    if (in.force) {
        payload.insert(u"force"_s, true);
    }
    record(kinds::kUpdateApproved, Severity::Info, state.service, payload, in.actor);
    ++state.revision; // whoever answers next has to have seen this answer
    if (in.when == When::At && in.at && *in.at > moment.wallNow) {
        wait(Phase::Scheduled, WaitsFor::Time, {std::nullopt, in.at});
        return;
    }
    proceed();
}

void Transition::on(const input::Deferred &in)
{
    ++state.deferrals;
    state.decidedBy = in.actor;
    record(kinds::kUpdateDeferred, Severity::Info, state.service,
           {{u"until"_s, toIsoString(in.until)}, {u"reason"_s, in.reason}}, in.actor);
    ++state.revision;
    defer({std::nullopt, in.until});
    state.because = in.reason;
}

void Transition::on(const input::Rejected &in)
{
    state.decidedBy = in.actor;
    record(kinds::kUpdateRejected, Severity::Info, state.service, {{u"reason"_s, in.reason}}, in.actor);
    end(Phase::Rejected, in.reason);
}

void Transition::on(const input::Checkpoint &in)
{
    if (state.phase == Phase::AtCheckpoint && moment.units.contains(in.unit)) {
        state.when = When::Now; // it is here
        proceed();
    }
}

/// Approved: on to the checkpoint, the window, the quiet moment; then the restart begins.
void Transition::proceed()
{
    if (moment.units.isEmpty() && state.onlyUnit.isEmpty()) {
        ask(WaitsFor::Approval, u"No unit has the service %1"_s.arg(state.service));
        return;
    }
    if (moment.heldByKillSwitch) {
        ask(WaitsFor::Held, u"The kill switch holds %1"_s.arg(state.service));
        return;
    }
    if (moment.serviceBusy) {
        wait(Phase::Scheduled, WaitsFor::OtherRestart, {}, u"Another restart of the service is under way"_s);
        return;
    }
    if (state.when == When::Checkpoint) {
        wait(Phase::AtCheckpoint, WaitsFor::Checkpoint, after(rules.checkpointTimeout));
        return;
    }
    if (!state.overrides) {
        if (!state.delayBy.isSet() && (!rules.windows.isEmpty() || rules.quiet)) {
            state.delayBy = after(rules.quietDeadline);
        }
        const bool late = state.delayBy.isSet() && hasPassed(state.delayBy, moment);
        const std::optional<WallTime> opening = nextOpening(rules.windows, moment.wallNow);
        if (!late && (!opening || *opening > moment.wallNow)) {
            wait(Phase::Scheduled, WaitsFor::Window, {std::nullopt, opening},
                 opening ? QString() : u"No maintenance window opens within 8 days"_s);
            return;
        }
        if (!late && rules.quiet) {
            if (state.phase != Phase::Scheduled || state.waitsFor != WaitsFor::Quiet) {
                wait(Phase::Scheduled, WaitsFor::Quiet, {}, rules.quiet->metric);
                actions.emplace_back(action::WatchQuiet{});
            }
            return;
        }
    }
    begin();
}

void Transition::on(const input::QuietRead &in)
{
    if (state.phase != Phase::Scheduled || state.waitsFor != WaitsFor::Quiet || !rules.quiet) {
        return;
    }
    if (in.value && *in.value < rules.quiet->below) {
        const std::optional<WallTime> opening = nextOpening(rules.windows, moment.wallNow);
        if (opening && *opening <= moment.wallNow) {
            begin();
            return;
        }
        wait(Phase::Scheduled, WaitsFor::Window, {std::nullopt, opening});
        return;
    }
    state.because = in.value
                        ? u"%1 is %2, not below %3"_s.arg(rules.quiet->metric).arg(*in.value).arg(rules.quiet->below)
                        : in.detail;
}

void Transition::answerTimedOut()
{
    state.answerBy = {};
    switch (rules.approveTimeout.then) {
    case ApproveTimeout::Then::Remind:
        state.answerBy = after(rules.approveTimeout.after);
        record(kinds::kUpdateReminder, Severity::Warning, state.service,
               {{u"reason"_s, state.because.isEmpty() ? state.reason : state.because},
                {u"waiting_since"_s, toIsoString(state.since)}});
        return;
    case ApproveTimeout::Then::Approve:
        on(input::Approved{u"policy"_s, When::Now, std::nullopt, false, false});
        return;
    case ApproveTimeout::Then::Reject:
        on(input::Rejected{u"policy"_s, u"Nobody answered in time"_s});
        return;
    }
}

void Transition::on(const input::Due &)
{
    if (state.isRunning()) {
        runDue();
        return;
    }
    if (state.phase == Phase::Waiting && hasPassed(state.answerBy, moment)) {
        answerTimedOut();
        return;
    }
    if (state.phase == Phase::Scheduled && state.delayBy.isSet() && hasPassed(state.delayBy, moment)) {
        proceed();
        return;
    }
    if (!state.until.isSet() || !hasPassed(state.until, moment)) {
        return;
    }
    switch (state.phase) {
    case Phase::Deferred:
        if (state.decision == Decision::Defer) {
            state.decision = Decision::RestartNow; // the hour is over: it wants its restart
        }
        state.until = {};
        decideAnew();
        return;
    case Phase::Scheduled:
        state.until = {};
        proceed();
        return;
    case Phase::AtCheckpoint:
        state.until = {};
        if (rules.checkpointTimeoutAsks) {
            ask(WaitsFor::Approval, u"No checkpoint was reported in time"_s);
        } else {
            state.when = When::Now;
            proceed();
        }
        return;
    case Phase::Waiting:
    case Phase::Restarting:
    case Phase::RollingBack:
    case Phase::Applied:
    case Phase::RolledBack:
    case Phase::Failed:
    case Phase::Rejected:
    case Phase::Ignored:
        return;
    }
}

void Transition::on(const input::WorldChanged &)
{
    if (state.phase == Phase::Scheduled && state.waitsFor == WaitsFor::OtherRestart && !moment.serviceBusy) {
        proceed();
    } else if ((state.phase == Phase::Scheduled || state.phase == Phase::AtCheckpoint) && moment.heldByKillSwitch) {
        ask(WaitsFor::Held, u"The kill switch holds %1"_s.arg(state.service));
    }
}

void Transition::on(const input::Continue &)
{
    if (state.isRunning()) {
        continueRun();
    } else if (state.phase == Phase::Scheduled && state.waitsFor == WaitsFor::Quiet) {
        actions.emplace_back(action::WatchQuiet{});
    } else {
        on(input::WorldChanged{});
    }
    if (!state.isRunning() && !state.isOver()) {
        on(input::Due{});
    }
}

RestartOutcome step(const ServiceRules &rules, const RestartState &state, const RestartInput &input,
                    const Moment &moment)
{
    Transition transition(rules, state, moment);
    if (state.isOver()) {
        return std::move(transition).take();
    }
    std::visit([&transition](const auto &in) { transition.on(in); }, input);
    return std::move(transition).take();
}

} // namespace lamplighter::updates
