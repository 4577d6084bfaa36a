// The shapes of the HTTP API as value types, with their JSON both ways. The server writes them, clients read them; this
// is the only place that knows the names of the fields. Times are UTC, "…_at" fields ISO 8601; absent means unknown.
#pragma once

#include "core/base/clock.h"
#include "core/base/json_reader.h"
#include "core/base/result.h"
#include "core/client/shapes_updates.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace lamplighter::client {

enum class UnitState { Stopped, Starting, Running, Backoff, Stopping, Exited, Fatal, Killed };
QString toString(UnitState state); // "STOPPED" …
std::optional<UnitState> unitStateFromString(const QString &word);

/// Why a unit is in its state. Texts for people are made in the console.
enum class Reason {
    None,
    Autostart,
    OperatorStart,
    OperatorStop,
    OperatorRestart,
    WaitingForDependency,
    LaunchFailed,   // the process could not be started: detail says why
    CrashDetected,  // ended before min_uptime
    UnexpectedExit, // ended after it
    Completed,      // ended with a success code, and the rule does not restart that
    FailedForGood,  // ended with a no_restart_exit_code
    NotRestarted,   // ended with failure, and the rule says never
    ReadyTimeout,
    HealthFailed,
    WatchdogTimeout,
    TooManyFailures, // pauses after max_consecutive_failures
    RestartLimit,    // past restart_limit: FATAL
    KillSwitch,
    KeeperLost,
    Adopted, // found running when the engine came back
    SpecificationChanged,
    Removed,
    EngineStopped, // the engine ended and took its units along
};
QString toString(Reason reason); // "crash_detected" …
std::optional<Reason> reasonFromString(const QString &word);

enum class Health { NotChecked, Waiting, Passing, Failing };
QString toString(Health health); // "not_checked" "waiting" "passing" "failing"
std::optional<Health> healthFromString(const QString &word);

struct LastExit
{
    std::optional<int> code;
    std::optional<int> signal;
    QString signalName; ///< "SIGSEGV"
    bool coreDumped = false;
    bool expected = false; ///< asked for by an operator, an update or the kill switch
    WallTime at{};
    Duration uptime{0};
    bool operator==(const LastExit &) const = default;
};

/// What the engine will do next by itself, and when.
struct NextStep
{
    QString action; ///< "start", "kill", "give_up_waiting", "forget_failures"
    WallTime at{};
    bool operator==(const NextStep &) const = default;
};

struct UnitStatus
{
    QString name;
    QString group;
    QString service;
    UnitState state = UnitState::Stopped;
    Reason reason = Reason::None;
    QString detail;   ///< plain words that belong to the reason, such as an error of the operating system
    WallTime since{}; ///< of the state
    qint64 pid = 0;
    qint64 run = 0;
    std::optional<WallTime> startedAt; ///< of the process
    bool ready = false;
    bool wanted = false; ///< an operator wants it to run
    bool critical = false;
    bool autostart = true;
    qint64 restarts = 0; ///< automatic ones since the unit was made
    int restarts24h = 0;
    int consecutiveFailures = 0;
    int maximumConsecutiveFailures = 5;
    std::optional<LastExit> lastExit;
    Health health = Health::NotChecked;
    QString healthDetail;   ///< "200 in 12 ms", "connection refused"
    QString statusText;     ///< STATUS= of sd_notify
    QStringList waitingFor; ///< units
    std::optional<NextStep> next;
    QString heldBy; ///< kill switch scope that holds it: "all", "group:NAME", "unit:NAME"; empty if none
    QString heldReason;
    bool readOnly = false; ///< given by --units: cannot be changed or removed over the API
    QString origin;        ///< file it comes from
    bool operator==(const UnitStatus &) const = default;
};

struct UnitDetail
{
    UnitStatus status;
    QJsonObject spec;             ///< every key of the unit file, with defaults
    QStringList lastOutput;       ///< the last lines before it died, when it is not running
    QList<WallTime> restartTimes; ///< automatic restarts of the last 24 h, oldest first
    bool operator==(const UnitDetail &) const = default;
};

/// {"units": […], "removed": [names]}: the whole list (removed left out) or a "units" message of the stream.
struct UnitsPage
{
    QList<UnitStatus> units;
    QStringList removed;
    QString next{}; ///< path and query of the next page; empty for the whole list and on the last page
    bool operator==(const UnitsPage &) const = default;
};

struct LogLine
{
    WallTime at{};
    QString text;
    bool operator==(const LogLine &) const = default;
};
struct LogPage
{
    QList<LogLine> lines;
    QString position; ///< opaque; ?after= continues behind the last line
    bool operator==(const LogPage &) const = default;
};

