#include "core/base/file_lock.h"

#include <QDir>
#include <QFile>

#ifdef _WIN32
#include <windows.h>
#else
#include <cerrno>
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
            return Error{ErrorCode::Busy, QStringLiteral("%1 is held by another process").arg(path), path};
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

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return systemError(QStringLiteral("cannot open ") + path, errno);
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(fd);
        if (reason == EWOULDBLOCK) {
            return Error{ErrorCode::Busy, QStringLiteral("%1 is held by another process").arg(path), path};
        }
        return systemError(QStringLiteral("cannot lock ") + path, reason);
    }
    return std::unique_ptr<FileLock>(new FileLock(fd));
}

FileLock::~FileLock()
{
    ::close(static_cast<int>(m_handle));
}

#endif

} // namespace lamplighter
