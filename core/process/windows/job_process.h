// One run of a unit on Windows: its process and everything that descends from it, held by a job object. Owned by the
// keeper; one thread.
#pragma once

#include "core/process/windows/handle.h"

#include <optional>
#include <string>
#include <vector>

namespace lamplighter::process::windows {

struct ProcessSpec
{
    std::wstring program;                  ///< absolute
    std::vector<std::wstring> arguments;   ///< argv, argv[0] included
    std::vector<std::wstring> environment; ///< "KEY=value"
    std::wstring directory;                ///< absolute
};

/// Where a start failed; the words of process::LaunchStage.
enum class StartStage { Output, Fork, Program };

struct StartFailure
{
    StartStage stage = StartStage::Program;
    DWORD error = 0; ///< of GetLastError()
};

struct ProcessExit
{
    DWORD code = 0;
    bool killed = false;          ///< it ended by killTree()
    std::uint64_t at = 0;         ///< ticks (toTicks), wall clock
    std::uint64_t cpuTicks = 0;   ///< 100 ns, kernel and user, of every process of the job
    std::uint64_t peakMemory = 0; ///< bytes, of the largest process of the job
};

/// The command line that CommandLineToArgvW and the C run time take apart into exactly these arguments again
/// (backslashes double only before a quote; "Parsing C++ command-line arguments", Microsoft).
std::wstring quoteCommandLine(const std::vector<std::wstring> &arguments);

class JobProcess
{
public:
    /// Starts the process suspended, puts it into a new job, and lets it run: no child of it can be outside. The job's
    /// and the process's notices arrive at `port`. `output` is its standard output and error, and is inherited, nothing
    /// else is.
    static std::optional<JobProcess> start(const ProcessSpec &spec, HANDLE port, HANDLE output, StartFailure *failure);

    JobProcess(JobProcess &&other) noexcept;
    JobProcess &operator=(JobProcess &&other) = delete;
    ~JobProcess();

    [[nodiscard]] DWORD pid() const { return m_pid; }
    [[nodiscard]] std::uint64_t startedAt() const { return m_startedAt; }
    /// Asked of the kernel, since a job's own notices may be lost ("delivery is not guaranteed").
    [[nodiscard]] unsigned activeProcesses() const;
    /// Empty while the main process runs.
    [[nodiscard]] std::optional<ProcessExit> exit() const;

    /// CTRL_BREAK to the group of the main process. False if there is no console to send it through.
    bool interrupt() const;
    /// Ends every process of the job at once, also those whose parent is gone.
    void killTree();
    /// Ends the main process only.
    void killMain();

private:
    JobProcess() = default;

    Handle m_job;
    Handle m_process;
    HANDLE m_wait = nullptr;
    DWORD m_pid = 0;
    std::uint64_t m_startedAt = 0;
    bool m_killed = false;
};

} // namespace lamplighter::process::windows
