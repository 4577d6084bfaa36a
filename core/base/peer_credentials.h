// Who is at the other end of a local socket, as the operating system knows it (SO_PEERCRED; getpeereid where that is
// absent). Nothing the caller sends can change the answer.
#pragma once

#include "core/base/result.h"

namespace lamplighter {

struct PeerCredentials
{
    qint64 userId = 0;
    qint64 groupId = 0;
    bool operator==(const PeerCredentials &) const = default;
};

/// Of the process that connected the Unix domain socket `descriptor`. Unavailable where the platform has no such thing.
Result<PeerCredentials> peerCredentials(qintptr descriptor);

/// The account this process acts as; -1 where accounts have no numbers.
qint64 ownUserId();

/// "alice"; the number as text if no account has it. May ask a name service: not for a hot path.
QString accountName(qint64 userId);

} // namespace lamplighter
