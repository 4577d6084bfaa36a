#include "core/base/atomic_link.h"

#include <QFile>
#include <QFileInfo>

#ifndef _WIN32
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace lamplighter {

#ifdef _WIN32

namespace {

Error notOffered()
{
    return {
        ErrorCode::Unavailable, QStringLiteral("links that are swapped in one step are not offered on Windows"), {}};
}

} // namespace

Result<void> replaceLinkAtomically(const QString & /*path*/, const QString & /*target*/)
{
    return notOffered();
}

Result<QString> readLink(const QString & /*path*/)
{
    return notOffered();
}

#else

namespace {

/// A folder held open, so that all that is done in it is done in the same one.
class Folder
{
public:
    explicit Folder(const QString &path)
        : m_fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {}
    ~Folder()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd;
};

enum class Found { Nothing, Link, Other, Unknown };

Found lookAt(int folder, const QByteArray &name)
{
    struct stat status = {};
    if (::fstatat(folder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? Found::Nothing : Found::Unknown;
    }
    return S_ISLNK(status.st_mode) ? Found::Link : Found::Other;
}

Error noLink(const QString &path)
{
    const QString what = QFileInfo(path).isDir() ? QStringLiteral("a folder") : QStringLiteral("a file");
    return {ErrorCode::Conflict, QStringLiteral("%1 is %2, not a link; it is left alone").arg(path, what), path};
}

} // namespace

Result<void> replaceLinkAtomically(const QString &path, const QString &target)
{
    const QFileInfo info(path);
    const Folder folder(info.absolutePath());
    if (folder.fd() < 0) {
        return systemError(QStringLiteral("cannot open %1").arg(info.absolutePath()), errno);
    }
    const QByteArray name = QFile::encodeName(info.fileName());
    const QByteArray temporary = '.' + name + ".new"; // always the same, so that a crash leaves one at most
    if (lookAt(folder.fd(), name) == Found::Other) {
        return noLink(path);
    }
    if (lookAt(folder.fd(), temporary) == Found::Link) {
        ::unlinkat(folder.fd(), temporary.constData(), 0);
    }
    if (::symlinkat(QFile::encodeName(target).constData(), folder.fd(), temporary.constData()) != 0) {
        return systemError(QStringLiteral("cannot make a link in %1").arg(info.absolutePath()), errno);
    }
    if (::renameat(folder.fd(), temporary.constData(), folder.fd(), name.constData()) != 0) {
        const int why = errno;
        ::unlinkat(folder.fd(), temporary.constData(), 0);
        return systemError(QStringLiteral("cannot replace %1").arg(path), why);
    }
    if (::fsync(folder.fd()) != 0) {
        return systemError(QStringLiteral("cannot make the change of %1 durable").arg(path), errno);
    }
    return {};
}

Result<QString> readLink(const QString &path)
{
    char target[PATH_MAX];
    const ssize_t size = ::readlink(QFile::encodeName(path).constData(), target, sizeof(target));
    if (size >= 0) {
        return QFile::decodeName(QByteArray(target, size));
    }
    if (errno == ENOENT || errno == ENOTDIR) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no %1").arg(path), path};
    }
    if (errno == EINVAL) {
        return noLink(path);
    }
    return systemError(QStringLiteral("cannot read the link %1").arg(path), errno);
}

#endif

} // namespace lamplighter
