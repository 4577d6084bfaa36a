#include "core/base/peer_credentials.h"

#ifndef _WIN32
#include <array>
#include <cerrno>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace lamplighter {

#ifdef _WIN32

Result<PeerCredentials> peerCredentials(qintptr)
{
    return Error{ErrorCode::Unavailable, QStringLiteral("this platform does not tell who is behind a socket"), {}};
}

qint64 ownUserId()
{
    return -1;
}

QString accountName(qint64 userId)
{
    return QString::number(userId);
}

#else

Result<PeerCredentials> peerCredentials(qintptr descriptor)
{
    const int fd = static_cast<int>(descriptor);
#ifdef SO_PEERCRED
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
        return systemError(QStringLiteral("cannot tell who is behind the socket"), errno);
    }
    return PeerCredentials{static_cast<qint64>(peer.uid), static_cast<qint64>(peer.gid)};
#else
    uid_t user = 0;
    gid_t group = 0;
    if (::getpeereid(fd, &user, &group) != 0) {
        return systemError(QStringLiteral("cannot tell who is behind the socket"), errno);
    }
    return PeerCredentials{static_cast<qint64>(user), static_cast<qint64>(group)};
#endif
}

qint64 ownUserId()
{
    return static_cast<qint64>(::geteuid());
}

QString accountName(qint64 userId)
{
    std::array<char, 4096> text{};
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(static_cast<uid_t>(userId), &entry, text.data(), text.size(), &found) != 0 || found == nullptr) {
        return QString::number(userId);
    }
    return QString::fromLocal8Bit(found->pw_name);
}

#endif

} // namespace lamplighter
