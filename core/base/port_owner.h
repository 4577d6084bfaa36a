// Who listens on a TCP port of this machine, so that "address already in use" need not be a riddle.
#pragma once

#include <QString>

namespace lamplighter {

/// "lamplighterd (process 4711)"; empty if it cannot be told: another account's process, or another platform. Looks
/// through /proc: for messages only.
QString portOwner(quint16 port);

} // namespace lamplighter
