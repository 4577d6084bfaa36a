// A clock that stands still until a test moves it.
#pragma once

#include "core/base/clock.h"

namespace lamplighter::tests {

class ManualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] WallTime wallNow() const override { return m_wall; }
    void advance(Duration by)
    {
        m_now += by;
        m_wall += std::chrono::duration_cast<microseconds>(by);
    }
    /// As when an operator or NTP sets the time: the monotonic clock does not move.
    void jumpWall(Duration by) { m_wall += std::chrono::duration_cast<microseconds>(by); }

private:
    Instant m_now = instantFromNanoseconds(1'000'000'000'000);
    WallTime m_wall = wallTimeFromMicroseconds(1'763'388'722'000'000); // 2025-11-17T14:12:02Z
};

} // namespace lamplighter::tests
