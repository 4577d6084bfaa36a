#include "ui/models/usage_feed.h"

namespace lamplighter::ui {

namespace {
constexpr double kLongestSpan = 15; ///< seconds between two readings
} // namespace

UsageFeed::UsageFeed(Instances &instances, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
{
    m_timer.setInterval(kEvery);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &UsageFeed::ask);
    connect(&instances, &Instances::removed, this, [this](const Instance *instance) {
        m_tracks.remove(instance->id());
        m_asked.remove(instance->id());
    });
    connect(&instances, &Instances::changed, this, [this](const Instance *instance) {
        // The first picture is there: figures need not wait for the next round.
        if (m_timer.isActive() && instance->picture().isLoaded() && !m_tracks.contains(instance->id())) {
            ask();
        }
    });
}

void UsageFeed::setWatched(bool watched)
{
    if (watched == m_timer.isActive()) {
        return;
    }
    if (watched) {
        m_timer.start();
        ask();
    } else {
        m_timer.stop();
    }
}

void UsageFeed::ask()
{
    for (Instance *instance : m_instances.inScope()) {
        if (!instance->picture().isLoaded() || instance->picture().freshness().isStale() ||
            m_asked.contains(instance->id())) {
            continue;
        }
        m_asked.insert(instance->id());
        const InstanceId id = instance->id();
        instance->engine().usage(this, [this, id](const Result<client::UsageSnapshot> &answer) {
            if (m_asked.remove(id) && answer) {
                received(id, *answer);
            }
        });
    }
}

QHash<QString, UsageTrack> UsageFeed::advance(const QHash<QString, UsageTrack> &tracks,
                                              const client::UsageSnapshot &snapshot)
{
    using Seconds = std::chrono::duration<double>;
    QHash<QString, UsageTrack> next;
    next.reserve(snapshot.units.size());
    for (const client::UnitUsage &unit : snapshot.units) {
        UsageTrack track = tracks.value(unit.name);
        const double span = Seconds(snapshot.at - track.readAt).count();
        // Nobody looked for a while: the mean of that time says nothing about now.
        if (span > kLongestSpan) {
            track = {};
        }
        // Less time than before means another process: nothing can be said until the next reading.
        if (track.memory >= 0 && span > 0 && unit.cpu >= track.cpuTime) {
            track.cpu = 100.0 * Seconds(unit.cpu - track.cpuTime).count() / span;
            track.history.append(static_cast<float>(*track.cpu));
            while (track.history.size() > kSamples) {
                track.history.removeFirst();
            }
        } else if (track.memory >= 0 && unit.cpu < track.cpuTime) {
            track = {};
        }
        track.memory = unit.memory;
        track.cpuTime = unit.cpu;
        track.readAt = snapshot.at;
        next.insert(unit.name, track);
    }
    return next;
}

void UsageFeed::received(const InstanceId &id, const client::UsageSnapshot &snapshot)
{
    QHash<QString, UsageTrack> &tracks = m_tracks[id];
    const bool first = tracks.isEmpty();
    tracks = advance(tracks, snapshot);
    m_instances.units().setUsage(id, tracks);
    if (first && m_timer.isActive()) {
        // A second reading soon, since one alone says nothing about the processor.
        QTimer::singleShot(1000, this, [this] {
            if (m_timer.isActive()) {
                ask();
            }
        });
    }
}

} // namespace lamplighter::ui
