#include "core/journal/journal.h"

#include "core/base/log.h"
#include "core/journal/event_rows.h"
#include "core/journal/kinds.h"

#include <QPointer>

#include <algorithm>
#include <memory>
#include <utility>

namespace lamplighter::journal {

namespace {

constexpr int kMaximumLimit = 1'000;
// One delete holds the database thread for a few milliseconds, so that events behind it are not late.
constexpr EventSeq kPruneStep = 2'000;

} // namespace

Journal::Journal(store::Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
    connect(&m_database, &store::Database::groupCommitted, this, &Journal::onGroupCommitted);
    connect(&m_database, &store::Database::replaced, this, &Journal::readOldest);
}

void Journal::open(QObject *context, store::Done done)
{
    auto range = std::make_shared<EventRange>();
    const QPointer<QObject> receiver(context != nullptr ? context : this);
    m_database.read(
        [range](store::Connection &connection) -> Result<void> {
            const Result<EventRange> found = eventRange(connection);
            if (!found) {
                return found.error();
            }
            *range = *found;
            return {};
        },
        this,
        [this, range, receiver, done = std::move(done)](const Result<void> &result) {
            if (result) {
                m_lastAppended = m_lastCommitted = m_checkedAt = range->newest;
                m_oldest = range->oldest;
                prune();
            }
            if (receiver && done) {
                done(result);
            }
        });
}

/// A new file took the place of a damaged one while this was running: the numbering goes on, older events are gone.
void Journal::readOldest()
{
    auto oldest = std::make_shared<EventSeq>(0);
    m_database.read(
        [oldest](store::Connection &connection) -> Result<void> {
            const Result<EventRange> range = eventRange(connection);
            *oldest = range && range->newest > 0 ? range->oldest : 0;
            return {};
        },
        this,
        [this, oldest](const Result<void> &) {
            const EventSeq next = m_waiting.empty() ? m_lastAppended + 1 : m_waiting.front().event.seq;
            m_oldest = *oldest > 0 ? *oldest : next;
        });
}

bool Journal::refuses()
{
    if (m_waiting.size() < kMaximumBacklog) {
        return false;
    }
    ++m_lost;
    return true;
}

Event Journal::number(const NewEvent &event)
{
    if (m_lost > 0) {
        NewEvent lost;
        lost.kind = kinds::kEventsLost;
        lost.severity = Severity::Critical;
        lost.payload.insert(QStringLiteral("count"), std::exchange(m_lost, 0));
        append(lost);
    }
    return {++m_lastAppended, m_clock.wallNow(), event.kind,        event.subject,
            event.severity,   event.actor,       event.correlation, event.payload};
}

EventSeq Journal::append(const NewEvent &event)
{
    if (refuses()) {
        return m_lastAppended;
    }
    const Event numbered = number(event);
    // The payload becomes text on the database thread; values are shared, not copied.
    const store::JobNumber job =
        m_database.write([numbered](store::Connection &connection) { return insertEvent(connection, numbered); });
    m_waiting.push_back({job, numbered});
    return numbered.seq;
}

EventSeq Journal::appendDurably(const NewEvent &event, QObject *context, store::Done durable)
{
    if (refuses()) {
        m_database.flush(context, [durable = std::move(durable)](const Result<void> &result) {
            const Error full{
                ErrorCode::Io, QStringLiteral("the disk was full for too long and this was not recorded"), {}};
            durable(result ? Result<void>(full) : result);
        });
        return m_lastAppended;
    }
    const Event numbered = number(event);
    const store::JobNumber job =
        m_database.writeDurably([numbered](store::Connection &connection) { return insertEvent(connection, numbered); },
                                context, std::move(durable));
    m_waiting.push_back({job, numbered});
    return numbered.seq;
}

void Journal::onGroupCommitted(store::JobNumber upTo)
{
    QList<Event> events;
    while (!m_waiting.empty() && m_waiting.front().job <= upTo) {
        events << std::move(m_waiting.front().event);
        m_waiting.pop_front();
    }
    if (events.isEmpty()) {
        return;
    }
    m_lastCommitted = events.constLast().seq;
    Q_EMIT committed(events);
    if (m_lastCommitted - m_checkedAt >= m_retention.checkEvery) {
        m_checkedAt = m_lastCommitted;
        prune();
    }
}

void Journal::query(const EventQuery &query, QObject *context, std::function<void(Result<EventPage>)> done)
{
    EventQuery bounded = query;
    bounded.limit = std::clamp(query.limit, 1, kMaximumLimit);
    auto page = std::make_shared<Result<EventPage>>(EventPage{});
    const QPointer<QObject> receiver(context != nullptr ? context : this);
    m_database.read(
        [page, bounded](store::Connection &connection) -> Result<void> {
            *page = selectEvents(connection, bounded);
            return page->ok() ? Result<void>() : page->error();
        },
        this,
        [this, page, bounded, receiver, done = std::move(done)](const Result<void> &result) {
            if (!receiver) {
                return;
            }
            if (!result) {
                done(result.error());
                return;
            }
            const bool pruned = bounded.after > 0 && bounded.after + 1 < m_oldest;
            const bool foreign = bounded.after > m_lastAppended;
            if (pruned || foreign) {
                done(Error{ErrorCode::Gone,
                           QStringLiteral("the journal has no event %1 any more; the oldest is %2")
                               .arg(bounded.after + 1)
                               .arg(m_oldest),
                           QString::number(m_oldest)});
                return;
            }
            done(std::move(*page));
        });
}

void Journal::querySubject(const SubjectQuery &query, QObject *context, std::function<void(Result<QList<Event>>)> done)
{
    auto found = std::make_shared<Result<QList<Event>>>(QList<Event>{});
    m_database.read(
        [found, query](store::Connection &connection) -> Result<void> {
            *found = selectOfSubject(connection, query);
            return found->ok() ? Result<void>() : found->error();
        },
        context,
        [found, done = std::move(done)](const Result<void> &result) {
            done(result ? std::move(*found) : Result<QList<Event>>(result.error()));
        });
}

void Journal::count(const EventCount &count, QObject *context, std::function<void(Result<QList<int>>)> done)
{
    auto counted = std::make_shared<Result<QList<int>>>(QList<int>{});
    m_database.read(
        [counted, count](store::Connection &connection) -> Result<void> {
            *counted = countEvents(connection, count);
            return counted->ok() ? Result<void>() : counted->error();
        },
        context,
        [counted, done = std::move(done)](const Result<void> &result) {
            done(result ? std::move(*counted) : Result<QList<int>>(result.error()));
        });
}

void Journal::prune()
{
    const Retention keep = m_retention;
    const WallTime oldestTime = m_clock.wallNow() - std::chrono::duration_cast<microseconds>(keep.maximumAge);
    auto first = std::make_shared<EventSeq>(0);
    m_database.read(
        [keep, oldestTime, first](store::Connection &connection) -> Result<void> {
            const Result<EventSeq> found = firstToKeep(connection, keep.maximumCount, oldestTime);
            if (!found) {
                return found.error();
            }
            *first = *found;
            return {};
        },
        this,
        [this, first](const Result<void> &result) {
            if (result && *first > m_oldest) {
                pruneUpTo(*first);
            }
        });
}

/// Step by step, oldest first: an engine that ends in between leaves no hole.
void Journal::pruneUpTo(EventSeq first)
{
    const EventSeq end = std::min(first, m_oldest + kPruneStep);
    m_oldest = end; // from now on nobody is promised what is about to go
    m_database.write(
        [end](store::Connection &connection) {
            return connection.execute(QStringLiteral("DELETE FROM events WHERE seq < ?"), {end});
        },
        this,
        [this, first, end](const Result<void> &result) {
            if (result && end < first) {
                pruneUpTo(first);
            }
        });
}

} // namespace lamplighter::journal
