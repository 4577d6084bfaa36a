// What is sent to an OmniMind server: notices and approvals, and what became of them.
#include "core/base/json_reader.h"
#include "core/client/omnimind_calls.h"
#include "core/client/omnimind_transport.h"

#include <QPointer>

namespace lamplighter::client {

using namespace Qt::StringLiterals;
using namespace omnimind;

namespace {

constexpr seconds kRestartPatience{120};

/// Whether an error leaves open if the request was carried out.
bool leavesItOpen(ErrorCode code)
{
    return code == ErrorCode::Internal || code == ErrorCode::Timeout || code == ErrorCode::Unavailable ||
           code == ErrorCode::Corrupt || code == ErrorCode::TooLarge;
}

} // namespace

void OmniMindTransport::notify(const QByteArray &body, QObject *context, Done done)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    const Result<Notice> notice = object ? noticeFromJson(*object) : Result<Notice>(object.error());
    if (!notice) {
        later(context, std::move(done), notice.error());
        return;
    }
    // What is pending before tells afterwards whether an answer that failed was recorded all the same.
    readPending(context, [this, notice = *notice, context = QPointer<QObject>(context),
                          done = std::move(done)](const Result<Pending> &before) {
        if (!before) {
            done(before.error());
            return;
        }
        post(u"/notify-update"_s, omnimind::toTheirs(notice), context,
             [this, notice, before = *before, context, done](const Result<QJsonObject> &answer) {
                 noticed(notice, before, answer, context, done);
             });
    });
}

void OmniMindTransport::noticed(const Notice &notice, const Pending &before, const Result<QJsonObject> &answer,
                                QObject *context, Done done)
{
    const Result<DecisionTrace> decision =
        answer ? omnimind::decisionFromTheirs(*answer) : Result<DecisionTrace>(answer.error());
    if (!decision && !leavesItOpen(decision.error().code)) {
        done(decision.error());
        return;
    }
    readPending(context, [this, notice, decision, count = omnimind::countOf(before, notice),
                          done = std::move(done)](const Result<Pending> &after) {
        const bool recorded = after && omnimind::countOf(*after, notice) > count;
        if (!decision && !recorded) {
            Error error = decision.error();
            if (!after) {
                error.message += u"; whether it was recorded cannot be told"_s;
            }
            done(error);
            return;
        }
        NoticeAnswer out;
        out.update.id = u"U-0"_s; // not among the pending: ignored, or carried out already
        out.update.receivedAt = m_clock.wallNow();
        out.update.state = UpdateState::Ignored;
        if (decision && decision->decision != Decision::Ignore) {
            out.update.state = UpdateState::Waiting;
            out.update.note = u"The server does not list it as pending"_s;
        }
        if (recorded) {
            out.update = after->updates.constLast();
            for (const UpdateRecord &update : after->updates) {
                out.update = update.notice.service == notice.service ? update : out.update;
            }
            out.restart = current(*after);
        }
        out.update.notice = notice;
        if (decision) {
            out.update.decision = *decision;
        } else {
            out.update.note =
                u"The server answered with an error and recorded it all the same: "_s + decision.error().message;
        }
        done(answerOf(toJson(out), 201));
    });
}

void OmniMindTransport::approve(const QByteArray &body, QObject *context, Done done)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object) {
        later(context, std::move(done), object.error());
        return;
    }
    JsonReader in(*object);
    const std::optional<qint64> revision = in.optionalInteger("revision");
    if (in.string("when", u"now"_s) != "now"_L1) {
        later(context, std::move(done),
              Error{ErrorCode::Unavailable, u"An OmniMind server can only be told to restart now"_s, u"when"_s});
        return;
    }
    readPending(context, [this, revision, context = QPointer<QObject>(context),
                          done = std::move(done)](const Result<Pending> &pending) {
        if (!pending) {
            done(pending.error());
            return;
        }
        const std::optional<PendingRestart> restart = current(*pending);
        if (!restart) {
            done(Error{ErrorCode::Conflict, u"Nothing is pending on this server any more"_s, u"revision"_s});
        } else if (m_approved) {
            done(Error{ErrorCode::Conflict, u"It has been approved; it is under way"_s, u"revision"_s});
        } else if (revision && *revision != restart->revision) {
            done(Error{ErrorCode::Conflict, u"What is pending has changed; look at it again"_s, u"revision"_s});
        } else {
            approvePending(*pending, context, done);
        }
    });
}

void OmniMindTransport::approvePending(const Pending &pending, QObject *context, Done done)
{
    const bool wholeServer = pending.restartRequired;
    post(wholeServer ? u"/restart-graceful"_s : u"/apply-deferred-updates"_s, {}, context,
         [this, wholeServer, restart = *omnimind::restartOf(pending),
          done = std::move(done)](const Result<QJsonObject> &answer) mutable {
             if (!answer) {
                 done(answer.error());
                 return;
             }
             JsonReader in(*answer);
             const QString status = in.string("status");
             const QString message = in.string("message").left(500);
             if (status != (wholeServer ? "restart_initiated"_L1 : "applying_deferred"_L1)) {
                 done(Error{ErrorCode::Conflict,
                            u"The OmniMind server did not do it: "_s + (message.isEmpty() ? status : message),
                            {}});
                 return;
             }
             restart.state = UpdateState::Restarting;
             restart.waitsFor.clear();
             restart.waitsBecause = message;
             m_ended.reset();
             m_approved = Approved{restart, wholeServer, m_clock.now()};
             done(answerOf(toJson(restart)));
         });
}

/// The server does not say what became of a restart. It is over when what was pending is not, or when the server does
/// not ask for it any more; it has failed if neither comes true.
void OmniMindTransport::settle(const Pending &pending)
{
    if (!m_approved) {
        return;
    }
    const bool done = pending.updates.isEmpty() || (m_approved->wholeServer && !pending.restartRequired);
    const bool late = m_clock.now() - m_approved->at >= kRestartPatience;
    if (!done && !late) {
        return;
    }
    PendingRestart restart = m_approved->restart;
    m_approved.reset();
    restart.state = done ? UpdateState::Applied : UpdateState::Failed;
    restart.waitsBecause.clear();
    restart.endedAt = m_clock.wallNow();
    restart.note = done ? u"The server has nothing pending any more; it does not tell whether it restarted"_s
                        : u"The server still has its updates pending, two minutes after it was told to apply them"_s;
    m_ended = restart;
}

std::optional<PendingRestart> OmniMindTransport::current(const Pending &pending) const
{
    std::optional<PendingRestart> restart = omnimind::restartOf(pending);
    if (restart && m_approved) {
        restart->state = UpdateState::Restarting;
        restart->waitsFor.clear();
        restart->waitsBecause = m_approved->restart.waitsBecause;
    }
    return restart;
}

Result<QJsonObject> OmniMindTransport::detail(const Pending &pending) const
{
    RestartDetail detail;
    detail.updates = pending.updates;
    const std::optional<PendingRestart> restart = current(pending);
    if (m_ended && (!restart || restart->revision == m_ended->revision)) {
        detail.restart = *m_ended;
    } else if (restart) {
        detail.restart = *restart;
    } else {
        return Error{ErrorCode::NotFound, u"Nothing is pending on this server"_s, u"id"_s};
    }
    return toJson(detail);
}

} // namespace lamplighter::client
