#include "core/api/handlers.h"
#include "core/api/routes.h"

#include <QFile>

/// Outside of any namespace, as Q_INIT_RESOURCE must be.
static void registerDescription()
{
    Q_INIT_RESOURCE(api);
}

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

QByteArray description()
{
    registerDescription();
    QFile file(u":/lamplighter/openapi.json"_s);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

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
    // A viewer's: it holds no secret, but a stranger need not learn what stands here.
    router.add({"GET", u"/api/v1/openapi.json"_s, Role::Viewer,
                [text = description()](const Request &, const Parameters &, const Responder &respond) {
                    Response response;
                    response.body = text;
                    respond(std::move(response));
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
