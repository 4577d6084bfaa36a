// What keepers say, turned into what the observer is told. It only reads bytes and keeps a keeper's entry: no socket,
// no clock, so that any bytes may be tried on it. Owned by PosixKeepers; lives on the engine's thread.
#pragma once

#include "core/process/posix/keeper_entry.h"

namespace lamplighter::process {

class KeeperMessages
{
public:
    KeeperMessages(QString logDirectory, KeeperEvents &events)
        : m_logDirectory(std::move(logDirectory))
        , m_events(events)
    {}

    /// One message of a keeper. What no keeper can mean (a time before the boot, a negative process) is read as
    /// unknown; a type of a later version is skipped.
    void handle(KeeperEntry &entry, const char *message, std::size_t size);
    /// Names what was in the way of a launch, with the key of the unit file where it has one.
    [[nodiscard]] Error launchError(LaunchStage stage, int number, const LaunchSpec &spec) const;

private:
    void handleWelcome(KeeperEntry &entry, const protocol::State &state);
    void handleLaunched(KeeperEntry &entry, const protocol::State &state);
    void handleFailure(KeeperEntry &entry, const protocol::LaunchFailed &failure);
    void handleExited(KeeperEntry &entry, const protocol::State &state);
    void handleEmptied(KeeperEntry &entry);
    void handleLog(const KeeperEntry &entry, const protocol::LogTrouble &log);
    void heard(KeeperEntry &entry);

    QString m_logDirectory;
    KeeperEvents &m_events;
};

} // namespace lamplighter::process
