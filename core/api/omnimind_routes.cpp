// The routes of the service update protocol that this engine's update domain grew out of, with exactly its fields, for
// clients that were written for it: /api/services/… and the two about hibernation.
#include "core/api/handlers.h"
#include "core/api/routes.h"
#include "core/updates/update_service.h"

#include <QJsonArray>

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using updates::UpdateService;

namespace {

constexpr int kMostPending = 1000;

/// Its errors are {"detail": …}: a list of {"loc", "msg", "type"} for a malformed field, a sentence otherwise.
Response detail(int status, const Error &error)
{
    if (error.field.isEmpty()) {
        return Response::json({{u"detail"_s, error.message}}, status);
    }
    const QJsonObject entry{
        {u"loc"_s, QJsonArray{u"body"_s, error.field}}, {u"msg"_s, error.message}, {u"type"_s, u"value_error"_s}};
    return Response::json({{u"detail"_s, QJsonArray{entry}}}, status);
}

QString restartReason(const client::PendingRestart &restart)
{
    return restart.service + u": " + restart.reason;
}

void notify(UpdateService &service, const Request &request, Responder respond)
{
    const Result<QJsonObject> object = parseJsonObject(request.body);
    const Result<client::Notice> notice =
        object ? client::noticeFromJson(*object) : Result<client::Notice>(object.error());
    if (!notice) {
        Error error = notice.error(); // by the names this protocol has for them
        error.field = error.field == u"service"   ? u"service_name"_s
                      : error.field == u"modules" ? u"affected_modules"_s
                                                  : error.field;
        respond(detail(422, error));
        return;
    }
    service.notify(
        *notice, request.principal.name, &service,
        [respond = std::move(respond)](const Result<client::NoticeAnswer> &result) {
            if (!result) {
                respond(detail(500, result.error()));
                return;
            }
            const client::DecisionTrace &decision = result->update.decision;
            QJsonObject body{{u"status"_s, u"notification_received"_s},
                             {u"decision"_s, client::toString(decision.decision)},
                             {u"reason"_s, decision.reason},
                             {u"affected_modules"_s, QJsonArray::fromStringList(decision.affectedModules)}};
            if (result->restart && result->restart->until) {
                body.insert(u"restart_time"_s, QJsonObject{{u"timestamp"_s, toIsoString(*result->restart->until)}});
            }
            respond(Response::json(body));
        });
}

void restartDecision(const UpdateService &service, const Responder &respond)
{
    const std::optional<client::PendingRestart> restart = service.strongest();
    respond(Response::json({{u"needs_restart"_s, restart.has_value()},
                            {u"reason"_s, restart ? restartReason(*restart) : u""_s},
                            {u"deferrable"_s, !restart.has_value()}}));
}

void pendingUpdates(UpdateService &service, Responder respond)
{
    client::UpdateFilter filter;
    filter.state = u"open"_s;
    filter.limit = kMostPending;
    service.updates(
        filter, &service, [&service, respond = std::move(respond)](const Result<client::UpdatesPage> &page) {
            if (!page) {
                respond(detail(500, page.error()));
                return;
            }
            QJsonArray updates;
            for (auto update = page->updates.crbegin(); update != page->updates.crend(); ++update) {
                const client::Notice &notice = update->notice;
                updates.append(QJsonObject{{u"service_name"_s, notice.service},
                                           {u"change_type"_s, client::toString(notice.changeType)},
                                           {u"severity"_s, client::toString(notice.severity)},
                                           {u"affected_modules"_s, QJsonArray::fromStringList(notice.modules)},
                                           {u"description"_s, notice.description},
                                           {u"timestamp"_s, toIsoString(update->receivedAt)}});
            }
            const std::optional<client::PendingRestart> restart = service.strongest();
            respond(Response::json(
                {{u"total_pending"_s, updates.size()},
                 {u"restart_required"_s, restart.has_value()},
                 {u"restart_reason"_s, restart ? QJsonValue(restartReason(*restart)) : QJsonValue(QJsonValue::Null)},
                 {u"updates"_s, updates}}));
        });
}

/// Every unit that has a restart waiting. What the protocol calls complete is told of what is known now: the restart
/// hibernates first and only then ends anything.
void restartGraceful(UpdateService &service, const Request &request, Responder respond)
{
    service.approveAll(
        request.principal.name, false, &service,
        [respond = std::move(respond)](const Result<QList<client::PendingRestart>> &result) {
            if (!result) {
                respond(detail(500, result.error()));
                return;
            }
            if (result->isEmpty()) {
                respond(detail(500, {ErrorCode::Conflict, u"No unit has a restart waiting that may happen now"_s, {}}));
                return;
            }
            const bool hibernated =
                std::all_of(result->cbegin(), result->cend(), [](const client::PendingRestart &one) {
                    return !one.runs.isEmpty() && one.runs.constLast().steps.size() > 1 &&
                           one.runs.constLast().steps.at(1).state == u"done";
                });
            QStringList services;
            for (const client::PendingRestart &restart : *result) {
                services.append(restart.service);
            }
            respond(Response::json({{u"status"_s, u"restart_initiated"_s},
                                    {u"hibernation_complete"_s, hibernated},
                                    {u"time_to_restart"_s, 0},
                                    {u"message"_s, u"Restarting %1"_s.arg(services.join(u", "))}}));
        });
}

void applyDeferred(UpdateService &service, const Request &request, Responder respond)
{
    service.approveAll(
        request.principal.name, true, &service,
        [respond = std::move(respond)](const Result<QList<client::PendingRestart>> &result) {
            if (!result) {
                respond(detail(500, result.error()));
                return;
            }
            qsizetype updates = 0;
            for (const client::PendingRestart &restart : *result) {
                updates += restart.updates.size();
            }
            respond(Response::json({{u"status"_s, updates == 0 ? u"no_updates"_s : u"applying_deferred"_s},
                                    {u"updates_applied"_s, updates},
                                    {u"message"_s, updates == 0 ? u"No deferred updates"_s
                                                                : u"Applying %1 deferred updates"_s.arg(updates)}}));
        });
}

QJsonArray savedBy(const client::RestartRun &run)
{
    for (const client::RestartStep &step : run.steps) {
        if (step.step == u"hibernate") {
            return QJsonArray::fromStringList(step.savedState);
        }
    }
    return {};
}

void hibernationStatus(const UpdateService &service, const Responder &respond)
{
    const std::optional<client::RestartRun> run = service.lastHibernated();
    QJsonObject body{{u"hibernated"_s, run.has_value()},
                     {u"saved_components"_s, run ? savedBy(*run) : QJsonArray()},
                     {u"timestamp"_s, QJsonValue(QJsonValue::Null)}};
    if (run && run->steps.size() > 1 && run->steps.at(1).startedAt) {
        body.insert(u"timestamp"_s, toIsoString(*run->steps.at(1).startedAt));
    }
    respond(Response::json(body));
}

} // namespace

