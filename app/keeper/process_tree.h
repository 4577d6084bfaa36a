// The processes below this one. The keeper is their subreaper: whoever loses its parent becomes the keeper's own child,
// so nothing that a unit starts can leave this tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <sys/types.h>

namespace lamplighter::keeper {

/// What /proc/PID/stat tells.
struct ProcessStat
{
    char state = '?';
    pid_t parent = 0;
    std::uint64_t start = 0; ///< clock ticks since boot
    int exitStatus = -1;     ///< as wait() gives it; -1 unless it is a zombie whose status we may see
};
bool readStat(pid_t pid, ProcessStat *stat);

/// True if `pid` lives (or is a zombie) somewhere below `ancestor`.
bool isDescendant(pid_t pid, pid_t ancestor);

struct Descendant
{
    pid_t pid;
    pid_t parent;
};

enum class Search { Children, WholeProc }; ///< /proc/PID/task/TID/children, or where that is not there, all of /proc

/// Fills `found` with all descendants of `root`, parents first; returns how many fitted.
std::size_t findDescendants(pid_t root, Descendant *found, std::size_t space, Search search);

/// True where the kernel was built with /proc/PID/task/TID/children.
bool hasChildrenFiles();

/// Sends `signal` to all descendants of this process; afterwards SIGCONT, if they are asked to end and may be stopped.
void signalTree(int signal);

} // namespace lamplighter::keeper
