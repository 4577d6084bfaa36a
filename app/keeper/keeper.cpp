#include "app/keeper/keeper.h"

#include "app/keeper/moment.h"
#include "app/keeper/process_tree.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace lamplighter::keeper {

namespace {

constexpr std::size_t kPage = 4096;
constexpr int kShortestKillPause = 5;
constexpr int kLongestKillPause = 1000;

/// For whatever is being read: output, a datagram, a message. Only the pages that were needed are ever touched.
alignas(kPage) char scratch[8 * kPage];
static_assert(sizeof(scratch) > protocol::kMaximumNotifyText);

} // namespace

int Keeper::prepare()
{
    m_link.state.keeperPid = getpid();
    m_link.state.flags = protocol::kTreeEmpty;
    m_link.state.abilities = protocol::kAnswersPing;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return errno;
    }
    m_outputRead = ends[0];
    m_outputWrite = ends[1];
    fcntl(m_outputRead, F_SETFL, O_NONBLOCK); // of our end alone: the unit's end goes on to block, as programs expect
    const int error = m_link.listen();
    return error != 0 ? error : m_record.open(m_unit, m_outputRead);
}

void Keeper::run(const sigset_t &whileWaiting)
{
    while (!isDone()) {
        const auto sending = static_cast<short>(m_link.wantsToSend() ? POLLOUT : 0);
        pollfd watched[] = {
            {m_link.listener(), POLLIN, 0}, {m_link.connection(), static_cast<short>(POLLIN | sending), 0},
            {m_outputRead, POLLIN, 0},      {m_notify.descriptor(), POLLIN, 0},
            {m_mainDescriptor, POLLIN, 0},
        };
        const timespec pause{m_killPause / 1000, m_killPause % 1000 * 1'000'000L};
        const int ready =
            ppoll(watched, sizeof(watched) / sizeof(watched[0]), m_killPause > 0 ? &pause : nullptr, &whileWaiting);
        if (ready < 0) {
            for (pollfd &each : watched) {
                each.revents = 0;
            }
        }
        if (childEnded != 0 || watched[4].revents != 0) {
            childEnded = 0;
            reap();
        }
        if (m_killPause > 0) {
            kill();
        }
        if (terminationAsked != 0) {
            terminationAsked = 0;
            terminate();
        }
        if (watched[3].revents != 0) {
            drainNotifications();
        }
        if ((watched[1].revents & POLLOUT) != 0) {
            m_link.flush();
        }
        if ((watched[1].revents & ~POLLOUT) != 0) {
            receiveMessages();
        }
        if (watched[2].revents != 0) {
            readOutput(sizeof(scratch));
        }
        if (watched[0].revents != 0) {
            m_link.accept();
        }
    }
    unlink(protocol::kControlSocket);
    unlink(protocol::kNotifySocket);
    unlink(protocol::kRecordFile);
}

/// Nothing to keep: no process, and no exit that an engine still wants to know.
bool Keeper::isDone() const
{
    const bool mayGo = m_released || m_terminating || (!m_link.isConnected() && m_link.state.run == 0);
    return mayGo && treeIsEmpty() && !m_link.wantsToSend();
}

void Keeper::receiveMessages()
{
    // Hello and Launch come together; a flood must not keep us from the exits.
    for (int count = 0; count < 8 && m_link.isConnected(); ++count) {
        int descriptor = -1;
        const std::size_t size = m_link.receive(scratch, sizeof(scratch), &descriptor);
        if (size == 0) {
            return;
        }
        EngineMessage message;
        if (readEngineMessage(scratch, size, &message)) {
            handle(message, descriptor);
        }
        if (descriptor >= 0) {
            close(descriptor);
        }
    }
}

void Keeper::handle(const EngineMessage &message, int descriptor)
{
    switch (message.type) {
    case protocol::Type::Hello:
        m_released = false; // what the engine before allowed is for this one to decide anew
        m_link.state.strangers = m_notify.strangers();
        m_link.welcome();
        break;
    case protocol::Type::Launch:
        launch(message.run, descriptor);
        break;
    case protocol::Type::Signal:
        signalUnit(message);
        break;
    case protocol::Type::KillTree:
        m_killPause = kShortestKillPause;
        kill();
        break;
    case protocol::Type::SetMain:
        setMain(message.pid);
        break;
    case protocol::Type::WatchOutput:
        m_watchOutput = true;
        break;
    case protocol::Type::AckExit:
        m_link.acknowledgeExit(message.run);
        break;
    case protocol::Type::Ping:
        m_link.pong();
        break;
    case protocol::Type::Release:
        m_released = true;
        break;
    default:
        break;
    }
}

