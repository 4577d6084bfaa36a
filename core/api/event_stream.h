// The live stream of an engine: journal events after a position, without a gap, then as they are committed; beside them
// (not in the journal) the status of units that changed, at once or, if much changes, ten times a second, and a
// heartbeat every 3 s while anyone listens. Lives on the engine's thread; nothing runs while nobody listens.
//
// Messages and their data:
//   heartbeat    {"last_event": seq}; the first message of every subscription of events, then every 3 s
//   event        an EventRecord (shapes.h), `id` is its seq
//   units        {"units": [UnitStatus…], "removed": ["name"…]}; only what changed, in pieces of at most 100 units
//   kill_switch  a KillSwitchStatus
//   restarts     {"restarts": [PendingRestart…], "removed": ["id"…]}; only what changed, and what is over
//   alerts       {}; something was raised, resolved or acknowledged, told at most ten times a second
//   log          a LogPage
#pragma once

#include "core/api/stream_message.h"
#include "core/base/result.h"

#include <QObject>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace lamplighter::alerts {
class AlertBook;
}
namespace lamplighter::journal {
class Journal;
}
namespace lamplighter::updates {
class UpdateService;
}
namespace lamplighter::watchdog {
class Watchdog;
}

namespace lamplighter::api {

class EventStream final : public QObject
{
    Q_OBJECT
public:
    EventStream(journal::Journal &journal, watchdog::Watchdog &watchdog, alerts::AlertBook &alerts,
                updates::UpdateService &updates, QObject *parent = nullptr);
    ~EventStream() override;

    /// `query`: after (or "now", the default), kind, subject, units (true: also "units", "kill_switch", "restarts"
    /// and "alerts" messages). `lastEventId` wins over after. InvalidInput names the parameter; Gone (with the oldest
    /// seq in `field`) through `closed` if the position was pruned. Deleting the subscription ends it.
    Result<std::unique_ptr<Subscription>> subscribe(const QUrlQuery &query, const QByteArray &lastEventId,
                                                    StreamSink sink, std::function<void(Error)> closed);
    /// The unit's output: `lines` last ones (0 to 10,000), then each new one, as "log" messages of a LogPage. NotFound
    /// without such a unit, also through `closed` when it is removed later.
    Result<std::unique_ptr<Subscription>> followLog(const QString &unit, int lines, StreamSink sink,
                                                    std::function<void(Error)> closed);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::api
