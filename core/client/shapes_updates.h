// The shapes of the update domain: notices, decisions, the restarts they ask for, and what became of them. Like
// shapes.h: this is the only place that knows the names of the fields.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace lamplighter::client {

enum class ChangeType { Code, Config, Dependency, Data };
QString toString(ChangeType type); // "code" "config" "dependency" "data"
std::optional<ChangeType> changeTypeFromString(const QString &word);

/// In order of weight.
enum class UpdateSeverity { Low, Medium, High, Critical };
QString toString(UpdateSeverity severity); // "low" "medium" "high" "critical"
std::optional<UpdateSeverity> updateSeverityFromString(const QString &word);

/// In order of strength: several notices for one service become one restart, and the strongest wins.
enum class Decision { Ignore, Defer, RestartAtCheckpoint, RestartNow };
QString toString(Decision decision); // "ignore" "defer" "restart_at_checkpoint" "restart_now"
std::optional<Decision> decisionFromString(const QString &word);

/// Where an update, and the restart that it asks for, stands.
enum class UpdateState {
    Waiting,      // for an operator's approval
    Deferred,     // until a time; then it waits for approval again
    Scheduled,    // approved; waits for its time, a maintenance window or a quiet moment
    AtCheckpoint, // approved; waits for the unit to report a checkpoint
    Restarting,   // under way
    RollingBack,  // it failed; the version before it comes back
    Applied,      // from here on: over
    RolledBack,   // failed, and the version before it runs again
    Failed,       // failed, and was not, or could not be, taken back
    Rejected,     // by an operator
    Ignored,      // by the policy
};
QString toString(UpdateState state); // "waiting" "deferred" "scheduled" "at_checkpoint" "restarting" "rolling_back" …
std::optional<UpdateState> updateStateFromString(const QString &word);
[[nodiscard]] bool isOver(UpdateState state);

/// What someone says has changed.
struct Notice
{
    QString service; ///< 1 to 200 characters
    ChangeType changeType = ChangeType::Code;
    QStringList modules; ///< 1 to 1,000, none empty, each at most 300 characters
    UpdateSeverity severity = UpdateSeverity::Medium;
    QString description; ///< at most 4,000 characters
    QString version;     ///< the version that should run afterwards; empty: the newest there is, or unknown
    bool operator==(const Notice &) const = default;
};

/// One rule of the policy, as it looked at one notice.
struct RuleStep
{
    QString rule;    ///< "critical-code" "severity" "deferrable" "otherwise"
    QString outcome; ///< "matched" "no_match" "not_reached"
    /// What was looked at, in words and in order: {"module", "src.a.b"}, {"listed in", "critical_modules, entry 2 of
    /// 5"}, {"change", "code"}. Of a rule that did not match: the input that failed.
    QList<QPair<QString, QString>> inputs;
    bool operator==(const RuleStep &) const = default;
};
/// A module of the notice, and the list of the policy it stands in.
struct ModuleMatch
{
    QString module;
    QString list;    ///< "critical", "deferrable", or empty
    QString pattern; ///< the entry that matched
    bool operator==(const ModuleMatch &) const = default;
};
/// How the policy decided about one notice.
struct DecisionTrace
{
    Decision decision = Decision::Ignore;
    QString rule;                ///< of the step that matched
    QString reason;              ///< "Critical code change in quantum_backend"
    QStringList affectedModules; ///< those that made the rule match; all of them where no module did
    Duration deferFor{0};        ///< of a Defer
    bool needsApproval = true;   ///< an operator must approve before anything restarts
    QList<RuleStep> steps;       ///< all rules, in their order
    QList<ModuleMatch> modules;  ///< in the order of the notice
    bool operator==(const DecisionTrace &) const = default;
};

