#include "core/process/windows/job_process.h"

#include <algorithm>
#include <array>
#include <memory>

namespace lamplighter::process::windows {

namespace {

// What a process ended by TerminateJobObject says; only `ProcessExit::killed` is shown.
constexpr UINT kKilledCode = 0xC000013A; // STATUS_CONTROL_C_EXIT

// An environment block: each entry ends with a zero, the whole with one more. CreateProcess wants it sorted.
std::wstring environmentBlock(std::vector<std::wstring> entries)
{
    std::sort(entries.begin(), entries.end(), [](const std::wstring &a, const std::wstring &b) {
        return CompareStringOrdinal(a.c_str(), -1, b.c_str(), -1, TRUE) == CSTR_LESS_THAN;
    });
    std::wstring block;
    for (const std::wstring &entry : entries) {
        block += entry;
        block += L'\0';
    }
    block += L'\0';
    if (entries.empty()) {
        block += L'\0';
    }
    return block;
}

// The list of handles a child may inherit. Without it every inheritable handle of the keeper would leak into the unit.
class InheritedHandles
{
public:
    explicit InheritedHandles(std::array<HANDLE, 2> handles)
        : m_handles(handles)
    {
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        m_storage = std::make_unique<std::byte[]>(size);
        m_list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_storage.get());
        m_initialised = InitializeProcThreadAttributeList(m_list, 1, 0, &size) != 0;
        m_valid =
            m_initialised && UpdateProcThreadAttribute(m_list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, m_handles.data(),
                                                       m_handles.size() * sizeof(HANDLE), nullptr, nullptr) != 0;
    }
    ~InheritedHandles()
    {
        if (m_initialised) {
            DeleteProcThreadAttributeList(m_list);
        }
    }
    InheritedHandles(const InheritedHandles &) = delete;
    InheritedHandles &operator=(const InheritedHandles &) = delete;

    [[nodiscard]] bool isValid() const { return m_valid; }
    [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() const { return m_list; }

private:
    std::array<HANDLE, 2> m_handles;
    std::unique_ptr<std::byte[]> m_storage;
    LPPROC_THREAD_ATTRIBUTE_LIST m_list = nullptr;
    bool m_initialised = false;
    bool m_valid = false;
};

Handle openNull()
{
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    return Handle(
        CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inheritable, OPEN_EXISTING, 0, nullptr));
}

// On a thread of the system's pool; the keeper itself hears of it at its port.
void CALLBACK postExit(void *port, BOOLEAN)
{
    PostQueuedCompletionStatus(port, 0, static_cast<ULONG_PTR>(Source::ProcessExit), nullptr);
}

Handle makeJob(HANDLE port)
{
    // No KILL_ON_JOB_CLOSE: if the keeper dies, the unit lives until the engine has found and ended it by run id.
    Handle job(CreateJobObjectW(nullptr, nullptr));
    if (job) {
        JOBOBJECT_ASSOCIATE_COMPLETION_PORT notices{reinterpret_cast<void *>(Source::Job), port};
        SetInformationJobObject(job.get(), JobObjectAssociateCompletionPortInformation, &notices, sizeof(notices));
    }
    return job;
}

} // namespace

std::wstring quoteCommandLine(const std::vector<std::wstring> &arguments)
{
    std::wstring line;
    for (const std::wstring &argument : arguments) {
        if (!line.empty()) {
            line += L' ';
        }
        if (!argument.empty() && argument.find_first_of(L" \t\n\v\"") == std::wstring::npos) {
            line += argument;
            continue;
        }
        line += L'"';
        std::size_t backslashes = 0;
        for (const wchar_t c : argument) {
            if (c == L'\\') {
                ++backslashes;
                continue;
            }
            line.append(c == L'"' ? backslashes * 2 + 1 : backslashes, L'\\');
            backslashes = 0;
            line += c;
        }
        line.append(backslashes * 2, L'\\');
        line += L'"';
    }
    return line;
}

