// Shows the last lines of a unit, and then each new one if asked to, also across a restart of the engine: the unit goes
// on writing meanwhile.
#pragma once

#include "app/ctl/session.h"

#include <QTimer>

namespace lamplighter::ctl {

/// What of `lines` is new to somebody whose last line was `last`. All of it if that line is not among them any more.
QList<client::LogLine> linesBehind(const QList<client::LogLine> &lines, const client::LogLine &last);

class LogsRun final : public QObject
{
public:
    LogsRun(Session &session, ShowLogs command);

    void start();

private:
    void follow();
    void received(QList<client::LogLine> lines);
    void closed(const Error &why);
    void print(const QList<client::LogLine> &lines) const;

    Session &m_session;
    ShowLogs m_command;
    std::unique_ptr<client::StreamHandle> m_stream;
    QTimer m_retry;
    std::optional<client::LogLine> m_last;
    bool m_catchingUp = false; ///< after a reconnect: what comes first may have been shown already
    bool m_connected = false;
    int m_failures = 0;
};

} // namespace lamplighter::ctl
