// What an engine and a keeper say to each other: plain structs over a local SOCK_SEQPACKET socket, one message a
// packet. Shared by the engine and by the keeper, which has neither Qt nor a C++ runtime: only fixed-size integers
// here.
//
// Both ends may be of different versions (a keeper outlives the engine that started it, and its upgrade). So: unknown
// types are ignored; a message longer than known is read as far as known, a shorter one as if the rest were zero;
// fields are only ever added at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lamplighter::process::protocol {

inline constexpr std::uint16_t kVersion = 1;

// Names of the files in a unit's run folder.
inline constexpr char kLockFile[] = "lock";         // flock'd by the keeper for its whole life; holds its pid as text
inline constexpr char kControlSocket[] = "control"; // later engines connect here
inline constexpr char kNotifySocket[] = "notify";   // NOTIFY_SOCKET of the unit's processes
inline constexpr char kRecordFile[] = "record";     // struct Record, for an engine that finds the keeper dead

/// The spawned keeper finds its first connection here.
inline constexpr int kConnectionDescriptor = 3;

/// Longest text of one notification; longer datagrams are dropped (sd_notify itself sends less than a page).
inline constexpr std::size_t kMaximumNotifyText = 4096;

enum class Type : std::uint16_t {
    // from the engine
    Hello = 1,       // Header; answered by Welcome
    Launch = 2,      // struct Launch, with the launch block's descriptor
    Signal = 3,      // struct SignalTree
    KillTree = 4,    // Header
    SetMain = 5,     // struct SetMain
    WatchOutput = 6, // Header
    Release = 7,     // Header
    AckExit = 8,     // struct AckExit: the exits up to this run are on record
    Ping = 9,        // Header; answered by Pong, if State said kAnswersPing
    // from the keeper
    Welcome = 101,       // struct State
    Launched = 102,      // struct State
    LaunchFailed = 103,  // struct LaunchFailed
    Exited = 104,        // struct State
    TreeEmptied = 105,   // struct State
    Notified = 106,      // struct Notified and the text
    OutputWritten = 107, // Header
    PastExit = 109,      // struct State of an earlier run whose exit nobody acknowledged; before Welcome
    Refused = 108,       // struct Refused: this keeper may not start; it ends itself
    Pong = 110,          // Header
    LogTrouble = 111,    // struct LogTrouble: output is being lost, or can be written again
};

struct Header
{
    Type type;
    std::uint16_t version;
    std::uint32_t size; // of the whole message
};

struct Launch
{
    Header header;
    std::int64_t run;
};

struct SignalTree
{
    Header header;
    std::int32_t number;
    std::int32_t mainOnly;
};

struct SetMain
{
    Header header;
    std::int64_t pid;
};

struct AckExit
{
    Header header;
    std::int64_t run;
};

enum StateFlag : std::uint32_t {
    kHasExit = 1,   // the main process of `run` ended
    kHasCode = 2,   // `exitCode` is known
    kHasSignal = 4, // `exitSignal` is known; neither is if another process waited for the main process
    kCoreDumped = 8,
    kTreeEmpty = 16,
    kSaidReady = 32, // READY=1 came in this run; an engine may have heard it and died before it was stored
};

/// Everything about the newest run. Each event carries it whole, so that a lost one is made good by the next.
struct State
{
    Header header;
    std::int64_t keeperPid;
    std::int64_t run;
    std::int64_t pid;              // 0 once the main process ended
    std::int64_t launchedPid;      // as it was launched, whatever became of it
    std::int64_t startedMonotonic; // ns
    std::int64_t startedWall;      // us since 1970
    std::int64_t exitMonotonic;
    std::int64_t exitWall;
    std::int64_t cpuTime;         // us
    std::int64_t maximumResident; // bytes
    std::int32_t exitCode;
    std::int32_t exitSignal;
    std::uint32_t flags;
    std::uint32_t strangers; // notifications dropped since the sender was not of the unit
    std::uint32_t abilities; // since the first release that had them
    std::uint32_t reserved;
};

enum Ability : std::uint32_t {
    kAnswersPing = 1,
};

enum class Stage : std::int32_t { Keeper, Specification, Fork, Output, Account, Directory, Program };

struct LaunchFailed
{
    Header header;
    std::int64_t run;
    Stage stage;
    std::int32_t error; // errno
};

struct Notified
{
    Header header;
    std::int64_t pid;
    std::int64_t monotonic;
    // the text follows, to the end of the message
};

struct Refused
{
    Header header;
    std::int32_t error; // EWOULDBLOCK: another keeper holds the lock
    std::int32_t reserved;
};

/// The unit's log cannot be written (and its output goes nowhere), or can be again.
struct LogTrouble
{
    Header header;
    std::int32_t error; // errno; 0: it can be written again
    std::int32_t reserved;
    std::int64_t lost; // bytes of output that were dropped meanwhile; known at the end
};

inline constexpr std::uint32_t kLaunchMagic = 0x4c504d4c;

enum LaunchFlag : std::uint32_t {
    kChangeAccount = 1, // uid, gid and groups are to be set
    kWantNotify = 2,    // the last environment entry is the keeper's to fill in: NOTIFY_SOCKET
};

/// The start of a launch block: a sealed memory file, so that an environment of megabytes needs no buffer in the
/// keeper. Offsets count from the block's first byte; strings end with a zero byte.
struct LaunchBlock
{
    std::uint32_t magic;
    std::uint16_t version;
    std::uint16_t headerSize;
    std::uint64_t size;
    std::int64_t run;
    std::uint32_t flags;
    std::uint32_t uid;
    std::uint32_t gid;
    std::uint32_t groupCount;
    std::uint64_t groups; // of std::uint32_t
    std::uint64_t program;
    std::uint64_t directory;
    std::uint64_t logDirectory;
    std::uint64_t arguments;   // offsets (std::uint64_t), `argumentCount` of them and a zero
    std::uint64_t environment; // as above
    std::uint32_t argumentCount;
    std::uint32_t environmentCount;
    std::int64_t logMaximumSize;
    std::int64_t logKeep;
    std::uint64_t openFiles; // soft limit of open files the process gets; 0: as the keeper's
};

inline constexpr std::uint32_t kRecordMagic = 0x4c524d4c;

/// The record file. Written in one piece before each launch and after it.
struct Record
{
    std::uint32_t magic;
    std::uint16_t version;
    std::uint16_t size;
    char bootId[40];
    char unit[72];
    std::int64_t keeperPid;
    std::int64_t run;
    std::int64_t pid;          // of the process as launched, which leads the run's session; 0 before that
    std::uint64_t pidStart;    // its start in clock ticks since boot (/proc/PID/stat)
    std::uint64_t outputInode; // of the pipe that is stdout and stderr of every run
};

/// An empty message of `type`.
template <typename Message> Message make(Type type)
{
    Message message;
    std::memset(&message, 0, sizeof(Message));
    Header header{type, kVersion, static_cast<std::uint32_t>(sizeof(Message))};
    std::memcpy(&message, &header, sizeof(header));
    return message;
}

/// What `data` holds of a Message; fields that a shorter sender does not know are zero. False if not even a header
/// fits.
template <typename Message> bool read(const void *data, std::size_t size, Message *message)
{
    if (size < sizeof(Header)) {
        return false;
    }
    std::memset(message, 0, sizeof(Message));
    std::memcpy(message, data, size < sizeof(Message) ? size : sizeof(Message));
    return true;
}

} // namespace lamplighter::process::protocol
