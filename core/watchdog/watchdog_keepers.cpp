// Keepers in trouble: gone, silent, or without room for what their unit says.
#include "core/watchdog/watchdog_private.h"

#include "core/base/log.h"
#include "core/journal/kinds.h"

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using journal::Severity;

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