void addOmniMindRoutes(Router &router, const ApiServices &services)
{
    UpdateService &service = services.updates;
    const auto add = [&router](const char *method, const QString &path, Role role, auto handler) {
        Route route{method, path, role, [handler](const Request &request, const Parameters &, Responder respond) {
                        handler(request, std::move(respond));
                    }};
        route.compatible = true;
        router.add(std::move(route));
    };
    add("POST", u"/api/services/notify-update"_s, Role::Operator,
        [&service](const Request &request, Responder respond) { notify(service, request, std::move(respond)); });
    add("GET", u"/api/services/restart-decision"_s, Role::Viewer,
        [&service](const Request &, const Responder &respond) { restartDecision(service, respond); });
    add("POST", u"/api/services/restart-graceful"_s, Role::Operator,
        [&service](const Request &request, Responder respond) {
            restartGraceful(service, request, std::move(respond));
        });
    add("GET", u"/api/services/pending-updates"_s, Role::Viewer,
        [&service](const Request &, Responder respond) { pendingUpdates(service, std::move(respond)); });
    add("POST", u"/api/services/apply-deferred-updates"_s, Role::Operator,
        [&service](const Request &request, Responder respond) { applyDeferred(service, request, std::move(respond)); });
    add("GET", u"/api/hibernation-status"_s, Role::Viewer,
        [&service](const Request &, const Responder &respond) { hibernationStatus(service, respond); });
}

} // namespace lamplighter::api
