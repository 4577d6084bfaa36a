// Time as a parameter. Behaviour uses Instant (monotonic, does not count while the machine sleeps: CLOCK_MONOTONIC,
// QueryUnbiasedInterruptTime); records use WallTime (UTC). Nothing asks for the time globally: a Clock is passed in.
#pragma once

#include <QString>

#include <chrono>
#include <compare>

namespace lamplighter {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using Duration = std::chrono::nanoseconds;

/// Tag of the monotonic time line; its zero is the boot of the machine.
struct MonotonicTimeline
{
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<MonotonicTimeline>;
    static constexpr bool is_steady = true;
};

/// A moment since boot. Meaningful only together with the boot id once it leaves the process.
using Instant = std::chrono::time_point<MonotonicTimeline, std::chrono::nanoseconds>;
/// A moment in UTC, to the microsecond.
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wallNow() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wallNow() const override;
};

/// "2026-11-17T14:32:02.123456Z"; UTC, always with six digits.
QString toIsoString(WallTime time);
/// Accepts any number of fraction digits, "Z", an offset, or no zone mark (read as UTC). Returns false if malformed.
bool fromIsoString(const QString &text, WallTime *time);

qint64 toNanoseconds(Instant instant);
Instant instantFromNanoseconds(qint64 ns);
qint64 toMicrosecondsSinceEpoch(WallTime time);
WallTime wallTimeFromMicroseconds(qint64 us);

} // namespace lamplighter
