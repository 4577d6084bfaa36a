// How many updates of the engines in scope ended how, for the chips; read again a moment after something changed. Also
// tells when the history may have grown. Lives on the GUI thread.
#pragma once

#include "core/base/pace.h"
#include "ui/models/instances.h"

#include <QTimer>

namespace lamplighter::ui {

class UpdateCountsFeed final : public QObject
{
    Q_OBJECT
public:
    explicit UpdateCountsFeed(Instances &instances, QObject *parent = nullptr);

    /// Nothing is asked while nobody looks.
    void setWatched(bool watched);
    /// Of all engines in scope.
    [[nodiscard]] int count(const QList<client::UpdateState> &states) const;

    /// Anything was ever decided there.
    [[nodiscard]] bool any() const;

    /// What the engines in scope have to do with updates.
    enum class Offer { Unknown, Some, None };
    [[nodiscard]] Offer offer() const;

Q_SIGNALS:
    void changed();
    /// Something was decided, or may have been.
    void historyChanged();

private:
    void follow(Instance *instance);
    void schedule();
    void read();

    Instances &m_instances;
    QHash<InstanceId, client::UpdateCounts> m_counts;
    SystemClock m_clock;
    Pace m_pace{milliseconds(500)};
    QTimer m_soon;
    bool m_watched = false;
    bool m_outdated = true;
};

} // namespace lamplighter::ui
