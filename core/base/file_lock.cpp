#include "core/base/file_lock.h"

#include <QDir>
#include <QFile>

#ifdef _WIN32
#include <windows.h>
#else
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace lamplighter {

#ifdef _WIN32

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString &path)
{
    // No sharing at all: a second opener is refused for as long as this handle lives.
    const HANDLE handle =
        CreateFileW(reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(path).utf16()),
                    GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        if (GetLastError() == ERROR_SHARING_VIOLATION) {
            return Error{ErrorCode::Busy, QStringLiteral("%1 is held by another process").arg(path), {}};
        }
        return Error{ErrorCode::Io, QStringLiteral("cannot open %1: %2").arg(path, qt_error_string()), path};
    }
    return std::unique_ptr<FileLock>(new FileLock(reinterpret_cast<qintptr>(handle)));
}

FileLock::~FileLock()
{
    CloseHandle(reinterpret_cast<HANDLE>(m_handle));
}

#else

namespace {

/// Always of one length: it is written over the last one, so that a full disk has room for it.
constexpr int kPidLength = 11;

void writePid(int fd)
{
    char text[kPidLength + 1];
    std::snprintf(text, sizeof(text), "%10d\n", static_cast<int>(::getpid()));
    if (::pwrite(fd, text, kPidLength, 0) != kPidLength) {
        static_cast<void>(!::ftruncate(fd, 0)); // better nobody than somebody else
    }
}

Error heldByAnother(int fd, const QString &path)
{
    char text[kPidLength + 1] = {};
    const ssize_t size = ::pread(fd, text, kPidLength, 0);
    const qint64 pid = size > 0 ? QByteArray(text).trimmed().toLongLong() : 0;
    return {ErrorCode::Busy,
            pid > 0 ? QStringLiteral("%1 is held by process %2").arg(path).arg(pid)
                    : QStringLiteral("%1 is held by another process").arg(path),
            pid > 0 ? QString::number(pid) : QString()};
}

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return systemError(QStringLiteral("cannot open ") + path, errno);
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        const Error held = heldByAnother(fd, path);
        ::close(fd);
        if (reason == EWOULDBLOCK) {
            return held;
        }
        return systemError(QStringLiteral("cannot lock ") + path, reason);
    }
    writePid(fd);
    return std::unique_ptr<FileLock>(new FileLock(fd));
}

FileLock::~FileLock()
{
    ::close(static_cast<int>(m_handle));
}

#endif

} // namespace lamplighter
