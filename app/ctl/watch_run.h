// Units as they change: a table that is redrawn on a terminal, otherwise a line for each change.
#pragma once

#include "app/ctl/session.h"

#include <QTimer>

namespace lamplighter::ctl {

class WatchRun final : public QObject
{
public:
    explicit WatchRun(Session &session);

    void start();

private:
    void connectionChanged();
    void changed(const QList<client::UnitStatus> &units, const QStringList &removed);
    void redraw();
    [[nodiscard]] QString headline() const;

    Session &m_session;
    QTimer m_everySecond; ///< ages grow; only while a terminal shows them
    bool m_wasLive = false;
};

} // namespace lamplighter::ctl
