#include "core/api/handlers.h"
#include "core/api/next_page.h"
#include "core/api/query_reader.h"
#include "core/api/routes.h"
#include "core/api/tokens.h"
#include "core/journal/journal.h"
#include "core/journal/kinds.h"

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTokens = 1000;

client::TokenInfo infoOf(const TokenStore &tokens, const Token &token)
{
    return {token.id, token.name, toString(token.role), token.createdAt, tokens.lastUse(token.id)};
}

/// The event of a change; it names the token and never holds what opens the door.
TokenStore::Record recordOf(journal::Journal &journal, const QString &kind, const QString &actor)
{
    return [&journal, kind, actor](const Token &token, store::Done done) {
        journal.appendDurably({kind,
                               {},
                               journal::Severity::Info,
                               actor,
                               {},
                               {{u"token"_s, token.id}, {u"name"_s, token.name}, {u"role"_s, toString(token.role)}}},
                              &journal, std::move(done));
    };
}

/// In order of name; `after` is the last name of the page before.
void list(const TokenStore &store, const Request &request, const Responder &respond)
{
    QueryReader in(request.query);
    in.refuseOthers({"after", "limit"});
    const QString after = in.string("after");
    const auto limit = in.integer("limit", kMostTokens, 1, kMostTokens);
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    client::TokensPage page;
    for (const Token &token : store.book().tokens()) {
        if (token.name <= after) {
            continue;
        }
        if (page.tokens.size() == limit) {
            page.next = nextPage(request, u"after"_s, page.tokens.constLast().name);
            break;
        }
        page.tokens.append(infoOf(store, token));
    }
    respond(Response::json(client::toJson(page)));
}

void add(const ApiServices &services, const Request &request, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"name", "role"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const QString name = in->requiredString("name");
    const std::optional<Role> role = roleFromString(in->requiredString("role"));
    in->require(role.has_value(), "role", u"%1 must be viewer, operator or admin"_s);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    TokenStore &tokens = services.tokens;
    tokens.add(name, *role, recordOf(services.journal, journal::kinds::kTokenCreated, request.principal.name), &tokens,
               [&tokens, respond = std::move(respond)](const Result<TokenStore::Created> &created) {
                   if (!created) {
                       respond(Response::error(created.error()));
                       return;
                   }
                   Response response = Response::json(
                       client::toJson(client::NewToken{infoOf(tokens, created->token), created->secret}), 201);
                   response.isSecret = true;
                   respond(std::move(response));
               });
}

void revoke(const ApiServices &services, const Request &request, const QString &id, Responder respond)
{
    if (refusesBody(request, respond)) {
        return;
    }
    // Without the last one nobody gets in but the engine's own account on its own machine: only that may ask for it.
    const bool lastAdminToo = request.principal.tokenId.isEmpty();
    services.tokens.revoke(id, lastAdminToo,
                           recordOf(services.journal, journal::kinds::kTokenRevoked, request.principal.name),
                           &services.tokens, [respond = std::move(respond)](const Result<Token> &revoked) {
                               respond(revoked ? Response::json({}) : Response::error(revoked.error()));
                           });
}

} // namespace

void addTokenRoutes(Router &router, const ApiServices &services)
{
    router.add({"GET", u"/api/v1/tokens"_s, Role::Admin,
                [&tokens = services.tokens](const Request &request, const Parameters &, const Responder &respond) {
                    list(tokens, request, respond);
                }});
    router.add({"POST", u"/api/v1/tokens"_s, Role::Admin,
                [services](const Request &request, const Parameters &, Responder respond) {
                    add(services, request, std::move(respond));
                }});
    router.add({"DELETE", u"/api/v1/tokens/{id}"_s, Role::Admin,
                [services](const Request &request, const Parameters &parameters, Responder respond) {
                    revoke(services, request, parameters.value(u"id"_s), std::move(respond));
                }});
}

} // namespace lamplighter::api
