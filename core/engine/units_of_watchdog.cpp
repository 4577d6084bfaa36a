#include "core/engine/units_of_watchdog.h"

#include "core/base/log.h"

namespace lamplighter::engine {

namespace {

/// No account has these numbers (they mean "leave as it is" to the system), so that a command for it is refused.
constexpr qint64 kNobodyAtAll = -1;

std::function<void(Result<client::UnitStatus>)> withoutStatus(std::function<void(Result<void>)> done)
{
    return [done = std::move(done)](const Result<client::UnitStatus> &result) {
        done(result ? Result<void>() : Result<void>(result.error()));
    };
}

} // namespace

UnitsOfWatchdog::UnitsOfWatchdog(watchdog::Watchdog &watchdog, QObject *parent)
    : Units(parent)
    , m_watchdog(watchdog)
{
    connect(&watchdog, &watchdog::Watchdog::unitsChanged, this, &Units::changed);
    connect(&watchdog, &watchdog::Watchdog::checkpointReported, this, &Units::checkpoint);
    connect(&watchdog, &watchdog::Watchdog::inFlightReported, this, &Units::inFlight);
}

void UnitsOfWatchdog::index() const
{
    const quint64 changes = m_watchdog.specificationChanges();
    if (m_indexed == changes) {
        return;
    }
    m_byService.clear();
    m_byGroup.clear();
    const QList<client::UnitStatus> units = m_watchdog.units(); // in order of name
    for (const client::UnitStatus &unit : units) {
        if (!unit.service.isEmpty()) {
            m_byService[unit.service].append(unit.name);
        }
        if (!unit.group.isEmpty()) { // a unit without a group is in no group of that name
            m_byGroup[unit.group].append(unit.name);
        }
    }
    m_indexed = changes;
}

QStringList UnitsOfWatchdog::ofService(const QString &service) const
{
    index();
    const auto found = m_byService.constFind(service);
    return found != m_byService.cend() ? *found : m_byGroup.value(service);
}

std::optional<client::UnitStatus> UnitsOfWatchdog::status(const QString &unit) const
{
    return m_watchdog.unit(unit);
}

std::optional<watchdog::UpdateSettings> UnitsOfWatchdog::settings(const QString &unit) const
{
    const std::optional<watchdog::UnitSpec> spec = m_watchdog.specification(unit);
    return spec ? std::optional(spec->update) : std::nullopt;
}

watchdog::ProbePlace UnitsOfWatchdog::place(const QString &unit) const
{
    Result<watchdog::ProbePlace> place = m_watchdog.commandPlace(unit);
    if (place) {
        return std::move(place).value();
    }
    qCWarning(lcEngine, "no command of %s can be run: %s", qUtf8Printable(unit), qUtf8Printable(place.error().message));
    watchdog::ProbePlace nowhere;
    nowhere.environment = {};
    nowhere.account = ChildAccount{kNobodyAtAll, kNobodyAtAll, {}};
    return nowhere;
}

QStringList UnitsOfWatchdog::dependents(const QString &unit) const
{
    return m_watchdog.dependents(unit);
}

void UnitsOfWatchdog::pastRestarts(const QString &unit, QObject *context,
                                   std::function<void(Result<QList<client::PastRestart>>)> done) const
{
    m_watchdog.pastRestarts(unit, context, std::move(done));
}

void UnitsOfWatchdog::restart(const QString &unit, const QString &actor, const QString &correlation, QObject *context,
                              std::function<void(Result<void>)> done)
{
    m_watchdog.restartUnit(unit, actor, correlation, context, withoutStatus(std::move(done)));
}

void UnitsOfWatchdog::stop(const QString &unit, const QString &actor, QObject *context,
                           std::function<void(Result<void>)> done)
{
    m_watchdog.stopUnit(unit, actor, context, withoutStatus(std::move(done)));
}

Result<void> UnitsOfWatchdog::signal(const QString &unit, process::Signal signal)
{
    return m_watchdog.signalMainProcess(unit, signal);
}

} // namespace lamplighter::engine
