// The life of one unit as a pure function: (specification, state, input, moment) -> (state, actions). No I/O, no clock,
// no event loop, no randomness of its own; the Watchdog service feeds it and carries out what it says. The same
// function is explored exhaustively by tests and continues after an engine's death from the stored state.
#pragma once

#include "core/base/clock.h"
#include "core/client/shapes.h"
#include "core/journal/event.h"
#include "core/process/keepers.h"
#include "core/watchdog/unit_spec.h"

#include <QJsonObject>

#include <optional>
#include <variant>
#include <vector>

namespace lamplighter::watchdog {

using Phase = client::UnitState;
using Reason = client::Reason;

/// What becomes of a unit once the process tree it is ending is gone.
enum class AfterStop {
    StayStopped, // an operator stopped it
    Restart,     // at once: asked for, or a changed specification
    Recover,     // the restart rules decide (it died, hung, or never got ready)
    Kill,        // the kill switch holds it
    Remove,      // its specification is gone
};

/// One process of a unit, from the request to launch it until its whole tree is gone.
struct Run
{
    RunNumber number = 0;
    qint64 pid = 0;        ///< 0 until the launch is confirmed
    Instant launchedAt{};  ///< asked for
    Instant startedAt{};   ///< confirmed by the keeper
    bool mainAlive = true; ///< the main process runs, or may
    bool ready = false;
    bool automatic = false; ///< the watchdog restarted it; nobody asked
    bool probing = false;   ///< a probe is out and will answer
    int healthFailures = 0; ///< in a row
    bool operator==(const Run &) const = default;
};

struct UnitExit
{
    std::optional<int> code;
    std::optional<int> signal;
    bool coreDumped = false;
    bool expected = false;
    Instant at{};
    WallTime wallAt{};
    Duration uptime{0};
    bool operator==(const UnitExit &) const = default;
};

struct UnitState
{
    Phase phase = Phase::Stopped;
    Reason reason = Reason::None;
    QString detail;
    Instant since{};
    bool wanted = false;               ///< an operator (or autostart) wants it to run
    bool once = false;                 ///< run without restarting
    bool latched = false;              ///< the kill switch holds it: no launch, whatever happens
    bool waiting = false;              ///< Starting, but dependencies are not ready
    Reason startReason = Reason::None; ///< why it starts, while `reason` says that it waits
    bool automaticStart = false;       ///< of the start that waits: nobody asked
    RunNumber lastRun = 0;
    std::optional<Run> run;
    AfterStop after = AfterStop::StayStopped; ///< meaningful while Stopping
    Reason stopReason = Reason::None;         ///< why it is being stopped
    bool killing = false;                     ///< the whole tree was told to die
    int abandonments = 0;                     ///< keepers that did not answer during this stop

    std::optional<Instant> retryAt;    ///< Backoff: next start
    std::optional<Instant> launchBy;   ///< Starting: the keeper must have answered
    std::optional<Instant> readyBy;    ///< Starting: readiness must have come
    std::optional<Instant> stopBy;     ///< Stopping: the next, harder step
    std::optional<Instant> watchdogBy; ///< the next WATCHDOG=1 must have come
    std::optional<Instant> probeAt;    ///< next probe
    std::optional<Instant> stableAt;   ///< failures are forgotten

    int failures = 0;              ///< failed starts in a row
    std::vector<Instant> restarts; ///< automatic restarts within restart_limit.window
    qint64 totalRestarts = 0;
    std::optional<UnitExit> lastExit;

    bool operator==(const UnitState &) const = default;

