#include "app/ctl/watch_run.h"

#include "app/ctl/texts.h"

#include <algorithm>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::Connection;
using client::UnitState;
using client::UnitStatus;

WatchRun::WatchRun(Session &session)
    : QObject(&session)
    , m_session(session)
{
    const client::Engine &engine = session.engine();
    connect(&engine, &client::Engine::connectionChanged, this, &WatchRun::connectionChanged);
    connect(&engine, &client::Engine::unitsChanged, this, &WatchRun::changed);
    connect(&engine, &client::Engine::unitsReset, this, [this] { changed(m_session.engine().liveUnits(), {}); });
    connect(&m_everySecond, &QTimer::timeout, this, &WatchRun::redraw);
}

void WatchRun::start()
{
    m_session.engine().connectLive();
}

void WatchRun::connectionChanged()
{
    const client::Engine &engine = m_session.engine();
    const Connection connection = engine.connection();
    if (connection == Connection::Refused || (connection == Connection::Reconnecting && !m_wasLive)) {
        m_session.fail(engine.lastError());
        return;
    }
    m_wasLive = m_wasLive || connection == Connection::Live;
    if (!m_wasLive) {
        return;
    }
    if (m_session.out().isLive()) {
        m_everySecond.start(1000);
        redraw();
    } else if (connection == Connection::Reconnecting && engine.reconnectAttempt() == 1) {
        m_session.out().error(engine.lastError()); // and goes on: the engine may be back in a moment
    }
}

void WatchRun::changed(const QList<UnitStatus> &units, const QStringList &removed)
{
    const Output &out = m_session.out();
    if (out.isLive()) {
        redraw();
        return;
    }
    const WallTime now = m_session.clock().wallNow();
    for (const UnitStatus &unit : units) {
        if (out.isJson()) {
            out.object(client::toJson(client::UnitsPage{{unit}, {}}));
        } else {
            out.line(Texts::when(now) + u"  "_s + unitLine(unit, now));
        }
    }
    for (const QString &name : removed) {
        if (out.isJson()) {
            out.object(client::toJson(client::UnitsPage{{}, {name}}));
        } else {
            out.line(Texts::when(now) + u"  "_s + Texts::tr("%1: Removed").arg(name));
        }
    }
}

QString WatchRun::headline() const
{
    const client::Engine &engine = m_session.engine();
    const QList<UnitStatus> &units = engine.liveUnits();
    const auto running = std::count_if(units.cbegin(), units.cend(),
                                       [](const UnitStatus &unit) { return unit.state == UnitState::Running; });
    QString text = Texts::tr("%1: %2 of %3 running").arg(engine.description()).arg(running).arg(units.size());
    if (const qsizetype latches = engine.liveKillSwitch().latches.size(); latches > 0) {
        text += u"  "_s + m_session.out().coloured(Texts::tr("kill switch engaged"), Colour::Bad);
    }
    if (engine.connection() != Connection::Live) {
        const QString words = Texts::tr("reconnecting, attempt %1: %2")
                                  .arg(engine.reconnectAttempt())
                                  .arg(printable(engine.lastError().message, false));
        text += u"  "_s + m_session.out().coloured(words, Colour::Attention);
    }
    return text;
}

void WatchRun::redraw()
{
    const Table table = unitTable(m_session.engine().liveUnits(), m_session.clock().wallNow());
    m_session.out().redraw(headline() + u"\n\n"_s + formatted(table, m_session.out().colours()));
}

void run(Session &session, const WatchUnits &)
{
    auto *watch = new WatchRun(session); // the session's child
    watch->start();
}

} // namespace lamplighter::ctl