struct EventRecord
{
    qint64 seq = 0;
    WallTime time{};
    QString kind;
    QString subject;
    QString severity; ///< "info", "warning", "critical"
    QString actor;
    QString correlation;
    QJsonObject payload;
    bool operator==(const EventRecord &) const = default;
};
struct EventsPage
{
    QList<EventRecord> events;
    bool more = false;
    QString next{}; ///< path and query of the next page; empty on the last one
    bool operator==(const EventsPage &) const = default;
};

struct AlertRecord
{
    QString id;
    WallTime time{};
    QString severity;
    QString kind;
    QString subject;
    QString summary; ///< one English sentence
    bool requiresAttention = false;
    std::optional<WallTime> acknowledgedAt;
    QString acknowledgedBy;
    QString note;
    std::optional<WallTime> resolvedAt;
    QJsonObject payload;
    bool operator==(const AlertRecord &) const = default;
};

/// {"alerts": […], "more": bool}, newest first.
struct AlertsPage
{
    QList<AlertRecord> alerts;
    bool more = false;
    QString next{}; ///< path and query of the next page; empty on the last one
    bool operator==(const AlertsPage &) const = default;
};

struct Latch
{
    QString scope;  ///< "all", "group", "unit"
    QString target; ///< name of the group or unit; empty for all
    QString actor;
    QString reason;
    WallTime at{};
    bool fromStateFile = false;
    bool durable = true; ///< false while it could not be written to disk yet
    bool operator==(const Latch &) const = default;
};
struct KillSwitchStatus
{
    QList<Latch> latches;
    int unitsHeld = 0;
    int processesLeft = 0;    ///< of held units, still ending
    int processesStopped = 0; ///< ended by the newest engagement
    bool engagedForAll() const;
    bool operator==(const KillSwitchStatus &) const = default;
};

struct TroubledUnit
{
    QString trouble; ///< of trouble.h: "held", "failed", "failing", "unwell", "waiting"
    UnitStatus status;
    bool operator==(const TroubledUnit &) const = default;
};

/// What waits for an operator: alerts that are open, or were resolved within a day without anyone's acknowledgement;
/// units that failed, keep failing, are unwell, wait in vain or are held; the kill switch; restarts that wait for
/// approval.
struct Attention
{
    QList<AlertRecord> alerts; ///< newest first, at most 1,000
    bool moreAlerts = false;
    QList<TroubledUnit> units;
    KillSwitchStatus killSwitch;
    QList<PendingRestart> restarts{}; ///< in the state waiting, oldest first, at most 1,000
    bool operator==(const Attention &) const = default;
};

struct EngineInfo
{
    QString id;
    QString version;
    QString host;
    QString dataDirectory;
    qint64 pid = 0;
    WallTime startedAt{};
    QString mode; ///< "daemon" or "embedded"
    int units = 0;
    int running = 0;
    qint64 lastEvent = 0;   ///< newest committed seq
    QString account;        ///< who the caller is: "root", "token:admin"
    QString role;           ///< of the caller: "viewer", "operator", "admin"
    QString trouble;        ///< of the database; empty if it works
    QStringList listening;  ///< "127.0.0.1:8765", socket paths
    QString tlsFingerprint; ///< SHA-256 of its certificate, "AB:CD:…"; empty if its TCP port speaks plain HTTP
    /// "lamplighter", or that of a server that is seen as an engine: "omnimind".
    QString product = QStringLiteral("lamplighter");
    QStringList offers{}; ///< of "units" "kill_switch" "updates" "alerts" "events" "logs"; empty: everything
    [[nodiscard]] bool isOffered(const QString &what) const { return offers.isEmpty() || offers.contains(what); }
    bool operator==(const EngineInfo &) const = default;
};

/// One thing that is wrong, or odd, about the specification of a unit. Warnings do not keep anyone from saving it.
struct UnitProblem
{
    QString field;   ///< key of the unit file with its path: "command", "ready.http", "environment.PATH"; or "name"
    QString message; ///< one English sentence without a full stop that follows the field: "must be a path"
    bool warning = false;
    bool operator==(const UnitProblem &) const = default;
};
struct UnitCheck
{
    QList<UnitProblem> problems;
    QJsonObject spec; ///< every key with its default; empty if there are errors
    [[nodiscard]] bool hasErrors() const;
    bool operator==(const UnitCheck &) const = default;
};

/// What happened in the `width` that starts at `at`.
struct ActivityBucket
{
    WallTime at{};
    int critical = 0; ///< alerts raised, by severity
    int warning = 0;
    int info = 0;
    int restarts = 0; ///< automatic ones
    bool operator==(const ActivityBucket &) const = default;
};
struct Activity
{
    Duration width{0};
    QList<ActivityBucket> buckets; ///< oldest first, none left out; the last one contains now
    bool operator==(const Activity &) const = default;
};

