// Preloaded into a program under test: its wall clock is ahead of (or behind) the real one by what a file says, in
// seconds, and follows when the file changes. As when an operator sets the clock, or the machine was asleep: the
// monotonic clock, which does not count sleep, goes on as it was.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

const volatile long *shift()
{
    static const volatile long *const place = []() -> const volatile long *
    {
        const char *const path = std::getenv("LAMPLIGHTER_TEST_CLOCK");
        const int fd = path != nullptr ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        void *const mapped = fd < 0 ? MAP_FAILED : mmap(nullptr, sizeof(long), PROT_READ, MAP_SHARED, fd, 0);
        if (fd >= 0) {
            close(fd);
        }
        return mapped == MAP_FAILED ? nullptr : static_cast<const volatile long *>(mapped);
    }
    ();
    return place;
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    const auto result = static_cast<int>(syscall(SYS_clock_gettime, clock, time));
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) && shift() != nullptr) {
        time->tv_sec += *shift();
    }
    return result;
}

int gettimeofday(timeval *time, void *) noexcept
{
    timespec now{};
    const int result = clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return result;
}

time_t time(time_t *place) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (place != nullptr) {
        *place = now.tv_sec;
    }
    return now.tv_sec;
}
}
