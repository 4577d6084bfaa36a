// What processes cost, from /proc: memory, time on a processor, and how often they were woken.
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

#include <sys/types.h>

namespace lamplighter::benchmarks {

struct Usage
{
    std::int64_t cpuNs = 0;   ///< all threads, schedstat
    std::int64_t wakeUps = 0; ///< voluntary context switches of all threads
};

/// Proportional set size in bytes, summed: shared pages are divided among those who share them.
std::int64_t memoryOf(const std::vector<pid_t> &pids);
Usage usageOf(const std::vector<pid_t> &pids);

/// The middle one; 0 for none.
double median(std::vector<double> values);
double percentile(std::vector<double> values, double part);

} // namespace lamplighter::benchmarks
