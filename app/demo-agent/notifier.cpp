#include "app/demo-agent/notifier.h"

#include <charconv>
#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace lamplighter::demo_agent {

Notifier::Notifier()
{
    if (const char *path = std::getenv("NOTIFY_SOCKET"); path != nullptr && (path[0] == '/' || path[0] == '@')) {
        m_path = path;
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    }
}

Notifier::~Notifier()
{
    if (m_socket >= 0) {
        ::close(m_socket);
    }
}

std::optional<std::chrono::nanoseconds> Notifier::beatInterval() const
{
    const char *text = std::getenv("WATCHDOG_USEC");
    long long microseconds = 0;
    if (text == nullptr || std::from_chars(text, text + std::strlen(text), microseconds).ec != std::errc() ||
        microseconds <= 0) {
        return {};
    }
    return std::chrono::microseconds(microseconds) / 2;
}

void Notifier::send(const std::string &message) const
{
    sockaddr_un address{};
    if (m_socket < 0 || m_path.size() >= sizeof(address.sun_path)) {
        return;
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_path.data(), m_path.size());
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0'; // an abstract socket
    }
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_path.size());
    // A supervisor that is away must not stop the agent, so the answer is of no interest.
    (void)::sendto(m_socket, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                   reinterpret_cast<const sockaddr *>(&address), length);
}

} // namespace lamplighter::demo_agent
