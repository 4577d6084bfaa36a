#include "core/updates/policy.h"

#include <QDateTime>

#include <algorithm>

namespace lamplighter::updates {

namespace {

WallTime fromMilliseconds(qint64 sinceEpoch)
{
    return wallTimeFromMicroseconds(sinceEpoch * 1'000);
}

QDateTime inUtc(qint64 sinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch, Qt::UTC);
}

qint64 offsetAt(const QTimeZone &zone, qint64 sinceEpoch)
{
    return qint64{zone.offsetFromUtc(inUtc(sinceEpoch))} * 1'000;
}

/// When clocks in `zone` show a time of day: once, twice (the clocks went back), or never (they jumped over it: then
/// `first` and `last` are the moment of the jump). `local` is that time as if it were UTC. Not left to QDateTime, whose
/// answer to the last two has changed between versions.
struct Shown
{
    qint64 first = 0;
    qint64 last = 0;
};

Shown whenShown(const QTimeZone &zone, qint64 local)
{
    if (!zone.isValid()) {
        return {local, local};
    }
    // No place is further from UTC, also while its clocks change.
    constexpr qint64 kFarthest = 27LL * 3'600'000;
    const qint64 begin = local - kFarthest;
    const QTimeZone::OffsetDataList changes =
        zone.hasTransitions() ? zone.transitions(inUtc(begin), inUtc(local + kFarthest)) : QTimeZone::OffsetDataList();
    QList<qint64> found;
    qint64 offset = offsetAt(zone, begin);
    qint64 from = begin;
    for (qsizetype i = 0; i <= changes.size(); ++i) {
        const bool isLast = i == changes.size();
        const qint64 to = isLast ? local + kFarthest : changes.at(i).atUtc.toMSecsSinceEpoch();
        const qint64 candidate = local - offset;
        if (candidate >= from && candidate < to) {
            found.append(candidate);
        }
        if (isLast) {
            break;
        }
        const qint64 next = qint64{changes.at(i).offsetFromUtc} * 1'000;
        if (local >= to + offset && local < to + next) {
            found.append(to); // jumped over
        }
        offset = next;
        from = to;
    }
    if (found.isEmpty()) {
        return {local - offset, local - offset};
    }
    const auto [first, last] = std::minmax_element(found.cbegin(), found.cend());
    return {*first, *last};
}

/// The window as it opens on the local `day`; empty if its weekday is not among them, or the clocks jump over all of
/// it.
std::optional<Opening> openingOn(const MaintenanceWindow &window, QDate day)
{
    if (!window.days.isEmpty() && !window.days.contains(day.dayOfWeek())) {
        return std::nullopt;
    }
    const qint64 midnight = day.startOfDay(Qt::UTC).toMSecsSinceEpoch();
    const int to = window.toMinute > window.fromMinute ? window.toMinute : window.toMinute + 1'440;
    constexpr qint64 kMinute = 60'000;
    const Opening opening{fromMilliseconds(whenShown(window.zone, midnight + window.fromMinute * kMinute).first),
                          fromMilliseconds(whenShown(window.zone, midnight + to * kMinute).last)};
    return opening.from < opening.to ? std::optional(opening) : std::nullopt;
}

QDate localDay(const QTimeZone &zone, WallTime time)
{
    const qint64 sinceEpoch = toMicrosecondsSinceEpoch(time) / 1'000;
    return inUtc(sinceEpoch + (zone.isValid() ? offsetAt(zone, sinceEpoch) : 0)).date();
}

} // namespace

QList<Opening> openingsWithin(const QList<MaintenanceWindow> &windows, WallTime now, WallTime end)
{
    if (now >= end) {
        return {};
    }
    if (windows.isEmpty()) {
        return {{now, end}};
    }
    QList<Opening> out;
    for (const MaintenanceWindow &window : windows) {
        // Two days back: a window over midnight, on a day to which the clocks added hours.
        const QDate last = localDay(window.zone, end).addDays(1);
        for (QDate day = localDay(window.zone, now).addDays(-2); day <= last; day = day.addDays(1)) {
            const std::optional<Opening> opening = openingOn(window, day);
            if (opening && opening->to > now && opening->from < end) {
                out.append({std::max(opening->from, now), std::min(opening->to, end)});
            }
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const Opening &a, const Opening &b) { return a.from < b.from; });
    return out;
}

std::optional<WallTime> nextOpening(const QList<MaintenanceWindow> &windows, WallTime now)
{
    // Two weeks: the clocks may jump over the only one of the first.
    const QList<Opening> openings = openingsWithin(windows, now, now + std::chrono::hours(15 * 24));
    return openings.isEmpty() ? std::nullopt : std::optional(openings.first().from);
}

} // namespace lamplighter::updates
