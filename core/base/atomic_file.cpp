#include "core/base/atomic_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

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

namespace {

Error ioError(const QString &what, const QString &path, const QString &why)
{
    return {ErrorCode::Io, QStringLiteral("%1 %2: %3").arg(what, path, why), path};
}

bool syncToDisk(const QFile &file)
{
#ifdef _WIN32
    return _commit(file.handle()) == 0;
#else
    return ::fsync(file.handle()) == 0;
#endif
}

bool replaceFile(const QString &from, const QString &to)
{
#ifdef _WIN32
    return MoveFileExW(reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(from).utf16()),
                       reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(to).utf16()),
                       MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
#else
    return ::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
#endif
}

/// Of the file that is about to be replaced. The owner first: a change of it takes bits of the mode away.
void takeOver(const QString &path, const QFile &file)
{
#ifndef _WIN32
    struct stat before = {};
    if (::stat(QFile::encodeName(path).constData(), &before) != 0) {
        ::fchmod(file.handle(), 0644); // never by its name, which others may have changed in a folder of theirs
        return;
    }
    const bool ownerKept = ::fchown(file.handle(), before.st_uid, before.st_gid) == 0;
    if (!ownerKept) { // only root may give files away, but to a group of its own everybody may
        static_cast<void>(!::fchown(file.handle(), static_cast<uid_t>(-1), before.st_gid));
    }
    ::fchmod(file.handle(), before.st_mode & 0777);
#else
    static_cast<void>(path);
    static_cast<void>(file);
#endif
}

void syncDirectory(const QString &path)
{
#ifndef _WIN32
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
#else
    static_cast<void>(path);
#endif
}

} // namespace

Result<void> writeFileAtomically(const QString &path, const QByteArray &content, FileAccess access)
{
    const QString temporary =
        path + QStringLiteral(".new-%1").arg(QRandomGenerator::system()->generate(), 8, 16, QChar(u'0'));
    QFile file(temporary);
    const QFile::Permissions permissions =
        access != FileAccess::Readable ? QFile::ReadOwner | QFile::WriteOwner
                                       : QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions)) {
        return ioError(QStringLiteral("cannot create"), temporary, file.errorString());
    }
    if (access == FileAccess::AsBefore) {
        takeOver(path, file);
    }
    const bool written = file.write(content) == content.size() && file.flush() && syncToDisk(file);
    const QString why = file.errorString();
    file.close();
    if (!written) {
        QFile::remove(temporary);
        return ioError(QStringLiteral("cannot write"), path, why);
    }
    if (!replaceFile(temporary, path)) {
        const QString reason = qt_error_string();
        QFile::remove(temporary);
        return ioError(QStringLiteral("cannot replace"), path, reason);
    }
    syncDirectory(QFileInfo(path).absolutePath());
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    // A file that is just being replaced was seen to be missing for an instant on some systems: missing three times is
    // missing.
    constexpr int kLooks = 3;
    for (int look = 1; !file.open(QIODevice::ReadOnly); ++look) {
        if (look < kLooks) {
            continue;
        }
        if (!file.exists()) {
            return Error{ErrorCode::NotFound, QStringLiteral("%1 does not exist").arg(path), path};
        }
        return ioError(QStringLiteral("cannot read"), path, file.errorString());
    }
    QByteArray content = file.read(limit + 1);
    if (file.error() != QFile::NoError) {
        return ioError(QStringLiteral("cannot read"), path, file.errorString());
    }
    if (content.size() > limit) {
        return Error{ErrorCode::TooLarge, QStringLiteral("%1 is larger than %2 bytes").arg(path).arg(limit), path};
    }
    return content;
}

Result<void> makePrivateDirectory(const QString &path)
{
    if (!QDir().mkpath(path)) {
        return ioError(QStringLiteral("cannot create the directory"), path, qt_error_string());
    }
    if (!QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return ioError(QStringLiteral("cannot protect the directory"), path, qt_error_string());
    }
    return {};
}

bool isReadableByOthers(const QString &path)
{
#ifdef _WIN32
    static_cast<void>(path);
    return false;
#else
    return (QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)) != 0;
#endif
}

} // namespace lamplighter
