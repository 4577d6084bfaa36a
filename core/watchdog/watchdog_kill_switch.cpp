// Latches and state files: what holds units down, and what follows from it.
#include "core/watchdog/watchdog_private.h"

#include "core/base/log.h"
#include "core/journal/kinds.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

namespace {

constexpr milliseconds kKillAfter{500};

QString toString(LatchScope scope)
{
    switch (scope) {
    case LatchScope::All:
        return QStringLiteral("all");
    case LatchScope::Group:
        return QStringLiteral("group");
    case LatchScope::Unit:
        return QStringLiteral("unit");
    }
    return {};
}

} // namespace

void Watchdog::Private::loadLatches()
{
    if (const Result<void> loaded = killSwitch.load(); !loaded) {
        qCCritical(lcWatchdog, "%s; the kill switch counts as engaged", qUtf8Printable(loaded.error().message));
        journal.append({kinds::kKillSwitchNotDurable,
                        {},
                        Severity::Critical,
                        {},
                        {},
                        {{QStringLiteral("error"), loaded.error().message}}});
    }
}

bool Watchdog::Private::inScope(const SupervisedUnit &unit, LatchScope scope, const QString &target) const
{
    switch (scope) {
    case LatchScope::All:
        return true;
    case LatchScope::Group:
        return unit.spec.group == target;
    case LatchScope::Unit:
        return unit.name() == target;
    }
    return false;
}

void Watchdog::Private::engage(const EngageRequest &request, bool fromStateFile, Done<client::KillSwitchStatus> done,
                               QObject *context)
{
    const auto matches = [this, &request](const auto &entry) {
        return inScope(*entry.second, request.scope, request.target);
    };
    if (request.scope != LatchScope::All && std::none_of(units.cbegin(), units.cend(), matches)) {
        done(Error{ErrorCode::NotFound, tr("There is no %1 named %2").arg(toString(request.scope), request.target),
                   QStringLiteral("target")});
        return;
    }
    client::Latch latch;
    latch.scope = toString(request.scope);
    latch.target = request.target;
    latch.actor = request.actor;
    latch.reason = request.reason;
    latch.at = clock.wallNow();
    latch.fromStateFile = fromStateFile;

    // Memory first: from here on nothing in scope starts. The file is written while the signals are on their way.
    killSwitch.engage(latch, [this, done = std::move(done), guard = QPointer<QObject>(context)](bool) {
        if (guard) {
            done(killSwitchStatus());
        }
    });
    QStringList scope;
    processesStopped = 0;
    for (const auto &[name, unit] : units) {
        if (inScope(*unit, request.scope, request.target)) {
            scope.append(name);
            processesStopped += unit->state.hasProcess() ? 1 : 0;
        }
    }
    engagedSince.start();
    actor = request.actor;
    for (const QString &name : std::as_const(scope)) {
        if (starting) { // its machine has not begun; it will, held
            break;
        }
        const SupervisedUnit *unit = find(name);
        feed(name, input::Latch{request.graceful ? unit->spec.stopTimeout : Duration(kKillAfter)});
    }
    journal.append({kinds::kKillSwitchEngaged,
                    request.target,
                    Severity::Critical,
                    request.actor,
                    {},
                    {{QStringLiteral("scope"), latch.scope},
                     {QStringLiteral("target"), request.target},
                     {QStringLiteral("reason"), request.reason},
                     {QStringLiteral("units"), static_cast<qint64>(scope.size())},
                     {QStringLiteral("processes"), processesStopped},
                     {QStringLiteral("graceful"), request.graceful}}});
    actor.clear();
    awaitingGone = processesStopped > 0;
    scheduleFlush();
}

void Watchdog::Private::rearm(const RearmRequest &request, Done<client::KillSwitchStatus> done, QObject *context)
{
    const Result<client::Latch> released = killSwitch.release(toString(request.scope), request.target,
                                                              [this, done, guard = QPointer<QObject>(context)](bool) {
                                                                  if (guard) {
                                                                      done(killSwitchStatus());
                                                                  }
                                                              });
    if (!released) {
        done(released.error());
        return;
    }
    actor = request.actor;
    journal.append({kinds::kKillSwitchRearmed,
                    request.target,
                    Severity::Info,
                    request.actor,
                    {},
                    {{QStringLiteral("scope"), released->scope},
                     {QStringLiteral("target"), request.target},
                     {QStringLiteral("reason"), request.reason},
                     {QStringLiteral("start_again"), request.startAgain}}});
    QStringList free;
    for (const auto &[name, unit] : units) {
        if (!starting && unit->state.latched && killSwitch.holding(name, unit->spec.group) == nullptr) {
            free.append(name);
        }
    }
    for (const QString &name : std::as_const(free)) {
        feed(name, input::Unlatch{request.startAgain});
    }
    actor.clear();
    scheduleFlush();
}

void Watchdog::Private::noteGone()
{
    const bool left = std::any_of(units.cbegin(), units.cend(), [](const auto &entry) {
        return entry.second->state.latched && entry.second->state.hasProcess();
    });
    if (left) {
        return;
    }
    awaitingGone = false;
    journal.append(
        {kinds::kKillSwitchCleared,
         {},
         Severity::Info,
         {},
         {},
         {{QStringLiteral("processes"), processesStopped}, {QStringLiteral("after_ms"), engagedSince.elapsed()}}});
    Q_EMIT q->killSwitchChanged();
}

