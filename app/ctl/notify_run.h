// notify: reports a change, says what was decided, and with --auto-restart lets the restart happen and waits for it.
// Ends so that a pipeline can depend on it: 0 accepted, 1 it failed, 2 bad input, 3 unreachable, 4 refused. A child of
// the session.
#pragma once

#include "app/ctl/session.h"

namespace lamplighter::ctl {

class NotifyRun final : public QObject
{
public:
    NotifyRun(Session &session, NotifyUpdate command);

    void start();

private:
    void noticed(client::NoticeAnswer answer);
    void tellDecision() const;
    void restart(const client::PendingRestart &pending);
    void approved(const client::PendingRestart &restart);
    void follow(const QString &id);
    void followed(const client::PendingRestart &end);
    void finish(ExitCode code);
    void fail(const Error &error);

    Session &m_session;
    NotifyUpdate m_command;
    client::NoticeAnswer m_answer;
};

} // namespace lamplighter::ctl
