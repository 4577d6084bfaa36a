// Sockets that no child process inherits. A unit that held the engine's listening socket would keep its port busy after
// the engine is gone.
#pragma once

#include "core/base/result.h"

namespace lamplighter {

/// Marks a descriptor so that programs started from here do not get it. Nothing to do where handles are not inherited.
Result<void> closeOnExec(qintptr descriptor);

/// Takes the next connection of a listening socket, already marked, so that no child started at the same moment gets
/// it. Busy if none waits; Io otherwise (too many open files, for one). Only on platforms with descriptors.
Result<qintptr> acceptConnection(qintptr listener);

/// How many descriptors this process may still open beyond this one, which was opened just now: the system gives out
/// the lowest number that is free. The greatest number where there is no such limit.
int descriptorsLeft(qintptr newest);
/// How many it may have open at all.
int descriptorLimit();

} // namespace lamplighter
