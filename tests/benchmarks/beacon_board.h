// The driver's side of the board, and what it can wait for without polling: beacons that start, beacons that end.
#pragma once

#include "tests/benchmarks/board.h"

#include <QString>

#include <functional>
#include <vector>

#include <sys/types.h>

namespace lamplighter::benchmarks {

/// CLOCK_MONOTONIC in ns: the time line on which beacons write.
std::int64_t monotonicNow();

class BeaconBoard
{
public:
    explicit BeaconBoard(const QString &path); ///< made anew, all zero
    ~BeaconBoard();
    BeaconBoard(const BeaconBoard &) = delete;
    BeaconBoard &operator=(const BeaconBoard &) = delete;

    [[nodiscard]] bool valid() const { return m_board != nullptr; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const BoardSlot &slot(int number) const { return m_board->slots[number]; }
    void clear();

    /// True once `count` slots have started at least once.
    bool waitForAll(int count, int limitMs) const;
    /// True once slot `number` was started more than `starts` times.
    bool waitForStart(int number, int starts, int limitMs) const;
    [[nodiscard]] std::int64_t newestStart(int count) const;
    [[nodiscard]] std::vector<pid_t> pids(int count) const;
    [[nodiscard]] std::vector<int> starts(int count) const;

private:
    QString m_path;
    Board *m_board = nullptr;
};

/// Descriptors of processes (pidfd_open(2)): their end is noticed by the kernel, whoever is their parent.
class EndWatch
{
public:
    explicit EndWatch(const std::vector<pid_t> &pids);
    ~EndWatch();
    EndWatch(const EndWatch &) = delete;
    EndWatch &operator=(const EndWatch &) = delete;

    /// The moment the last of them was seen to have ended, 0 if some lived on past `limitMs`.
    std::int64_t waitForAll(int limitMs);
    [[nodiscard]] int left() const { return m_left; }

private:
    int m_epoll = -1;
    int m_left = 0;
    std::vector<int> m_descriptors;
};

} // namespace lamplighter::benchmarks
