// Start, and the loop around the machines: inputs in, actions out, state stored, watchers told.
#include "core/watchdog/watchdog_private.h"

#include "core/base/boot_id.h"
#include "core/base/kept_threads.h"
#include "core/base/log.h"
#include "core/journal/kinds.h"
#include "core/watchdog/unit_state_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;

namespace {

/// More than all keepers together can have kept unacknowledged of a thousand units that crash.
constexpr int kRememberedExits = 20'000;

constexpr milliseconds kReleaseAfter{250};

/// A supervisor's own variables mean nothing to what it supervises.
bool isOurs(const QString &variable)
{
    static const QStringList kOwn{QStringLiteral("NOTIFY_SOCKET"), QStringLiteral("WATCHDOG_USEC"),
                                  QStringLiteral("WATCHDOG_PID"),  QStringLiteral("LISTEN_FDS"),
                                  QStringLiteral("LISTEN_PID"),    QStringLiteral("LISTEN_FDNAMES"),
                                  QStringLiteral("INVOCATION_ID"), QStringLiteral("JOURNAL_STREAM"),
                                  QStringLiteral("MANAGERPID"),    QStringLiteral("SYSTEMD_EXEC_PID")};
    return kOwn.contains(variable) || variable.startsWith(QStringLiteral("LAMPLIGHTER_"));
}

} // namespace

Watchdog::Private::Private(Watchdog *owner, WatchdogSettings theSettings, const Clock &theClock,
                           store::Database &theDatabase, journal::Journal &theJournal)
    : q(owner)
    , settings(std::move(theSettings))
    , clock(theClock)
    , database(theDatabase)
    , journal(theJournal)
    , killSwitch(settings.dataDirectory + QStringLiteral("/latches"), theClock)
    , deadlines(theClock, [this](const QString &name) { due(name); })
    , prober(theClock)
    , stateFiles(pool)
    , boot(bootId())
{
    releaseTimer.setSingleShot(true);
    releaseTimer.setInterval(kReleaseAfter);
    connect(&releaseTimer, &QTimer::timeout, this, &Private::releaseKeepers);
    keepThreads(pool, 2);
    keepThreads(filePool, 1);
    connect(&stateFiles, &StateFileWatcher::changed, this,
            [this](const QString &path, const StateFileContent &content) {
                for (const auto &[name, unit] : units) {
                    if (unit->spec.stateFile == path) {
                        stateFileChanged(name, content);
                        return;
                    }
                }
            });
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList variables = environment.keys();
    for (const QString &variable : variables) {
        if (!isOurs(variable)) {
            baseEnvironment.append((variable + u'=' + environment.value(variable)).toLocal8Bit());
        }
    }
    searchPath = environment.value(QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
    keepers = process::makeKeepers(
        {settings.runDirectory, settings.logDirectory, settings.keeperProgram, settings.engineId}, clock, *this);
    connect(&killSwitch, &KillSwitch::changed, this, [this] { Q_EMIT q->killSwitchChanged(); });
    connect(&killSwitch, &KillSwitch::trouble, this, [this](const QString &message) {
        if (!message.isEmpty()) {
            journal.append({kinds::kKillSwitchNotDurable,
                            {},
                            journal::Severity::Critical,
                            {},
                            {},
                            {{QStringLiteral("error"), message},
                             {QStringLiteral("latches"), static_cast<qint64>(killSwitch.latches().size())}}});
        } else {
            journal.append({kinds::kKillSwitchDurable, {}, journal::Severity::Info, {}, {}, {}});
        }
        Q_EMIT q->killSwitchChanged();
    });
    connect(&journal, &journal::Journal::committed, this,
            [this](const QList<journal::Event> &events) { acknowledgeExits(events); });
    connect(&database, &store::Database::replaced, this, [this] { // the new file knows nothing yet
        for (const auto &[name, unit] : units) {
            unsaved.insert(name);
            unsavedSpecs.insert(name);
        }
        scheduleFlush();
    });
}

Watchdog::Watchdog(WatchdogSettings settings, const Clock &clock, store::Database &database, journal::Journal &journal,
                   QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(settings), clock, database, journal))
{}

Watchdog::~Watchdog()
{
    d->pool.waitForDone();
    d->releaseKeepers();
    d->flush();
}

void Watchdog::start(QObject *context, Done<void> done)
{
    d->start(context, std::move(done));
}

