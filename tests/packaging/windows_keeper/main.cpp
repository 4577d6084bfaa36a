// Drives the Windows keeper as an engine would: usage windows_keeper_test.exe KEEPER FOLDER. The same program is also
// what the keeper supervises ("child …") and an engine that dies ("engine …").
#include "roles.h"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <utility>

using namespace keeper_test;

namespace {

std::wstring g_keeper;
int g_passed = 0, g_failed = 0, g_skipped = 0;
bool g_testGood = true;
const char *g_skipReason = nullptr;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::printf("  line %d: %s\n", __LINE__, #condition);                                                      \
            g_testGood = false;                                                                                        \
            return;                                                                                                    \
        }                                                                                                              \
    } while (false)

std::wstring makeFolder(const wchar_t *name)
{
    const std::wstring folder = g_root + L"\\" + name;
    CreateDirectoryW(folder.c_str(), nullptr);
    return folder;
}

// True once the file holds `text`; the keeper writes it when it gets to it.
bool waitForText(const std::wstring &path, const std::string &text)
{
    for (const ULONGLONG until = GetTickCount64() + kPatience; GetTickCount64() < until; Sleep(10)) {
        if (readFile(path).find(text) != std::string::npos) {
            return true;
        }
    }
    return false;
}

// A keeper for one test; it is gone when the test is.
struct KeeperUnderTest
{
    explicit KeeperUnderTest(const wchar_t *unit)
        : folder(makeFolder(unit))
        , log(g_root + L"\\" + unit + L".log")
    {
        process = startProcess({g_keeper, folder, unit}, &pid);
    }
    ~KeeperUnderTest()
    {
        if (process && WaitForSingleObject(process->get(), 0) != WAIT_OBJECT_0) {
            EngineSide engine(folder);
            if (engine.isConnected()) {
                engine.command(protocol::Type::KillTree);
                engine.command(protocol::Type::Release);
            }
            if (!ended()) {
                TerminateProcess(process->get(), 1);
            }
        }
    }
    KeeperUnderTest(const KeeperUnderTest &) = delete;
    KeeperUnderTest &operator=(const KeeperUnderTest &) = delete;
    bool ended() { return WaitForSingleObject(process->get(), kPatience) == WAIT_OBJECT_0; }

    std::wstring folder, log;
    DWORD pid = 0;
    std::optional<win::Handle> process;
};

win::Handle openProcess(std::int64_t pid)
{
    return win::Handle(OpenProcess(SYNCHRONIZE | PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE,
                                   static_cast<DWORD>(pid)));
}
bool isRunning(const win::Handle &process)
{
    return process && WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
}

void exitCodeIsReported()
{
    KeeperUnderTest keeper(L"exits");
    EngineSide engine(keeper.folder);
    CHECK(engine.isConnected());
    const auto welcome = engine.greet();
    CHECK(welcome && welcome->keeperPid == keeper.pid && welcome->run == 0 &&
          (welcome->flags & protocol::kTreeEmpty) != 0);
    engine.launch(childRequest(1, {L"exit", L"7"}));
    const auto launched = engine.wait<protocol::State>(protocol::Type::Launched);
    CHECK(launched && launched->run == 1 && launched->pid != 0 && launched->startedMonotonic > 0);
    const auto exited = engine.wait<protocol::State>(protocol::Type::Exited);
    CHECK(exited && exited->run == 1 && exited->pid == 0 && exited->exitCode == 7);
    CHECK((exited->flags & (protocol::kHasCode | protocol::kHasSignal)) == protocol::kHasCode);
    CHECK(exited->exitMonotonic >= exited->startedMonotonic && exited->exitWall >= exited->startedWall);

    // A second run under the same keeper, and a code that looks like "still running".
    if ((exited->flags & protocol::kTreeEmpty) == 0) {
        CHECK(engine.wait<protocol::State>(protocol::Type::TreeEmptied).has_value());
    }
    engine.launch(childRequest(2, {L"exit", L"259"}));
    const auto second = engine.wait<protocol::State>(protocol::Type::Exited);
    CHECK(second && second->run == 2 && second->exitCode == 259);
}

