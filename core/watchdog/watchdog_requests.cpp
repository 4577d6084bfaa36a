// What operators ask for. Each request is done at once and answered when its record is durable.
#include "core/watchdog/watchdog_private.h"

#include "core/base/atomic_file.h"
#include "core/journal/kinds.h"

#include <QFile>
#include <QPointer>

#include <utility>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;

namespace {

Error noSuchUnit(const QString &name)
{
    return {ErrorCode::NotFound, Watchdog::tr("There is no unit named %1").arg(name), QStringLiteral("name")};
}

} // namespace

void Watchdog::Private::answerWhenDurable(const QString &name, QObject *context, Done<client::UnitStatus> done)
{
    flush();
    database.flush(context, [this, name, done = std::move(done)](const Result<void> &written) {
        const SupervisedUnit *unit = find(name);
        if (!written) {
            done(written.error());
        } else if (unit == nullptr) {
            done(noSuchUnit(name));
        } else {
            done(status(*unit));
        }
    });
}

template <typename Change>
void Watchdog::Private::request(const QString &name, const QString &kind, const QString &by, QObject *context,
                                Done<client::UnitStatus> done, bool refusedWhileHeld, Change change,
                                const QString &correlation)
{
    SupervisedUnit *unit = find(name);
    if (unit == nullptr) {
        done(noSuchUnit(name));
        return;
    }
    if (const client::Latch *latch = killSwitch.holding(name, unit->spec.group); latch != nullptr && refusedWhileHeld) {
        done(Error{
            ErrorCode::Held,
            tr("%1 is held by the kill switch (%2, \"%3\"): re-arm it first")
                .arg(name, latch->target.isEmpty() ? latch->scope : latch->scope + u' ' + latch->target, latch->reason),
            QStringLiteral("name")});
        return;
    }
    unit->correlation = correlation;
    unit->correlatedAfter = unit->state.lastRun;
    journal.append({kind, name, journal::Severity::Info, by, correlation, {}});
    actor = by;
    feed(name, change());
    actor.clear();
    answerWhenDurable(name, context, std::move(done));
}

void Watchdog::startUnit(const QString &name, bool once, const QString &actor, QObject *context,
                         Done<client::UnitStatus> done)
{
    d->request(name, kinds::kUnitStartRequested, actor, context, std::move(done), true,
               [once] { return input::Start{once}; });
}

void Watchdog::stopUnit(const QString &name, const QString &actor, QObject *context, Done<client::UnitStatus> done)
{
    d->request(name, kinds::kUnitStopRequested, actor, context, std::move(done), false, [] { return input::Stop{}; });
}

void Watchdog::restartUnit(const QString &name, const QString &actor, QObject *context, Done<client::UnitStatus> done)
{
    d->request(name, kinds::kUnitRestartRequested, actor, context, std::move(done), true,
               [] { return input::Restart{}; });
}

void Watchdog::restartUnit(const QString &name, const QString &actor, const QString &correlation, QObject *context,
                           Done<client::UnitStatus> done)
{
    d->request(
        name, kinds::kUnitRestartRequested, actor, context, std::move(done), true, [] { return input::Restart{}; },
        correlation);
}

void Watchdog::resetUnit(const QString &name, const QString &actor, QObject *context, Done<client::UnitStatus> done)
{
    // The machine records the reset itself; the request has no event of its own beside it.
    d->request(name, kinds::kUnitReset, actor, context, std::move(done), true, [] { return input::Reset{}; });
}

void Watchdog::addUnit(const QString &name, const QJsonObject &spec, const QString &actor, QObject *context,
                       Done<client::UnitStatus> done)
{
    if (d->find(name) != nullptr) {
        done(Error{ErrorCode::Conflict, tr("A unit named %1 exists already").arg(name), QStringLiteral("name")});
        return;
    }
    const Result<UnitSpec> parsed = unitSpecFromJson(name, spec, d->settings.unitDirectory);
    if (!parsed) {
        done(parsed.error());
        return;
    }
    if (const Result<void> checked = d->checkWith(*parsed); !checked) {
        done(checked.error());
        return;
    }
    const QString path = d->settings.unitDirectory + u'/' + name + QStringLiteral(".toml");
    if (const Result<void> written = writeFileAtomically(path, writeUnitFile(*parsed), FileAccess::OwnerOnly);
        !written) {
        done(written.error());
        return;
    }
    d->insert(*parsed, path, false);
    d->journal.append({kinds::kUnitAdded, name, journal::Severity::Info, actor, {}, {}});
    d->actor = actor;
    if (SupervisedUnit *unit = d->find(name)) {
        d->watchStateFile(*unit);
    }
    d->feed(name, input::NotFound{true});
    d->actor.clear();
    d->answerWhenDurable(name, context, std::move(done));
}

void Watchdog::replaceUnit(const QString &name, const QJsonObject &spec, const QString &actor, QObject *context,
                           Done<client::UnitStatus> done)
{
    SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        done(noSuchUnit(name));
        return;
    }
    if (unit->readOnly) {
        done(Error{ErrorCode::Conflict, tr("%1 is defined in %2; change it there and reload").arg(name, unit->origin),
                   QStringLiteral("name")});
        return;
    }
    const Result<UnitSpec> parsed = unitSpecFromJson(name, spec, d->settings.unitDirectory);
    if (!parsed) {
        done(parsed.error());
        return;
    }
    if (const Result<void> checked = d->checkWith(*parsed); !checked) {
        done(checked.error());
        return;
    }
    if (const Result<void> written = writeFileAtomically(unit->origin, writeUnitFile(*parsed), FileAccess::OwnerOnly);
        !written) {
        done(written.error());
        return;
    }
    d->journal.append({kinds::kUnitChanged, name, journal::Severity::Info, actor, {}, {}});
    d->actor = actor;
    d->replaceSpec(*unit, *parsed);
    d->actor.clear();
    d->answerWhenDurable(name, context, std::move(done));
}

void Watchdog::removeUnit(const QString &name, const QString &actor, QObject *context, Done<void> done)
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        done(noSuchUnit(name));
        return;
    }
    if (unit->readOnly) {
        done(Error{ErrorCode::Conflict, tr("%1 is defined in %2; remove it there and reload").arg(name, unit->origin),
                   QStringLiteral("name")});
        return;
    }
    const QStringList waiters = d->dependents.values(name);
    if (!waiters.isEmpty()) {
        done(Error{ErrorCode::Conflict, tr("%1 is needed by %2").arg(name, waiters.join(QStringLiteral(", "))),
                   QStringLiteral("name")});
        return;
    }
    if (QFile::exists(unit->origin) && !QFile::remove(unit->origin)) {
        done(Error{ErrorCode::Io, tr("%1 cannot be removed").arg(unit->origin), {}});
        return;
    }
    d->journal.append({kinds::kUnitRemoved, name, journal::Severity::Info, actor, {}, {}});
    d->actor = actor;
    d->feed(name, input::Remove{});
    d->actor.clear();
    d->flush();
    d->database.flush(context, std::move(done));
}

} // namespace lamplighter::watchdog
