// When a restart would be felt least, from what was recorded of a service's traffic: pure.
#pragma once

#include "core/client/shapes_updates.h"
#include "core/updates/policy.h"

#include <QList>

namespace lamplighter::updates {

inline constexpr int kHoursOfWeek = 168;

/// 0 is Monday from 00:00 to 01:00 UTC.
[[nodiscard]] int hourOfWeek(WallTime at);

/// What was read of the metric of a quiet condition in one hour of the week, all weeks together.
struct TrafficBucket
{
    int hourOfWeek = 0;
    qint64 count = 0;
    double sum = 0;
    bool operator==(const TrafficBucket &) const = default;
};

/// The hour with the least traffic on average among those of the next 24 hours in which a window is open; if none
/// opens so soon, of the 24 hours from the next opening on. Hours of which fewer than 3 values are known do not count;
/// of hours that are alike the first. `at` is absent if no such hour is known, and `because` says so.
client::Advice advise(const QString &service, const QList<TrafficBucket> &traffic,
                      const QList<MaintenanceWindow> &windows, WallTime now);

} // namespace lamplighter::updates
