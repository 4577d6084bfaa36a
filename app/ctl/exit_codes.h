// What lampctl ends with; part of its interface, shown by --help, never renumbered.
#pragma once

#include "core/base/error.h"

namespace lamplighter::ctl {

enum class ExitCode {
    Ok = 0,
    Refused = 1,     // the engine understood and said no, or it failed there
    Usage = 2,       // the command line is wrong; nothing was asked
    Unreachable = 3, // no engine answers
    NotAllowed = 4,  // no valid token, or this account or role may not
    NotFound = 5,    // no such unit or alert
    Held = 6,        // the kill switch forbids it
    Timeout = 7,     // an engine is there but did not answer in time
    Untrusted = 8,   // the engine's certificate is not accepted; nothing was said to it
};

ExitCode exitCodeOf(ErrorCode code);

} // namespace lamplighter::ctl
