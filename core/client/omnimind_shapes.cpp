#include "core/client/omnimind_shapes.h"

#include "core/base/json_reader.h"
#include "core/client/limits.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace lamplighter::client::omnimind {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostUpdates = 1'000; // the newest; the others are counted
constexpr qsizetype kMostModules = 1'000;

Error corrupt(const QString &why)
{
    return {ErrorCode::Corrupt, u"this is no answer of an OmniMind server: "_s + why, {}};
}

/// One line of at most so many characters; `otherwise` if nothing is left.
QString lineOf(const QString &text, qsizetype limit, const QString &otherwise)
{
    QString line = text.simplified().left(limit);
    line.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return line.isEmpty() ? otherwise : line;
}

/// What it says of one update. Its server takes any words, so ours have to do where they are not ours.
Notice noticeOf(JsonReader &in)
{
    Notice notice;
    notice.service = lineOf(in.requiredString("service_name"), 200, u"unnamed"_s);
    const QString type = in.string("change_type", u"code"_s);
    const QString severity = in.string("severity", u"medium"_s);
    notice.changeType = changeTypeFromString(type.toLower()).value_or(ChangeType::Code);
    notice.severity = updateSeverityFromString(severity.toLower()).value_or(UpdateSeverity::Medium);
    const QStringList modules = in.stringList("affected_modules");
    for (const QString &module : modules.mid(0, kMostModules)) {
        notice.modules.append(lineOf(module, 300, u"unnamed"_s));
    }
    if (notice.modules.isEmpty()) {
        notice.modules.append(u"unnamed"_s);
    }
    notice.description = in.string("description").left(3'000);
    QStringList others; // words that are not ours are at least shown
    if (!changeTypeFromString(type.toLower())) {
        others.append(u"change type "_s + lineOf(type, 100, u"none"_s));
    }
    if (!updateSeverityFromString(severity.toLower())) {
        others.append(u"severity "_s + lineOf(severity, 100, u"none"_s));
    }
    if (!others.isEmpty()) {
        notice.description += u" ("_s + others.join(u", "_s) + u')';
    }
    return notice;
}

/// Changes whenever the list does: an approval is for what was shown.
int revisionOf(const Pending &pending)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const UpdateRecord &update : pending.updates) {
        hash.addData(QJsonDocument(toJson(update.notice)).toJson(QJsonDocument::Compact));
        hash.addData(toIsoString(update.receivedAt).toLatin1());
    }
    const QByteArray digest = hash.result();
    int revision = 0;
    for (qsizetype i = 0; i < 3; ++i) {
        revision = revision * 256 + static_cast<unsigned char>(digest.at(i));
    }
    return revision + 1;
}

DecisionTrace decisionOf(const Pending &pending)
{
    DecisionTrace trace;
    trace.decision = pending.restartRequired ? Decision::RestartNow : Decision::Defer;
    trace.reason = pending.restartRequired && !pending.restartReason.isEmpty()
                       ? pending.restartReason
                       : u"Pending; an OmniMind server does not say how it decided about each update"_s;
    return trace;
}

void decide(Pending &pending)
{
    for (UpdateRecord &update : pending.updates) {
        update.decision = decisionOf(pending);
        update.state = pending.restartRequired ? UpdateState::Waiting : UpdateState::Deferred;
    }
}

bool matches(const UpdateRecord &update, const UpdateFilter &filter)
{
    const Notice &notice = update.notice;
    const bool state = filter.state.isEmpty() || filter.state == "open"_L1 || filter.state == toString(update.state);
    const bool service = filter.service.isEmpty() || filter.service == notice.service;
    const auto has = [&filter](const QString &text) { return text.contains(filter.text, Qt::CaseInsensitive); };
    const bool text = filter.text.isEmpty() || has(notice.service) || has(notice.description) ||
                      std::any_of(notice.modules.cbegin(), notice.modules.cend(), has);
    const auto least = updateSeverityFromString(filter.severity);
    return state && service && text && (!least || notice.severity >= *least);
}

} // namespace

Result<Pending> pendingFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Pending pending;
    pending.complete = in.has("restart_required");
    pending.restartRequired = in.boolean("restart_required", false);
    pending.restartReason = in.string("restart_reason").left(1'000);
    const QJsonArray updates = in.array("updates");
    in.require(in.has("updates"), "updates", u"%1 is missing"_s);
    const qsizetype first = std::max<qsizetype>(0, updates.size() - kMostUpdates);
    for (qsizetype i = first; in.ok() && i < updates.size(); ++i) {
        in.require(updates.at(i).isObject(), "updates", u"%1 must hold objects"_s);
        JsonReader entry(updates.at(i).toObject(), u"updates[%1]."_s.arg(i));
        UpdateRecord update;
        update.id = u"U-%1"_s.arg(i + 1);
        update.notice = noticeOf(entry);
        update.restart = kRestartId;
        WallTime at;
        if (fromIsoString(entry.string("timestamp"), &at)) { // UTC, though they do not mark it
            update.receivedAt = at;
        }
        if (!entry.ok()) {
            return corrupt(entry.error().message);
        }
        pending.updates.append(update);
    }
    if (!in.ok()) {
        return corrupt(in.error().message);
    }
    decide(pending);
    return pending;
}

