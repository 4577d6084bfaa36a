// What the console and lampctl know of an engine, wherever it runs: typed requests, and a live picture of its units,
// kill switch and events that resumes without a gap.
#pragma once

#include "core/client/shapes.h"
#include "core/client/shapes_updates.h"
#include "core/client/transport.h"

#include <QList>
#include <QObject>

#include <optional>

namespace lamplighter::client {

enum class Scope { All, Group, Unit };
QString toString(Scope scope); // "all" "group" "unit"

/// When a restart that is approved happens.
enum class ApproveWhen { Now, Checkpoint, At };
QString toString(ApproveWhen when); // "now" "checkpoint" "at"

struct Approve
{
    ApproveWhen when = ApproveWhen::Now;
    WallTime at{};      ///< of At
    bool force = false; ///< goes on if the unit cannot save its state
};

template <typename T> using Reply = std::function<void(Result<T>)>;

struct EventFilter
{
    qint64 after = 0;
    qint64 before = 0;
    bool newestFirst = true;
    int limit = 100;
    QString kind;
    QString subject;
    QString minimumSeverity;
};

/// How long the live picture waits; tests shorten it.
struct LiveTiming
{
    Duration firstRetry = milliseconds(250); ///< doubles with each failure, up to lastRetry; varied by a fifth
    Duration lastRetry = seconds(10);
    Duration steadyAfter = seconds(5);          ///< a connection that lived this long starts over with firstRetry
    Duration silence = seconds(20);             ///< nothing heard, although a heartbeat comes every 3 s: connect again
    Duration batch = milliseconds(100);         ///< changes and events are given out so often if they keep coming
    Duration alerts = milliseconds(200);        ///< from the word that alerts changed until they are read
    Duration restarts = seconds(5);             ///< until restarts that could not be read are tried again
    Duration alertsAge = std::chrono::hours(1); ///< some are over, and leave the picture a day later without a word
};

/// How the live picture stands. Connecting until the first picture, Refused when the engine does not let this caller in
/// (it is not tried again by itself). Fresh ages by heartbeat: under 6 s live, under 30 s late, then stale.
enum class Connection { Connecting, Live, Reconnecting, Refused };

/// Lives on its user's thread. A slot of one of its signals may call disconnectLive or deleteLater, not delete it.
class Engine : public QObject
{
    Q_OBJECT
public:
    explicit Engine(std::unique_ptr<Transport> transport, QObject *parent = nullptr);
    ~Engine() override;

    // requests; `done` is called on this thread unless `context` is gone by then
    void info(QObject *context, Reply<EngineInfo> done);
    void units(QObject *context, Reply<QList<UnitStatus>> done);
    void unit(const QString &name, QObject *context, Reply<UnitDetail> done);
    void startUnit(const QString &name, bool once, QObject *context, Reply<UnitStatus> done);
    void stopUnit(const QString &name, QObject *context, Reply<UnitStatus> done);
    void restartUnit(const QString &name, QObject *context, Reply<UnitStatus> done);
    void resetUnit(const QString &name, QObject *context, Reply<UnitStatus> done);
    void addUnit(const QString &name, const QJsonObject &spec, QObject *context, Reply<UnitStatus> done);
    void replaceUnit(const QString &name, const QJsonObject &spec, QObject *context, Reply<UnitStatus> done);
    void removeUnit(const QString &name, QObject *context, Reply<void> done);
    /// What addUnit (replaceUnit, if `replaces`) would say, all of it, and what else is odd. Changes nothing; a bad
    /// name is one of the problems.
    void checkUnit(const QString &name, const QJsonObject &spec, bool replaces, QObject *context,
                   Reply<UnitCheck> done);
    void unitHistory(const QString &name, QObject *context, Reply<UnitHistory> done);
    /// Of the units that run.
    void usage(QObject *context, Reply<UsageSnapshot> done);
    void reloadUnits(QObject *context, Reply<QJsonObject> done); ///< added, changed, removed: names
    void logs(const QString &name, int lines, const QString &after, QObject *context, Reply<LogPage> done);
    void killSwitch(QObject *context, Reply<KillSwitchStatus> done);
    void engageKillSwitch(Scope scope, const QString &target, const QString &reason, bool graceful, QObject *context,
                          Reply<KillSwitchStatus> done);
    void rearmKillSwitch(Scope scope, const QString &target, const QString &reason, bool startAgain, QObject *context,
                         Reply<KillSwitchStatus> done);
    void events(const EventFilter &filter, QObject *context, Reply<EventsPage> done);
    /// The last `count` (1 to 500) spans of `width` (1 min to 1 day, whole seconds), up to now.
    void activity(Duration width, int count, QObject *context, Reply<Activity> done);
    void alerts(int limit, bool openOnly, QObject *context, Reply<QList<AlertRecord>> done);
    /// What liveAlerts holds.
    void unsettledAlerts(QObject *context, Reply<QList<AlertRecord>> done);
    void acknowledgeAlert(const QString &id, const QString &note, QObject *context, Reply<AlertRecord> done);
    /// Follows a unit's output; `received` for each batch. Deleting the handle ends it.
    std::unique_ptr<StreamHandle> followLogs(const QString &name, int lines,
                                             std::function<void(QList<LogLine>)> received,
                                             std::function<void(Error)> closed);

