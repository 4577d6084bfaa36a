#include "core/base/durable_file.h"

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace lamplighter {

#ifdef _WIN32

Result<void> writeThrough(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.exists()) {
        return Error{ErrorCode::NotFound, QStringLiteral("%1 does not exist").arg(path), path};
    }
    const bool done = file.open(QIODevice::ReadWrite | QIODevice::Unbuffered | QIODevice::ExistingOnly) &&
                      file.seek(offset) && file.write(bytes) == bytes.size() && _commit(file.handle()) == 0;
    if (!done) {
        return Error{ErrorCode::Io, QStringLiteral("cannot write %1: %2").arg(path, file.errorString()), path};
    }
    return {};
}

quint64 fileIdentity(const QFile &openFile)
{
    BY_HANDLE_FILE_INFORMATION info{};
    const auto handle = reinterpret_cast<HANDLE>(_get_osfhandle(openFile.handle()));
    if (GetFileInformationByHandle(handle, &info) == 0) {
        return 0;
    }
    return (static_cast<quint64>(info.nFileIndexHigh) << 32U) | info.nFileIndexLow;
}

#else

namespace {

/// Zero or errno.
int writeAndSync(int fd, qint64 offset, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote =
            ::pwrite(fd, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done), offset + done);
        if (wrote < 0 && errno != EINTR) {
            return errno;
        }
        if (wrote > 0) {
            done += wrote;
        }
    }
    int synced = 0;
    do {
        synced = ::fdatasync(fd);
    } while (synced != 0 && errno == EINTR);
    return synced == 0 ? 0 : errno;
}

} // namespace

Result<void> writeThrough(const QString &path, qint64 offset, const QByteArray &bytes)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        const int reason = errno;
        Error error = systemError(QStringLiteral("cannot open ") + path, reason);
        error.code = reason == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
        return error;
    }
    const int reason = writeAndSync(fd, offset, bytes);
    ::close(fd);
    if (reason != 0) {
        return systemError(QStringLiteral("cannot write ") + path, reason);
    }
    return {};
}

quint64 fileIdentity(const QFile &openFile)
{
    struct stat info = {};
    return ::fstat(openFile.handle(), &info) == 0 ? static_cast<quint64>(info.st_ino) : 0;
}

#endif

} // namespace lamplighter
