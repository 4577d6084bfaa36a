#include "core/client/json_fields.h"
#include "core/client/shapes_updates.h"
#include "core/client/update_fields.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

Result<VersionInfo> versionFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    VersionInfo version{in.requiredString("version"), in.boolean("current", false), in.boolean("verified", false)};
    if (!in.ok()) {
        return in.error();
    }
    return version;
}

} // namespace

// Not in an unnamed namespace: arrayOf() finds toJson by the namespace of its argument.
static QJsonObject toJson(const VersionInfo &version)
{
    return {{u"version"_s, version.version}, {u"current"_s, version.current}, {u"verified"_s, version.verified}};
}

QJsonObject toJson(const UpdatesPage &page)
{
    QJsonObject object{{u"updates"_s, arrayOf(page.updates)}, {u"more"_s, page.more}};
    putNext(object, page.next);
    return object;
}

Result<UpdatesPage> updatesPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<UpdateRecord>> updates = listOf<UpdateRecord>(in, "updates", updateFromJson);
    if (!updates) {
        return updates.error();
    }
    UpdatesPage page{std::move(updates).value(), in.boolean("more", false), in.string("next")};
    if (!in.ok()) {
        return in.error();
    }
    return page;
}

QJsonObject toJson(const UpdateCounts &counts)
{
    QJsonObject states;
    for (auto it = counts.byState.cbegin(); it != counts.byState.cend(); ++it) {
        states.insert(it.key(), it.value());
    }
    return {{u"by_state"_s, states}};
}

Result<UpdateCounts> updateCountsFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    const QJsonObject states = in.object("by_state");
    if (!in.ok()) {
        return in.error();
    }
    UpdateCounts counts;
    for (auto it = states.constBegin(); it != states.constEnd(); ++it) {
        // A state that only a newer engine knows is counted too: it is a word in the map, no more.
        JsonReader entry(QJsonObject{{u"by_state"_s, it.value()}});
        counts.byState.insert(it.key(), countIn(entry, "by_state"));
        if (!entry.ok()) {
            return entry.error();
        }
    }
    return counts;
}

QJsonObject toJson(const RestartsPage &page)
{
    return {{u"restarts"_s, arrayOf(page.restarts)}};
}

Result<RestartsPage> restartsPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<PendingRestart>> restarts = listOf<PendingRestart>(in, "restarts", pendingRestartFromJson);
    if (!restarts) {
        return restarts.error();
    }
    return RestartsPage{std::move(restarts).value()};
}

QJsonObject toJson(const RestartDetail &detail)
{
    QJsonObject object = toJson(detail.restart);
    object.insert("updates_detail"_L1, arrayOf(detail.updates));
    object.insert("forecast"_L1, toJson(detail.forecast));
    return object;
}

Result<RestartDetail> restartDetailFromJson(const QJsonObject &object)
{
    Result<PendingRestart> restart = pendingRestartFromJson(object);
    if (!restart) {
        return restart.error();
    }
    JsonReader in(object);
    Result<QList<UpdateRecord>> updates = listOf<UpdateRecord>(in, "updates_detail", updateFromJson);
    if (!updates) {
        return updates.error();
    }
    Result<Forecast> forecast = inside(in, "forecast", forecastFromJson);
    if (!forecast) {
        return forecast.error();
    }
    return RestartDetail{std::move(restart).value(), std::move(updates).value(), std::move(forecast).value()};
}

QJsonObject toJson(const NoticeAnswer &answer)
{
    QJsonObject object = toJson(answer.update);
    if (answer.restart) {
        object.insert("pending_restart"_L1, toJson(*answer.restart));
    }
    return object;
}

Result<NoticeAnswer> noticeAnswerFromJson(const QJsonObject &object)
{
    Result<UpdateRecord> update = updateFromJson(object);
    if (!update) {
        return update.error();
    }
    NoticeAnswer answer{std::move(update).value(), std::nullopt};
    JsonReader in(object);
    if (!object.value("pending_restart"_L1).isUndefined() && !object.value("pending_restart"_L1).isNull()) {
        Result<PendingRestart> restart = inside(in, "pending_restart", pendingRestartFromJson);
        if (!restart) {
            return restart.error();
        }
        answer.restart = std::move(restart).value();
    }
    return answer;
}

QJsonObject toJson(const PolicyInfo &policy)
{
    return {
        {u"origin"_s, policy.origin},
        {u"text"_s, policy.text},
        {u"problem"_s, policy.problem},
        {u"critical_modules"_s, QJsonArray::fromStringList(policy.criticalModules)},
        {u"deferrable_modules"_s, QJsonArray::fromStringList(policy.deferrableModules)},
        {u"approval"_s, policy.approval},
    };
}

Result<PolicyInfo> policyFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    PolicyInfo policy;
    policy.origin = in.string("origin");
    policy.text = in.string("text");
    policy.problem = in.string("problem");
    policy.criticalModules = in.stringList("critical_modules");
    policy.deferrableModules = in.stringList("deferrable_modules");
    policy.approval = in.requiredString("approval");
    if (!in.ok()) {
        return in.error();
    }
    return policy;
}

QJsonObject toJson(const VersionsPage &page)
{
    return {{u"versions"_s, arrayOf(page.versions)}};
}

Result<VersionsPage> versionsFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<VersionInfo>> versions = listOf<VersionInfo>(in, "versions", versionFromJson);
    if (!versions) {
        return versions.error();
    }
    return VersionsPage{std::move(versions).value()};
}

QJsonObject toJson(const Advice &advice)
{
    QJsonObject object{{u"service"_s, advice.service}, {u"because"_s, advice.because}};
    putTime(object, "at"_L1, advice.at);
    return object;
}

Result<Advice> adviceFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Advice advice{in.requiredString("service"), in.optionalTime("at"), in.string("because")};
    if (!in.ok()) {
        return in.error();
    }
    return advice;
}

} // namespace lamplighter::client
