// The watchdog service: owns every unit's machine, feeds it exits, timers, probe results and requests, carries out its
// actions, keeps its state, writes the journal. Lives on the engine's thread. The one function that spawns is here, and
// it asks the kill switch first.
#pragma once

#include "core/client/shapes.h"
#include "core/client/shapes_updates.h"
#include "core/journal/journal.h"
#include "core/process/keepers.h"
#include "core/watchdog/log_reader.h"
#include "core/watchdog/probes.h"
#include "core/watchdog/unit_spec.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace lamplighter::watchdog {

struct WatchdogSettings
{
    QString dataDirectory;
    QString runDirectory;
    QString logDirectory;
    QString unitDirectory;   ///< units made over the API, one file each
    QStringList unitSources; ///< --units: files or folders, read-only here
    QString keeperProgram;
    QString engineId;
};

enum class LatchScope { All, Group, Unit };

struct EngageRequest
{
    LatchScope scope = LatchScope::All;
    QString target;
    QString reason;
    QString actor;
    bool graceful = false; ///< honours stop_timeout instead of 500 ms
};
struct RearmRequest
{
    LatchScope scope = LatchScope::All;
    QString target;
    QString reason;
    QString actor;
    bool startAgain = false; ///< start what ran before
};

struct ReloadSummary
{
    QStringList added;
    QStringList changed;
    QStringList removed;
};

class Watchdog final : public QObject
{
    Q_OBJECT
public:
    template <typename T> using Done = std::function<void(Result<T>)>;

    Watchdog(WatchdogSettings settings, const Clock &clock, store::Database &database, journal::Journal &journal,
             QObject *parent = nullptr);
    ~Watchdog() override;

    /// Reads units, stored states and latches, finds keepers, continues where the last engine stopped. `done` once
    /// every keeper has answered (or was ended); an error only if a given unit source cannot be read at all.
    void start(QObject *context, Done<void> done);
    /// Stops every unit (for --stop-units); `done` when all trees are empty.
    void stopAll(QObject *context, std::function<void()> done);

    // reading
    [[nodiscard]] QList<client::UnitStatus> units() const;
    [[nodiscard]] std::optional<client::UnitStatus> unit(const QString &name) const;
    /// Reads the last lines of output in the pool, the restarts from memory.
    void unitDetail(const QString &name, QObject *context, Done<client::UnitDetail> done) const;
    /// What addUnit (replaceUnit, if `replaces`) would refuse, all of it, and what would keep the unit from running.
    /// The disk is asked in the pool. Changes nothing.
    void checkUnit(const QString &name, const QJsonObject &spec, bool replaces, QObject *context,
                   Done<client::UnitCheck> done) const;
    /// How it recovered in the last seven days, from the journal.
    void unitHistory(const QString &name, QObject *context, Done<client::UnitHistory> done) const;
    /// Its newest restarts, as far back as the journal goes (pastRestarts() in unit_history.h).
    void pastRestarts(const QString &name, QObject *context, Done<QList<client::PastRestart>> done) const;
    /// Of the units that run. Read in the pool, at most once in 900 ms however many ask; never unless someone asks.
    void usage(QObject *context, Done<client::UsageSnapshot> done) const;
    [[nodiscard]] client::KillSwitchStatus killSwitch() const;
    [[nodiscard]] int unitCount() const;
    [[nodiscard]] int runningCount() const;
    [[nodiscard]] QString logPath(const QString &name) const;
    [[nodiscard]] std::optional<UnitSpec> specification(const QString &name) const;
    /// Another number whenever a unit came, went, or was specified anew, for those who keep what they made of it.
    [[nodiscard]] quint64 specificationChanges() const;
    /// Where a command that belongs to the unit runs: its directory, the environment of its process (without what the
    /// keeper adds), its account. An error if it has none that can be taken on: it must not run as the engine then.
    [[nodiscard]] Result<ProbePlace> commandPlace(const QString &name) const;
    /// The units that wait for it to be ready, in order.
    [[nodiscard]] QStringList dependents(const QString &name) const;

    /// To the main process, at once. NotFound; Conflict if it does not run.
    Result<void> signalMainProcess(const QString &name, process::Signal signal);

    // requests; `done` when the request's record is durable. Errors: NotFound, Held, Conflict, InvalidInput
    void startUnit(const QString &name, bool once, const QString &actor, QObject *context,
                   Done<client::UnitStatus> done);
    void stopUnit(const QString &name, const QString &actor, QObject *context, Done<client::UnitStatus> done);
    void restartUnit(const QString &name, const QString &actor, QObject *context, Done<client::UnitStatus> done);
    /// `correlation` groups what happens to the unit until it is ready again, instead of the number of its run.
    void restartUnit(const QString &name, const QString &actor, const QString &correlation, QObject *context,
                     Done<client::UnitStatus> done);
    void resetUnit(const QString &name, const QString &actor, QObject *context, Done<client::UnitStatus> done);
    void addUnit(const QString &name, const QJsonObject &spec, const QString &actor, QObject *context,
                 Done<client::UnitStatus> done);
    void replaceUnit(const QString &name, const QJsonObject &spec, const QString &actor, QObject *context,
                     Done<client::UnitStatus> done);
    void removeUnit(const QString &name, const QString &actor, QObject *context, Done<void> done);
    void reloadUnits(const QString &actor, QObject *context, Done<ReloadSummary> done);
    void engage(const EngageRequest &request, QObject *context, Done<client::KillSwitchStatus> done);
    void rearm(const RearmRequest &request, QObject *context, Done<client::KillSwitchStatus> done);

    /// Calls `changed` (engine's thread) whenever the unit has written output, until the returned handle is deleted.
    [[nodiscard]] std::shared_ptr<void> watchOutput(const QString &name, std::function<void()> changed);

Q_SIGNALS:
    /// Coalesced per turn of the event loop: names whose status changed (also removed ones).
    void unitsChanged(const QStringList &names);
    void killSwitchChanged();
    /// The unit says that now is a safe point to restart it (X_CHECKPOINT=1 on its notify socket).
    void checkpointReported(const QString &unit);
    /// The unit says how many requests it works on (X_IN_FLIGHT).
    void inFlightReported(const QString &unit, int count);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::watchdog
