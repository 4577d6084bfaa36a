// What the update domain needs to know of units, and may do to them. Implemented over the watchdog where the engine is
// put together, by a double in tests. Lives on the engine's thread.
#pragma once

#include "core/base/result.h"
#include "core/client/shapes.h"
#include "core/client/shapes_updates.h"
#include "core/watchdog/probes.h"
#include "core/watchdog/unit_update.h"

#include <QObject>

#include <functional>
#include <optional>

namespace lamplighter::updates {

class Units : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Names of the units whose `service` (or group, if none has it) is this; in order.
    [[nodiscard]] virtual QStringList ofService(const QString &service) const = 0;
    [[nodiscard]] virtual std::optional<client::UnitStatus> status(const QString &unit) const = 0;
    /// Its [update] table.
    [[nodiscard]] virtual std::optional<watchdog::UpdateSettings> settings(const QString &unit) const = 0;
    /// Where its hooks and its version command run, and as whom.
    [[nodiscard]] virtual watchdog::ProbePlace place(const QString &unit) const = 0;
    [[nodiscard]] virtual QStringList dependents(const QString &unit) const = 0;
    /// Its newest restarts of whatever cause but updates, oldest first.
    virtual void pastRestarts(const QString &unit, QObject *context,
                              std::function<void(Result<QList<client::PastRestart>>)> done) const = 0;
    /// Ends the process and starts the next; it stays wanted throughout, so that an engine's death between the two
    /// leaves it to the next engine. `done` when the request is durable.
    virtual void restart(const QString &unit, const QString &actor, const QString &correlation, QObject *context,
                         std::function<void(Result<void>)> done) = 0;
    virtual void stop(const QString &unit, const QString &actor, QObject *context,
                      std::function<void(Result<void>)> done) = 0;
    /// To the unit's main process.
    virtual Result<void> signal(const QString &unit, process::Signal signal) = 0;

Q_SIGNALS:
    /// Their status changed, or they are gone.
    void changed(const QStringList &units);
    /// The unit says that now is a safe point (X_CHECKPOINT=1 on its notify socket).
    void checkpoint(const QString &unit);
    /// The unit says how many requests it works on (X_IN_FLIGHT=n on its notify socket).
    void inFlight(const QString &unit, int count);
};

} // namespace lamplighter::updates
