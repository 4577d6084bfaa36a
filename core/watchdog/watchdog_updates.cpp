// What those who restart units for updates ask of the watchdog: where a unit's hooks run, what it says of itself.
#include "core/watchdog/watchdog_private.h"

#include "core/base/log.h"
#include "core/watchdog/launch_preparation.h"

namespace lamplighter::watchdog {

namespace {

/// A safe point that was reported while no engine listened is one no more.
constexpr Duration kCheckpointHolds = seconds(2);

QProcessEnvironment toProcessEnvironment(const QByteArrayList &entries)
{
    QProcessEnvironment out;
    for (const QByteArray &entry : entries) {
        const qsizetype equals = entry.indexOf('=');
        out.insert(QString::fromLocal8Bit(entry.left(equals)), QString::fromLocal8Bit(entry.mid(equals + 1)));
    }
    return out;
}

} // namespace

std::optional<UnitSpec> Watchdog::specification(const QString &name) const
{
    const SupervisedUnit *unit = d->find(name);
    return unit == nullptr ? std::nullopt : std::optional(unit->spec);
}

quint64 Watchdog::specificationChanges() const
{
    return d->specificationChanges;
}

Result<ProbePlace> Watchdog::commandPlace(const QString &name) const
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        return Error{ErrorCode::NotFound, tr("There is no unit named %1").arg(name), QStringLiteral("name")};
    }
    ProbePlace place;
    place.directory = unit->spec.directory;
    std::optional<process::Account> account = unit->account;
    if (!account && !unit->spec.user.isEmpty()) { // found running by this engine, which did not launch it
        const Result<process::Account> resolved = process::resolveAccount(unit->spec.user);
        if (!resolved) {
            return resolved.error();
        }
        account = *resolved;
    }
    if (account) {
        place.account = ChildAccount{account->uid, account->gid, account->groups};
    }
    if (unit->environment) {
        place.environment = toProcessEnvironment(*unit->environment);
    } else {
        UnitSpec withoutFiles = unit->spec; // not read here; see readEnvironment()
        withoutFiles.environmentFiles.clear();
        place.environment = toProcessEnvironment(environmentOf(withoutFiles, d->baseEnvironment).value());
    }
    return place;
}

QStringList Watchdog::dependents(const QString &name) const
{
    QStringList names = d->dependents.values(name);
    names.sort();
    return names;
}

Result<void> Watchdog::signalMainProcess(const QString &name, process::Signal signal)
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        return Error{ErrorCode::NotFound, tr("There is no unit named %1").arg(name), QStringLiteral("name")};
    }
    if (!unit->state.run || unit->state.run->pid == 0 || !unit->state.run->mainAlive) {
        return Error{ErrorCode::Conflict, tr("%1 does not run").arg(name), QStringLiteral("name")};
    }
    d->keepers->signal(unit->spec.name, signal, true);
    return {};
}

/// For a unit that was found running: its process has the environment that the files gave when it was launched, which
/// is most likely what they say now.
void Watchdog::Private::readEnvironment(const SupervisedUnit &unit)
{
    if (unit.spec.environmentFiles.isEmpty()) {
        return;
    }
    pool.start([this, spec = unit.spec, base = baseEnvironment] {
        const Result<QByteArrayList> environment = environmentOf(spec, base);
        if (!environment) {
            qCWarning(lcWatchdog, "the environment of %s cannot be read: %s", qUtf8Printable(spec.name.toString()),
                      qUtf8Printable(environment.error().message));
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, name = spec.name.toString(), environment] {
                SupervisedUnit *known = find(name);
                if (known != nullptr && !known->environment) { // else it was launched anew meanwhile
                    known->environment = *environment;
                }
            },
            Qt::QueuedConnection);
    });
}

void Watchdog::Private::reportToUpdates(const QString &name, const Notification &said, Instant at)
{
    if (said.inFlight) {
        Q_EMIT q->inFlightReported(name, *said.inFlight);
    }
    if (said.checkpoint && clock.now() - at <= kCheckpointHolds) {
        Q_EMIT q->checkpointReported(name);
    }
}

} // namespace lamplighter::watchdog
