// The life of one restart that updates ask for, as a pure function: (rules, state, input, moment) -> (state, actions).
// From the first notice over the operator's answer and the six steps to applied, rolled back or failed. No I/O, no
// clock; the UpdateService feeds it, stores the state before it carries out the actions, and goes on from the stored
// state after an engine's death.
#pragma once

#include "core/client/shapes.h"
#include "core/journal/event.h"
#include "core/updates/policy.h"
#include "core/watchdog/unit_update.h"

#include <QJsonObject>

#include <optional>
#include <variant>
#include <vector>

namespace lamplighter::updates {

using Phase = client::UpdateState;

/// A moment that may outlive the process: elapsed time (with the boot it belongs to), or a time of the calendar.
struct Deadline
{
    std::optional<Instant> elapsed;
    std::optional<WallTime> calendar;
    [[nodiscard]] bool isSet() const { return elapsed || calendar; }
    bool operator==(const Deadline &) const = default;
};

enum class WaitsFor { Nothing, Approval, Deferral, Time, Window, Quiet, Checkpoint, Held, Hibernation, OtherRestart };
QString toString(WaitsFor what); // "" "approval" "deferral" "time" "window" "quiet" "checkpoint" "held" …
std::optional<WaitsFor> waitsForFromString(const QString &word);

enum class When { Now, Checkpoint, At };
QString toString(When when); // "now" "checkpoint" "at"
std::optional<When> whenFromString(const QString &word);

/// What is known of a unit before its restart begins. Stored with the run: what is edited meanwhile counts for the
/// next.
struct RunPlan
{
    bool drain = false;     ///< it has a hook, or counts what is in flight
    bool hibernate = false; ///< it has a hook
    Duration verifyTimeout = seconds(60);
    Duration minimumHealthyTime = seconds(5);
    watchdog::OnUpdateFailure onFailure = watchdog::OnUpdateFailure::Rollback;
    QString from;              ///< version that runs; empty if unknown
    QString to;                ///< version that should run; empty if unknown
    QString rollbackTo;        ///< release to go back to; empty: there is none
    bool releases = false;     ///< versions are a release directory: `current` is swapped
    bool checkVersion = false; ///< the version that runs afterwards can be asked for
    bool operator==(const RunPlan &) const = default;
};

enum class RunStep {
    Prepare,
    Drain,
    Hibernate,
    Swap, // shown as part of stop
    Stop,
    Start,
    Verify,
    Version, // shown as part of verify
    RollbackSwap,
    RollbackStop,
    RollbackStart,
    RollbackVerify,
    RollbackVersion,
    StopAfterFailure,
    Done,
};

/// The restart of one unit.
struct RunState
{
    QString unit;
    RunStep step = RunStep::Prepare;
    QString state = QStringLiteral("waiting"); ///< of client::RestartRun
    RunPlan plan;
    QList<client::RestartStep> steps;
    RunNumber oldRun = 0;          ///< the process that is to end: a greater number is the next one
    RunNumber newRun = 0;          ///< that next one, once it was seen
    std::optional<Instant> began;  ///< of the step
    std::optional<Instant> goneAt; ///< the old process was seen gone
    std::optional<Instant> healthySince;
    std::optional<Instant> verifyBy;
    std::optional<Duration> downtime;
    bool onlySwap = false; ///< it does not run: the next start takes the new version
    QString failure;       ///< what went wrong, once something did
    bool operator==(const RunState &) const = default;
};

struct RestartState
{
    qint64 number = 0; ///< "R-number"
    QString service;
    Phase phase = Phase::Waiting;
    client::Decision decision = client::Decision::Ignore;
    QString rule;
    QString reason;
    client::UpdateSeverity severity = client::UpdateSeverity::Low;
    client::ChangeType changeType = client::ChangeType::Code;
    QString description;
    QStringList modules;
    QString version; ///< wanted by the newest notice that names one, or by a rollback
    int revision = 0;
    QList<qint64> updates; ///< numbers of the newest 100
    WallTime since{};

    WaitsFor waitsFor = WaitsFor::Nothing;
    QString because;
    Deadline until;    ///< of what it waits for
    Deadline answerBy; ///< while it waits for an operator
    Deadline delayBy;  ///< windows and quiet conditions delay it no longer
    bool needsApproval = true;
    int deferrals = 0; ///< by operators
    QString decidedBy;
    When when = When::Now;
    bool overrides = false; ///< an operator said when: windows and quiet conditions do not count
    bool forced = false;    ///< goes on if hibernation fails

    QString onlyUnit; ///< of a rollback by hand
    std::vector<RunState> runs;
    int current = 0;
    QString note;
    std::optional<WallTime> endedAt;

