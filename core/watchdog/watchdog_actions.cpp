// What machines ask for, and what keepers answer.
#include "core/watchdog/watchdog_private.h"

#include "core/base/log.h"
#include "core/journal/kinds.h"
#include "core/watchdog/launch_preparation.h"

#include <QPointer>

#include <utility>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;

namespace {

/// Output is looked through in batches of this many lines.
constexpr int kReadyLogBatch = 500;

} // namespace

void Watchdog::Private::perform(SupervisedUnit &unit, const UnitAction &action)
{
    const UnitName &name = unit.spec.name;
    if (const auto *launch = std::get_if<action::Launch>(&action)) {
        spawn(unit, launch->run);
    } else if (const auto *signal = std::get_if<action::SignalTree>(&action)) {
        keepers->signal(name, signal->signal, false);
    } else if (std::holds_alternative<action::KillTree>(action)) {
        keepers->killTree(name);
    } else if (std::holds_alternative<action::AbandonKeeper>(action)) {
        keepers->abandon(name);
    } else if (std::holds_alternative<action::ReleaseKeeper>(action)) {
        idleKeepers.insert(unit.name());
        releaseTimer.start();
    } else if (const auto *probeReady = std::get_if<action::ProbeReady>(&action)) {
        const HealthTarget target = std::visit(
            [](const auto &probe) -> HealthTarget {
                if constexpr (std::is_constructible_v<HealthTarget, decltype(probe)>) {
                    return probe;
                } else {
                    return TcpProbe{}; // the others are not polled
                }
            },
            unit.spec.ready);
        runProbe(unit, probeReady->run, target, seconds(2), false);
    } else if (const auto *probeHealth = std::get_if<action::ProbeHealth>(&action)) {
        runProbe(unit, probeHealth->run, unit.spec.health->target, unit.spec.health->timeout, true);
    } else if (const auto *watch = std::get_if<action::WatchLog>(&action)) {
        watchReadyLog(unit, watch->run);
    } else if (std::holds_alternative<action::Forget>(action)) {
        forgotten.append(unit.name());
    }
}

/// A keeper that ends costs as much as a process that ends: when a thousand units stop at once, their keepers wait
/// until the units are gone. One whose unit was started again meanwhile stays.
void Watchdog::Private::releaseKeepers()
{
    for (const QString &name : std::exchange(idleKeepers, {})) {
        const SupervisedUnit *unit = find(name);
        if (unit == nullptr || !unit->state.hasProcess()) {
            keepers->release(UnitName(name));
        }
    }
}

/// The one function that spawns. The kill switch is asked here, whatever brought us.
void Watchdog::Private::spawn(SupervisedUnit &unit, RunNumber run)
{
    if (killSwitch.holding(unit.name(), unit.spec.group) != nullptr) {
        qCCritical(lcWatchdog, "refused to start %s: the kill switch holds it", qUtf8Printable(unit.name()));
        inputs.emplace_back(unit.name(), input::LaunchFailed{run, tr("the kill switch holds it")});
        inputs.emplace_back(unit.name(), input::Latch{});
        return;
    }
    unit.startedWall = clock.wallNow();
    const bool readsDisk = !unit.spec.environmentFiles.isEmpty() || unit.program.isEmpty() || !unit.spec.user.isEmpty();
    if (!readsDisk) {
        launchPrepared(unit.name(), run, prepareLaunch(unit.spec, run, baseEnvironment, searchPath, unit.program));
        return;
    }
    pool.start([this, spec = unit.spec, run, base = baseEnvironment, path = searchPath] {
        Result<process::LaunchSpec> prepared = prepareLaunch(spec, run, base, path, {});
        QMetaObject::invokeMethod(
            this, [this, name = spec.name.toString(), run, prepared] { launchPrepared(name, run, prepared); },
            Qt::QueuedConnection);
    });
}

void Watchdog::Private::launchPrepared(const QString &name, RunNumber run, const Result<process::LaunchSpec> &prepared)
{
    SupervisedUnit *unit = find(name);
    if (unit == nullptr || !unit->state.run || unit->state.run->number != run) {
        return;
    }
    if (!prepared) {
        feed(name, input::LaunchFailed{run, prepared.error().message});
        return;
    }
    // The world may have changed while the disk was read.
    if (unit->state.phase == Phase::Stopping || killSwitch.holding(name, unit->spec.group) != nullptr) {
        feed(name, input::LaunchFailed{run, tr("it was stopped before it was started")});
        return;
    }
    unit->program = prepared->program;
    unit->account = prepared->account;
    unit->environment = unit->spec.environmentFiles.isEmpty() ? std::nullopt : std::optional(prepared->environment);
    keepers->launch(*prepared);
}

