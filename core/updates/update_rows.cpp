#include "core/updates/update_rows.h"

#include <QJsonDocument>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
using client::UpdateRecord;
using client::UpdateState;

namespace {

const QString kBoot = u"updates.boot"_s;
const QString kHibernated = u"updates.hibernated"_s;
const QString kColumns = u"u.number, u.state, u.repeats, u.decided_us, u.decided_by, u.note, u.downtime_ms, b.body "
                         "FROM updates u JOIN update_bodies b ON b.number = u.number"_s;

QString text(const QString &value)
{
    return value.isNull() ? u""_s : value; // a null string would be bound as NULL
}

/// What a filter's text is looked for in.
QString searchText(const client::Notice &notice)
{
    return QString(notice.service + u'\n' + notice.modules.join(u'\n') + u'\n' + notice.description).toLower();
}

Result<UpdateRecord> recordOf(const QSqlQuery &row)
{
    const QJsonObject body = QJsonDocument::fromJson(row.value(7).toByteArray()).object();
    Result<UpdateRecord> record = client::updateFromJson(body);
    if (!record) {
        return record;
    }
    record->state = client::updateStateFromString(row.value(1).toString()).value_or(UpdateState::Failed);
    record->repeats = row.value(2).toInt();
    if (!row.value(3).isNull()) {
        record->decidedAt = wallTimeFromMicroseconds(row.value(3).toLongLong());
        record->decidedBy = row.value(4).toString();
        record->note = row.value(5).toString();
    }
    if (!row.value(6).isNull()) {
        record->downtime = milliseconds(row.value(6).toLongLong());
    }
    return record;
}

Result<QList<UpdateRecord>> selectRecords(store::Connection &connection, const QString &rest,
                                          const QVariantList &values)
{
    QList<UpdateRecord> records;
    Result<void> broken;
    const Result<void> selected =
        connection.select(u"SELECT "_s + kColumns + rest, values, [&records, &broken](const QSqlQuery &row) {
            Result<UpdateRecord> record = recordOf(row);
            if (!record) {
                broken = record.error();
                return false;
            }
            records.append(std::move(*record));
            return true;
        });
    if (!selected) {
        return selected.error();
    }
    if (!broken) {
        return broken.error();
    }
    return records;
}

QStringList statesOf(const QString &word)
{
    QStringList words;
    if (word == u"open" || word == u"over") {
        for (int i = 0; i <= static_cast<int>(UpdateState::Ignored); ++i) {
            const auto state = static_cast<UpdateState>(i);
            if (client::isOver(state) == (word == u"over")) {
                words.append(client::toString(state));
            }
        }
    } else if (!word.isEmpty()) {
        words.append(word);
    }
    return words;
}

} // namespace

Result<StoredNumbers> readNumbers(store::Connection &connection)
{
    StoredNumbers numbers;
    const auto maximum = [&connection](const QString &table, qint64 &into) {
        return connection.select(u"SELECT COALESCE(MAX(number), 0) FROM "_s + table, {}, [&into](const QSqlQuery &row) {
            into = row.value(0).toLongLong();
            return true;
        });
    };
    if (const Result<void> read = maximum(u"updates"_s, numbers.lastUpdate); !read) {
        return read.error();
    }
    if (const Result<void> read = maximum(u"restarts"_s, numbers.lastRestart); !read) {
        return read.error();
    }
    const Result<void> boot = connection.select(u"SELECT key, value FROM meta WHERE key IN (?, ?)"_s,
                                                {kBoot, kHibernated}, [&numbers](const QSqlQuery &row) {
                                                    if (row.value(0).toString() == kBoot) {
                                                        numbers.boot = row.value(1).toString();
                                                    } else {
                                                        numbers.hibernated = row.value(1).toLongLong();
                                                    }
                                                    return true;
                                                });
    if (!boot) {
        return boot.error();
    }
    return numbers;
}

Result<void> writeBoot(store::Connection &connection, const QString &boot)
{
    return connection.execute(u"INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"_s, {kBoot, text(boot)});
}

Result<void> writeHibernated(store::Connection &connection, qint64 restart)
{
    return connection.execute(u"INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"_s,
                              {kHibernated, QString::number(restart)});
}

