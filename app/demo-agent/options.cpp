#include "app/demo-agent/options.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <string_view>

namespace lamplighter::demo_agent {

const char *const kHelp = R"(lamplighter-demo-agent: the smallest honest agent, for demonstrations and tests.

It tells its supervisor when it is ready, beats a heart, saves its state, drains, and can be told to misbehave.

What it is
  --version X            version that it reports; default: $DEMO_AGENT_VERSION, else the first line of the
                         file VERSION beside this program as it was called, else 1
  --print-version        print that version and end
  --ask-version N        print the version that the agent on port N reports, and end
  --port N               serve HTTP on 127.0.0.1:N; 0 picks a free port
  --port-file FILE       write the port there once it listens
  --state-file FILE      read at the start; saved by a checkpoint and at a graceful end;
                         locked, so that no second agent works on it

How it starts
  --ready-after DUR      tell READY=1 only after this long (default: at once)
  --never-ready          never tell it

What it does
  --checkpoint-every DUR save the state this often, and say that now is a good moment for a restart
  --lines-per-second N   write numbered lines to the output: "line 000001", "line 000002", ...
  --leak RATE            keep RATE more memory each second, such as 1MiB
  --fork N               have N children, which stay when only this process is ended; one has a session of its own

How it fails
  --crash-after DUR[,exit=CODE|signal=N]
                         end by itself after this long (default: exit code 1)
  --hang-after DUR       stop beating and answering after this long, but do not end
  --ignore-term          do not end at SIGTERM
  --fail-hibernation     cannot save its state when it is asked to

  DUR is a number with ms, s, m or h; a bare number is seconds.

Over HTTP
  GET  /api/health       {"status","state","version","uptime_seconds","in_flight"}
  GET  /work?ms=N        answers after N milliseconds and counts as in flight until then; 503 while draining
  GET  /version          the version alone
  POST /checkpoint       saves the state file, and is a good moment for a restart
  POST /notice           writes that a change is coming to the output
  POST /drain            takes no new work from now on; {"draining","in_flight"};
                         with {"draining":false} it does again
  POST /hibernate        saves the state before a restart; {"saved_state":[...],"message"}

Signals
  SIGTERM, SIGINT        save the state and end with code 0
  SIGUSR1                checkpoint, which is also how it hibernates

Environment
  NOTIFY_SOCKET          where READY=1, STATUS=, WATCHDOG=1 and STOPPING=1 are sent (sd_notify(3)), and
                         X_CHECKPOINT=1 and X_IN_FLIGHT=N
  WATCHDOG_USEC          the heart beats twice in this time

Exit codes: 0 ended as asked, 2 the command line is wrong, 3 a port or file could not be used,
4 another agent uses the state file.
)";

namespace {

struct Scale
{
    std::string_view word;
    double factor;
};
constexpr std::array<Scale, 5> kTime{{{"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}, {"", 1e9}}};
constexpr std::array<Scale, 5> kSize{
    {{"KiB", 1024.0}, {"MiB", 1048576.0}, {"GiB", 1073741824.0}, {"B", 1.0}, {"", 1.0}}};

template <std::size_t N>
std::optional<long long> parseQuantity(std::string_view text, const std::array<Scale, N> &scales)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0 || !std::isfinite(number)) {
        return {};
    }
    const std::string_view word(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const Scale &scale : scales) {
        if (scale.word == word && number * scale.factor < 9e18) {
            return std::llround(number * scale.factor);
        }
    }
    return {};
}

std::optional<Duration> parseDuration(std::string_view text)
{
    const std::optional<long long> ns = parseQuantity(text, kTime);
    return ns ? std::optional(Duration(*ns)) : std::nullopt;
}

std::optional<int> parseNumber(std::string_view text, int lowest, int highest)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < lowest || number > highest) {
        return {};
    }
    return number;
}

/// "5s", "5s,exit=3" or "200ms,signal=11".
std::optional<Crash> parseCrash(std::string_view text)
{
    Crash crash;
    const std::size_t comma = text.find(',');
    const std::optional<Duration> after = parseDuration(text.substr(0, comma));
    if (!after) {
        return {};
    }
    crash.after = *after;
    if (comma == std::string_view::npos) {
        return crash;
    }
    const std::string_view how = text.substr(comma + 1);
    const std::size_t equals = how.find('=');
    if (equals == std::string_view::npos) {
        return {};
    }
    const std::string_view word = how.substr(0, equals);
    const std::string_view value = how.substr(equals + 1);
    if (const std::optional<int> code = parseNumber(value, 0, 255); word == "exit" && code) {
        crash.how = CrashByExit{*code};
        return crash;
    }
    if (const std::optional<int> number = parseNumber(value, 1, SIGRTMAX); word == "signal" && number) {
        crash.how = CrashBySignal{*number};
        return crash;
    }
    return {};
}

