// Updates as the design's pictures have them, and an engine of a test that tells of them.
#pragma once

#include "core/client/shapes_updates.h"
#include "tests/support/fake_transport.h"

namespace lamplighter::tests {

/// A whole policy's trace in which `rule` decided.
inline client::DecisionTrace sampleTrace(client::Decision decision, const QString &rule, const QStringList &modules)
{
    using namespace Qt::StringLiterals;
    client::DecisionTrace trace;
    trace.decision = decision;
    trace.rule = rule;
    trace.affectedModules = modules;
    trace.deferFor = std::chrono::hours(1);
    const QStringList rules{u"critical-code"_s, u"severity"_s, u"deferrable"_s, u"otherwise"_s};
    const auto at = rules.indexOf(rule);
    for (qsizetype i = 0; i < rules.size(); ++i) {
        client::RuleStep step{rules.at(i), i < at ? u"no_match"_s : i == at ? u"matched"_s : u"not_reached"_s, {}};
        if (i < at) {
            step.inputs = i == 0 ? QList<QPair<QString, QString>>{{u"change"_s, u"config"_s}}
                                 : QList<QPair<QString, QString>>{{u"severity"_s, u"medium"_s}};
        } else if (i == at && i == 0) {
            step.inputs = {{u"module"_s, modules.value(0)},
                           {u"listed in"_s, u"critical_modules, entry 2 of 5"_s},
                           {u"change"_s, u"code"_s}};
        } else if (i == at && i == 1) {
            step.inputs = {{u"severity"_s, u"high"_s}};
        } else if (i == at && i == 2) {
            step.inputs = {{u"module"_s, modules.value(0)}, {u"listed in"_s, u"deferrable_modules, entry 4 of 9"_s}};
        }
        trace.steps.append(step);
    }
    for (const QString &module : modules) {
        const QString list = at == 0 ? u"critical"_s : at == 2 ? u"deferrable"_s : QString();
        trace.modules.append({module, list, list.isEmpty() ? QString() : module});
    }
    return trace;
}

struct SampleRestart
{
    QString id, service, unit;
    client::Decision decision = client::Decision::RestartNow;
    client::UpdateSeverity severity = client::UpdateSeverity::Critical;
    client::ChangeType change = client::ChangeType::Code;
    client::UpdateState state = client::UpdateState::Waiting;
    QString description{}, reason{};
    QStringList modules{};
    Duration age = std::chrono::minutes(6);
    Duration wait{0}; ///< until; none for 0
};

inline QString ruleOf(client::Decision decision)
{
    return decision == client::Decision::RestartNow            ? QStringLiteral("critical-code")
           : decision == client::Decision::RestartAtCheckpoint ? QStringLiteral("severity")
           : decision == client::Decision::Defer               ? QStringLiteral("deferrable")
                                                               : QStringLiteral("otherwise");
}

inline WallTime before(WallTime now, Duration span)
{
    return now - std::chrono::duration_cast<microseconds>(span);
}

inline client::PendingRestart pending(const SampleRestart &from, WallTime now)
{
    client::PendingRestart restart;
    restart.id = from.id;
    restart.service = from.service;
    restart.units = from.unit.isEmpty() ? QStringList() : QStringList(from.unit);
    restart.state = from.state;
    restart.decision = from.decision;
    restart.rule = ruleOf(from.decision);
    restart.reason = from.reason;
    restart.severity = from.severity;
    restart.changeType = from.change;
    restart.description = from.description;
    restart.modules = from.modules;
    restart.updates = {QStringLiteral("U-") + from.id.section(u'-', 1)};
    restart.since = before(now, from.age);
    restart.maximumDeferrals = 5;
    restart.waitsFor = from.state == client::UpdateState::Waiting ? QStringLiteral("approval") : QString();
    if (from.wait > Duration::zero()) {
        restart.until = before(now, -from.wait);
    }
    if (from.state == client::UpdateState::Deferred) {
        restart.deferrals = 1;
        restart.decidedBy = QStringLiteral("operator-1");
        restart.waitsFor = QStringLiteral("deferral");
    }
    return restart;
}

inline client::UpdateRecord recordOf(const client::PendingRestart &restart)
{
    client::UpdateRecord record;
    record.id = restart.updates.value(0);
    record.notice = {restart.service,  restart.changeType,  restart.modules,
                     restart.severity, restart.description, QString()};
    record.receivedAt = restart.since;
    record.reportedBy = QStringLiteral("pipeline");
    record.decision = sampleTrace(restart.decision, restart.rule, restart.modules);
    record.decision.reason = restart.reason;
    record.state = restart.state;
    record.restart = restart.id;
    return record;
}

/// The design's: 14 restarts, one of which did not hold.
inline client::Forecast sampleForecast(WallTime now)
{
    client::Forecast forecast;
    const int took[] = {9, 10, 9, 11, 12, 10, 11, 31, 11, 12, 13, 10, 19, 11};
    Duration age = std::chrono::hours(24 * 30);
    for (const int downtime : took) {
        forecast.restarts.append({before(now, age), seconds(downtime), downtime != 31});
        age -= std::chrono::hours(24 * 2);
    }
    forecast.typicalDowntime = seconds(11);
    forecast.worstOfTen = seconds(19);
    forecast.held = 13;
    forecast.updatesOfKind = 4;
    forecast.updatesOfKindHeld = 4;
    forecast.dependents = {QStringLiteral("api-routes"), QStringLiteral("tool_dispatcher")};
    return forecast;
}

/// Lets `transport` tell of `restarts`, and of `history`, newest first.
inline void answerUpdates(FakeTransport &transport, const QList<client::PendingRestart> &restarts,
                          const QList<client::UpdateRecord> &history, WallTime now)
{
    const QString root = QStringLiteral("/api/v1");
    transport.answer("GET", root + QStringLiteral("/restarts"), client::toJson(client::RestartsPage{restarts}));
    client::UpdateCounts counts;
    for (const client::PendingRestart &restart : restarts) {
        ++counts.byState[toString(restart.state)];
        client::RestartDetail detail{restart, {recordOf(restart)}, sampleForecast(now)};
        transport.answer("GET", root + QStringLiteral("/restarts/") + restart.id, client::toJson(detail));
    }
    for (const client::UpdateRecord &update : history) {
        ++counts.byState[toString(update.state)];
        transport.answer("GET", root + QStringLiteral("/updates/") + update.id, client::toJson(update));
    }
    transport.answer("GET", root + QStringLiteral("/updates/counts"), client::toJson(counts));
    transport.answer("GET", root + QStringLiteral("/updates"), [history](const client::HttpRequest &request) {
        const auto item = [&](const char *name) { return request.query.queryItemValue(QString::fromLatin1(name)); };
        const qint64 last = item("before").toLongLong();
        const int limit = std::max(1, item("limit").toInt());
        const QString state = item("state");
        const QString text = item("q");
        client::UpdatesPage page;
        for (const client::UpdateRecord &update : history) {
            const qint64 number = update.id.section(u'-', 1).toLongLong();
            const bool wanted = (last == 0 || number < last) &&
                                (state.isEmpty() || state == toString(update.state) ||
                                 (state == u"over" && client::isOver(update.state))) &&
                                update.notice.service.contains(text, Qt::CaseInsensitive);
            if (wanted && page.updates.size() == limit) {
                page.more = true;
                break;
            }
            if (wanted) {
                page.updates.append(update);
            }
        }
        return client::HttpAnswer{200, QJsonDocument(client::toJson(page)).toJson(QJsonDocument::Compact)};
    });
}

struct SampleUpdate
{
    int number = 0;
    QString service;
    client::UpdateState state = client::UpdateState::Applied;
    client::Decision decision = client::Decision::RestartAtCheckpoint;
    QString decidedBy{}, note{};
    Duration downtime{0};
    Duration age{0}; ///< since it was decided
};

inline client::UpdateRecord decided(const SampleUpdate &from, WallTime now)
{
    client::UpdateRecord record;
    record.id = QStringLiteral("U-%1").arg(from.number);
    record.notice.service = from.service;
    record.notice.modules = {QStringLiteral("src.") + from.service};
    record.notice.description = QStringLiteral("A change of ") + from.service;
    record.decision = sampleTrace(from.decision, ruleOf(from.decision), record.notice.modules);
    record.decision.reason = from.note;
    record.state = from.state;
    record.receivedAt = before(now, from.age + std::chrono::minutes(12));
    record.decidedAt = before(now, from.age);
    record.decidedBy = from.decidedBy;
    record.note = from.state == client::UpdateState::Ignored ? QString() : from.note;
    if (from.downtime > Duration::zero()) {
        record.downtime = from.downtime;
    }
    return record;
}

} // namespace lamplighter::tests
