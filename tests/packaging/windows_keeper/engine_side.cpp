#include "engine_side.h"

#include "core/process/windows/names.h"

#include <array>

namespace keeper_test {

std::optional<win::Handle> startProcess(const std::vector<std::wstring> &commandLine, DWORD *pid)
{
    std::wstring line = win::quoteCommandLine(commandLine);
    STARTUPINFOW startup{};
    startup.cb = sizeof(startup);
    PROCESS_INFORMATION process{};
    if (CreateProcessW(commandLine.front().c_str(), line.data(), nullptr, nullptr, FALSE, CREATE_NO_WINDOW, nullptr,
                       nullptr, &startup, &process) == 0) {
        return std::nullopt;
    }
    CloseHandle(process.hThread);
    if (pid != nullptr) {
        *pid = process.dwProcessId;
    }
    return win::Handle(process.hProcess);
}

EngineSide::EngineSide(const std::wstring &folder)
    : m_event(CreateEventW(nullptr, TRUE, FALSE, nullptr))
{
    const std::wstring name = win::controlPipeName(folder);
    const ULONGLONG until = GetTickCount64() + kPatience;
    while (!m_pipe && GetTickCount64() < until) {
        m_pipe = win::Handle(CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                                         FILE_FLAG_OVERLAPPED, nullptr));
        if (!m_pipe && WaitNamedPipeW(name.c_str(), 100) == 0) {
            Sleep(10); // not there yet: nothing to wait on
        }
    }
}

void EngineSide::sendBytes(const std::string &bytes)
{
    OVERLAPPED operation{};
    const win::Handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    operation.hEvent = event.get();
    DWORD done = 0;
    if (WriteFile(m_pipe.get(), bytes.data(), static_cast<DWORD>(bytes.size()), nullptr, &operation) != 0 ||
        GetLastError() == ERROR_IO_PENDING) {
        GetOverlappedResult(m_pipe.get(), &operation, &done, TRUE);
    }
}

void EngineSide::launch(const win::LaunchRequest &request)
{
    const std::string block = win::writeLaunchBlock(request);
    auto message = protocol::make<protocol::Launch>(protocol::Type::Launch);
    message.run = request.run;
    message.header.size = static_cast<std::uint32_t>(sizeof(message) + block.size());
    sendBytes(std::string(reinterpret_cast<const char *>(&message), sizeof(message)) + block);
}

void EngineSide::signal(int number, bool mainOnly)
{
    auto message = protocol::make<protocol::SignalTree>(protocol::Type::Signal);
    message.number = number;
    message.mainOnly = mainOnly ? 1 : 0;
    send(message);
}

bool EngineSide::readMore()
{
    std::array<char, 4096> buffer{};
    OVERLAPPED operation{};
    ResetEvent(m_event.get());
    operation.hEvent = m_event.get();
    if (ReadFile(m_pipe.get(), buffer.data(), static_cast<DWORD>(buffer.size()), nullptr, &operation) == 0 &&
        GetLastError() != ERROR_IO_PENDING) {
        return false;
    }
    if (WaitForSingleObject(m_event.get(), kPatience) != WAIT_OBJECT_0) {
        CancelIoEx(m_pipe.get(), &operation);
    }
    DWORD size = 0;
    if (GetOverlappedResult(m_pipe.get(), &operation, &size, TRUE) == 0 || size == 0) {
        return false;
    }
    m_received.append(buffer.data(), size);
    return true;
}

std::optional<std::string> EngineSide::next()
{
    for (;;) {
        protocol::Header header{};
        if (m_received.size() >= sizeof(header)) {
            std::memcpy(&header, m_received.data(), sizeof(header));
            if (header.size >= sizeof(header) && m_received.size() >= header.size) {
                std::string message = m_received.substr(0, header.size);
                m_received.erase(0, header.size);
                return message;
            }
        }
        if (!readMore()) {
            return std::nullopt;
        }
    }
}

} // namespace keeper_test
