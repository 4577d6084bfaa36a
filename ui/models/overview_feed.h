// Gathers from all engines what the overview shows: the attention queue, a summary of each engine, and what comes next
// by itself. At once if little happens, ten times a second if much does, and once a second only where something counts.
// GUI thread.
#pragma once

#include "core/base/pace.h"
#include "ui/models/attention_model.h"
#include "ui/models/instance_summary.h"
#include "ui/models/instances.h"
#include "ui/models/upcoming.h"

#include <QTimer>

#include <map>

namespace lamplighter::ui {

class OverviewFeed final : public QObject
{
    Q_OBJECT
public:
    OverviewFeed(Instances &instances, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] AttentionModel &attention() { return m_attention; }
    [[nodiscard]] const AttentionModel &attention() const { return m_attention; }
    /// What the queue would show with every engine in scope.
    [[nodiscard]] const QList<AttentionItem> &everything() const { return m_everything; }
    /// All of them, also those out of scope, in their order.
    [[nodiscard]] const QList<InstanceSummary> &summaries() const { return m_summaries; }
    [[nodiscard]] const QList<UpcomingStep> &upcoming() const { return m_upcoming; }
    /// No engine in scope has answered yet, and none has failed to.
    [[nodiscard]] bool isLoading() const { return m_loading; }

    /// While nobody looks, only what is counted has to be right: the first changes at once, the rest once a second.
    void setWatched(bool watched);

    /// Somebody has taken note of what `item` tells: every alert in it is acknowledged.
    void acknowledge(const AttentionItem &item);
    /// Once a second.
    void tick();

Q_SIGNALS:
    /// Summaries, upcoming or loading; the attention model tells for itself.
    void changed();
    /// Of everything(), or a summary.
    void everythingChanged();
    void failed(const QString &title, const QString &sentence);

private:
    void follow(Instance *instance);
    void instanceChanged(const Instance *instance);
    void schedule();
    void refresh();
    [[nodiscard]] static AttentionSource sourceOf(const Instance &instance);

    /// What of an instance matters here and is told only by "changed", which comes each second.
    struct Marker
    {
        QString name, role;
        FreshnessWord word = FreshnessWord::Connecting;
        bool stale = false;
        bool loaded = false;
        int attempt = 0;
        client::KillSwitchStatus killSwitch;
        bool operator==(const Marker &) const = default;
    };
    [[nodiscard]] static Marker markerOf(const Instance &instance);

    Instances &m_instances;
    AttentionModel m_attention;
    std::map<InstanceId, Marker> m_markers;
    QList<AttentionItem> m_everything;
    QList<InstanceSummary> m_summaries;
    QList<UpcomingStep> m_upcoming;
    bool m_loading = true;
    SystemClock m_clock; ///< the other one may be pinned
    Pace m_pace{milliseconds(100)};
    Pace m_restingPace{seconds(1)};
    bool m_watched = false;
    QTimer m_soon;
};

} // namespace lamplighter::ui
