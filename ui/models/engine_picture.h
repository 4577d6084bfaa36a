// One engine as the console sees it: its units in the table, how fresh that is, who we are there, what is held. Turns
// the client's raw states into what a person is told. Lives on the GUI thread.
#pragma once

#include "core/client/engine.h"
#include "ui/models/availability.h"
#include "ui/models/unit_table_model.h"

namespace lamplighter::ui {

class EnginePicture final : public QObject
{
    Q_OBJECT
public:
    /// Feeds the rows of `id` in `units`, which it adds as a source. An empty `givenName` means the engine's own.
    EnginePicture(const InstanceId &id, const QString &givenName, client::Engine &engine, UnitTableModel &units,
                  const Clock &clock, QObject *parent = nullptr);

    void setGivenName(const QString &name);
    [[nodiscard]] client::Engine &engine() const { return m_engine; }
    [[nodiscard]] UnitKey key(const QString &unit) const { return {m_id, unit}; }
    [[nodiscard]] std::optional<client::UnitStatus> unit(const QString &name) const { return m_units.find(key(name)); }
    [[nodiscard]] int unitCount() const { return m_units.unitCount(m_id); }
    [[nodiscard]] int count(UnitBucket bucket) const;
    /// From where a unit of this engine is described now.
    [[nodiscard]] UnitView view() const;
    [[nodiscard]] const client::KillSwitchStatus &killSwitch() const { return m_engine.liveKillSwitch(); }
    [[nodiscard]] const client::EngineInfo &info() const { return m_engine.liveInfo(); }
    [[nodiscard]] const Freshness &freshness() const { return m_freshness; }
    [[nodiscard]] EngineStanding standing() const
    {
        return {m_freshness, info().role, name(), info().product, info().offers};
    }
    /// The whole list was read at least once.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// What is shown of it can be trusted.
    [[nodiscard]] bool isReporting() const { return m_loaded && !m_freshness.isStale(); }

    [[nodiscard]] QString name() const;   ///< "ops-ws-04"
    [[nodiscard]] QString detail() const; ///< "embedded, 31 units"
    [[nodiscard]] StateKind worst() const;
    /// "31 units on prod-eu, 25 running"
    [[nodiscard]] QString summary() const;

    struct Badge
    {
        int count = 0;
        StateKind kind = StateKind::Stopped;
    };
    /// Failed, retrying and unknown units; while all is held, the held ones.
    [[nodiscard]] Badge badge() const;

    /// Once a second: ages.
    void tick();

Q_SIGNALS:
    /// Freshness, account, name or loaded; not units.
    void changed();
    void killSwitchChanged();
    void countsChanged();

private:
    void reset();
    void refreshAge();
    void nameChanged();

    const InstanceId m_id;
    QString m_givenName;
    client::Engine &m_engine;
    UnitTableModel &m_units;
    const Clock &m_clock;
    Freshness m_freshness;
    bool m_loaded = false;
};

} // namespace lamplighter::ui
