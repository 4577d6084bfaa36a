// The routes of the service update protocol that this engine's update domain grew out of, with exactly its fields, for
// clients that were written for it: /api/services/… and the two about hibernation.
#include "core/api/handlers.h"
#include "core/api/routes.h"
#include "core/base/strict_json.h"
#include "core/updates/update_service.h"
#include "core/watchdog/watchdog.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <utility>

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using updates::UpdateService;

namespace {

constexpr int kMostPending = 1000;
constexpr seconds kShutdownAnswerWithin{20};

/// What its servers write: UTC without a mark that says so, which its clients' language took until lately.
QString timestamp(WallTime time)
{
    return toIsoString(time).chopped(1);
}

/// "affected_modules[3]" as its servers say it: body, affected_modules, 3.
QJsonArray placeOf(const QString &field)
{
    QJsonArray place{u"body"_s, field.section(u'[', 0, 0)};
    if (field.contains(u'[')) {
        place.append(field.section(u'[', 1).chopped(1).toInt());
    }
    return place;
}

/// Its errors are {"detail": …}: a list of {"loc", "msg", "type"} for a malformed field, a sentence otherwise.
Response detail(int status, const Error &error)
{
    if (error.field.isEmpty()) {
        return Response::json({{u"detail"_s, error.message}}, status);
    }
    const QJsonObject entry{{u"loc"_s, placeOf(error.field)}, {u"msg"_s, error.message}, {u"type"_s, u"value_error"_s}};
    return Response::json({{u"detail"_s, QJsonArray{entry}}}, status);
}

/// What went wrong in the engine, whatever field of ours it was about.
Response failed(const Error &error)
{
    return detail(500, {error.code, error.message, {}});
}

QString restartReason(const client::PendingRestart &restart)
{
    return restart.service + u": " + restart.reason;
}

void notify(UpdateService &service, const Request &request, Responder respond)
{
    const Result<QJsonObject> object = parseStrictJsonObject(request.body);
    const Result<client::Notice> notice =
        object ? client::noticeFromJson(*object) : Result<client::Notice>(object.error());
    if (!notice) {
        Error error = notice.error(); // by the names this protocol has for them
        if (error.field == u"service" || error.field.startsWith(u"modules")) {
            const QString ours = error.field.section(u'[', 0, 0);
            const QString theirs = ours == u"service" ? u"service_name"_s : u"affected_modules"_s;
            error.field.replace(0, ours.size(), theirs);
            error.message.replace(ours, theirs);
        }
        respond(detail(422, error));
        return;
    }
    service.notify(
        *notice, request.principal.name, &service,
        [respond = std::move(respond)](const Result<client::NoticeAnswer> &result) {
            if (!result) {
                respond(failed(result.error()));
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

QJsonObject pendingBody(const UpdateService &service, const client::UpdatesPage &page, qint64 total)
{
    QJsonArray updates;
    for (auto update = page.updates.crbegin(); update != page.updates.crend(); ++update) {
        const client::Notice &notice = update->notice;
        updates.append(QJsonObject{{u"service_name"_s, notice.service},
                                   {u"change_type"_s, client::toString(notice.changeType)},
                                   {u"severity"_s, client::toString(notice.severity)},
                                   {u"affected_modules"_s, QJsonArray::fromStringList(notice.modules)},
                                   {u"description"_s, notice.description},
                                   {u"timestamp"_s, timestamp(update->receivedAt)}});
    }
    const std::optional<client::PendingRestart> restart = service.strongest();
    return {{u"total_pending"_s, total},
            {u"restart_required"_s, restart.has_value()},
            {u"restart_reason"_s, restart ? QJsonValue(restartReason(*restart)) : QJsonValue(QJsonValue::Null)},
            {u"updates"_s, updates}};
}

/// All that is not over; of very many the newest, and how many there are.
void pendingUpdates(UpdateService &service, Responder respond)
{
    client::UpdateFilter filter;
    filter.state = u"open"_s;
    filter.limit = kMostPending;
    service.updates(
        filter, &service, [&service, respond = std::move(respond)](const Result<client::UpdatesPage> &page) {
            if (!page) {
                respond(failed(page.error()));
                return;
            }
            if (!page->more) {
                respond(Response::json(pendingBody(service, *page, page->updates.size())));
                return;
            }
            service.counts(&service, [&service, page = *page, respond](const Result<client::UpdateCounts> &counts) {
                if (!counts) {
                    respond(failed(counts.error()));
                    return;
                }
                qint64 total = 0;
                for (auto count = counts->byState.cbegin(); count != counts->byState.cend(); ++count) {
                    const auto state = client::updateStateFromString(count.key());
                    total += state && !client::isOver(*state) ? count.value() : 0;
                }
                respond(Response::json(pendingBody(service, page, total)));
            });
        });
}

bool isApproved(const client::PendingRestart &restart)
{
    return restart.state != client::UpdateState::Waiting && restart.state != client::UpdateState::Deferred;
}

bool hasHibernated(const client::PendingRestart &restart)
{
    const auto saved = [](const client::RestartRun &run) {
        return std::any_of(run.steps.cbegin(), run.steps.cend(), [](const client::RestartStep &step) {
            return step.step == u"hibernate" && step.state == u"done";
        });
    };
    return !restart.runs.isEmpty() && std::all_of(restart.runs.cbegin(), restart.runs.cend(), saved);
}

/// What happens now, and what waits for its checkpoint, its window or a quiet moment.
QString restartMessage(const QList<client::PendingRestart> &restarts)
{
    QStringList now;
    QStringList later;
    for (const client::PendingRestart &restart : restarts) {
        if (restart.waitsFor.isEmpty()) {
            now.append(restart.service);
        } else {
            later.append(u"%1 waits for its %2"_s.arg(restart.service, QString(restart.waitsFor).replace(u'_', u' ')));
        }
    }
    if (!now.isEmpty()) {
        later.prepend(u"Restarting %1"_s.arg(now.join(u", ")));
    }
    return later.join(u"; ");
}

Response initiated(const QList<client::PendingRestart> &restarts, WallTime now)
{
    seconds longest{0};
    for (const client::PendingRestart &restart : restarts) {
        const bool waits = !restart.waitsFor.isEmpty() && restart.until;
        longest = waits ? std::max(longest, std::chrono::ceil<seconds>(*restart.until - now)) : longest;
    }
    const bool hibernated = std::all_of(restarts.cbegin(), restarts.cend(), hasHibernated);
    return Response::json({{u"status"_s, u"restart_initiated"_s},
                           {u"hibernation_complete"_s, hibernated},
                           {u"time_to_restart"_s, qint64{longest.count()}},
                           {u"message"_s, restartMessage(restarts)}});
}

/// Why none of those that wait may happen now.
QString whyNone(const QList<client::PendingRestart> &restarts)
{
    QStringList why;
    for (const client::PendingRestart &restart : restarts) {
        if (restart.state == client::UpdateState::Waiting) {
            why.append(restart.units.isEmpty() ? u"no unit has the service %1"_s.arg(restart.service)
                                               : u"the kill switch holds %1"_s.arg(restart.service));
        }
    }
    return why.isEmpty() ? u"Nothing waits for a restart"_s : u"Nothing can restart now: %1"_s.arg(why.join(u", "));
}

/// Every unit that has a restart waiting. What the policy let happen by itself already is told as if it was asked for
/// here: a client asks right after its notice. Hibernation is told as far as it went: the restart hibernates first, and
/// only then ends anything.
void restartGraceful(UpdateService &service, const Clock &clock, const Request &request, Responder respond)
{
    service.approveAll(request.principal.name, false, &service,
                       [&service, &clock, respond = std::move(respond)](const auto &result) {
                           if (!result) {
                               respond(failed(result.error()));
                               return;
                           }
                           QList<client::PendingRestart> restarts = *result;
                           if (restarts.isEmpty()) {
                               const QList<client::PendingRestart> open = service.restarts();
                               std::copy_if(open.cbegin(), open.cend(), std::back_inserter(restarts), isApproved);
                               if (restarts.isEmpty()) {
                                   respond(failed({ErrorCode::Conflict, whyNone(open), {}}));
                                   return;
                               }
                           }
                           respond(initiated(restarts, clock.wallNow()));
                       });
}

void applyDeferred(UpdateService &service, const Request &request, Responder respond)
{
    service.approveAll(
        request.principal.name, true, &service,
        [respond = std::move(respond)](const Result<QList<client::PendingRestart>> &result) {
            if (!result) {
                respond(failed(result.error()));
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
    for (const client::RestartStep &step : run ? run->steps : QList<client::RestartStep>()) {
        if (step.step == u"hibernate" && step.startedAt) {
            body.insert(u"timestamp"_s, timestamp(*step.startedAt));
        }
    }
    respond(Response::json(body));
}

/// Those that run, whatever they wait for now.
QStringList runningUnits(const watchdog::Watchdog &watchdog)
{
    QStringList names;
    const QList<client::UnitStatus> units = watchdog.units();
    for (const client::UnitStatus &unit : units) {
        if (unit.wanted && unit.pid > 0) {
            names.append(unit.name);
        }
    }
    return names;
}

Response shutDown(const QList<updates::Hibernated> &units)
{
    QStringList stopped;
    QStringList said;
    QStringList saved;
    for (const updates::Hibernated &unit : units) {
        saved += unit.savedState;
        if (unit.stopped) {
            stopped.append(unit.unit);
        } else {
            said.append(u"%1 runs on: %2"_s.arg(unit.unit, unit.detail));
        }
    }
    stopped.sort();
    if (stopped.isEmpty()) {
        return failed({ErrorCode::Conflict,
                       said.isEmpty() ? u"No unit that runs has a hook to save its state, so nothing was stopped"_s
                                      : said.join(u"; "),
                       {}});
    }
    said.prepend(u"Stopped %1"_s.arg(stopped.join(u", ")));
    return Response::json({{u"status"_s, u"shutdown_initiated"_s},
                           {u"message"_s, said.join(u"; ")},
                           {u"hibernation"_s, u"enabled"_s},
                           {u"saved_state"_s, QJsonArray::fromStringList(saved)},
                           {u"next_step"_s, u"Start them again: lampctl start %1"_s.arg(stopped.join(u' '))}});
}

/// What its server does to itself: save the state, then stop, until someone starts it again. Here to the units that can
/// be asked to save theirs, and to no others; the engine goes on. Their clients wait 30 s: a hook that takes longer is
/// not ended, and its unit stops when it is through.
void shutDown(const ApiServices &services, const Request &request, Responder respond)
{
    auto answered = std::make_shared<bool>(false);
    const auto once = [respond = std::move(respond), answered](const Response &response) {
        if (!std::exchange(*answered, true)) {
            respond(response);
        }
    };
    services.updates.hibernateAndStop(runningUnits(services.watchdog), request.principal.name, &services.updates,
                                      [once](const Result<QList<updates::Hibernated>> &units) {
                                          once(units ? shutDown(*units) : failed(units.error()));
                                      });
    QTimer::singleShot(kShutdownAnswerWithin, &services.updates, [once] {
        once(Response::json({{u"status"_s, u"shutdown_initiated"_s},
                             {u"message"_s, u"Each unit stops when its state is saved, which takes long"_s},
                             {u"hibernation"_s, u"enabled"_s},
                             {u"saved_state"_s, QJsonArray()},
                             {u"next_step"_s, u"See what has stopped: lampctl list"_s}}));
    });
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
        [&service, &clock = services.clock](const Request &request, Responder respond) {
            restartGraceful(service, clock, request, std::move(respond));
        });
    add("GET", u"/api/services/pending-updates"_s, Role::Viewer,
        [&service](const Request &, Responder respond) { pendingUpdates(service, std::move(respond)); });
    add("POST", u"/api/services/apply-deferred-updates"_s, Role::Operator,
        [&service](const Request &request, Responder respond) { applyDeferred(service, request, std::move(respond)); });
    add("POST", u"/api/shutdown"_s, Role::Admin,
        [services](const Request &request, Responder respond) { shutDown(services, request, std::move(respond)); });
    add("GET", u"/api/hibernation-status"_s, Role::Viewer,
        [&service](const Request &, const Responder &respond) { hibernationStatus(service, respond); });
}

} // namespace lamplighter::api
