#include "app/keeper/engine_link.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace lamplighter::keeper {

alignas(protocol::Notified) char notifySpace[16384];

namespace {

constexpr int kMostExits = 16;
protocol::State exitSpace[kMostExits];

} // namespace

void UnacknowledgedExits::add(const protocol::State &state)
{
    if (m_count == kMostExits) {
        std::memmove(exitSpace, exitSpace + 1, sizeof(exitSpace[0]) * (kMostExits - 1));
        --m_count;
    }
    exitSpace[m_count] = state;
    exitSpace[m_count].header.type = protocol::Type::PastExit;
    ++m_count;
}

void UnacknowledgedExits::acknowledge(std::int64_t run)
{
    int gone = 0;
    while (gone < m_count && exitSpace[gone].run <= run) {
        ++gone;
    }
    m_count -= gone;
    std::memmove(exitSpace, exitSpace + gone, sizeof(exitSpace[0]) * static_cast<std::size_t>(m_count));
}

const protocol::State &UnacknowledgedExits::at(int index) const
{
    return exitSpace[index];
}

void EngineLink::adopt(int connection)
{
    if (fcntl(connection, F_SETFD, FD_CLOEXEC) == 0) {
        m_connection = connection;
    }
}

int EngineLink::listen()
{
    const int made = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (made < 0) {
        return errno;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, protocol::kControlSocket, sizeof(protocol::kControlSocket));
    unlink(protocol::kControlSocket);
    // The mode is right from the first moment on: until listen() nobody can connect.
    if (bind(made, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0 ||
        chmod(protocol::kControlSocket, 0600) != 0 || ::listen(made, 8) != 0) {
        const int error = errno;
        close(made);
        return error;
    }
    m_listener = made;
    return 0;
}

void EngineLink::accept()
{
    const int accepted = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (accepted < 0) {
        return;
    }
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (getsockopt(accepted, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || (peer.uid != geteuid() && peer.uid != 0)) {
        close(accepted);
        return;
    }
    disconnect();
    m_connection = accepted;
}

void EngineLink::disconnect()
{
    if (m_connection >= 0) {
        close(m_connection);
    }
    m_connection = -1;
    m_greeted = false;
    m_pending = 0;
}

std::size_t EngineLink::receive(char *space, std::size_t size, int *descriptor)
{
    *descriptor = -1;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    iovec part{space, size};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof(control);
    const ssize_t received = recvmsg(m_connection, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (received <= 0) {
        if (received == 0 || (errno != EAGAIN && errno != EINTR)) {
            disconnect();
        }
        return 0;
    }
    const cmsghdr *const head = CMSG_FIRSTHDR(&message);
    if (head != nullptr && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS) {
        std::memcpy(descriptor, CMSG_DATA(head), sizeof(*descriptor));
    }
    return static_cast<std::size_t>(received);
}

bool EngineLink::send(const void *message, std::size_t size)
{
    if (::send(m_connection, message, size, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
        return true;
    }
    // Only a full socket is worth another try; the end of the connection is noticed by receive().
    return errno != EAGAIN && errno != ENOBUFS && errno != ENOMEM && errno != EINTR;
}

bool EngineLink::sendState(protocol::Type type)
{
    state.header.type = type;
    return send(&state, sizeof(state));
}

void EngineLink::welcome()
{
    m_greeted = true;
    // A log that fails is news to each engine, one that works again only if nobody heard of it.
    const bool tellOfLog = !m_logSaid || m_log.error != 0;
    m_pending = kPast | kWelcome | (tellOfLog ? kLog : 0U);
    m_pastSent = 0;
    flush();
}

void EngineLink::report(protocol::Type type)
{
    if (type == protocol::Type::Exited) {
        m_exits.add(state);
    }
    if (!m_greeted) {
        return; // Welcome will tell
    }
    const bool first = !hasPending();
    switch (type) {
    case protocol::Type::Launched:
        // What was not sent yet of the run before would now tell of this one.
        m_pending &= ~static_cast<unsigned>(kExited | kEmptied);
        m_pending |= kLaunched;
        break;
    case protocol::Type::Exited:
        m_pending |= kExited;
        break;
    case protocol::Type::TreeEmptied:
        m_pending |= kEmptied;
        break;
    default:
        m_pending |= kOutput;
        break;
    }
    if (first) {
        flush();
    }
}

void EngineLink::reportFailure(const protocol::LaunchFailed &failure)
{
    m_failure = failure;
    const bool first = !hasPending();
    m_pending |= kFailed;
    if (first) {
        flush();
    }
}

void EngineLink::reportLog(int error, std::int64_t lost)
{
    m_log.error = error;
    m_log.lost = lost;
    m_logSaid = false;
    if (!m_greeted) {
        return;
    }
    const bool first = !hasPending();
    m_pending |= kLog;
    if (first) {
        flush();
    }
}

void EngineLink::pong()
{
    const bool first = !hasPending();
    m_pending |= kPong;
    if (first) {
        flush();
    }
}

void EngineLink::refuse(int error)
{
    auto message = protocol::make<protocol::Refused>(protocol::Type::Refused);
    message.error = error;
    send(&message, sizeof(message));
}

void EngineLink::forward(const protocol::Notified &head, const char *text, std::size_t size)
{
    if (saysReady(text, size)) {
        state.flags |= protocol::kSaidReady; // said once, and heard perhaps by an engine that is about to die
    }
    if (m_greeted && !hasPending()) {
        iovec parts[2] = {{const_cast<protocol::Notified *>(&head), sizeof(head)}, {const_cast<char *>(text), size}};
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = 2;
        if (sendmsg(m_connection, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
            return;
        }
    }
    m_notifications.push(head, text, size);
}

bool EngineLink::flushOne(Pending bit, protocol::Type type)
{
    if ((m_pending & bit) == 0) {
        return true;
    }
    bool sent = false;
    if (bit == kFailed) {
        sent = send(&m_failure, sizeof(m_failure));
    } else if (bit == kOutput || bit == kPong) {
        const auto message = protocol::make<protocol::Header>(type);
        sent = send(&message, sizeof(message));
    } else {
        sent = sendState(type);
    }
    if (sent) {
        m_pending &= ~static_cast<unsigned>(bit);
    }
    return sent;
}

bool EngineLink::flushNotifications()
{
    std::size_t size = 0;
    while (const char *message = m_notifications.front(&size)) {
        if (!send(message, size)) {
            return false;
        }
        m_notifications.pop();
    }
    return true;
}

bool EngineLink::flushPastExits()
{
    if ((m_pending & kPast) == 0) {
        return true;
    }
    for (; m_pastSent < m_exits.count(); ++m_pastSent) {
        if (!send(&m_exits.at(m_pastSent), sizeof(protocol::State))) {
            return false;
        }
    }
    m_pending &= ~static_cast<unsigned>(kPast);
    return true;
}

bool EngineLink::flushLog()
{
    if ((m_pending & kLog) == 0) {
        return true;
    }
    if (!send(&m_log, sizeof(m_log))) {
        return false;
    }
    m_pending &= ~static_cast<unsigned>(kLog);
    m_logSaid = true;
    return true;
}

void EngineLink::flush()
{
    // In the order in which they happen in one run; a run's notifications come before its end.
    if (!m_greeted) {
        return;
    }
    (void)(flushPastExits() && flushOne(kWelcome, protocol::Type::Welcome) &&
           flushOne(kLaunched, protocol::Type::Launched) && flushOne(kFailed, protocol::Type::LaunchFailed) &&
           flushNotifications() && flushOne(kExited, protocol::Type::Exited) &&
           flushOne(kEmptied, protocol::Type::TreeEmptied) && flushOne(kOutput, protocol::Type::OutputWritten) &&
           flushLog() && flushOne(kPong, protocol::Type::Pong));
}

} // namespace lamplighter::keeper
