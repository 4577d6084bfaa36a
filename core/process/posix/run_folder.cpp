#include "core/process/posix/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/boot_id.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace lamplighter::process {

protocol::Record readRecord(const char *data, std::size_t size, QByteArrayView boot)
{
    protocol::Record record{};
    if (size < sizeof(record)) {
        return {};
    }
    std::memcpy(&record, data, sizeof(record));
    const QByteArrayView written(record.bootId,
                                 static_cast<qsizetype>(::strnlen(record.bootId, sizeof(record.bootId))));
    const bool isOurs = record.magic == protocol::kRecordMagic && record.version == protocol::kVersion &&
                        written == boot && record.run >= 0 && record.pid >= 0;
    return isOurs ? record : protocol::Record{};
}

RunFolder::RunFolder(const QString &runDirectory, const UnitName &unit)
    : m_unit(unit)
    , m_path(QFile::encodeName(runDirectory + u'/' + unit.toString()))
{}

QList<UnitName> RunFolder::list(const QString &runDirectory)
{
    QList<UnitName> units;
    const QStringList names = QDir(runDirectory).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QString &name : names) {
        if (isValidUnitName(name)) {
            units.append(UnitName(name));
        }
    }
    return units;
}

Result<void> RunFolder::create() const
{
    if (::mkdir(m_path.constData(), 0700) != 0 && errno != EEXIST) {
        return systemError(QStringLiteral("cannot make ") + QFile::decodeName(m_path), errno);
    }
    return {};
}

Result<FileDescriptor> RunFolder::lock() const
{
    FileDescriptor held(::open(file(protocol::kLockFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!held.isValid()) {
        return systemError(QStringLiteral("cannot open the lock of ") + m_unit.toString(), errno);
    }
    if (::flock(held.get(), LOCK_EX | LOCK_NB) != 0) {
        return Error{ErrorCode::Busy, QStringLiteral("a keeper of %1 lives").arg(m_unit.toString()), {}};
    }
    return held;
}

Result<FileDescriptor> RunFolder::connect() const
{
    // By way of the folder's descriptor, since a socket's whole path may be longer than an address takes.
    const FileDescriptor folder(::open(m_path.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    FileDescriptor connection(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const QByteArray name = "/proc/self/fd/" + QByteArray::number(folder.get()) + '/' + protocol::kControlSocket;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    if (!folder.isValid() || !connection.isValid() ||
        ::connect(connection.get(), reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0) {
        return Error{
            ErrorCode::Unavailable, QStringLiteral("the keeper of %1 does not listen").arg(m_unit.toString()), {}};
    }
    return connection;
}

protocol::Record RunFolder::record() const
{
    const FileDescriptor opened(
        ::open(file(protocol::kRecordFile).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    char content[sizeof(protocol::Record)];
    const ssize_t size = opened.isValid() ? ::read(opened.get(), content, sizeof(content)) : 0;
    return readRecord(content, static_cast<std::size_t>(std::max<ssize_t>(size, 0)), bootId().toLatin1());
}

qint64 RunFolder::holder() const
{
    const Result<QByteArray> text = readFile(QFile::decodeName(file(protocol::kLockFile)), 64);
    const qint64 pid = text ? text->trimmed().toLongLong() : 0;
    const QString commandLine = QStringLiteral("/proc/%1/cmdline").arg(pid);
    const Result<QByteArray> words = readFile(commandLine, 64 * 1024);
    // It was started with our very path as its first argument; nobody else's pid can take its place.
    return pid > 1 && words && words->split('\0').value(1) == m_path ? pid : 0;
}

void RunFolder::remove() const
{
    for (const char *const name :
         {protocol::kControlSocket, protocol::kNotifySocket, protocol::kRecordFile, protocol::kLockFile}) {
        ::unlink(file(name).constData());
    }
    ::rmdir(m_path.constData());
}

} // namespace lamplighter::process
