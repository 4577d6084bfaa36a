// Processor and memory of every unit in scope, asked for while someone looks: an engine that nobody looks at samples
// nothing. Keeps the last five minutes. Owned by the page, lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"

#include <QTimer>

namespace lamplighter::ui {

class UsageFeed final : public QObject
{
    Q_OBJECT
public:
    static constexpr milliseconds kEvery{5000};
    static constexpr int kSamples = 60;

    explicit UsageFeed(Instances &instances, QObject *parent = nullptr);

    /// Asks at once and then every five seconds, or rests.
    void setWatched(bool watched);
    /// An engine's answer; `tracks` is what was known of its units before.
    static QHash<QString, UsageTrack> advance(const QHash<QString, UsageTrack> &tracks,
                                              const client::UsageSnapshot &snapshot);

private:
    void ask();
    void received(const InstanceId &id, const client::UsageSnapshot &snapshot);

    Instances &m_instances;
    QTimer m_timer;
    QHash<InstanceId, QHash<QString, UsageTrack>> m_tracks;
    QSet<InstanceId> m_asked; ///< no answer yet
};

} // namespace lamplighter::ui
