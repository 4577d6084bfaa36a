#include "core/process/windows/pipes.h"

#include <sddl.h>

#include <vector>

namespace lamplighter::process::windows {

namespace {

// A descriptor that lets in the account this runs under, and the system; "D:P" keeps inherited entries out.
class OwnAccountOnly
{
public:
    OwnAccountOnly()
    {
        HANDLE token = nullptr;
        if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) == 0) {
            return;
        }
        const Handle owner(token);
        DWORD size = 0;
        GetTokenInformation(token, TokenUser, nullptr, 0, &size);
        std::vector<std::byte> storage(size);
        wchar_t *sid = nullptr;
        if (GetTokenInformation(token, TokenUser, storage.data(), size, &size) == 0 ||
            ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER *>(storage.data())->User.Sid, &sid) == 0) {
            return;
        }
        const std::wstring text = std::wstring(L"D:P(A;;GA;;;SY)(A;;GA;;;") + sid + L")";
        LocalFree(sid);
        ConvertStringSecurityDescriptorToSecurityDescriptorW(text.c_str(), SDDL_REVISION_1, &m_descriptor, nullptr);
    }
    ~OwnAccountOnly() { LocalFree(m_descriptor); }
    OwnAccountOnly(const OwnAccountOnly &) = delete;
    OwnAccountOnly &operator=(const OwnAccountOnly &) = delete;

    [[nodiscard]] bool isValid() const { return m_descriptor != nullptr; }
    SECURITY_ATTRIBUTES attributes() { return {sizeof(SECURITY_ATTRIBUTES), m_descriptor, FALSE}; }

private:
    PSECURITY_DESCRIPTOR m_descriptor = nullptr;
};

// An operation may still write into its OVERLAPPED and buffer: it is waited for before they go.
void cancel(HANDLE pipe, OVERLAPPED *operation, bool pending)
{
    if (pending) {
        CancelIoEx(pipe, operation);
        DWORD bytes = 0;
        GetOverlappedResult(pipe, operation, &bytes, TRUE);
    }
}

} // namespace

std::unique_ptr<ControlPipe> ControlPipe::create(const std::wstring &name, HANDLE port)
{
    OwnAccountOnly account;
    if (!account.isValid()) {
        return nullptr;
    }
    SECURITY_ATTRIBUTES attributes = account.attributes();
    Handle pipe(CreateNamedPipeW(
        name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, 65536, 65536, 0, &attributes));
    if (!pipe || CreateIoCompletionPort(pipe.get(), port, static_cast<ULONG_PTR>(Source::Control), 0) == nullptr) {
        return nullptr;
    }
    std::unique_ptr<ControlPipe> control(new ControlPipe(std::move(pipe), port));
    control->listen();
    return control;
}

ControlPipe::~ControlPipe()
{
    cancel(m_pipe.get(), &m_reading, m_readPending);
    cancel(m_pipe.get(), &m_writing, m_writePending);
}

void ControlPipe::listen()
{
    m_reading = {};
    m_readPending = true;
    while (ConnectNamedPipe(m_pipe.get(), &m_reading) == 0) {
        const DWORD reason = GetLastError();
        if (reason == ERROR_PIPE_CONNECTED) {
            // Somebody was faster than this call, and no completion comes for it: one is made.
            PostQueuedCompletionStatus(m_port, 0, static_cast<ULONG_PTR>(Source::Control), &m_reading);
            return;
        }
        if (reason != ERROR_NO_DATA) { // came and went already; anything else is pending
            return;
        }
        DisconnectNamedPipe(m_pipe.get());
    }
}

void ControlPipe::read()
{
    m_reading = {};
    m_readPending =
        ReadFile(m_pipe.get(), m_buffer.data(), static_cast<DWORD>(m_buffer.size()), nullptr, &m_reading) != 0 ||
        GetLastError() == ERROR_IO_PENDING;
    if (!m_readPending) {
        drop();
    }
}

void ControlPipe::send(std::string bytes)
{
    if (!m_connected) {
        return;
    }
    m_unsent.push_back(std::move(bytes));
    if (!m_writePending) {
        write();
    }
}

void ControlPipe::write()
{
    const std::string &next = m_unsent.front();
    m_writing = {};
    m_writePending = WriteFile(m_pipe.get(), next.data(), static_cast<DWORD>(next.size()), nullptr, &m_writing) != 0 ||
                     GetLastError() == ERROR_IO_PENDING;
    // A write that fails at once means a read that fails too: the engine is dropped there, once.
    if (!m_writePending) {
        m_unsent.clear();
    }
}

void ControlPipe::drop()
{
    if (!std::exchange(m_connected, false)) {
        listenAgain();
        return;
    }
    m_closing = true;
    if (m_writePending) {
        CancelIoEx(m_pipe.get(), &m_writing); // its completion goes on from here
    } else {
        listenAgain();
    }
}