void Watchdog::Private::append(const SupervisedUnit &unit, const action::Record &record)
{
    const RunNumber run = record.payload.value(QLatin1StringView("run")).toInteger();
    if (record.kind == kinds::kUnitExited && recordedExits.contains({unit.name(), run})) {
        return; // by the engine before us, which died before it stored the unit's state
    }
    journal::NewEvent event;
    event.kind = record.kind;
    event.subject = unit.name();
    event.severity = record.severity;
    event.actor = actor;
    event.correlation =
        unit.correlation.isEmpty() ? unit.name() + u'#' + QString::number(unit.state.lastRun) : unit.correlation;
    event.payload = record.payload;
    if (unit.spec.critical) {
        event.payload.insert(QStringLiteral("critical"), true);
    }
    journal.append(event);
}

void Watchdog::Private::runProbe(SupervisedUnit &unit, RunNumber run, const HealthTarget &target, Duration timeout,
                                 bool forHealth)
{
    ProbePlace place;
    place.directory = unit.spec.directory;
    if (!unit.account && !unit.spec.user.isEmpty()) { // found running by this engine, which did not launch it
        if (const Result<process::Account> account = process::resolveAccount(unit.spec.user)) {
            unit.account = *account;
        } else {
            probeAnswered(unit.name(), run, {false, account.error().message, Duration{0}}, forHealth);
            return;
        }
    }
    if (unit.account) { // a command of a unit never runs with more rights than the unit
        place.account = ChildAccount{unit.account->uid, unit.account->gid, unit.account->groups};
    }
    unit.probe =
        prober.run(target, timeout, place, this, [this, name = unit.name(), run, forHealth](const ProbeResult &result) {
            probeAnswered(name, run, result, forHealth);
        });
}

void Watchdog::Private::probeAnswered(const QString &name, RunNumber run, const ProbeResult &result, bool forHealth)
{
    SupervisedUnit *unit = find(name);
    if (unit == nullptr || !unit->state.run || unit->state.run->number != run) {
        return;
    }
    const client::Health health = result.ok   ? client::Health::Passing
                                  : forHealth ? client::Health::Failing
                                              : client::Health::Waiting;
    if (unit->health != health || unit->healthDetail != result.detail) {
        unit->health = health;
        unit->healthDetail = result.detail;
        changed.insert(name);
        scheduleFlush();
    }
    feed(name, input::ProbeAnswered{run, result.ok, result.detail});
}

void Watchdog::Private::watchReadyLog(SupervisedUnit &unit, RunNumber run)
{
    unit.readyLogPosition.clear();
    unit.readingReadyLog = false;
    unit.readyLogWatch = q->watchOutput(unit.name(), [this, name = unit.name(), run] { readReadyLog(name, run); });
    readReadyLog(unit.name(), run);
}

void Watchdog::Private::readReadyLog(const QString &name, RunNumber run)
{
    SupervisedUnit *unit = find(name);
    const bool current = unit != nullptr && unit->state.run && unit->state.run->number == run;
    if (!current || unit->state.phase != Phase::Starting || unit->readingReadyLog) {
        return;
    }
    unit->readingReadyLog = true;
    const auto *probe = std::get_if<LogProbe>(&unit->spec.ready);
    const QString pattern = probe != nullptr ? probe->pattern : QString();
    // Lines of an earlier run are in the same file; the keeper stamps milliseconds.
    const WallTime from = unit->startedWall - milliseconds(1);
    pool.start([this, name, run, pattern, from, path = logPath(name), position = unit->readyLogPosition] {
        const bool first = position.isEmpty();
        Result<client::LogPage> page =
            first ? readLastLines(path, kReadyLogBatch) : readLinesAfter(path, position, kReadyLogBatch);
        bool found = false;
        QString next = position;
        bool more = false;
        if (page) {
            const QRegularExpression expression(pattern);
            for (const client::LogLine &line : page->lines) {
                found = found || (line.at >= from && expression.match(line.text).hasMatch());
            }
            next = page->position;
            more = !first && page->lines.size() == kReadyLogBatch;
        }
        QMetaObject::invokeMethod(
            this,
            [this, name, run, found, next, more] {
                SupervisedUnit *known = find(name);
                if (known == nullptr || !known->state.run || known->state.run->number != run) {
                    return;
                }
                known->readingReadyLog = false;
                known->readyLogPosition = next;
                if (found) {
                    feed(name, input::Ready{run});
                } else if (more) {
                    readReadyLog(name, run);
                } else if (known->readyLogWatch) {
                    keepers->watchOutput(known->spec.name);
                }
            },
            Qt::QueuedConnection);
    });
}

// --- what keepers report

void Watchdog::Private::keeperFound(const process::KeeperReport &report)
{
    reports.insert(report.unit.toString(), report);
}

void Watchdog::Private::keeperLostBefore(const UnitName &unit, RunNumber run, int processesEnded)
{
    journal.append({kinds::kKeeperLost,
                    unit.toString(),
                    journal::Severity::Critical,
                    {},
                    {},
                    {{QStringLiteral("run"), run}, {QStringLiteral("processes_ended"), processesEnded}}});
}

void Watchdog::Private::discovered()
{
    continueUnits();
}

void Watchdog::Private::launched(const UnitName &unit, RunNumber run, qint64 pid, Instant at)
{
    if (outputWatches.contains(unit.toString())) { // somebody followed it while it was down
        keepers->watchOutput(unit);
    }
    feed(unit.toString(), input::Launched{run, pid, at});
}

