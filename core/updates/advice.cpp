#include "core/updates/advice.h"

#include <array>
#include <cmath>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::hours;

constexpr qint64 kEnough = 3;

using Means = std::array<std::optional<double>, kHoursOfWeek>;

Means meansOf(const QList<TrafficBucket> &traffic)
{
    Means out;
    for (const TrafficBucket &bucket : traffic) {
        if (bucket.hourOfWeek >= 0 && bucket.hourOfWeek < kHoursOfWeek && bucket.count >= kEnough &&
            std::isfinite(bucket.sum)) {
            out[static_cast<std::size_t>(bucket.hourOfWeek)] = bucket.sum / static_cast<double>(bucket.count);
        }
    }
    return out;
}

std::optional<double> meanAt(const Means &means, WallTime at)
{
    return means[static_cast<std::size_t>(hourOfWeek(at))];
}

WallTime hourOf(WallTime at)
{
    return std::chrono::floor<hours>(at);
}

/// The best hour, and what it was chosen from.
struct Choice
{
    WallTime at{};
    double mean = 0;
    int known = 0;
    int hoursOpen = 0;
};

Choice choose(const Means &means, const QList<Opening> &openings)
{
    Choice out;
    WallTime counted{}; // hours before it are; openings may overlap, and two may touch the same hour
    for (const Opening &opening : openings) {
        for (WallTime hour = hourOf(opening.from); hour < opening.to; hour += hours(1)) {
            const std::optional<double> mean = meanAt(means, hour);
            if (hour >= counted) {
                ++out.hoursOpen;
                out.known += mean ? 1 : 0;
                counted = hour + hours(1);
            }
            if (mean && (out.at == WallTime{} || *mean < out.mean)) {
                out.at = std::max(hour, opening.from);
                out.mean = *mean;
            }
        }
    }
    return out;
}

QString number(double value)
{
    return QString::number(value, 'g', 3);
}

QString timeOfDay(WallTime at)
{
    return toIsoString(at).mid(11, 5);
}

QString reasonOf(const Choice &choice, const Means &means, bool hasWindows, WallTime now)
{
    const WallTime hour = hourOf(choice.at);
    QString out = u"Between %1 and %2 UTC it has %3 on average, the least of "_s.arg(
        timeOfDay(hour), timeOfDay(hour + hours(1)), number(choice.mean));
    if (choice.known < choice.hoursOpen) {
        out += u"the %1 hours of which enough is known"_s.arg(choice.known);
    } else if (choice.hoursOpen == 1) {
        out = u"Between %1 and %2 UTC it has %3 on average; its window is open in no other hour"_s.arg(
            timeOfDay(hour), timeOfDay(hour + hours(1)), number(choice.mean));
    } else {
        out +=
            hasWindows ? u"the %1 hours in which its windows are open"_s.arg(choice.hoursOpen) : u"the next 24 hours"_s;
    }
    if (const std::optional<double> usual = meanAt(means, now); usual && hour != hourOf(now)) {
        out += u"; at this hour it has %1"_s.arg(number(*usual));
    }
    return out;
}

} // namespace

int hourOfWeek(WallTime at)
{
    const auto sinceEpoch = std::chrono::floor<hours>(at).time_since_epoch().count();
    constexpr qint64 kThursday = 3 * 24; // was the epoch
    const qint64 hour = (qint64{sinceEpoch} + kThursday) % kHoursOfWeek;
    return static_cast<int>(hour < 0 ? hour + kHoursOfWeek : hour);
}

client::Advice advise(const QString &service, const QList<TrafficBucket> &traffic,
                      const QList<MaintenanceWindow> &windows, WallTime now)
{
    const Means means = meansOf(traffic);
    QList<Opening> openings = openingsWithin(windows, now, now + hours(24));
    if (openings.isEmpty()) {
        const std::optional<WallTime> next = nextOpening(windows, now);
        if (!next) {
            return {service, std::nullopt, u"No maintenance window opens within 15 days"_s};
        }
        openings = openingsWithin(windows, *next, *next + hours(24));
    }
    const Choice choice = choose(means, openings);
    if (choice.known == 0) {
        return {service, std::nullopt,
                windows.isEmpty() ? u"Too little is known of its traffic in the next 24 hours"_s
                                  : u"Too little is known of its traffic while its windows are open"_s};
    }
    return {service, choice.at, reasonOf(choice, means, !windows.isEmpty(), now)};
}

} // namespace lamplighter::updates
