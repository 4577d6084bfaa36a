#include "core/client/shapes.h"

#include "core/client/json_fields.h"

#include <algorithm>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

// Not in an unnamed namespace: arrayOf() finds toJson by the namespace of its argument.
static QJsonObject toJson(const LogLine &line)
{
    QJsonObject object{{u"text"_s, line.text}};
    putTime(object, "at"_L1, line.at);
    return object;
}

static Result<LogLine> logLineFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    LogLine line{timeOr(in, "at"), in.requiredString("text")};
    if (!in.ok()) {
        return in.error();
    }
    return line;
}

static QJsonObject toJson(const Latch &latch)
{
    QJsonObject object{
        {u"scope"_s, latch.scope},
        {u"target"_s, latch.target},
        {u"actor"_s, latch.actor},
        {u"reason"_s, latch.reason},
        {u"from_state_file"_s, latch.fromStateFile},
        {u"durable"_s, latch.durable},
    };
    putTime(object, "at"_L1, latch.at);
    return object;
}

static Result<Latch> latchFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Latch latch;
    latch.scope = in.requiredString("scope");
    latch.target = in.string("target");
    latch.actor = in.string("actor");
    latch.reason = in.string("reason");
    latch.at = timeOr(in, "at");
    latch.fromStateFile = in.boolean("from_state_file", false);
    latch.durable = in.boolean("durable", true);
    if (!in.ok()) {
        return in.error();
    }
    return latch;
}

bool KillSwitchStatus::engagedForAll() const
{
    return std::any_of(latches.cbegin(), latches.cend(), [](const Latch &latch) { return latch.scope == "all"_L1; });
}

QJsonObject toJson(const LogPage &page)
{
    return {{u"lines"_s, arrayOf(page.lines)}, {u"position"_s, page.position}};
}

Result<LogPage> logPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<LogLine>> lines = listOf<LogLine>(in, "lines", logLineFromJson);
    if (!lines) {
        return lines.error();
    }
    LogPage page{*lines, in.string("position")};
    if (!in.ok()) {
        return in.error();
    }
    return page;
}

QJsonObject toJson(const EventRecord &event)
{
    QJsonObject object{
        {u"seq"_s, event.seq},           {u"kind"_s, event.kind},   {u"subject"_s, event.subject},
        {u"severity"_s, event.severity}, {u"actor"_s, event.actor}, {u"correlation"_s, event.correlation},
        {u"payload"_s, event.payload},
    };
    putTime(object, "time"_L1, event.time);
    return object;
}

Result<EventRecord> eventFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    EventRecord event;
    event.seq = in.integer("seq", 0);
    in.require(event.seq > 0, "seq", u"%1 must be a number above 0"_s);
    event.time = timeOr(in, "time");
    event.kind = in.requiredString("kind");
    event.subject = in.string("subject");
    event.severity = in.string("severity", u"info"_s);
    event.actor = in.string("actor");
    event.correlation = in.string("correlation");
    event.payload = in.object("payload");
    if (!in.ok()) {
        return in.error();
    }
    return event;
}

QJsonObject toJson(const EventsPage &page)
{
    QJsonObject object{{u"events"_s, arrayOf(page.events)}, {u"more"_s, page.more}};
    putNext(object, page.next);
    return object;
}

Result<EventsPage> eventsPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<EventRecord>> events = listOf<EventRecord>(in, "events", eventFromJson);
    if (!events) {
        return events.error();
    }
    EventsPage page{*events, in.boolean("more", false), in.string("next")};
    if (!in.ok()) {
        return in.error();
    }
    return page;
}

QJsonObject toJson(const AlertRecord &alert)
{
    QJsonObject object{
        {u"id"_s, alert.id},
        {u"severity"_s, alert.severity},
        {u"kind"_s, alert.kind},
        {u"subject"_s, alert.subject},
        {u"summary"_s, alert.summary},
        {u"requires_attention"_s, alert.requiresAttention},
        {u"acknowledged_by"_s, alert.acknowledgedBy},
        {u"note"_s, alert.note},
        {u"payload"_s, alert.payload},
    };
    putTime(object, "time"_L1, alert.time);
    putTime(object, "acknowledged_at"_L1, alert.acknowledgedAt);
    putTime(object, "resolved_at"_L1, alert.resolvedAt);
    return object;
}

Result<AlertRecord> alertFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    AlertRecord alert;
    alert.id = in.requiredString("id");
    alert.time = timeOr(in, "time");
    alert.severity = in.string("severity", u"info"_s);
    alert.kind = in.requiredString("kind");
    alert.subject = in.string("subject");
    alert.summary = in.string("summary");
    alert.requiresAttention = in.boolean("requires_attention", false);
    alert.acknowledgedAt = in.optionalTime("acknowledged_at");
    alert.acknowledgedBy = in.string("acknowledged_by");
    alert.note = in.string("note");
    alert.resolvedAt = in.optionalTime("resolved_at");
    alert.payload = in.object("payload");
    if (!in.ok()) {
        return in.error();
    }
    return alert;
}

QJsonObject toJson(const AlertsPage &page)
{
    QJsonObject object{{u"alerts"_s, arrayOf(page.alerts)}, {u"more"_s, page.more}};
    putNext(object, page.next);
    return object;
}

Result<AlertsPage> alertsPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<AlertRecord>> alerts = listOf<AlertRecord>(in, "alerts", alertFromJson);
    if (!alerts) {
        return alerts.error();
    }
    AlertsPage page{*alerts, in.boolean("more", false), in.string("next")};
    if (!in.ok()) {
        return in.error();
    }
    return page;
}

QJsonObject toJson(const KillSwitchStatus &status)
{
    return {
        {u"latches"_s, arrayOf(status.latches)},
        {u"units_held"_s, status.unitsHeld},
        {u"processes_left"_s, status.processesLeft},
        {u"processes_stopped"_s, status.processesStopped},
    };
}

Result<KillSwitchStatus> killSwitchFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<Latch>> latches = listOf<Latch>(in, "latches", latchFromJson);
    if (!latches) {
        return latches.error();
    }
    KillSwitchStatus status;
    status.latches = *latches;
    status.unitsHeld = smallInteger(in, "units_held").value_or(0);
    status.processesLeft = smallInteger(in, "processes_left").value_or(0);
    status.processesStopped = smallInteger(in, "processes_stopped").value_or(0);
    if (!in.ok()) {
        return in.error();
    }
    return status;
}

} // namespace lamplighter::client
