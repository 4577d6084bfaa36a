// The part of PosixKeepers that finds keepers from before, and ends what dead ones left behind.
#include "core/process/posix/posix_keepers.h"

#include "core/base/log.h"

#include <csignal>
#include <sys/syscall.h>
#include <utility>

namespace lamplighter::process {

namespace {

/// A live keeper answers in microseconds; after this it is taken for stuck.
constexpr seconds kAnswerTime{2};
constexpr milliseconds kFirstEndPause{2};
constexpr milliseconds kLongestEndPause{500};

} // namespace

void PosixKeepers::discover()
{
    m_discovering = true;
    for (const UnitName &unit : RunFolder::list(m_settings.runDirectory)) {
        if (find(unit) == nullptr) {
            discoverUnit(unit);
        }
    }
    post([this] { checkDiscovered(); });
}

void PosixKeepers::discoverUnit(const UnitName &unit)
{
    Entry &entry = add(unit);
    Result<FileDescriptor> lock = entry.folder.lock();
    if (lock) {
        entry.lock = std::move(lock).value();
        entry.run = entry.folder.record().run;
        if (entry.run == 0) { // of an earlier boot, or it never launched anything
            entry.folder.remove();
            forget(entry);
            return;
        }
        startEnding(entry);
        return;
    }
    if (lock.error().code != ErrorCode::Busy) {
        qCWarning(lcKeeper) << lock.error().message;
        forget(entry);
        return;
    }
    entry.phase = KeeperPhase::Connecting;
    entry.answerBy = m_clock.now() + kAnswerTime;
    tryConnect(entry);
    if (!m_answerTimer.isActive()) {
        m_answerTimer.start();
    }
}

void PosixKeepers::tryConnect(Entry &entry)
{
    Result<FileDescriptor> connection = entry.folder.connect();
    if (!connection) {
        return; // it may be starting, or going
    }
    entry.connection = KeeperConnection(std::move(connection).value());
    entry.keeperPid = entry.connection.peerPid();
    entry.phase = KeeperPhase::Greeting;
    watch(entry);
    send(entry, protocol::Type::Hello);
}

void PosixKeepers::lookAfterUnanswered()
{
    QList<UnitName> waiting;
    for (const auto &[id, entry] : m_byId) {
        if (entry->phase == KeeperPhase::Connecting || entry->phase == KeeperPhase::Greeting) {
            waiting.append(entry->unit);
        }
    }
    if (waiting.isEmpty()) {
        m_answerTimer.stop();
        return;
    }
    for (const UnitName &unit : waiting) {
        Entry &entry = *find(unit);
        if (m_clock.now() >= entry.answerBy) {
            qCWarning(lcKeeper) << "the keeper of" << unit.toString() << "does not answer and is given up";
            giveUp(entry);
        } else if (entry.phase == KeeperPhase::Connecting) {
            if (entry.folder.lock()) { // it went meanwhile
                startEnding(entry);
            } else {
                tryConnect(entry);
            }
        }
    }
}

/// Kills the keeper; the end of its connection, or its free lock, tells when it is gone.
void PosixKeepers::giveUp(Entry &entry)
{
    if (entry.connection.isOpen()) {
        entry.connection.killPeer(entry.keeperPid);
        return;
    }
    const qint64 holder = entry.folder.holder();
    const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(holder), 0)));
    if (holder > 1 && process.isValid() && entry.folder.holder() == holder) {
        ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
    }
    startEnding(entry);
}

void PosixKeepers::connectionEnded(Entry &entry)
{
    reapKeeper(entry.keeperPid);
    entry.connection.close();
    if (entry.refused) {
        // The lock's holder is not ours to end here: discover() finds it.
        const LaunchSpec spec = entry.launching.value_or(LaunchSpec{});
        const UnitName unit = entry.unit;
        const Error error = m_messages.launchError(LaunchStage::Keeper, entry.refusal, spec);
        qCWarning(lcKeeper) << "keeper of" << unit.toString() << "could not start:" << error.message;
        forget(entry);
        m_events.launchFailed(unit, spec.run, {LaunchStage::Keeper, error});
        return;
    }
    if (entry.released && entry.treeEmpty && !entry.launching) {
        const std::optional<LaunchSpec> next = entry.next;
        if (const Result<FileDescriptor> lock = next ? Result<FileDescriptor>(FileDescriptor()) : entry.folder.lock()) {
            if (lock->isValid()) {
                entry.folder.remove();
            }
        }
        forget(entry);
        if (next) {
            spawnAndLaunch(*next);
        }
        return;
    }
    startEnding(entry);
}

void PosixKeepers::startEnding(Entry &entry)
{
    entry.phase = KeeperPhase::Ending;
    entry.keeperPid = 0;
    const protocol::Record record = entry.folder.record();
    if (!entry.known) {
        entry.run = record.run;
    } else if (entry.launching) {
        entry.run = entry.launching->run;
    }
    m_lost.add(entry.unit, record);
    if (!m_endTimer.isActive() || m_endTimer.intervalAsDuration() > kFirstEndPause) {
        // Not at once: when many keepers die together, one look at all processes does for all.
        m_endTimer.start(milliseconds(0));
    }
}

void PosixKeepers::endLost()
{
    bool waiting = false;
    for (const UnitName &unit : m_lost.endOnce()) {
        Entry *const entry = find(unit);
        if (entry == nullptr) {
            m_lost.remove(unit);
            continue;
        }
        if (!entry->lock.isValid()) {
            if (Result<FileDescriptor> lock = entry->folder.lock()) {
                entry->lock = std::move(lock).value();
                waiting = true; // the keeper might have launched until now: look once more
                continue;
            }
        }
        if (entry->lock.isValid()) {
            finishEnding(unit);
        }
    }
    if (!m_lost.isEmpty()) {
        const milliseconds longer = std::min(m_endTimer.intervalAsDuration() * 2, kLongestEndPause);
        m_endTimer.start(waiting ? milliseconds(0) : std::max(longer, kFirstEndPause));
    }
    checkDiscovered();
}

void PosixKeepers::finishEnding(const UnitName &unit)
{
    Entry &entry = *find(unit);
    const int ended = m_lost.remove(unit);
    const RunNumber run = entry.run;
    const bool known = entry.known;
    const std::optional<LaunchSpec> next = entry.next;
    entry.folder.remove();
    forget(entry);
    if (next) {
        spawnAndLaunch(*next);
    }
    if (known) {
        m_events.keeperLost(unit, run, ended);
    } else {
        m_events.keeperLostBefore(unit, run, ended);
    }
}

void PosixKeepers::checkDiscovered()
{
    if (!m_discovering) {
        return;
    }
    for (const auto &[id, entry] : m_byId) {
        if (!entry->known) {
            return;
        }
    }
    m_discovering = false;
    m_events.discovered();
}

} // namespace lamplighter::process
