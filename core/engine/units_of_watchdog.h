// The units that the update domain knows, over the watchdog. Owned by the engine host, lives on its thread.
#pragma once

#include "core/updates/units.h"
#include "core/watchdog/watchdog.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace lamplighter::engine {

class UnitsOfWatchdog final : public updates::Units
{
    Q_OBJECT
public:
    /// `watchdog` must outlive it.
    explicit UnitsOfWatchdog(watchdog::Watchdog &watchdog, QObject *parent = nullptr);

    [[nodiscard]] QStringList ofService(const QString &service) const override;
    [[nodiscard]] std::optional<client::UnitStatus> status(const QString &unit) const override;
    [[nodiscard]] std::optional<watchdog::UpdateSettings> settings(const QString &unit) const override;
    [[nodiscard]] watchdog::ProbePlace place(const QString &unit) const override;
    [[nodiscard]] QStringList dependents(const QString &unit) const override;
    void pastRestarts(const QString &unit, QObject *context,
                      std::function<void(Result<QList<client::PastRestart>>)> done) const override;
    void restart(const QString &unit, const QString &actor, const QString &correlation, QObject *context,
                 std::function<void(Result<void>)> done) override;
    void stop(const QString &unit, const QString &actor, QObject *context,
              std::function<void(Result<void>)> done) override;
    Result<void> signal(const QString &unit, process::Signal signal) override;

private:
    void index() const;

    watchdog::Watchdog &m_watchdog;
    // Names by service and by group, in order. Asked for with every notice, made anew only when a unit came, went or
    // was specified anew.
    mutable QHash<QString, QStringList> m_byService;
    mutable QHash<QString, QStringList> m_byGroup;
    mutable std::optional<quint64> m_indexed;
};

} // namespace lamplighter::engine
