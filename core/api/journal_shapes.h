// A journal's event in the shape that the API speaks.
#pragma once

#include "core/client/shapes.h"
#include "core/journal/event.h"

namespace lamplighter::api {

client::EventRecord toRecord(const journal::Event &event);

} // namespace lamplighter::api
