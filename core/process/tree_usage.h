// What trees of processes use, read from the operating system when someone asks; nothing is sampled. Free function, for
// any thread. On Windows still to come, as the engine's side of the keepers is.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QList>

namespace lamplighter::process {

struct TreeUsage
{
    microseconds cpu{0}; ///< user and system time of the tree, and of all that its processes and the root waited for
    qint64 memory = 0;   ///< bytes: resident sets added up, so that what processes share counts for each of them
    int processes = 0;   ///< that live
    bool operator==(const TreeUsage &) const = default;
};

/// Of all descendants of each of `roots` (pids of keepers, which are left out themselves), in their order. Since a
/// keeper waits for what ends under it, cpu only grows for as long as the keeper lives. One look at all processes: a
/// few milliseconds, so not on the engine's thread.
Result<QList<TreeUsage>> readTreeUsage(const QList<qint64> &roots);

} // namespace lamplighter::process
