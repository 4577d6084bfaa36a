#include "core/api/event_subscription.h"

#include "core/api/journal_shapes.h"

#include <QJsonDocument>
#include <QTimer>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 500;
constexpr milliseconds kBetweenPages{20}; // a reader over the network keeps up with that, and is not dropped as slow

} // namespace

bool EventFilter::passes(const journal::Event &event) const
{
    if (!subject.isEmpty() && event.subject != subject) {
        return false;
    }
    if (kind.endsWith(".*"_L1)) {
        return event.kind.startsWith(QStringView(kind).chopped(1));
    }
    return kind.isEmpty() || event.kind == kind;
}

StreamMessage toMessage(const journal::Event &event)
{
    return {"event", QByteArray::number(event.seq),
            QJsonDocument(client::toJson(toRecord(event))).toJson(QJsonDocument::Compact)};
}

StreamMessage heartbeat(EventSeq lastEvent)
{
    return {"heartbeat", {}, "{\"last_event\":" + QByteArray::number(lastEvent) + "}"};
}

EventListener::EventListener(journal::Journal &journal, EventFilter filter, bool wantsUnits, StreamSink sink,
                             std::function<void(Error)> closed)
    : m_journal(journal)
    , m_filter(std::move(filter))
    , m_wantsUnits(wantsUnits)
    , m_sink(std::move(sink))
    , m_closed(std::move(closed))
{}

void EventListener::begin(EventSeq position)
{
    m_position = position;
    const EventSeq newest = m_journal.lastCommitted();
    if (position == newest) {
        m_state = State::Live;
        m_saidHello = true;
        send(heartbeat(newest));
    } else {
        requestPage();
    }
}

void EventListener::requestPage()
{
    m_committedMeanwhile.clear();
    journal::EventQuery query;
    query.after = m_position;
    query.limit = kPage;
    query.kind = m_filter.kind;
    query.subject = m_filter.subject;
    m_journal.query(query, this, [this](const Result<journal::EventPage> &page) { pageRead(page); });
}

void EventListener::pageRead(const Result<journal::EventPage> &page)
{
    if (m_state == State::Ended) {
        return;
    }
    if (!page) {
        m_state = State::Ended;
        m_closed(page.error());
        return;
    }
    if (!m_saidHello) {
        m_saidHello = true;
        send(heartbeat(m_journal.lastCommitted()));
    }
    for (const journal::Event &event : page->events) {
        // A page may hold what is not committed yet; that comes again when it is.
        if (event.seq <= m_journal.lastCommitted()) {
            sendEvent(event, toMessage(event));
        }
    }
    if (m_state == State::Ended) {
        return;
    }
    if (page->more) {
        QTimer::singleShot(kBetweenPages, this, [this] { requestPage(); });
        return;
    }
    m_state = State::Live;
    const QList<journal::Event> meanwhile = std::exchange(m_committedMeanwhile, {});
    for (const journal::Event &event : meanwhile) {
        if (m_filter.passes(event)) {
            sendEvent(event, toMessage(event));
        }
    }
}

void EventListener::committed(const QList<journal::Event> &events, const MessageOf &message)
{
    if (m_state == State::CatchingUp) {
        m_committedMeanwhile.append(events);
        return;
    }
    for (const journal::Event &event : events) {
        if (m_filter.passes(event)) {
            sendEvent(event, message(event));
        }
    }
}

void EventListener::sendEvent(const journal::Event &event, const StreamMessage &message)
{
    if (event.seq > m_position) {
        m_position = event.seq;
        send(message);
    }
}

void EventListener::send(const StreamMessage &message)
{
    if (m_state != State::Ended && !m_sink(message)) {
        m_state = State::Ended;
    }
}

} // namespace lamplighter::api