std::optional<JobProcess> JobProcess::start(const ProcessSpec &spec, HANDLE port, HANDLE output, StartFailure *failure)
{
    JobProcess run;
    run.m_job = makeJob(port);
    const Handle input = openNull();
    const InheritedHandles inherited({input.get(), output});
    if (!run.m_job || !input || !inherited.isValid()) {
        *failure = {StartStage::Fork, GetLastError()};
        return std::nullopt;
    }

    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof(startup);
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = input.get();
    startup.StartupInfo.hStdOutput = output;
    startup.StartupInfo.hStdError = output;
    startup.lpAttributeList = inherited.get();
    std::wstring commandLine = quoteCommandLine(spec.arguments);
    std::wstring environment = environmentBlock(spec.environment);
    PROCESS_INFORMATION process{};
    // A group of its own, so that CTRL_BREAK reaches the unit and not the keeper; the keeper's hidden console is
    // shared.
    constexpr DWORD flags =
        CREATE_SUSPENDED | CREATE_NEW_PROCESS_GROUP | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
    if (CreateProcessW(spec.program.c_str(), commandLine.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                       spec.directory.c_str(), &startup.StartupInfo, &process) == 0) {
        *failure = {StartStage::Program, GetLastError()};
        return std::nullopt;
    }
    run.m_process = Handle(process.hProcess);
    const Handle thread(process.hThread);
    run.m_pid = process.dwProcessId;
    FILETIME created{}, ended{}, kernel{}, user{};
    GetProcessTimes(run.m_process.get(), &created, &ended, &kernel, &user);
    run.m_startedAt = toTicks(created);
    if (AssignProcessToJobObject(run.m_job.get(), run.m_process.get()) == 0 ||
        RegisterWaitForSingleObject(&run.m_wait, run.m_process.get(), postExit, port, INFINITE, WT_EXECUTEONLYONCE) ==
            0) {
        *failure = {StartStage::Fork, GetLastError()};
        TerminateProcess(run.m_process.get(), kKilledCode);
        return std::nullopt;
    }
    ResumeThread(thread.get());
    return run;
}

JobProcess::JobProcess(JobProcess &&other) noexcept
    : m_job(std::move(other.m_job))
    , m_process(std::move(other.m_process))
    , m_wait(std::exchange(other.m_wait, nullptr))
    , m_pid(other.m_pid)
    , m_startedAt(other.m_startedAt)
    , m_killed(other.m_killed)
{}

JobProcess::~JobProcess()
{
    if (m_wait != nullptr) {
        UnregisterWaitEx(m_wait, INVALID_HANDLE_VALUE);
    }
}

unsigned JobProcess::activeProcesses() const
{
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION usage{};
    QueryInformationJobObject(m_job.get(), JobObjectBasicAccountingInformation, &usage, sizeof(usage), nullptr);
    return usage.ActiveProcesses;
}

std::optional<ProcessExit> JobProcess::exit() const
{
    // Not by STILL_ACTIVE: a process may well end with code 259.
    if (WaitForSingleObject(m_process.get(), 0) != WAIT_OBJECT_0) {
        return std::nullopt;
    }
    ProcessExit result;
    GetExitCodeProcess(m_process.get(), &result.code);
    result.killed = m_killed && result.code == kKilledCode;
    FILETIME created{}, ended{}, kernel{}, user{};
    GetProcessTimes(m_process.get(), &created, &ended, &kernel, &user);
    result.at = toTicks(ended);
    result.cpuTicks = toTicks(kernel) + toTicks(user);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    if (QueryInformationJobObject(m_job.get(), JobObjectExtendedLimitInformation, &limits, sizeof(limits), nullptr) !=
        0) {
        result.peakMemory = limits.PeakProcessMemoryUsed;
    }
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION usage{};
    if (QueryInformationJobObject(m_job.get(), JobObjectBasicAccountingInformation, &usage, sizeof(usage), nullptr) !=
        0) {
        const auto total = usage.TotalKernelTime.QuadPart + usage.TotalUserTime.QuadPart;
        result.cpuTicks = std::max(result.cpuTicks, static_cast<std::uint64_t>(total));
    }
    return result;
}

bool JobProcess::interrupt() const
{
    return GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, m_pid) != 0;
}

void JobProcess::killTree()
{
    m_killed = true;
    TerminateJobObject(m_job.get(), kKilledCode);
}

void JobProcess::killMain()
{
    m_killed = true;
    TerminateProcess(m_process.get(), kKilledCode);
}

} // namespace lamplighter::process::windows
