// What units use of the machine.
#include "core/watchdog/watchdog_private.h"

#include "core/process/tree_usage.h"

#include <QPointer>

#include <utility>

namespace lamplighter::watchdog {

namespace {

/// So many consoles that look once a second cost one reading.
constexpr milliseconds kKeepUsage{900};

Result<client::UsageSnapshot> snapshotOf(const QStringList &names, const QList<qint64> &keepers, WallTime at)
{
    const Result<QList<process::TreeUsage>> usages = process::readTreeUsage(keepers);
    if (!usages) {
        return usages.error();
    }
    client::UsageSnapshot snapshot{at, {}};
    for (qsizetype i = 0; i < names.size(); ++i) {
        const process::TreeUsage &usage = usages->at(i);
        if (usage.processes > 0) {
            snapshot.units.append({names.at(i), usage.cpu, usage.memory, usage.processes});
        }
    }
    return snapshot;
}

} // namespace

void Watchdog::Private::readUsage()
{
    QStringList names;
    QList<qint64> keeperPids;
    for (const auto &[name, unit] : units) {
        const qint64 pid = unit->state.hasProcess() && keepers ? keepers->keeperPid(unit->spec.name) : 0;
        if (pid > 0) {
            names.append(name);
            keeperPids.append(pid);
        }
    }
    pool.start([this, names, keeperPids, at = clock.wallNow()] {
        const Result<client::UsageSnapshot> snapshot = snapshotOf(names, keeperPids, at);
        QMetaObject::invokeMethod(
            this, [this, snapshot] { usageRead(snapshot); }, Qt::QueuedConnection);
    });
}

void Watchdog::Private::usageRead(const Result<client::UsageSnapshot> &snapshot)
{
    if (snapshot) {
        lastUsage = *snapshot;
        lastUsageAt = clock.now();
    }
    for (const auto &answer : std::exchange(usageWaiting, {})) {
        answer(snapshot);
    }
}

void Watchdog::usage(QObject *context, Done<client::UsageSnapshot> done) const
{
    if (d->lastUsage && d->clock.now() - d->lastUsageAt < kKeepUsage) {
        done(*d->lastUsage);
        return;
    }
    const bool isRead = !d->usageWaiting.empty();
    d->usageWaiting.push_back(
        [guard = QPointer<QObject>(context), done = std::move(done)](const Result<client::UsageSnapshot> &snapshot) {
            if (guard) {
                done(snapshot);
            }
        });
    if (!isRead) {
        d->readUsage();
    }
}

} // namespace lamplighter::watchdog
