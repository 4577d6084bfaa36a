// One unit's keeper: the parent of its processes. The engine decides, the keeper obeys; gone or back, the engine finds
// here what happened. One thread, one poll, nothing allocated.
#pragma once

#include "app/keeper/engine_link.h"
#include "app/keeper/engine_message.h"
#include "app/keeper/launch.h"
#include "app/keeper/notify_socket.h"
#include "app/keeper/output_log.h"
#include "app/keeper/record_file.h"

#include <csignal>
#include <cstdint>
#include <sys/resource.h>
#include <sys/types.h>

namespace lamplighter::keeper {

class Keeper
{
public:
    /// `folder` is the unit's run folder, absolute; it is the current folder and its lock is held.
    Keeper(const char *folder, const char *unit)
        : m_folder(folder)
        , m_unit(unit)
    {}

    /// The connection to the engine that started us.
    void adopt(int connection) { m_link.adopt(connection); }
    /// Sockets, pipe and record. Returns an errno.
    int prepare();
    /// Tells the engine that this keeper cannot start.
    void refuse(int error) { m_link.refuse(error); }
    /// Until there is nothing left to keep.
    void run(const sigset_t &whileWaiting);

private:
    void handle(const EngineMessage &message, int descriptor);
    void receiveMessages();
    void launch(std::int64_t run, int block);
    int prepareLaunch(const LaunchPlan &plan, protocol::Stage *stage);
    void signalUnit(const EngineMessage &message);
    void setMain(pid_t pid);
    void kill();

    void reap();
    bool mainIsOurChild() const;
    void mainEnded(int status, bool statusKnown, const rusage *usage);
    void collectStrangeMain();
    void forgetMain();

    bool readOutput(std::size_t most);
    void drainOutput();
    void tellOfLog();
    void drainNotifications();
    void terminate();
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] bool treeIsEmpty() const { return (m_link.state.flags & protocol::kTreeEmpty) != 0; }

    const char *m_folder;
    const char *m_unit;
    EngineLink m_link;
    NotifySocket m_notify;
    OutputLog m_log;
    RecordFile m_record;
    RecentlyReaped m_reaped;
    int m_outputRead = -1;
    int m_outputWrite = -1; ///< ours too, so that the pipe has no end while we live
    pid_t m_main = 0;
    int m_mainDescriptor = -1; ///< of a main process that is not our child (MAINPID)
    int m_logTrouble = 0;      ///< errno that the engine was told of
    int m_killPause = 0;       ///< ms until the next round of SIGKILL; 0 when not killing
    bool m_watchOutput = false;
    bool m_released = false;
    bool m_terminating = false;
};

/// Set by the signal handlers, which run only while poll waits.
extern volatile sig_atomic_t childEnded;
extern volatile sig_atomic_t terminationAsked;

} // namespace lamplighter::keeper
