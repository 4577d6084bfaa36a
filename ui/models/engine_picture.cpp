#include "ui/models/engine_picture.h"

namespace lamplighter::ui {

EnginePicture::EnginePicture(const InstanceId &id, const QString &givenName, client::Engine &engine,
                             UnitTableModel &units, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_givenName(givenName)
    , m_engine(engine)
    , m_units(units)
    , m_clock(clock)
{
    m_units.addSource(id, name());
    connect(&engine, &client::Engine::unitsReset, this, &EnginePicture::reset);
    connect(&engine, &client::Engine::unitsChanged, this,
            [this](const QList<client::UnitStatus> &changed, const QStringList &removed) {
                m_units.applyChanges(m_id, changed, removed);
            });
    connect(&engine, &client::Engine::killSwitchChanged, this, &EnginePicture::killSwitchChanged);
    connect(&engine, &client::Engine::infoChanged, this, &EnginePicture::nameChanged);
    connect(&engine, &client::Engine::connectionChanged, this, &EnginePicture::refreshAge);
    connect(&units, &UnitTableModel::countsChanged, this, [this](const InstanceId &source) {
        if (source == m_id) {
            Q_EMIT countsChanged();
        }
    });
    refreshAge();
}

void EnginePicture::setGivenName(const QString &name)
{
    m_givenName = name;
    nameChanged();
}

void EnginePicture::nameChanged()
{
    m_units.renameSource(m_id, name());
    Q_EMIT changed();
}

void EnginePicture::reset()
{
    m_units.reconcile(m_id, m_engine.liveUnits());
    m_loaded = true;
    refreshAge();
}

void EnginePicture::tick()
{
    refreshAge();
}

void EnginePicture::refreshAge()
{
    m_freshness =
        ui::freshness(m_engine.connection(), m_engine.reconnectAttempt(), m_engine.lastHeard(), m_clock.now());
    m_units.setSilence(m_id, m_loaded && m_freshness.isStale(), m_freshness.age);
    Q_EMIT changed();
}

UnitView EnginePicture::view() const
{
    return {m_units.viewpoint(), m_loaded && m_freshness.isStale(), m_freshness.age};
}

int EnginePicture::count(UnitBucket bucket) const
{
    return m_units.counts(m_id).at(static_cast<size_t>(bucket));
}

QString EnginePicture::name() const
{
    if (!m_givenName.isEmpty()) {
        return m_givenName;
    }
    return info().host.isEmpty() ? tr("this workstation") : info().host;
}

QString EnginePicture::detail() const
{
    if (!m_loaded) {
        return m_engine.description();
    }
    const QString units = tr("%n units", nullptr, unitCount());
    return info().mode == u"embedded" ? tr("in this window, %1").arg(units) : tr("daemon, %1").arg(units);
}

StateKind EnginePicture::worst() const
{
    if (!m_loaded) {
        return StateKind::Pending;
    }
    for (const UnitBucket bucket : {UnitBucket::Failed, UnitBucket::Retrying, UnitBucket::Held, UnitBucket::Unknown,
                                    UnitBucket::Changing, UnitBucket::Running}) {
        if (count(bucket) > 0) {
            return bucketKind(bucket);
        }
    }
    return unitCount() > 0 ? StateKind::Stopped : StateKind::Pending;
}

QString EnginePicture::summary() const
{
    const int all = unitCount();
    if (!m_loaded || all == 0) {
        return {};
    }
    const QString units = tr("%n units on %1", nullptr, all).arg(name());
    if (count(UnitBucket::Held) == all) {
        return tr("%1, all held by the kill switch", "31 units on prod-eu").arg(units);
    }
    if (m_freshness.isStale()) {
        return tr("%1, not reported any more", "31 units on prod-eu").arg(units);
    }
    return tr("%1, %2 running", "31 units on prod-eu").arg(units).arg(count(UnitBucket::Running));
}

EnginePicture::Badge EnginePicture::badge() const
{
    const int urgent = count(UnitBucket::Failed) + count(UnitBucket::Retrying) + count(UnitBucket::Unknown);
    if (urgent > 0) {
        return {urgent, worst()};
    }
    return {killSwitch().engagedForAll() ? count(UnitBucket::Held) : 0, StateKind::Stopped};
}

} // namespace lamplighter::ui
