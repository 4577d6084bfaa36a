#include "core/api/handlers.h"
#include "core/api/next_page.h"
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
constexpr int kMostUnits = 1000; // of one page; without a query the answer is all of them

QString nameIn(const Parameters &parameters)
{
    return parameters.value(u"name"_s);
}

void addUnit(Watchdog &watchdog, const Request &request, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"name", "spec"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const QString name = in->requiredString("name");
    in->require(in->has("spec"), "spec", u"%1 is missing"_s);
    const QJsonObject spec = in->object("spec");
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    watchdog.addUnit(name, spec, request.principal.name, &watchdog, answerWith<UnitStatus>(std::move(respond), 201));
}

void checkUnit(Watchdog &watchdog, const Request &request, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"name", "spec", "replaces"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const QString name = in->string("name"); // an empty one is a problem like others
    in->require(in->has("spec"), "spec", u"%1 is missing"_s);
    const QJsonObject spec = in->object("spec");
    const bool replaces = in->boolean("replaces", false);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    watchdog.checkUnit(name, spec, replaces, &watchdog, answerWith<client::UnitCheck>(std::move(respond)));
}

void replaceUnit(Watchdog &watchdog, const Request &request, const QString &name, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"spec"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    in->require(in->has("spec"), "spec", u"%1 is missing"_s);
    const QJsonObject spec = in->object("spec");
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    watchdog.replaceUnit(name, spec, request.principal.name, &watchdog, answerWith<UnitStatus>(std::move(respond)));
}

void startUnit(Watchdog &watchdog, const Request &request, const QString &name, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"once"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const bool once = in->boolean("once", false);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    watchdog.startUnit(name, once, request.principal.name, &watchdog, answerWith<UnitStatus>(std::move(respond)));
}

void readLogs(Watchdog &watchdog, QThreadPool &pool, const Request &request, const QString &name, Responder respond)
{
    QueryReader in(request.query);
    in.refuseOthers({"lines", "after", "follow"});
    in.boolean("follow", false); // true is the live stream's
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

/// Some of the units, in order of name; `after` is the last name of the page before.
void readUnits(const Watchdog &watchdog, const Request &request, const Responder &respond)
{
    QueryReader in(request.query);
    in.refuseOthers({"after", "limit", "group", "service", "state"});
    const auto limit = in.integer("limit", kMostUnits, 1, kMostUnits);
    const QString after = in.string("after");
    const QString group = in.string("group");
    const QString service = in.string("service");
    const QString word = in.string("state");
    const std::optional<client::UnitState> state = client::unitStateFromString(word);
    if (!word.isEmpty() && !state) {
        in.fail("state", u"%1 is not a state of a unit"_s);
    }
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    client::UnitsPage page;
    const QList<UnitStatus> units = watchdog.units();
    for (const UnitStatus &unit : units) {
        const bool asked = unit.name > after && (group.isEmpty() || unit.group == group) &&
                           (service.isEmpty() || unit.service == service) && (!state || unit.state == *state);
        if (asked && page.units.size() == limit) {
            page.next = nextPage(request, u"after"_s, page.units.constLast().name);
            break;
        }
        if (asked) {
            page.units.append(unit);
        }
    }
    respond(Response::json(client::toJson(page)));
}

void reload(Watchdog &watchdog, const Request &request, Responder respond)
{
    if (refusesBody(request, respond)) {
        return;
    }
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

/// For who may not change units: variables are where passwords stand.
UnitDetail withoutSecrets(UnitDetail detail)
{
    QJsonObject environment = detail.spec.value("environment"_L1).toObject();
    for (auto variable = environment.begin(); variable != environment.end(); ++variable) {
        variable.value() = u"(hidden)"_s;
    }
    if (!environment.isEmpty()) {
        detail.spec.insert("environment"_L1, environment);
    }
    return detail;
}

void addReading(Router &router, const ApiServices &services)
{
    Watchdog &watchdog = services.watchdog;
    router.add({"GET", u"/api/v1/units"_s, Role::Viewer,
                [&watchdog, list = std::make_shared<UnitList>(watchdog, services.clock)](
                    const Request &request, const Parameters &, const Responder &respond) {
                    if (!request.query.isEmpty()) {
                        readUnits(watchdog, request, respond);
                        return;
                    }
                    Response response;
                    response.body = list->body();
                    respond(std::move(response));
                }});
    router.add({"GET", u"/api/v1/units/{name}"_s, Role::Viewer,
                [&watchdog](const Request &request, const Parameters &parameters, Responder respond) {
                    const bool secrets = request.principal.role >= Role::Admin;
                    watchdog.unitDetail(nameIn(parameters), &watchdog,
                                        [secrets, answer = answerWith<UnitDetail>(std::move(respond))](
                                            const Result<UnitDetail> &detail) {
                                            answer(detail && !secrets ? withoutSecrets(*detail) : detail);
                                        });
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
                 if (refusesBody(request, respond)) {
                     return;
                 }
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
                    if (refusesBody(request, respond)) {
                        return;
                    }
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
