// Keepers where there are POSIX processes and Linux's epoll: one descriptor for all of them in the event loop, so that
// a thousand cost no more to watch than one. Lives on the engine's thread.
#pragma once

#include "core/process/keepers.h"
#include "core/process/posix/keeper_messages.h"
#include "core/process/posix/lost_processes.h"

#include <QHash>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <unordered_map>

namespace lamplighter::process {

class PosixKeepers final : public QObject, public Keepers
{
public:
    PosixKeepers(KeeperSettings settings, const Clock &clock, KeeperEvents &events);
    ~PosixKeepers() override;

    void discover() override;
    void launch(const LaunchSpec &spec) override;
    void signal(const UnitName &unit, Signal signal, bool mainOnly) override;
    void killTree(const UnitName &unit) override;
    void setMainProcess(const UnitName &unit, qint64 pid) override;
    void acknowledgeExit(const UnitName &unit, RunNumber run) override;
    void watchOutput(const UnitName &unit) override;
    void release(const UnitName &unit) override;
    void abandon(const UnitName &unit) override;
    void listen() override;
    [[nodiscard]] qint64 keeperPid(const UnitName &unit) const override;

private:
    using Entry = KeeperEntry;

    [[nodiscard]] Entry *find(const UnitName &unit) const;
    [[nodiscard]] Entry *findLive(const UnitName &unit) const;
    [[nodiscard]] Entry *findById(quint64 id) const;
    Entry &add(const UnitName &unit);
    void forget(const Entry &entry);
    void post(std::function<void()> call);

    // Connections
    void watch(Entry &entry);
    void watchRoom(Entry &entry);
    template <typename Message> void send(Entry &entry, const Message &message, FileDescriptor attached = {});
    void send(Entry &entry, protocol::Type type);
    int takeEvents();
    void takeMessages(quint64 id);
    void reapKeeper(qint64 pid);

    // Launching
    void spawnAndLaunch(const LaunchSpec &spec);
    void sendLaunch(Entry &entry, const LaunchSpec &spec);
    void failLaunch(const LaunchSpec &spec, LaunchStage stage, const Error &error);

    // Finding and losing keepers
    void discoverUnit(const UnitName &unit);
    void tryConnect(Entry &entry);
    void lookAfterUnanswered();
    void giveUp(Entry &entry);
    void connectionEnded(Entry &entry);
    void startEnding(Entry &entry);
    void endLost();
    void finishEnding(const UnitName &unit);
    void checkDiscovered();

    // Keepers that do not answer
    void askKeepers();
    void lookAtAsked(quint64 id);

    KeeperSettings m_settings;
    const Clock &m_clock;
    KeeperEvents &m_events;
    KeeperMessages m_messages;
    quint64 m_openFiles; ///< soft limit of open files that units get: the one this process was started with
    FileDescriptor m_epoll;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_answerTimer; ///< runs only while a keeper has not answered
    QTimer m_askTimer;    ///< runs only while there are keepers
    QTimer m_endTimer;    ///< runs only while lost processes are being ended
    std::unordered_map<quint64, std::unique_ptr<Entry>> m_byId;
    QHash<UnitName, Entry *> m_byUnit;
    std::unordered_map<quint64, std::pair<qint64, FileDescriptor>> m_dying; ///< keepers to be waited for
    LostProcesses m_lost;
    quint64 m_lastId = 0;
    bool m_discovering = false;
};

} // namespace lamplighter::process
