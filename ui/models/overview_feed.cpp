#include "ui/models/overview_feed.h"

#include "ui/models/error_texts.h"

#include <algorithm>

namespace lamplighter::ui {

OverviewFeed::OverviewFeed(Instances &instances, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
    , m_attention(clock)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &OverviewFeed::refresh);
    connect(&instances, &Instances::added, this, &OverviewFeed::follow);
    connect(&instances, &Instances::removed, this, [this](const Instance *instance) {
        m_markers.erase(instance->id());
        schedule();
    });
    connect(&instances, &Instances::changed, this, &OverviewFeed::instanceChanged);
    connect(&instances, &Instances::scopeChanged, this, &OverviewFeed::refresh);
    connect(&instances.units(), &UnitTableModel::unitsTouched, this, &OverviewFeed::schedule);
    const QList<Instance *> present = instances.all();
    for (Instance *instance : present) {
        follow(instance);
    }
    schedule(); // also without any: then there is nothing to wait for
}

void OverviewFeed::follow(Instance *instance)
{
    connect(&instance->engine(), &client::Engine::alertsChanged, this, &OverviewFeed::schedule);
    connect(&instance->engine(), &client::Engine::restartsChanged, this, &OverviewFeed::schedule);
    connect(&instance->decisions(), &RestartActions::busyChanged, this, &OverviewFeed::schedule);
    m_markers[instance->id()] = markerOf(*instance);
    schedule();
}

OverviewFeed::Marker OverviewFeed::markerOf(const Instance &instance)
{
    const EnginePicture &picture = instance.picture();
    const Freshness &freshness = picture.freshness();
    return {instance.name(),    picture.info().role, freshness.word,      freshness.isStale(),
            picture.isLoaded(), freshness.attempt,   picture.killSwitch()};
}

void OverviewFeed::instanceChanged(const Instance *instance)
{
    const Marker marker = markerOf(*instance);
    Marker &known = m_markers[instance->id()];
    if (known != marker) {
        known = marker;
        schedule();
    }
}

void OverviewFeed::schedule()
{
    if (!m_soon.isActive()) {
        const Pace &pace = m_watched ? m_pace : m_restingPace;
        m_soon.start(std::chrono::ceil<milliseconds>(pace.wait(m_clock.now())));
    }
}

void OverviewFeed::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_soon.isActive()) {
        m_soon.start(0);
    }
}

void OverviewFeed::tick()
{
    const bool silent = std::any_of(m_summaries.cbegin(), m_summaries.cend(),
                                    [](const InstanceSummary &summary) { return summary.countsUp; });
    if (silent || m_attention.countsDown() || !m_upcoming.isEmpty()) {
        schedule();
    }
}

AttentionSource OverviewFeed::sourceOf(const Instance &instance)
{
    const EnginePicture &picture = instance.picture();
    AttentionSource source;
    source.id = instance.id();
    source.standing = picture.standing();
    source.units = instance.engine().liveUnits();
    source.alerts = instance.engine().liveAlerts();
    source.killSwitch = picture.killSwitch();
    source.restarts = instance.engine().liveRestarts();
    for (const client::PendingRestart &restart : std::as_const(source.restarts)) {
        if (instance.decisions().isBusy(restart.id)) {
            source.restartsBusy.insert(restart.id);
        }
    }
    source.loaded = picture.isLoaded();
    source.refused = instance.engine().connection() == client::Connection::Refused;
    source.lastError = instance.engine().lastError();
    return source;
}

void OverviewFeed::refresh()
{
    m_pace.went(m_clock.now());
    m_restingPace.went(m_clock.now());
    const Viewpoint when = m_instances.units().viewpoint();
    QList<AttentionSource> sources;
    QList<AttentionSource> inScope;
    QList<InstanceSummary> summaries;
    const QList<Instance *> all = m_instances.all();
    for (const Instance *instance : all) {
        const AttentionSource source = sourceOf(*instance);
        summaries.append(summaryOf(source, when));
        sources.append(source);
        if (m_instances.scope().isEmpty() || m_instances.scope() == instance->id()) {
            inScope.append(source);
        }
    }
    const bool loading =
        !inScope.isEmpty() && std::none_of(inScope.cbegin(), inScope.cend(), [](const AttentionSource &source) {
            return source.loaded || source.refused || isUnreachable(source);
        });
    QList<UpcomingStep> steps = ui::upcoming(inScope, when);
    const bool different = summaries != m_summaries || steps != m_upcoming || loading != m_loading;
    m_summaries = std::move(summaries);
    m_upcoming = std::move(steps);
    m_loading = loading;
    QList<AttentionItem> everything = ui::attention(sources, when);
    m_attention.show(inScope.size() == sources.size() ? everything : ui::attention(inScope, when));
    const bool more = everything != m_everything;
    m_everything = std::move(everything);
    if (different) {
        Q_EMIT changed();
    }
    if (different || more) {
        Q_EMIT everythingChanged();
    }
}

void OverviewFeed::acknowledge(const AttentionItem &item)
{
    Instance *instance = m_instances.find(item.about.instance);
    if (!instance || item.alerts.isEmpty()) {
        return;
    }
    // One sentence for all of them: which of its alerts was refused helps nobody.
    const auto told = std::make_shared<bool>(false);
    for (const QString &id : item.alerts) {
        instance->engine().acknowledgeAlert(id, {}, this, [this, told, title = item.title](const auto &result) {
            if (!result && !std::exchange(*told, true)) {
                Q_EMIT failed(tr("“%1” was not acknowledged").arg(title), ErrorTexts::sentence(result.error()));
            }
        });
    }
}

} // namespace lamplighter::ui