void Watchdog::Private::start(QObject *context, Done<void> done)
{
    starting = true;
    started = [guard = QPointer<QObject>(context), done = std::move(done)](Result<void> result) {
        if (guard) {
            done(std::move(result));
        }
    };
    loadLatches();
    auto stored = std::make_shared<QHash<QString, Stored>>();
    auto exits = std::make_shared<QSet<QPair<QString, RunNumber>>>();
    database.read(
        [stored, exits](store::Connection &connection) {
            Result<void> read = connection.select(
                QStringLiteral("SELECT subject, payload FROM events WHERE kind = ? ORDER BY seq DESC LIMIT ?"),
                {kinds::kUnitExited, kRememberedExits}, [&exits](const QSqlQuery &row) {
                    const QJsonObject payload = QJsonDocument::fromJson(row.value(1).toByteArray()).object();
                    exits->insert({row.value(0).toString(), payload.value(QLatin1StringView("run")).toInteger()});
                    return true;
                });
            if (!read) {
                return read;
            }
            return connection.select(
                QStringLiteral("SELECT t.name, t.state, s.spec, s.origin, s.read_only FROM unit_states t "
                               "LEFT JOIN unit_specs s ON s.name = t.name"),
                {}, [&stored](const QSqlQuery &row) {
                    Stored entry;
                    entry.state = QJsonDocument::fromJson(row.value(1).toByteArray()).object();
                    entry.spec = QJsonDocument::fromJson(row.value(2).toByteArray()).object();
                    entry.origin = row.value(3).toString();
                    entry.readOnly = row.value(4).toBool();
                    stored->insert(row.value(0).toString(), entry);
                    return true;
                });
        },
        this,
        [this, stored, exits](const Result<void> &read) {
            if (!read) {
                std::exchange(started, nullptr)(read.error());
                return;
            }
            recordedExits = *exits;
            statesRead(*stored);
        });
}

void Watchdog::Private::statesRead(const QHash<QString, Stored> &stored)
{
    const UnitFilesRead read = readSources(settings);
    for (const Error &error : read.refused) {
        qCWarning(lcWatchdog, "%s", qUtf8Printable(error.message));
        journal.append({kinds::kUnitFileRefused,
                        {},
                        journal::Severity::Warning,
                        {},
                        {},
                        {{QStringLiteral("error"), error.message}, {QStringLiteral("field"), error.field}}});
    }
    for (const UnitFilesRead::Entry &entry : read.units) {
        insert(entry.spec, entry.origin, entry.readOnly);
    }
    for (auto it = stored.constBegin(); it != stored.constEnd(); ++it) {
        SupervisedUnit *unit = find(it.key());
        bool removed = false;
        if (unit == nullptr) {
            // Its file is gone (it is ended now), or cannot be read (the last good specification stands).
            const Result<UnitSpec> spec = unitSpecFromJson(it.key(), it->spec, settings.unitDirectory);
            if (!spec) {
                qCWarning(lcWatchdog, "the stored specification of %s cannot be read: %s", qUtf8Printable(it.key()),
                          qUtf8Printable(spec.error().message));
                continue;
            }
            unit = &insert(*spec, it->origin, it->readOnly);
            removed = !read.refusedFiles.contains(it->origin);
        }
        restore(*unit, it->state);
        if (removed && unit->state.run) {
            unit->state.wanted = false;
            unit->state.phase = Phase::Stopping;
            unit->state.after = AfterStop::Remove;
            unit->state.stopReason = Reason::Removed;
        } else if (removed) {
            forget(it.key());
        }
    }
    keepers->discover();
}

void Watchdog::Private::restore(SupervisedUnit &unit, const QJsonObject &stored)
{
    const bool latched = unit.state.latched;
    unit.state = unitStateFromJson(stored.value(QLatin1StringView("state")).toObject());
    unit.state.latched = latched; // the latch file decides, not the database
    sameBoot.insert(unit.name(), stored.value(QLatin1StringView("boot")).toString() == boot);
    const auto time = [&stored](const char *key) {
        return wallTimeFromMicroseconds(stored.value(QLatin1StringView(key)).toInteger());
    };
    unit.sinceWall = time("since_us");
    unit.startedWall = time("started_us");
    const QJsonArray restarts = stored.value(QLatin1StringView("restart_times")).toArray();
    for (const QJsonValue &at : restarts) {
        unit.restartTimes.append(wallTimeFromMicroseconds(at.toInteger()));
    }
}

void Watchdog::Private::continueUnits()
{
    QStringList names;
    for (const auto &[name, unit] : units) {
        names.append(name);
    }
    for (const QString &name : std::as_const(names)) {
        if (SupervisedUnit *unit = find(name)) {
            prepareToContinue(*unit);
        }
        const auto report = reports.constFind(name);
        if (report != reports.constEnd()) {
            recordPastExits(*report);
            if (const SupervisedUnit *unit = find(name); unit != nullptr && report->pid != 0) {
                readEnvironment(*unit);
            }
            feed(name, input::Found{*report});
            hearReady(*report);
        } else {
            feed(name, input::NotFound{sameBoot.value(name, true)});
        }
        const SupervisedUnit *settled = find(name);
        if (report != reports.constEnd() && settled != nullptr && !settled->state.nextDeadline() &&
            !settled->state.hasProcess()) {
            idleKeepers.insert(name); // the engine before us died before it let it go
            releaseTimer.start();
        }
    }
    for (auto report = reports.constBegin(); report != reports.constEnd(); ++report) {
        if (find(report.key()) == nullptr) { // nothing is known of it: it must not live unwatched
            qCWarning(lcWatchdog, "ending %s: it runs, but no unit of that name is configured",
                      qUtf8Printable(report.key()));
            keepers->killTree(report->unit);
            keepers->release(report->unit);
        }
    }
    reports.clear();
    recordedExits.clear();
    sameBoot.clear();
    starting = false;
    for (const std::function<void()> &notice : std::exchange(deferred, {})) {
        notice();
    }
    flush();
    std::exchange(started, nullptr)({});
}