/// What a running unit uses, with all its descendants.
struct UnitUsage
{
    QString name;
    Duration cpu{0};   ///< user and system time of all that ran under its keeper, ended children and earlier runs too:
                       ///< it only grows until the unit is stopped, so that two snapshots tell a load
    qint64 memory = 0; ///< bytes; resident sets added up, so that what processes share counts for each of them
    int processes = 0;
    bool operator==(const UnitUsage &) const = default;
};
struct UsageSnapshot
{
    WallTime at{};
    QList<UnitUsage> units; ///< in order of name
    bool operator==(const UsageSnapshot &) const = default;
};

struct AutomaticRestart
{
    WallTime at{};                    ///< when the new process was asked for
    std::optional<Duration> downtime; ///< from the end of the process to the next one that ran (was ready, if it says)
    std::optional<bool> held;         ///< the next one lived min_uptime; absent while it is too young to tell
    bool operator==(const AutomaticRestart &) const = default;
};
/// How a unit recovered over the last seven days. What cannot be said is absent.
struct UnitHistory
{
    QList<AutomaticRestart> restarts; ///< oldest first; the newest 1,000
    int restarts24h = 0;
    int restarts7d = 0;
    std::optional<Duration> typicalDowntime; ///< median
    std::optional<Duration> worstDowntime;
    int restartsJudged = 0; ///< those with `held`
    int restartsHeld = 0;
    std::optional<Duration> meanBetween; ///< between two restarts
    bool operator==(const UnitHistory &) const = default;
};

/// A bearer token as the engine tells of it: never its secret, nor a hash of it.
struct TokenInfo
{
    QString id;
    QString name;
    QString role; ///< "viewer", "operator", "admin"
    WallTime createdAt{};
    std::optional<WallTime> lastUsedAt; ///< to the minute
    bool operator==(const TokenInfo &) const = default;
};
/// {"tokens": […], "next"?: …}, in order of name.
struct TokensPage
{
    QList<TokenInfo> tokens;
    QString next; ///< path and query of the next page; empty on the last one
    bool operator==(const TokensPage &) const = default;
};
/// The answer to the request that made it, and the only one that has the secret.
struct NewToken
{
    TokenInfo token;
    QString secret;
    bool operator==(const NewToken &) const = default;
};

// A time that is not known (the epoch) is left out, as is a pid of 0 and an optional without a value; everything else
// is always written. Readers take InvalidInput (naming the field) for a wrong type or a missing name, skip fields they
// do not know, and read a reason or health word of a newer engine as None or NotChecked.
QJsonObject toJson(const UnitStatus &status);
Result<UnitStatus> unitStatusFromJson(const QJsonObject &object);
QJsonObject toJson(const UnitDetail &detail); ///< the status' fields, and spec, last_output, restart_times
Result<UnitDetail> unitDetailFromJson(const QJsonObject &object);
QJsonObject toJson(const UnitsPage &page);
Result<UnitsPage> unitsPageFromJson(const QJsonObject &object);
QJsonObject toJson(const LogPage &page);
Result<LogPage> logPageFromJson(const QJsonObject &object);
QJsonObject toJson(const EventRecord &event);
Result<EventRecord> eventFromJson(const QJsonObject &object);
QJsonObject toJson(const EventsPage &page);
Result<EventsPage> eventsPageFromJson(const QJsonObject &object);
QJsonObject toJson(const AlertRecord &alert);
Result<AlertRecord> alertFromJson(const QJsonObject &object);
QJsonObject toJson(const AlertsPage &page);
Result<AlertsPage> alertsPageFromJson(const QJsonObject &object);
QJsonObject toJson(const KillSwitchStatus &status);
Result<KillSwitchStatus> killSwitchFromJson(const QJsonObject &object);
QJsonObject toJson(const Attention &attention);
Result<Attention> attentionFromJson(const QJsonObject &object);
QJsonObject toJson(const EngineInfo &info);
Result<EngineInfo> engineInfoFromJson(const QJsonObject &object);
QJsonObject toJson(const UnitCheck &check);
Result<UnitCheck> unitCheckFromJson(const QJsonObject &object);
QJsonObject toJson(const Activity &activity);
Result<Activity> activityFromJson(const QJsonObject &object);
QJsonObject toJson(const UsageSnapshot &snapshot);
Result<UsageSnapshot> usageFromJson(const QJsonObject &object);
QJsonObject toJson(const UnitHistory &history);
Result<UnitHistory> unitHistoryFromJson(const QJsonObject &object);
QJsonObject toJson(const TokenInfo &token);
Result<TokenInfo> tokenFromJson(const QJsonObject &object);
QJsonObject toJson(const TokensPage &page);
Result<TokensPage> tokensPageFromJson(const QJsonObject &object);
QJsonObject toJson(const NewToken &token); ///< the token's fields, and secret
Result<NewToken> newTokenFromJson(const QJsonObject &object);
QJsonObject toJson(const Error &error); ///< {"error": {"code", "message", "field"?}}
Error errorFromJson(const QJsonObject &object, int httpStatus);

} // namespace lamplighter::client
