// Events as rows of the table "events". Runs on the database thread.
#pragma once

#include "core/journal/journal.h"

namespace lamplighter::journal {

Result<void> insertEvent(store::Connection &connection, const Event &event);

/// The page that `query` asks for; its limit is already within bounds.
Result<EventPage> selectEvents(store::Connection &connection, const EventQuery &query);

/// Oldest first.
Result<QList<Event>> selectOfSubject(store::Connection &connection, const SubjectQuery &query);
/// One number for each bucket.
Result<QList<int>> countEvents(store::Connection &connection, const EventCount &count);

struct EventRange
{
    EventSeq oldest = 1; ///< first that is still there; newest + 1 if none is
    EventSeq newest = 0;
};
Result<EventRange> eventRange(store::Connection &connection);

/// The first number to keep so that at most `maximumCount` stay and none is older than `oldestTime`.
Result<EventSeq> firstToKeep(store::Connection &connection, qint64 maximumCount, WallTime oldestTime);

} // namespace lamplighter::journal
