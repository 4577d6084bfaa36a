#include "core/process/windows/keeper.h"

#include "core/process/windows/names.h"

#include <realtimeapiset.h>

#include <algorithm>
#include <array>

namespace lamplighter::process::windows {

namespace {

// A job does not promise that its last notice arrives (JOBOBJECT_ASSOCIATE_COMPLETION_PORT). So while the main process
// is gone and others of its tree live, and only then, the kernel is asked now and then.
constexpr DWORD kTreeCheck = 1000; // ms
constexpr std::size_t kLargestMessage = 16 * 1024 * 1024;
constexpr std::int32_t kKillSignal = 9;
constexpr std::uint64_t kTicksTo1970 = 116444736000000000U;

std::int64_t monotonicNow()
{
    ULONGLONG ticks = 0; // 100 ns each, sleep not counted
    QueryUnbiasedInterruptTime(&ticks);
    return static_cast<std::int64_t>(ticks) * 100;
}

// Microseconds since 1970.
std::int64_t toWall(std::uint64_t ticks)
{
    return (static_cast<std::int64_t>(ticks) - static_cast<std::int64_t>(kTicksTo1970)) / 10;
}

Handle takeLock(const std::wstring &folder)
{
    // Others may read who holds it. Nobody else may write, for as long as this handle lives: a second keeper is
    // refused.
    Handle lock(CreateFileW((folder + L"\\" + fromUtf8(protocol::kLockFile)).c_str(), GENERIC_READ | GENERIC_WRITE,
                            FILE_SHARE_READ, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (lock) {
        const std::string pid = std::to_string(GetCurrentProcessId()) + "\n";
        DWORD done = 0;
        WriteFile(lock.get(), pid.data(), static_cast<DWORD>(pid.size()), &done, nullptr);
        SetEndOfFile(lock.get());
    }
    return lock;
}

// CTRL_BREAK goes to a group of processes of the sender's own console. Started without one, the keeper makes one that
// nobody sees.
void ensureConsole()
{
    if (GetConsoleCP() == 0 && AllocConsole() != 0) {
        ShowWindow(GetConsoleWindow(), SW_HIDE);
    }
    // Ignores CTRL_C, not CTRL_BREAK: the latter only reaches the unit's group.
    SetConsoleCtrlHandler(nullptr, FALSE);
}

protocol::Stage toStage(StartStage stage)
{
    switch (stage) {
    case StartStage::Output:
        return protocol::Stage::Output;
    case StartStage::Fork:
        return protocol::Stage::Fork;
    case StartStage::Program:
        return protocol::Stage::Program;
    }
    return protocol::Stage::Keeper;
}

} // namespace

DWORD Keeper::prepare()
{
    m_lock = takeLock(m_folder);
    if (!m_lock) {
        return GetLastError();
    }
    ensureConsole();
    m_port = Handle(CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1));
    if (!m_port) {
        return GetLastError();
    }
    m_control = ControlPipe::create(controlPipeName(m_folder), m_port.get());
    if (!m_control) {
        return GetLastError();
    }
    m_control->connected = [this] { m_received.clear(); };
    m_control->disconnected = [this] { m_watchOutput = false; };
    m_control->received = [this](const char *data, std::size_t size) { receive(data, size); };
    m_state.keeperPid = GetCurrentProcessId();
    return 0;
}

DWORD Keeper::run()
{
    if (const DWORD error = prepare(); error != 0) {
        return error;
    }
    while (!(m_released && m_treeEmpty && (!m_output || m_output->isClosed()))) {
        const bool treeLeft = !m_treeEmpty && (m_state.flags & protocol::kHasExit) != 0;
        Completion completion;
        ULONG_PTR key = 0;
        completion.succeeded = GetQueuedCompletionStatus(m_port.get(), &completion.bytes, &key, &completion.overlapped,
                                                         treeLeft ? kTreeCheck : INFINITE) != 0;
        if (!completion.succeeded && completion.overlapped == nullptr) {
            checkProcess(); // the time ran out
            continue;
        }
        completion.source = static_cast<Source>(key);
        dispatch(completion);
    }
    return 0;
}

void Keeper::dispatch(const Completion &completion)
{
    switch (completion.source) {
    case Source::Job:
    case Source::ProcessExit:
        checkProcess();
        break;
    case Source::Control:
        m_control->handle(completion);
        break;
    case Source::Output:
        m_output->handle(completion);
        break;
    }
}

void Keeper::receive(const char *data, std::size_t size)
{
    m_received.append(data, size);
    while (m_received.size() >= sizeof(protocol::Header)) {
        protocol::Header header{};
        std::memcpy(&header, m_received.data(), sizeof(header));
        if (header.size < sizeof(header) || header.size > kLargestMessage) {
            m_received.clear(); // not one of ours; the next connection starts anew
            return;
        }
        if (m_received.size() < header.size) {
            return;
        }
        const std::string whole = m_received.substr(0, header.size);
        m_received.erase(0, header.size);
        message(whole.data(), whole.size());
    }
}

void Keeper::message(const char *data, std::size_t size)
{
    protocol::Header header{};
    protocol::read(data, size, &header);
    switch (header.type) {
    case protocol::Type::Hello:
        sendState(protocol::Type::Welcome);
        break;
    case protocol::Type::Launch:
        if (size > sizeof(protocol::Launch)) {
            launch(data + sizeof(protocol::Launch), size - sizeof(protocol::Launch));
        }
        break;
    case protocol::Type::Signal: {
        protocol::SignalTree request{};
        protocol::read(data, size, &request);
        signal(request);
        break;
    }
    case protocol::Type::KillTree:
        if (m_process) {
            m_process->killTree();
        }
        break;
    case protocol::Type::WatchOutput:
        m_watchOutput = true;
        break;
    case protocol::Type::Release:
        m_released = true;
        finishIfReleased();
        break;
    default:
        break; // unknown to this version, or not for a keeper
    }
}

void Keeper::launch(const char *block, std::size_t size)
{
    const std::optional<LaunchRequest> request = readLaunchBlock(block, size);
    if (!request) {
        refuseLaunch(0, protocol::Stage::Specification, ERROR_INVALID_DATA);
        return;
    }
    if (!m_treeEmpty || m_released) {
        refuseLaunch(request->run, protocol::Stage::Keeper, ERROR_BUSY);
        return;
    }
    if (!m_output) {
        m_output = OutputPipe::create(request->logDirectory + L"\\" + fromUtf8(m_unit) + L".log", m_port.get());
        if (!m_output) {
            refuseLaunch(request->run, protocol::Stage::Output, GetLastError());
            return;
        }
        m_output->written = [this] {
            if (std::exchange(m_watchOutput, false)) {
                send(protocol::make<protocol::Header>(protocol::Type::OutputWritten));
            }
        };
    }
    m_output->setLimits(request->log);

    m_state.run = request->run;
    m_state.pid = 0;
    m_state.flags = 0;
    writeRecord(); // before the process is there: whoever finds this record knows that there may be one
    StartFailure failure;
    std::optional<JobProcess> process =
        JobProcess::start(request->process, m_port.get(), m_output->writeEnd(), &failure);
    if (!process) {
        refuseLaunch(request->run, toStage(failure.stage), failure.error);
        return;
    }
    m_process = std::make_unique<JobProcess>(std::move(*process));
    m_treeEmpty = false;
    m_state.pid = m_process->pid();
    m_state.startedMonotonic = monotonicNow();
    m_state.startedWall = toWall(m_process->startedAt());
    writeRecord();
    sendState(protocol::Type::Launched);
}

void Keeper::refuseLaunch(std::int64_t run, protocol::Stage stage, DWORD error)
{
    auto answer = protocol::make<protocol::LaunchFailed>(protocol::Type::LaunchFailed);
    answer.run = run;
    answer.stage = stage;
    answer.error = static_cast<std::int32_t>(error);
    send(answer);
}

void Keeper::signal(const protocol::SignalTree &request)
{
    if (!m_process || m_treeEmpty) {
        return;
    }
    if (request.number == kKillSignal && request.mainOnly == 0) {
        m_process->killTree();
    } else if (request.number == kKillSignal) {
        m_process->killMain();
    } else {
        m_process->interrupt();
    }
}

void Keeper::checkProcess()
{
    if (!m_process || m_treeEmpty) {
        return;
    }
    const bool empty = m_process->activeProcesses() == 0;
    const bool known = (m_state.flags & protocol::kHasExit) != 0;
    if (const std::optional<ProcessExit> exit = m_process->exit(); exit && !known) {
        m_treeEmpty = empty;
        m_state.pid = 0;
        m_state.flags |= protocol::kHasExit | (exit->killed ? protocol::kHasSignal : protocol::kHasCode);
        m_state.exitCode = exit->killed ? 0 : static_cast<std::int32_t>(exit->code);
        m_state.exitSignal = exit->killed ? kKillSignal : 0;
        m_state.exitMonotonic = monotonicNow();
        m_state.exitWall = toWall(exit->at);
        m_state.cpuTime = static_cast<std::int64_t>(exit->cpuTicks / 10);
        m_state.maximumResident = static_cast<std::int64_t>(exit->peakMemory);
        writeRecord();
        sendState(protocol::Type::Exited);
    } else if (known && empty) {
        m_treeEmpty = true;
        sendState(protocol::Type::TreeEmptied);
    }
    finishIfReleased();
}

void Keeper::finishIfReleased()
{
    if (m_released && m_treeEmpty && m_output) {
        m_output->finish();
    }
}

void Keeper::writeRecord()
{
    protocol::Record record{};
    record.magic = protocol::kRecordMagic;
    record.version = protocol::kVersion;
    record.size = sizeof(record);
    // No boot id: the start of a process is kept as wall clock time, which no other boot has again.
    std::copy_n(m_unit.begin(), std::min(m_unit.size(), sizeof(record.unit) - 1), record.unit);
    record.keeperPid = m_state.keeperPid;
    record.run = m_state.run;
    record.pid = m_state.pid;
    record.pidStart = m_state.pid != 0 ? m_process->startedAt() : 0;
    const Handle file(CreateFileW((m_folder + L"\\" + fromUtf8(protocol::kRecordFile)).c_str(), GENERIC_WRITE,
                                  FILE_SHARE_READ, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    DWORD done = 0;
    WriteFile(file.get(), &record, sizeof(record), &done, nullptr);
}

void Keeper::sendState(protocol::Type type)
{
    auto state = protocol::make<protocol::State>(type);
    const protocol::Header header = state.header;
    state = m_state;
    state.header = header;
    if (m_treeEmpty) {
        state.flags |= protocol::kTreeEmpty;
    }
    send(state);
}

} // namespace lamplighter::process::windows
