#include "core/api/handlers.h"

#include "core/base/strict_json.h"

namespace lamplighter::api {

Result<JsonReader> readBody(const Request &request, std::initializer_list<const char *> fields)
{
    const Result<QJsonObject> object =
        request.body.isEmpty() ? Result<QJsonObject>(QJsonObject()) : parseStrictJsonObject(request.body);
    if (!object) {
        return object.error();
    }
    JsonReader in(*object);
    in.refuseOthers(fields);
    if (!in.ok()) {
        return in.error();
    }
    return in;
}

bool refusesBody(const Request &request, const Responder &respond)
{
    const Result<JsonReader> in = readBody(request, {});
    if (!in) {
        respond(Response::error(in.error()));
    }
    return !in;
}

} // namespace lamplighter::api
