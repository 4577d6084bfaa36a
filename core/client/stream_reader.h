// What both transports do with the bytes of an open stream: events out of them, told to the callbacks one after the
// other, until someone closes. Private to core/client.
#pragma once

#include "core/client/sse_parser.h"
#include "core/client/transport.h"

namespace lamplighter::client {

class StreamReader
{
public:
    explicit StreamReader(StreamCallbacks callbacks)
        : m_callbacks(std::move(callbacks))
    {}

    void opened()
    {
        if (!m_closed && m_callbacks.opened) {
            m_callbacks.opened();
        }
    }
    void feed(const QByteArray &bytes)
    {
        if (m_closed) {
            return;
        }
        const Result<QList<ServerSentEvent>> events = m_parser.feed(bytes);
        if (!events) {
            close(events.error());
            return;
        }
        for (const ServerSentEvent &event : *events) {
            if (m_closed) { // by the callback before
                return;
            }
            m_callbacks.received(event.name, event.id, event.data);
        }
    }
    /// Tells once why; nothing comes after.
    void close(const Error &why)
    {
        if (!m_closed) {
            m_closed = true;
            m_callbacks.closed(why);
        }
    }
    /// The listener left. The callbacks stay until this dies: one of them may be running.
    void abandon() { m_closed = true; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    StreamCallbacks m_callbacks;
    SseParser m_parser;
    bool m_closed = false;
};

} // namespace lamplighter::client
