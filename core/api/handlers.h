// What handlers of every domain have in common.
#pragma once

#include "core/api/router.h"
#include "core/base/json_reader.h"
#include "core/client/shapes.h"

namespace lamplighter::api {

/// The body as an object; an empty body is an empty object.
inline Result<QJsonObject> bodyOf(const Request &request)
{
    return request.body.isEmpty() ? Result<QJsonObject>(QJsonObject()) : parseJsonObject(request.body);
}

/// Answers with the JSON of a domain's value, or with its error.
template <typename T> std::function<void(Result<T>)> answerWith(Responder respond, int status = 200)
{
    return [respond = std::move(respond), status](const Result<T> &result) {
        respond(result ? Response::json(client::toJson(*result), status) : Response::error(result.error()));
    };
}

} // namespace lamplighter::api
