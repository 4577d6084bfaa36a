// GET /api/v1/attention: what waits for an operator, in one answer.
#include "core/alerts/alert_book.h"
#include "core/api/handlers.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/watchdog/watchdog.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using client::UnitState;
using client::UnitStatus;

namespace {

constexpr int kMostAlerts = 1000;
constexpr std::chrono::hours kUnsettledFor{24};

bool needsSomebody(const UnitStatus &unit)
{
    switch (unit.state) {
    case UnitState::Fatal:
    case UnitState::Killed:
    case UnitState::Backoff:
        return true;
    case UnitState::Exited:
        return unit.reason != client::Reason::Completed;
    case UnitState::Running:
        return unit.health == client::Health::Failing;
    case UnitState::Starting:
        return !unit.waitingFor.isEmpty();
    case UnitState::Stopped:
    case UnitState::Stopping:
        return !unit.heldBy.isEmpty() && unit.wanted;
    }
    return false;
}

void read(const ApiServices &services, const Request &request, Responder respond)
{
    QueryReader in(request.query);
    in.refuseOthers({});
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    alerts::AlertQuery query;
    query.limit = kMostAlerts;
    query.unsettledSince = services.clock.wallNow() - kUnsettledFor;
    watchdog::Watchdog &watchdog = services.watchdog;
    services.alerts.query(query, &watchdog, [&watchdog, respond = std::move(respond)](const auto &alerts) {
        if (!alerts) {
            respond(Response::error(alerts.error()));
            return;
        }
        client::Attention attention{alerts->alerts, alerts->more, {}, watchdog.killSwitch()};
        const QList<UnitStatus> units = watchdog.units();
        std::copy_if(units.cbegin(), units.cend(), std::back_inserter(attention.units), needsSomebody);
        respond(Response::json(client::toJson(attention)));
    });
}

} // namespace

void addAttentionRoutes(Router &router, const ApiServices &services)
{
    router.add({"GET", u"/api/v1/attention"_s, Role::Viewer,
                [services](const Request &request, const Parameters &, Responder respond) {
                    read(services, request, std::move(respond));
                }});
}

} // namespace lamplighter::api
