// Alerts as rows of the table "alerts". Runs on the database thread.
#pragma once

#include "core/alerts/alert_book.h"
#include "core/alerts/alert_rules.h"
#include "core/store/database.h"

namespace lamplighter::alerts {

/// What was noted about handled events and written files, in the table "meta".
struct Progress
{
    EventSeq handled = 0; ///< events up to here have raised and ended what they should
    EventSeq filed = 0;   ///< alerts up to here have their file
};
Result<Progress> readProgress(store::Connection &connection);
Result<void> writeHandled(store::Connection &connection, EventSeq seq);
Result<void> writeFiled(store::Connection &connection, EventSeq seq);

/// True if it was new.
Result<bool> insertAlert(store::Connection &connection, const Alert &alert);
/// Alerts of `condition` raised before event `before` that are open; returns how many there were.
Result<int> resolveAlerts(store::Connection &connection, const QString &condition, EventSeq before, WallTime at);

Result<AlertPage> selectAlerts(store::Connection &connection, const AlertQuery &query);
Result<AlertCount> countOpenAlerts(store::Connection &connection);
Result<QList<AlertCount>> countAlerts(store::Connection &connection, const TimeBuckets &buckets);
/// Oldest first, from just after `after`.
Result<QList<client::AlertRecord>> selectAlertsAfter(store::Connection &connection, EventSeq after, int limit);

/// NotFound, or Conflict if someone did before.
Result<client::AlertRecord> acknowledgeAlert(store::Connection &connection, EventSeq id, const QString &actor,
                                             const QString &note, WallTime at);

Result<void> pruneAlerts(store::Connection &connection, qint64 maximumCount, WallTime oldest);

} // namespace lamplighter::alerts
