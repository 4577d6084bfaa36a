// Shows the last events, and then each new one if asked to.
#pragma once

#include "app/ctl/session.h"

namespace lamplighter::ctl {

class EventsRun final : public QObject
{
public:
    EventsRun(Session &session, ShowEvents command);

    void start();

private:
    void connectionChanged();
    void readPage();
    void pageRead(client::EventsPage page);
    void streamed(const QList<client::EventRecord> &events);

    Session &m_session;
    ShowEvents m_command;
    bool m_asked = false;
    bool m_pageRead = false;
    qint64 m_last = 0; ///< of the page
    QList<client::EventRecord> m_early;
};

} // namespace lamplighter::ctl
