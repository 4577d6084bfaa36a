// Slows down who guesses tokens: a token bucket of failures for each address. Used on the I/O thread.
#pragma once

#include "core/base/clock.h"

#include <QHash>
#include <QString>

namespace lamplighter::api {

class LoginLimiter
{
public:
    static constexpr int kBurst = 10;               ///< failures in a row before an address has to wait
    static constexpr Duration kRefill = seconds(6); ///< one more failure is forgiven after each
    static constexpr qsizetype kMaximumAddresses = 4096;

    explicit LoginLimiter(const Clock &clock)
        : m_clock(clock)
    {}

    /// Counts a failed login. Zero if the address may go on, else how long it has to wait for its next try.
    Duration failed(const QString &address);

    [[nodiscard]] qsizetype size() const { return m_buckets.size(); }

private:
    /// A bucket as the one moment at which it is full again: what is missing drips in at a steady pace.
    void forgetFull(Instant now);

    const Clock &m_clock;
    QHash<QString, Instant> m_buckets;
};

/// What the bucket is for: the address itself, for IPv6 the /64 that one caller usually has to himself.
QString limiterKey(const QString &address);

} // namespace lamplighter::api