/// One notice, and what became of it.
struct UpdateRecord
{
    QString id; ///< "U-2291"
    Notice notice;
    WallTime receivedAt{};
    QString reportedBy; ///< actor
    int repeats = 0;    ///< the same notice came so often again within 10 s
    DecisionTrace decision;
    UpdateState state = UpdateState::Ignored;
    QString restart;                   ///< id of the restart it asks for; empty if it is ignored
    std::optional<WallTime> decidedAt; ///< when it was over
    QString decidedBy;                 ///< actor, or "policy"
    QString note;                      ///< the operator's reason, or what went wrong
    std::optional<Duration> downtime;  ///< of the restart that applied it
    bool operator==(const UpdateRecord &) const = default;
};

/// One of the steps of a graceful restart.
struct RestartStep
{
    QString step;  ///< "drain" "hibernate" "stop" "start" "verify"; of a rollback "rollback_stop" "rollback_start"
                   ///< "rollback_verify"
    QString state; ///< "waiting" "running" "done" "failed" "skipped"
    std::optional<WallTime> startedAt;
    std::optional<Duration> took;
    QString detail;         ///< "7 requests finished", "timed out after 10 s"
    QStringList savedState; ///< what the unit's hibernation hook said it saved
    bool operator==(const RestartStep &) const = default;
};
/// The restart of one unit of the service.
struct RestartRun
{
    QString unit;
    QString fromVersion; ///< empty if unknown
    QString toVersion;
    QString state; ///< "waiting" "running" "applied" "rolled_back" "failed" "skipped"
    QList<RestartStep> steps;
    std::optional<Duration> downtime; ///< from the end of the old process until the new one was ready
    bool operator==(const RestartRun &) const = default;
};

/// One earlier restart, for the forecast's dots.
struct PastRestart
{
    WallTime at{};
    Duration downtime{0};
    bool held = false; ///< the new process was verified, or lived min_uptime
    bool operator==(const PastRestart &) const = default;
};
/// What to expect, from the journal. Numbers are absent below 5 restarts.
struct Forecast
{
    QList<PastRestart> restarts;             ///< of these units, oldest first, the newest 100
    std::optional<Duration> typicalDowntime; ///< median
    std::optional<Duration> worstOfTen;      ///< 9 in 10 were within this
    int held = 0;                            ///< of `restarts`
    int updatesOfKind = 0;                   ///< earlier updates of this service with this change type
    int updatesOfKindHeld = 0;
    QStringList dependents;  ///< units that depend on these
    QStringList alsoPending; ///< ids of the other updates of the service that wait
    bool operator==(const Forecast &) const = default;
};

/// What waits, or is under way, for one service: one restart for all its notices.
struct PendingRestart
{
    QString id; ///< "R-118"
    QString service;
    QStringList units; ///< of the service now; empty: no unit has this service
    UpdateState state = UpdateState::Waiting;
    Decision decision = Decision::RestartNow; ///< the strongest of its notices
    QString rule;
    QString reason;
    UpdateSeverity severity = UpdateSeverity::Low; ///< the highest of its notices
    ChangeType changeType = ChangeType::Code;      ///< of the notice that decided
    QString description;                           ///< of the notice that decided
    QStringList modules;                           ///< of all its notices
    /// What was shown: an answer names it, and is refused with Conflict if more notices joined meanwhile.
    int revision = 1;
    QStringList updates;           ///< ids of the newest 100, oldest first
    WallTime since{};              ///< the first notice
    std::optional<WallTime> until; ///< deferred until; scheduled for; at the latest when it waits for a checkpoint
    QString
        waitsFor; ///< "approval" "deferral" "time" "window" "quiet" "checkpoint" "held" "hibernation"; empty otherwise
    QString waitsBecause; ///< in words where that needs more: "requests_per_second is 40, above 5"
    int deferrals = 0;
    int maximumDeferrals = 0;
    QString decidedBy;      ///< who approved or deferred
    bool forced = false;    ///< goes on if hibernation fails
    QList<RestartRun> runs; ///< one for each unit, in order, once it is under way
    QString note;           ///< what went wrong, once it is over
    std::optional<WallTime> endedAt;
    bool operator==(const PendingRestart &) const = default;
};

