#include "tests/support/process_scan.h"

#include <QElapsedTimer>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace lamplighter::tests {

namespace {

QByteArray contentOf(const QByteArray &path)
{
    QByteArray content;
    const int file = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    char buffer[8192];
    for (ssize_t count = 0; file >= 0 && (count = ::read(file, buffer, sizeof(buffer))) > 0;) {
        content.append(buffer, static_cast<qsizetype>(count));
    }
    if (file >= 0) {
        ::close(file);
    }
    return content;
}

QByteArray linkTarget(const QByteArray &path)
{
    char buffer[4096];
    const ssize_t count = ::readlink(path.constData(), buffer, sizeof(buffer));
    return count > 0 ? QByteArray(buffer, static_cast<qsizetype>(count)) : QByteArray();
}

/// The value of KEY= in an environment whose entries are parted by zeros.
QByteArray valueIn(const QByteArray &environment, const QByteArray &key)
{
    const QByteArray start = key + '=';
    for (const QByteArray &entry : environment.split('\0')) {
        if (entry.startsWith(start)) {
            return entry.mid(start.size());
        }
    }
    return {};
}

void readStat(SeenProcess *process)
{
    const QByteArray stat = contentOf("/proc/" + QByteArray::number(process->pid) + "/stat");
    // The name stands in brackets and may hold anything, also brackets.
    const qsizetype open = stat.indexOf('(');
    const qsizetype close = stat.lastIndexOf(')');
    const QList<QByteArray> fields = stat.mid(close + 2).split(' ');
    if (open > 0 && close > open && fields.size() > 19) {
        process->program = stat.mid(open + 1, close - open - 1);
        process->state = fields.at(0).isEmpty() ? '?' : fields.at(0).at(0);
        process->parent = fields.at(1).toLongLong();
        process->startTicks = fields.at(19).toLongLong();
    }
}

QList<qint64> allPids()
{
    QList<qint64> pids;
    DIR *folder = ::opendir("/proc");
    while (const dirent *entry = folder == nullptr ? nullptr : ::readdir(folder)) {
        if (const long pid = std::strtol(entry->d_name, nullptr, 10); pid > 0) {
            pids.append(pid);
        }
    }
    if (folder != nullptr) {
        ::closedir(folder);
    }
    return pids;
}

} // namespace

QList<SeenProcess> processesNaming(const QByteArray &path)
{
    QList<SeenProcess> found;
    for (const qint64 pid : allPids()) {
        const QByteArray base = "/proc/" + QByteArray::number(pid);
        SeenProcess process;
        process.pid = pid;
        process.commandLine = contentOf(base + "/cmdline");
        const QByteArray environment = contentOf(base + "/environ");
        if (!process.commandLine.contains(path) && !environment.contains(path) &&
            !linkTarget(base + "/cwd").startsWith(path)) {
            continue;
        }
        readStat(&process);
        if (process.state != 'Z' && process.state != '?' && process.state != 'X') {
            found.append(process);
        }
    }
    return found;
}

QList<SeenProcess> unitProcesses(const QByteArray &path)
{
    QList<SeenProcess> found;
    for (const SeenProcess &process : processesNaming(path)) {
        const QByteArray first = process.commandLine.left(process.commandLine.indexOf('\0'));
        const QByteArray name = first.mid(first.lastIndexOf('/') + 1);
        if (name != "lamplighterd" && name != "lamplighter-keeper" && name != "lampctl" && process.pid != ::getpid()) {
            found.append(process);
        }
    }
    return found;
}

char stateOf(qint64 pid)
{
    SeenProcess process;
    process.pid = pid;
    process.state = '\0';
    readStat(&process);
    return process.state;
}

bool isAlive(qint64 pid)
{
    const char state = stateOf(pid);
    return pid > 0 && state != '\0' && state != 'Z' && state != 'X';
}

QByteArray environmentOf(qint64 pid, const QByteArray &key)
{
    return valueIn(contentOf("/proc/" + QByteArray::number(pid) + "/environ"), key);
}

int endProcessesNaming(const QByteArray &path)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        int left = 0;
        for (const SeenProcess &process : processesNaming(path)) {
            if (process.pid != ::getpid()) {
                ::kill(static_cast<pid_t>(process.pid), SIGKILL);
                ++left;
            }
        }
        if (left == 0 || timer.elapsed() > 5000) {
            return left;
        }
        nap(5);
    }
}

qint64 monotonicMilliseconds()
{
    QElapsedTimer timer;
    timer.start();
    return timer.msecsSinceReference();
}

void nap(int milliseconds)
{
    ::poll(nullptr, 0, milliseconds);
}

} // namespace lamplighter::tests
