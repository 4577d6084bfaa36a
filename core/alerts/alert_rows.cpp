#include "core/alerts/alert_rows.h"

#include <QJsonDocument>

namespace lamplighter::alerts {

namespace {

const QString kColumns = QStringLiteral("id, time_us, severity, kind, subject, summary, requires_attention, payload, "
                                        "acknowledged_us, acknowledged_by, note, "
                                        "resolved_us");

const QString kHandledKey = QStringLiteral("alerts.handled");
const QString kFiledKey = QStringLiteral("alerts.filed");

QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value; // a null string would be bound as NULL
}

std::optional<WallTime> optionalTime(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(wallTimeFromMicroseconds(value.toLongLong()));
}

client::AlertRecord recordOf(const QSqlQuery &row)
{
    client::AlertRecord record;
    record.id = row.value(0).toString();
    record.time = wallTimeFromMicroseconds(row.value(1).toLongLong());
    record.severity = journal::toString(static_cast<journal::Severity>(row.value(2).toInt()));
    record.kind = row.value(3).toString();
    record.subject = row.value(4).toString();
    record.summary = row.value(5).toString();
    record.requiresAttention = row.value(6).toBool();
    record.payload = QJsonDocument::fromJson(row.value(7).toString().toUtf8()).object();
    record.acknowledgedAt = optionalTime(row.value(8));
    record.acknowledgedBy = row.value(9).toString();
    record.note = row.value(10).toString();
    record.resolvedAt = optionalTime(row.value(11));
    return record;
}

Result<QList<client::AlertRecord>> selectRecords(store::Connection &connection, const QString &rest,
                                                 const QVariantList &values)
{
    QList<client::AlertRecord> records;
    const Result<void> selected = connection.select(QStringLiteral("SELECT %1 FROM alerts %2").arg(kColumns, rest),
                                                    values, [&records](const QSqlQuery &row) {
                                                        records << recordOf(row);
                                                        return true;
                                                    });
    if (!selected) {
        return selected.error();
    }
    return records;
}

Result<void> writeMeta(store::Connection &connection, const QString &key, EventSeq seq)
{
    return connection.execute(QStringLiteral("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"),
                              {key, QString::number(seq)});
}

} // namespace

Result<Progress> readProgress(store::Connection &connection)
{
    Progress progress;
    const Result<void> selected = connection.select(QStringLiteral("SELECT key, value FROM meta WHERE key IN (?, ?)"),
                                                    {kHandledKey, kFiledKey}, [&progress](const QSqlQuery &row) {
                                                        const bool handled = row.value(0).toString() == kHandledKey;
                                                        (handled ? progress.handled : progress.filed) =
                                                            row.value(1).toLongLong();
                                                        return true;
                                                    });
    if (!selected) {
        return selected.error();
    }
    return progress;
}

Result<void> writeHandled(store::Connection &connection, EventSeq seq)
{
    return writeMeta(connection, kHandledKey, seq);
}

Result<void> writeFiled(store::Connection &connection, EventSeq seq)
{
    return writeMeta(connection, kFiledKey, seq);
}

Result<bool> insertAlert(store::Connection &connection, const Alert &alert)
{
    const client::AlertRecord &record = alert.record;
    const auto severity = journal::severityFromString(record.severity).value_or(journal::Severity::Info);
    const QVariant resolved = record.resolvedAt ? QVariant(toMicrosecondsSinceEpoch(*record.resolvedAt))
                                                : QVariant(QMetaType(QMetaType::LongLong));
    const Result<void> inserted = connection.execute(
        QStringLiteral(
            "INSERT OR IGNORE INTO alerts (id, time_us, severity, kind, subject, summary, requires_attention, "
            "payload, condition, resolved_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {record.id.toLongLong(), toMicrosecondsSinceEpoch(record.time), static_cast<int>(severity), text(record.kind),
         text(record.subject), text(record.summary), record.requiresAttention ? 1 : 0,
         QString::fromUtf8(QJsonDocument(record.payload).toJson(QJsonDocument::Compact)), text(alert.condition),
         resolved});
    if (!inserted) {
        return inserted.error();
    }
    return connection.rowsChanged() == 1;
}

Result<int> resolveAlerts(store::Connection &connection, const QString &condition, EventSeq before, WallTime at)
{
    const Result<void> resolved = connection.execute(
        QStringLiteral("UPDATE alerts SET resolved_us = ? WHERE condition = ? AND resolved_us IS NULL AND id < ?"),
        {toMicrosecondsSinceEpoch(at), condition, before});
    if (!resolved) {
        return resolved.error();
    }
    return connection.rowsChanged();
}

