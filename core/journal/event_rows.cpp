#include "core/journal/event_rows.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>
#include <optional>

namespace lamplighter::journal {

namespace {

const QString kColumns = QStringLiteral("seq, time_us, kind, subject, severity, actor, correlation, payload");

Event eventOf(const QSqlQuery &row)
{
    Event event;
    event.seq = row.value(0).toLongLong();
    event.time = wallTimeFromMicroseconds(row.value(1).toLongLong());
    event.kind = row.value(2).toString();
    event.subject = row.value(3).toString();
    event.severity = static_cast<Severity>(std::clamp(row.value(4).toInt(), 0, 2));
    event.actor = row.value(5).toString();
    event.correlation = row.value(6).toString();
    event.payload = QJsonDocument::fromJson(row.value(7).toString().toUtf8()).object();
    return event;
}

/// Text columns are NOT NULL, and a null QString would be bound as NULL.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

/// Conditions that every branch of a query shares, with their values.
struct Filter
{
    QString sql;
    QVariantList values;

    void add(const QString &condition, const QVariant &value)
    {
        sql += QStringLiteral(" AND ") + condition;
        values << value;
    }
};

Filter commonFilter(const EventQuery &query)
{
    Filter filter;
    if (query.newestFirst) {
        if (query.before > 0) {
            filter.add(QStringLiteral("seq < ?"), query.before);
        }
        if (query.after > 0) {
            filter.add(QStringLiteral("seq > ?"), query.after);
        }
    } else {
        filter.add(QStringLiteral("seq > ?"), query.after);
    }
    if (!query.subject.isEmpty()) {
        filter.add(QStringLiteral("subject = ?"), query.subject);
    }
    if (query.minimumSeverity && *query.minimumSeverity != Severity::Info) {
        // The literal lets SQLite use the index of the few that are not information.
        filter.sql += QStringLiteral(" AND severity >= 1");
        filter.add(QStringLiteral("severity >= ?"), static_cast<int>(*query.minimumSeverity));
    }
    if (query.since) {
        filter.add(QStringLiteral("time_us >= ?"), toMicrosecondsSinceEpoch(*query.since));
    }
    return filter;
}

/// The kinds that start with "unit." for "unit.*": a few seeks in the index, however many events there are.
Result<QStringList> kindsWithPrefix(store::Connection &connection, const QString &prefix)
{
    QStringList kinds;
    QString last = prefix;
    bool found = true;
    while (found) {
        found = false;
        const Result<void> selected =
            connection.select(QStringLiteral("SELECT kind FROM events WHERE kind > ? ORDER BY kind LIMIT 1"), {last},
                              [&](const QSqlQuery &row) {
                                  last = row.value(0).toString();
                                  found = last.startsWith(prefix);
                                  return false;
                              });
        if (!selected) {
            return selected.error();
        }
        if (found) {
            kinds << last;
        }
    }
    return kinds;
}

struct Statement
{
    QString sql;
    QVariantList values;
};

/// One branch for each kind, each cut to the limit in index order, then merged: a prefix that matches nearly everything
/// must not sort the whole journal.
Statement statementFor(const QStringList &kinds, const Filter &filter, const QString &order, int limit)
{
    Statement statement;
    QStringList branches;
    for (const QString &kind : kinds) {
        branches << QStringLiteral("SELECT * FROM (SELECT %1 FROM events WHERE kind = ?%2 ORDER BY seq %3 LIMIT ?)")
                        .arg(kColumns, filter.sql, order);
        statement.values << kind << filter.values << limit;
    }
    statement.sql =
        branches.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(" ORDER BY seq %1 LIMIT ?").arg(order);
    statement.values << limit;
    return statement;
}

Result<Statement> statementFor(store::Connection &connection, const EventQuery &query)
{
    const Filter filter = commonFilter(query);
    const QString order = query.newestFirst ? QStringLiteral("DESC") : QStringLiteral("ASC");
    const int limit = query.limit + 1; // one more tells whether there are more
    if (query.kind.endsWith(QStringLiteral(".*"))) {
        const Result<QStringList> kinds = kindsWithPrefix(connection, query.kind.chopped(1));
        if (!kinds) {
            return kinds.error();
        }
        return kinds->isEmpty() ? Statement{} : statementFor(*kinds, filter, order, limit);
    }
    if (!query.kind.isEmpty()) {
        return statementFor(QStringList{query.kind}, filter, order, limit);
    }
    Statement statement;
    statement.sql =
        QStringLiteral("SELECT %1 FROM events WHERE 1%2 ORDER BY seq %3 LIMIT ?").arg(kColumns, filter.sql, order);
    statement.values = filter.values;
    statement.values << limit;
    return statement;
}

/// The least number that a time allows, so that nobody reads every row before it; past all numbers if there is none.
/// Not simply the number of the first such time: the clock may have been set back in between.
Result<EventSeq> leastSince(store::Connection &connection, WallTime since)
{
    EventSeq least = std::numeric_limits<EventSeq>::max();
    const Result<void> selected =
        connection.select(QStringLiteral("SELECT min(seq) FROM events INDEXED BY events_by_time WHERE time_us >= ?"),
                          {toMicrosecondsSinceEpoch(since)}, [&least](const QSqlQuery &row) {
                              if (!row.value(0).isNull()) {
                                  least = row.value(0).toLongLong();
                              }
                              return false;
                          });
    if (!selected) {
        return selected.error();
    }
    return least;
}

Result<EventQuery> withSinceAsNumber(store::Connection &connection, EventQuery query)
{
    if (!query.since) {
        return query;
    }
    const Result<EventSeq> least = leastSince(connection, *query.since);
    if (!least) {
        return least.error();
    }
    query.after = std::max(query.after, *least - 1);
    return query;
}

} // namespace

Result<void> insertEvent(store::Connection &connection, const Event &event)
{
    static const QString kInsert =
        QStringLiteral("INSERT INTO events (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?)").arg(kColumns);
    const QString payload = event.payload.isEmpty()
                                ? QStringLiteral("{}")
                                : QString::fromUtf8(QJsonDocument(event.payload).toJson(QJsonDocument::Compact));
    return connection.execute(kInsert,
                              {event.seq, toMicrosecondsSinceEpoch(event.time), text(event.kind), text(event.subject),
                               static_cast<int>(event.severity), text(event.actor), text(event.correlation), payload});
}

Result<EventPage> selectEvents(store::Connection &connection, const EventQuery &asked)
{
    EventPage page;
    const Result<EventQuery> bounded = withSinceAsNumber(connection, asked);
    if (!bounded) {
        return bounded.error();
    }
    const EventQuery &query = *bounded;
    const Result<Statement> statement = statementFor(connection, query);
    if (!statement) {
        return statement.error();
    }
    if (statement->sql.isEmpty()) {
        return page;
    }
    const Result<void> selected = connection.select(statement->sql, statement->values, [&](const QSqlQuery &row) {
        if (page.events.size() == query.limit) {
            page.more = true;
            return false;
        }
        page.events << eventOf(row);
        return true;
    });
    if (!selected) {
        return selected.error();
    }
    return page;
}

Result<QList<Event>> selectOfSubject(store::Connection &connection, const SubjectQuery &query)
{
    const Result<EventSeq> least = leastSince(connection, query.since);
    if (!least) {
        return least.error();
    }
    const QStringList places(query.kinds.size(), QStringLiteral("?"));
    // The plus keeps SQLite from reading everything of these kinds instead of everything of the subject.
    const QString sql = QStringLiteral("SELECT %1 FROM events WHERE subject = ? AND seq >= ? AND time_us >= ? "
                                       "AND +kind IN (%2) ORDER BY seq DESC LIMIT ?")
                            .arg(kColumns, places.join(u','));
    QVariantList values{query.subject, *least, toMicrosecondsSinceEpoch(query.since)};
    for (const QString &kind : query.kinds) {
        values << kind;
    }
    values << query.limit;
    QList<Event> events;
    const Result<void> selected = connection.select(sql, values, [&events](const QSqlQuery &row) {
        events << eventOf(row);
        return true;
    });
    if (!selected) {
        return selected.error();
    }
    std::reverse(events.begin(), events.end());
    return events;
}

Result<QList<int>> countEvents(store::Connection &connection, const EventCount &count)
{
    const TimeBuckets &buckets = count.buckets;
    const Result<EventSeq> least = leastSince(connection, buckets.since());
    if (!least) {
        return least.error();
    }
    QString sql = QStringLiteral("SELECT (time_us - ?) / ? AS bucket, count(*) FROM events "
                                 "WHERE kind = ? AND seq >= ? AND time_us >= ? AND time_us < ?");
    const qint64 since = toMicrosecondsSinceEpoch(buckets.since());
    QVariantList values{since, qint64{buckets.width().count()},          count.kind, *least,
                        since, toMicrosecondsSinceEpoch(buckets.until())};
    if (!count.reasons.isEmpty()) {
        const QStringList places(count.reasons.size(), QStringLiteral("?"));
        sql += QStringLiteral(" AND json_extract(payload, '$.reason') IN (%1)").arg(places.join(u','));
        for (const QString &reason : count.reasons) {
            values << reason;
        }
    }
    QList<int> counts(buckets.count(), 0);
    const Result<void> selected =
        connection.select(sql + QStringLiteral(" GROUP BY bucket"), values, [&counts](const QSqlQuery &row) {
            counts[row.value(0).toInt()] = row.value(1).toInt();
            return true;
        });
    if (!selected) {
        return selected.error();
    }
    return counts;
}

Result<EventRange> eventRange(store::Connection &connection)
{
    EventRange range;
    bool any = false;
    // Two subqueries, since min and max together would read every row.
    const Result<void> selected =
        connection.select(QStringLiteral("SELECT (SELECT min(seq) FROM events), (SELECT max(seq) FROM events)"), {},
                          [&](const QSqlQuery &row) {
                              any = !row.value(0).isNull();
                              range.oldest = row.value(0).toLongLong();
                              range.newest = row.value(1).toLongLong();
                              return false;
                          });
    if (!selected) {
        return selected.error();
    }
    return any ? range : EventRange{};
}

Result<EventSeq> firstToKeep(store::Connection &connection, qint64 maximumCount, WallTime oldestTime)
{
    const Result<EventRange> range = eventRange(connection);
    if (!range) {
        return range.error();
    }
    EventSeq first = std::max(range->oldest, range->newest - maximumCount + 1);
    EventSeq young = range->newest; // the newest always stays: the numbering goes on from it
    const Result<void> selected =
        connection.select(QStringLiteral("SELECT seq FROM events WHERE time_us >= ? ORDER BY time_us LIMIT 1"),
                          {toMicrosecondsSinceEpoch(oldestTime)}, [&](const QSqlQuery &row) {
                              young = row.value(0).toLongLong();
                              return false;
                          });
    if (!selected) {
        return selected.error();
    }
    first = std::max(first, young);
    return std::min(first, std::max<EventSeq>(range->newest, 1));
}

} // namespace lamplighter::journal
