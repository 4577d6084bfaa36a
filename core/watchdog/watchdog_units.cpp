// Units from files: what is there, what changed, what went.
#include "core/watchdog/watchdog_private.h"

#include "core/base/log.h"
#include "core/journal/kinds.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;

namespace {

QStringList filesOf(const QString &source)
{
    const QFileInfo info(source);
    if (!info.isDir()) {
        return {info.absoluteFilePath()};
    }
    QStringList out;
    const QFileInfoList entries = QDir(source).entryInfoList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name);
    for (const QFileInfo &entry : entries) {
        out.append(entry.absoluteFilePath());
    }
    return out;
}

/// A process keeps what it was started with; only these differences need a new one.
bool needsRestart(const UnitSpec &before, const UnitSpec &after)
{
    return before.command != after.command || before.directory != after.directory || before.user != after.user ||
           before.environment != after.environment || before.environmentFiles != after.environmentFiles ||
           before.log != after.log || before.watchdog != after.watchdog;
}

} // namespace

UnitFilesRead Watchdog::Private::readSources(const WatchdogSettings &settings)
{
    UnitFilesRead out;
    QHash<QString, QString> seen;
    const auto readAll = [&out, &seen](const QString &source, bool readOnly) {
        for (const QString &path : filesOf(source)) {
            const Result<QList<UnitSpec>> specs = readUnitFile(path);
            if (!specs) {
                out.refused.append(specs.error());
                out.refusedFiles.append(path);
                continue;
            }
            for (const UnitSpec &spec : *specs) {
                const QString name = spec.name.toString();
                if (seen.contains(name)) {
                    out.refused.append({ErrorCode::InvalidInput,
                                        tr("%1: unit.%2 is defined already in %3")
                                            .arg(placeInFile(path, name), name, placeInFile(seen.value(name), name)),
                                        QStringLiteral("unit.") + name});
                    continue;
                }
                seen.insert(name, path);
                out.units.append({spec, path, readOnly});
            }
        }
    };
    for (const QString &source : settings.unitSources) {
        readAll(source, true);
    }
    readAll(settings.unitDirectory, false);
    QList<UnitSpec> specs;
    for (const UnitFilesRead::Entry &entry : std::as_const(out.units)) {
        specs.append(entry.spec);
    }
    // These units are there all the same: they wait, and their status says for whom.
    for (const SpecFault &fault : dependencyFaults(specs)) {
        const QString name = fault.path.section(u'.', 1).chopped(int(qstrlen(".depends_on")));
        const QString place = placeInFile(seen.value(name), name, QStringLiteral("depends_on"));
        out.refused.append(
            {ErrorCode::InvalidInput, QString(place + u": " + fault.path + u' ' + fault.message), fault.path});
    }
    return out;
}

SupervisedUnit &Watchdog::Private::insert(const UnitSpec &spec, const QString &origin, bool readOnly)
{
    auto unit = std::make_unique<SupervisedUnit>();
    unit->spec = spec;
    unit->origin = origin;
    unit->readOnly = readOnly;
    unit->sinceWall = clock.wallNow();
    unit->state.since = clock.now();
    unit->state.wanted = spec.autostart;
    unit->state.latched = killSwitch.holding(unit->name(), spec.group) != nullptr;
    for (const UnitName &dependency : spec.dependsOn) {
        dependents.insert(dependency.toString(), unit->name());
    }
    unsaved.insert(unit->name());
    unsavedSpecs.insert(unit->name());
    changed.insert(unit->name());
    ++specificationChanges;
    SupervisedUnit &out = *unit;
    units[unit->name()] = std::move(unit);
    scheduleFlush();
    return out;
}

void Watchdog::Private::replaceSpec(SupervisedUnit &unit, const UnitSpec &spec)
{
    const UnitSpec before = std::exchange(unit.spec, spec);
    ++specificationChanges;
    const QString name = unit.name();
    for (const UnitName &dependency : before.dependsOn) {
        dependents.remove(dependency.toString(), name);
    }
    for (const UnitName &dependency : spec.dependsOn) {
        dependents.insert(dependency.toString(), name);
    }
    if (before.stateFile != spec.stateFile) {
        stateFiles.forget(before.stateFile);
        unit.stateFileWritten = false;
        watchStateFile(unit);
    }
    unit.program.clear();
    unsavedSpecs.insert(name);
    changed.insert(name);
    feed(name, input::SpecificationChanged{needsRestart(before, spec)});
    const bool held = killSwitch.holding(name, spec.group) != nullptr;
    if (held != unit.state.latched) { // its group changed
        if (held) {
            feed(name, input::Latch{});
        } else {
            feed(name, input::Unlatch{false});
        }
    }
    scheduleFlush();
}