Result<AlertPage> selectAlerts(store::Connection &connection, const AlertQuery &query)
{
    QString where = QStringLiteral("WHERE 1");
    QVariantList values;
    if (query.before > 0) {
        where += QStringLiteral(" AND id < ?");
        values << query.before;
    }
    if (query.openOnly) {
        where += QStringLiteral(" AND resolved_us IS NULL");
    }
    if (query.attentionOnly) {
        where += QStringLiteral(" AND resolved_us IS NULL AND requires_attention = 1 AND acknowledged_us IS NULL");
    }
    if (query.unsettledSince) {
        // Each half has an index of its own, which an OR would not use.
        where +=
            QStringLiteral(" AND id IN (SELECT id FROM alerts WHERE resolved_us IS NULL AND requires_attention = 1 "
                           "UNION ALL SELECT id FROM alerts WHERE acknowledged_us IS NULL "
                           "AND requires_attention = 1 AND resolved_us >= ?)");
        values << toMicrosecondsSinceEpoch(*query.unsettledSince);
    }
    if (!query.subject.isEmpty()) {
        where += QStringLiteral(" AND subject = ?");
        values << query.subject;
    }
    if (query.minimumSeverity) {
        where += QStringLiteral(" AND severity >= ?");
        values << static_cast<int>(*query.minimumSeverity);
    }
    values << query.limit + 1; // one more tells whether there are more
    Result<QList<client::AlertRecord>> records =
        selectRecords(connection, where + QStringLiteral(" ORDER BY id DESC LIMIT ?"), values);
    if (!records) {
        return records.error();
    }
    AlertPage page{std::move(*records), false};
    if (page.alerts.size() > query.limit) {
        page.alerts.removeLast();
        page.more = true;
    }
    return page;
}

/// `severity` as it stands in the database.
static void put(AlertCount &count, int severity, int number)
{
    switch (static_cast<journal::Severity>(severity)) {
    case journal::Severity::Critical:
        count.critical = number;
        break;
    case journal::Severity::Warning:
        count.warning = number;
        break;
    case journal::Severity::Info:
        count.info = number;
        break;
    }
}

Result<AlertCount> countOpenAlerts(store::Connection &connection)
{
    AlertCount count;
    const Result<void> selected =
        connection.select(QStringLiteral("SELECT severity, count(*) FROM alerts WHERE resolved_us IS NULL "
                                         "GROUP BY severity"),
                          {}, [&count](const QSqlQuery &row) {
                              put(count, row.value(0).toInt(), row.value(1).toInt());
                              return true;
                          });
    if (!selected) {
        return selected.error();
    }
    return count;
}

Result<QList<AlertCount>> countAlerts(store::Connection &connection, const TimeBuckets &buckets)
{
    const qint64 since = toMicrosecondsSinceEpoch(buckets.since());
    QList<AlertCount> counts(buckets.count());
    const Result<void> selected =
        connection.select(QStringLiteral("SELECT (time_us - ?) / ? AS bucket, severity, count(*) FROM alerts "
                                         "WHERE time_us >= ? AND time_us < ? GROUP BY bucket, severity"),
                          {since, qint64{buckets.width().count()}, since, toMicrosecondsSinceEpoch(buckets.until())},
                          [&counts](const QSqlQuery &row) {
                              put(counts[row.value(0).toInt()], row.value(1).toInt(), row.value(2).toInt());
                              return true;
                          });
    if (!selected) {
        return selected.error();
    }
    return counts;
}

Result<QList<client::AlertRecord>> selectAlertsAfter(store::Connection &connection, EventSeq after, int limit)
{
    return selectRecords(connection, QStringLiteral("WHERE id > ? ORDER BY id LIMIT ?"), {after, limit});
}

Result<client::AlertRecord> acknowledgeAlert(store::Connection &connection, EventSeq id, const QString &actor,
                                             const QString &note, WallTime at)
{
    const Result<void> updated = connection.execute(
        QStringLiteral(
            "UPDATE alerts SET acknowledged_us = ?, acknowledged_by = ?, note = ? WHERE id = ? AND acknowledged_us "
            "IS NULL"),
        {toMicrosecondsSinceEpoch(at), text(actor), text(note), id});
    if (!updated) {
        return updated.error();
    }
    const bool changed = connection.rowsChanged() == 1;
    Result<QList<client::AlertRecord>> found = selectRecords(connection, QStringLiteral("WHERE id = ?"), {id});
    if (!found) {
        return found.error();
    }
    if (found->isEmpty()) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no alert %1").arg(id), QStringLiteral("id")};
    }
    if (!changed) {
        return Error{
            ErrorCode::Conflict,
            QStringLiteral("alert %1 was acknowledged by %2 before").arg(id).arg(found->constFirst().acknowledgedBy),
            QStringLiteral("id")};
    }
    return found->takeFirst();
}

Result<void> pruneAlerts(store::Connection &connection, qint64 maximumCount, WallTime oldest)
{
    Result<void> byCount = connection.execute(
        QStringLiteral("DELETE FROM alerts WHERE id <= (SELECT id FROM alerts ORDER BY id DESC LIMIT 1 OFFSET ?)"),
        {maximumCount});
    if (!byCount) {
        return byCount;
    }
    return connection.execute(QStringLiteral("DELETE FROM alerts WHERE time_us < ?"),
                              {toMicrosecondsSinceEpoch(oldest)});
}

} // namespace lamplighter::alerts
