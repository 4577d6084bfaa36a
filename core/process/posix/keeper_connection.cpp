#include "core/process/posix/keeper_connection.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace lamplighter::process {

namespace {

/// A keeper that takes nothing for so long is stuck; its unit's supervisor gives it up by other signs.
constexpr std::size_t kLongestOutbox = 1024;

} // namespace

void KeeperConnection::close()
{
    m_socket.reset();
    m_outbox.clear();
}

bool KeeperConnection::trySend(const QByteArray &bytes, int attached) const
{
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    iovec part{const_cast<char *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (attached >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof(control);
        cmsghdr *const head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(head), &attached, sizeof(attached));
    }
    if (::sendmsg(m_socket.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
        return true;
    }
    // A broken connection is noticed by receive(); what was to be sent over it is of no use any more.
    return errno != EAGAIN && errno != EINTR && errno != ENOBUFS && errno != ENOMEM && errno != ETOOMANYREFS;
}

void KeeperConnection::send(const QByteArray &bytes, FileDescriptor attached)
{
    if (!isOpen() || (m_outbox.empty() && trySend(bytes, attached.get())) || m_outbox.size() >= kLongestOutbox) {
        return;
    }
    m_outbox.push_back({QByteArray(bytes.constData(), bytes.size()), std::move(attached)});
}

void KeeperConnection::flush()
{
    while (!m_outbox.empty() && trySend(m_outbox.front().bytes, m_outbox.front().attached.get())) {
        m_outbox.pop_front();
    }
}

KeeperConnection::Received KeeperConnection::receive(char *space, std::size_t size, std::size_t *received)
{
    ssize_t result = ::recv(m_socket.get(), space, size, MSG_DONTWAIT);
    if (result < 0 && errno == ECONNRESET) {
        // A keeper that ended without having read everything; what it said before is still to be had after that.
        result = ::recv(m_socket.get(), space, size, MSG_DONTWAIT);
    }
    if (result > 0) {
        *received = static_cast<std::size_t>(result);
        return Received::Message;
    }
    return result < 0 && (errno == EAGAIN || errno == EINTR) ? Received::Nothing : Received::End;
}

qint64 KeeperConnection::peerPid() const
{
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(m_socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid : 0;
}

bool KeeperConnection::killPeer(qint64 pid) const
{
    return signalPeer(pid, SIGKILL);
}

bool KeeperConnection::continuePeer(qint64 pid) const
{
    return signalPeer(pid, SIGCONT);
}

bool KeeperConnection::signalPeer(qint64 pid, int signal) const
{
    if (!isOpen() || pid <= 1) {
        return false;
    }
    // The end of the stream comes before the pid is free for others: while it has not come, the descriptor is the
    // keeper's.
    const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0)));
    char byte = 0;
    if (::recv(m_socket.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
        return false;
    }
    return process.isValid() ? ::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) == 0
                             : ::kill(static_cast<pid_t>(pid), signal) == 0;
}

Result<SpawnedKeeper> spawnKeeper(const QByteArray &program, const QByteArray &folder, const QByteArray &unit)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return systemError(QStringLiteral("cannot make a connection for a keeper"), errno);
    }
    KeeperConnection ours{FileDescriptor(ends[0])};
    const FileDescriptor theirs(ends[1]);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), protocol::kConnectionDescriptor);
    char *const arguments[] = {const_cast<char *>(program.constData()), const_cast<char *>(folder.constData()),
                               const_cast<char *>(unit.constData()), nullptr};
    char *const environment[] = {nullptr}; // a keeper must not carry a run id, nor anything secret
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, program.constData(), &actions, nullptr, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        return systemError(QStringLiteral("cannot start the keeper ") + QFile::decodeName(program), error);
    }
    return SpawnedKeeper{std::move(ours), pid};
}

} // namespace lamplighter::process