void Watchdog::Private::forget(const QString &name)
{
    const SupervisedUnit *unit = find(name);
    if (unit == nullptr) {
        return;
    }
    for (const UnitName &dependency : unit->spec.dependsOn) {
        dependents.remove(dependency.toString(), name);
    }
    if (!unit->spec.stateFile.isEmpty()) {
        stateFiles.forget(unit->spec.stateFile);
    }
    deadlines.set(name, std::nullopt);
    units.erase(name);
    ++specificationChanges;
    unsaved.insert(name);
    unsavedSpecs.insert(name);
    changed.insert(name);
    scheduleFlush();
}

QList<UnitSpec> Watchdog::Private::specsBeside(const QString &name) const
{
    QList<UnitSpec> others;
    others.reserve(static_cast<qsizetype>(units.size()));
    for (const auto &[other, unit] : units) {
        if (other != name) {
            others.append(unit->spec);
        }
    }
    return others;
}

Result<void> Watchdog::Private::checkWith(const UnitSpec &spec) const
{
    return checkDependencies(QList<UnitSpec>{spec} + specsBeside(spec.name.toString()));
}

ReloadSummary Watchdog::Private::applyUnits(const UnitFilesRead &read, const QString &by)
{
    ReloadSummary summary;
    QSet<QString> present;
    actor = by;
    for (const UnitFilesRead::Entry &entry : read.units) {
        const QString name = entry.spec.name.toString();
        present.insert(name);
        SupervisedUnit *known = find(name);
        if (known == nullptr) {
            watchStateFile(insert(entry.spec, entry.origin, entry.readOnly));
            summary.added.append(name);
            journal.append({kinds::kUnitAdded, name, journal::Severity::Info, by, {}, {}});
        } else if (!(known->spec == entry.spec)) {
            known->origin = entry.origin;
            known->readOnly = entry.readOnly;
            summary.changed.append(name);
            journal.append({kinds::kUnitChanged, name, journal::Severity::Info, by, {}, {}});
            replaceSpec(*known, entry.spec);
        }
    }
    for (const auto &[name, unit] : units) {
        if (!present.contains(name)) {
            summary.removed.append(name);
        }
    }
    for (const QString &name : std::as_const(summary.removed)) {
        journal.append({kinds::kUnitRemoved, name, journal::Severity::Info, by, {}, {}});
        feed(name, input::Remove{});
    }
    for (const QString &name : std::as_const(summary.added)) {
        feed(name, input::NotFound{true});
    }
    actor.clear();
    return summary;
}

void Watchdog::reloadUnits(const QString &actor, QObject *context, Done<ReloadSummary> done)
{
    Private *owner = d.get();
    owner->pool.start([owner, actor, guard = QPointer<QObject>(context), done = std::move(done)] {
        UnitFilesRead read = Private::readSources(owner->settings);
        QMetaObject::invokeMethod(
            owner,
            [owner, actor, guard, done, read = std::move(read)] {
                if (!read.refused.isEmpty()) { // a bad file changes nothing
                    for (const Error &error : read.refused) {
                        owner->journal.append(
                            {kinds::kUnitFileRefused,
                             {},
                             journal::Severity::Warning,
                             actor,
                             {},
                             {{QStringLiteral("error"), error.message}, {QStringLiteral("field"), error.field}}});
                    }
                    if (guard) {
                        done(read.refused.constFirst());
                    }
                    return;
                }
                const ReloadSummary summary = owner->applyUnits(read, actor);
                owner->journal.append({kinds::kUnitFilesReloaded,
                                       {},
                                       journal::Severity::Info,
                                       actor,
                                       {},
                                       {{QStringLiteral("added"), static_cast<qint64>(summary.added.size())},
                                        {QStringLiteral("changed"), static_cast<qint64>(summary.changed.size())},
                                        {QStringLiteral("removed"), static_cast<qint64>(summary.removed.size())}}});
                owner->flush();
                owner->database.flush(guard, [done, summary](const Result<void> &written) {
                    if (written) {
                        done(summary);
                    } else {
                        done(written.error());
                    }
                });
            },
            Qt::QueuedConnection);
    });
}

} // namespace lamplighter::watchdog
