// What processes cost, from /proc: memory, time on a processor, and how often they were woken.
#pragma once

#include <QString>

#include <cstdint>
#include <map>
#include <vector>

#include <sys/types.h>

namespace lamplighter::benchmarks {

struct Usage
{
    std::int64_t cpuNs = 0;   ///< schedstat
    std::int64_t wakeUps = 0; ///< voluntary context switches
};
/// By thread: a sum would shrink when a thread ends.
using ThreadUsage = std::map<pid_t, Usage>;

/// Proportional set size in bytes, summed: shared pages are divided among those who share them.
std::int64_t memoryOf(const std::vector<pid_t> &pids);
ThreadUsage usageOf(const std::vector<pid_t> &pids);
/// What happened between two looks. A thread that ended in between was woken for it at least once.
Usage usageBetween(const ThreadUsage &before, const ThreadUsage &after);

/// The middle one; 0 for none.
double median(std::vector<double> values);
double percentile(std::vector<double> values, double part);

} // namespace lamplighter::benchmarks
