// The keeper's two pipes: the named one that an engine talks through and may leave and find again, and the one a unit
// writes its output to. Both complete at the keeper's port; neither ever blocks it. Owned by the keeper; one thread.
#pragma once

#include "core/process/windows/handle.h"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace lamplighter::process::windows {

/// Serves one engine at a time. An engine that is gone, however it went, makes room for the next.
class ControlPipe
{
public:
    /// `name` as `\\.\pipe\…`. Null if another keeper has it (ERROR_ACCESS_DENIED, ERROR_PIPE_BUSY) or it cannot be
    /// made. Only the own account and the system may open it, and nobody over the network.
    static std::unique_ptr<ControlPipe> create(const std::wstring &name, HANDLE port);
    ~ControlPipe();
    ControlPipe(const ControlPipe &) = delete;
    ControlPipe &operator=(const ControlPipe &) = delete;

    std::function<void()> connected;
    std::function<void(const char *data, std::size_t size)> received;
    std::function<void()> disconnected;

    /// Dropped while no engine is there: it reads everything from the report it gets when it comes.
    void send(std::string bytes);
    void handle(const Completion &completion);
    [[nodiscard]] bool isConnected() const { return m_connected; }

private:
    ControlPipe(Handle pipe, HANDLE port)
        : m_pipe(std::move(pipe))
        , m_port(port)
    {}
    void listen();
    void read();
    void write();
    void drop();
    void listenAgain();

    Handle m_pipe;
    HANDLE m_port;
    OVERLAPPED m_reading{}; // also for waiting for a connection: one of the two at a time
    OVERLAPPED m_writing{};
    std::array<char, 4096> m_buffer{};
    std::deque<std::string> m_unsent; // the first is being written
    bool m_readPending = false;
    bool m_writePending = false;
    bool m_connected = false;
    bool m_closing = false; // the engine is gone; the last write has yet to come back before the next one is let in
};

/// A unit's output over all its runs, appended to a file that rotates (FILE, FILE.1 … FILE.keep).
class OutputPipe
{
public:
    struct Limits
    {
        std::uint64_t maximumSize = 10 * 1024 * 1024;
        int keep = 5;
    };
    static std::unique_ptr<OutputPipe> create(const std::wstring &logFile, HANDLE port);
    ~OutputPipe();
    OutputPipe(const OutputPipe &) = delete;
    OutputPipe &operator=(const OutputPipe &) = delete;

    std::function<void()> written;

    void setLimits(Limits limits) { m_limits = limits; }
    /// For a child to inherit.
    [[nodiscard]] HANDLE writeEnd() const { return m_writeEnd.get(); }
    /// No run comes any more: once the last writer is gone, and what they wrote is in the file, isClosed().
    void finish() { m_writeEnd.close(); }
    void handle(const Completion &completion);
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    OutputPipe(Handle pipe, Handle writeEnd, std::wstring logFile)
        : m_pipe(std::move(pipe))
        , m_writeEnd(std::move(writeEnd))
        , m_logFile(std::move(logFile))
    {}
    void read();
    void append(const char *data, DWORD size);
    void openLog();
    void rotate();

    Handle m_pipe;
    Handle m_writeEnd; // held by the keeper too, so that the pipe outlives each run
    Handle m_log;
    std::wstring m_logFile;
    Limits m_limits;
    std::uint64_t m_size = 0;
    OVERLAPPED m_reading{};
    std::array<char, 16384> m_buffer{};
    bool m_readPending = false;
    bool m_closed = false;
};

} // namespace lamplighter::process::windows
