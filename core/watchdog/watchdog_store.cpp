// What outlives the engine: states and specifications in the database, a turn of the event loop at a time; and the way
// out.
#include "core/watchdog/watchdog_private.h"

#include "core/watchdog/unit_state_json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace lamplighter::watchdog {

void Watchdog::Private::scheduleFlush()
{
    if (!flushScheduled) {
        flushScheduled = true;
        QMetaObject::invokeMethod(
            this, [this] { flush(); }, Qt::QueuedConnection);
    }
}

void Watchdog::Private::flush()
{
    flushScheduled = false;
    flushSpecs();
    flushStates();
    if (!changed.isEmpty()) {
        const QStringList names(changed.cbegin(), changed.cend());
        changed.clear();
        Q_EMIT q->unitsChanged(names);
    }
    if (awaitingGone) {
        noteGone();
    }
    if (shuttingDown) {
        continueShutdown();
    }
}

void Watchdog::Private::flushStates()
{
    if (unsaved.isEmpty()) {
        return;
    }
    QList<std::pair<QString, QJsonObject>> rows;
    for (const QString &name : std::exchange(unsaved, {})) {
        const SupervisedUnit *unit = find(name);
        rows.append({name, unit != nullptr ? storedForm(*unit) : QJsonObject()});
    }
    const qint64 now = toMicrosecondsSinceEpoch(clock.wallNow());
    database.write([rows, now](store::Connection &connection) -> Result<void> {
        for (const auto &[name, form] : rows) {
            Result<void> done =
                form.isEmpty()
                    ? connection.execute(QStringLiteral("DELETE FROM unit_states WHERE name = ?"), {name})
                    : connection.execute(
                          QStringLiteral("INSERT INTO unit_states (name, state, updated_us) VALUES (?, ?, ?) "
                                         "ON CONFLICT (name) DO UPDATE SET state = excluded.state, "
                                         "updated_us = excluded.updated_us"),
                          {name, QString::fromUtf8(QJsonDocument(form).toJson(QJsonDocument::Compact)), now});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

void Watchdog::Private::flushSpecs()
{
    if (unsavedSpecs.isEmpty()) {
        return;
    }
    QList<QVariantList> rows;
    for (const QString &name : std::exchange(unsavedSpecs, {})) {
        const SupervisedUnit *unit = find(name);
        if (unit != nullptr) {
            const QByteArray spec = QJsonDocument(toJson(unit->spec)).toJson(QJsonDocument::Compact);
            rows.append({name, QString::fromUtf8(spec), unit->origin, unit->readOnly});
        } else {
            rows.append({name});
        }
    }
    database.write([rows](store::Connection &connection) -> Result<void> {
        for (const QVariantList &row : rows) {
            Result<void> done =
                row.size() == 1
                    ? connection.execute(QStringLiteral("DELETE FROM unit_specs WHERE name = ?"), row)
                    : connection.execute(QStringLiteral("INSERT INTO unit_specs (name, spec, origin, read_only) "
                                                        "VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                                                        "spec = excluded.spec, origin = excluded.origin, "
                                                        "read_only = excluded.read_only"),
                                         row);
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

QJsonObject Watchdog::Private::storedForm(const SupervisedUnit &unit) const
{
    QJsonArray restarts;
    for (const WallTime at : unit.restartTimes) {
        restarts.append(toMicrosecondsSinceEpoch(at));
    }
    return {{QStringLiteral("state"), toJson(unit.state)},
            {QStringLiteral("boot"), boot},
            {QStringLiteral("since_us"), toMicrosecondsSinceEpoch(unit.sinceWall)},
            {QStringLiteral("started_us"), toMicrosecondsSinceEpoch(unit.startedWall)},
            {QStringLiteral("restart_times"), restarts}};
}

void Watchdog::stopAll(QObject *context, std::function<void()> done)
{
    d->stopped = [guard = QPointer<QObject>(context), done = std::move(done)] {
        if (guard) {
            done();
        }
    };
    d->shuttingDown = true;
    d->continueShutdown();
}

/// Dependents end before what they depend on. Comes back with each flush until nothing lives.
void Watchdog::Private::continueShutdown()
{
    bool alive = false;
    QStringList next;
    for (const auto &[name, unit] : units) {
        const QList<QString> waiters = dependents.isEmpty() ? QList<QString>() : dependents.values(name);
        const bool needed = std::any_of(waiters.cbegin(), waiters.cend(), [this](const QString &dependent) {
            const SupervisedUnit *other = find(dependent);
            return other != nullptr && other->state.hasProcess();
        });
        const bool pending = unit->state.phase == Phase::Starting || unit->state.phase == Phase::Backoff;
        alive = alive || unit->state.hasProcess();
        if (!needed && (unit->state.hasProcess() || pending) && unit->state.phase != Phase::Stopping) {
            next.append(name);
        }
    }
    for (const QString &name : std::as_const(next)) {
        feed(name, input::Shutdown{});
    }
    if (!alive && stopped) {
        shuttingDown = false;
        std::exchange(stopped, nullptr)();
    }
}

} // namespace lamplighter::watchdog
