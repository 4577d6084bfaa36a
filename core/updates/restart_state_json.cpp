// A restart's state as it is stored: what clients see, and beside it what only the machine needs.
#include "core/base/json_reader.h"
#include "core/updates/restart_status.h"

#include <array>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

const std::array<std::pair<WaitsFor, QLatin1StringView>, 10> kWaits{{
    {WaitsFor::Nothing, ""_L1},
    {WaitsFor::Approval, "approval"_L1},
    {WaitsFor::Deferral, "deferral"_L1},
    {WaitsFor::Time, "time"_L1},
    {WaitsFor::Window, "window"_L1},
    {WaitsFor::Quiet, "quiet"_L1},
    {WaitsFor::Checkpoint, "checkpoint"_L1},
    {WaitsFor::Held, "held"_L1},
    {WaitsFor::Hibernation, "hibernation"_L1},
    {WaitsFor::OtherRestart, "other_restart"_L1},
}};

const std::array<std::pair<When, QLatin1StringView>, 3> kWhens{{
    {When::Now, "now"_L1},
    {When::Checkpoint, "checkpoint"_L1},
    {When::At, "at"_L1},
}};

const std::array<std::pair<RunStep, QLatin1StringView>, 15> kSteps{{
    {RunStep::Prepare, "prepare"_L1},
    {RunStep::Drain, "drain"_L1},
    {RunStep::Hibernate, "hibernate"_L1},
    {RunStep::Swap, "swap"_L1},
    {RunStep::Stop, "stop"_L1},
    {RunStep::Start, "start"_L1},
    {RunStep::Verify, "verify"_L1},
    {RunStep::Version, "version"_L1},
    {RunStep::RollbackSwap, "rollback_swap"_L1},
    {RunStep::RollbackStop, "rollback_stop"_L1},
    {RunStep::RollbackStart, "rollback_start"_L1},
    {RunStep::RollbackVerify, "rollback_verify"_L1},
    {RunStep::RollbackVersion, "rollback_version"_L1},
    {RunStep::StopAfterFailure, "stop_after_failure"_L1},
    {RunStep::Done, "done"_L1},
}};

template <typename Table, typename Value> QString wordOf(const Table &table, Value value)
{
    for (const auto &[entry, word] : table) {
        if (entry == value) {
            return QString(word);
        }
    }
    return {};
}

template <typename Value, typename Table> std::optional<Value> valueOf(const Table &table, const QString &word)
{
    for (const auto &[entry, name] : table) {
        if (name == word) {
            return entry;
        }
    }
    return std::nullopt;
}

/// Moments are stored with the time of day they stood for, so that another boot can count what was left.
class Moments
{
public:
    Moments(bool sameBoot, Instant now, WallTime wallNow, WallTime storedAt, Instant storedInstant)
        : m_sameBoot(sameBoot)
        , m_now(now)
        , m_wallNow(wallNow)
        , m_storedAt(storedAt)
        , m_storedInstant(storedInstant)
    {}

    [[nodiscard]] std::optional<Instant> read(const QJsonValue &value) const
    {
        if (!value.isDouble()) {
            return std::nullopt;
        }
        const Instant instant = instantFromNanoseconds(value.toInteger());
        if (m_sameBoot) {
            return instant;
        }
        const WallTime wall = m_storedAt + std::chrono::duration_cast<microseconds>(instant - m_storedInstant);
        return m_now + (wall - m_wallNow);
    }
    [[nodiscard]] Deadline deadline(const QJsonValue &value) const
    {
        const QJsonObject object = value.toObject();
        Deadline out;
        out.elapsed = read(object.value("elapsed"_L1));
        if (const QJsonValue us = object.value("calendar"_L1); us.isDouble()) {
            out.calendar = wallTimeFromMicroseconds(us.toInteger());
        }
        return out;
    }

private:
    bool m_sameBoot;
    Instant m_now;
    WallTime m_wallNow;
    WallTime m_storedAt;
    Instant m_storedInstant;
};

QJsonValue json(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toNanoseconds(*instant)) : QJsonValue();
}

QJsonObject json(const Deadline &deadline)
{
    QJsonObject out;
    if (deadline.elapsed) {
        out.insert("elapsed"_L1, toNanoseconds(*deadline.elapsed));
    }
    if (deadline.calendar) {
        out.insert("calendar"_L1, toMicrosecondsSinceEpoch(*deadline.calendar));
    }
    return out;
}

QJsonObject json(const RunState &run)
{
    const RunPlan &plan = run.plan;
    return {{"step"_L1, wordOf(kSteps, run.step)},
            {"old_run"_L1, run.oldRun},
            {"new_run"_L1, run.newRun},
            {"only_swap"_L1, run.onlySwap},
            {"failure"_L1, run.failure},
            {"began"_L1, json(run.began)},
            {"gone_at"_L1, json(run.goneAt)},
            {"healthy_since"_L1, json(run.healthySince)},
            {"verify_by"_L1, json(run.verifyBy)},
            {"drain"_L1, plan.drain},
            {"hibernate"_L1, plan.hibernate},
            {"verify_timeout_ns"_L1, qint64(plan.verifyTimeout.count())},
            {"min_healthy_ns"_L1, qint64(plan.minimumHealthyTime.count())},
            {"on_failure"_L1, watchdog::toString(plan.onFailure)},
            {"rollback_to"_L1, plan.rollbackTo},
            {"releases"_L1, plan.releases},
            {"check_version"_L1, plan.checkVersion}};
}

