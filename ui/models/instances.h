// The engines that this console shows, and which of them every page is about. Owned by the program, lives on the GUI
// thread.
#pragma once

#include "ui/models/engine_picture.h"
#include "ui/models/restart_actions.h"
#include "ui/models/unit_actions.h"

#include <memory>
#include <vector>

namespace lamplighter::ui {

/// How the console reaches an engine.
enum class InstanceKind {
    Embedded, ///< lives in this process
    Local,    ///< the daemon that owns the data directory
    Remote,   ///< by address and token
    Demo,     ///< a demo fleet in this process, gone with it
};

struct InstanceProfile
{
    InstanceId id;
    InstanceKind kind = InstanceKind::Remote;
    QString name;          ///< as the operator calls it; empty: the name of the engine's host
    QString address;       ///< "https://host:8765"; empty unless remote
    QString fingerprint{}; ///< of the only certificate to accept, as formatFingerprint() has it; empty: no pin
    bool operator==(const InstanceProfile &) const = default;
};

/// One engine with everything the pages need of it.
class Instance final : public QObject
{
    Q_OBJECT
public:
    Instance(InstanceProfile profile, std::unique_ptr<client::Transport> transport, UnitTableModel &units,
             const Clock &clock);

    [[nodiscard]] const InstanceId &id() const { return m_profile.id; }
    [[nodiscard]] const InstanceProfile &profile() const { return m_profile; }
    [[nodiscard]] client::Engine &engine() { return m_engine; }
    [[nodiscard]] const client::Engine &engine() const { return m_engine; }
    [[nodiscard]] EnginePicture &picture() { return m_picture; }
    [[nodiscard]] const EnginePicture &picture() const { return m_picture; }
    [[nodiscard]] UnitActions &actions() { return m_actions; }
    [[nodiscard]] RestartActions &decisions() { return m_decisions; }
    [[nodiscard]] const RestartActions &decisions() const { return m_decisions; }
    [[nodiscard]] QString name() const { return m_picture.name(); }
    void rename(const QString &name);

private:
    InstanceProfile m_profile;
    client::Engine m_engine;
    EnginePicture m_picture;
    UnitActions m_actions;
    RestartActions m_decisions;
};

class Instances final : public QObject
{
    Q_OBJECT
public:
    explicit Instances(const Clock &clock, QObject *parent = nullptr);
    ~Instances() override;

    /// Does not connect yet: Engine::connectLive does. An instance of the same id is replaced; the scope stays.
    Instance &add(const InstanceProfile &profile, std::unique_ptr<client::Transport> transport);
    void remove(const InstanceId &id);
    void rename(const InstanceId &id, const QString &name);

    /// In the order they were added.
    [[nodiscard]] QList<Instance *> all() const;
    [[nodiscard]] Instance *find(const InstanceId &id) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_instances.size()); }

    /// Every unit of every instance, a row each.
    [[nodiscard]] UnitTableModel &units() { return m_units; }
    [[nodiscard]] const UnitTableModel &units() const { return m_units; }

    /// The engine of this workstation has not started yet, so that none being there says nothing.
    void setStarting(bool starting);
    [[nodiscard]] bool isStarting() const { return m_starting; }

    /// Empty: all instances.
    [[nodiscard]] const InstanceId &scope() const { return m_scope; }
    /// One that is not there is ignored.
    void setScope(const InstanceId &id);
    [[nodiscard]] QList<Instance *> inScope() const;
    /// The one instance that is in scope; null if there are several or none.
    [[nodiscard]] Instance *sole() const;
    /// Of the instances in scope.
    [[nodiscard]] UnitCounts counts() const;

    /// Whether something can be done to a unit now; one of Availabilities.
    using UnitRule = Availability (*)(const client::UnitStatus &, const EngineStanding &);
    struct Judged
    {
        QList<UnitKey> possible;
        QString reason; ///< why the first of the others is not; empty if there is none
    };
    /// Units that are gone are in neither.
    [[nodiscard]] Judged judge(const QList<UnitKey> &units, UnitRule rule) const;
    /// The same request for each, to the engine it belongs to.
    void send(const QList<UnitKey> &units, void (UnitActions::*request)(const QString &));

    /// Once a second: ages.
    void tick();

Q_SIGNALS:
    void added(lamplighter::ui::Instance *instance);
    /// The instance is still there, but not in all() any more.
    void removed(lamplighter::ui::Instance *instance);
    void scopeChanged();
    void startingChanged();
    /// Freshness, account, name, kill switch, alerts or counts of one instance changed.
    void changed(lamplighter::ui::Instance *instance);
    /// A request to one of them could not be carried out.
    void failed(const QString &title, const QString &sentence);

private:
    /// Takes it out, at which place.
    size_t take(const InstanceId &id);

    const Clock &m_clock;
    UnitTableModel m_units;
    std::vector<std::unique_ptr<Instance>> m_instances;
    InstanceId m_scope;
    bool m_starting = false;
};

} // namespace lamplighter::ui
