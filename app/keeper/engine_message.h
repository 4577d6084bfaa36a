// One message of the engine, read and checked: what comes out of here is within its bounds, whatever came in.
#pragma once

#include "core/process/keeper_protocol.h"

#include <sys/types.h>

namespace lamplighter::keeper {

namespace protocol = process::protocol;

struct EngineMessage
{
    protocol::Type type;
    std::int64_t run = 0;  ///< of Launch and AckExit
    int number = 0;        ///< of Signal: a signal there is
    bool mainOnly = false; ///< of Signal
    pid_t pid = 0;         ///< of SetMain: above 1
};

/// False for what no engine sends, and for what a later version does: neither is to be acted upon.
bool readEngineMessage(const void *data, std::size_t size, EngineMessage *message);

} // namespace lamplighter::keeper
