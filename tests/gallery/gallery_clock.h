// The wall stands at the moment of the design's pictures; the monotonic clock runs, and can be moved on.
#pragma once

#include "core/base/clock.h"

namespace lamplighter::gallery {

class GalleryClock final : public Clock
{
public:
    /// 17 Nov 2026, 14:32:02 UTC
    static WallTime moment() { return wallTimeFromMicroseconds(1'794'925'922'000'000); }

    [[nodiscard]] Instant now() const override { return m_system.now() + m_ahead; }
    [[nodiscard]] WallTime wallNow() const override { return moment(); }
    void advance(Duration by) { m_ahead += by; }

private:
    SystemClock m_system;
    Duration m_ahead{0};
};

} // namespace lamplighter::gallery
