// What the tray shows, kept right by the overview's feed. Owned by the tray, lives on the GUI thread.
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

    [[nodiscard]] const TrayPicture &picture() const { return m_picture; }

Q_SIGNALS:
    void changed();
    /// Only what counts down changed.
    void counted();

private:
    void refresh();

    Instances &m_instances;
    OverviewFeed &m_overview;
    TrayPicture m_picture;
};

} // namespace lamplighter::ui
