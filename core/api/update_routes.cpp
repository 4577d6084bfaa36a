// Updates, the restarts they ask for, checkpoints, versions and the policy.
#include "core/api/handlers.h"
#include "core/api/next_page.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/base/strict_json.h"
#include "core/updates/restart_status.h"
#include "core/updates/update_service.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using updates::UpdateService;

namespace {

constexpr int kMostUpdates = 1000;
constexpr int kMostRestarts = 1000;
constexpr qsizetype kLongestReason = 1000;

/// The whole body is the notice. Nothing if it was answered: text that is no JSON as everywhere, and a field that is
/// not right with 422, so that a pipeline can tell which of the two it got wrong.
std::optional<client::Notice> readNotice(const Request &request, const Responder &respond)
{
    const Result<QJsonObject> object =
        request.body.isEmpty() ? Result<QJsonObject>(QJsonObject()) : parseStrictJsonObject(request.body);
    if (!object) {
        respond(Response::error(object.error()));
        return std::nullopt;
    }
    JsonReader in(*object);
    in.refuseOthers({"service", "change_type", "modules", "severity", "description", "version"});
    const Result<client::Notice> notice =
        in.ok() ? client::noticeFromJson(*object) : Result<client::Notice>(in.error());
    if (!notice) {
        respond(Response::error(422, notice.error()));
        return std::nullopt;
    }
    return *notice;
}

void notify(UpdateService &service, const Request &request, Responder respond)
{
    const std::optional<client::Notice> notice = readNotice(request, respond);
    if (!notice) {
        return;
    }
    service.notify(*notice, request.principal.name, &service,
                   answerWith<client::NoticeAnswer>(std::move(respond), 201));
}

Result<client::UpdateFilter> filterOf(const Request &request)
{
    QueryReader in(request.query);
    in.refuseOthers({"before", "limit", "state", "service", "q", "severity"});
    client::UpdateFilter filter;
    filter.before = in.integer("before", 0, 0, std::numeric_limits<qint64>::max());
    filter.limit = static_cast<int>(in.integer("limit", 100, 1, kMostUpdates));
    filter.state = in.string("state");
    filter.service = in.string("service");
    filter.text = in.string("q");
    filter.severity = in.string("severity");
    const bool knownState = filter.state.isEmpty() || filter.state == u"open" || filter.state == u"over" ||
                            client::updateStateFromString(filter.state);
    if (!knownState) {
        in.fail("state", u"%1 must be open, over, or the state of an update"_s);
    }
    if (!filter.severity.isEmpty() && !client::updateSeverityFromString(filter.severity)) {
        in.fail("severity", u"%1 must be low, medium, high or critical"_s);
    }
    if (!in.ok()) {
        return in.error();
    }
    return filter;
}

void list(UpdateService &service, const Request &request, Responder respond)
{
    const Result<client::UpdateFilter> filter = filterOf(request);
    if (!filter) {
        respond(Response::error(filter.error()));
        return;
    }
    service.updates(*filter, &service,
                    [request, respond = std::move(respond)](const Result<client::UpdatesPage> &result) {
                        if (!result) {
                            respond(Response::error(result.error()));
                            return;
                        }
                        client::UpdatesPage page = *result;
                        if (page.more && !page.updates.isEmpty()) {
                            const qint64 last = updates::updateNumber(page.updates.constLast().id);
                            page.next = nextPage(request, u"before"_s, QString::number(last));
                        }
                        respond(Response::json(client::toJson(page)));
                    });
}

void listRestarts(const UpdateService &service, const Request &request, const Responder &respond)
{
    QueryReader in(request.query);
    in.refuseOthers({});
    respond(in.ok() ? Response::json(client::toJson(client::RestartsPage{service.restarts(kMostRestarts)}))
                    : Response::error(in.error()));
}

std::optional<int> revisionIn(JsonReader &in)
{
    const std::optional<qint64> revision = in.optionalInteger("revision");
    in.require(!revision || (*revision > 0 && *revision < std::numeric_limits<int>::max()), "revision",
               u"%1 must be a positive number"_s);
    return revision ? std::optional(static_cast<int>(*revision)) : std::nullopt;
}

QString reasonIn(JsonReader &in, qsizetype shortest)
{
    const QString reason = in.string("reason").trimmed();
    in.require(reason.size() >= shortest && reason.size() <= kLongestReason, "reason",
               shortest > 0 ? u"%1 must have 3 to 1,000 characters"_s : u"%1 must have at most 1,000 characters"_s);
    return reason;
}

void approve(UpdateService &service, const Request &request, const QString &id, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"revision", "when", "at", "force"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const std::optional<int> revision = revisionIn(*in);
    const std::optional<updates::When> when = updates::whenFromString(in->string("when", u"now"_s));
    const std::optional<WallTime> at = in->optionalTime("at");
    const bool force = in->boolean("force", false);
    in->require(when.has_value(), "when", u"%1 must be now, checkpoint or at"_s);
    in->require(!when || (*when == updates::When::At) == at.has_value(), "at",
                u"%1 is needed with when = at, and only then"_s);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    service.approve({id, revision, request.principal.name}, *when, at, force, &service,
                    answerWith<client::PendingRestart>(std::move(respond)));
}

void defer(UpdateService &service, const Clock &clock, const Request &request, const QString &id, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"revision", "until", "for_seconds", "reason"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const std::optional<int> revision = revisionIn(*in);
    std::optional<WallTime> until = in->optionalTime("until");
    const std::optional<qint64> span = in->optionalInteger("for_seconds");
    const QString reason = reasonIn(*in, 0);
    in->require(until.has_value() != span.has_value(), "until", u"%1 or for_seconds is needed, not both"_s);
    in->require(!span || (*span > 0 && *span <= 90 * 86'400), "for_seconds", u"%1 must be 1 to 7776000"_s);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    if (span) {
        until = clock.wallNow() + seconds(*span);
    }
    service.defer({id, revision, request.principal.name}, *until, reason, &service,
                  answerWith<client::PendingRestart>(std::move(respond)));
}

void reject(UpdateService &service, const Request &request, const QString &id, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"revision", "reason"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const std::optional<int> revision = revisionIn(*in);
    const QString reason = reasonIn(*in, 3);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    service.reject({id, revision, request.principal.name}, reason, &service,
                   answerWith<client::PendingRestart>(std::move(respond)));
}

void rollBack(UpdateService &service, const Request &request, const QString &unit, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"version"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const QString version = in->string("version");
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    service.rollBack(unit, version, request.principal.name, &service,
                     answerWith<client::PendingRestart>(std::move(respond), 202));
}

void checkpoint(UpdateService &service, const Request &request, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"unit"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const QString unit = in->requiredString("unit");
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    service.checkpoint(unit, request.principal.name, &service,
                       [respond = std::move(respond)](const Result<void> &result) {
                           respond(result ? Response::json({}, 202) : Response::error(result.error()));
                       });
}

void advise(UpdateService &service, const Request &request, Responder respond)
{
    QueryReader in(request.query);
    in.refuseOthers({"service"});
    const QString name = in.string("service");
    if (name.isEmpty()) {
        in.fail("service", u"%1 is needed"_s);
    }
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    service.advise(name, &service, answerWith<client::Advice>(std::move(respond)));
}

/// Pattern, method and role of a route that acts on one restart.
template <typename Act> Route restartRoute(const QString &action, Act act)
{
    return {"POST", u"/api/v1/restarts/{id}/"_s + action, Role::Operator,
            [act](const Request &request, const Parameters &parameters, Responder respond) {
                act(request, parameters.value(u"id"_s), std::move(respond));
            }};
}

void addRestartRoutes(Router &router, UpdateService &service, const Clock &clock)
{
    router.add({"GET", u"/api/v1/restarts"_s, Role::Viewer,
                [&service](const Request &request, const Parameters &, const Responder &respond) {
                    listRestarts(service, request, respond);
                }});
    router.add({"GET", u"/api/v1/restarts/{id}"_s, Role::Viewer,
                [&service](const Request &, const Parameters &parameters, Responder respond) {
                    service.restart(parameters.value(u"id"_s), &service,
                                    answerWith<client::RestartDetail>(std::move(respond)));
                }});
    router.add(restartRoute(u"approve"_s, [&service](const Request &request, const QString &id, Responder respond) {
        approve(service, request, id, std::move(respond));
    }));
    router.add(
        restartRoute(u"defer"_s, [&service, &clock](const Request &request, const QString &id, Responder respond) {
            defer(service, clock, request, id, std::move(respond));
        }));
    router.add(restartRoute(u"reject"_s, [&service](const Request &request, const QString &id, Responder respond) {
        reject(service, request, id, std::move(respond));
    }));
}

void addPolicyRoutes(Router &router, UpdateService &service, updates::PolicyStore &policy)
{
    router.add({"GET", u"/api/v1/policy"_s, Role::Viewer,
                [&policy](const Request &, const Parameters &, const Responder &respond) {
                    respond(Response::json(client::toJson(policy.info())));
                }});
    router.add({"POST", u"/api/v1/policy/explain"_s, Role::Viewer,
                [&service](const Request &request, const Parameters &, const Responder &respond) {
                    if (const std::optional<client::Notice> notice = readNotice(request, respond)) {
                        respond(Response::json(client::toJson(service.explain(*notice))));
                    }
                }});
}

} // namespace

void addUpdateRoutes(Router &router, const ApiServices &services)
{
    UpdateService &service = services.updates;
    router.add({"POST", u"/api/v1/updates"_s, Role::Operator,
                [&service](const Request &request, const Parameters &, Responder respond) {
                    notify(service, request, std::move(respond));
                }});
    router.add({"GET", u"/api/v1/updates"_s, Role::Viewer,
                [&service](const Request &request, const Parameters &, Responder respond) {
                    list(service, request, std::move(respond));
                }});
    router.add({"GET", u"/api/v1/updates/counts"_s, Role::Viewer,
                [&service](const Request &, const Parameters &, Responder respond) {
                    service.counts(&service, answerWith<client::UpdateCounts>(std::move(respond)));
                }});
    router.add({"GET", u"/api/v1/updates/advise"_s, Role::Viewer,
                [&service](const Request &request, const Parameters &, Responder respond) {
                    advise(service, request, std::move(respond));
                }});
    router.add({"GET", u"/api/v1/updates/{id}"_s, Role::Viewer,
                [&service](const Request &, const Parameters &parameters, Responder respond) {
                    service.update(parameters.value(u"id"_s), &service,
                                   answerWith<client::UpdateRecord>(std::move(respond)));
                }});
    router.add({"POST", u"/api/v1/checkpoints"_s, Role::Operator,
                [&service](const Request &request, const Parameters &, Responder respond) {
                    checkpoint(service, request, std::move(respond));
                }});
    router.add({"GET", u"/api/v1/units/{name}/versions"_s, Role::Viewer,
                [&service](const Request &, const Parameters &parameters, Responder respond) {
                    service.versions(parameters.value(u"name"_s), &service,
                                     answerWith<client::VersionsPage>(std::move(respond)));
                }});
    router.add({"POST", u"/api/v1/units/{name}/rollback"_s, Role::Operator,
                [&service](const Request &request, const Parameters &parameters, Responder respond) {
                    rollBack(service, request, parameters.value(u"name"_s), std::move(respond));
                }});
    addRestartRoutes(router, service, services.clock);
    addPolicyRoutes(router, service, services.policy);
}

} // namespace lamplighter::api
