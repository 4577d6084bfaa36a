#include "app/keeper/moment.h"

#include <ctime>

namespace lamplighter::keeper {

std::int64_t monotonicNanoseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

std::int64_t wallMicroseconds()
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * std::int64_t{1'000'000} + now.tv_nsec / 1000;
}

Stamp stampOf(std::int64_t wallMicroseconds)
{
    const std::int64_t milliseconds = wallMicroseconds / 1000;
    const std::int64_t secondOfTime = milliseconds / 1000;
    const std::int64_t secondOfDay = secondOfTime % 86400;
    // Days to civil date, counted in eras of 400 years that begin in March (gmtime would pull in the time zones).
    const std::int64_t days = secondOfTime / 86400 + 719468;
    const std::int64_t era = days / 146097;
    const std::int64_t dayOfEra = days % 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shifted = (5 * dayOfYear + 2) / 153;
    const std::int64_t day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    const std::int64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);

    Stamp stamp;
    const auto number = [&stamp](std::int64_t value, int digits) -> Stamp & {
        return stamp.appendNumber(static_cast<std::uint64_t>(value), digits);
    };
    number(year, 4).append("-");
    number(month, 2).append("-");
    number(day, 2).append("T");
    number(secondOfDay / 3600, 2).append(":");
    number(secondOfDay / 60 % 60, 2).append(":");
    number(secondOfDay % 60, 2).append(".");
    number(milliseconds % 1000, 3).append("Z ");
    return stamp;
}

} // namespace lamplighter::keeper
