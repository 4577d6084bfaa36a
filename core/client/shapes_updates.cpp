#include "core/client/shapes_updates.h"

#include "core/client/json_fields.h"
#include "core/client/update_fields.h"

#include <algorithm>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kServiceLimit = 200;
constexpr qsizetype kModulesLimit = 1'000;
constexpr qsizetype kModuleLimit = 300;
constexpr qsizetype kDescriptionLimit = 4'000;
constexpr qsizetype kVersionLimit = 200;

bool holdsControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

/// A name of something: one line that is not blank.
void requireName(JsonReader &in, const char *field, const QString &name, qsizetype limit)
{
    in.require(!name.trimmed().isEmpty(), field, u"%1 must not be empty"_s);
    in.require(name.size() <= limit, field, u"%1 must have at most "_s + QString::number(limit) + u" characters"_s);
    in.require(!holdsControls(name), field, u"%1 must not hold line breaks or other control characters"_s);
}

/// The field under our name, or under that of the OmniMind notifier.
const char *eitherName(JsonReader &in, const QJsonObject &object, const char *ours, const char *theirs)
{
    const QJsonValue mine = object.value(QLatin1StringView(ours));
    const QJsonValue their = object.value(QLatin1StringView(theirs));
    in.require(!in.has(ours) || !in.has(theirs) || mine == their, theirs,
               u"%1 says something else than "_s + QString::fromLatin1(ours));
    return in.has(theirs) && !in.has(ours) ? theirs : ours;
}

QStringList modulesIn(JsonReader &in, const char *field)
{
    const QJsonArray values = in.array(field);
    in.require(!values.isEmpty(), field, in.has(field) ? u"%1 must name at least one module"_s : u"%1 is missing"_s);
    in.require(values.size() <= kModulesLimit, field, u"%1 must have at most 1,000 entries"_s);
    QStringList modules;
    for (qsizetype i = 0; in.ok() && i < values.size(); ++i) {
        const QByteArray place = QByteArray(field) + '[' + QByteArray::number(i) + ']';
        in.require(values.at(i).isString(), place.constData(), u"%1 must be a string"_s);
        requireName(in, place.constData(), values.at(i).toString(), kModuleLimit);
        modules.append(values.at(i).toString());
    }
    return modules;
}

Result<RuleStep> ruleStepFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    RuleStep step{in.requiredString("rule"), in.requiredString("outcome"), {}};
    Result<QList<QPair<QString, QString>>> inputs =
        listOf<QPair<QString, QString>>(in, "inputs", [](const QJsonObject &entry) -> Result<QPair<QString, QString>> {
            JsonReader fields(entry);
            QPair<QString, QString> input{fields.requiredString("name"), fields.string("value")};
            return fields.ok() ? Result<QPair<QString, QString>>(std::move(input)) : fields.error();
        });
    if (!inputs) {
        return inputs.error();
    }
    step.inputs = std::move(inputs).value();
    return step;
}

Result<ModuleMatch> moduleMatchFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    ModuleMatch match{in.requiredString("module"), in.string("list"), in.string("pattern")};
    if (!in.ok()) {
        return in.error();
    }
    return match;
}

} // namespace

// Not in an unnamed namespace: arrayOf() finds toJson by the namespace of its argument.
static QJsonObject toJson(const RuleStep &step)
{
    QJsonArray inputs;
    for (const auto &[name, value] : step.inputs) {
        inputs.append(QJsonObject{{u"name"_s, name}, {u"value"_s, value}});
    }
    return {{u"rule"_s, step.rule}, {u"outcome"_s, step.outcome}, {u"inputs"_s, inputs}};
}

static QJsonObject toJson(const ModuleMatch &match)
{
    return {{u"module"_s, match.module}, {u"list"_s, match.list}, {u"pattern"_s, match.pattern}};
}

QJsonObject toJson(const Notice &notice)
{
    return {
        {u"service"_s, notice.service},
        {u"change_type"_s, toString(notice.changeType)},
        {u"modules"_s, QJsonArray::fromStringList(notice.modules)},
        {u"severity"_s, toString(notice.severity)},
        {u"description"_s, notice.description},
        {u"version"_s, notice.version},
    };
}

