// What every file of the Windows keeper starts from: the API, handles that close themselves, what the keeper waits for.
#pragma once

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <cstdint>
#include <utility>

namespace lamplighter::process::windows {

/// Owns a kernel handle. CreateFile says INVALID_HANDLE_VALUE where others say null: both are empty here.
class Handle
{
public:
    Handle() = default;
    explicit Handle(HANDLE handle)
        : m_handle(handle == INVALID_HANDLE_VALUE ? nullptr : handle)
    {}
    Handle(Handle &&other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {}
    Handle &operator=(Handle &&other) noexcept
    {
        if (this != &other) {
            close();
            m_handle = std::exchange(other.m_handle, nullptr);
        }
        return *this;
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle() { close(); }

    void close()
    {
        if (m_handle != nullptr) {
            CloseHandle(std::exchange(m_handle, nullptr));
        }
    }
    [[nodiscard]] HANDLE get() const { return m_handle; }
    explicit operator bool() const { return m_handle != nullptr; }

private:
    HANDLE m_handle = nullptr;
};

/// What an event of the completion port belongs to. All of the keeper waits in this one place.
enum class Source : ULONG_PTR { Job = 1, ProcessExit, Control, Output };

/// One completed operation. `overlapped` tells two operations of one source apart; a job puts a process id there.
struct Completion
{
    Source source = Source::Job;
    DWORD bytes = 0;
    OVERLAPPED *overlapped = nullptr;
    bool succeeded = false;
};

/// 100 ns since 1601, as the system says it; with the process id this names a process for good.
inline std::uint64_t toTicks(const FILETIME &time)
{
    return (static_cast<std::uint64_t>(time.dwHighDateTime) << 32U) | time.dwLowDateTime;
}

} // namespace lamplighter::process::windows
