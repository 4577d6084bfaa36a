// The tables of updates, restarts and verified versions. Functions of a connection; only on the database's thread.
#pragma once

#include "core/client/shapes_updates.h"
#include "core/store/database.h"
#include "core/updates/advice.h"

#include <QJsonObject>

namespace lamplighter::updates {

/// One that is not over, as it was stored.
struct StoredRestart
{
    qint64 number = 0;
    QString service;
    client::UpdateState phase = client::UpdateState::Waiting;
    std::optional<qint64> dueNs; ///< the earliest deadline in elapsed time, of the boot it was stored in
    std::optional<qint64> dueUs; ///< the earliest one of the calendar
    QByteArray state;            ///< JSON
};
struct StoredNumbers
{
    qint64 lastUpdate = 0;
    qint64 lastRestart = 0;
    QString boot;          ///< that the instants of stored states belong to
    qint64 hibernated = 0; ///< the newest restart that hibernated something; 0: none yet
};

Result<StoredNumbers> readNumbers(store::Connection &connection);
Result<void> writeHibernated(store::Connection &connection, qint64 restart);
Result<void> writeBoot(store::Connection &connection, const QString &boot);

Result<void> insertUpdate(store::Connection &connection, qint64 number, qint64 restart,
                          const client::UpdateRecord &record);
Result<void> countRepeat(store::Connection &connection, qint64 number);
/// What became of the updates of a restart.
struct RestartEnd
{
    WallTime at{};
    QString decidedBy;
    QString note;
    std::optional<Duration> downtime;
};
Result<void> updateStates(store::Connection &connection, qint64 restart, client::UpdateState state,
                          const std::optional<RestartEnd> &end);
Result<QList<client::UpdateRecord>> selectUpdates(store::Connection &connection, const client::UpdateFilter &filter,
                                                  int limit);
Result<std::optional<client::UpdateRecord>> selectUpdate(store::Connection &connection, qint64 number);
Result<QList<client::UpdateRecord>> selectUpdatesOf(store::Connection &connection, qint64 restart);
Result<client::UpdateCounts> countUpdates(store::Connection &connection);

Result<void> saveRestart(store::Connection &connection, const StoredRestart &restart, bool over);
Result<QList<StoredRestart>> selectOpenRestarts(store::Connection &connection);
Result<std::optional<StoredRestart>> selectRestart(store::Connection &connection, qint64 number);
/// How the newest restarts of the service that are over ended, newest first.
Result<QList<client::UpdateState>> lastOutcomes(store::Connection &connection, const QString &service, int limit);

Result<void> saveVerified(store::Connection &connection, const QString &unit, const QString &version, WallTime at);
/// Newest first.
Result<QStringList> selectVerified(store::Connection &connection, const QString &unit);

Result<QList<TrafficBucket>> selectTraffic(store::Connection &connection, const QString &service);
/// A value of a quiet condition's metric, for advice. Old ones fade: of an hour that has 1,000, half the weight goes.
Result<void> addTraffic(store::Connection &connection, const QString &service, int hourOfWeek, double value);

} // namespace lamplighter::updates