Result<void> insertUpdate(store::Connection &connection, qint64 number, qint64 restart, const UpdateRecord &record)
{
    const QVariant decided = record.decidedAt ? QVariant(toMicrosecondsSinceEpoch(*record.decidedAt))
                                              : QVariant(QMetaType(QMetaType::LongLong));
    const Result<void> inserted = connection.execute(
        u"INSERT OR REPLACE INTO updates (number, service, state, severity, restart, decided_us, decided_by, note, "
        u"search) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {number, record.notice.service, client::toString(record.state), static_cast<int>(record.notice.severity),
         restart, decided, text(record.decidedBy), text(record.note), searchText(record.notice)});
    if (!inserted) {
        return inserted.error();
    }
    return connection.execute(u"INSERT OR REPLACE INTO update_bodies (number, body) VALUES (?, ?)"_s,
                              {number, QJsonDocument(client::toJson(record)).toJson(QJsonDocument::Compact)});
}

Result<void> countRepeat(store::Connection &connection, qint64 number)
{
    return connection.execute(u"UPDATE updates SET repeats = repeats + 1 WHERE number = ?"_s, {number});
}

Result<void> updateStates(store::Connection &connection, qint64 restart, UpdateState state,
                          const std::optional<RestartEnd> &end)
{
    if (!end) {
        return connection.execute(u"UPDATE updates SET state = ? WHERE restart = ?"_s,
                                  {client::toString(state), restart});
    }
    const QVariant downtime = end->downtime
                                  ? QVariant(qint64(std::chrono::duration_cast<milliseconds>(*end->downtime).count()))
                                  : QVariant(QMetaType(QMetaType::LongLong));
    return connection.execute(
        u"UPDATE updates SET state = ?, decided_us = ?, decided_by = ?, note = ?, downtime_ms = ? "
        "WHERE restart = ?"_s,
        {client::toString(state), toMicrosecondsSinceEpoch(end->at), text(end->decidedBy), text(end->note), downtime,
         restart});
}

Result<QList<UpdateRecord>> selectUpdates(store::Connection &connection, const client::UpdateFilter &filter, int limit)
{
    QStringList conditions;
    QVariantList values;
    if (const QStringList states = statesOf(filter.state); !states.isEmpty()) {
        QStringList marks;
        for (const QString &state : states) {
            marks.append(u"?"_s);
            values.append(state);
        }
        conditions.append(u"u.state IN (%1)"_s.arg(marks.join(u", ")));
    }
    if (!filter.service.isEmpty()) {
        conditions.append(u"u.service = ?"_s);
        values.append(filter.service);
    }
    if (const auto severity = client::updateSeverityFromString(filter.severity)) {
        conditions.append(u"u.severity >= ?"_s);
        values.append(static_cast<int>(*severity));
    }
    if (!filter.text.isEmpty()) {
        conditions.append(u"instr(u.search, ?) > 0"_s);
        values.append(filter.text.toLower());
    }
    if (filter.before > 0) {
        conditions.append(u"u.number < ?"_s);
        values.append(filter.before);
    }
    values.append(limit);
    const QString where = conditions.isEmpty() ? QString() : QString(u" WHERE " + conditions.join(u" AND "));
    // The page is chosen by the narrow table alone; its bodies are read after that.
    const QString chosen = u"(SELECT u.number FROM updates u"_s + where + u" ORDER BY u.number DESC LIMIT ?)";
    return selectRecords(connection, u" WHERE u.number IN "_s + chosen + u" ORDER BY u.number DESC", values);
}

Result<std::optional<UpdateRecord>> selectUpdate(store::Connection &connection, qint64 number)
{
    Result<QList<UpdateRecord>> records = selectRecords(connection, u" WHERE u.number = ?"_s, {number});
    if (!records) {
        return records.error();
    }
    return records->isEmpty() ? std::nullopt : std::optional(records->constFirst());
}

Result<QList<UpdateRecord>> selectUpdatesOf(store::Connection &connection, qint64 restart)
{
    return selectRecords(connection, u" WHERE u.restart = ? ORDER BY u.number LIMIT 1000"_s, {restart});
}

Result<client::UpdateCounts> countUpdates(store::Connection &connection)
{
    client::UpdateCounts counts;
    const Result<void> selected =
        connection.select(u"SELECT state, COUNT(*) FROM updates GROUP BY state"_s, {}, [&counts](const QSqlQuery &row) {
            counts.byState.insert(row.value(0).toString(), row.value(1).toInt());
            return true;
        });
    if (!selected) {
        return selected.error();
    }
    return counts;
}

