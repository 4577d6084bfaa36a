// What clients read of units.
#include "core/watchdog/unit_history.h"
#include "core/watchdog/watchdog_private.h"

#include <QDir>
#include <QPointer>

#include <utility>

namespace lamplighter::watchdog {

namespace {

constexpr int kLastOutputLines = 20;
constexpr std::chrono::hours kHistory{24 * 7};
constexpr std::chrono::hours kBeforeHistory{1}; // for the end of a process that was restarted just after
// A unit that dies once a minute, all week long, has four for each restart.
constexpr int kMostHistoryEvents = 40'000;
constexpr int kMostPastRestartEvents = 1'000; // four for each restart

client::LastExit toShape(const UnitExit &exit)
{
    client::LastExit out;
    out.code = exit.code;
    out.signal = exit.signal;
    out.signalName = exit.signal ? process::signalName(*exit.signal) : QString();
    out.coreDumped = exit.coreDumped;
    out.expected = exit.expected;
    out.at = exit.wallAt;
    out.uptime = exit.uptime;
    return out;
}

} // namespace

WallTime Watchdog::Private::wallOf(Instant instant) const
{
    return clock.wallNow() + std::chrono::duration_cast<microseconds>(instant - clock.now());
}

client::UnitStatus Watchdog::Private::status(const SupervisedUnit &unit) const
{
    const UnitState &state = unit.state;
    client::UnitStatus out;
    out.name = unit.name();
    out.group = unit.spec.group;
    out.service = unit.spec.service;
    out.state = state.phase;
    out.reason = state.reason;
    out.detail = unit.keeperTrouble.isEmpty() ? state.detail : unit.keeperTrouble;
    out.since = unit.sinceWall;
    out.run = state.lastRun;
    if (state.run && state.run->pid != 0) {
        out.pid = state.run->mainAlive ? state.run->pid : 0;
        out.startedAt = unit.startedWall;
    }
    out.ready = unit.isReady();
    out.wanted = state.wanted;
    out.critical = unit.spec.critical;
    out.autostart = unit.spec.autostart;
    out.restarts = state.totalRestarts;
    const WallTime horizon = clock.wallNow() - std::chrono::hours(24);
    out.restarts24h = static_cast<int>(std::count_if(unit.restartTimes.cbegin(), unit.restartTimes.cend(),
                                                     [horizon](WallTime at) { return at >= horizon; }));
    out.consecutiveFailures = state.failures;
    out.maximumConsecutiveFailures = unit.spec.maximumConsecutiveFailures;
    if (state.lastExit) {
        out.lastExit = toShape(*state.lastExit);
    }
    out.health = unit.health;
    out.healthDetail = unit.healthDetail;
    out.statusText = unit.statusText;
    if (state.waiting) {
        for (const UnitName &name : unit.spec.dependsOn) {
            const SupervisedUnit *other = find(name.toString());
            if (other == nullptr || !other->isReady()) {
                out.waitingFor.append(name.toString());
            }
        }
    }
    const std::pair<const std::optional<Instant> &, const char *> steps[] = {{state.retryAt, "start"},
                                                                             {state.stopBy, "kill"},
                                                                             {state.readyBy, "give_up_waiting"},
                                                                             {state.stableAt, "forget_failures"}};
    for (const auto &[at, action] : steps) {
        if (at) {
            out.next = client::NextStep{QString::fromLatin1(action), wallOf(*at)};
            break;
        }
    }
    if (const client::Latch *latch = killSwitch.holding(unit.name(), unit.spec.group)) {
        out.heldBy = latch->target.isEmpty() ? latch->scope : latch->scope + u':' + latch->target;
        out.heldReason = latch->reason;
    }
    out.readOnly = unit.readOnly;
    out.origin = unit.origin;
    return out;
}

QString Watchdog::Private::logPath(const QString &name) const
{
    return settings.logDirectory + u'/' + name + QStringLiteral(".log");
}

QList<client::UnitStatus> Watchdog::units() const
{
    QList<client::UnitStatus> out;
    out.reserve(static_cast<qsizetype>(d->units.size()));
    for (const auto &[name, unit] : d->units) {
        out.append(d->status(*unit));
    }
    return out;
}

std::optional<client::UnitStatus> Watchdog::unit(const QString &name) const
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        return std::nullopt;
    }
    return d->status(*unit);
}

void Watchdog::unitDetail(const QString &name, QObject *context, Done<client::UnitDetail> done) const
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        done(Error{ErrorCode::NotFound, tr("There is no unit named %1").arg(name), QStringLiteral("name")});
        return;
    }
    client::UnitDetail detail;
    detail.status = d->status(*unit);
    detail.spec = toJson(unit->spec);
    detail.restartTimes = unit->restartTimes;
    if (unit->state.phase == Phase::Running) {
        done(detail);
        return;
    }
    d->pool.start([owner = d.get(), guard = QPointer<QObject>(context), detail, path = d->logPath(name),
                   done = std::move(done)]() mutable {
        if (const Result<client::LogPage> page = readLastLines(path, kLastOutputLines)) {
            for (const client::LogLine &line : page->lines) {
                detail.lastOutput.append(line.text);
            }
        }
        QMetaObject::invokeMethod(
            owner,
            [guard, detail, done = std::move(done)] {
                if (guard) {
                    done(detail);
                }
            },
            Qt::QueuedConnection);
    });
}

void Watchdog::unitHistory(const QString &name, QObject *context, Done<client::UnitHistory> done) const
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        done(Error{ErrorCode::NotFound, tr("There is no unit named %1").arg(name), QStringLiteral("name")});
        return;
    }
    const WallTime now = d->clock.wallNow();
    const WallTime since = now - kHistory;
    d->journal.querySubject({name, historyKinds(), since - kBeforeHistory, kMostHistoryEvents}, context,
                            [minimumUptime = unit->spec.minimumUptime, since, now,
                             done = std::move(done)](const Result<QList<journal::Event>> &events) {
                                if (events) {
                                    done(watchdog::unitHistory(*events, minimumUptime, since, now));
                                } else {
                                    done(events.error());
                                }
                            });
}

void Watchdog::pastRestarts(const QString &name, QObject *context, Done<QList<client::PastRestart>> done) const
{
    const SupervisedUnit *unit = d->find(name);
    if (unit == nullptr) {
        done(Error{ErrorCode::NotFound, tr("There is no unit named %1").arg(name), QStringLiteral("name")});
        return;
    }
    d->journal.querySubject({name, historyKinds(), {}, kMostPastRestartEvents}, context,
                            [minimumUptime = unit->spec.minimumUptime, now = d->clock.wallNow(),
                             done = std::move(done)](const Result<QList<journal::Event>> &events) {
                                if (events) {
                                    done(watchdog::pastRestarts(*events, minimumUptime, now));
                                } else {
                                    done(events.error());
                                }
                            });
}

int Watchdog::unitCount() const
{
    return static_cast<int>(d->units.size());
}

int Watchdog::runningCount() const
{
    return static_cast<int>(std::count_if(d->units.cbegin(), d->units.cend(), [](const auto &entry) {
        return entry.second->state.phase == Phase::Running;
    }));
}

QString Watchdog::logPath(const QString &name) const
{
    return d->logPath(name);
}

} // namespace lamplighter::watchdog
