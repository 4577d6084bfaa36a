#include "tests/support/small_disk.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <cerrno>

#ifdef __linux__
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>
#endif

namespace lamplighter::tests {

#ifdef __linux__

namespace {

QByteArray ballast(const QString &path)
{
    return QFile::encodeName(path + QStringLiteral("/ballast"));
}

/// Mounts of this process are its own from here on, and go with it and its children, whatever happens to them. An
/// errno.
int becomePrivate()
{
    static const int result = [] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
            return errno;
        }
        return 0;
    }();
    return result;
}

} // namespace

SmallDisk::SmallDisk(const QString &path, int megabytes)
    : m_path(path)
{
    QDir().mkpath(path);
    int error = becomePrivate();
    const QByteArray options = "size=" + QByteArray::number(megabytes) + "m,mode=0700";
    if (error == 0 &&
        ::mount("lamplighter-test", QFile::encodeName(path).constData(), "tmpfs", 0, options.constData()) != 0) {
        error = errno;
    }
    m_mounted = error == 0;
    if (error != 0) {
        m_trouble = QStringLiteral("no file system can be mounted here: %1").arg(qt_error_string(error));
    }
}

SmallDisk::~SmallDisk()
{
    if (m_mounted) {
        ::umount2(QFile::encodeName(m_path).constData(), MNT_DETACH);
    }
}

qint64 SmallDisk::bytesFree() const
{
    struct statvfs info = {};
    return ::statvfs(QFile::encodeName(m_path).constData(), &info) == 0
               ? static_cast<qint64>(info.f_bfree) * static_cast<qint64>(info.f_bsize)
               : -1;
}

bool SmallDisk::fill()
{
    const int fd = ::open(ballast(m_path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    const QByteArray page(4096, 'x');
    while (::write(fd, page.constData(), static_cast<std::size_t>(page.size())) > 0) {}
    const bool full = errno == ENOSPC;
    ::close(fd);
    return full && bytesFree() == 0;
}

bool SmallDisk::makeRoom()
{
    return ::unlink(ballast(m_path).constData()) == 0;
}

bool SmallDisk::setReadOnly(bool readOnly)
{
    const unsigned long flags = readOnly ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT;
    return ::mount("lamplighter-test", QFile::encodeName(m_path).constData(), "tmpfs", flags, nullptr) == 0;
}

bool SmallDisk::shadowReadOnly(bool readOnly)
{
    const QByteArray path = QFile::encodeName(m_path);
    if (!readOnly) {
        return ::umount2(path.constData(), MNT_DETACH) == 0;
    }
    return ::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) == 0 &&
           ::mount("none", path.constData(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0;
}

#else

SmallDisk::SmallDisk(const QString &path, int)
    : m_path(path)
    , m_trouble(QStringLiteral("only Linux has file systems that a test can mount for itself"))
{}
SmallDisk::~SmallDisk() = default;
qint64 SmallDisk::bytesFree() const
{
    return -1;
}
bool SmallDisk::fill()
{
    return false;
}
bool SmallDisk::makeRoom()
{
    return false;
}
bool SmallDisk::setReadOnly(bool)
{
    return false;
}
bool SmallDisk::shadowReadOnly(bool)
{
    return false;
}

#endif

} // namespace lamplighter::tests
