// Gathers what the tray shows: from the overview's feed, and from whoever knows of decisions that wait. Owned by the
// tray, lives on the GUI thread.
#pragma once

#include "ui/models/overview_feed.h"
#include "ui/models/tray_picture.h"

namespace lamplighter::ui {

class TrayFeed final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    TrayFeed(Instances &instances, OverviewFeed &overview, QObject *parent = nullptr);

    /// Every decision that waits now, of every instance; those left out wait no longer.
    void setDecisions(const QList<TrayDecision> &decisions);
    [[nodiscard]] const TrayPicture &picture() const { return m_picture; }

Q_SIGNALS:
    void changed();
    /// Only what counts down changed.
    void counted();

private:
    void refresh();

    Instances &m_instances;
    OverviewFeed &m_overview;
    QList<TrayDecision> m_decisions;
    TrayPicture m_picture;
};

} // namespace lamplighter::ui
