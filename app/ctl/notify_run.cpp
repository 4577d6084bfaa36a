#include "app/ctl/notify_run.h"

#include "app/ctl/restart_watch.h"
#include "app/ctl/texts.h"
#include "app/ctl/update_texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::Decision;
using client::PendingRestart;
using client::UpdateState;

namespace {

constexpr ExitCode kRefused = ExitCode::NotAllowed; // 4: for a notifier any refusal is one

ExitCode exitCodeForNotice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::TooLarge:
        return ExitCode::Usage;
    case ErrorCode::Conflict:
    case ErrorCode::Held:
        return kRefused;
    default:
        return exitCodeOf(code);
    }
}

} // namespace

NotifyRun::NotifyRun(Session &session, NotifyUpdate command)
    : QObject(&session)
    , m_session(session)
    , m_command(std::move(command))
{}

void NotifyRun::start()
{
    m_session.engine().notifyUpdate(m_command.notice, this, [this](const Result<client::NoticeAnswer> &answer) {
        if (answer) {
            noticed(*answer);
        } else {
            fail(answer.error());
        }
    });
}

void NotifyRun::noticed(client::NoticeAnswer answer)
{
    m_answer = std::move(answer);
    tellDecision();
    if (!m_command.autoRestart || m_answer.update.restart.isEmpty()) {
        finish(m_answer.update.state == UpdateState::Rejected ? kRefused : ExitCode::Ok);
    } else if (m_answer.restart) {
        restart(*m_answer.restart);
    } else {
        follow(m_answer.update.restart); // the same notice again: what it asked for is over already
    }
}

void NotifyRun::tellDecision() const
{
    const Output &out = m_session.out();
    if (out.isJson()) {
        return;
    }
    // As the notifier prints it that this replaces: scripts look for these words.
    const client::DecisionTrace &decision = m_answer.update.decision;
    out.line(Texts::tr("Notifying %1: %2").arg(m_session.engine().description(), m_command.notice.service));
    out.line(u"   "_s + Texts::tr("Decision: %1").arg(client::toString(decision.decision)));
    out.line(u"   "_s + Texts::tr("Reason: %1").arg(decision.reason));
    out.line(u"   "_s + Texts::tr("Update: %1").arg(m_answer.update.id));
    if (m_answer.restart) {
        out.line(u"   "_s + Texts::tr("Restart: %1").arg(UpdateTexts::line(*m_answer.restart)));
    }
}

void NotifyRun::restart(const PendingRestart &pending)
{
    const bool wanted = pending.state != UpdateState::Deferred && pending.decision >= Decision::RestartAtCheckpoint;
    const bool underWay = pending.state == UpdateState::Restarting || pending.state == UpdateState::RollingBack;
    if (!wanted) { // the policy asks for no restart yet
        finish(ExitCode::Ok);
        return;
    }
    if (underWay) {
        follow(pending.id);
        return;
    }
    if (!m_session.out().isJson()) {
        m_session.out().line({});
        m_session.out().line(Texts::tr("Restart required!"));
        m_session.out().line(u"   "_s + Texts::tr("Reason: %1").arg(pending.reason));
    }
    m_session.engine().approveRestart(pending.id, pending.revision, {}, this,
                                      [this](const Result<PendingRestart> &answer) {
                                          if (answer) {
                                              approved(*answer);
                                          } else {
                                              fail(answer.error());
                                          }
                                      });
}

void NotifyRun::approved(const PendingRestart &restart)
{
    m_answer.restart = restart;
    if (!m_session.out().isJson()) {
        m_session.out().line({});
        m_session.out().line(Texts::tr("Triggering graceful restart %1...").arg(restart.id));
    }
    if (m_command.wait) {
        follow(restart.id);
        return;
    }
    if (!m_session.out().isJson()) {
        m_session.out().line(Texts::tr("Restart sequence initiated"));
    }
    finish(ExitCode::Ok);
}

void NotifyRun::follow(const QString &id)
{
    if (!m_command.wait) {
        finish(ExitCode::Ok);
        return;
    }
    auto *watch = new RestartWatch(m_session, id, [this](const Result<PendingRestart> &end) {
        if (end) {
            followed(*end);
        } else {
            fail(end.error());
        }
    });
    watch->start(); // the session's child
}

void NotifyRun::followed(const PendingRestart &end)
{
    m_answer.restart = end;
    if (!m_session.out().isJson()) {
        m_session.out().line(UpdateTexts::outcome(end));
    }
    const bool refused = end.state == UpdateState::Rejected || RestartWatch::needsSomebody(end);
    finish(refused ? kRefused : exitCodeOf(end));
}

void NotifyRun::finish(ExitCode code)
{
    if (m_session.out().isJson()) {
        m_session.out().object(client::toJson(m_answer));
    }
    m_session.finish(code);
}

void NotifyRun::fail(const Error &error)
{
    m_session.out().error(error);
    m_session.finish(exitCodeForNotice(error.code));
}

void run(Session &session, const NotifyUpdate &command)
{
    auto *notify = new NotifyRun(session, command); // the session's child
    notify->start();
}

} // namespace lamplighter::ctl
