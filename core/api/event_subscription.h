// One listener of the journal: first what is on disk behind its position, page by page, then what is committed. Without
// a gap and without a double, whatever order pages and commits come in. Lives on the engine's thread.
#pragma once

#include "core/api/event_stream.h"
#include "core/journal/journal.h"

namespace lamplighter::api {

struct EventFilter
{
    QString kind;    ///< exact, or a prefix that ends in ".*"; empty for all
    QString subject; ///< exact; empty for all
    [[nodiscard]] bool passes(const journal::Event &event) const;
};

class EventListener final : public QObject
{
public:
    enum class State { CatchingUp, Live, Ended };

    EventListener(journal::Journal &journal, EventFilter filter, bool wantsUnits, StreamSink sink,
                  std::function<void(Error)> closed);

    /// From behind `position`; straight to live if that is the newest.
    void begin(EventSeq position);
    /// Of Journal::committed. `message` makes the event's message once for all listeners.
    using MessageOf = std::function<const StreamMessage &(const journal::Event &)>;
    void committed(const QList<journal::Event> &events, const MessageOf &message);
    void send(const StreamMessage &message);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool wantsUnits() const { return m_wantsUnits; }
    void end() { m_state = State::Ended; }

private:
    void requestPage();
    void pageRead(const Result<journal::EventPage> &page);
    void sendEvent(const journal::Event &event, const StreamMessage &message);

    journal::Journal &m_journal;
    const EventFilter m_filter;
    const bool m_wantsUnits;
    StreamSink m_sink;
    std::function<void(Error)> m_closed;
    State m_state = State::CatchingUp;
    bool m_saidHello = false;
    EventSeq m_position = 0;                    ///< newest that was sent, or passed over by the filter
    QList<journal::Event> m_committedMeanwhile; ///< while a page is read
};

StreamMessage toMessage(const journal::Event &event);
StreamMessage heartbeat(EventSeq lastEvent);

} // namespace lamplighter::api
