// Server-sent events (HTML Standard, 9.2.6) from bytes as they come. Private to core/client.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace lamplighter::client {

struct ServerSentEvent
{
    QByteArray name; ///< "message" if the sender gave none
    QByteArray id;   ///< of this event; empty if it has none of its own
    QByteArray data;
    bool operator==(const ServerSentEvent &) const = default;
};

class SseParser
{
public:
    /// One event may not be larger than this.
    explicit SseParser(qsizetype limit = 32 * 1024 * 1024)
        : m_limit(limit)
    {}

    /// Whole events among the bytes so far. TooLarge past the limit; nothing more may be fed after that.
    Result<QList<ServerSentEvent>> feed(const QByteArray &bytes);

private:
    void line(const QByteArray &text, QList<ServerSentEvent> &out);

    qsizetype m_limit;
    QByteArray m_buffer;
    qsizetype m_scanned = 0; ///< of the buffer: no line end before this
    bool m_first = true;
    bool m_skipLineFeed = false;
    bool m_hasData = false;
    ServerSentEvent m_event;
};

} // namespace lamplighter::client
