#include "core/api/login_limiter.h"

#include <QHostAddress>

#include <algorithm>

namespace lamplighter::api {

Duration LoginLimiter::failed(const QString &address)
{
    const Instant now = m_clock.now();
    if (m_buckets.size() >= kMaximumAddresses && !m_buckets.contains(address)) {
        forgetFull(now);
    }
    Instant &full = m_buckets[address];
    full = std::max(full, now);
    const Duration missing = full - now;
    const Duration capacity = kRefill * kBurst;
    if (missing + kRefill > capacity) {
        return missing + kRefill - capacity;
    }
    full += kRefill;
    return Duration::zero();
}

void LoginLimiter::forgetFull(Instant now)
{
    m_buckets.removeIf([now](const auto &bucket) { return bucket.value() <= now; });
    if (m_buckets.size() >= kMaximumAddresses) {
        // Thousands of addresses guess at once. Bounded memory comes first; a guess of 256 bits stays hopeless without
        // it.
        m_buckets.clear();
    }
}

QString limiterKey(const QString &address)
{
    const QHostAddress parsed(address);
    bool isIpv4 = false;
    const quint32 ipv4 = parsed.toIPv4Address(&isIpv4);
    if (isIpv4) {
        return QHostAddress(ipv4).toString();
    }
    if (parsed.protocol() != QAbstractSocket::IPv6Protocol) {
        return address;
    }
    Q_IPV6ADDR bytes = parsed.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8{0});
    return QHostAddress(bytes).toString();
}

} // namespace lamplighter::api
