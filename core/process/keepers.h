// What the operating system does for the watchdog, as the watchdog sees it: each unit's process lives under a keeper,
// a tiny program that outlives the engine. Value types in, observer calls out; posix/ and windows/ implement it, tests
// use a fake. Everything here lives on the engine's thread. The engine decides, the keeper obeys.
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArrayList>
#include <QStringList>

#include <memory>
#include <optional>

namespace lamplighter::process {

/// Signals a unit may be stopped with. On Windows Term, Int, Quit and Hup mean CTRL_BREAK (or WM_CLOSE).
enum class Signal { Term, Int, Quit, Hup, Usr1, Usr2, Kill };
QString toString(Signal signal);                             // "TERM"
std::optional<Signal> signalFromString(const QString &word); // "TERM" or "SIGTERM"
/// "SIGSEGV" for 11; "signal 99" for one without a name. Numbers are the platform's own.
QString signalName(int number);

/// Another account for the process; resolved before the launch, so that nothing is looked up between fork and exec.
struct Account
{
    qint64 uid = 0;
    qint64 gid = 0;
    QList<qint64> groups;
    bool operator==(const Account &) const = default;
};

/// NotFound with the field "user" when there is no such account.
Result<Account> resolveAccount(const QString &user);

/// Absolute path of the program `command` names: as it is with a slash (relative to `directory`), else along
/// `searchPath` (colon separated). NotFound or NotAllowed (there, but not executable) otherwise.
Result<QString> resolveProgram(const QString &command, const QString &directory, const QString &searchPath);

struct LogLimits
{
    qint64 maximumSize = 10 * 1024 * 1024; ///< bytes; at this size the file becomes .1
    int keep = 5;                          ///< rotated files beside the current one
    bool operator==(const LogLimits &) const = default;
};

struct LaunchSpec
{
    UnitName unit;
    RunNumber run = 0;
    QString program;       ///< absolute
    QStringList arguments; ///< argv, argv[0] included
    QByteArrayList
        environment;   ///< "KEY=value"; the keeper adds NOTIFY_SOCKET (if `notifySocket`) and LAMPLIGHTER_RUN_ID
    QString directory; ///< working directory, absolute
    std::optional<Account> account;
    LogLimits log;
    bool notifySocket = false;
    std::optional<microseconds>
        watchdog; ///< becomes WATCHDOG_USEC; WATCHDOG_PID is left out, any process of the tree may beat
};

enum class LaunchStage { Keeper, Specification, Fork, Output, Account, Directory, Program };
QString toString(LaunchStage stage);

struct LaunchFailure
{
    LaunchStage stage = LaunchStage::Keeper;
    Error error;
};

struct ExitRecord
{
    std::optional<int> code;   ///< of exit(); empty if a signal ended it
    std::optional<int> signal; ///< number of the signal that ended it
    bool coreDumped = false;
    Instant at{};
    WallTime wallAt{};
    microseconds cpuTime{0};    ///< user and system, of the main process and those it waited for
    qint64 maximumResident = 0; ///< bytes
    bool operator==(const ExitRecord &) const = default;
};

/// The end of an earlier run that no engine has put on record.
struct PastExit
{
    RunNumber run = 0;
    Instant startedAt{};
    ExitRecord exit;
};

/// What a keeper says of itself when it is first heard, and again after the engine was away.
struct KeeperReport
{
    UnitName unit;
    qint64 keeperPid = 0;
    RunNumber run = 0; ///< the newest run; 0 if it never launched one
    qint64 pid = 0;    ///< the main process, while it lives; else 0
    Instant startedAt{};
    WallTime startedWall{};
    std::optional<ExitRecord> exit; ///< of the newest run, once its main process ended
    QList<PastExit> pastExits;      ///< oldest first; may hold ones that are on record all the same
    bool treeEmpty = true;          ///< no process of the unit is left
    bool saidReady = false;         ///< READY=1 came in the newest run, whoever heard it
};

/// A datagram of the sd_notify protocol, from a process that belongs to the unit (strangers' are dropped and counted).
struct NotifyMessage
{
    qint64 pid = 0; ///< the sender
    QByteArray text;
    Instant at{};
};

/// What keepers report. Called on the engine's thread, never from within a call to Keepers.
class KeeperEvents
{
public:
    virtual ~KeeperEvents() = default;
    /// A keeper from before this engine was found (discover()), or came back. One call for each, before `discovered`.
    virtual void keeperFound(const KeeperReport &report) = 0;
    /// A record of a run whose keeper is gone: its processes were found by run id and boot id, and ended.
    virtual void keeperLostBefore(const UnitName &unit, RunNumber run, int processesEnded) = 0;
    virtual void discovered() = 0;
    virtual void launched(const UnitName &unit, RunNumber run, qint64 pid, Instant at) = 0;
    virtual void launchFailed(const UnitName &unit, RunNumber run, const LaunchFailure &failure) = 0;
    /// The main process ended; `treeEmpty` tells whether others of its tree still live.
    virtual void exited(const UnitName &unit, RunNumber run, const ExitRecord &exit, bool treeEmpty) = 0;
    /// The last process of the tree is gone (after `exited` with treeEmpty = false).
    virtual void treeEmptied(const UnitName &unit, RunNumber run) = 0;
    virtual void notified(const UnitName &unit, RunNumber run, const NotifyMessage &message) = 0;
    /// The unit wrote output; once for each watchOutput().
    virtual void outputWritten(const UnitName &unit) = 0;
    /// The keeper died. Its tree has been ended by run id when this is called.
    virtual void keeperLost(const UnitName &unit, RunNumber run, int processesEnded) = 0;
    /// The keeper has not answered for `silence`; `why` is what the system tells of it, or empty. It was told to go on,
    /// in case it was stopped. After a minute it is given up, which ends with keeperLost().
    virtual void keeperSilent(const UnitName &, RunNumber, milliseconds /*silence*/, const QString & /*why*/) {}
    /// After keeperSilent().
    virtual void keeperAnswers(const UnitName &, RunNumber) {}
    /// The unit's output goes nowhere for now; it is drained all the same, so the unit does not wait.
    virtual void logFails(const UnitName &, const Error &) {}
    /// After logFails(): so many bytes are missing in the log.
    virtual void logWorks(const UnitName &, qint64 /*lost*/) {}
};

/// All keepers of one data directory. Calls return at once; answers come through KeeperEvents. A call for a unit
/// without a keeper does nothing, except launch, which makes one.
class Keepers
{
public:
    virtual ~Keepers() = default;

