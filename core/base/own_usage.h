// What this very process uses, as the operating system counts it anyway. Free function, for any thread.
#pragma once

#include "core/base/clock.h"

namespace lamplighter {

struct OwnUsage
{
    microseconds cpu{0}; ///< user and system time since it began
    qint64 memory = 0;   ///< bytes of its resident set; 0 if not known
};

/// A few microseconds; reads no disk.
OwnUsage readOwnUsage();

} // namespace lamplighter
