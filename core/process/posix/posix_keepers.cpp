#include "core/process/posix/posix_keepers.h"

#include "core/process/posix/launch_block.h"
#include "core/process/posix/signals.h"

#include <QFile>

#include <cerrno>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace lamplighter::process {

namespace {

constexpr std::size_t kEventsAtOnce = 64;

/// A keeper's connection takes one descriptor here, and often 1,024 is all a process may have unless it asks. Units get
/// the limit there was before, since programs that use select() rely on it.
quint64 raiseOpenFiles()
{
    static const quint64 before = [] {
        rlimit limit{};
        if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
            return quint64{0};
        }
        const quint64 soft = limit.rlim_cur;
        constexpr rlim_t kEnough = 65536;
        const rlim_t wanted = std::min(limit.rlim_max, kEnough);
        if (limit.rlim_cur < wanted) {
            limit.rlim_cur = wanted;
            ::setrlimit(RLIMIT_NOFILE, &limit);
        }
        return soft;
    }();
    return before;
}

} // namespace

PosixKeepers::PosixKeepers(KeeperSettings settings, const Clock &clock, KeeperEvents &events)
    : m_settings(std::move(settings))
    , m_clock(clock)
    , m_events(events)
    , m_messages(m_settings.logDirectory, events)
    , m_openFiles(raiseOpenFiles())
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_lost(m_settings.engineId)
{
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { takeEvents(); });
    m_answerTimer.setInterval(milliseconds(20));
    connect(&m_answerTimer, &QTimer::timeout, this, [this] { lookAfterUnanswered(); });
    m_askTimer.setInterval(seconds(1));
    connect(&m_askTimer, &QTimer::timeout, this, [this] { askKeepers(); });
    m_endTimer.setSingleShot(true);
    connect(&m_endTimer, &QTimer::timeout, this, [this] { endLost(); });
}

PosixKeepers::~PosixKeepers() = default;

PosixKeepers::Entry *PosixKeepers::find(const UnitName &unit) const
{
    return m_byUnit.value(unit, nullptr);
}

/// One that takes orders, now or as soon as it has been reached.
PosixKeepers::Entry *PosixKeepers::findLive(const UnitName &unit) const
{
    Entry *const entry = find(unit);
    return entry != nullptr && entry->phase != KeeperPhase::Ending ? entry : nullptr;
}

PosixKeepers::Entry *PosixKeepers::findById(quint64 id) const
{
    const auto found = m_byId.find(id);
    return found != m_byId.end() ? found->second.get() : nullptr;
}

PosixKeepers::Entry &PosixKeepers::add(const UnitName &unit)
{
    auto entry = std::make_unique<Entry>(unit, m_settings.runDirectory);
    entry->id = ++m_lastId;
    Entry &added = *entry;
    m_byUnit.insert(unit, &added);
    m_byId.emplace(added.id, std::move(entry));
    if (!m_askTimer.isActive()) {
        m_askTimer.start();
    }
    return added;
}

void PosixKeepers::forget(const Entry &entry)
{
    m_byUnit.remove(entry.unit);
    m_byId.erase(entry.id);
}

void PosixKeepers::post(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void PosixKeepers::watch(Entry &entry)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = entry.id;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, entry.connection.descriptor(), &event);
}

/// Asks to be told of room while, and only while, something waits for it.
void PosixKeepers::watchRoom(Entry &entry)
{
    if (entry.watchesRoom == entry.connection.wantsToSend() || !entry.connection.isOpen()) {
        return;
    }
    entry.watchesRoom = !entry.watchesRoom;
    epoll_event event{};
    event.events = entry.watchesRoom ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u64 = entry.id;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, entry.connection.descriptor(), &event);
}

template <typename Message> void PosixKeepers::send(Entry &entry, const Message &message, FileDescriptor attached)
{
    entry.connection.send(message, std::move(attached));
    watchRoom(entry);
}

void PosixKeepers::send(Entry &entry, protocol::Type type)
{
    send(entry, protocol::make<protocol::Header>(type));
}

void PosixKeepers::listen()
{
    // Each time others come first; one who never stops speaking does not keep us here.
    for (std::size_t left = m_byId.size() / kEventsAtOnce + 1; left > 0; --left) {
        if (takeEvents() < static_cast<int>(kEventsAtOnce)) {
            return;
        }
    }
}

/// How many were there, at most kEventsAtOnce.
int PosixKeepers::takeEvents()
{
    std::array<epoll_event, kEventsAtOnce> events{};
    const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int index = 0; index < count; ++index) {
        const epoll_event &event = events[static_cast<std::size_t>(index)];
        const quint64 id = event.data.u64;
        if (const auto dying = m_dying.find(id); dying != m_dying.end()) {
            // Only a child of ours can be waited for; one that an earlier engine started is somebody else's.
            ::waitpid(static_cast<pid_t>(dying->second.first), nullptr, WNOHANG);
            m_dying.erase(dying);
            continue;
        }
        if (Entry *const entry = (event.events & EPOLLOUT) != 0 ? findById(id) : nullptr) {
            entry->connection.flush();
            watchRoom(*entry);
        }
        if ((event.events & ~EPOLLOUT) != 0) {
            takeMessages(id);
        }
    }
    return count;
}