Result<void> addDecision(Pending &pending, const QJsonObject &object)
{
    JsonReader in(object);
    in.require(in.has("needs_restart"), "needs_restart", u"%1 is missing"_s);
    pending.restartRequired = in.boolean("needs_restart", false);
    pending.restartReason = in.string("reason").left(1'000);
    pending.complete = true;
    if (!in.ok()) {
        return corrupt(in.error().message);
    }
    decide(pending);
    return {};
}

std::optional<PendingRestart> restartOf(const Pending &pending)
{
    if (pending.updates.isEmpty()) {
        return std::nullopt;
    }
    PendingRestart restart;
    restart.id = kRestartId;
    restart.service = u"OmniMind"_s;
    restart.units = {u"OmniMind"_s}; // the server itself
    const DecisionTrace decision = decisionOf(pending);
    restart.state = pending.updates.constFirst().state;
    restart.decision = decision.decision;
    restart.reason = decision.reason;
    restart.waitsFor = pending.restartRequired ? u"approval"_s : u"deferral"_s;
    restart.revision = revisionOf(pending);
    restart.since = pending.updates.constFirst().receivedAt;
    for (const UpdateRecord &update : pending.updates) {
        restart.updates.append(update.id);
        if (update.notice.severity >= restart.severity) {
            restart.severity = update.notice.severity;
            restart.changeType = update.notice.changeType;
            restart.description = update.notice.description;
        }
        for (const QString &module : update.notice.modules) {
            if (restart.modules.size() < kMostModules && !restart.modules.contains(module)) {
                restart.modules.append(module);
            }
        }
    }
    return restart;
}

UpdatesPage page(const Pending &pending, const UpdateFilter &filter)
{
    UpdatesPage out;
    for (qsizetype i = pending.updates.size() - 1; i >= 0; --i) {
        const UpdateRecord &update = pending.updates.at(i);
        const qint64 number = update.id.mid(2).toLongLong();
        if ((filter.before > 0 && number >= filter.before) || !matches(update, filter)) {
            continue;
        }
        if (out.updates.size() >= filter.limit) {
            out.more = true;
            break;
        }
        out.updates.append(update);
    }
    return out;
}

int countOf(const Pending &pending, const Notice &notice)
{
    return static_cast<int>(
        std::count_if(pending.updates.cbegin(), pending.updates.cend(), [&notice](const UpdateRecord &update) {
            const Notice &other = update.notice;
            return other.service == notice.service && other.changeType == notice.changeType &&
                   other.severity == notice.severity && other.modules == notice.modules &&
                   other.description == notice.description;
        }));
}

QJsonObject toTheirs(const Notice &notice)
{
    return {{u"service_name"_s, notice.service},
            {u"change_type"_s, toString(notice.changeType)},
            {u"affected_modules"_s, QJsonArray::fromStringList(notice.modules)},
            {u"severity"_s, toString(notice.severity)},
            {u"description"_s, notice.description}};
}

Result<DecisionTrace> decisionFromTheirs(const QJsonObject &object)
{
    JsonReader in(object);
    DecisionTrace trace;
    const std::optional<Decision> decision = decisionFromString(in.requiredString("decision"));
    in.require(decision.has_value(), "decision", u"%1 is not a decision"_s);
    trace.decision = decision.value_or(Decision::Ignore);
    trace.reason = in.string("reason").left(4'000);
    trace.affectedModules = in.stringList("affected_modules");
    if (!in.ok()) {
        return corrupt(in.error().message);
    }
    return trace;
}

Error refusal(int status, const QByteArray &body)
{
    const QJsonValue detail = parseOrEmpty(body).value("detail"_L1);
    QStringList words;
    if (detail.isString()) {
        words.append(detail.toString());
    }
    const QJsonArray entries = detail.toArray();
    for (const QJsonValue &entry : entries) {
        const QJsonArray place = entry.toObject().value("loc"_L1).toArray();
        const QString message = entry.toObject().value("msg"_L1).toString();
        words.append(place.isEmpty() ? message : place.last().toString() + u": "_s + message);
    }
    const QString said = lineOf(words.join(u"; "_s), 500, u"status %1"_s.arg(status));
    switch (status) {
    case 401:
        return {ErrorCode::Unauthenticated, u"the OmniMind server wants to know who asks: "_s + said, {}};
    case 403:
        return {ErrorCode::NotAllowed, u"the OmniMind server does not allow it: "_s + said, {}};
    case 400:
    case 422:
        return {ErrorCode::InvalidInput, u"the OmniMind server refused it: "_s + said, {}};
    case 404:
    case 405:
        return {ErrorCode::Unavailable, u"no OmniMind server answers there (%1)"_s.arg(said), {}};
    default:
        return {ErrorCode::Internal, u"the OmniMind server failed at it: "_s + said, {}};
    }
}

} // namespace lamplighter::client::omnimind
