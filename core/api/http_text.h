// The texts that go over the wire: heads of answers, server-sent events.
#pragma once

#include "core/api/exchange.h"

#include <string>

namespace lamplighter::api {

/// Status line and fields, up to and with the empty line.
std::string headOf(const Response &response, bool keepAlive);
/// Of an answer that is a stream of events and ends with the connection.
QByteArray streamHead();
/// As the standard writes it (HTML, "Server-sent events"), but for the empty line at its end. `data` must hold no line
/// break, which compact JSON does not.
StreamPiece toPiece(const StreamMessage &message);

} // namespace lamplighter::api
