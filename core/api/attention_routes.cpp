// GET /api/v1/attention: what waits for an operator, in one answer.
#include "core/alerts/alert_book.h"
#include "core/api/handlers.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/client/trouble.h"
#include "core/updates/update_service.h"
#include "core/watchdog/watchdog.h"

#include <QPointer>

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using client::UnitStatus;

namespace {

constexpr int kMostAlerts = 1000;
constexpr qsizetype kMostRestarts = 1000;
constexpr std::chrono::hours kUnsettledFor{24};

QList<client::TroubledUnit> troubled(const QList<UnitStatus> &units)
{
    // Few units wait, so no index of thousands is made for them: they come in order of name.
    const auto find = [&units](const QString &name) -> const UnitStatus * {
        const auto at =
            std::lower_bound(units.cbegin(), units.cend(), name,
                             [](const UnitStatus &unit, const QString &wanted) { return unit.name < wanted; });
        return at != units.cend() && at->name == name ? &*at : nullptr;
    };
    QList<client::TroubledUnit> out;
    for (const UnitStatus &unit : units) {
        if (const client::Trouble trouble = client::troubleOf(unit, find); trouble != client::Trouble::None) {
            out.append({toString(trouble), unit});
        }
    }
    return out;
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
    services.alerts.query(
        query, &watchdog,
        [&watchdog, updates = QPointer(&services.updates), respond = std::move(respond)](const auto &alerts) {
            if (!alerts) {
                respond(Response::error(alerts.error()));
                return;
            }
            respond(Response::json(client::toJson(
                client::Attention{alerts->alerts, alerts->more, troubled(watchdog.units()), watchdog.killSwitch(),
                                  updates ? updates->waiting(kMostRestarts) : QList<client::PendingRestart>()})));
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
