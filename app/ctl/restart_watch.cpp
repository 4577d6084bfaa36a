#include "app/ctl/restart_watch.h"

#include "app/ctl/update_texts.h"

#include <QTimer>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::PendingRestart;

namespace {

constexpr std::chrono::milliseconds kBetween{300};
constexpr seconds kPatience{60}; // an engine that is started again is back by then

} // namespace

RestartWatch::RestartWatch(Session &session, QString id, Ended ended)
    : QObject(&session)
    , m_session(session)
    , m_id(std::move(id))
    , m_ended(std::move(ended))
{}

bool RestartWatch::needsSomebody(const PendingRestart &restart)
{
    return restart.state == client::UpdateState::Deferred || restart.waitsFor == "approval"_L1 ||
           restart.waitsFor == "hibernation"_L1 || restart.waitsFor == "held"_L1;
}

void RestartWatch::ask()
{
    m_session.engine().restart(m_id, this, [this](const Result<client::RestartDetail> &answer) { answered(answer); });
}

void RestartWatch::answered(const Result<client::RestartDetail> &answer)
{
    if (answer) {
        m_silentSince.reset();
        const PendingRestart &restart = answer->restart;
        tell(restart);
        if (client::isOver(restart.state) || needsSomebody(restart)) {
            m_ended(restart);
            return;
        }
    } else {
        const ErrorCode code = answer.error().code;
        const Instant now = m_session.clock().now();
        const bool mayComeBack = code == ErrorCode::Unavailable || code == ErrorCode::Timeout;
        m_silentSince = m_silentSince.value_or(now);
        if (!mayComeBack || now - *m_silentSince >= kPatience) {
            m_ended(answer.error());
            return;
        }
    }
    QTimer::singleShot(kBetween, this, [this] { ask(); });
}

void RestartWatch::say(const QString &text)
{
    if (!m_session.out().isJson()) {
        m_session.out().line(u"   "_s + text);
    }
}

void RestartWatch::tell(const PendingRestart &restart)
{
    for (const client::RestartRun &run : restart.runs) {
        for (const client::RestartStep &step : run.steps) {
            const QString key = run.unit + u'/' + step.step;
            const bool over = step.state == "done"_L1 || step.state == "failed"_L1;
            if (over && !m_told.contains(key)) {
                m_told.insert(key);
                say(UpdateTexts::step(run.unit, step));
            }
        }
    }
    const QString waits = client::isOver(restart.state) ? QString() : UpdateTexts::waits(restart);
    if (waits != m_waits && !waits.isEmpty()) {
        say(waits);
    }
    m_waits = waits;
}

ExitCode exitCodeOf(const PendingRestart &restart)
{
    return restart.state == client::UpdateState::Applied ? ExitCode::Ok : ExitCode::Refused;
}

void waitFor(Session &session, const PendingRestart &restart)
{
    if (!session.out().isJson()) {
        session.out().line(UpdateTexts::line(restart));
    }
    auto *watch = new RestartWatch(session, restart.id, [&session](const Result<PendingRestart> &end) {
        if (!end) {
            session.fail(end.error());
            return;
        }
        if (session.out().isJson()) {
            session.out().object(client::toJson(*end));
        } else {
            session.out().line(UpdateTexts::outcome(*end));
        }
        session.finish(exitCodeOf(*end));
    });
    watch->start(); // the session's child
}

} // namespace lamplighter::ctl
