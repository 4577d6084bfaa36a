#include "core/client/engine.h"

#include "core/base/ids.h"
#include "core/client/engine_calls.h"
#include "core/client/live.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;
using namespace calls;

namespace {

Result<QJsonObject> asItIs(const QJsonObject &object)
{
    return object;
}

Result<QList<UnitStatus>> unitsOf(const QJsonObject &object)
{
    Result<UnitsPage> page = unitsPageFromJson(object);
    return page ? Result<QList<UnitStatus>>(page->units) : page.error();
}

Result<QList<AlertRecord>> alertsOf(const QJsonObject &object)
{
    Result<AlertsPage> page = alertsPageFromJson(object);
    return page ? Result<QList<AlertRecord>>(page->alerts) : page.error();
}

Result<QList<TokenInfo>> tokensOf(const QJsonObject &object)
{
    Result<TokensPage> page = tokensPageFromJson(object);
    return page ? Result<QList<TokenInfo>>(page->tokens) : page.error();
}

Error notAName(const QString &name)
{
    return {ErrorCode::InvalidInput, u"\"%1\" cannot be the name of a unit"_s.arg(name), u"name"_s};
}

/// A request about one unit; a name that cannot be one never becomes part of a path.
template <typename T>
void askUnit(Transport &transport, const QString &name, const HttpRequest &request, QObject *context, Read<T> read,
             Reply<T> done)
{
    if (!isValidUnitName(name)) {
        refuse<T>(context, std::move(done), notAName(name));
        return;
    }
    ask<T>(transport, request, context, read, std::move(done));
}

} // namespace

QString toString(Scope scope)
{
    switch (scope) {
    case Scope::All:
        return u"all"_s;
    case Scope::Group:
        return u"group"_s;
    case Scope::Unit:
        return u"unit"_s;
    }
    return {};
}

