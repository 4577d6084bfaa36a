#include "core/client/shapes.h"

#include "core/client/json_fields.h"

#include <algorithm>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

Result<UnitProblem> problemFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    UnitProblem problem{in.string("field"), in.requiredString("message"), in.boolean("warning", false)};
    if (!in.ok()) {
        return in.error();
    }
    return problem;
}

Result<ActivityBucket> bucketFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    ActivityBucket bucket;
    bucket.at = timeOr(in, "at");
    bucket.critical = countIn(in, "critical");
    bucket.warning = countIn(in, "warning");
    bucket.info = countIn(in, "info");
    bucket.restarts = countIn(in, "restarts");
    if (!in.ok()) {
        return in.error();
    }
    return bucket;
}

Result<UnitUsage> unitUsageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    UnitUsage usage;
    usage.name = in.requiredString("name");
    usage.cpu = durationIn(in, "cpu_ms").value_or(Duration{0});
    usage.memory = in.integer("memory", 0);
    usage.processes = countIn(in, "processes");
    if (!in.ok()) {
        return in.error();
    }
    return usage;
}

Result<AutomaticRestart> restartFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    AutomaticRestart restart{timeOr(in, "at"), durationIn(in, "downtime_ms"), in.optionalBoolean("held")};
    if (!in.ok()) {
        return in.error();
    }
    return restart;
}

} // namespace

// Not in an unnamed namespace: arrayOf() finds toJson by the namespace of its argument.
static QJsonObject toJson(const UnitProblem &problem)
{
    return {{u"field"_s, problem.field}, {u"message"_s, problem.message}, {u"warning"_s, problem.warning}};
}

static QJsonObject toJson(const ActivityBucket &bucket)
{
    return {{u"at"_s, toIsoString(bucket.at)},
            {u"critical"_s, bucket.critical},
            {u"warning"_s, bucket.warning},
            {u"info"_s, bucket.info},
            {u"restarts"_s, bucket.restarts}};
}

static QJsonObject toJson(const UnitUsage &usage)
{
    return {{u"name"_s, usage.name},
            {u"cpu_ms"_s, wholeMilliseconds(usage.cpu)},
            {u"memory"_s, usage.memory},
            {u"processes"_s, usage.processes}};
}

static QJsonObject toJson(const AutomaticRestart &restart)
{
    QJsonObject object{{u"at"_s, toIsoString(restart.at)}};
    putDuration(object, "downtime_ms"_L1, restart.downtime);
    if (restart.held) {
        object.insert("held"_L1, *restart.held);
    }
    return object;
}

bool UnitCheck::hasErrors() const
{
    return std::any_of(problems.cbegin(), problems.cend(), [](const UnitProblem &problem) { return !problem.warning; });
}

QJsonObject toJson(const UnitCheck &check)
{
    QJsonObject object{{u"problems"_s, arrayOf(check.problems)}};
    if (!check.hasErrors()) {
        object.insert("spec"_L1, check.spec);
    }
    return object;
}

Result<UnitCheck> unitCheckFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<UnitProblem>> problems = listOf<UnitProblem>(in, "problems", problemFromJson);
    if (!problems) {
        return problems.error();
    }
    UnitCheck check{std::move(problems).value(), in.object("spec")};
    if (!in.ok()) {
        return in.error();
    }
    return check;
}

static QJsonObject toJson(const TroubledUnit &unit)
{
    QJsonObject object = toJson(unit.status);
    object.insert("trouble"_L1, unit.trouble);
    return object;
}

static Result<TroubledUnit> troubledUnitFromJson(const QJsonObject &object)
{
    Result<UnitStatus> status = unitStatusFromJson(object);
    if (!status) {
        return status.error();
    }
    JsonReader in(object);
    const QString trouble = in.requiredString("trouble");
    if (!in.ok()) {
        return in.error();
    }
    return TroubledUnit{trouble, std::move(status).value()};
}

