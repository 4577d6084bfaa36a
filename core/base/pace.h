// Lets through at once what comes now and then, and at an even pace what keeps coming. A value; lives where its owner
// does.
#pragma once

#include "core/base/clock.h"

#include <algorithm>

namespace lamplighter {

class Pace
{
public:
    /// Once in `every` in the long run; up to `burst` of them may follow each other sooner, `gap` apart.
    constexpr explicit Pace(Duration every, int burst = 3, Duration gap = milliseconds(10))
        : m_every(every)
        , m_credit(every * (burst - 1))
        , m_gap(std::min(gap, every))
    {}

    /// How long the next one has to wait; zero if it may go now.
    [[nodiscard]] constexpr Duration wait(Instant now) const
    {
        return std::max({m_due - m_credit - now, m_last + m_gap - now, Duration{0}});
    }
    constexpr void went(Instant now)
    {
        m_last = now;
        m_due = std::max(m_due, now) + m_every;
    }

private:
    Duration m_every;
    Duration m_credit; ///< how far ahead of its time one may go
    Duration m_gap;
    Instant m_due{Duration{0}}; ///< of the next one, if they came evenly
    Instant m_last = m_due - m_gap;
};

} // namespace lamplighter
