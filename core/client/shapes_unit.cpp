#include "core/client/shapes.h"

#include "core/client/json_fields.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const LastExit &exit)
{
    QJsonObject object;
    if (exit.code) {
        object.insert("code"_L1, *exit.code);
    }
    if (exit.signal) {
        object.insert("signal"_L1, *exit.signal);
        object.insert("signal_name"_L1, exit.signalName);
    }
    object.insert("core_dumped"_L1, exit.coreDumped);
    object.insert("expected"_L1, exit.expected);
    putTime(object, "at"_L1, exit.at);
    object.insert("uptime_ms"_L1, qint64{std::chrono::duration_cast<milliseconds>(exit.uptime).count()});
    return object;
}

Result<LastExit> lastExitFromJson(const QJsonObject &object)
{
    JsonReader in(object, u"last_exit."_s);
    LastExit exit;
    exit.code = smallInteger(in, "code");
    exit.signal = smallInteger(in, "signal");
    exit.signalName = in.string("signal_name");
    exit.coreDumped = in.boolean("core_dumped", false);
    exit.expected = in.boolean("expected", false);
    exit.at = timeOr(in, "at");
    const qint64 uptime = in.integer("uptime_ms", 0);
    // A Duration counts nanoseconds: more milliseconds than this would overflow it.
    in.require(uptime >= 0 && uptime <= std::numeric_limits<qint64>::max() / 1'000'000, "uptime_ms",
               u"%1 is out of range"_s);
    if (!in.ok()) {
        return in.error();
    }
    exit.uptime = milliseconds(uptime);
    return exit;
}

Result<NextStep> nextStepFromJson(const QJsonObject &object)
{
    JsonReader in(object, u"next."_s);
    NextStep next;
    next.action = in.requiredString("action");
    next.at = timeOr(in, "at");
    if (!in.ok()) {
        return in.error();
    }
    return next;
}

void putOptionalParts(QJsonObject &object, const UnitStatus &status)
{
    if (status.pid != 0) {
        object.insert("pid"_L1, status.pid);
    }
    putTime(object, "since"_L1, status.since);
    putTime(object, "started_at"_L1, status.startedAt);
    if (status.lastExit) {
        object.insert("last_exit"_L1, toJson(*status.lastExit));
    }
    if (status.next) {
        QJsonObject next{{u"action"_s, status.next->action}};
        putTime(next, "at"_L1, status.next->at);
        object.insert("next"_L1, next);
    }
}

std::optional<Error> readOptionalParts(JsonReader &in, UnitStatus &status)
{
    if (const QJsonObject exit = in.object("last_exit"); !exit.isEmpty()) {
        Result<LastExit> read = lastExitFromJson(exit);
        if (!read) {
            return read.error();
        }
        status.lastExit = *read;
    }
    if (const QJsonObject next = in.object("next"); !next.isEmpty()) {
        Result<NextStep> read = nextStepFromJson(next);
        if (!read) {
            return read.error();
        }
        status.next = *read;
    }
    if (!in.ok()) {
        return in.error();
    }
    return std::nullopt;
}

} // namespace

QJsonObject toJson(const UnitStatus &status)
{
    QJsonObject object{
        {u"name"_s, status.name},
        {u"group"_s, status.group},
        {u"service"_s, status.service},
        {u"state"_s, toString(status.state)},
        {u"reason"_s, toString(status.reason)},
        {u"detail"_s, status.detail},
        {u"run"_s, status.run},
        {u"ready"_s, status.ready},
        {u"wanted"_s, status.wanted},
        {u"critical"_s, status.critical},
        {u"autostart"_s, status.autostart},
        {u"restarts"_s, status.restarts},
        {u"restarts_24h"_s, status.restarts24h},
        {u"consecutive_failures"_s, status.consecutiveFailures},
        {u"max_consecutive_failures"_s, status.maximumConsecutiveFailures},
        {u"health"_s, toString(status.health)},
        {u"health_detail"_s, status.healthDetail},
        {u"status_text"_s, status.statusText},
        {u"waiting_for"_s, QJsonArray::fromStringList(status.waitingFor)},
        {u"held_by"_s, status.heldBy},
        {u"held_reason"_s, status.heldReason},
        {u"read_only"_s, status.readOnly},
        {u"origin"_s, status.origin},
    };
    putOptionalParts(object, status);
    return object;
}

