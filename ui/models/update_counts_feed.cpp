#include "ui/models/update_counts_feed.h"

#include <algorithm>

namespace lamplighter::ui {

UpdateCountsFeed::UpdateCountsFeed(Instances &instances, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &UpdateCountsFeed::read);
    connect(&instances, &Instances::added, this, &UpdateCountsFeed::follow);
    connect(&instances, &Instances::removed, this, [this](const Instance *instance) {
        m_counts.remove(instance->id());
        schedule();
    });
    connect(&instances, &Instances::scopeChanged, this, &UpdateCountsFeed::changed);
    const QList<Instance *> present = instances.all();
    for (Instance *instance : present) {
        follow(instance);
    }
}

void UpdateCountsFeed::follow(Instance *instance)
{
    connect(&instance->engine(), &client::Engine::restartsChanged, this, &UpdateCountsFeed::schedule);
    connect(&instance->engine(), &client::Engine::eventsReceived, this,
            [this](const QList<client::EventRecord> &events) {
                // What the policy ignores never becomes a restart: only the journal tells of it.
                if (std::any_of(events.cbegin(), events.cend(), [](const client::EventRecord &event) {
                        return event.kind.startsWith(QLatin1StringView("update"));
                    })) {
                    schedule();
                }
            });
    schedule();
}

void UpdateCountsFeed::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_outdated) {
        schedule();
    }
}

void UpdateCountsFeed::schedule()
{
    m_outdated = true;
    if (m_watched && !m_soon.isActive()) {
        m_soon.start(std::chrono::ceil<milliseconds>(m_pace.wait(m_clock.now())));
    }
}

void UpdateCountsFeed::read()
{
    m_pace.went(m_clock.now());
    m_outdated = false;
    for (Instance *instance : m_instances.all()) {
        if (!instance->engine().offersUpdates().value_or(false)) {
            continue;
        }
        instance->engine().updateCounts(this, [this, id = instance->id()](const Result<client::UpdateCounts> &counts) {
            if (counts && m_instances.find(id) && m_counts.value(id) != *counts) {
                m_counts.insert(id, *counts);
                Q_EMIT changed();
            }
        });
    }
    Q_EMIT changed();
    Q_EMIT historyChanged();
}

int UpdateCountsFeed::count(const QList<client::UpdateState> &states) const
{
    int sum = 0;
    for (const Instance *instance : m_instances.inScope()) {
        const client::UpdateCounts counts = m_counts.value(instance->id());
        for (const client::UpdateState state : states) {
            sum += counts.byState.value(toString(state));
        }
    }
    return sum;
}

bool UpdateCountsFeed::any() const
{
    using State = client::UpdateState;
    return count({State::Applied, State::RolledBack, State::Failed, State::Rejected, State::Ignored}) > 0;
}

UpdateCountsFeed::Offer UpdateCountsFeed::offer() const
{
    bool known = false;
    for (const Instance *instance : m_instances.inScope()) {
        const std::optional<bool> offers = instance->engine().offersUpdates();
        if (offers.value_or(false)) {
            return Offer::Some;
        }
        known = known || offers.has_value();
    }
    return known ? Offer::None : Offer::Unknown;
}

} // namespace lamplighter::ui
