#include "core/base/descriptors.h"

#include <algorithm>
#include <limits>

#ifndef _WIN32
#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace lamplighter {

#ifdef _WIN32

Result<void> closeOnExec(qintptr)
{
    return {};
}

Result<qintptr> acceptConnection(qintptr)
{
    return Error{ErrorCode::Unavailable, QStringLiteral("connections are accepted otherwise on this platform"), {}};
}

int descriptorLimit()
{
    return std::numeric_limits<int>::max();
}

int descriptorsLeft(qintptr)
{
    return std::numeric_limits<int>::max();
}

#else

int descriptorLimit()
{
    constexpr rlim_t kMost = std::numeric_limits<int>::max();
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<int>(std::min(limit.rlim_cur, kMost))
                                                   : std::numeric_limits<int>::max();
}

int descriptorsLeft(qintptr newest)
{
    return descriptorLimit() - static_cast<int>(newest) - 1;
}

Result<void> closeOnExec(qintptr descriptor)
{
    const int fd = static_cast<int>(descriptor);
    const int flags = ::fcntl(fd, F_GETFD);
    if (flags < 0 || ::fcntl(fd, F_SETFD, flags | FD_CLOEXEC) != 0) {
        return systemError(QStringLiteral("cannot mark a descriptor as private"), errno);
    }
    return {};
}

Result<qintptr> acceptConnection(qintptr listener)
{
    const int fd = static_cast<int>(listener);
#ifdef SOCK_CLOEXEC
    const int connection = ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    const int connection = ::accept(fd, nullptr, nullptr);
#endif
    if (connection < 0) {
        const int reason = errno;
        // accept(2): a connection that ended while it waited is no fault of the listener
        if (reason == EAGAIN || reason == EWOULDBLOCK || reason == EINTR || reason == ECONNABORTED) {
            return Error{ErrorCode::Busy, QStringLiteral("no connection waits"), {}};
        }
        return systemError(QStringLiteral("cannot accept a connection"), reason);
    }
#ifndef SOCK_CLOEXEC
    static_cast<void>(closeOnExec(connection));
#endif
    return static_cast<qintptr>(connection);
}

#endif

} // namespace lamplighter