Engine::Engine(std::unique_ptr<Transport> transport, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
{}

Engine::~Engine() = default;

QString Engine::description() const
{
    return m_transport->description();
}

void Engine::request(const HttpRequest &request, QObject *context, Reply<QJsonObject> done)
{
    ask<QJsonObject>(*m_transport, request, context, asItIs, std::move(done));
}

void Engine::info(QObject *context, Reply<EngineInfo> done)
{
    ask<EngineInfo>(*m_transport, get(u"/engine"_s), context, engineInfoFromJson, std::move(done));
}

void Engine::units(QObject *context, Reply<QList<UnitStatus>> done)
{
    ask<QList<UnitStatus>>(*m_transport, get(u"/units"_s), context, unitsOf, std::move(done));
}

void Engine::unit(const QString &name, QObject *context, Reply<UnitDetail> done)
{
    askUnit<UnitDetail>(*m_transport, name, get(u"/units/"_s + name), context, unitDetailFromJson, std::move(done));
}

void Engine::startUnit(const QString &name, bool once, QObject *context, Reply<UnitStatus> done)
{
    const QJsonObject body = once ? QJsonObject{{u"once"_s, true}} : QJsonObject{};
    askUnit<UnitStatus>(*m_transport, name, withBody("POST", u"/units/%1/start"_s.arg(name), body), context,
                        unitStatusFromJson, std::move(done));
}

void Engine::stopUnit(const QString &name, QObject *context, Reply<UnitStatus> done)
{
    askUnit<UnitStatus>(*m_transport, name, withBody("POST", u"/units/%1/stop"_s.arg(name), {}), context,
                        unitStatusFromJson, std::move(done));
}

void Engine::restartUnit(const QString &name, QObject *context, Reply<UnitStatus> done)
{
    askUnit<UnitStatus>(*m_transport, name, withBody("POST", u"/units/%1/restart"_s.arg(name), {}), context,
                        unitStatusFromJson, std::move(done));
}

void Engine::resetUnit(const QString &name, QObject *context, Reply<UnitStatus> done)
{
    askUnit<UnitStatus>(*m_transport, name, withBody("POST", u"/units/%1/reset"_s.arg(name), {}), context,
                        unitStatusFromJson, std::move(done));
}

void Engine::addUnit(const QString &name, const QJsonObject &spec, QObject *context, Reply<UnitStatus> done)
{
    const QJsonObject body{{u"name"_s, name}, {u"spec"_s, spec}};
    askUnit<UnitStatus>(*m_transport, name, withBody("POST", u"/units"_s, body), context, unitStatusFromJson,
                        std::move(done));
}

void Engine::replaceUnit(const QString &name, const QJsonObject &spec, QObject *context, Reply<UnitStatus> done)
{
    const QJsonObject body{{u"spec"_s, spec}};
    askUnit<UnitStatus>(*m_transport, name, withBody("PUT", u"/units/"_s + name, body), context, unitStatusFromJson,
                        std::move(done));
}

void Engine::removeUnit(const QString &name, QObject *context, Reply<void> done)
{
    HttpRequest request = get(u"/units/"_s + name);
    request.method = "DELETE";
    askUnit<QJsonObject>(*m_transport, name, request, context, asItIs,
                         [done = std::move(done)](const Result<QJsonObject> &answer) {
                             done(answer ? Result<void>() : Result<void>(answer.error()));
                         });
}

void Engine::checkUnit(const QString &name, const QJsonObject &spec, bool replaces, QObject *context,
                       Reply<UnitCheck> done)
{
    const QJsonObject body{{u"name"_s, name}, {u"spec"_s, spec}, {u"replaces"_s, replaces}};
    HttpRequest request = withBody("POST", u"/units/check"_s, body);
    request.idempotencyKey.clear(); // changes nothing: may be done twice, and need not be remembered
    ask<UnitCheck>(*m_transport, request, context, unitCheckFromJson, std::move(done));
}

void Engine::unitHistory(const QString &name, QObject *context, Reply<UnitHistory> done)
{
    askUnit<UnitHistory>(*m_transport, name, get(u"/units/%1/history"_s.arg(name)), context, unitHistoryFromJson,
                         std::move(done));
}

void Engine::usage(QObject *context, Reply<UsageSnapshot> done)
{
    ask<UsageSnapshot>(*m_transport, get(u"/usage"_s), context, usageFromJson, std::move(done));
}

void Engine::reloadUnits(QObject *context, Reply<QJsonObject> done)
{
    ask<QJsonObject>(*m_transport, withBody("POST", u"/units/reload"_s, {}), context, asItIs, std::move(done));
}

void Engine::logs(const QString &name, int lines, const QString &after, QObject *context, Reply<LogPage> done)
{
    QUrlQuery query;
    addItem(query, u"lines"_s, QString::number(lines));
    addItem(query, u"after"_s, after);
    askUnit<LogPage>(*m_transport, name, get(u"/units/%1/logs"_s.arg(name), query), context, logPageFromJson,
                     std::move(done));
}

void Engine::killSwitch(QObject *context, Reply<KillSwitchStatus> done)
{
    ask<KillSwitchStatus>(*m_transport, get(u"/kill-switch"_s), context, killSwitchFromJson, std::move(done));
}

void Engine::engageKillSwitch(Scope scope, const QString &target, const QString &reason, bool graceful,
                              QObject *context, Reply<KillSwitchStatus> done)
{
    const QJsonObject body{
        {u"scope"_s, toString(scope)}, {u"target"_s, target}, {u"reason"_s, reason}, {u"graceful"_s, graceful}};
    ask<KillSwitchStatus>(*m_transport, withBody("POST", u"/kill-switch/engage"_s, body), context, killSwitchFromJson,
                          std::move(done));
}

void Engine::rearmKillSwitch(Scope scope, const QString &target, const QString &reason, bool startAgain,
                             QObject *context, Reply<KillSwitchStatus> done)
{
    const QJsonObject body{
        {u"scope"_s, toString(scope)}, {u"target"_s, target}, {u"reason"_s, reason}, {u"start_again"_s, startAgain}};
    ask<KillSwitchStatus>(*m_transport, withBody("POST", u"/kill-switch/rearm"_s, body), context, killSwitchFromJson,
                          std::move(done));
}

void Engine::events(const EventFilter &filter, QObject *context, Reply<EventsPage> done)
{
    QUrlQuery query;
    addItem(query, u"order"_s, filter.newestFirst ? u"newest"_s : u"oldest"_s);
    addItem(query, u"limit"_s, QString::number(filter.limit));
    addItem(query, u"after"_s, filter.after > 0 ? QString::number(filter.after) : QString());
    addItem(query, u"before"_s, filter.before > 0 ? QString::number(filter.before) : QString());
    addItem(query, u"kind"_s, filter.kind);
    addItem(query, u"subject"_s, filter.subject);
    addItem(query, u"severity"_s, filter.minimumSeverity);
    ask<EventsPage>(*m_transport, get(u"/events"_s, query), context, eventsPageFromJson, std::move(done));
}

void Engine::activity(Duration width, int count, QObject *context, Reply<Activity> done)
{
    QUrlQuery query;
    addItem(query, u"width"_s, QString::number(std::chrono::duration_cast<seconds>(width).count()));
    addItem(query, u"count"_s, QString::number(count));
    ask<Activity>(*m_transport, get(u"/activity"_s, query), context, activityFromJson, std::move(done));
}

void Engine::alerts(int limit, bool openOnly, QObject *context, Reply<QList<AlertRecord>> done)
{
    QUrlQuery query;
    addItem(query, u"limit"_s, QString::number(limit));
    addItem(query, u"open"_s, openOnly ? u"true"_s : QString());
    ask<QList<AlertRecord>>(*m_transport, get(u"/alerts"_s, query), context, alertsOf, std::move(done));
}

void Engine::unsettledAlerts(QObject *context, Reply<QList<AlertRecord>> done)
{
    QUrlQuery query;
    addItem(query, u"limit"_s, u"200"_s);
    addItem(query, u"unsettled"_s, u"true"_s);
    ask<QList<AlertRecord>>(*m_transport, get(u"/alerts"_s, query), context, alertsOf, std::move(done));
}

void Engine::acknowledgeAlert(const QString &id, const QString &note, QObject *context, Reply<AlertRecord> done)
{
    // Same alphabet as a unit's name: safe as a part of a path.
    if (!isValidUnitName(id)) {
        const Error error{ErrorCode::NotFound, u"there is no alert \"%1\""_s.arg(id), u"id"_s};
        refuse<AlertRecord>(context, std::move(done), error);
        return;
    }
    const QJsonObject body{{u"note"_s, note}};
    ask<AlertRecord>(*m_transport, withBody("POST", u"/alerts/%1/acknowledge"_s.arg(id), body), context, alertFromJson,
                     std::move(done));
}

void Engine::tokens(QObject *context, Reply<QList<TokenInfo>> done)
{
    ask<QList<TokenInfo>>(*m_transport, get(u"/tokens"_s), context, tokensOf, std::move(done)); // one page holds all
}

void Engine::addToken(const QString &name, const QString &role, QObject *context, Reply<NewToken> done)
{
    const QJsonObject body{{u"name"_s, name}, {u"role"_s, role}};
    ask<NewToken>(*m_transport, withBody("POST", u"/tokens"_s, body), context, newTokenFromJson, std::move(done));
}

void Engine::revokeToken(const QString &id, QObject *context, Reply<void> done)
{
    if (!isValidUnitName(id)) { // same alphabet: safe as a part of a path
        const Error error{ErrorCode::NotFound, u"there is no token \"%1\""_s.arg(id), u"id"_s};
        refuse<void>(context, std::move(done), error);
        return;
    }
    HttpRequest request = get(u"/tokens/"_s + id);
    request.method = "DELETE";
    ask<QJsonObject>(*m_transport, request, context, asItIs,
                     [done = std::move(done)](const Result<QJsonObject> &answer) {
                         done(answer ? Result<void>() : Result<void>(answer.error()));
                     });
}

std::unique_ptr<StreamHandle> Engine::followLogs(const QString &name, int lines,
                                                 std::function<void(QList<LogLine>)> received,
                                                 std::function<void(Error)> closed)
{
    if (!isValidUnitName(name)) {
        QTimer::singleShot(0, this, [closed = std::move(closed), name] { closed(notAName(name)); });
        return nullptr;
    }
    QUrlQuery query;
    addItem(query, u"follow"_s, u"true"_s);
    addItem(query, u"lines"_s, QString::number(lines));
    StreamCallbacks callbacks;
    callbacks.received = [received = std::move(received)](const QByteArray &kind, const QByteArray &,
                                                          const QByteArray &data) {
        if (kind != "log") {
            return;
        }
        const Result<QJsonObject> object = parseJsonObject(data);
        const Result<LogPage> page = object ? logPageFromJson(*object) : object.error();
        if (page && !page->lines.isEmpty()) {
            received(page->lines);
        }
    };
    callbacks.closed = std::move(closed);
    return m_transport->openStream(root() + u"/units/%1/logs"_s.arg(name), query, std::move(callbacks));
}

void Engine::connectLive()
{
    disconnectLive();
    m_live = std::make_unique<Live>(*this);
    m_live->start();
}

void Engine::disconnectLive()
{
    if (m_live) {
        // Often called from a slot of a signal that Live is just emitting: it must outlive that call.
        m_live->stop();
        m_live.release()->deleteLater();
    }
}

} // namespace lamplighter::client