struct UpdateFilter
{
    QString state;     ///< a word of UpdateState, "open" (all that are not over), "over", or empty for all
    QString service;   ///< exact
    QString text;      ///< part of the service, a module or the description
    QString severity;  ///< at least
    qint64 before = 0; ///< number of the last id of the page before; 0: from the newest
    int limit = 100;   ///< 1 to 1,000
    bool operator==(const UpdateFilter &) const = default;
};
/// Newest first.
struct UpdatesPage
{
    QList<UpdateRecord> updates;
    bool more = false;
    QString next{}; ///< path and query of the next page; empty on the last one
    bool operator==(const UpdatesPage &) const = default;
};
/// How many there are in each state, under the words of UpdateState.
struct UpdateCounts
{
    QMap<QString, int> byState;
    bool operator==(const UpdateCounts &) const = default;
};
struct RestartsPage
{
    QList<PendingRestart> restarts; ///< those that are not over, in order of service
    bool operator==(const RestartsPage &) const = default;
};
struct RestartDetail
{
    PendingRestart restart;
    QList<UpdateRecord> updates;
    Forecast forecast;
    bool operator==(const RestartDetail &) const = default;
};
/// The answer to a notice.
struct NoticeAnswer
{
    UpdateRecord update;
    std::optional<PendingRestart> restart;
    bool operator==(const NoticeAnswer &) const = default;
};

/// The policy in force.
struct PolicyInfo
{
    QString origin;  ///< file it was read from; empty: the built-in one
    QString text;    ///< TOML
    QString problem; ///< why the file as it is now was refused, with line and column; the last good one is in force
    QStringList criticalModules;
    QStringList deferrableModules;
    QString approval; ///< "automatic" "manual" "manual-above:high"
    bool operator==(const PolicyInfo &) const = default;
};

/// The versions of a unit.
struct VersionInfo
{
    QString version;
    bool current = false;
    bool verified = false; ///< an update to it was verified, or it ran for long
    bool operator==(const VersionInfo &) const = default;
};
struct VersionsPage
{
    QList<VersionInfo> versions; ///< newest first
    bool operator==(const VersionsPage &) const = default;
};

/// The quietest time for a restart.
struct Advice
{
    QString service;
    std::optional<WallTime> at; ///< absent: nothing is known of its traffic
    QString because;            ///< one English sentence
    bool operator==(const Advice &) const = default;
};

QJsonObject toJson(const Notice &notice);
/// InvalidInput names the field: what is unknown, empty, too long or too many.
Result<Notice> noticeFromJson(const QJsonObject &object);
QJsonObject toJson(const DecisionTrace &trace);
Result<DecisionTrace> decisionTraceFromJson(const QJsonObject &object);
QJsonObject toJson(const UpdateRecord &update);
Result<UpdateRecord> updateFromJson(const QJsonObject &object);
QJsonObject toJson(const PendingRestart &restart);
Result<PendingRestart> pendingRestartFromJson(const QJsonObject &object);
QJsonObject toJson(const Forecast &forecast);
Result<Forecast> forecastFromJson(const QJsonObject &object);
QJsonObject toJson(const UpdatesPage &page);
Result<UpdatesPage> updatesPageFromJson(const QJsonObject &object);
QJsonObject toJson(const UpdateCounts &counts);
Result<UpdateCounts> updateCountsFromJson(const QJsonObject &object);
QJsonObject toJson(const RestartsPage &page);
Result<RestartsPage> restartsPageFromJson(const QJsonObject &object);
QJsonObject toJson(const RestartDetail &detail); ///< the restart's fields, "updates_detail" and "forecast"
Result<RestartDetail> restartDetailFromJson(const QJsonObject &object);
QJsonObject toJson(const NoticeAnswer &answer); ///< the update's fields, and "pending_restart"
Result<NoticeAnswer> noticeAnswerFromJson(const QJsonObject &object);
QJsonObject toJson(const PolicyInfo &policy);
Result<PolicyInfo> policyFromJson(const QJsonObject &object);
QJsonObject toJson(const VersionsPage &page);
Result<VersionsPage> versionsFromJson(const QJsonObject &object);
QJsonObject toJson(const Advice &advice);
Result<Advice> adviceFromJson(const QJsonObject &object);

} // namespace lamplighter::client
