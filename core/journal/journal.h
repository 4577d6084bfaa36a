// The append-only record of everything that happens in this engine. Owned by the engine, lives on its thread.
#pragma once

#include "core/base/result.h"
#include "core/journal/event.h"
#include "core/store/database.h"

#include <QList>
#include <QObject>

#include <functional>

namespace lamplighter::journal {

struct EventQuery {
    EventSeq after = 0;         ///< ascending: events with a greater seq
    EventSeq before = 0;        ///< descending: events with a smaller seq (0: from the newest), used when newestFirst
    bool newestFirst = false;
    int limit = 100;            ///< at most 1,000
    QString kind;               ///< exact, or a prefix that ends in ".*"; empty for all
    QString subject;            ///< exact; empty for all
    std::optional<Severity> minimumSeverity;
    std::optional<WallTime> since;
};

struct EventPage {
    QList<Event> events;
    bool more = false;
};

class Journal : public QObject {
    Q_OBJECT
public:
    /// `database` must be open; `clock` and `database` outlive the journal.
    Journal(store::Database &database, const Clock &clock, QObject *parent = nullptr);

    /// Reads the last number given. Must have answered before the first append.
    void open(QObject *context, store::Done done);

    /// Numbers the event and queues it: committed within 50 ms, published after. Returns its number.
    EventSeq append(const NewEvent &event);
    /// The same, committed and synced at once; `durable` is called on `context` after that (or with what failed).
    EventSeq appendDurably(const NewEvent &event, QObject *context, store::Done durable);

    /// Gone with the oldest number in `field` if `after` was pruned.
    void query(const EventQuery &query, QObject *context, std::function<void(Result<EventPage>)> done);

    [[nodiscard]] EventSeq lastAppended() const;
    /// The newest that is on disk: only up to here may be told to clients.
    [[nodiscard]] EventSeq lastCommitted() const;

Q_SIGNALS:
    /// In order, without gaps, only what is committed.
    void committed(const QList<lamplighter::journal::Event> &events);

private:
    store::Database &m_database;
    const Clock &m_clock;
    EventSeq m_lastAppended = 0;
    EventSeq m_lastCommitted = 0;
};

} // namespace lamplighter::journal
