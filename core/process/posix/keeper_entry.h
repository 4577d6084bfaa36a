// What the engine knows of one unit's keeper.
#pragma once

#include "core/process/keepers.h"
#include "core/process/posix/keeper_connection.h"
#include "core/process/posix/run_folder.h"

namespace lamplighter::process {

enum class KeeperPhase {
    Connecting, ///< its lock is held, its socket not yet reached
    Greeting,   ///< connected, its Welcome is awaited
    Live,       ///< spawned by us, or found and heard
    Ending,     ///< dead; its processes are being ended
};

struct KeeperEntry
{
    KeeperEntry(UnitName name, const QString &runDirectory)
        : unit(std::move(name))
        , folder(runDirectory, unit)
    {}

    UnitName unit;
    RunFolder folder;
    quint64 id = 0; ///< in epoll's events, so that one that is gone is never mistaken for another
    KeeperPhase phase = KeeperPhase::Live;
    KeeperConnection connection;
    bool watchesRoom = false; ///< epoll also tells when there is room to send
    qint64 keeperPid = 0;
    Instant answerBy{};  ///< while Connecting or Greeting
    FileDescriptor lock; ///< while Ending

    bool known = false;    ///< the observer has heard of this keeper
    bool released = false; ///< it goes once its tree is empty
    bool refused = false;  ///< it could not start
    int refusal = 0;       ///< errno of that
    bool answersPing = false;
    bool asked = false;  ///< a Ping is out
    bool silent = false; ///< and the observer was told
    Instant askedAt{};   ///< when it was last asked
    int looks = 0;       ///< for an answer that was late
    RunNumber run = 0;
    bool hasExit = false;
    bool treeEmpty = true;
    QList<PastExit> pastExits;           ///< heard before its Welcome
    std::optional<LaunchSpec> launching; ///< sent, not yet answered
    std::optional<LaunchSpec> next;      ///< to be launched once this keeper is gone
};

} // namespace lamplighter::process
