// The socket on which a unit tells its keeper how it is (sd_notify), as somebody else would use it.
#pragma once

#include <QByteArray>

namespace lamplighter::tests {

/// Sends a datagram from this process, which does not belong to the unit. `path`: the unit's NOTIFY_SOCKET.
bool notifyAsStranger(const QByteArray &path, const QByteArray &text);

} // namespace lamplighter::tests