void PosixKeepers::takeMessages(quint64 id)
{
    // A chatty unit must not keep the others waiting; what is left shows again at once.
    constexpr int kMost = 16;
    alignas(protocol::State) char message[sizeof(protocol::Notified) + protocol::kMaximumNotifyText];
    for (int count = 0; count < kMost; ++count) {
        Entry *const entry = findById(id); // a callback may have taken it away
        if (entry == nullptr || !entry->connection.isOpen()) {
            return;
        }
        std::size_t size = 0;
        switch (entry->connection.receive(message, sizeof(message), &size)) {
        case KeeperConnection::Received::Message:
            m_messages.handle(*entry, message, size);
            checkDiscovered();
            break;
        case KeeperConnection::Received::Nothing:
            return;
        case KeeperConnection::Received::End:
            connectionEnded(*entry);
            return;
        }
    }
}

void PosixKeepers::reapKeeper(qint64 pid)
{
    // Its connection ends before it can be waited for.
    FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0)));
    if (pid <= 1 || !process.isValid()) {
        return;
    }
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = ++m_lastId;
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, process.get(), &event) == 0) {
        m_dying.emplace(m_lastId, std::pair(pid, std::move(process)));
    }
}

void PosixKeepers::launch(const LaunchSpec &spec)
{
    Entry *const entry = find(spec.unit);
    if (entry == nullptr) {
        spawnAndLaunch(spec);
    } else if (entry->phase == KeeperPhase::Ending || entry->released) {
        entry->next = spec;
    } else {
        sendLaunch(*entry, spec);
    }
}

void PosixKeepers::spawnAndLaunch(const LaunchSpec &spec)
{
    const RunFolder folder(m_settings.runDirectory, spec.unit);
    if (const Result<void> made = folder.create(); !made) {
        failLaunch(spec, LaunchStage::Keeper, made.error());
        return;
    }
    Result<SpawnedKeeper> spawned =
        spawnKeeper(QFile::encodeName(m_settings.keeperProgram), folder.path(), spec.unit.toString().toLatin1());
    if (!spawned) {
        failLaunch(spec, LaunchStage::Keeper, spawned.error());
        return;
    }
    Entry &entry = add(spec.unit);
    entry.connection = std::move(spawned->connection);
    entry.keeperPid = spawned->pid;
    entry.known = true;
    watch(entry);
    send(entry, protocol::Type::Hello);
    sendLaunch(entry, spec);
}

void PosixKeepers::sendLaunch(Entry &entry, const LaunchSpec &spec)
{
    const QByteArray runId =
        m_settings.engineId.toUtf8() + '/' + spec.unit.toString().toUtf8() + '/' + QByteArray::number(spec.run);
    Result<FileDescriptor> block = makeLaunchBlock(spec, m_settings.logDirectory, runId, m_openFiles);
    if (!block) {
        failLaunch(spec, LaunchStage::Specification, block.error());
        return;
    }
    entry.launching = spec;
    auto message = protocol::make<protocol::Launch>(protocol::Type::Launch);
    message.run = spec.run;
    send(entry, message, std::move(block).value());
}

void PosixKeepers::failLaunch(const LaunchSpec &spec, LaunchStage stage, const Error &error)
{
    post([this, unit = spec.unit, run = spec.run, failure = LaunchFailure{stage, error}] {
        m_events.launchFailed(unit, run, failure);
    });
}

void PosixKeepers::signal(const UnitName &unit, Signal signal, bool mainOnly)
{
    if (Entry *const entry = findLive(unit)) {
        auto message = protocol::make<protocol::SignalTree>(protocol::Type::Signal);
        message.number = signalNumber(signal);
        message.mainOnly = mainOnly ? 1 : 0;
        send(*entry, message);
    }
}

void PosixKeepers::killTree(const UnitName &unit)
{
    if (Entry *const entry = findLive(unit)) {
        entry->connection.continuePeer(entry->keeperPid); // one that somebody stopped shall hear it all the same
        send(*entry, protocol::Type::KillTree);
    }
}

void PosixKeepers::setMainProcess(const UnitName &unit, qint64 pid)
{
    if (Entry *const entry = findLive(unit)) {
        auto message = protocol::make<protocol::SetMain>(protocol::Type::SetMain);
        message.pid = pid;
        send(*entry, message);
    }
}

void PosixKeepers::acknowledgeExit(const UnitName &unit, RunNumber run)
{
    if (Entry *const entry = findLive(unit)) {
        auto message = protocol::make<protocol::AckExit>(protocol::Type::AckExit);
        message.run = run;
        send(*entry, message);
    }
}

void PosixKeepers::watchOutput(const UnitName &unit)
{
    if (Entry *const entry = findLive(unit)) {
        send(*entry, protocol::Type::WatchOutput);
    }
}

void PosixKeepers::release(const UnitName &unit)
{
    if (Entry *const entry = findLive(unit); entry != nullptr && !entry->released) {
        entry->released = true;
        send(*entry, protocol::Type::Release);
    }
}

void PosixKeepers::abandon(const UnitName &unit)
{
    if (Entry *const entry = findLive(unit)) {
        giveUp(*entry);
    }
}

qint64 PosixKeepers::keeperPid(const UnitName &unit) const
{
    const Entry *const entry = findLive(unit);
    return entry != nullptr ? entry->keeperPid : 0;
}

std::unique_ptr<Keepers> makeKeepers(const KeeperSettings &settings, const Clock &clock, KeeperEvents &events)
{
    return std::make_unique<PosixKeepers>(settings, clock, events);
}

} // namespace lamplighter::process
