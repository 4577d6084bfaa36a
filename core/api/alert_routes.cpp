#include "core/alerts/alert_book.h"
#include "core/api/handlers.h"
#include "core/api/next_page.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using alerts::AlertBook;

namespace {

constexpr int kMostAlerts = 1000;
constexpr std::chrono::hours kUnsettledFor{24};

/// before, limit, open, attention, subject, severity; and unsettled: what needs an operator and is open, or was
/// resolved within the last 24 h without anyone's acknowledgement.
Result<alerts::AlertQuery> queryOf(const Request &request, const Clock &clock)
{
    QueryReader in(request.query);
    in.refuseOthers({"before", "limit", "open", "attention", "unsettled", "subject", "severity"});
    alerts::AlertQuery query;
    query.before = in.integer("before", 0, 0, std::numeric_limits<qint64>::max());
    query.limit = static_cast<int>(in.integer("limit", 100, 1, kMostAlerts));
    query.openOnly = in.boolean("open", false);
    query.attentionOnly = in.boolean("attention", false);
    if (in.boolean("unsettled", false)) {
        query.unsettledSince = clock.wallNow() - kUnsettledFor;
    }
    query.subject = in.string("subject");
    if (const QString word = in.string("severity"); !word.isEmpty()) {
        query.minimumSeverity = journal::severityFromString(word);
        if (!query.minimumSeverity) {
            in.fail("severity", u"%1 must be info, warning or critical"_s);
        }
    }
    if (!in.ok()) {
        return in.error();
    }
    return query;
}

void list(AlertBook &book, const Clock &clock, const Request &request, Responder respond)
{
    const Result<alerts::AlertQuery> query = queryOf(request, clock);
    if (!query) {
        respond(Response::error(query.error()));
        return;
    }
    book.query(*query, &book, [request, respond = std::move(respond)](const Result<alerts::AlertPage> &result) {
        if (!result) {
            respond(Response::error(result.error()));
            return;
        }
        client::AlertsPage page{result->alerts, result->more};
        if (page.more && !page.alerts.isEmpty()) {
            page.next = nextPage(request, u"before"_s, page.alerts.constLast().id);
        }
        respond(Response::json(client::toJson(page)));
    });
}

void acknowledge(AlertBook &book, const Request &request, const QString &id, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"note"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const QString note = in->string("note");
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    book.acknowledge(AlertId(id), request.principal.name, note, &book,
                     answerWith<client::AlertRecord>(std::move(respond)));
}

} // namespace

void addAlertRoutes(Router &router, const ApiServices &services)
{
    AlertBook &book = services.alerts;
    router.add({"GET", u"/api/v1/alerts"_s, Role::Viewer,
                [&book, &clock = services.clock](const Request &request, const Parameters &, Responder respond) {
                    list(book, clock, request, std::move(respond));
                }});
    router.add({"POST", u"/api/v1/alerts/{id}/acknowledge"_s, Role::Operator,
                [&book](const Request &request, const Parameters &parameters, Responder respond) {
                    acknowledge(book, request, parameters.value(u"id"_s), std::move(respond));
                }});
}

} // namespace lamplighter::api
