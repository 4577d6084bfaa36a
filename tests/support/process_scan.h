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
    QByteArray runId;       ///< LAMPLIGHTER_RUN_ID of its environment
};

/// Every process that lives (no zombies) and names `path` in its command line, environment or working directory.
QList<SeenProcess> processesNaming(const QByteArray &path);
/// Of those, the ones whose environment has a LAMPLIGHTER_RUN_ID: units and what they started.
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

/// Asks every 2 ms until it is true; false after `limit` ms.
template <typename Condition> bool waitUntil(Condition condition, int limit)
{
    for (int waited = 0;; waited += 2) {
        if (condition()) {
            return true;
        }
        if (waited >= limit) {
            return false;
        }
        nap(2);
    }
}

} // namespace lamplighter::tests