/// What holds the unit now counts, not what was stored of it.
void Watchdog::Private::prepareToContinue(SupervisedUnit &unit)
{
    watchStateFile(unit);
    unit.state.latched = killSwitch.holding(unit.name(), unit.spec.group) != nullptr;
    if (!unit.state.latched &&
        unit.state.phase == Phase::Killed) { // re-armed, but the engine died before it was stored
        unit.state.phase = Phase::Stopped;
        unit.state.wanted = false;
    }
}

SupervisedUnit *Watchdog::Private::find(const QString &name)
{
    const auto it = units.find(name);
    return it == units.end() ? nullptr : it->second.get();
}

const SupervisedUnit *Watchdog::Private::find(const QString &name) const
{
    const auto it = units.find(name);
    return it == units.end() ? nullptr : it->second.get();
}

void Watchdog::Private::feed(const QString &name, const UnitInput &in)
{
    inputs.emplace_back(name, in);
    if (feeding) { // an action of one unit woke another: after it, not within it
        return;
    }
    feeding = true;
    while (!inputs.empty()) {
        const auto [next, what] = std::move(inputs.front());
        inputs.pop_front();
        if (SupervisedUnit *unit = find(next)) {
            feedOne(*unit, what);
        }
    }
    feeding = false;
    for (const QString &gone : std::exchange(forgotten, {})) {
        forget(gone);
    }
}

void Watchdog::Private::feedOne(SupervisedUnit &unit, const UnitInput &in)
{
    const UnitState before = std::move(unit.state);
    const bool wasReady = before.phase == Phase::Running && before.run && before.run->ready;
    Step step = watchdog::step(unit.spec, before, in, moment(unit));
    unit.state = std::move(step.state);
    // The launch first: nothing that is only told afterwards may delay it.
    for (const UnitAction &action : step.actions) {
        if (!std::holds_alternative<action::Record>(action)) {
            perform(unit, action);
        }
    }
    for (const UnitAction &action : step.actions) {
        if (const auto *record = std::get_if<action::Record>(&action)) {
            append(unit, *record);
        }
    }
    if (!unit.correlation.isEmpty() && unit.isReady() && unit.state.lastRun > unit.correlatedAfter) {
        unit.correlation.clear(); // what it was restarted for is over
    }
    deadlines.set(unit.name(), unit.state.nextDeadline());
    if (!(unit.state == before)) {
        noteChange(unit, before);
    }
    if (wasReady != unit.isReady()) {
        for (const QString &dependent : dependents.values(unit.name())) {
            inputs.emplace_back(dependent, input::DependenciesChanged{});
        }
    }
}

void Watchdog::Private::noteChange(SupervisedUnit &unit, const UnitState &before)
{
    const UnitState &state = unit.state;
    if (before.phase != state.phase) {
        unit.sinceWall = clock.wallNow();
    }
    if (state.totalRestarts != before.totalRestarts) {
        const WallTime horizon = clock.wallNow() - std::chrono::hours(24);
        unit.restartTimes.append(clock.wallNow());
        unit.restartTimes.removeIf([horizon](WallTime at) { return at < horizon; });
    }
    const bool newRun = state.run.has_value() && (!before.run || before.run->number != state.run->number);
    if (newRun || !state.run) {
        unit.probe.reset();
        unit.readyLogWatch.reset();
        unit.statusText.clear();
        unit.healthDetail.clear();
        unit.health = client::Health::NotChecked;
    }
    if (unit.isReady()) {
        unit.readyLogWatch.reset();
    }
    writeStateFile(unit);
    unsaved.insert(unit.name());
    changed.insert(unit.name());
    scheduleFlush();
}

Moment Watchdog::Private::moment(const SupervisedUnit &unit) const
{
    Moment out;
    out.now = clock.now();
    out.wallNow = clock.wallNow();
    out.dependenciesReady = unit.spec.dependsOn.isEmpty() || dependenciesReady(unit);
    out.jitter = QRandomGenerator::global()->bounded(2.0) - 1.0;
    return out;
}

bool Watchdog::Private::dependenciesReady(const SupervisedUnit &unit) const
{
    return std::all_of(unit.spec.dependsOn.cbegin(), unit.spec.dependsOn.cend(), [this](const UnitName &name) {
        const SupervisedUnit *other = find(name.toString());
        return other != nullptr && other->isReady();
    });
}

} // namespace lamplighter::watchdog
