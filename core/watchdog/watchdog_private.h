// The inside of the watchdog service, shared by its parts: watchdog.cpp (start and the loop around the machine),
// watchdog_actions.cpp (what machines ask for), watchdog_requests.cpp (operators), watchdog_status.cpp (what clients
// read), watchdog_units.cpp (unit files), watchdog_check.cpp (units not saved yet), watchdog_usage.cpp (what units
// use), watchdog_kill_switch.cpp (latches and state files), watchdog_keepers.cpp (keepers in trouble),
// watchdog_store.cpp (what is stored), watchdog_updates.cpp (what those who restart units for updates ask).
#pragma once

#include "core/base/deadline_queue.h"
#include "core/watchdog/kill_switch.h"
#include "core/watchdog/notify_message.h"
#include "core/watchdog/state_file_watcher.h"
#include "core/watchdog/supervised_unit.h"
#include "core/watchdog/unit_file.h"
#include "core/watchdog/watchdog.h"

#include <QElapsedTimer>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <map>

namespace lamplighter::watchdog {

/// What one reading of all unit sources gave.
struct UnitFilesRead
{
    struct Entry
    {
        UnitSpec spec;
        QString origin;
        bool readOnly = false;
    };
    QList<Entry> units;
    QList<Error> refused; ///< files that could not be read; their units stay as they were
    QStringList refusedFiles;
};

class Watchdog::Private final : public QObject, public process::KeeperEvents
{
public:
    Private(Watchdog *owner, WatchdogSettings theSettings, const Clock &theClock, store::Database &theDatabase,
            journal::Journal &theJournal);

    // --- start
    void start(QObject *context, Done<void> done);
    struct Stored
    {
        QJsonObject state;
        QJsonObject spec;
        QString origin;
        bool readOnly = false;
    };
    void statesRead(const QHash<QString, Stored> &stored);
    void restore(SupervisedUnit &unit, const QJsonObject &stored);
    void continueUnits();
    void prepareToContinue(SupervisedUnit &unit);
    void hearReady(const process::KeeperReport &report);

    // --- the loop around the machine
    SupervisedUnit *find(const QString &name);
    const SupervisedUnit *find(const QString &name) const;
    void feed(const QString &name, const UnitInput &in);
    void due(const QString &name);
    void feedOne(SupervisedUnit &unit, const UnitInput &in);
    void noteChange(SupervisedUnit &unit, const UnitState &before);
    [[nodiscard]] Moment moment(const SupervisedUnit &unit) const;
    [[nodiscard]] bool dependenciesReady(const SupervisedUnit &unit) const;
    void scheduleFlush();
    void flush();
    void flushStates();
    void flushSpecs();
    [[nodiscard]] QJsonObject storedForm(const SupervisedUnit &unit) const;

    // --- actions
    void perform(SupervisedUnit &unit, const UnitAction &action);
    void releaseKeepers();
    void spawn(SupervisedUnit &unit, RunNumber run);
    void launchPrepared(const QString &name, RunNumber run, const Result<process::LaunchSpec> &prepared);
    void runProbe(SupervisedUnit &unit, RunNumber run, const HealthTarget &target, Duration timeout, bool forHealth);
    void probeAnswered(const QString &name, RunNumber run, const ProbeResult &result, bool forHealth);
    void watchReadyLog(SupervisedUnit &unit, RunNumber run);
    void readReadyLog(const QString &name, RunNumber run);
    void append(const SupervisedUnit &unit, const action::Record &record);
    void readEnvironment(const SupervisedUnit &unit);
    void reportToUpdates(const QString &name, const Notification &said, Instant at);
    void recordPastExits(const process::KeeperReport &report);
    void acknowledgeExits(const QList<journal::Event> &events);

    // --- what keepers report
    void keeperFound(const process::KeeperReport &report) override;
    void keeperLostBefore(const UnitName &unit, RunNumber run, int processesEnded) override;
    void discovered() override;
    void launched(const UnitName &unit, RunNumber run, qint64 pid, Instant at) override;
    void launchFailed(const UnitName &unit, RunNumber run, const process::LaunchFailure &failure) override;
    void exited(const UnitName &unit, RunNumber run, const process::ExitRecord &exit, bool treeEmpty) override;
    void treeEmptied(const UnitName &unit, RunNumber run) override;
    void notified(const UnitName &unit, RunNumber run, const process::NotifyMessage &message) override;
    void outputWritten(const UnitName &unit) override;
    void keeperLost(const UnitName &unit, RunNumber run, int processesEnded) override;
    void keeperSilent(const UnitName &unit, RunNumber run, milliseconds silence, const QString &why) override;
    void keeperAnswers(const UnitName &unit, RunNumber run) override;
    void logFails(const UnitName &unit, const Error &why) override;
    void logWorks(const UnitName &unit, qint64 lost) override;
    void noteKeeper(const UnitName &unit, const QString &trouble);

