#include "core/api/handlers.h"
#include "core/api/pool.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/api/unit_list.h"
#include "core/watchdog/log_reader.h"
#include "core/watchdog/watchdog.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using client::UnitDetail;
using client::UnitStatus;
using watchdog::Watchdog;

namespace {

constexpr int kMostLines = 10'000;

QString nameIn(const Parameters &parameters)
{
    return parameters.value(u"name"_s);
}

void addUnit(Watchdog &watchdog, const Request &request, Responder respond)
{
    const Result<QJsonObject> body = bodyOf(request);
    if (!body) {
        respond(Response::error(body.error()));
        return;
    }
    JsonReader in(*body);
    const QString name = in.requiredString("name");
    in.require(in.has("spec"), "spec", u"%1 is missing"_s);
    const QJsonObject spec = in.object("spec");
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    watchdog.addUnit(name, spec, request.principal.name, &watchdog, answerWith<UnitStatus>(std::move(respond), 201));
}

void checkUnit(Watchdog &watchdog, const Request &request, Responder respond)
{
    const Result<QJsonObject> body = bodyOf(request);
    if (!body) {
        respond(Response::error(body.error()));
        return;
    }
    JsonReader in(*body);
    const QString name = in.string("name"); // an empty one is a problem like others
    in.require(in.has("spec"), "spec", u"%1 is missing"_s);
    const QJsonObject spec = in.object("spec");
    const bool replaces = in.boolean("replaces", false);
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    watchdog.checkUnit(name, spec, replaces, &watchdog, answerWith<client::UnitCheck>(std::move(respond)));
}

void replaceUnit(Watchdog &watchdog, const Request &request, const QString &name, Responder respond)
{
    const Result<QJsonObject> body = bodyOf(request);
    if (!body) {
        respond(Response::error(body.error()));
        return;
    }
    JsonReader in(*body);
    in.require(in.has("spec"), "spec", u"%1 is missing"_s);
    const QJsonObject spec = in.object("spec");
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    watchdog.replaceUnit(name, spec, request.principal.name, &watchdog, answerWith<UnitStatus>(std::move(respond)));
}

void startUnit(Watchdog &watchdog, const Request &request, const QString &name, Responder respond)
{
    const Result<QJsonObject> body = bodyOf(request);
    if (!body) {
        respond(Response::error(body.error()));
        return;
    }
    JsonReader in(*body);
    const bool once = in.boolean("once", false);
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    watchdog.startUnit(name, once, request.principal.name, &watchdog, answerWith<UnitStatus>(std::move(respond)));
}

void readLogs(Watchdog &watchdog, QThreadPool &pool, const Request &request, const QString &name, Responder respond)
{
    QueryReader in(request.query);
    const auto lines = static_cast<int>(in.integer("lines", 200, 1, kMostLines));
    const QString after = in.string("after");
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    if (!watchdog.unit(name)) {
        respond(Response::error({ErrorCode::NotFound, u"there is no unit %1"_s.arg(name), {}}));
        return;
    }
    auto job = [path = watchdog.logPath(name), lines, after] {
        return after.isEmpty() ? watchdog::readLastLines(path, lines) : watchdog::readLinesAfter(path, after, lines);
    };
    runInPool(pool, &watchdog, std::move(job), answerWith<client::LogPage>(std::move(respond)));
}

void reload(Watchdog &watchdog, const Request &request, Responder respond)
{
    watchdog.reloadUnits(request.principal.name, &watchdog,
                         [respond = std::move(respond)](const Result<watchdog::ReloadSummary> &result) {
                             if (!result) {
                                 respond(Response::error(result.error()));
                                 return;
                             }
                             respond(Response::json({{u"added"_s, QJsonArray::fromStringList(result->added)},
                                                     {u"changed"_s, QJsonArray::fromStringList(result->changed)},
                                                     {u"removed"_s, QJsonArray::fromStringList(result->removed)}}));
                         });
}

void addReading(Router &router, const ApiServices &services)
{
    Watchdog &watchdog = services.watchdog;
    router.add({"GET", u"/api/v1/units"_s, Role::Viewer,
                [list = std::make_shared<UnitList>(watchdog, services.clock)](const Request &, const Parameters &,
                                                                              const Responder &respond) {
                    Response response;
                    response.body = list->body();
                    respond(std::move(response));
                }});
    router.add({"GET", u"/api/v1/units/{name}"_s, Role::Viewer,
                [&watchdog](const Request &, const Parameters &parameters, Responder respond) {
                    watchdog.unitDetail(nameIn(parameters), &watchdog, answerWith<UnitDetail>(std::move(respond)));
                }});
    router.add({"GET", u"/api/v1/units/{name}/history"_s, Role::Viewer,
                [&watchdog](const Request &, const Parameters &parameters, Responder respond) {
                    watchdog.unitHistory(nameIn(parameters), &watchdog,
                                         answerWith<client::UnitHistory>(std::move(respond)));
                }});
    auto pool = std::make_shared<QThreadPool>();
    pool->setMaxThreadCount(2);
    router.add({"GET", u"/api/v1/units/{name}/logs"_s, Role::Viewer,
                [&watchdog, pool](const Request &request, const Parameters &parameters, Responder respond) {
                    readLogs(watchdog, *pool, request, nameIn(parameters), std::move(respond));
                }});
}

void addActing(Router &router, Watchdog &watchdog)
{
    router.add({"POST", u"/api/v1/units/{name}/start"_s, Role::Operator,
                [&watchdog](const Request &request, const Parameters &parameters, Responder respond) {
                    startUnit(watchdog, request, nameIn(parameters), std::move(respond));
                }});
    struct Verb
    {
        const char16_t *word;
        void (Watchdog::*call)(const QString &, const QString &, QObject *, Watchdog::Done<UnitStatus>);
    };
    for (const Verb &verb : {Verb{u"stop", &Watchdog::stopUnit}, Verb{u"restart", &Watchdog::restartUnit},
                             Verb{u"reset", &Watchdog::resetUnit}}) {
        router.add(
            {"POST", u"/api/v1/units/{name}/"_s + QString::fromUtf16(verb.word), Role::Operator,
             [&watchdog, call = verb.call](const Request &request, const Parameters &parameters, Responder respond) {
                 (watchdog.*call)(nameIn(parameters), request.principal.name, &watchdog,
                                  answerWith<UnitStatus>(std::move(respond)));
             }});
    }
}

void addChanging(Router &router, Watchdog &watchdog)
{
    router.add({"POST", u"/api/v1/units"_s, Role::Admin,
                [&watchdog](const Request &request, const Parameters &, Responder respond) {
                    addUnit(watchdog, request, std::move(respond));
                }});
    router.add({"POST", u"/api/v1/units/check"_s, Role::Admin,
                [&watchdog](const Request &request, const Parameters &, Responder respond) {
                    checkUnit(watchdog, request, std::move(respond));
                }});
    router.add({"PUT", u"/api/v1/units/{name}"_s, Role::Admin,
                [&watchdog](const Request &request, const Parameters &parameters, Responder respond) {
                    replaceUnit(watchdog, request, nameIn(parameters), std::move(respond));
                }});
    router.add({"DELETE", u"/api/v1/units/{name}"_s, Role::Admin,
                [&watchdog](const Request &request, const Parameters &parameters, Responder respond) {
                    watchdog.removeUnit(nameIn(parameters), request.principal.name, &watchdog,
                                        [respond = std::move(respond)](const Result<void> &result) {
                                            respond(result ? Response::json({}) : Response::error(result.error()));
                                        });
                }});
    router.add({"POST", u"/api/v1/units/reload"_s, Role::Admin,
                [&watchdog](const Request &request, const Parameters &, Responder respond) {
                    reload(watchdog, request, std::move(respond));
                }});
}

} // namespace

void addUnitRoutes(Router &router, const ApiServices &services)
{
    addReading(router, services);
    addActing(router, services.watchdog);
    addChanging(router, services.watchdog);
}

} // namespace lamplighter::api
