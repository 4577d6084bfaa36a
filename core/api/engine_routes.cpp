#include "core/api/handlers.h"
#include "core/api/routes.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;

void addEngineRoutes(Router &router, const ApiServices &services)
{
    router.add({"GET", u"/healthz"_s, Role::None, [](const Request &, const Parameters &, const Responder &respond) {
                    respond(Response::json({{u"status"_s, u"ok"_s}}));
                }});
    router.add({"GET", u"/readyz"_s, Role::None,
                [readiness = services.readiness](const Request &, const Parameters &, const Responder &respond) {
                    const Result<void> ready = readiness ? readiness() : Result<void>();
                    respond(ready ? Response::json({{u"status"_s, u"ready"_s}}) : Response::error(503, ready.error()));
                }});
    router.add({"GET", u"/api/v1/engine"_s, Role::Viewer,
                [info = services.engineInfo](const Request &request, const Parameters &, const Responder &respond) {
                    client::EngineInfo answer = info();
                    answer.account = request.principal.name;
                    answer.role = toString(request.principal.role);
                    respond(Response::json(client::toJson(answer)));
                }});
}

} // namespace lamplighter::api