    /// Connects to every keeper found under the run directory, ends what dead ones left behind. Ends with discovered().
    virtual void discover() = 0;
    virtual void launch(const LaunchSpec &spec) = 0;
    /// To every process of the tree (only to the main process if `mainOnly`).
    virtual void signal(const UnitName &unit, Signal signal, bool mainOnly) = 0;
    /// SIGKILL until no process of the tree is left. May be repeated.
    virtual void killTree(const UnitName &unit) = 0;
    /// MAINPID of sd_notify; ignored by the keeper if the process is not in the tree.
    virtual void setMainProcess(const UnitName &unit, qint64 pid) = 0;
    /// The exits of runs up to this one are on record: the keeper may forget them.
    virtual void acknowledgeExit(const UnitName &unit, RunNumber run) = 0;
    /// Asks for one outputWritten().
    virtual void watchOutput(const UnitName &unit) = 0;
    /// The keeper may go: it ends itself once its tree is empty.
    virtual void release(const UnitName &unit) = 0;
    /// For a keeper that does not answer: kills it and its tree by run id; ends with keeperLost().
    virtual void abandon(const UnitName &unit) = 0;
    /// Takes what keepers have said already, and reports it from within this call: for one who is about to judge by
    /// what was not said.
    virtual void listen() {}
    /// Pid of the unit's keeper, 0 if none.
    [[nodiscard]] virtual qint64 keeperPid(const UnitName &unit) const = 0;
};

struct KeeperSettings
{
    QString runDirectory;  ///< private; one folder for each unit inside
    QString logDirectory;  ///< NAME.log, NAME.log.1 …
    QString keeperProgram; ///< absolute path of lamplighter-keeper
    QString engineId;      ///< in LAMPLIGHTER_RUN_ID, so that two engines never take each other's processes
};

/// The platform's own. `clock` and `events` must outlive it.
std::unique_ptr<Keepers> makeKeepers(const KeeperSettings &settings, const Clock &clock, KeeperEvents &events);

/// Beside the running program, or where LAMPLIGHTER_KEEPER says. Empty if there is none.
QString findKeeperProgram();

} // namespace lamplighter::process
