// How long to wait before the next attempt to reach an engine.
#pragma once

#include "core/base/clock.h"

#include <algorithm>

namespace lamplighter::client {

/// `failures` in a row (at least 1); `random` in 0…1 spreads the wait by a fifth either way, so that many consoles do
/// not come back to a restarted engine in the same instant. Never above `last`.
constexpr Duration retryDelay(int failures, Duration first, Duration last, double random)
{
    double wait = static_cast<double>(first.count());
    for (int i = 1; i < failures && wait < static_cast<double>(last.count()); ++i) {
        wait *= 2;
    }
    wait = std::min(wait, static_cast<double>(last.count()));
    wait *= 0.8 + 0.4 * random;
    return std::min(Duration(static_cast<Duration::rep>(wait)), last);
}

} // namespace lamplighter::client
