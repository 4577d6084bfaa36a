// One unit as the watchdog service holds it: its specification, its machine's state, and what belongs to the state but
// does not drive it.
#pragma once

#include "core/watchdog/probes.h"
#include "core/watchdog/unit_machine.h"

#include <QRegularExpression>

#include <memory>

namespace lamplighter::watchdog {

struct SupervisedUnit
{
    UnitSpec spec;
    UnitState state;
    QString origin;        ///< file it was read from
    bool readOnly = false; ///< given by --units

    WallTime sinceWall{};
    WallTime startedWall{};
    QList<WallTime> restartTimes;              ///< automatic ones of the last 24 h
    std::optional<process::Account> account;   ///< of the last launch; another than the engine's
    QString program;                           ///< resolved; empty until the first launch
    std::optional<QByteArrayList> environment; ///< of the last launch, if files belong to it
    QString correlation;                       ///< of the restart under way, if who asked for it gave one
    RunNumber correlatedAfter = 0;             ///< it counts for later runs, until one is ready
    QString keeperTrouble;                     ///< its keeper does not answer, and why
    QString statusText;                        ///< STATUS= of this run
    client::Health health = client::Health::NotChecked;
    QString healthDetail;

    std::unique_ptr<ProbeRun> probe;     ///< the one that is out
    std::shared_ptr<void> readyLogWatch; ///< while readiness is looked for in the output
    QString readyLogPosition;
    bool readingReadyLog = false;
    bool stateFileWritten = false;    ///< since this engine started
    bool stateFileUnreadable = false; ///< it stays as it is until it can be read again
    bool stateFileShutdown = false;   ///< the manual_shutdown that was last read or written
    qint64 stateFileRestarts = 0;     ///< the restart_count that was last written

    [[nodiscard]] const QString &name() const { return spec.name.toString(); }
    [[nodiscard]] bool isReady() const { return state.phase == Phase::Running && state.run && state.run->ready; }
};

} // namespace lamplighter::watchdog