    /// The earliest deadline, if the unit waits for one.
    [[nodiscard]] std::optional<Instant> nextDeadline() const;
    /// A process of it lives or may live.
    [[nodiscard]] bool hasProcess() const { return run.has_value(); }
};

namespace input {
struct Start
{
    bool once = false;
};
struct Stop
{};
struct Restart
{};
struct Reset
{}; ///< forget failures; a FATAL unit becomes STOPPED
struct Remove
{};
struct Shutdown
{}; ///< the engine ends and takes its units along: ended, but wanted as before
struct SpecificationChanged
{ ///< the new one is passed with this input and from then on
    bool restartNeeded = false;
};
struct Latch
{
    Duration killAfter = milliseconds(500);
};
struct Unlatch
{
    bool startAgain = false;
};
struct DependenciesChanged
{};
struct Launched
{
    RunNumber run = 0;
    qint64 pid = 0;
    Instant at{};
};
struct LaunchFailed
{
    RunNumber run = 0;
    QString detail;
};
struct Exited
{
    RunNumber run = 0;
    process::ExitRecord exit;
    bool treeEmpty = true;
};
struct TreeEmptied
{
    RunNumber run = 0;
};
struct KeeperLost
{ ///< and its processes were ended
    RunNumber run = 0;
};
struct Ready
{
    RunNumber run = 0;
};
struct ProbeAnswered
{
    RunNumber run = 0;
    bool ok = false;
    QString detail;
};
struct Heartbeat
{
    RunNumber run = 0;
};
struct WatchdogTriggered
{ ///< WATCHDOG=trigger: it says of itself that it hangs
    RunNumber run = 0;
};
struct TimeoutExtended
{ ///< EXTEND_TIMEOUT_USEC: of the start or the stop it is in
    RunNumber run = 0;
    Duration by{0};
};
struct Due
{}; ///< time has passed; whatever is due happens
/// After the engine came back: what the unit's keeper says.
struct Found
{
    process::KeeperReport report;
};
/// After the engine came back: no keeper has it. `sameBoot` tells whether the stored state is of this boot.
struct NotFound
{
    bool sameBoot = true;
};
} // namespace input

using UnitInput =
    std::variant<input::Start, input::Stop, input::Restart, input::Reset, input::Remove, input::Shutdown,
                 input::SpecificationChanged, input::Latch, input::Unlatch, input::DependenciesChanged, input::Launched,
                 input::LaunchFailed, input::Exited, input::TreeEmptied, input::KeeperLost, input::Ready,
                 input::ProbeAnswered, input::Heartbeat, input::WatchdogTriggered, input::TimeoutExtended, input::Due,
                 input::Found, input::NotFound>;

namespace action {
struct Launch
{
    RunNumber run = 0;
};
struct SignalTree
{
    process::Signal signal = process::Signal::Term;
};
struct KillTree
{};
struct AbandonKeeper
{}; ///< it does not answer: end it and its tree from outside
struct ReleaseKeeper
{}; ///< no process will follow soon
struct ProbeReady
{
    RunNumber run = 0;
};
struct ProbeHealth
{
    RunNumber run = 0;
};
struct WatchLog
{ ///< look for the ready pattern in the output of this run
    RunNumber run = 0;
};
struct Record
{ ///< an event of the journal
    QString kind;
    journal::Severity severity = journal::Severity::Info;
    QJsonObject payload;
};
struct Forget
{}; ///< the unit is gone
} // namespace action

using UnitAction =
    std::variant<action::Launch, action::SignalTree, action::KillTree, action::AbandonKeeper, action::ReleaseKeeper,
                 action::ProbeReady, action::ProbeHealth, action::WatchLog, action::Record, action::Forget>;

/// What the step needs to know of the world at its moment.
struct Moment
{
    Instant now{};
    WallTime wallNow{};
    bool dependenciesReady = true;
    double jitter = 0; ///< -1 … 1, drawn by the service
};

struct Step
{
    UnitState state;
    std::vector<UnitAction> actions;
};

Step step(const UnitSpec &spec, const UnitState &state, const UnitInput &input, const Moment &moment);

/// Wait before start number `failures` + 1 after `failures` failed ones in a row; `jitter` -1 … 1.
Duration backoffDelay(const Backoff &backoff, int failures, double jitter);

} // namespace lamplighter::watchdog
