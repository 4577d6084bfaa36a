// The part of Keeper that waits for processes.
#include "app/keeper/keeper.h"

#include "app/keeper/moment.h"
#include "app/keeper/process_tree.h"

#include <cerrno>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lamplighter::keeper {

volatile sig_atomic_t childEnded = 0;
volatile sig_atomic_t terminationAsked = 0;

namespace {

/// linux/pidfd.h of Linux 6.15; older headers lack it.
struct PidfdInfo
{
    std::uint64_t mask;
    std::uint64_t cgroup;
    std::uint32_t pid, tgid, ppid;
    std::uint32_t ids[8];
    std::int32_t exitStatus;
};
constexpr std::uint64_t kPidfdInfoExit = 8;

} // namespace

/// Collects every process that ended. The unit's last words are in the log, and with the engine, before its exit is
/// reported.
void Keeper::reap()
{
    drainNotifications();
    drainOutput();
    const bool hadMain = m_main > 0;
    const bool wasEmpty = treeIsEmpty();
    int status = 0;
    rusage usage{};
    pid_t pid = 0;
    while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0) {
        m_reaped.add(pid);
        if (pid == m_main) {
            mainEnded(status, true, &usage);
        }
    }
    if (m_main > 0 && m_mainDescriptor >= 0) {
        collectStrangeMain();
    }
    protocol::State &state = m_link.state;
    if (pid < 0 && errno == ECHILD) {
        if (m_main > 0) { // its parent collected it, and is gone too
            mainEnded(0, false, nullptr);
        }
        state.flags |= protocol::kTreeEmpty;
    }
    const bool ended = hadMain && m_main == 0;
    if (ended) {
        m_link.report(protocol::Type::Exited);
    }
    if (treeIsEmpty() && !wasEmpty) {
        m_log.finishLine();
        tellOfLog();
        m_killPause = 0;
        if (!ended) {
            m_link.report(protocol::Type::TreeEmptied);
        }
    }
}

void Keeper::mainEnded(int status, bool statusKnown, const rusage *usage)
{
    protocol::State &state = m_link.state;
    state.pid = 0;
    state.flags |= protocol::kHasExit;
    state.exitCode = 0;
    state.exitSignal = 0;
    if (statusKnown && WIFEXITED(status)) {
        state.flags |= protocol::kHasCode;
        state.exitCode = WEXITSTATUS(status);
    } else if (statusKnown && WIFSIGNALED(status)) {
        state.flags |= protocol::kHasSignal;
        if (WCOREDUMP(status)) {
            state.flags |= protocol::kCoreDumped;
        }
        state.exitSignal = WTERMSIG(status);
    }
    state.exitMonotonic = monotonicNanoseconds();
    state.exitWall = wallMicroseconds();
    state.cpuTime = 0;
    state.maximumResident = 0;
    if (usage != nullptr) {
        state.cpuTime = (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * std::int64_t{1'000'000} +
                        usage->ru_utime.tv_usec + usage->ru_stime.tv_usec;
        state.maximumResident = usage->ru_maxrss * std::int64_t{1024};
    }
    forgetMain();
}

void Keeper::forgetMain()
{
    m_main = 0;
    if (m_mainDescriptor >= 0) {
        close(m_mainDescriptor);
    }
    m_mainDescriptor = -1;
}

bool Keeper::mainIsOurChild() const
{
    ProcessStat stat;
    return m_main > 0 && readStat(m_main, &stat) && stat.parent == getpid();
}

/// A main process (MAINPID) whose parent lives is for that parent to wait for; its end shows on the descriptor. How it
/// ended is read from its remains, or from the kernel's memory of it (Linux 6.15); where neither tells, it stays
/// unknown.
void Keeper::collectStrangeMain()
{
    pollfd ended{m_mainDescriptor, POLLIN, 0};
    if (poll(&ended, 1, 0) != 1) {
        return;
    }
    ProcessStat stat;
    const bool remains = readStat(m_main, &stat) && stat.state == 'Z';
    if (remains && stat.parent == getpid()) {
        int status = 0;
        rusage usage{};
        const bool collected = wait4(m_main, &status, WNOHANG, &usage) == m_main;
        mainEnded(status, collected, collected ? &usage : nullptr);
        return;
    }
    if (remains && stat.exitStatus >= 0) {
        mainEnded(stat.exitStatus, true, nullptr);
        return;
    }
    PidfdInfo info{};
    info.mask = kPidfdInfoExit;
    const bool known =
        ioctl(m_mainDescriptor, _IOWR(0xFF, 11, PidfdInfo), &info) == 0 && (info.mask & kPidfdInfoExit) != 0;
    mainEnded(info.exitStatus, known, nullptr);
}

void Keeper::setMain(pid_t pid)
{
    if (pid <= 1 || pid == m_main || m_main == 0 || !isDescendant(pid, getpid())) {
        return;
    }
    const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    if (!isDescendant(pid, getpid())) { // it ended while we looked
        if (descriptor >= 0) {
            close(descriptor);
        }
        return;
    }
    forgetMain();
    m_main = pid;
    m_mainDescriptor = descriptor;
    m_link.state.pid = pid;
    childEnded = 1; // it may have ended already
    reap();
}

} // namespace lamplighter::keeper