    // --- requests
    template <typename Change>
    void request(const QString &name, const QString &kind, const QString &actor, QObject *context,
                 Done<client::UnitStatus> done, bool refusedWhileHeld, Change change, const QString &correlation = {});
    void answerWhenDurable(const QString &name, QObject *context, Done<client::UnitStatus> done);

    // --- units and files
    static UnitFilesRead readSources(const WatchdogSettings &settings);
    ReloadSummary applyUnits(const UnitFilesRead &read, const QString &actor);
    SupervisedUnit &insert(const UnitSpec &spec, const QString &origin, bool readOnly);
    void replaceSpec(SupervisedUnit &unit, const UnitSpec &spec);
    void forget(const QString &name);
    Result<void> checkWith(const UnitSpec &spec) const;
    [[nodiscard]] QList<UnitSpec> specsBeside(const QString &name) const;

    // --- kill switch
    void loadLatches();
    void engage(const EngageRequest &request, bool fromStateFile, Done<client::KillSwitchStatus> done,
                QObject *context);
    void rearm(const RearmRequest &request, Done<client::KillSwitchStatus> done, QObject *context);
    void noteGone();
    void watchStateFile(SupervisedUnit &unit);
    void stateFileChanged(const QString &name, const StateFileContent &content);
    void writeStateFile(SupervisedUnit &unit);
    [[nodiscard]] bool inScope(const SupervisedUnit &unit, LatchScope scope, const QString &target) const;

    // --- status
    [[nodiscard]] client::UnitStatus status(const SupervisedUnit &unit) const;
    [[nodiscard]] client::KillSwitchStatus killSwitchStatus() const;
    [[nodiscard]] WallTime wallOf(Instant instant) const;
    [[nodiscard]] QString logPath(const QString &name) const;

    // --- usage
    void readUsage();
    void usageRead(const Result<client::UsageSnapshot> &snapshot);

    // --- shutdown
    void continueShutdown();

    Watchdog *q;
    WatchdogSettings settings;
    const Clock &clock;
    store::Database &database;
    journal::Journal &journal;
    KillSwitch killSwitch;
    DeadlineQueue deadlines;
    Prober prober;
    QThreadPool pool;     ///< blocking reads
    QThreadPool filePool; ///< blocking writes, one after the other
    StateFileWatcher stateFiles;
    std::unique_ptr<process::Keepers> keepers;
    std::map<QString, std::unique_ptr<SupervisedUnit>> units;
    QMultiHash<QString, QString> dependents; ///< unit -> units that wait for it
    quint64 specificationChanges = 0;
    QByteArrayList baseEnvironment;
    QString searchPath;
    QString boot;

    std::deque<std::pair<QString, UnitInput>> inputs;
    bool feeding = false;
    QString actor; ///< of the request under way
    QSet<QString> unsaved;
    QSet<QString> unsavedSpecs;
    QSet<QString> changed;
    QStringList forgotten;
    QSet<QString> idleKeepers; ///< of settled units, to be released a little later
    QTimer releaseTimer;
    bool flushScheduled = false;

    bool starting = false;
    QSet<QPair<QString, RunNumber>> recordedExits; ///< the newest in the journal, while starting
    QHash<QString, bool> sameBoot;
    QHash<QString, process::KeeperReport> reports; ///< kept up to date until the machines hear them
    std::vector<std::function<void()>> deferred;   ///< notices that came before that
    std::function<void(Result<void>)> started;

    QHash<QString, QList<std::weak_ptr<std::function<void()>>>> outputWatches;

    std::optional<client::UsageSnapshot> lastUsage;
    Instant lastUsageAt{};
    std::vector<std::function<void(const Result<client::UsageSnapshot> &)>> usageWaiting; ///< not empty: it is read

    QElapsedTimer engagedSince;
    bool awaitingGone = false;
    int processesStopped = 0;

    std::function<void()> stopped;
    bool shuttingDown = false;
};

} // namespace lamplighter::watchdog
