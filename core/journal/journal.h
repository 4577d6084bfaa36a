// The append-only record of everything that happens in this engine. Owned by the engine, lives on its thread.
#pragma once

#include "core/base/result.h"
#include "core/base/time_buckets.h"
#include "core/journal/event.h"
#include "core/store/database.h"

#include <QList>
#include <QObject>

#include <deque>
#include <functional>

namespace lamplighter::journal {

struct EventQuery
{
    EventSeq after = 0;  ///< events with a greater seq; 0: from the oldest there is
    EventSeq before = 0; ///< descending: events with a smaller seq (0: from the newest), used when newestFirst
    bool newestFirst = false;
    int limit = 100; ///< at most 1,000
    QString kind;    ///< exact, or a prefix that ends in ".*"; empty for all
    QString subject; ///< exact; empty for all
    std::optional<Severity> minimumSeverity;
    std::optional<WallTime> since;
};

struct EventPage
{
    QList<Event> events;
    bool more = false;
};

/// Events to count: of one kind, and, unless `reasons` is empty, with one of these as the "reason" of their payload.
struct EventCount
{
    QString kind;
    QStringList reasons;
    TimeBuckets buckets;
};

/// What happened to one subject, of some kinds only.
struct SubjectQuery
{
    QString subject;
    QStringList kinds;
    WallTime since{};
    int limit = 1'000; ///< the newest of them; any number
};

/// What stays in the journal; looked at when it is opened and every `checkEvery` events, never by a timer.
struct Retention
{
    qint64 maximumCount = 1'000'000;
    Duration maximumAge = std::chrono::hours(24 * 90);
    qint64 checkEvery = 10'000;
};

class Journal : public QObject
{
    Q_OBJECT
public:
    /// `database` must be open; `clock` and `database` outlive the journal.
    Journal(store::Database &database, const Clock &clock, QObject *parent = nullptr);

    /// Before open().
    void setRetention(const Retention &retention) { m_retention = retention; }

    /// Reads the last number given. Must have answered before the first append.
    void open(QObject *context, store::Done done);

    /// Numbers the event and queues it: committed within 50 ms, published after. Returns its number. A few
    /// microseconds; never waits for the disk.
    EventSeq append(const NewEvent &event);
    /// The same, committed and synced at once; `durable` is called on `context` after that and after `committed`. An
    /// error means not durable yet (store::Database says when); the event keeps its number and its place.
    EventSeq appendDurably(const NewEvent &event, QObject *context, store::Done durable);

    /// Gone with the oldest number in `field` if `after` was pruned, or is of another journal (greater than the last).
    void query(const EventQuery &query, QObject *context, std::function<void(Result<EventPage>)> done);

    /// Oldest first, as far as they are committed and not pruned.
    void querySubject(const SubjectQuery &query, QObject *context, std::function<void(Result<QList<Event>>)> done);
    /// How many there are in each bucket, as far as they are committed and not pruned.
    void count(const EventCount &count, QObject *context, std::function<void(Result<QList<int>>)> done);

    [[nodiscard]] EventSeq lastAppended() const { return m_lastAppended; }
    /// The newest that is on disk: only up to here may be told to clients.
    [[nodiscard]] EventSeq lastCommitted() const { return m_lastCommitted; }
    /// The oldest that was not pruned.
    [[nodiscard]] EventSeq oldest() const { return m_oldest; }

    /// So many events wait in memory at most while the disk refuses them; later ones are counted and lost, and an event
    /// says how many. A full disk must not become a full memory.
    static constexpr int kMaximumBacklog = 200'000;

Q_SIGNALS:
    /// In order, without gaps, only what is committed. Once for each group.
    void committed(const QList<lamplighter::journal::Event> &events);

private:
    struct Waiting
    {
        store::JobNumber job = 0;
        Event event;
    };

    bool refuses();
    Event number(const NewEvent &event);
    void onGroupCommitted(store::JobNumber upTo);
    void readOldest();
    void prune();
    void pruneUpTo(EventSeq first);

    store::Database &m_database;
    const Clock &m_clock;
    Retention m_retention;
    EventSeq m_lastAppended = 0;
    EventSeq m_lastCommitted = 0;
    EventSeq m_oldest = 1;
    EventSeq m_checkedAt = 0;
    qint64 m_lost = 0;
    std::deque<Waiting> m_waiting; // appended, not committed yet
};

} // namespace lamplighter::journal