QJsonObject toJson(const Attention &attention)
{
    return {{u"alerts"_s, arrayOf(attention.alerts)},
            {u"more_alerts"_s, attention.moreAlerts},
            {u"units"_s, arrayOf(attention.units)},
            {u"kill_switch"_s, toJson(attention.killSwitch)},
            {u"restarts"_s, arrayOf(attention.restarts)}};
}

Result<Attention> attentionFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<AlertRecord>> alerts = listOf<AlertRecord>(in, "alerts", alertFromJson);
    if (!alerts) {
        return alerts.error();
    }
    Result<QList<TroubledUnit>> units = listOf<TroubledUnit>(in, "units", troubledUnitFromJson);
    if (!units) {
        return units.error();
    }
    const Result<KillSwitchStatus> killSwitch = killSwitchFromJson(in.object("kill_switch"));
    if (!killSwitch) {
        return killSwitch.error();
    }
    Result<QList<PendingRestart>> restarts = listOf<PendingRestart>(in, "restarts", pendingRestartFromJson);
    if (!restarts) {
        return restarts.error();
    }
    Attention attention{std::move(alerts).value(), in.boolean("more_alerts", false), std::move(units).value(),
                        *killSwitch, std::move(restarts).value()};
    if (!in.ok()) {
        return in.error();
    }
    return attention;
}

QJsonObject toJson(const Activity &activity)
{
    return {{u"width"_s, qint64{std::chrono::duration_cast<seconds>(activity.width).count()}},
            {u"buckets"_s, arrayOf(activity.buckets)}};
}

Result<Activity> activityFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<ActivityBucket>> buckets = listOf<ActivityBucket>(in, "buckets", bucketFromJson);
    if (!buckets) {
        return buckets.error();
    }
    const int width = countIn(in, "width");
    if (!in.ok()) {
        return in.error();
    }
    return Activity{seconds(width), std::move(buckets).value()};
}

QJsonObject toJson(const UsageSnapshot &snapshot)
{
    QJsonObject object{{u"units"_s, arrayOf(snapshot.units)}};
    putTime(object, "at"_L1, snapshot.at);
    return object;
}

Result<UsageSnapshot> usageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<UnitUsage>> units = listOf<UnitUsage>(in, "units", unitUsageFromJson);
    if (!units) {
        return units.error();
    }
    UsageSnapshot snapshot{timeOr(in, "at"), std::move(units).value()};
    if (!in.ok()) {
        return in.error();
    }
    return snapshot;
}

QJsonObject toJson(const UnitHistory &history)
{
    QJsonObject object{
        {u"restarts"_s, arrayOf(history.restarts)}, {u"restarts_24h"_s, history.restarts24h},
        {u"restarts_7d"_s, history.restarts7d},     {u"restarts_judged"_s, history.restartsJudged},
        {u"restarts_held"_s, history.restartsHeld},
    };
    putDuration(object, "typical_downtime_ms"_L1, history.typicalDowntime);
    putDuration(object, "worst_downtime_ms"_L1, history.worstDowntime);
    putDuration(object, "mean_between_ms"_L1, history.meanBetween);
    return object;
}

Result<UnitHistory> unitHistoryFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<AutomaticRestart>> restarts = listOf<AutomaticRestart>(in, "restarts", restartFromJson);
    if (!restarts) {
        return restarts.error();
    }
    UnitHistory history;
    history.restarts = std::move(restarts).value();
    history.restarts24h = countIn(in, "restarts_24h");
    history.restarts7d = countIn(in, "restarts_7d");
    history.typicalDowntime = durationIn(in, "typical_downtime_ms");
    history.worstDowntime = durationIn(in, "worst_downtime_ms");
    history.restartsJudged = countIn(in, "restarts_judged");
    history.restartsHeld = countIn(in, "restarts_held");
    history.meanBetween = durationIn(in, "mean_between_ms");
    if (!in.ok()) {
        return in.error();
    }
    return history;
}

} // namespace lamplighter::client
