// Spans of equal width up to now, for counting what happened when. Aligned to the epoch, so that a span means the same
// to everyone who asks and keeps its count when the next one begins.
#pragma once

#include "core/base/clock.h"

namespace lamplighter {

class TimeBuckets
{
public:
    /// `count` spans of `width` (above zero); the last one contains `now`.
    TimeBuckets(WallTime now, seconds width, int count)
        : m_width(width)
        , m_count(count)
        , m_since(now - sinceBegin(now, width) - m_width * (count - 1))
    {}

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] microseconds width() const { return m_width; }
    [[nodiscard]] WallTime since() const { return m_since; }
    [[nodiscard]] WallTime until() const { return begin(m_count); } ///< no longer part of the last one
    [[nodiscard]] WallTime begin(int bucket) const { return m_since + m_width * bucket; }

private:
    static microseconds sinceBegin(WallTime now, microseconds width)
    {
        const microseconds rest = now.time_since_epoch() % width;
        return rest.count() < 0 ? rest + width : rest;
    }

    microseconds m_width;
    int m_count;
    WallTime m_since;
};

} // namespace lamplighter