RunState runFrom(const client::RestartRun &shown, const QJsonObject &object, const Moments &moments)
{
    RunState run;
    run.unit = shown.unit;
    run.state = shown.state;
    run.steps = shown.steps;
    run.downtime = shown.downtime;
    run.step = valueOf<RunStep>(kSteps, object.value("step"_L1).toString()).value_or(RunStep::Prepare);
    run.oldRun = object.value("old_run"_L1).toInteger();
    run.newRun = object.value("new_run"_L1).toInteger();
    run.onlySwap = object.value("only_swap"_L1).toBool();
    run.failure = object.value("failure"_L1).toString();
    run.began = moments.read(object.value("began"_L1));
    run.goneAt = moments.read(object.value("gone_at"_L1));
    run.healthySince = moments.read(object.value("healthy_since"_L1));
    run.verifyBy = moments.read(object.value("verify_by"_L1));
    RunPlan &plan = run.plan;
    plan.from = shown.fromVersion;
    plan.to = shown.toVersion;
    plan.drain = object.value("drain"_L1).toBool();
    plan.hibernate = object.value("hibernate"_L1).toBool();
    plan.verifyTimeout = Duration(object.value("verify_timeout_ns"_L1).toInteger(plan.verifyTimeout.count()));
    plan.minimumHealthyTime = Duration(object.value("min_healthy_ns"_L1).toInteger(plan.minimumHealthyTime.count()));
    plan.onFailure = watchdog::onUpdateFailureFromString(object.value("on_failure"_L1).toString())
                         .value_or(watchdog::OnUpdateFailure::Rollback);
    plan.rollbackTo = object.value("rollback_to"_L1).toString();
    plan.releases = object.value("releases"_L1).toBool();
    plan.checkVersion = object.value("check_version"_L1).toBool();
    return run;
}

} // namespace

QString toString(WaitsFor what)
{
    return wordOf(kWaits, what);
}

std::optional<WaitsFor> waitsForFromString(const QString &word)
{
    return valueOf<WaitsFor>(kWaits, word);
}

QString toString(When when)
{
    return wordOf(kWhens, when);
}

std::optional<When> whenFromString(const QString &word)
{
    return valueOf<When>(kWhens, word);
}

QJsonObject toJson(const RestartState &state, Instant now, WallTime wallNow)
{
    QJsonArray runs;
    for (const RunState &run : state.runs) {
        runs.append(json(run));
    }
    const Moment moment{now, wallNow, {}, false, false};
    return {{"shown"_L1, client::toJson(toPending(state, {}, moment))},
            {"stored_instant"_L1, toNanoseconds(now)},
            {"stored_us"_L1, toMicrosecondsSinceEpoch(wallNow)},
            {"version"_L1, state.version},
            {"until"_L1, json(state.until)},
            {"answer_by"_L1, json(state.answerBy)},
            {"delay_by"_L1, json(state.delayBy)},
            {"needs_approval"_L1, state.needsApproval},
            {"when"_L1, toString(state.when)},
            {"overrides"_L1, state.overrides},
            {"only_unit"_L1, state.onlyUnit},
            {"current"_L1, state.current},
            {"runs"_L1, runs}};
}

Result<RestartState> restartStateFromJson(const QJsonObject &object, bool sameBoot, Instant now, WallTime wallNow)
{
    const Result<client::PendingRestart> shown = client::pendingRestartFromJson(object.value("shown"_L1).toObject());
    if (!shown) {
        return shown.error();
    }
    const Moments moments(sameBoot, now, wallNow, wallTimeFromMicroseconds(object.value("stored_us"_L1).toInteger()),
                          instantFromNanoseconds(object.value("stored_instant"_L1).toInteger()));
    RestartState state;
    state.number = restartNumber(shown->id);
    state.service = shown->service;
    state.phase = shown->state;
    state.decision = shown->decision;
    state.rule = shown->rule;
    state.reason = shown->reason;
    state.severity = shown->severity;
    state.changeType = shown->changeType;
    state.description = shown->description;
    state.modules = shown->modules;
    state.revision = shown->revision;
    for (const QString &id : shown->updates) {
        state.updates.append(updateNumber(id));
    }
    state.since = shown->since;
    state.waitsFor = waitsForFromString(shown->waitsFor).value_or(WaitsFor::Nothing);
    state.because = shown->waitsBecause;
    state.deferrals = shown->deferrals;
    state.decidedBy = shown->decidedBy;
    state.forced = shown->forced;
    state.note = shown->note;
    state.endedAt = shown->endedAt;
    state.version = object.value("version"_L1).toString();
    state.until = moments.deadline(object.value("until"_L1));
    state.answerBy = moments.deadline(object.value("answer_by"_L1));
    state.delayBy = moments.deadline(object.value("delay_by"_L1));
    state.needsApproval = object.value("needs_approval"_L1).toBool(true);
    state.when = whenFromString(object.value("when"_L1).toString()).value_or(When::Now);
    state.overrides = object.value("overrides"_L1).toBool();
    state.onlyUnit = object.value("only_unit"_L1).toString();
    const QJsonArray runs = object.value("runs"_L1).toArray();
    for (qsizetype i = 0; i < shown->runs.size(); ++i) {
        state.runs.push_back(runFrom(shown->runs.at(i), runs.at(i).toObject(), moments));
    }
    state.current = std::clamp(object.value("current"_L1).toInt(), 0, std::max(0, int(state.runs.size()) - 1));
    return state;
}

} // namespace lamplighter::updates
