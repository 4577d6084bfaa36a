#include "core/api/handlers.h"
#include "core/api/journal_shapes.h"
#include "core/api/next_page.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/journal/journal.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostEvents = 1000;
constexpr qint64 kLastSeq = std::numeric_limits<qint64>::max();

Result<journal::EventQuery> queryOf(const Request &request)
{
    QueryReader in(request.query);
    in.refuseOthers({"after", "before", "limit", "kind", "subject", "severity", "order"});
    journal::EventQuery query;
    query.after = in.integer("after", 0, 0, kLastSeq);
    query.before = in.integer("before", 0, 0, kLastSeq);
    query.limit = static_cast<int>(in.integer("limit", 100, 1, kMostEvents));
    query.kind = in.string("kind");
    query.subject = in.string("subject");
    if (const QString word = in.string("severity"); !word.isEmpty()) {
        query.minimumSeverity = journal::severityFromString(word);
        if (!query.minimumSeverity) {
            in.fail("severity", u"%1 must be info, warning or critical"_s);
        }
    }
    const QString order = in.string("order");
    const bool isAscending = order == "asc"_L1 || order == "oldest"_L1;
    if (!isAscending && !order.isEmpty() && order != "desc"_L1 && order != "newest"_L1) {
        in.fail("order", u"%1 must be asc or desc"_s);
    }
    // Newest first is what people read; whoever continues behind a position reads on.
    query.newestFirst = !isAscending && (!order.isEmpty() || query.after == 0);
    if (!in.ok()) {
        return in.error();
    }
    return query;
}

} // namespace

void addJournalRoutes(Router &router, const ApiServices &services)
{
    journal::Journal &journal = services.journal;
    router.add({"GET", u"/api/v1/events"_s, Role::Viewer,
                [&journal](const Request &request, const Parameters &, Responder respond) {
                    const Result<journal::EventQuery> query = queryOf(request);
                    if (!query) {
                        respond(Response::error(query.error()));
                        return;
                    }
                    journal.query(*query, &journal,
                                  [request, newestFirst = query->newestFirst,
                                   respond = std::move(respond)](const Result<journal::EventPage> &result) {
                                      if (!result) {
                                          respond(Response::error(result.error()));
                                          return;
                                      }
                                      client::EventsPage page;
                                      page.more = result->more;
                                      for (const journal::Event &event : result->events) {
                                          page.events.append(toRecord(event));
                                      }
                                      if (page.more && !page.events.isEmpty()) {
                                          page.next = nextPage(request, newestFirst ? u"before"_s : u"after"_s,
                                                               QString::number(page.events.constLast().seq));
                                      }
                                      respond(Response::json(client::toJson(page)));
                                  });
                }});
}

} // namespace lamplighter::api
