#include "core/base/own_usage.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <windows.h>
// after it
#include <psapi.h>
#endif

namespace lamplighter {

#ifdef Q_OS_UNIX

namespace {

microseconds toDuration(const timeval &time)
{
    return seconds(time.tv_sec) + microseconds(time.tv_usec);
}

} // namespace

OwnUsage readOwnUsage()
{
    OwnUsage usage;
    rusage spent{};
    if (::getrusage(RUSAGE_SELF, &spent) == 0) {
        usage.cpu = toDuration(spent.ru_utime) + toDuration(spent.ru_stime);
    }
    QFile file(QStringLiteral("/proc/self/statm")); // proc(5): size, resident, … in pages
    if (file.open(QFile::ReadOnly)) {
        usage.memory = file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
    }
    return usage;
}

#elif defined(Q_OS_WIN)

OwnUsage readOwnUsage()
{
    OwnUsage usage;
    FILETIME created{};
    FILETIME ended{};
    FILETIME kernel{};
    FILETIME user{};
    const auto ticks = [](const FILETIME &time) {
        return (qint64{time.dwHighDateTime} << 32) + qint64{time.dwLowDateTime}; // of 100 ns
    };
    if (::GetProcessTimes(::GetCurrentProcess(), &created, &ended, &kernel, &user)) {
        usage.cpu = microseconds((ticks(kernel) + ticks(user)) / 10);
    }
    PROCESS_MEMORY_COUNTERS memory{};
    if (::K32GetProcessMemoryInfo(::GetCurrentProcess(), &memory, sizeof(memory))) {
        usage.memory = static_cast<qint64>(memory.WorkingSetSize);
    }
    return usage;
}

#endif

} // namespace lamplighter
