// events, and events --follow
#include "app/ctl/events_run.h"

#include "app/ctl/texts.h"

#include <QJsonDocument>

#include <algorithm>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::Connection;
using client::EventRecord;
using client::EventsPage;

namespace {

bool matches(const ShowEvents &command, const EventRecord &event)
{
    const bool kind = command.kind.isEmpty() || event.kind == command.kind ||
                      (command.kind.endsWith(".*"_L1) && event.kind.startsWith(command.kind.chopped(1)));
    return kind && (command.subject.isEmpty() || event.subject == command.subject);
}

void print(const Session &session, const EventRecord &event)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(event));
        return;
    }
    QString line = out.coloured(Texts::when(event.time), Colour::Quiet) + u"  "_s +
                   out.coloured(printable(event.kind, false), Texts::severity(event.severity));
    if (!event.subject.isEmpty()) {
        line += u"  "_s + printable(event.subject, false);
    }
    if (!event.payload.isEmpty()) {
        const QByteArray payload = QJsonDocument(event.payload).toJson(QJsonDocument::Compact);
        line += u"  "_s + printable(QString::fromUtf8(payload), false);
    }
    if (!event.actor.isEmpty()) {
        line += u"  "_s + out.coloured(Texts::tr("by %1").arg(printable(event.actor, false)), Colour::Quiet);
    }
    out.line(line);
}

} // namespace

EventsRun::EventsRun(Session &session, ShowEvents command)
    : QObject(&session)
    , m_session(session)
    , m_command(std::move(command))
{}

void EventsRun::start()
{
    if (!m_command.follow) {
        readPage();
        return;
    }
    // The stream first: what happens while the page is read is then in the stream, or in both, but never in neither.
    client::Engine &engine = m_session.engine();
    connect(&engine, &client::Engine::connectionChanged, this, &EventsRun::connectionChanged);
    connect(&engine, &client::Engine::eventsReceived, this, &EventsRun::streamed);
    engine.connectLive();
}

void EventsRun::connectionChanged()
{
    const client::Engine &engine = m_session.engine();
    const Connection connection = engine.connection();
    if (connection == Connection::Live && !m_asked) {
        m_asked = true;
        readPage();
    } else if (connection == Connection::Refused || (connection == Connection::Reconnecting && !m_asked)) {
        m_session.fail(engine.lastError());
    }
}

void EventsRun::readPage()
{
    client::EventFilter filter;
    filter.newestFirst = true;
    filter.limit = m_command.lines;
    filter.kind = m_command.kind;
    filter.subject = m_command.subject;
    m_session.engine().events(filter, this, [this](const Result<EventsPage> &page) {
        if (page) {
            pageRead(*page);
        } else {
            m_session.fail(page.error());
        }
    });
}

void EventsRun::pageRead(EventsPage page)
{
    std::sort(page.events.begin(), page.events.end(), [](const auto &a, const auto &b) { return a.seq < b.seq; });
    if (!m_command.follow && m_session.out().isJson()) {
        m_session.out().object(client::toJson(page));
        m_session.finish();
        return;
    }
    for (const EventRecord &event : std::as_const(page.events)) {
        print(m_session, event);
        m_last = event.seq;
    }
    if (!m_command.follow) {
        m_session.finish();
        return;
    }
    m_pageRead = true;
    streamed(std::exchange(m_early, {}));
}

void EventsRun::streamed(const QList<EventRecord> &events)
{
    if (!m_pageRead) {
        m_early.append(events);
        return;
    }
    for (const EventRecord &event : events) {
        if (event.seq > m_last && matches(m_command, event)) {
            print(m_session, event);
        }
    }
}

void run(Session &session, const ShowEvents &command)
{
    auto *events = new EventsRun(session, command); // the session's child
    events->start();
}

} // namespace lamplighter::ctl
