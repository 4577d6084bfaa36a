// Follows one restart until it is over or somebody has to answer: each step is printed once it is over. It outlives an
// engine that is started again meanwhile. A child of the session.
#pragma once

#include "app/ctl/session.h"

#include <QSet>

namespace lamplighter::ctl {

class RestartWatch final : public QObject
{
public:
    using Ended = std::function<void(Result<client::PendingRestart>)>;
    /// `ended` once, with the restart that is over or waits for an answer, or with why it cannot be followed.
    RestartWatch(Session &session, QString id, Ended ended);

    void start() { ask(); }
    /// Waits for someone's answer: an approval, the end of a deferral or of a hold, or whether to go on.
    static bool needsSomebody(const client::PendingRestart &restart);

private:
    void ask();
    void answered(const Result<client::RestartDetail> &answer);
    void tell(const client::PendingRestart &restart);
    void say(const QString &text);

    Session &m_session;
    QString m_id;
    Ended m_ended;
    QSet<QString> m_told;
    QString m_waits;
    std::optional<Instant> m_silentSince;
};

/// How a command ends that waited for it: 0 applied, 1 anything else.
ExitCode exitCodeOf(const client::PendingRestart &restart);
/// Waits for this restart, prints what becomes of it, and ends the session.
void waitFor(Session &session, const client::PendingRestart &restart);

} // namespace lamplighter::ctl