    // Tokens; for admins. The engine refuses what cannot be a name.
    void tokens(QObject *context, Reply<QList<TokenInfo>> done);
    /// The secret is in this answer and nowhere else. Conflict if it was made already and the answer was lost.
    void addToken(const QString &name, const QString &role, QObject *context, Reply<NewToken> done);
    void revokeToken(const QString &id, QObject *context, Reply<void> done);

    // Updates. An answer names the revision that was shown, and is refused with Conflict if it is not the newest any
    // more, or if somebody has answered already: the message says who and what.
    void restarts(QObject *context, Reply<QList<PendingRestart>> done); ///< those that are not over
    void restart(const QString &id, QObject *context, Reply<RestartDetail> done);
    void approveRestart(const QString &id, int revision, const Approve &how, QObject *context,
                        Reply<PendingRestart> done);
    void deferRestart(const QString &id, int revision, WallTime until, const QString &reason, QObject *context,
                      Reply<PendingRestart> done);
    void rejectRestart(const QString &id, int revision, const QString &reason, QObject *context,
                       Reply<PendingRestart> done);
    void updates(const UpdateFilter &filter, QObject *context, Reply<UpdatesPage> done);
    void update(const QString &id, QObject *context, Reply<UpdateRecord> done);
    void updateCounts(QObject *context, Reply<UpdateCounts> done);
    void notifyUpdate(const Notice &notice, QObject *context, Reply<NoticeAnswer> done);
    /// How the policy would decide. Changes nothing.
    void explainPolicy(const Notice &notice, QObject *context, Reply<DecisionTrace> done);
    void policy(QObject *context, Reply<PolicyInfo> done);
    void reportCheckpoint(const QString &unit, QObject *context, Reply<void> done);
    /// An empty `version`: the last one that was verified.
    void rollbackUnit(const QString &unit, const QString &version, QObject *context, Reply<PendingRestart> done);
    void versions(const QString &unit, QObject *context, Reply<VersionsPage> done);
    void advise(const QString &service, QObject *context, Reply<Advice> done);

    /// Opens the stream, reads everything once, and keeps the picture: reconnects with backoff (0.25 s to 10 s, jitter)
    /// and resumes after the last event seen.
    void connectLive();
    void disconnectLive();
    /// Before connectLive.
    void setLiveTiming(const LiveTiming &timing) { m_timing = timing; }
    /// For calls that have no function here yet; the object is the answer's body. Not for secrets: errors carry its
    /// text.
    void request(const HttpRequest &request, QObject *context, Reply<QJsonObject> done);

    // the live picture
    [[nodiscard]] const QList<UnitStatus> &liveUnits() const { return m_units; }
    [[nodiscard]] const KillSwitchStatus &liveKillSwitch() const { return m_killSwitch; }
    /// What an operator should see, newest first, at most 200: alerts that need attention and are open, or were
    /// resolved in the last 24 h without anyone's acknowledgement. Read after the first picture, and again when they
    /// change.
    [[nodiscard]] const QList<AlertRecord> &liveAlerts() const { return m_alerts; }
    /// Restarts that wait or are under way, in order of service. Read after the first picture; changes are streamed.
    [[nodiscard]] const QList<PendingRestart> &liveRestarts() const { return m_restarts; }
    /// Whether this engine knows updates (older ones do not); nothing before it answered.
    [[nodiscard]] std::optional<bool> offersUpdates() const { return m_offersUpdates; }
    [[nodiscard]] const EngineInfo &liveInfo() const { return m_info; }
    [[nodiscard]] Connection connection() const { return m_connection; }
    [[nodiscard]] int reconnectAttempt() const { return m_attempt; }
    [[nodiscard]] std::optional<Instant> lastHeard() const { return m_lastHeard; }
    [[nodiscard]] const Error &lastError() const { return m_lastError; }
    [[nodiscard]] QString description() const;

Q_SIGNALS:
    void connectionChanged();
    /// The whole list was read (first time, or after a reconnect).
    void unitsReset();
    /// Only what changed: at once if little happens, ten times a second if much does.
    void unitsChanged(const QList<lamplighter::client::UnitStatus> &changed, const QStringList &removed);
    void killSwitchChanged();
    void alertsChanged();
    /// liveRestarts or offersUpdates.
    void restartsChanged();
    void infoChanged();
    /// Journal events in order, without gaps or doubles, across reconnects.
    void eventsReceived(const QList<lamplighter::client::EventRecord> &events);
    /// Something was heard (any message or heartbeat).
    void heard();

private:
    class Live;
    std::unique_ptr<Transport> m_transport;
    QList<UnitStatus> m_units;
    KillSwitchStatus m_killSwitch;
    QList<AlertRecord> m_alerts;
    QList<PendingRestart> m_restarts;
    std::optional<bool> m_offersUpdates;
    EngineInfo m_info;
    Connection m_connection = Connection::Connecting;
    int m_attempt = 0;
    std::optional<Instant> m_lastHeard;
    Error m_lastError;
    LiveTiming m_timing;
    std::unique_ptr<Live> m_live;
};

} // namespace lamplighter::client