void Watchdog::Private::launchFailed(const UnitName &unit, RunNumber run, const process::LaunchFailure &failure)
{
    if (SupervisedUnit *known = find(unit.toString())) {
        known->program.clear(); // it may have moved
    }
    feed(unit.toString(), input::LaunchFailed{run, failure.error.message});
}

void Watchdog::Private::exited(const UnitName &unit, RunNumber run, const process::ExitRecord &exit, bool treeEmpty)
{
    if (starting) { // the report that waits for its machine is out of date
        if (const auto report = reports.find(unit.toString()); report != reports.end() && report->run == run) {
            report->pid = 0;
            report->exit = exit;
            report->treeEmpty = treeEmpty;
        }
        return;
    }
    feed(unit.toString(), input::Exited{run, exit, treeEmpty});
}

void Watchdog::Private::treeEmptied(const UnitName &unit, RunNumber run)
{
    if (starting) {
        if (const auto report = reports.find(unit.toString()); report != reports.end() && report->run == run) {
            report->treeEmpty = true;
        }
        return;
    }
    feed(unit.toString(), input::TreeEmptied{run});
}

void Watchdog::Private::notified(const UnitName &unit, RunNumber run, const process::NotifyMessage &message)
{
    if (starting) {
        deferred.emplace_back([this, unit, run, message] { notified(unit, run, message); });
        return;
    }
    SupervisedUnit *known = find(unit.toString());
    if (known == nullptr || !known->state.run || known->state.run->number != run) {
        return;
    }
    const QString name = unit.toString();
    const Notification said = parseNotification(message.text);
    if (said.status && known->statusText != *said.status) {
        known->statusText = *said.status;
        changed.insert(name);
        scheduleFlush();
    }
    if (said.mainPid) {
        keepers->setMainProcess(unit, *said.mainPid);
    }
    if (said.extendTimeout) {
        feed(name, input::TimeoutExtended{run, *said.extendTimeout});
    }
    if (said.watchdogTrigger) {
        feed(name, input::WatchdogTriggered{run});
    } else if (said.watchdog) {
        feed(name, input::Heartbeat{run});
    }
    if (said.ready && std::holds_alternative<NotifyProbe>(known->spec.ready)) {
        feed(name, input::Ready{run});
    }
    reportToUpdates(name, said, message.at);
}

/// Ends of runs that the engine before us heard of, acted on, and did not live to record.
void Watchdog::Private::recordPastExits(const process::KeeperReport &report)
{
    for (const process::PastExit &past : report.pastExits) {
        const QString name = report.unit.toString();
        if (past.run >= report.run || recordedExits.contains({name, past.run})) {
            continue; // the newest is the machine's to hear
        }
        const Duration uptime = std::max(Duration{0}, Duration(past.exit.at - past.startedAt));
        QJsonObject payload{{QStringLiteral("run"), past.run},
                            {QStringLiteral("at"), toIsoString(past.exit.wallAt)},
                            {QStringLiteral("uptime_ms"),
                             static_cast<qint64>(std::chrono::duration_cast<milliseconds>(uptime).count())}};
        if (past.exit.code) {
            payload.insert(QStringLiteral("code"), *past.exit.code);
        }
        if (past.exit.signal) {
            payload.insert(QStringLiteral("signal"), *past.exit.signal);
            payload.insert(QStringLiteral("signal_name"), process::signalName(*past.exit.signal));
        }
        const QString correlation = name + u'#' + QString::number(past.run);
        journal.append({kinds::kUnitExited, name, journal::Severity::Warning, {}, correlation, payload});
    }
}

void Watchdog::Private::acknowledgeExits(const QList<journal::Event> &events)
{
    for (const journal::Event &event : events) {
        if (event.kind == kinds::kUnitExited) {
            keepers->acknowledgeExit(UnitName(event.subject),
                                     event.payload.value(QLatin1StringView("run")).toInteger());
        }
    }
}

// --- output

std::shared_ptr<void> Watchdog::watchOutput(const QString &name, std::function<void()> changed)
{
    auto callback = std::make_shared<std::function<void()>>(std::move(changed));
    d->outputWatches[name].append(callback);
    d->keepers->watchOutput(UnitName(name));
    return callback;
}

void Watchdog::Private::outputWritten(const UnitName &unit)
{
    const auto watches = outputWatches.find(unit.toString());
    if (watches == outputWatches.end()) {
        return;
    }
    watches->removeIf([](const std::weak_ptr<std::function<void()>> &watch) { return watch.expired(); });
    if (watches->isEmpty()) {
        outputWatches.erase(watches);
        return;
    }
    keepers->watchOutput(unit);
    const QList<std::weak_ptr<std::function<void()>>> callbacks = *watches; // a callback may end its own watch
    for (const auto &watch : callbacks) {
        if (const std::shared_ptr<std::function<void()>> callback = watch.lock()) {
            (*callback)();
        }
    }
}

} // namespace lamplighter::watchdog
