#include "roles.h"

#include <fstream>

namespace keeper_test {

std::wstring g_self;
std::wstring g_root;

std::string readFile(const std::wstring &path)
{
    // Opened by the system's own call, since the keeper still writes to it.
    const win::Handle file(CreateFileW(path.c_str(), GENERIC_READ,
                                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                       0, nullptr));
    std::string text;
    char buffer[4096];
    for (DWORD size = 0; ReadFile(file.get(), buffer, sizeof(buffer), &size, nullptr) != 0 && size > 0;) {
        text.append(buffer, size);
    }
    return text;
}

win::LaunchRequest childRequest(std::int64_t run, std::vector<std::wstring> arguments)
{
    win::LaunchRequest request;
    request.run = run;
    request.process.program = g_self;
    request.process.arguments = {g_self, L"child"};
    request.process.arguments.insert(request.process.arguments.end(), arguments.begin(), arguments.end());
    wchar_t systemRoot[MAX_PATH] = L"";
    GetEnvironmentVariableW(L"SystemRoot", systemRoot, MAX_PATH);
    request.process.environment = {std::wstring(L"SystemRoot=") + systemRoot, L"LAMP=lit \u00e4"};
    request.process.directory = g_root;
    request.logDirectory = g_root;
    return request;
}

int dieAsAnEngine(const std::wstring &folder, const std::wstring &childMode)
{
    EngineSide engine(folder);
    engine.launch(childRequest(1, {childMode}));
    const auto launched = engine.wait<protocol::State>(protocol::Type::Launched);
    if (launched) {
        std::ofstream file(win::toUtf8(folder + L"\\launched"), std::ios::binary);
        file.write(reinterpret_cast<const char *>(&*launched), sizeof(*launched));
    }
    TerminateProcess(GetCurrentProcess(), 99);
    return 99;
}

namespace {

void say(const std::string &text)
{
    DWORD done = 0;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text.data(), static_cast<DWORD>(text.size()), &done, nullptr);
}

BOOL WINAPI endOnBreak(DWORD event)
{
    if (event == CTRL_BREAK_EVENT) {
        ExitProcess(42);
    }
    return FALSE;
}

} // namespace

// A parent with a hidden console and a child in a group of its own, as a keeper and its unit; ends with the child's
// code.
int probeBreak()
{
    std::wstring line = win::quoteCommandLine({g_self, L"child", L"break"});
    STARTUPINFOW startup{};
    startup.cb = sizeof(startup);
    PROCESS_INFORMATION process{};
    if (CreateProcessW(g_self.c_str(), line.data(), nullptr, nullptr, FALSE, CREATE_NEW_PROCESS_GROUP, nullptr, nullptr,
                       &startup, &process) == 0) {
        return 1;
    }
    DWORD code = 0;
    // The child may not have its handler yet, so an early one is the system's own end of it: then again 0xC000013A,
    // not 42.
    WaitForSingleObject(process.hProcess, 500);
    GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, process.dwProcessId);
    WaitForSingleObject(process.hProcess, 2000);
    GetExitCodeProcess(process.hProcess, &code);
    TerminateProcess(process.hProcess, 1);
    return static_cast<int>(code);
}

int beAChild(const std::vector<std::wstring> &arguments)
{
    const std::wstring &mode = arguments[2];
    if (mode == L"exit") {
        return std::stoi(arguments[3]);
    }
    if (mode == L"crash") {
        RaiseException(STATUS_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
    }
    if (mode == L"lines") {
        for (int i = 1, count = std::stoi(arguments[3]); i <= count; ++i) {
            say("line " + std::to_string(i) + "\n");
        }
        return 0;
    }
    if (mode == L"show") {
        for (std::size_t i = 3; i < arguments.size(); ++i) {
            say("[" + win::toUtf8(arguments[i]) + "]");
        }
        wchar_t value[64] = L"";
        GetEnvironmentVariableW(L"LAMP", value, 64);
        say("\nLAMP=" + win::toUtf8(value) + "\nend\n");
        return 0;
    }
    if (mode == L"leave-behind") {
        DWORD pid = 0;
        startProcess({arguments[0], L"child", L"wait"}, &pid);
        say("left behind " + std::to_string(pid) + "\n");
        return 3;
    }
    if (mode == L"exit-when-told") {
        while (readFile(L"told").empty()) {
            Sleep(10);
        }
        return 5;
    }
    if (mode == L"break") {
        SetConsoleCtrlHandler(endOnBreak, TRUE);
        say("listening\n");
    }
    Sleep(60'000); // longer than any test waits, and an end all the same
    return 0;
}

} // namespace keeper_test
