// A unit's state file in the form of the source (grace_state.json): {"manual_shutdown", "timestamp", "restart_count"}.
// Others write it too; it is their kill switch. Functions block on the disk: call them from the pool.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace lamplighter::watchdog {

enum class StateFileVerdict {
    Absent,          ///< there is no file: nothing is asked
    Running,         ///< manual_shutdown is false
    Shutdown,        ///< manual_shutdown is true: engaged
    LastKnownStands, ///< an object without manual_shutdown: the last known latch stands, and an alert says so
    Unreadable,      ///< cannot be read or understood: counts as engaged; `problem` says why
};

struct StateFileContent
{
    StateFileVerdict verdict = StateFileVerdict::Absent;
    QString problem;                   ///< plain words, for LastKnownStands and Unreadable
    std::optional<WallTime> timestamp; ///< "timestamp", or "last_update" of other writers
    std::optional<qint64> restartCount;
    QString writer; ///< "started_by" or "stopped_by" of other writers; may be empty
    QByteArray raw; ///< as read
    bool operator==(const StateFileContent &) const = default;
};

StateFileContent readStateFile(const QString &path);
StateFileContent parseStateFile(const QByteArray &text);

struct StateFileUpdate
{
    bool manualShutdown = false;
    WallTime at{};
    qint64 restartCount = 0;
    bool operator==(const StateFileUpdate &) const = default;
};

/// True if `content` is what writing `update` leaves. Times are to the microsecond, so that no other writer's looks
/// like it.
bool isWrittenAs(const StateFileContent &content, const StateFileUpdate &update);

/// What the file with the text `before` becomes. A text that is no JSON object is lost.
QByteArray updatedStateFile(const QByteArray &before, const StateFileUpdate &update);

/// Replaces the file; keys it does not know stay as they are, a `last_update` of another writer is set along. A link is
/// followed. Tell StateFileWatcher::expect() first where the file is watched.
Result<void> writeStateFile(const QString &path, const StateFileUpdate &update);

} // namespace lamplighter::watchdog
