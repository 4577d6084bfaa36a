// What handlers of every domain have in common.
#pragma once

#include "core/api/router.h"
#include "core/base/json_reader.h"
#include "core/client/shapes.h"
#include "core/client/shapes_updates.h"

#include <initializer_list>

namespace lamplighter::api {

/// A reader of the body, which may have these fields and no others; an empty body is an empty object.
Result<JsonReader> readBody(const Request &request, std::initializer_list<const char *> fields);

/// For a request that says all in its path: answers what is wrong with its body, and whether that is so.
bool refusesBody(const Request &request, const Responder &respond);

/// Answers with the JSON of a domain's value, or with its error.
template <typename T> std::function<void(Result<T>)> answerWith(Responder respond, int status = 200)
{
    return [respond = std::move(respond), status](const Result<T> &result) {
        respond(result ? Response::json(client::toJson(*result), status) : Response::error(result.error()));
    };
}

} // namespace lamplighter::api