    bool operator==(const RestartState &) const = default;
    [[nodiscard]] bool isOver() const { return client::isOver(phase); }
    [[nodiscard]] bool isRunning() const { return phase == Phase::Restarting || phase == Phase::RollingBack; }
    [[nodiscard]] const RunState *run() const;
    /// What it waits for next, if that is a time.
    [[nodiscard]] std::vector<Deadline> deadlines() const;
};

/// What is seen of a unit.
struct UnitSight
{
    QString unit;
    bool known = true;
    client::UnitState state = client::UnitState::Stopped;
    client::Reason reason = client::Reason::None;
    QString detail;
    RunNumber run = 0;
    bool ready = false;
    bool wanted = false;
    bool held = false;
    bool healthFails = false;
    bool operator==(const UnitSight &) const = default;
};

namespace input {
/// The first notice, or one more. `number` of the update.
struct Notified
{
    qint64 number = 0;
    client::Notice notice;
    client::DecisionTrace decision;
};
/// A restart without a notice: back to `version` of one unit, asked for by an operator.
struct RollbackAsked
{
    QString unit;
    QString version; ///< empty: the last that was verified
    QString actor;
};
struct Approved
{
    QString actor;
    When when = When::Now;
    std::optional<WallTime> at;
    bool force = false;
    bool overrides = true; ///< of windows and quiet conditions; false for machines that ask
};
struct Deferred
{
    QString actor;
    WallTime until{};
    QString reason;
};
struct Rejected
{
    QString actor;
    QString reason;
};
struct Checkpoint
{
    QString unit;
};
/// The metric of the quiet condition was read; nullopt: it could not be.
struct QuietRead
{
    std::optional<double> value;
    QString detail;
};
struct Prepared
{
    QString unit;
    RunPlan plan;
    UnitSight sight;
    QString problem; ///< why it cannot begin; nothing was touched yet
};
/// Drain, hibernate, swap, stop after failure or version, as carried out.
struct StepAnswered
{
    QString unit;
    RunStep step = RunStep::Drain;
    bool ok = false;
    QString detail;
    QStringList savedState;
};
struct UnitSeen
{
    UnitSight sight;
};
struct Due
{};
/// Another restart of the service is over; units appeared; the kill switch was released.
struct WorldChanged
{};
/// The engine came back: whatever was asked for and not answered is asked again.
struct Continue
{};
} // namespace input

using RestartInput =
    std::variant<input::Notified, input::RollbackAsked, input::Approved, input::Deferred, input::Rejected,
                 input::Checkpoint, input::QuietRead, input::Prepared, input::StepAnswered, input::UnitSeen, input::Due,
                 input::WorldChanged, input::Continue>;

namespace action {
struct Record
{
    QString kind;
    journal::Severity severity = journal::Severity::Info;
    QString subject; ///< a unit, or the service
    QString actor;
    QJsonObject payload;
};
struct WatchQuiet
{}; ///< read the metric, again and again, until the phase changes
struct Prepare
{
    QString unit;
};
struct Drain
{
    QString unit;
};
struct EndDraining
{
    QString unit;
};
struct Hibernate
{
    QString unit;
};
struct Swap
{
    QString unit;
    QString version;
    RunStep step = RunStep::Swap;
};
/// Unless its process is another than `oldRun` already.
struct RestartUnit
{
    QString unit;
    RunNumber oldRun = 0;
};
struct StopUnit
{
    QString unit;
};
struct ReadVersion
{
    QString unit;
    RunStep step = RunStep::Version;
};
struct Look
{
    QString unit;
}; ///< feed UnitSeen
struct Verified
{
    QString unit;
    QString version;
}; ///< remember
struct Ended
{}; ///< the restart is over: its updates are told
} // namespace action

using RestartAction =
    std::variant<action::Record, action::WatchQuiet, action::Prepare, action::Drain, action::EndDraining,
                 action::Hibernate, action::Swap, action::RestartUnit, action::StopUnit, action::ReadVersion,
                 action::Look, action::Verified, action::Ended>;

/// What the step needs to know of the world at its moment.
struct Moment
{
    Instant now{};
    WallTime wallNow{};
    QStringList units;             ///< of the service
    bool heldByKillSwitch = false; ///< one of them is
    bool serviceBusy = false;      ///< another restart of the service is under way
};

struct RestartOutcome
{
    RestartState state;
    std::vector<RestartAction> actions;
};

RestartOutcome step(const ServiceRules &rules, const RestartState &state, const RestartInput &input,
                    const Moment &moment);

/// Whether `deadline` has passed at `moment`.
[[nodiscard]] bool hasPassed(const Deadline &deadline, const Moment &moment);

/// As it stands at this moment.
QJsonObject toJson(const RestartState &state, Instant now, WallTime wallNow);
/// Instants of another boot (`sameBoot` false) are counted anew from `now`, by the calendar times stored beside them.
Result<RestartState> restartStateFromJson(const QJsonObject &object, bool sameBoot, Instant now, WallTime wallNow);

} // namespace lamplighter::updates