void ControlPipe::listenAgain()
{
    m_unsent.clear();
    DisconnectNamedPipe(m_pipe.get());
    listen();
    if (std::exchange(m_closing, false) && disconnected) {
        disconnected();
    }
}

void ControlPipe::handle(const Completion &completion)
{
    if (completion.overlapped == &m_writing) {
        m_writePending = false;
        if (m_closing) {
            listenAgain();
            return;
        }
        if (!m_unsent.empty()) {
            m_unsent.pop_front();
        }
        if (!m_unsent.empty()) {
            write();
        }
        return;
    }
    m_readPending = false;
    if (!m_connected) {
        if (!completion.succeeded) {
            listenAgain();
            return;
        }
        m_connected = true;
        read();
        if (m_connected && connected) {
            connected();
        }
        return;
    }
    if (!completion.succeeded || completion.bytes == 0) {
        drop();
        return;
    }
    // Copied by the receiver before the next read is begun into the same buffer.
    received(m_buffer.data(), completion.bytes);
    read();
}

std::unique_ptr<OutputPipe> OutputPipe::create(const std::wstring &logFile, HANDLE port)
{
    // Anonymous pipes cannot be read asynchronously; this is one with a name nobody else can guess or reopen.
    static unsigned number = 0;
    const std::wstring name = L"\\\\.\\pipe\\lamplighter-output-" + std::to_wstring(GetCurrentProcessId()) + L"-" +
                              std::to_wstring(++number) + L"-" + std::to_wstring(GetTickCount64());
    OwnAccountOnly account;
    if (!account.isValid()) {
        return nullptr;
    }
    SECURITY_ATTRIBUTES attributes = account.attributes();
    Handle pipe(CreateNamedPipeW(name.c_str(),
                                 PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                 PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, 0, 65536, 0, &attributes));
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    Handle writer(
        CreateFileW(name.c_str(), GENERIC_WRITE | FILE_READ_ATTRIBUTES, 0, &inheritable, OPEN_EXISTING, 0, nullptr));
    if (!pipe || !writer ||
        CreateIoCompletionPort(pipe.get(), port, static_cast<ULONG_PTR>(Source::Output), 0) == nullptr) {
        return nullptr;
    }
    std::unique_ptr<OutputPipe> output(new OutputPipe(std::move(pipe), std::move(writer), logFile));
    output->openLog();
    if (!output->m_log) {
        return nullptr;
    }
    output->read();
    return output;
}

OutputPipe::~OutputPipe()
{
    cancel(m_pipe.get(), &m_reading, m_readPending);
}

void OutputPipe::read()
{
    m_reading = {};
    m_readPending =
        ReadFile(m_pipe.get(), m_buffer.data(), static_cast<DWORD>(m_buffer.size()), nullptr, &m_reading) != 0 ||
        GetLastError() == ERROR_IO_PENDING;
    m_closed = !m_readPending;
}

void OutputPipe::handle(const Completion &completion)
{
    m_readPending = false;
    if (!completion.succeeded) { // ERROR_BROKEN_PIPE: the last writer is gone
        m_closed = true;
        return;
    }
    if (completion.bytes > 0) {
        append(m_buffer.data(), completion.bytes);
        if (written) {
            written();
        }
    }
    read();
}

void OutputPipe::append(const char *data, DWORD size)
{
    if (m_size > 0 && m_size + size > m_limits.maximumSize) {
        rotate();
    }
    DWORD done = 0;
    // A full disk must not stop the unit: what cannot be written is lost, the pipe is read on.
    if (m_log && WriteFile(m_log.get(), data, size, &done, nullptr) != 0) {
        m_size += done;
    }
}

void OutputPipe::openLog()
{
    // Readers may follow, and the next rotation may rename it while they do.
    m_log =
        Handle(CreateFileW(m_logFile.c_str(), FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                           nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    LARGE_INTEGER size{};
    if (m_log && GetFileSizeEx(m_log.get(), &size) != 0) {
        m_size = static_cast<std::uint64_t>(size.QuadPart);
    }
}

void OutputPipe::rotate()
{
    m_log.close();
    for (int older = m_limits.keep; older >= 1; --older) {
        const std::wstring from = older == 1 ? m_logFile : m_logFile + L"." + std::to_wstring(older - 1);
        MoveFileExW(from.c_str(), (m_logFile + L"." + std::to_wstring(older)).c_str(), MOVEFILE_REPLACE_EXISTING);
    }
    if (m_limits.keep < 1) {
        DeleteFileW(m_logFile.c_str());
    }
    m_size = 0;
    openLog();
}

} // namespace lamplighter::process::windows
