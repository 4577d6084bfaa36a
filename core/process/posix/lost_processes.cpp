#include "core/process/posix/lost_processes.h"

#include "core/process/posix/file_descriptor.h"

#include <algorithm>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/syscall.h>

namespace lamplighter::process {

namespace {

QByteArray procPath(qint64 pid, const char *rest)
{
    return "/proc/" + QByteArray::number(pid) + rest;
}

QByteArray readAll(const QByteArray &path)
{
    const FileDescriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC));
    QByteArray content;
    if (!file.isValid()) {
        return content;
    }
    char buffer[16384];
    for (ssize_t size = 0; (size = ::read(file.get(), buffer, sizeof(buffer))) > 0;) {
        content.append(buffer, size);
    }
    return content;
}

struct Stat
{
    char state = 'X';
    qint64 parent = 0;
    qint64 session = 0;
    quint64 start = 0;
};

/// proc(5): the name in parentheses may hold anything, so the fields are counted from its end.
Stat readStat(qint64 pid)
{
    Stat stat;
    const QByteArray text = readAll(procPath(pid, "/stat"));
    const qsizetype nameEnd = text.lastIndexOf(')');
    const QList<QByteArray> fields = text.mid(nameEnd + 2).split(' ');
    if (nameEnd > 0 && fields.size() > 19) {
        stat.state = fields.at(0).isEmpty() ? 'X' : fields.at(0).front();
        stat.parent = fields.at(1).toLongLong();
        stat.session = fields.at(3).toLongLong();
        stat.start = fields.at(19).toULongLong();
    }
    return stat;
}

bool isOver(char state)
{
    return state == 'Z' || state == 'X';
}

} // namespace

LostProcesses::LostProcesses(const QString &engineId)
    : m_runIdPrefix("LAMPLIGHTER_RUN_ID=" + engineId.toUtf8() + '/')
{}

void LostProcesses::add(const UnitName &unit, const protocol::Record &record)
{
    m_units[unit].record = record;
}

int LostProcesses::remove(const UnitName &unit)
{
    return static_cast<int>(m_units.take(unit).ended.size());
}

QList<UnitName> LostProcesses::endOnce()
{
    for (Unit &unit : m_units) {
        unit.left = false;
    }
    std::vector<Process> processes = listProcesses();
    matchSessions(&processes);
    matchDescendants(&processes);
    for (const Process &process : processes) {
        if (process.unit != nullptr) {
            end(process);
        }
    }
    QList<UnitName> gone;
    for (auto unit = m_units.cbegin(); unit != m_units.cend(); ++unit) {
        if (!unit->left) {
            gone.append(unit.key());
        }
    }
    return gone;
}

std::vector<LostProcesses::Process> LostProcesses::listProcesses() const
{
    std::vector<Process> processes;
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir("/proc"), &::closedir);
    while (const dirent *entry = directory != nullptr ? ::readdir(directory.get()) : nullptr) {
        bool isNumber = false;
        const qint64 pid = QByteArrayView(entry->d_name).toLongLong(&isNumber);
        if (!isNumber || pid == ::getpid()) {
            continue;
        }
        const Stat stat = readStat(pid);
        constexpr qint64 kKernelThreads = 2;
        if (isOver(stat.state) || stat.parent == kKernelThreads) {
            continue;
        }
        Process process{pid, stat.parent, stat.session, stat.start, unitByRunId(pid)};
        for (auto unit = m_units.cbegin(); unit != m_units.cend() && process.unit == nullptr; ++unit) {
            if (unit->ended.contains({pid, stat.start})) {
                process.unit = &unit.key(); // killed already, and not gone yet
            }
        }
        if (process.unit == nullptr) {
            process.unit = unitByOutput(pid);
        }
        processes.push_back(process);
    }
    return processes;
}

const UnitName *LostProcesses::unitByRunId(qint64 pid) const
{
    const QByteArray environment = readAll(procPath(pid, "/environ"));
    qsizetype at = environment.indexOf(m_runIdPrefix);
    while (at > 0 && environment.at(at - 1) != '\0') {
        at = environment.indexOf(m_runIdPrefix, at + 1);
    }
    if (at < 0) {
        return nullptr;
    }
    const qsizetype from = at + m_runIdPrefix.size();
    const qsizetype slash = environment.indexOf('/', from);
    const auto unit = m_units.constFind(UnitName(QString::fromUtf8(environment.mid(from, slash - from))));
    return unit != m_units.cend() ? &unit.key() : nullptr;
}

const UnitName *LostProcesses::unitByOutput(qint64 pid) const
{
    for (const char *const descriptor : {"/fd/1", "/fd/2"}) {
        char target[64] = {};
        const ssize_t size = ::readlink(procPath(pid, descriptor).constData(), target, sizeof(target) - 1);
        const QByteArrayView link(target, std::max<ssize_t>(size, 0));
        if (!link.startsWith("pipe:[")) {
            continue;
        }
        const quint64 inode = link.sliced(6).chopped(1).toByteArray().toULongLong();
        for (auto unit = m_units.cbegin(); unit != m_units.cend(); ++unit) {
            if (inode != 0 && unit->record.outputInode == inode) {
                return &unit.key();
            }
        }
    }
    return nullptr;
}

void LostProcesses::matchSessions(std::vector<Process> *processes) const
{
    // Only sessions whose leader is alive, and is the one we launched: the number of a dead leader may be anybody's.
    QHash<qint64, const UnitName *> sessions;
    for (Process &process : *processes) {
        for (auto unit = m_units.cbegin(); unit != m_units.cend(); ++unit) {
            if (unit->record.pid == process.pid && unit->record.pidStart == process.start && process.start != 0) {
                process.unit = &unit.key();
                sessions.insert(process.pid, process.unit);
            }
        }
    }
    for (Process &process : *processes) {
        if (process.unit == nullptr) {
            process.unit = sessions.value(process.session, nullptr);
        }
    }
}

void LostProcesses::matchDescendants(std::vector<Process> *processes)
{
    QHash<qint64, std::size_t> byPid;
    for (std::size_t index = 0; index < processes->size(); ++index) {
        byPid.insert((*processes)[index].pid, index);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (Process &process : *processes) {
            const auto parent = byPid.constFind(process.parent);
            if (process.unit == nullptr && parent != byPid.cend() && (*processes)[*parent].unit != nullptr) {
                process.unit = (*processes)[*parent].unit;
                changed = true;
            }
        }
    }
}

void LostProcesses::end(const Process &process)
{
    // Held by a descriptor before it is looked at once more: the pid may belong to another by now.
    const FileDescriptor descriptor(static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process.pid), 0)));
    const Stat now = readStat(process.pid);
    if (now.start != process.start || isOver(now.state)) {
        return;
    }
    if (descriptor.isValid()) {
        ::syscall(SYS_pidfd_send_signal, descriptor.get(), SIGKILL, nullptr, 0);
    } else {
        ::kill(static_cast<pid_t>(process.pid), SIGKILL); // a kernel before 5.3
    }
    Unit &unit = m_units[*process.unit];
    unit.ended.insert({process.pid, process.start});
    unit.left = true;
}

} // namespace lamplighter::process
