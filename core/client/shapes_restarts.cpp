#include "core/client/json_fields.h"
#include "core/client/shapes_updates.h"
#include "core/client/update_fields.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

Result<RestartStep> restartStepFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    RestartStep step;
    step.step = in.requiredString("step");
    step.state = in.requiredString("state");
    step.startedAt = in.optionalTime("started_at");
    step.took = durationIn(in, "took_ms");
    step.detail = in.string("detail");
    step.savedState = in.stringList("saved_state");
    if (!in.ok()) {
        return in.error();
    }
    return step;
}

Result<RestartRun> restartRunFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<RestartStep>> steps = listOf<RestartStep>(in, "steps", restartStepFromJson);
    if (!steps) {
        return steps.error();
    }
    RestartRun run;
    run.unit = in.requiredString("unit");
    run.fromVersion = in.string("from_version");
    run.toVersion = in.string("to_version");
    run.state = in.requiredString("state");
    run.steps = std::move(steps).value();
    run.downtime = durationIn(in, "downtime_ms");
    if (!in.ok()) {
        return in.error();
    }
    return run;
}

Result<PastRestart> pastRestartFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    PastRestart restart{timeOr(in, "at"), durationIn(in, "downtime_ms").value_or(Duration{0}),
                        in.boolean("held", false)};
    if (!in.ok()) {
        return in.error();
    }
    return restart;
}

/// What the decision of a restart left in it.
void readDecided(JsonReader &in, PendingRestart &restart)
{
    restart.decision = wordIn<Decision>(in, "decision");
    restart.rule = in.string("rule");
    restart.reason = in.string("reason");
    restart.severity = wordIn<UpdateSeverity>(in, "severity");
    restart.changeType = wordIn<ChangeType>(in, "change_type");
    restart.description = in.string("description");
    restart.modules = in.stringList("modules");
    restart.revision = countIn(in, "revision");
    restart.updates = in.stringList("updates");
}

} // namespace

// Not in an unnamed namespace: arrayOf() finds toJson by the namespace of its argument.
static QJsonObject toJson(const RestartStep &step)
{
    QJsonObject object{{u"step"_s, step.step},
                       {u"state"_s, step.state},
                       {u"detail"_s, step.detail},
                       {u"saved_state"_s, QJsonArray::fromStringList(step.savedState)}};
    putTime(object, "started_at"_L1, step.startedAt);
    putDuration(object, "took_ms"_L1, step.took);
    return object;
}

static QJsonObject toJson(const RestartRun &run)
{
    QJsonObject object{{u"unit"_s, run.unit},
                       {u"from_version"_s, run.fromVersion},
                       {u"to_version"_s, run.toVersion},
                       {u"state"_s, run.state},
                       {u"steps"_s, arrayOf(run.steps)}};
    putDuration(object, "downtime_ms"_L1, run.downtime);
    return object;
}

static QJsonObject toJson(const PastRestart &restart)
{
    QJsonObject object{{u"downtime_ms"_s, wholeMilliseconds(restart.downtime)}, {u"held"_s, restart.held}};
    putTime(object, "at"_L1, restart.at);
    return object;
}

QJsonObject toJson(const PendingRestart &restart)
{
    QJsonObject object{
        {u"id"_s, restart.id},
        {u"service"_s, restart.service},
        {u"units"_s, QJsonArray::fromStringList(restart.units)},
        {u"state"_s, toString(restart.state)},
        {u"decision"_s, toString(restart.decision)},
        {u"rule"_s, restart.rule},
        {u"reason"_s, restart.reason},
        {u"severity"_s, toString(restart.severity)},
        {u"change_type"_s, toString(restart.changeType)},
        {u"description"_s, restart.description},
        {u"modules"_s, QJsonArray::fromStringList(restart.modules)},
        {u"revision"_s, restart.revision},
        {u"updates"_s, QJsonArray::fromStringList(restart.updates)},
        {u"waits_for"_s, restart.waitsFor},
        {u"waits_because"_s, restart.waitsBecause},
        {u"deferrals"_s, restart.deferrals},
        {u"max_deferrals"_s, restart.maximumDeferrals},
        {u"decided_by"_s, restart.decidedBy},
        {u"forced"_s, restart.forced},
        {u"runs"_s, arrayOf(restart.runs)},
        {u"note"_s, restart.note},
    };
    putTime(object, "since"_L1, restart.since);
    putTime(object, "until"_L1, restart.until);
    putTime(object, "ended_at"_L1, restart.endedAt);
    return object;
}

Result<PendingRestart> pendingRestartFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<RestartRun>> runs = listOf<RestartRun>(in, "runs", restartRunFromJson);
    if (!runs) {
        return runs.error();
    }
    PendingRestart restart;
    restart.id = in.requiredString("id");
    restart.service = in.requiredString("service");
    restart.units = in.stringList("units");
    restart.state = wordIn<UpdateState>(in, "state");
    readDecided(in, restart);
    restart.since = timeOr(in, "since");
    restart.until = in.optionalTime("until");
    restart.waitsFor = in.string("waits_for");
    restart.waitsBecause = in.string("waits_because");
    restart.deferrals = countIn(in, "deferrals");
    restart.maximumDeferrals = countIn(in, "max_deferrals");
    restart.decidedBy = in.string("decided_by");
    restart.forced = in.boolean("forced", false);
    restart.runs = std::move(runs).value();
    restart.note = in.string("note");
    restart.endedAt = in.optionalTime("ended_at");
    if (!in.ok()) {
        return in.error();
    }
    return restart;
}

QJsonObject toJson(const Forecast &forecast)
{
    QJsonObject object{
        {u"restarts"_s, arrayOf(forecast.restarts)},
        {u"held"_s, forecast.held},
        {u"updates_of_kind"_s, forecast.updatesOfKind},
        {u"updates_of_kind_held"_s, forecast.updatesOfKindHeld},
        {u"dependents"_s, QJsonArray::fromStringList(forecast.dependents)},
        {u"also_pending"_s, QJsonArray::fromStringList(forecast.alsoPending)},
    };
    putDuration(object, "typical_downtime_ms"_L1, forecast.typicalDowntime);
    putDuration(object, "worst_of_ten_ms"_L1, forecast.worstOfTen);
    return object;
}

Result<Forecast> forecastFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<PastRestart>> restarts = listOf<PastRestart>(in, "restarts", pastRestartFromJson);
    if (!restarts) {
        return restarts.error();
    }
    Forecast forecast;
    forecast.restarts = std::move(restarts).value();
    forecast.typicalDowntime = durationIn(in, "typical_downtime_ms");
    forecast.worstOfTen = durationIn(in, "worst_of_ten_ms");
    forecast.held = countIn(in, "held");
    forecast.updatesOfKind = countIn(in, "updates_of_kind");
    forecast.updatesOfKindHeld = countIn(in, "updates_of_kind_held");
    forecast.dependents = in.stringList("dependents");
    forecast.alsoPending = in.stringList("also_pending");
    if (!in.ok()) {
        return in.error();
    }
    return forecast;
}

} // namespace lamplighter::client
