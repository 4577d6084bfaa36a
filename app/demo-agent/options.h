// The command line of the demo agent, and the help that explains it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

namespace lamplighter::demo_agent {

using Duration = std::chrono::nanoseconds;

/// How the process ends when --crash-after is due.
struct CrashByExit
{
    int code = 1;
};
struct CrashBySignal
{
    int number = 0;
};
struct Crash
{
    Duration after{};
    std::variant<CrashByExit, CrashBySignal> how = CrashByExit{};
};

struct Options
{
    std::string version; ///< never empty once parsed
    bool printVersion = false;
    std::optional<int> askVersion; ///< of the agent on this port
    std::optional<int> port;       ///< 0: any free one
    std::string portFile;
    std::string stateFile;
    std::optional<Duration> checkpointEvery;
    bool failHibernation = false;
    Duration readyAfter{};
    bool neverReady = false;
    std::optional<Crash> crash;
    std::optional<Duration> hangAfter;
    bool ignoreTerm = false;
    int forks = 0;
    long long leakPerSecond = 0; ///< bytes
    long long linesPerSecond = 0;
    bool help = false;
};

/// Either the options or one sentence that says what is wrong with them.
std::variant<Options, std::string> parseOptions(int argc, char **argv);

extern const char *const kHelp;

} // namespace lamplighter::demo_agent
