// What is asked of an engine about updates: notices, decisions, the restarts they ask for, versions and the policy.
#include "core/base/ids.h"
#include "core/client/engine_calls.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;
using namespace calls;

namespace {

Result<QList<PendingRestart>> restartsOf(const QJsonObject &object)
{
    Result<RestartsPage> page = restartsPageFromJson(object);
    return page ? Result<QList<PendingRestart>>(page->restarts) : page.error();
}

Result<QJsonObject> anything(const QJsonObject &object)
{
    return object;
}

/// An id has the alphabet of a unit's name; one that has not never becomes part of a path.
template <typename T>
void askById(Transport &transport, const QString &id, const HttpRequest &request, QObject *context, Read<T> read,
             Reply<T> done)
{
    if (!isValidUnitName(id)) {
        refuse<T>(context, std::move(done), {ErrorCode::NotFound, u"there is no \"%1\""_s.arg(id), u"id"_s});
        return;
    }
    ask<T>(transport, request, context, read, std::move(done));
}

} // namespace

QString toString(ApproveWhen when)
{
    switch (when) {
    case ApproveWhen::Now:
        return u"now"_s;
    case ApproveWhen::Checkpoint:
        return u"checkpoint"_s;
    case ApproveWhen::At:
        return u"at"_s;
    }
    return {};
}

void Engine::restarts(QObject *context, Reply<QList<PendingRestart>> done)
{
    ask<QList<PendingRestart>>(*m_transport, get(u"/restarts"_s), context, restartsOf, std::move(done));
}

void Engine::restart(const QString &id, QObject *context, Reply<RestartDetail> done)
{
    askById<RestartDetail>(*m_transport, id, get(u"/restarts/"_s + id), context, restartDetailFromJson,
                           std::move(done));
}

void Engine::approveRestart(const QString &id, int revision, const Approve &how, QObject *context,
                            Reply<PendingRestart> done)
{
    QJsonObject body{{u"revision"_s, revision}, {u"when"_s, toString(how.when)}};
    if (how.when == ApproveWhen::At) {
        body.insert(u"at"_s, toIsoString(how.at));
    }
    if (how.force) {
        body.insert(u"force"_s, true);
    }
    askById<PendingRestart>(*m_transport, id, withBody("POST", u"/restarts/%1/approve"_s.arg(id), body), context,
                            pendingRestartFromJson, std::move(done));
}

void Engine::deferRestart(const QString &id, int revision, WallTime until, const QString &reason, QObject *context,
                          Reply<PendingRestart> done)
{
    const QJsonObject body{{u"revision"_s, revision}, {u"until"_s, toIsoString(until)}, {u"reason"_s, reason}};
    askById<PendingRestart>(*m_transport, id, withBody("POST", u"/restarts/%1/defer"_s.arg(id), body), context,
                            pendingRestartFromJson, std::move(done));
}

void Engine::rejectRestart(const QString &id, int revision, const QString &reason, QObject *context,
                           Reply<PendingRestart> done)
{
    const QJsonObject body{{u"revision"_s, revision}, {u"reason"_s, reason}};
    askById<PendingRestart>(*m_transport, id, withBody("POST", u"/restarts/%1/reject"_s.arg(id), body), context,
                            pendingRestartFromJson, std::move(done));
}

void Engine::updates(const UpdateFilter &filter, QObject *context, Reply<UpdatesPage> done)
{
    QUrlQuery query;
    addItem(query, u"state"_s, filter.state);
    addItem(query, u"service"_s, filter.service);
    addItem(query, u"q"_s, filter.text);
    addItem(query, u"severity"_s, filter.severity);
    addItem(query, u"before"_s, filter.before > 0 ? QString::number(filter.before) : QString());
    addItem(query, u"limit"_s, QString::number(filter.limit));
    ask<UpdatesPage>(*m_transport, get(u"/updates"_s, query), context, updatesPageFromJson, std::move(done));
}

void Engine::update(const QString &id, QObject *context, Reply<UpdateRecord> done)
{
    askById<UpdateRecord>(*m_transport, id, get(u"/updates/"_s + id), context, updateFromJson, std::move(done));
}

void Engine::updateCounts(QObject *context, Reply<UpdateCounts> done)
{
    ask<UpdateCounts>(*m_transport, get(u"/updates/counts"_s), context, updateCountsFromJson, std::move(done));
}

void Engine::notifyUpdate(const Notice &notice, QObject *context, Reply<NoticeAnswer> done)
{
    ask<NoticeAnswer>(*m_transport, withBody("POST", u"/updates"_s, toJson(notice)), context, noticeAnswerFromJson,
                      std::move(done));
}

void Engine::explainPolicy(const Notice &notice, QObject *context, Reply<DecisionTrace> done)
{
    HttpRequest request = withBody("POST", u"/policy/explain"_s, toJson(notice));
    request.idempotencyKey.clear(); // changes nothing: may be done twice, and need not be remembered
    ask<DecisionTrace>(*m_transport, request, context, decisionTraceFromJson, std::move(done));
}

void Engine::policy(QObject *context, Reply<PolicyInfo> done)
{
    ask<PolicyInfo>(*m_transport, get(u"/policy"_s), context, policyFromJson, std::move(done));
}

void Engine::reportCheckpoint(const QString &unit, QObject *context, Reply<void> done)
{
    const QJsonObject body{{u"unit"_s, unit}};
    ask<QJsonObject>(*m_transport, withBody("POST", u"/checkpoints"_s, body), context, anything,
                     [done = std::move(done)](const Result<QJsonObject> &answer) {
                         done(answer ? Result<void>() : Result<void>(answer.error()));
                     });
}

void Engine::rollbackUnit(const QString &unit, const QString &version, QObject *context, Reply<PendingRestart> done)
{
    const QJsonObject body = version.isEmpty() ? QJsonObject() : QJsonObject{{u"version"_s, version}};
    askById<PendingRestart>(*m_transport, unit, withBody("POST", u"/units/%1/rollback"_s.arg(unit), body), context,
                            pendingRestartFromJson, std::move(done));
}

void Engine::versions(const QString &unit, QObject *context, Reply<VersionsPage> done)
{
    askById<VersionsPage>(*m_transport, unit, get(u"/units/%1/versions"_s.arg(unit)), context, versionsFromJson,
                          std::move(done));
}

void Engine::advise(const QString &service, QObject *context, Reply<Advice> done)
{
    QUrlQuery query;
    addItem(query, u"service"_s, service);
    ask<Advice>(*m_transport, get(u"/updates/advise"_s, query), context, adviceFromJson, std::move(done));
}

} // namespace lamplighter::client
