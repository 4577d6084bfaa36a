#include "core/process/posix/launch_block.h"

#include "core/process/keeper_protocol.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>

namespace lamplighter::process {

namespace {

/// Only the supervisor of a run may set these; sd_notify(3), sd_watchdog_enabled(3), sd_listen_fds(3).
bool isSupervisors(const QByteArray &entry)
{
    static constexpr QByteArrayView kNames[] = {
        "NOTIFY_SOCKET=", "WATCHDOG_USEC=",  "WATCHDOG_PID=",      "LISTEN_FDS=",
        "LISTEN_PID=",    "LISTEN_FDNAMES=", "LAMPLIGHTER_RUN_ID="};
    return std::any_of(std::begin(kNames), std::end(kNames),
                       [&entry](QByteArrayView name) { return entry.startsWith(name); });
}

/// The block while it is put together; offsets are known at once, arrays are appended when their strings are.
class Builder
{
public:
    Builder() { m_bytes.resize(sizeof(protocol::LaunchBlock)); }

    quint64 addText(const QByteArray &text)
    {
        m_sound = m_sound && !text.contains('\0');
        const auto offset = static_cast<quint64>(m_bytes.size());
        m_bytes.append(text);
        m_bytes.append('\0');
        return offset;
    }
    template <typename Number> quint64 addArray(const std::vector<Number> &numbers)
    {
        m_bytes.append(-m_bytes.size() & 7, '\0');
        const auto offset = static_cast<quint64>(m_bytes.size());
        m_bytes.append(reinterpret_cast<const char *>(numbers.data()),
                       static_cast<qsizetype>(numbers.size() * sizeof(Number)));
        return offset;
    }
    [[nodiscard]] bool isSound() const { return m_sound; }
    const QByteArray &finish(protocol::LaunchBlock head)
    {
        m_bytes.append('\0'); // the last byte is zero, so that no string runs over the end
        head.size = static_cast<quint64>(m_bytes.size());
        std::memcpy(m_bytes.data(), &head, sizeof(head));
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    bool m_sound = true;
};

void addEnvironment(const LaunchSpec &spec, const QByteArray &runId, Builder *builder, protocol::LaunchBlock *head)
{
    std::vector<quint64> entries;
    entries.reserve(static_cast<std::size_t>(spec.environment.size()) + 4);
    // First, so that whoever looks for it among all processes finds it in the first bytes.
    entries.push_back(builder->addText("LAMPLIGHTER_RUN_ID=" + runId));
    for (const QByteArray &entry : spec.environment) {
        if (!isSupervisors(entry)) {
            entries.push_back(builder->addText(entry));
        }
    }
    if (spec.watchdog) {
        entries.push_back(builder->addText("WATCHDOG_USEC=" + QByteArray::number(qint64{spec.watchdog->count()})));
    }
    if (spec.notifySocket) {
        entries.push_back(0); // the keeper's to fill in
        head->flags |= protocol::kWantNotify;
    }
    head->environmentCount = static_cast<quint32>(entries.size());
    entries.push_back(0);
    head->environment = builder->addArray(entries);
}

void addAccount(const Account &account, Builder *builder, protocol::LaunchBlock *head)
{
    std::vector<quint32> groups;
    for (const qint64 group : account.groups) {
        groups.push_back(static_cast<quint32>(group));
    }
    head->flags |= protocol::kChangeAccount;
    head->uid = static_cast<quint32>(account.uid);
    head->gid = static_cast<quint32>(account.gid);
    head->groupCount = static_cast<quint32>(groups.size());
    head->groups = builder->addArray(groups);
}

Result<FileDescriptor> sealed(const QByteArray &bytes)
{
    FileDescriptor file(::memfd_create("lamplighter-launch", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.isValid()) {
        return systemError(QStringLiteral("cannot make a memory file for the launch"), errno);
    }
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t written =
            ::write(file.get(), bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at));
        if (written <= 0) {
            return systemError(QStringLiteral("cannot write the launch"), errno);
        }
        at += written;
    }
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0) {
        return systemError(QStringLiteral("cannot seal the launch"), errno);
    }
    return file;
}

} // namespace

Result<FileDescriptor> makeLaunchBlock(const LaunchSpec &spec, const QString &logDirectory, const QByteArray &runId,
                                       quint64 openFiles)
{
    protocol::LaunchBlock head{};
    head.magic = protocol::kLaunchMagic;
    head.version = protocol::kVersion;
    head.headerSize = sizeof(head);
    head.run = spec.run;
    head.logMaximumSize = spec.log.maximumSize;
    head.logKeep = spec.log.keep;
    head.openFiles = openFiles;

    Builder builder;
    head.program = builder.addText(QFile::encodeName(spec.program));
    head.directory = builder.addText(QFile::encodeName(spec.directory));
    head.logDirectory = builder.addText(QFile::encodeName(logDirectory));
    std::vector<quint64> arguments;
    for (const QString &argument : spec.arguments) {
        arguments.push_back(builder.addText(argument.toLocal8Bit()));
    }
    head.argumentCount = static_cast<quint32>(arguments.size());
    arguments.push_back(0);
    head.arguments = builder.addArray(arguments);
    addEnvironment(spec, runId, &builder, &head);
    if (spec.account) {
        addAccount(*spec.account, &builder, &head);
    }
    if (!builder.isSound() || spec.arguments.isEmpty()) {
        return Error{ErrorCode::InvalidInput, QStringLiteral("the command is empty or holds a zero byte"),
                     QStringLiteral("command")};
    }
    return sealed(builder.finish(head));
}

} // namespace lamplighter::process
