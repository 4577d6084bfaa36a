// What the console's pages show beside the live picture: what went on, and how a unit recovered.
#include "core/alerts/alert_book.h"
#include "core/api/handlers.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/journal/journal.h"
#include "core/journal/kinds.h"
#include "core/watchdog/unit_history.h"
#include "core/watchdog/watchdog.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

client::Activity activityOf(const TimeBuckets &buckets, const QList<int> &restarts,
                            const QList<alerts::AlertCount> &alerts)
{
    client::Activity activity{buckets.width(), {}};
    for (int i = 0; i < buckets.count(); ++i) {
        const alerts::AlertCount &count = alerts.at(i);
        activity.buckets.append({buckets.begin(i), count.critical, count.warning, count.info, restarts.at(i)});
    }
    return activity;
}

void readActivity(const ApiServices &services, const Request &request, const Responder &respond)
{
    QueryReader in(request.query);
    in.refuseOthers({"width", "count"});
    const seconds width{in.integer("width", 1800, 60, 86'400)};
    const auto count = static_cast<int>(in.integer("count", 48, 1, 500));
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    const TimeBuckets buckets(services.clock.wallNow(), width, count);
    alerts::AlertBook &book = services.alerts;
    services.journal.count(
        {journal::kinds::kUnitStarting, watchdog::recoveryReasons(), buckets}, &book,
        [&book, buckets, respond](const Result<QList<int>> &restarts) {
            if (!restarts) {
                respond(Response::error(restarts.error()));
                return;
            }
            book.count(buckets, &book,
                       [buckets, respond, restarts = *restarts](const Result<QList<alerts::AlertCount>> &alerts) {
                           respond(alerts ? Response::json(client::toJson(activityOf(buckets, restarts, *alerts)))
                                          : Response::error(alerts.error()));
                       });
        });
}

} // namespace

void addReportRoutes(Router &router, const ApiServices &services)
{
    watchdog::Watchdog &watchdog = services.watchdog;
    // Not below /units: there it would hide a unit of that name.
    router.add(
        {"GET", u"/api/v1/usage"_s, Role::Viewer, [&watchdog](const Request &, const Parameters &, Responder respond) {
             watchdog.usage(&watchdog, answerWith<client::UsageSnapshot>(std::move(respond)));
         }});
    router.add({"GET", u"/api/v1/activity"_s, Role::Viewer,
                [services](const Request &request, const Parameters &, const Responder &respond) {
                    readActivity(services, request, respond);
                }});
}

} // namespace lamplighter::api
