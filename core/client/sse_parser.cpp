#include "core/client/sse_parser.h"

namespace lamplighter::client {

namespace {

Error tooLarge()
{
    return {ErrorCode::TooLarge, QStringLiteral("a message of the stream is too large"), {}};
}

} // namespace

Result<QList<ServerSentEvent>> SseParser::feed(const QByteArray &bytes)
{
    QList<ServerSentEvent> out;
    m_buffer.append(bytes);
    qsizetype begin = 0;
    for (qsizetype i = m_scanned; i < m_buffer.size(); ++i) {
        const char c = m_buffer.at(i);
        if (c == '\n' && m_skipLineFeed && i == begin) { // the second half of CR LF
            begin = i + 1;
        } else if (c == '\n' || c == '\r') {
            if (i - begin + m_event.data.size() > m_limit) { // the same however the bytes were cut on their way
                return tooLarge();
            }
            line(m_buffer.mid(begin, i - begin), out);
            begin = i + 1;
        }
        m_skipLineFeed = c == '\r';
    }
    m_buffer.remove(0, begin);
    m_scanned = m_buffer.size();
    if (m_buffer.size() + m_event.data.size() > m_limit) {
        return tooLarge();
    }
    return out;
}

void SseParser::line(const QByteArray &text, QList<ServerSentEvent> &out)
{
    QByteArray content = text;
    if (m_first && content.startsWith("\xef\xbb\xbf")) { // a byte order mark
        content.remove(0, 3);
    }
    m_first = false;
    if (content.isEmpty()) {
        if (m_hasData) {
            m_event.name = m_event.name.isEmpty() ? QByteArray("message") : m_event.name;
            out.append(m_event);
        }
        m_event = {};
        m_hasData = false;
        return;
    }
    const qsizetype colon = content.indexOf(':');
    const QByteArray field = colon < 0 ? content : content.left(colon);
    QByteArray value = colon < 0 ? QByteArray() : content.mid(colon + 1);
    if (value.startsWith(' ')) {
        value.remove(0, 1);
    }
    if (field == "data") {
        if (m_hasData) {
            m_event.data.append('\n');
        }
        m_event.data.append(value);
        m_hasData = true;
    } else if (field == "event") {
        m_event.name = value;
    } else if (field == "id" && !value.contains('\0')) {
        m_event.id = value;
    } // comments, "retry" and what is not known are skipped
}

} // namespace lamplighter::client
