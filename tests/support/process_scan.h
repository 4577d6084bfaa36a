// What /proc says: which processes belong to one test's folder or to one unit. Used to prove that nothing runs twice
// and that nothing is left, whatever the engine believes.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace lamplighter::tests {

struct SeenProcess
{
    qint64 pid = 0;
    qint64 parent = 0;
    char state = '?';       ///< as in proc(5): R S D Z T …
    qint64 startTicks = 0;  ///< pid and start name a process for good
    QByteArray program;     ///< as in /proc/PID/comm
    QByteArray commandLine; ///< words parted by zeros
};

/// Every process that lives (no zombies) and names `path` in its command line, environment or working directory.
QList<SeenProcess> processesNaming(const QByteArray &path);
/// Of those, the units and what they started: neither engine nor keeper, lampctl or the caller. LAMPLIGHTER_RUN_ID
/// would not do: a server that changes its title (redis, nginx) writes over its environment.
QList<SeenProcess> unitProcesses(const QByteArray &path);
bool isAlive(qint64 pid);
char stateOf(qint64 pid); ///< '\0' when it is gone
/// Environment variable of a process; empty if it has none.
QByteArray environmentOf(qint64 pid, const QByteArray &key);

/// SIGKILLs every process that names `path`, except the caller, again until none is left or 5 s went by. The number
/// left.
int endProcessesNaming(const QByteArray &path);

/// Naps, in ms, without an event loop: for tests that wait for other processes.
void nap(int milliseconds);

/// Milliseconds on a clock that nobody sets.
qint64 monotonicMilliseconds();

/// Asks every 2 ms until it is true; false after `limit` ms.
template <typename Condition> bool waitUntil(Condition condition, int limit)
{
    const qint64 end = monotonicMilliseconds() + limit;
    while (!condition()) {
        if (monotonicMilliseconds() >= end) {
            return false;
        }
        nap(2);
    }
    return true;
}

} // namespace lamplighter::tests