Result<UnitStatus> unitStatusFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    UnitStatus status;
    status.name = in.requiredString("name");
    status.group = in.string("group");
    status.service = in.string("service");
    const std::optional<UnitState> state = unitStateFromString(in.requiredString("state"));
    in.require(state.has_value(), "state", u"%1 is not a state of a unit"_s);
    status.state = state.value_or(UnitState::Stopped);
    status.reason = reasonFromString(in.string("reason")).value_or(Reason::None);
    status.detail = in.string("detail");
    status.since = timeOr(in, "since");
    status.pid = in.integer("pid", 0);
    status.run = in.integer("run", 0);
    status.startedAt = in.optionalTime("started_at");
    status.ready = in.boolean("ready", false);
    status.wanted = in.boolean("wanted", false);
    status.critical = in.boolean("critical", false);
    status.autostart = in.boolean("autostart", true);
    status.restarts = in.integer("restarts", 0);
    status.restarts24h = smallInteger(in, "restarts_24h").value_or(0);
    status.consecutiveFailures = smallInteger(in, "consecutive_failures").value_or(0);
    status.maximumConsecutiveFailures = smallInteger(in, "max_consecutive_failures").value_or(5);
    status.health = healthFromString(in.string("health")).value_or(Health::NotChecked);
    status.healthDetail = in.string("health_detail");
    status.statusText = in.string("status_text");
    status.waitingFor = in.stringList("waiting_for");
    status.heldBy = in.string("held_by");
    status.heldReason = in.string("held_reason");
    status.readOnly = in.boolean("read_only", false);
    status.origin = in.string("origin");
    if (std::optional<Error> error = readOptionalParts(in, status)) {
        return *error;
    }
    return status;
}

QJsonObject toJson(const UnitDetail &detail)
{
    QJsonObject object = toJson(detail.status);
    object.insert("spec"_L1, detail.spec);
    object.insert("last_output"_L1, QJsonArray::fromStringList(detail.lastOutput));
    QJsonArray times;
    for (const WallTime time : detail.restartTimes) {
        times.append(toIsoString(time));
    }
    object.insert("restart_times"_L1, times);
    return object;
}

Result<UnitDetail> unitDetailFromJson(const QJsonObject &object)
{
    Result<UnitStatus> status = unitStatusFromJson(object);
    if (!status) {
        return status.error();
    }
    JsonReader in(object);
    UnitDetail detail;
    detail.status = *status;
    detail.spec = in.object("spec");
    detail.lastOutput = in.stringList("last_output");
    const QStringList times = in.stringList("restart_times");
    for (const QString &text : times) {
        WallTime time{};
        in.require(fromIsoString(text, &time), "restart_times", u"%1 must be a list of times"_s);
        detail.restartTimes.append(time);
    }
    if (!in.ok()) {
        return in.error();
    }
    return detail;
}

QJsonObject toJson(const UnitsPage &page)
{
    QJsonObject object{{u"units"_s, arrayOf(page.units)}};
    if (!page.removed.isEmpty()) {
        object.insert("removed"_L1, QJsonArray::fromStringList(page.removed));
    }
    putNext(object, page.next);
    return object;
}

Result<UnitsPage> unitsPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<UnitStatus>> units = listOf<UnitStatus>(in, "units", unitStatusFromJson);
    if (!units) {
        return units.error();
    }
    UnitsPage page{*units, in.stringList("removed"), in.string("next")};
    if (!in.ok()) {
        return in.error();
    }
    return page;
}

} // namespace lamplighter::client
