// The board on which beacons mark that they run: a small file mapped by everybody, so that a start costs no system call
// to report and none to see. Plain data without a library: the beacon is a few kilobytes and must stay so.
#pragma once

#include <atomic>
#include <cstdint>

namespace lamplighter::benchmarks {

constexpr std::size_t kBoardSlots = 2048;

struct BoardSlot
{
    std::atomic<std::int64_t> startedAt; ///< CLOCK_MONOTONIC of the newest start, ns
    std::atomic<std::int32_t> pid;
    std::atomic<std::int32_t> starts; ///< written last: who sees it grow may read the others
};

struct Board
{
    BoardSlot slots[kBoardSlots];
};

static_assert(std::atomic<std::int64_t>::is_always_lock_free && std::atomic<std::int32_t>::is_always_lock_free);

} // namespace lamplighter::benchmarks