void crashIsReported()
{
    KeeperUnderTest keeper(L"crashes");
    EngineSide engine(keeper.folder);
    engine.launch(childRequest(1, {L"crash"}));
    const auto exited = engine.wait<protocol::State>(protocol::Type::Exited);
    CHECK(exited && static_cast<std::uint32_t>(exited->exitCode) == STATUS_ACCESS_VIOLATION);
}

void missingProgramIsSaid()
{
    KeeperUnderTest keeper(L"missing");
    EngineSide engine(keeper.folder);
    win::LaunchRequest request = childRequest(1, {});
    request.process.program = g_root + L"\\no such program.exe";
    engine.launch(request);
    const auto failed = engine.wait<protocol::LaunchFailed>(protocol::Type::LaunchFailed);
    CHECK(failed && failed->run == 1 && failed->stage == protocol::Stage::Program &&
          failed->error == ERROR_FILE_NOT_FOUND);
    engine.launch(childRequest(2, {L"exit", L"0"}));
    CHECK(engine.wait<protocol::State>(protocol::Type::Exited).has_value());
}

void outputIsKept()
{
    KeeperUnderTest keeper(L"writes");
    EngineSide engine(keeper.folder);
    engine.command(protocol::Type::WatchOutput);
    engine.launch(childRequest(1, {L"lines", L"20000"}));
    CHECK(engine.wait<protocol::Header>(protocol::Type::OutputWritten).has_value());
    CHECK(engine.wait<protocol::State>(protocol::Type::Exited).has_value());
    CHECK(waitForText(keeper.log, "line 20000\n"));
    std::istringstream lines(readFile(keeper.log));
    std::string line;
    int number = 0;
    while (std::getline(lines, line)) {
        CHECK(line == "line " + std::to_string(++number));
    }
    CHECK(number == 20000);
}

