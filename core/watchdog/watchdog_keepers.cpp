// Keepers in trouble: gone, silent, or without room for what their unit says; and an engine that was away itself.
#include "core/watchdog/watchdog_private.h"

#include "core/base/log.h"
#include "core/journal/kinds.h"

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

namespace {

/// A deadline that comes so much too late means that this process did not run, or the whole machine did not.
constexpr milliseconds kLate{20};
constexpr milliseconds kAway{1000};

} // namespace

/// Nobody is judged by a silence in which it was us who did not listen.
void Watchdog::Private::due(const QString &name)
{
    const SupervisedUnit *unit = find(name);
    const std::optional<Instant> deadline = unit != nullptr ? unit->state.nextDeadline() : std::nullopt;
    const Instant now = clock.now();
    if (deadline && now - *deadline >= kLate) {
        keepers->listen();
        unit = find(name);
        const bool beats = unit != nullptr && unit->state.run && unit->state.watchdogBy;
        if (beats && now - *unit->state.watchdogBy >= kAway) { // perhaps it could not speak either: its time anew
            qCWarning(lcWatchdog, "this engine did not run for a while; %s is given time to speak",
                      qUtf8Printable(name));
            feed(name, input::Heartbeat{unit->state.run->number});
        }
    }
    feed(name, input::Due{});
}

/// The engine before us may have heard that a unit is ready, and died before it had stored it: it will not say it
/// again.
void Watchdog::Private::hearReady(const process::KeeperReport &report)
{
    const QString name = report.unit.toString();
    const SupervisedUnit *unit = find(name);
    if (unit != nullptr && report.saidReady && std::holds_alternative<NotifyProbe>(unit->spec.ready)) {
        feed(name, input::Ready{report.run});
    }
}

void Watchdog::Private::keeperLost(const UnitName &unit, RunNumber run, int processesEnded)
{
    qCWarning(lcWatchdog, "the keeper of %s is gone; %d processes were ended", qUtf8Printable(unit.toString()),
              processesEnded);
    if (starting) {
        reports.remove(unit.toString()); // nothing of it lives: NotFound says the same
        return;
    }
    noteKeeper(unit, {});
    feed(unit.toString(), input::KeeperLost{run});
}

void Watchdog::Private::keeperSilent(const UnitName &unit, RunNumber run, milliseconds silence, const QString &why)
{
    journal.append({kinds::kKeeperSilent,
                    unit.toString(),
                    Severity::Critical,
                    {},
                    {},
                    {{QStringLiteral("run"), run},
                     {QStringLiteral("silence_ms"), static_cast<qint64>(silence.count())},
                     {QStringLiteral("error"), why}}});
    noteKeeper(unit,
               why.isEmpty() ? tr("Its keeper does not answer.") : tr("Its keeper does not answer: %1.").arg(why));
}

void Watchdog::Private::keeperAnswers(const UnitName &unit, RunNumber run)
{
    journal.append({kinds::kKeeperAnswers, unit.toString(), Severity::Info, {}, {}, {{QStringLiteral("run"), run}}});
    noteKeeper(unit, {});
}

void Watchdog::Private::noteKeeper(const UnitName &unit, const QString &trouble)
{
    SupervisedUnit *known = find(unit.toString());
    if (known != nullptr && known->keeperTrouble != trouble) {
        known->keeperTrouble = trouble;
        changed.insert(known->name());
        scheduleFlush();
    }
}

void Watchdog::Private::logFails(const UnitName &unit, const Error &why)
{
    qCWarning(lcWatchdog, "the output of %s is being lost: %s", qUtf8Printable(unit.toString()),
              qUtf8Printable(why.message));
    journal.append(
        {kinds::kOutputLost, unit.toString(), Severity::Warning, {}, {}, {{QStringLiteral("error"), why.message}}});
}

void Watchdog::Private::logWorks(const UnitName &unit, qint64 lost)
{
    journal.append(
        {kinds::kOutputWritten, unit.toString(), Severity::Info, {}, {}, {{QStringLiteral("bytes_lost"), lost}}});
}

} // namespace lamplighter::watchdog