/// Stores a parsed value; false if there is none.
template <typename To, typename From> bool assign(To &to, const std::optional<From> &value)
{
    if (value) {
        to = *value;
    }
    return value.has_value();
}

using Setter = std::function<bool(Options &, const std::string &)>;

const std::map<std::string_view, Setter> &settersWithValue()
{
    static const std::map<std::string_view, Setter> setters{
        {"--version", [](Options &o, const std::string &v) { return assign(o.version, std::optional(v)); }},
        {"--ask-version",
         [](Options &o, const std::string &v) { return assign(o.askVersion, parseNumber(v, 1, 65535)); }},
        {"--port", [](Options &o, const std::string &v) { return assign(o.port, parseNumber(v, 0, 65535)); }},
        {"--port-file", [](Options &o, const std::string &v) { return assign(o.portFile, std::optional(v)); }},
        {"--state-file", [](Options &o, const std::string &v) { return assign(o.stateFile, std::optional(v)); }},
        {"--checkpoint-every",
         [](Options &o, const std::string &v) { return assign(o.checkpointEvery, parseDuration(v)); }},
        {"--ready-after", [](Options &o, const std::string &v) { return assign(o.readyAfter, parseDuration(v)); }},
        {"--crash-after", [](Options &o, const std::string &v) { return assign(o.crash, parseCrash(v)); }},
        {"--hang-after", [](Options &o, const std::string &v) { return assign(o.hangAfter, parseDuration(v)); }},
        {"--fork", [](Options &o, const std::string &v) { return assign(o.forks, parseNumber(v, 0, 1000)); }},
        {"--leak", [](Options &o, const std::string &v) { return assign(o.leakPerSecond, parseQuantity(v, kSize)); }},
        {"--lines-per-second",
         [](Options &o, const std::string &v) { return assign(o.linesPerSecond, parseNumber(v, 0, 1'000'000)); }},
    };
    return setters;
}

/// An option that takes no value; false if `word` is none of them.
bool setSwitch(Options &options, const std::string &word)
{
    if (word == "--never-ready") {
        options.neverReady = true;
    } else if (word == "--ignore-term") {
        options.ignoreTerm = true;
    } else if (word == "--fail-hibernation") {
        options.failHibernation = true;
    } else if (word == "--print-version") {
        options.printVersion = true;
    } else if (word == "--help" || word == "-h") {
        options.help = true;
    } else {
        return false;
    }
    return true;
}

} // namespace

namespace {

/// Beside the program by the name it was called by: in a folder of releases that is the release's own, although the
/// program itself may be a link.
std::string defaultVersion(const std::string &program)
{
    if (const char *version = std::getenv("DEMO_AGENT_VERSION"); version != nullptr && version[0] != '\0') {
        return version;
    }
    const std::size_t slash = program.rfind('/');
    std::string line;
    if (slash != std::string::npos) {
        std::ifstream file(program.substr(0, slash + 1) + "VERSION");
        std::getline(file, line);
    }
    return line.empty() ? "1" : line;
}

} // namespace

std::variant<Options, std::string> parseOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        std::string word = argv[i];
        if (setSwitch(options, word)) {
            continue;
        }
        std::optional<std::string> value;
        if (const std::size_t equals = word.find('='); equals != std::string::npos) {
            value = word.substr(equals + 1);
            word.resize(equals);
        }
        const auto found = settersWithValue().find(word);
        if (found == settersWithValue().end()) {
            return "unknown option " + word;
        }
        if (!value && i + 1 < argc) {
            value = argv[++i];
        }
        if (!value || !found->second(options, *value)) {
            return value ? "'" + *value + "' is no value for " + word : word + " needs a value";
        }
    }
    if (options.version.empty()) {
        options.version = defaultVersion(argc > 0 ? argv[0] : "");
    }
    return options;
}

} // namespace lamplighter::demo_agent