Result<Notice> noticeFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Notice notice;
    const char *service = eitherName(in, object, "service", "service_name");
    notice.service = in.requiredString(service);
    requireName(in, service, notice.service, kServiceLimit);
    notice.changeType = wordIn<ChangeType>(in, "change_type");
    notice.modules = modulesIn(in, eitherName(in, object, "modules", "affected_modules"));
    notice.severity = wordIn<UpdateSeverity>(in, "severity", UpdateSeverity::Medium);
    notice.description = in.string("description");
    in.require(notice.description.size() <= kDescriptionLimit, "description",
               u"%1 must have at most 4,000 characters"_s);
    notice.version = in.string("version");
    in.require(notice.version.size() <= kVersionLimit, "version", u"%1 must have at most 200 characters"_s);
    in.require(!holdsControls(notice.version), "version",
               u"%1 must not hold line breaks or other control characters"_s);
    if (!in.ok()) {
        return in.error();
    }
    return notice;
}

QJsonObject toJson(const DecisionTrace &trace)
{
    return {
        {u"decision"_s, toString(trace.decision)},
        {u"rule"_s, trace.rule},
        {u"reason"_s, trace.reason},
        {u"affected_modules"_s, QJsonArray::fromStringList(trace.affectedModules)},
        {u"defer_for_ms"_s, wholeMilliseconds(trace.deferFor)},
        {u"needs_approval"_s, trace.needsApproval},
        {u"steps"_s, arrayOf(trace.steps)},
        {u"modules"_s, arrayOf(trace.modules)},
    };
}

Result<DecisionTrace> decisionTraceFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<RuleStep>> steps = listOf<RuleStep>(in, "steps", ruleStepFromJson);
    if (!steps) {
        return steps.error();
    }
    Result<QList<ModuleMatch>> modules = listOf<ModuleMatch>(in, "modules", moduleMatchFromJson);
    if (!modules) {
        return modules.error();
    }
    DecisionTrace trace;
    trace.decision = wordIn<Decision>(in, "decision");
    trace.rule = in.string("rule");
    trace.reason = in.string("reason");
    trace.affectedModules = in.stringList("affected_modules");
    trace.deferFor = durationIn(in, "defer_for_ms").value_or(Duration{0});
    trace.needsApproval = in.boolean("needs_approval", true);
    trace.steps = std::move(steps).value();
    trace.modules = std::move(modules).value();
    if (!in.ok()) {
        return in.error();
    }
    return trace;
}

QJsonObject toJson(const UpdateRecord &update)
{
    QJsonObject object = toJson(update.notice);
    object.insert("id"_L1, update.id);
    putTime(object, "received_at"_L1, update.receivedAt);
    object.insert("reported_by"_L1, update.reportedBy);
    object.insert("repeats"_L1, update.repeats);
    object.insert("trace"_L1, toJson(update.decision));
    object.insert("state"_L1, toString(update.state));
    object.insert("restart"_L1, update.restart);
    putTime(object, "decided_at"_L1, update.decidedAt);
    object.insert("decided_by"_L1, update.decidedBy);
    object.insert("note"_L1, update.note);
    putDuration(object, "downtime_ms"_L1, update.downtime);
    return object;
}

Result<UpdateRecord> updateFromJson(const QJsonObject &object)
{
    Result<Notice> notice = noticeFromJson(object);
    if (!notice) {
        return notice.error();
    }
    JsonReader in(object);
    Result<DecisionTrace> trace = inside(in, "trace", decisionTraceFromJson);
    if (!trace) {
        return trace.error();
    }
    UpdateRecord update;
    update.id = in.requiredString("id");
    update.notice = std::move(notice).value();
    update.receivedAt = timeOr(in, "received_at");
    update.reportedBy = in.string("reported_by");
    update.repeats = countIn(in, "repeats");
    update.decision = std::move(trace).value();
    update.state = wordIn<UpdateState>(in, "state");
    update.restart = in.string("restart");
    update.decidedAt = in.optionalTime("decided_at");
    update.decidedBy = in.string("decided_by");
    update.note = in.string("note");
    update.downtime = durationIn(in, "downtime_ms");
    if (!in.ok()) {
        return in.error();
    }
    return update;
}

} // namespace lamplighter::client
