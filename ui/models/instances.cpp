#include "ui/models/instances.h"

#include "core/client/printable_transport.h"

#include <algorithm>

namespace lamplighter::ui {

Instance::Instance(InstanceProfile profile, std::unique_ptr<client::Transport> transport, UnitTableModel &units,
                   const Clock &clock)
    : m_profile(std::move(profile))
    , m_engine(std::make_unique<client::PrintableTransport>(std::move(transport)))
    , m_picture(m_profile.id, m_profile.name, m_engine, units, clock)
    , m_actions(m_engine)
    , m_decisions(m_engine)
{}

void Instance::rename(const QString &name)
{
    m_profile.name = name;
    m_picture.setGivenName(name);
}

Instances::Instances(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_units(clock)
{}

Instances::~Instances() = default;

Instance &Instances::add(const InstanceProfile &profile, std::unique_ptr<client::Transport> transport)
{
    const size_t place = take(profile.id);
    auto made = std::make_unique<Instance>(profile, std::move(transport), m_units, m_clock);
    Instance *instance = made.get();
    m_instances.insert(m_instances.begin() + static_cast<std::ptrdiff_t>(place), std::move(made));
    const auto tell = [this, instance] { Q_EMIT changed(instance); };
    connect(&instance->picture(), &EnginePicture::changed, this, tell);
    connect(&instance->picture(), &EnginePicture::killSwitchChanged, this, tell);
    connect(&instance->picture(), &EnginePicture::countsChanged, this, tell);
    connect(&instance->actions(), &UnitActions::failed, this, &Instances::failed);
    connect(&instance->decisions(), &RestartActions::failed, this, &Instances::failed);
    Q_EMIT added(instance);
    return *instance;
}

size_t Instances::take(const InstanceId &id)
{
    const auto at = std::find_if(m_instances.begin(), m_instances.end(),
                                 [&](const std::unique_ptr<Instance> &instance) { return instance->id() == id; });
    const auto place = static_cast<size_t>(at - m_instances.begin());
    if (at == m_instances.end()) {
        return place;
    }
    const std::unique_ptr<Instance> gone = std::move(*at);
    m_instances.erase(at);
    gone->engine().disconnectLive();
    gone->picture().disconnect(this);
    Q_EMIT removed(gone.get());
    m_units.removeSource(id);
    return place;
}

void Instances::remove(const InstanceId &id)
{
    take(id);
    if (!id.isEmpty() && m_scope == id) {
        setScope({});
    }
}

void Instances::rename(const InstanceId &id, const QString &name)
{
    if (Instance *instance = find(id)) {
        instance->rename(name);
    }
}

QList<Instance *> Instances::all() const
{
    QList<Instance *> list;
    list.reserve(count());
    for (const std::unique_ptr<Instance> &instance : m_instances) {
        list.append(instance.get());
    }
    return list;
}

Instance *Instances::find(const InstanceId &id) const
{
    for (const std::unique_ptr<Instance> &instance : m_instances) {
        if (instance->id() == id) {
            return instance.get();
        }
    }
    return nullptr;
}

void Instances::setStarting(bool starting)
{
    if (m_starting != starting) {
        m_starting = starting;
        Q_EMIT startingChanged();
    }
}

void Instances::setScope(const InstanceId &id)
{
    if (m_scope != id && (id.isEmpty() || find(id))) {
        m_scope = id;
        Q_EMIT scopeChanged();
    }
}

QList<Instance *> Instances::inScope() const
{
    Instance *one = find(m_scope);
    return one ? QList<Instance *>{one} : all();
}

Instance *Instances::sole() const
{
    const QList<Instance *> scoped = inScope();
    return scoped.size() == 1 ? scoped.first() : nullptr;
}

UnitCounts Instances::counts() const
{
    UnitCounts sum{};
    for (const Instance *instance : inScope()) {
        const UnitCounts &counts = m_units.counts(instance->id());
        std::transform(sum.begin(), sum.end(), counts.begin(), sum.begin(), std::plus<>());
    }
    return sum;
}

Instances::Judged Instances::judge(const QList<UnitKey> &units, UnitRule rule) const
{
    Judged judged;
    for (const UnitKey &unit : units) {
        const Instance *instance = find(unit.instance);
        const std::optional<client::UnitStatus> status = m_units.find(unit);
        if (!instance || !status) {
            continue;
        }
        const Availability availability = rule(*status, instance->picture().standing());
        if (availability.enabled) {
            judged.possible.append(unit);
        } else if (judged.reason.isEmpty()) {
            judged.reason = availability.reason;
        }
    }
    return judged;
}

void Instances::send(const QList<UnitKey> &units, void (UnitActions::*request)(const QString &))
{
    for (const UnitKey &unit : units) {
        if (Instance *instance = find(unit.instance)) {
            (instance->actions().*request)(unit.name);
        }
    }
}

void Instances::tick()
{
    for (const std::unique_ptr<Instance> &instance : m_instances) {
        instance->picture().tick();
    }
}

} // namespace lamplighter::ui