namespace {

const QString kRestartColumns = u"number, service, phase, due_ns, due_us, state FROM restarts"_s;

QVariant nullable(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant(QMetaType(QMetaType::LongLong));
}

std::optional<qint64> optionalOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

StoredRestart restartOf(const QSqlQuery &row)
{
    return {row.value(0).toLongLong(),
            row.value(1).toString(),
            client::updateStateFromString(row.value(2).toString()).value_or(UpdateState::Waiting),
            optionalOf(row.value(3)),
            optionalOf(row.value(4)),
            row.value(5).toByteArray()};
}

} // namespace

Result<void> saveRestart(store::Connection &connection, const StoredRestart &restart, bool over)
{
    return connection.execute(u"INSERT OR REPLACE INTO restarts (number, service, over, phase, due_ns, due_us, state) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                              {restart.number, restart.service, over ? 1 : 0, client::toString(restart.phase),
                               nullable(restart.dueNs), nullable(restart.dueUs), restart.state});
}

Result<QList<StoredRestart>> selectOpenRestarts(store::Connection &connection)
{
    QList<StoredRestart> restarts;
    const Result<void> selected = connection.select(u"SELECT "_s + kRestartColumns + u" WHERE over = 0 ORDER BY number",
                                                    {}, [&restarts](const QSqlQuery &row) {
                                                        restarts.append(restartOf(row));
                                                        return true;
                                                    });
    if (!selected) {
        return selected.error();
    }
    return restarts;
}

Result<std::optional<StoredRestart>> selectRestart(store::Connection &connection, qint64 number)
{
    std::optional<StoredRestart> found;
    const Result<void> selected = connection.select(u"SELECT "_s + kRestartColumns + u" WHERE number = ?", {number},
                                                    [&found](const QSqlQuery &row) {
                                                        found = restartOf(row);
                                                        return true;
                                                    });
    if (!selected) {
        return selected.error();
    }
    return found;
}

Result<QList<UpdateState>> lastOutcomes(store::Connection &connection, const QString &service, int limit)
{
    QList<UpdateState> outcomes;
    const Result<void> selected =
        connection.select(u"SELECT phase FROM restarts WHERE service = ? AND over = 1 ORDER BY number DESC LIMIT ?"_s,
                          {service, limit}, [&outcomes](const QSqlQuery &row) {
                              if (const auto state = client::updateStateFromString(row.value(0).toString())) {
                                  outcomes.append(*state);
                              }
                              return true;
                          });
    if (!selected) {
        return selected.error();
    }
    return outcomes;
}

Result<void> saveVerified(store::Connection &connection, const QString &unit, const QString &version, WallTime at)
{
    return connection.execute(u"INSERT OR REPLACE INTO unit_versions (unit, version, verified_us) VALUES (?, ?, ?)"_s,
                              {unit, version, toMicrosecondsSinceEpoch(at)});
}

Result<QStringList> selectVerified(store::Connection &connection, const QString &unit)
{
    QStringList versions;
    const Result<void> selected =
        connection.select(u"SELECT version FROM unit_versions WHERE unit = ? ORDER BY verified_us DESC LIMIT 100"_s,
                          {unit}, [&versions](const QSqlQuery &row) {
                              versions.append(row.value(0).toString());
                              return true;
                          });
    if (!selected) {
        return selected.error();
    }
    return versions;
}

Result<QList<TrafficBucket>> selectTraffic(store::Connection &connection, const QString &service)
{
    QList<TrafficBucket> traffic;
    const Result<void> selected = connection.select(
        u"SELECT hour_of_week, count, sum FROM update_traffic WHERE service = ?"_s, {service},
        [&traffic](const QSqlQuery &row) {
            traffic.append({row.value(0).toInt(), row.value(1).toLongLong(), row.value(2).toDouble()});
            return true;
        });
    if (!selected) {
        return selected.error();
    }
    return traffic;
}

Result<void> addTraffic(store::Connection &connection, const QString &service, int hourOfWeek, double value)
{
    return connection.execute(u"INSERT INTO update_traffic (service, hour_of_week, count, sum) VALUES (?, ?, 1, ?) "
                              "ON CONFLICT (service, hour_of_week) DO UPDATE SET "
                              "sum = CASE WHEN count >= 1000 THEN sum * 500 / count ELSE sum END + excluded.sum, "
                              "count = CASE WHEN count >= 1000 THEN 500 ELSE count END + 1"_s,
                              {service, hourOfWeek, value});
}

} // namespace lamplighter::updates
