#include "ui/models/restart_actions.h"

#include "ui/models/error_texts.h"

namespace lamplighter::ui {

using client::PendingRestart;

RestartActions::RestartActions(client::Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{}

bool RestartActions::begin(const QString &id)
{
    if (m_busy.contains(id)) {
        return false;
    }
    m_busy.insert(id);
    Q_EMIT busyChanged(id);
    return true;
}

client::Reply<PendingRestart> RestartActions::finish(const QString &id, const QString &doneTitle,
                                                     const QString &notDone, QObject *context, Done done)
{
    const bool heard = static_cast<bool>(done);
    return [this, id, doneTitle, notDone, heard, context = QPointer<QObject>(context),
            done = std::move(done)](const Result<PendingRestart> &result) {
        m_busy.remove(id);
        Q_EMIT busyChanged(id);
        RestartOutcome outcome{static_cast<bool>(result), result ? doneTitle : notDone, {}, false};
        if (result) {
            Q_EMIT succeeded(doneTitle);
        } else {
            outcome.sentence = ErrorTexts::sentence(result.error());
            outcome.conflict = result.error().code == ErrorCode::Conflict;
        }
        if (heard) {
            if (context) {
                done(outcome);
            }
        } else if (!result) {
            Q_EMIT failed(outcome.title, outcome.sentence);
        }
    };
}

void RestartActions::approve(const PendingRestart &restart, const client::Approve &how, QObject *context, Done done)
{
    if (!begin(restart.id)) {
        return;
    }
    QString title;
    switch (how.when) {
    case client::ApproveWhen::Now:
        title = tr("%1 is restarted").arg(restart.service);
        break;
    case client::ApproveWhen::Checkpoint:
        title = tr("%1 restarts at its next checkpoint").arg(restart.service);
        break;
    case client::ApproveWhen::At:
        title = tr("The restart of %1 is scheduled").arg(restart.service);
        break;
    }
    m_engine.approveRestart(
        restart.id, restart.revision, how, this,
        finish(restart.id, title, tr("%1 was not restarted").arg(restart.service), context, std::move(done)));
}

void RestartActions::defer(const PendingRestart &restart, WallTime until, const QString &reason, QObject *context,
                           Done done)
{
    if (begin(restart.id)) {
        m_engine.deferRestart(restart.id, restart.revision, until, reason, this,
                              finish(restart.id, tr("%1 is deferred").arg(restart.service),
                                     tr("%1 was not deferred").arg(restart.service), context, std::move(done)));
    }
}

void RestartActions::reject(const PendingRestart &restart, const QString &reason, QObject *context, Done done)
{
    if (begin(restart.id)) {
        m_engine.rejectRestart(restart.id, restart.revision, reason, this,
                               finish(restart.id, tr("The update of %1 is rejected").arg(restart.service),
                                      tr("The update of %1 was not rejected").arg(restart.service), context,
                                      std::move(done)));
    }
}

} // namespace lamplighter::ui
