#include "tests/support/raw_connection.h"

#include "tests/support/process_scan.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lamplighter::tests {

namespace {

/// True if there is something to do for `events` before the time is over.
bool waitFor(int socket, short events, qint64 until)
{
    const auto left = static_cast<int>(until - monotonicMilliseconds());
    pollfd entry{socket, events, 0};
    return left > 0 && ::poll(&entry, 1, left) > 0;
}

/// The bytes of the body that the header announces; all that come until the end if it announces none.
qint64 announced(const QByteArray &header)
{
    const QByteArray lower = header.toLower();
    const qsizetype field = lower.indexOf("\r\ncontent-length:");
    return field < 0 ? -1 : lower.mid(field + 17, lower.indexOf('\r', field + 17) - field - 17).trimmed().toLongLong();
}

} // namespace

RawConnection::RawConnection(quint16 port, bool deaf)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (deaf) {
        const int small = 1024;
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(std::exchange(m_socket, -1));
    }
}

RawConnection::~RawConnection()
{
    if (m_socket >= 0) {
        ::close(m_socket);
    }
}

qint64 RawConnection::send(const QByteArray &bytes, int limit)
{
    const qint64 until = monotonicMilliseconds() + limit;
    qint64 sent = 0;
    while (sent < bytes.size() && waitFor(m_socket, POLLOUT, until)) {
        const auto left = static_cast<std::size_t>(bytes.size() - sent);
        const ssize_t count = ::send(m_socket, bytes.constData() + sent, left, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN) {
            break;
        }
        sent += std::max<ssize_t>(count, 0);
    }
    return sent;
}

void RawConnection::finishSending()
{
    ::shutdown(m_socket, SHUT_WR);
}

HttpExchange RawConnection::answer(int limit)
{
    const qint64 until = monotonicMilliseconds() + limit;
    HttpExchange result;
    QByteArray received;
    std::array<char, 16'384> buffer{};
    while (waitFor(m_socket, POLLIN, until)) {
        const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            break;
        }
        received.append(buffer.data(), static_cast<qsizetype>(count));
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0) {
            continue;
        }
        result.header = received.left(end);
        result.body = received.mid(end + 4);
        result.status = result.header.mid(9, 3).toInt();
        const qint64 length = announced(result.header + "\r\n");
        if (length >= 0 && result.body.size() >= length) {
            break;
        }
    }
    return result;
}

bool RawConnection::waitForClose(int limit)
{
    const qint64 until = monotonicMilliseconds() + limit;
    std::array<char, 16'384> buffer{};
    while (waitFor(m_socket, POLLIN, until)) {
        if (::recv(m_socket, buffer.data(), buffer.size(), 0) <= 0) {
            return true;
        }
    }
    return false;
}

} // namespace lamplighter::tests
