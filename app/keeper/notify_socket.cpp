#include "app/keeper/notify_socket.h"

#include "app/keeper/moment.h"
#include "app/keeper/process_tree.h"

#include <cerrno>
#include <cstring>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace lamplighter::keeper {

namespace {

constexpr char kVariable[] = "NOTIFY_SOCKET=";

/// `text` starts with `word`, and is one line.
template <std::size_t N> bool isLine(const char *text, std::size_t size, const char (&word)[N])
{
    if (size < N - 1 || std::memcmp(text, word, N - 1) != 0) {
        return false;
    }
    const void *end = std::memchr(text, '\n', size);
    return end == nullptr || end == text + size - 1;
}

/// Offset of the message after one of `size` bytes at `at`; messages stay aligned.
std::size_t padded(std::size_t size)
{
    return (size + alignof(protocol::Notified) - 1) / alignof(protocol::Notified) * alignof(protocol::Notified);
}

/// Closes every descriptor that came along (BARRIER=1 waits for exactly that) and finds the sender.
pid_t takeControl(msghdr *message)
{
    pid_t sender = 0;
    for (cmsghdr *part = CMSG_FIRSTHDR(message); part != nullptr; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET) {
            continue;
        }
        if (part->cmsg_type == SCM_RIGHTS) {
            const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (std::size_t index = 0; index < count; ++index) {
                int fd = -1;
                std::memcpy(&fd, CMSG_DATA(part) + index * sizeof(int), sizeof(int));
                close(fd);
            }
        } else if (part->cmsg_type == SCM_CREDENTIALS) {
            ucred credentials{};
            std::memcpy(&credentials, CMSG_DATA(part), sizeof(credentials));
            sender = credentials.pid;
        }
    }
    return sender;
}

} // namespace

bool RecentlyReaped::contains(pid_t pid) const
{
    for (const pid_t each : m_pids) {
        if (each == pid) {
            return true;
        }
    }
    return false;
}

bool saysReady(const char *text, std::size_t size)
{
    constexpr char kKey[] = "READY=";
    constexpr std::size_t kLength = sizeof(kKey) - 1;
    bool ready = false;
    for (std::size_t at = 0; at < size;) {
        const void *found = std::memchr(text + at, '\n', size - at);
        const std::size_t end =
            found == nullptr ? size : static_cast<std::size_t>(static_cast<const char *>(found) - text);
        if (end - at >= kLength && std::memcmp(text + at, kKey, kLength) == 0) {
            ready = end - at == kLength + 1 && text[at + kLength] == '1';
        }
        at = end + 1;
    }
    return ready;
}

NotifyQueue::Lasting NotifyQueue::lastingOf(const char *text, std::size_t size)
{
    constexpr char kBeat[] = "WATCHDOG=1";
    const std::size_t length = size > 0 && text[size - 1] == '\n' ? size - 1 : size;
    if (length == sizeof(kBeat) - 1 && isLine(text, size, kBeat)) {
        return Lasting::Beat;
    }
    return isLine(text, size, "X_IN_FLIGHT=") ? Lasting::Count : Lasting::Yes;
}

void NotifyQueue::push(const protocol::Notified &head, const char *text, std::size_t size)
{
    const Lasting lasting = lastingOf(text, size);
    if (lasting != Lasting::Yes && lasting == m_lasting && m_used > 0) {
        m_used = m_newest;
    }
    const std::size_t whole = sizeof(head) + size;
    while (m_used > 0 && m_used + padded(whole) > m_size) {
        pop();
    }
    protocol::Notified stored = head;
    stored.header.size = static_cast<std::uint32_t>(whole);
    std::memcpy(m_space + m_used, &stored, sizeof(stored));
    std::memcpy(m_space + m_used + sizeof(stored), text, size);
    m_newest = m_used;
    m_lasting = lasting;
    m_used += padded(whole);
}

const char *NotifyQueue::front(std::size_t *size) const
{
    if (m_used == 0) {
        return nullptr;
    }
    protocol::Notified head{};
    std::memcpy(&head, m_space, sizeof(head));
    *size = head.header.size;
    return m_space;
}

void NotifyQueue::pop()
{
    std::size_t size = 0;
    if (front(&size) == nullptr) {
        return;
    }
    const std::size_t step = padded(size);
    m_used -= step;
    m_newest = m_newest >= step ? m_newest - step : 0;
    std::memmove(m_space, m_space + step, m_used);
}

int NotifySocket::prepare(const char *folder, bool ownAccount)
{
    if (m_socket >= 0 && m_outside == ownAccount) {
        return 0;
    }
    const int made = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    if (made < 0 || setsockopt(made, SOL_SOCKET, SO_PASSCRED, &yes, sizeof(yes)) != 0) {
        const int error = errno;
        close(made);
        return error;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socklen_t length = sizeof(address);
    m_entry.clear();
    m_entry.append(kVariable);
    if (ownAccount) {
        std::uint64_t random = 0;
        getrandom(&random, sizeof(random), 0);
        FixedText<64> name;
        name.append("lamplighter/").appendNumber(static_cast<std::uint64_t>(getpid())).append("/").appendNumber(random);
        std::memcpy(address.sun_path + 1, name.text(), name.length());
        length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.length());
        m_entry.append("@").append(name.text());
    } else {
        m_entry.append(folder).append("/").append(protocol::kNotifySocket);
        unlink(protocol::kNotifySocket);
        // Bound by its short name: we are in that folder.
        std::memcpy(address.sun_path, protocol::kNotifySocket, sizeof(protocol::kNotifySocket));
    }
    if (m_entry.truncated() || m_entry.length() - (sizeof(kVariable) - 1) >= sizeof(address.sun_path)) {
        close(made);
        return ENAMETOOLONG;
    }
    if (bind(made, reinterpret_cast<const sockaddr *>(&address), length) != 0) {
        const int error = errno;
        close(made);
        return error;
    }
    if (!ownAccount) {
        chmod(protocol::kNotifySocket, 0600);
    }
    if (m_socket >= 0) {
        close(m_socket);
    }
    m_socket = made;
    m_outside = ownAccount;
    return 0;
}

bool NotifySocket::receive(char *text, std::size_t space, std::size_t *size, protocol::Notified *head,
                           const RecentlyReaped &reaped)
{
    *size = 0;
    if (m_socket < 0) {
        return false;
    }
    // Room for the most descriptors that one message may carry (SCM_MAX_FD), so that none is left open.
    alignas(cmsghdr) char control[CMSG_SPACE(253 * sizeof(int)) + CMSG_SPACE(sizeof(ucred))];
    iovec part{text, space};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof(control);
    const ssize_t received = recvmsg(m_socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (received < 0) {
        return false;
    }
    const pid_t sender = takeControl(&message);
    const bool fits =
        (message.msg_flags & MSG_TRUNC) == 0 && static_cast<std::size_t>(received) <= protocol::kMaximumNotifyText;
    // A sender that is gone and was not reaped here cannot be told from a stranger, so it is treated as one.
    if (sender <= 0 || (!isDescendant(sender, getpid()) && !reaped.contains(sender))) {
        ++m_strangers;
        return true;
    }
    if (fits) {
        *head = protocol::make<protocol::Notified>(protocol::Type::Notified);
        head->pid = sender;
        head->monotonic = monotonicNanoseconds();
        *size = static_cast<std::size_t>(received);
        head->header.size = static_cast<std::uint32_t>(sizeof(*head) + *size);
    }
    return true;
}

} // namespace lamplighter::keeper
