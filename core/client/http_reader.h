// Reads one answer of HTTP/1.1 (RFC 9112) from bytes as they come, strictly: what is ambiguous or too large is refused,
// since two readers that disagree about where an answer ends are how one request's answer becomes another's. Private to
// core/client.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace lamplighter::client {

class HttpReader
{
public:
    struct Limits
    {
        qsizetype line = 16 * 1024; ///< of the status line, a header, a chunk's size
        int headers = 100;
        qint64 body = 64 * 1024 * 1024; ///< 0: no limit, for streams whose reader takes the bytes as they come
    };

    HttpReader() = default;
    explicit HttpReader(const Limits &limits)
        : m_limits(limits)
    {}

    /// The next bytes. Corrupt or TooLarge with the reason; nothing more may be fed after that.
    Result<void> feed(const QByteArray &bytes);
    /// The other side closed. Unavailable unless the answer was complete, or ends where the connection does.
    Result<void> finish();

    [[nodiscard]] bool headComplete() const { return m_state > State::Headers; }
    [[nodiscard]] bool complete() const { return m_state == State::Complete; }
    [[nodiscard]] int status() const { return m_status; }
    /// Value of the header, `name` in lower case; empty if there is none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /// The part of the body that was read since the last call.
    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_body, {}); }

private:
    enum class State { StatusLine, Headers, Fixed, ChunkSize, Chunk, ChunkEnd, Trailers, UntilClose, Complete };

    std::optional<Error> step(bool &progress);
    std::optional<Error> readStatusLine(const QByteArray &line);
    std::optional<Error> readHeader(const QByteArray &line);
    std::optional<Error> beginBody();
    std::optional<Error> readChunkSize(const QByteArray &line);
    std::optional<Error> takeBytes(bool &progress);
    /// A whole line without its CRLF, if there is one.
    std::optional<Error> takeLine(std::optional<QByteArray> &line);
    [[nodiscard]] std::optional<Error> grown(qint64 by);

    Limits m_limits;
    State m_state = State::StatusLine;
    QByteArray m_buffer;
    QByteArray m_body;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    int m_status = 0;
    int m_lines = 0;
    qint64 m_left = 0; ///< of the body or the chunk
    qint64 m_total = 0;
};

} // namespace lamplighter::client
