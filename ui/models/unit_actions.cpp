#include "ui/models/unit_actions.h"

#include "ui/models/error_texts.h"

namespace lamplighter::ui {

namespace {
/// Stands for requests that are about no single unit; not a valid unit name.
const QString kEngineItself = QStringLiteral("*");
} // namespace

UnitActions::UnitActions(client::Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{}

bool UnitActions::begin(const QString &unit)
{
    if (m_busy.contains(unit)) {
        return false;
    }
    m_busy.insert(unit);
    Q_EMIT busyChanged(unit);
    return true;
}

template <typename T>
client::Reply<T> UnitActions::finish(const QString &unit, const QString &done, const QString &notDone)
{
    return [this, unit, done, notDone](const Result<T> &result) {
        m_busy.remove(unit);
        Q_EMIT busyChanged(unit);
        if (result) {
            Q_EMIT succeeded(done);
        } else {
            Q_EMIT failed(notDone, ErrorTexts::sentence(result.error()));
        }
    };
}

void UnitActions::start(const QString &unit)
{
    if (begin(unit)) {
        m_engine.startUnit(
            unit, false, this,
            finish<client::UnitStatus>(unit, tr("%1 is started").arg(unit), tr("%1 could not be started").arg(unit)));
    }
}

void UnitActions::stop(const QString &unit)
{
    if (begin(unit)) {
        m_engine.stopUnit(
            unit, this,
            finish<client::UnitStatus>(unit, tr("%1 is stopped").arg(unit), tr("%1 could not be stopped").arg(unit)));
    }
}

void UnitActions::restart(const QString &unit)
{
    if (begin(unit)) {
        m_engine.restartUnit(unit, this,
                             finish<client::UnitStatus>(unit, tr("%1 is restarted").arg(unit),
                                                        tr("%1 could not be restarted").arg(unit)));
    }
}

void UnitActions::reset(const QString &unit)
{
    if (begin(unit)) {
        m_engine.resetUnit(unit, this,
                           finish<client::UnitStatus>(unit, tr("The failures of %1 are forgotten").arg(unit),
                                                      tr("The failures of %1 could not be forgotten").arg(unit)));
    }
}

void UnitActions::remove(const QString &unit)
{
    if (begin(unit)) {
        m_engine.removeUnit(unit, this,
                            finish<void>(unit, tr("%1 is removed").arg(unit), tr("%1 could not be removed").arg(unit)));
    }
}

void UnitActions::reloadUnitFiles()
{
    if (begin(kEngineItself)) {
        m_engine.reloadUnits(this, finish<QJsonObject>(kEngineItself, tr("The unit files were read again"),
                                                       tr("The unit files were not applied")));
    }
}

void UnitActions::engageKillSwitch(client::Scope scope, const QString &target, const QString &reason)
{
    // Never held back by a request that has no answer yet: this one must always go out.
    m_engine.engageKillSwitch(scope, target, reason, false, this,
                              finish<client::KillSwitchStatus>(kEngineItself, tr("The kill switch is engaged"),
                                                               tr("The kill switch could not be engaged")));
}

void UnitActions::rearmKillSwitch(client::Scope scope, const QString &target, const QString &reason, bool startAgain)
{
    m_engine.rearmKillSwitch(scope, target, reason, startAgain, this,
                             finish<client::KillSwitchStatus>(kEngineItself, tr("The kill switch is re-armed"),
                                                              tr("The kill switch could not be re-armed")));
}

} // namespace lamplighter::ui
