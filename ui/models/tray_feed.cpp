#include "ui/models/tray_feed.h"

namespace lamplighter::ui {

TrayFeed::TrayFeed(Instances &instances, OverviewFeed &overview, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
    , m_overview(overview)
{
    connect(&overview, &OverviewFeed::everythingChanged, this, &TrayFeed::refresh);
    connect(&instances, &Instances::startingChanged, this, &TrayFeed::refresh);
    refresh();
}

void TrayFeed::refresh()
{
    TrayPicture picture = trayPicture({m_overview.summaries(), m_overview.everything(), m_instances.isStarting()});
    const bool same = picture.looksLike(m_picture);
    m_picture = std::move(picture);
    if (same) {
        Q_EMIT counted();
    } else {
        Q_EMIT changed();
    }
}

} // namespace lamplighter::ui