void outputRotates()
{
    KeeperUnderTest keeper(L"rotates");
    EngineSide engine(keeper.folder);
    win::LaunchRequest request = childRequest(1, {L"lines", L"20000"});
    request.log = {100'000, 2};
    engine.launch(request);
    CHECK(engine.wait<protocol::State>(protocol::Type::Exited).has_value());
    CHECK(waitForText(keeper.log, "line 20000\n"));
    CHECK(readFile(keeper.log).size() <= 100'000);
    CHECK(!readFile(keeper.log + L".1").empty() && !readFile(keeper.log + L".2").empty());
    CHECK(readFile(keeper.log + L".3").empty());
}

void argumentsAndEnvironmentArrive()
{
    KeeperUnderTest keeper(L"arguments");
    EngineSide engine(keeper.folder);
    engine.launch(
        childRequest(1, {L"show", L"", L"a b", L"c\"d", L"e\\", L"f g\\", L"h\\\"i", L"\u00fc\u4e16", L"%PATH%"}));
    CHECK(engine.wait<protocol::State>(protocol::Type::Exited).has_value());
    CHECK(waitForText(keeper.log, "end\n"));
    CHECK(readFile(keeper.log) == "[][a b][c\"d][e\\][f g\\][h\\\"i][\u00fc\u4e16][%PATH%]\nLAMP=lit \u00e4\nend\n");
}

void treeEndsWithItsJob()
{
    KeeperUnderTest keeper(L"forks");
    EngineSide engine(keeper.folder);
    engine.launch(childRequest(1, {L"leave-behind"}));
    const auto exited = engine.wait<protocol::State>(protocol::Type::Exited);
    CHECK(exited && exited->exitCode == 3 && (exited->flags & protocol::kTreeEmpty) == 0);
    CHECK(waitForText(keeper.log, "left behind "));
    const std::string text = readFile(keeper.log);
    const win::Handle descendant = openProcess(std::stoll(text.substr(text.find("left behind ") + 12)));
    CHECK(isRunning(descendant));
    // Its parent is gone, it has its own group: only the job still knows it.
    engine.command(protocol::Type::KillTree);
    CHECK(engine.wait<protocol::State>(protocol::Type::TreeEmptied).has_value());
    CHECK(WaitForSingleObject(descendant.get(), kPatience) == WAIT_OBJECT_0);
}

void killIsToldFromExit()
{
    KeeperUnderTest keeper(L"killed");
    EngineSide engine(keeper.folder);
    engine.launch(childRequest(1, {L"wait"}));
    CHECK(engine.wait<protocol::State>(protocol::Type::Launched).has_value());
    engine.signal(9);
    const auto exited = engine.wait<protocol::State>(protocol::Type::Exited);
    CHECK(exited && exited->exitSignal == 9 &&
          (exited->flags & (protocol::kHasCode | protocol::kHasSignal)) == protocol::kHasSignal);
}

// Whether this Windows delivers CTRL_BREAK within a hidden console at all, tried without a keeper (Wine 8 does not).
bool deliversBreak()
{
    const auto probe = startProcess({g_self, L"probe-break"});
    DWORD code = 0;
    return probe && WaitForSingleObject(probe->get(), kPatience) == WAIT_OBJECT_0 &&
           GetExitCodeProcess(probe->get(), &code) != 0 && code == 42;
}

void gracefulStopIsHeard()
{
    if (!deliversBreak()) {
        g_skipReason = "this system delivers no CTRL_BREAK, with or without a keeper";
        return;
    }
    KeeperUnderTest keeper(L"graceful");
    EngineSide engine(keeper.folder);
    engine.launch(childRequest(1, {L"break"}));
    CHECK(waitForText(keeper.log, "listening\n"));
    engine.signal(15);
    const auto exited = engine.wait<protocol::State>(protocol::Type::Exited);
    CHECK(exited && exited->exitCode == 42);
    // CTRL_BREAK went to the unit's group only.
    CHECK(engine.greet().has_value());
}

// An engine as a process of its own, so that it can die: says pid and start of the unit, then ends without a word.
std::optional<protocol::State> letAnEngineDie(const KeeperUnderTest &keeper, const std::wstring &childMode)
{
    const auto engine = startProcess({g_self, L"engine", g_root, keeper.folder, childMode});
    if (!engine || WaitForSingleObject(engine->get(), kPatience) != WAIT_OBJECT_0) {
        return std::nullopt;
    }
    const std::string bytes = readFile(keeper.folder + L"\\launched");
    protocol::State state;
    return bytes.size() == sizeof(state) && protocol::read(bytes.data(), bytes.size(), &state) ? std::optional(state)
                                                                                               : std::nullopt;
}

void engineGoneAndBack()
{
    KeeperUnderTest keeper(L"survives");
    const auto launched = letAnEngineDie(keeper, L"wait");
    CHECK(launched && launched->run == 1);
    EngineSide next(keeper.folder);
    CHECK(next.isConnected());
    const auto welcome = next.greet();
    CHECK(welcome && welcome->run == 1 && welcome->pid == launched->pid && welcome->keeperPid == keeper.pid);
    CHECK(welcome->startedWall == launched->startedWall &&
          (welcome->flags & (protocol::kHasExit | protocol::kTreeEmpty)) == 0);
    CHECK(isRunning(openProcess(welcome->pid)));
    next.command(protocol::Type::KillTree);
    CHECK(next.wait<protocol::State>(protocol::Type::Exited).has_value());
}

void exitWhileAwayIsKnown()
{
    KeeperUnderTest keeper(L"away");
    const auto launched = letAnEngineDie(keeper, L"exit-when-told");
    CHECK(launched.has_value());
    const win::Handle unit = openProcess(launched->pid);
    CHECK(isRunning(unit));
    std::ofstream(win::toUtf8(g_root + L"\\told")) << "now";
    CHECK(WaitForSingleObject(unit.get(), kPatience) == WAIT_OBJECT_0);
    EngineSide next(keeper.folder);
    auto state = next.greet();
    if (state && (state->flags & protocol::kHasExit) == 0) { // the engine came back faster than the keeper heard of it
        state = next.wait<protocol::State>(protocol::Type::Exited);
    }
    CHECK(state && state->run == 1 && (state->flags & protocol::kHasCode) != 0 && state->exitCode == 5);
}

void secondKeeperIsRefused()
{
    KeeperUnderTest keeper(L"single");
    EngineSide engine(keeper.folder);
    CHECK(engine.greet().has_value());
    const auto second = startProcess({g_keeper, keeper.folder, L"single"});
    CHECK(second && WaitForSingleObject(second->get(), kPatience) == WAIT_OBJECT_0);
    DWORD code = 0;
    GetExitCodeProcess(second->get(), &code);
    CHECK(code == ERROR_SHARING_VIOLATION);
    CHECK(readFile(keeper.folder + L"\\lock") == std::to_string(keeper.pid) + "\n");
}

void releasedKeeperEnds()
{
    KeeperUnderTest keeper(L"released");
    EngineSide engine(keeper.folder);
    engine.launch(childRequest(1, {L"wait"}));
    CHECK(engine.wait<protocol::State>(protocol::Type::Launched).has_value());
    engine.command(protocol::Type::Release);
    CHECK(engine.greet().has_value()); // not before its unit
    engine.command(protocol::Type::KillTree);
    CHECK(keeper.ended());
}

void deadKeeperLeavesARecord()
{
    KeeperUnderTest keeper(L"dies");
    EngineSide engine(keeper.folder);
    engine.launch(childRequest(4, {L"wait"}));
    const auto launched = engine.wait<protocol::State>(protocol::Type::Launched);
    CHECK(launched.has_value());
    const win::Handle unit = openProcess(launched->pid);
    TerminateProcess(keeper.process->get(), 1);
    CHECK(keeper.ended());
    CHECK(isRunning(unit));
    const std::string bytes = readFile(keeper.folder + L"\\record");
    protocol::Record record{};
    CHECK(bytes.size() == sizeof(record));
    std::memcpy(&record, bytes.data(), sizeof(record));
    FILETIME created{}, ended{}, kernel{}, user{};
    GetProcessTimes(unit.get(), &created, &ended, &kernel, &user);
    const bool same = record.run == 4 && record.pid == launched->pid && record.pidStart == win::toTicks(created);
    TerminateProcess(unit.get(), 1); // as the next engine would
    CHECK(same);
}

int testAll()
{
    const std::pair<const char *, void (*)()> tests[] = {
        {"exitCodeIsReported", exitCodeIsReported},
        {"crashIsReported", crashIsReported},
        {"missingProgramIsSaid", missingProgramIsSaid},
        {"outputIsKept", outputIsKept},
        {"outputRotates", outputRotates},
        {"argumentsAndEnvironmentArrive", argumentsAndEnvironmentArrive},
        {"treeEndsWithItsJob", treeEndsWithItsJob},
        {"killIsToldFromExit", killIsToldFromExit},
        {"gracefulStopIsHeard", gracefulStopIsHeard},
        {"engineGoneAndBack", engineGoneAndBack},
        {"exitWhileAwayIsKnown", exitWhileAwayIsKnown},
        {"secondKeeperIsRefused", secondKeeperIsRefused},
        {"releasedKeeperEnds", releasedKeeperEnds},
        {"deadKeeperLeavesARecord", deadKeeperLeavesARecord},
    };
    for (const auto &[name, test] : tests) {
        g_testGood = true;
        g_skipReason = nullptr;
        test();
        if (g_skipReason != nullptr) {
            ++g_skipped;
            std::printf("SKIP: %s (%s)\n", name, g_skipReason);
        } else {
            ++(g_testGood ? g_passed : g_failed);
            std::printf("%s: %s\n", g_testGood ? "PASS" : "FAIL", name);
        }
        std::fflush(stdout);
    }
    std::printf("%d passed, %d failed, %d skipped\n", g_passed, g_failed, g_skipped);
    return g_failed == 0 ? 0 : 1;
}

} // namespace

int wmain(int argc, wchar_t **argv)
{
    const std::vector<std::wstring> arguments(argv, argv + argc);
    wchar_t self[MAX_PATH] = L"";
    GetModuleFileNameW(nullptr, self, MAX_PATH);
    g_self = self;
    SetErrorMode(SEM_NOGPFAULTERRORBOX | SEM_FAILCRITICALERRORS);
    if (argc >= 3 && arguments[1] == L"child") {
        return beAChild(arguments);
    }
    if (argc == 2 && arguments[1] == L"probe-break") {
        return probeBreak();
    }
    if (argc == 5 && arguments[1] == L"engine") {
        g_root = arguments[2];
        return dieAsAnEngine(arguments[3], arguments[4]);
    }
    if (argc != 3) {
        std::printf("usage: windows_keeper_test.exe KEEPER FOLDER\n");
        return 2;
    }
    g_keeper = arguments[1];
    wchar_t root[MAX_PATH] = L"";
    GetFullPathNameW(arguments[2].c_str(), MAX_PATH, root, nullptr);
    g_root = root;
    return testAll();
}