int Keeper::prepareLaunch(const LaunchPlan &plan, protocol::Stage *stage)
{
    *stage = protocol::Stage::Output;
    const protocol::LaunchBlock &block = plan.block();
    int error = m_log.prepare(m_unit, plan.logDirectory(), block.logMaximumSize, block.logKeep);
    if (error == 0 && plan.has(protocol::kWantNotify)) {
        error = m_notify.prepare(m_folder, plan.changesAccount());
    }
    if (error == 0 && plan.changesAccount()) {
        // So that the unit may open /dev/stdout, as many do.
        (void)!fchown(m_outputRead, block.uid, block.gid);
    }
    return error;
}

void Keeper::launch(std::int64_t run, int block)
{
    auto failure = protocol::make<protocol::LaunchFailed>(protocol::Type::LaunchFailed);
    failure.run = run;
    failure.stage = protocol::Stage::Keeper;
    failure.error = treeIsEmpty() ? 0 : EBUSY; // never two runs of one unit at a time, whatever an engine believes
    LaunchPlan plan;
    if (failure.error == 0) {
        failure.stage = protocol::Stage::Specification;
        failure.error = plan.map(block);
    }
    if (failure.error == 0) {
        failure.error = prepareLaunch(plan, &failure.stage);
    }
    if (failure.error != 0) {
        m_link.reportFailure(failure);
        return;
    }
    if (plan.has(protocol::kWantNotify)) {
        // Nobody of this run has spoken yet: what is there was said to the run before.
        drainNotifications();
        plan.setNotifyEntry(m_notify.environmentEntry());
    }
    m_record.write(run, 0, 0);
    const LaunchResult result = start(plan, m_outputWrite);
    const std::int64_t at = monotonicNanoseconds();
    if (result.pid == 0) {
        failure.stage = result.stage;
        failure.error = result.error;
        m_link.reportFailure(failure);
        return;
    }
    protocol::State &state = m_link.state;
    state.run = run;
    state.pid = result.pid;
    state.launchedPid = result.pid;
    state.startedMonotonic = at;
    state.startedWall = wallMicroseconds();
    state.flags = 0;
    m_main = result.pid;
    m_killPause = 0;
    m_released = false;
    m_link.report(protocol::Type::Launched);
    ProcessStat stat;
    readStat(result.pid, &stat);
    m_record.write(run, result.pid, stat.start);
}

void Keeper::signalUnit(const EngineMessage &message)
{
    if (treeIsEmpty()) {
        return;
    }
    if (!message.mainOnly) {
        signalTree(message.number);
    } else if (m_main > 0 && (mainIsOurChild() || isDescendant(m_main, getpid()))) {
        ::kill(m_main, message.number);
    }
}

/// One round of SIGKILL; run() repeats it, in ever longer pauses, until no process is left.
void Keeper::kill()
{
    if (treeIsEmpty()) {
        m_killPause = 0;
        return;
    }
    signalTree(SIGKILL);
    m_killPause = m_killPause * 2 < kLongestKillPause ? m_killPause * 2 : kLongestKillPause;
}

/// Asked to end. With an engine that is for the engine to decide; without one (the machine shuts down) it is for us.
void Keeper::terminate()
{
    if (m_link.isConnected()) {
        return;
    }
    m_terminating = true;
    signalTree(SIGTERM);
}

/// Writes at most `most` bytes of waiting output to the log; false if there was none.
bool Keeper::readOutput(std::size_t most)
{
    const ssize_t size = read(m_outputRead, scratch, most < sizeof(scratch) ? most : sizeof(scratch));
    if (size <= 0) {
        return false;
    }
    m_log.write(scratch, static_cast<std::size_t>(size));
    tellOfLog();
    if (static_cast<std::size_t>(size) > kPage) {
        madvise(scratch + kPage, sizeof(scratch) - kPage, MADV_DONTNEED);
    }
    if (m_watchOutput) {
        m_watchOutput = false;
        m_link.report(protocol::Type::OutputWritten);
    }
    return true;
}

/// Lost output is for an operator to know when it happens, not when somebody reads the log.
void Keeper::tellOfLog()
{
    const int trouble = m_log.trouble();
    if (trouble != m_logTrouble) {
        m_logTrouble = trouble;
        m_link.reportLog(trouble, static_cast<std::int64_t>(m_log.lostBefore()));
    }
}

/// What is in the pipe now. Never until its end: whoever is left of the tree may write for ever.
void Keeper::drainOutput()
{
    int waiting = 0;
    if (ioctl(m_outputRead, FIONREAD, &waiting) != 0) {
        return;
    }
    while (waiting > 0) {
        const std::size_t most = static_cast<std::size_t>(waiting);
        if (!readOutput(most)) {
            return;
        }
        waiting -= static_cast<int>(most < sizeof(scratch) ? most : sizeof(scratch));
    }
}

void Keeper::drainNotifications()
{
    protocol::Notified head;
    std::size_t size = 0;
    for (int count = 0; count < 64 && m_notify.receive(scratch, sizeof(scratch), &size, &head, m_reaped); ++count) {
        if (size > 0) {
            m_link.forward(head, scratch, size);
        }
    }
}

} // namespace lamplighter::keeper
