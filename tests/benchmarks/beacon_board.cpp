#include "tests/benchmarks/beacon_board.h"

#include "tests/support/process_scan.h"

#include <algorithm>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lamplighter::benchmarks {

std::int64_t monotonicNow()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

BeaconBoard::BeaconBoard(const QString &path)
    : m_path(path)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::ftruncate(file, sizeof(Board)) != 0) {
        return;
    }
    void *memory = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    m_board = memory == MAP_FAILED ? nullptr : static_cast<Board *>(memory);
}

BeaconBoard::~BeaconBoard()
{
    if (m_board != nullptr) {
        ::munmap(m_board, sizeof(Board));
    }
}

void BeaconBoard::clear()
{
    for (BoardSlot &slot : m_board->slots) {
        slot.starts = 0;
        slot.pid = 0;
        slot.startedAt = 0;
    }
}

bool BeaconBoard::waitForAll(int count, int limitMs) const
{
    int seen = 0; // each is looked at until it has started, and never again
    return tests::waitUntil(
        [&] {
            while (seen < count && slot(seen).starts > 0) {
                ++seen;
            }
            return seen == count;
        },
        limitMs);
}

bool BeaconBoard::waitForStart(int number, int starts, int limitMs) const
{
    return tests::waitUntil([&] { return slot(number).starts > starts; }, limitMs);
}

std::int64_t BeaconBoard::newestStart(int count) const
{
    std::int64_t newest = 0;
    for (int number = 0; number < count; ++number) {
        newest = std::max(newest, slot(number).startedAt.load());
    }
    return newest;
}

std::vector<pid_t> BeaconBoard::pids(int count) const
{
    std::vector<pid_t> pids;
    pids.reserve(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number) {
        pids.push_back(slot(number).pid);
    }
    return pids;
}

std::vector<int> BeaconBoard::starts(int count) const
{
    std::vector<int> starts;
    starts.reserve(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number) {
        starts.push_back(slot(number).starts);
    }
    return starts;
}

EndWatch::EndWatch(const std::vector<pid_t> &pids)
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    for (const pid_t pid : pids) {
        const int descriptor = pid > 0 ? static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)) : -1;
        if (descriptor < 0) {
            continue; // it has ended already
        }
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
        m_descriptors.push_back(descriptor);
        ++m_left;
    }
}

EndWatch::~EndWatch()
{
    for (const int descriptor : m_descriptors) {
        ::close(descriptor);
    }
    ::close(m_epoll);
}

std::int64_t EndWatch::waitForAll(int limitMs)
{
    const std::int64_t until = monotonicNow() + static_cast<std::int64_t>(limitMs) * 1'000'000;
    while (m_left > 0) {
        const std::int64_t leftMs = (until - monotonicNow()) / 1'000'000;
        epoll_event events[256];
        const int count = leftMs <= 0 ? 0 : ::epoll_wait(m_epoll, events, 256, static_cast<int>(leftMs));
        if (count <= 0) {
            return 0;
        }
        for (int i = 0; i < count; ++i) {
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, events[i].data.fd, nullptr);
            --m_left;
        }
    }
    return monotonicNow();
}

} // namespace lamplighter::benchmarks
