#include "core/base/service_manager.h"

#ifndef _WIN32
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace lamplighter {

#ifdef _WIN32

void notifyServiceManager(const QByteArray &)
{}

std::optional<microseconds> serviceManagerWatchdog()
{
    return std::nullopt;
}

Result<void> Detachment::detach()
{
    return Error{ErrorCode::InvalidInput, QStringLiteral("use --foreground, or the Windows service"), {}};
}

void Detachment::finish(const QByteArray &)
{}

#else

void notifyServiceManager(const QByteArray &text)
{
    const QByteArray path = qgetenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (path.isEmpty() || path.size() >= static_cast<qsizetype>(sizeof(address.sun_path))) {
        return;
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0'; // the abstract namespace
    }
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return;
    }
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<size_t>(path.size()));
    ::sendto(fd, text.constData(), static_cast<size_t>(text.size()), MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr *>(&address), length);
    ::close(fd);
}

std::optional<microseconds> serviceManagerWatchdog()
{
    bool ok = false;
    const qlonglong period = qgetenv("WATCHDOG_USEC").toLongLong(&ok);
    const QByteArray pid = qgetenv("WATCHDOG_PID");
    if (!ok || period <= 0 || (!pid.isEmpty() && pid.toLongLong() != ::getpid())) {
        return std::nullopt;
    }
    return microseconds(period);
}

Result<void> Detachment::detach()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return systemError(QStringLiteral("cannot make a pipe"), errno);
    }
    const pid_t child = ::fork();
    if (child < 0) {
        return systemError(QStringLiteral("cannot go to the background"), errno);
    }
    if (child > 0) {
        ::close(ends[1]);
        QByteArray report;
        std::array<char, 512> bytes{};
        ssize_t got = 0;
        while ((got = ::read(ends[0], bytes.data(), bytes.size())) > 0 || (got < 0 && errno == EINTR)) {
            report.append(bytes.data(), got > 0 ? got : 0);
        }
        if (report != "ready") {
            const QByteArray text =
                (report.isEmpty() ? QByteArray("the engine ended while it started") : report) + '\n';
            [[maybe_unused]] const ssize_t written =
                ::write(STDERR_FILENO, text.constData(), static_cast<size_t>(text.size()));
            ::_exit(1);
        }
        ::_exit(0);
    }
    ::close(ends[0]);
    m_report = ends[1];
    ::setsid();
    return {};
}

void Detachment::finish(const QByteArray &report)
{
    if (m_report < 0) {
        return;
    }
    [[maybe_unused]] const ssize_t written = ::write(m_report, report.constData(), static_cast<size_t>(report.size()));
    ::close(m_report);
    m_report = -1;
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::dup2(null, stream);
    }
    ::close(null);
}

#endif

void Detachment::ready()
{
    finish("ready");
}

void Detachment::failed(const QByteArray &message)
{
    finish(message);
}

} // namespace lamplighter