// --- state files

/// Before the unit may start: what its file says already counts.
void Watchdog::Private::watchStateFile(SupervisedUnit &unit)
{
    if (unit.spec.stateFile.isEmpty()) {
        return;
    }
    const StateFileContent content = readStateFile(unit.spec.stateFile);
    if (const Result<void> watched = stateFiles.watch(unit.spec.stateFile, content); !watched) {
        qCWarning(lcWatchdog, "%s", qUtf8Printable(watched.error().message));
    }
    stateFileChanged(unit.name(), content);
}

void Watchdog::Private::stateFileChanged(const QString &name, const StateFileContent &content)
{
    SupervisedUnit *unit = find(name);
    if (unit == nullptr) {
        return;
    }
    const client::Latch *latch = killSwitch.holding(name, unit->spec.group);
    const bool heldByFile = latch != nullptr && latch->fromStateFile;
    const auto engageByFile = [&](const QString &reason) {
        if (latch == nullptr) {
            engage(
                {LatchScope::Unit, name, reason, QStringLiteral("state file"), false}, true, [](const auto &) {}, this);
        }
    };
    unit->stateFileUnreadable = content.verdict == StateFileVerdict::Unreadable;
    switch (content.verdict) {
    case StateFileVerdict::Shutdown:
        unit->stateFileShutdown = true;
        engageByFile(content.writer.isEmpty() ? tr("manual_shutdown is set in its state file")
                                              : tr("manual_shutdown was set by %1").arg(content.writer));
        break;
    case StateFileVerdict::Unreadable:
        journal.append({kinds::kStateFileUnreadable,
                        name,
                        Severity::Critical,
                        {},
                        {},
                        {{QStringLiteral("file"), unit->spec.stateFile}, {QStringLiteral("error"), content.problem}}});
        engageByFile(tr("Its state file cannot be read: %1").arg(content.problem));
        break;
    case StateFileVerdict::LastKnownStands:
        journal.append({kinds::kStateFileUnreadable,
                        name,
                        Severity::Critical,
                        {},
                        {},
                        {{QStringLiteral("file"), unit->spec.stateFile}, {QStringLiteral("error"), content.problem}}});
        unit->stateFileWritten = false;
        writeStateFile(*unit);
        break;
    case StateFileVerdict::Running:
        unit->stateFileShutdown = false;
        if (heldByFile) {
            rearm(
                {LatchScope::Unit, name, tr("manual_shutdown was taken back in its state file"),
                 QStringLiteral("state file"), true},
                [](const auto &) {}, this);
        } else {
            writeStateFile(*unit); // somebody else holds it: true is written back
        }
        break;
    case StateFileVerdict::Absent:
        unit->stateFileWritten = false;
        writeStateFile(*unit);
        break;
    }
}

void Watchdog::Private::writeStateFile(SupervisedUnit &unit)
{
    if (unit.spec.stateFile.isEmpty() || starting) {
        return;
    }
    const client::Latch *latch = killSwitch.holding(unit.name(), unit.spec.group);
    const bool shutdown = latch != nullptr || !unit.state.wanted;
    const bool same = unit.stateFileWritten && unit.stateFileShutdown == shutdown &&
                      unit.stateFileRestarts == unit.state.totalRestarts;
    // A file that cannot be understood stays as it is: it is evidence, and it holds the unit.
    if (same || unit.stateFileUnreadable ||
        (latch != nullptr && latch->fromStateFile && unit.stateFileShutdown == shutdown)) {
        return;
    }
    unit.stateFileWritten = true;
    unit.stateFileShutdown = shutdown;
    unit.stateFileRestarts = unit.state.totalRestarts;
    const StateFileUpdate update{shutdown, clock.wallNow(), unit.state.totalRestarts};
    stateFiles.expect(unit.spec.stateFile, update);
    filePool.start([path = unit.spec.stateFile, update] {
        if (const Result<void> written = watchdog::writeStateFile(path, update); !written) {
            qCWarning(lcWatchdog, "%s", qUtf8Printable(written.error().message));
        }
    });
}

client::KillSwitchStatus Watchdog::Private::killSwitchStatus() const
{
    client::KillSwitchStatus out;
    out.latches = killSwitch.latches();
    out.processesStopped = processesStopped;
    for (const auto &[name, unit] : units) {
        if (unit->state.latched) {
            ++out.unitsHeld;
            out.processesLeft += unit->state.hasProcess() ? 1 : 0;
        }
    }
    return out;
}

void Watchdog::engage(const EngageRequest &request, QObject *context, Done<client::KillSwitchStatus> done)
{
    d->engage(request, false, std::move(done), context);
}

void Watchdog::rearm(const RearmRequest &request, QObject *context, Done<client::KillSwitchStatus> done)
{
    d->rearm(request, std::move(done), context);
}

client::KillSwitchStatus Watchdog::killSwitch() const
{
    return d->killSwitchStatus();
}

} // namespace lamplighter::watchdog
