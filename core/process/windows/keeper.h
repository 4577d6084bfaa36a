// The keeper of one unit on Windows: the beginning of what process/posix and app/keeper are elsewhere. It holds the
// unit's lock, its job, its output and a hidden console, outlives the engine, and says what
// core/process/keeper_protocol.h says.
//
// Carried over from there: every message, whole states, the lock and the record in the run folder. Different here: the
// launch block follows its message in the pipe (a descriptor cannot travel); errors are numbers of GetLastError();
// accounts are not changed; signals but KILL all mean CTRL_BREAK. Not yet: WM_CLOSE to windows, the notify pipe,
// limits.
#pragma once

#include "core/process/keeper_protocol.h"
#include "core/process/windows/job_process.h"
#include "core/process/windows/launch_block.h"
#include "core/process/windows/pipes.h"

#include <memory>
#include <optional>
#include <string>

namespace lamplighter::process::windows {

class Keeper
{
public:
    Keeper(std::wstring runFolder, std::string unit)
        : m_folder(std::move(runFolder))
        , m_unit(std::move(unit))
    {}

    /// Until it was released and nothing of the unit is left. 0, or the number of the error that kept it from starting:
    /// ERROR_SHARING_VIOLATION if the unit has a keeper already.
    DWORD run();

private:
    DWORD prepare();
    void dispatch(const Completion &completion);
    void receive(const char *data, std::size_t size);
    void message(const char *data, std::size_t size);
    void launch(const char *block, std::size_t size);
    void refuseLaunch(std::int64_t run, protocol::Stage stage, DWORD error);
    void signal(const protocol::SignalTree &request);
    void checkProcess();
    void finishIfReleased();
    void writeRecord();
    void sendState(protocol::Type type);
    template <typename Message> void send(const Message &message)
    {
        m_control->send(std::string(reinterpret_cast<const char *>(&message), sizeof(message)));
    }

    std::wstring m_folder;
    std::string m_unit;
    Handle m_lock;
    Handle m_port;
    std::unique_ptr<ControlPipe> m_control;
    std::unique_ptr<OutputPipe> m_output;
    std::string m_received;                // the beginning of a message that is not complete yet
    std::unique_ptr<JobProcess> m_process; // the newest run, also after its end
    protocol::State m_state{};
    bool m_treeEmpty = true;
    bool m_watchOutput = false;
    bool m_released = false;
};

} // namespace lamplighter::process::windows
