#include "core/client/http_reader.h"

#include <algorithm>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

Error corrupt(const QString &what)
{
    return {ErrorCode::Corrupt, u"the answer is not HTTP: %1"_s.arg(what), {}};
}

bool isToken(const QByteArray &text)
{
    static const QByteArray kMarks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || kMarks.contains(c);
    });
}

bool isDigits(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isHexDigits(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

} // namespace

Result<void> HttpReader::feed(const QByteArray &bytes)
{
    m_buffer.append(bytes);
    bool progress = true;
    while (progress) {
        progress = false;
        if (const std::optional<Error> error = step(progress)) {
            return *error;
        }
    }
    return {};
}

Result<void> HttpReader::finish()
{
    if (m_state == State::UntilClose) {
        m_state = State::Complete;
    }
    if (m_state != State::Complete) {
        return Error{ErrorCode::Unavailable, u"the connection was closed in the middle of an answer"_s, {}};
    }
    return {};
}

QByteArray HttpReader::header(const QByteArray &name) const
{
    for (const auto &[candidate, value] : m_headers) {
        if (candidate == name) {
            return value;
        }
    }
    return {};
}

std::optional<Error> HttpReader::step(bool &progress)
{
    switch (m_state) {
    case State::Fixed:
    case State::Chunk:
    case State::UntilClose:
        return takeBytes(progress);
    case State::Complete:
        // Asked to close after the answer, so there is nothing to come.
        return m_buffer.isEmpty() ? std::nullopt : std::optional(corrupt(u"bytes follow its end"_s));
    case State::StatusLine:
    case State::Headers:
    case State::ChunkSize:
    case State::ChunkEnd:
    case State::Trailers:
        break;
    }
    std::optional<QByteArray> line;
    if (std::optional<Error> error = takeLine(line); error || !line) {
        return error;
    }
    progress = true;
    if (m_state == State::StatusLine) {
        return readStatusLine(*line);
    }
    if (m_state == State::Headers) {
        return line->isEmpty() ? beginBody() : readHeader(*line);
    }
    if (m_state == State::ChunkSize) {
        return readChunkSize(*line);
    }
    if (m_state == State::ChunkEnd) {
        m_state = State::ChunkSize;
        return line->isEmpty() ? std::nullopt : std::optional(corrupt(u"a chunk is longer than it says"_s));
    }
    if (line->isEmpty()) { // end of the trailers, which say nothing that is needed
        m_state = State::Complete;
    } else if (++m_lines > m_limits.headers) {
        return Error{ErrorCode::TooLarge, u"the answer has too many headers"_s, {}};
    }
    return std::nullopt;
}

std::optional<Error> HttpReader::takeLine(std::optional<QByteArray> &line)
{
    const qsizetype end = m_buffer.indexOf('\n');
    if (end < 0 ? m_buffer.size() > m_limits.line : end > m_limits.line) {
        return Error{ErrorCode::TooLarge, u"the answer has a line that is too long"_s, {}};
    }
    if (end < 0) {
        return std::nullopt;
    }
    if (end == 0 || m_buffer.at(end - 1) != '\r') {
        return corrupt(u"a line does not end with CR LF"_s);
    }
    line = m_buffer.left(end - 1);
    m_buffer.remove(0, end + 1);
    if (std::any_of(line->cbegin(), line->cend(), [](char c) { return c == '\r' || c == '\0'; })) {
        return corrupt(u"a line has a control character"_s);
    }
    return std::nullopt;
}

std::optional<Error> HttpReader::readStatusLine(const QByteArray &line)
{
    // "HTTP/1.1 200 OK": the words at the end are optional, the space before them is not, but often forgotten.
    const bool shape = line.size() >= 12 && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ")) &&
                       isDigits(line.mid(9, 3)) && (line.size() == 12 || line.at(12) == ' ');
    if (!shape) {
        return corrupt(u"it does not begin with a status"_s);
    }
    m_status = line.mid(9, 3).toInt();
    if (m_status < 100 || m_status == 101) {
        return corrupt(u"status %1 was not asked for"_s.arg(m_status));
    }
    m_state = State::Headers;
    return std::nullopt;
}

std::optional<Error> HttpReader::readHeader(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.left(colon))) {
        return corrupt(u"a header has no name"_s);
    }
    if (++m_lines > m_limits.headers) {
        return Error{ErrorCode::TooLarge, u"the answer has too many headers"_s, {}};
    }
    const QByteArray name = line.left(colon).toLower();
    const QByteArray value = line.mid(colon + 1).trimmed();
    const bool framing = name == "content-length" || name == "transfer-encoding";
    if (framing && !header(name).isNull() && header(name) != value) {
        return corrupt(u"%1 is given twice"_s.arg(QString::fromLatin1(name)));
    }
    m_headers.append({name, value.isNull() ? QByteArray("") : value});
    return std::nullopt;
}

std::optional<Error> HttpReader::beginBody()
{
    if (m_status < 200) { // an interim answer; the real one follows
        m_headers.clear();
        m_state = State::StatusLine;
        return std::nullopt;
    }
    const QByteArray length = header("content-length");
    const QByteArray encoding = header("transfer-encoding");
    if (m_status == 204 || m_status == 304) {
        m_state = State::Complete;
        return std::nullopt;
    }
    if (!encoding.isNull()) {
        if (!length.isNull()) {
            return corrupt(u"it has two lengths"_s);
        }
        if (encoding.toLower() != "chunked") {
            return corrupt(u"its encoding is not known"_s);
        }
        m_lines = 0;
        m_state = State::ChunkSize;
        return std::nullopt;
    }
    if (length.isNull()) {
        m_state = State::UntilClose;
        return std::nullopt;
    }
    if (!isDigits(length) || length.size() > 18) {
        return corrupt(u"its length is not a number"_s);
    }
    m_left = length.toLongLong();
    m_state = m_left > 0 ? State::Fixed : State::Complete;
    return grown(m_left);
}

std::optional<Error> HttpReader::readChunkSize(const QByteArray &line)
{
    const qsizetype end = line.indexOf(';'); // extensions say nothing that is needed
    const QByteArray size = (end < 0 ? line : line.left(end)).trimmed();
    if (!isHexDigits(size) || size.size() > 15) {
        return corrupt(u"the size of a chunk is not a number"_s);
    }
    m_left = size.toLongLong(nullptr, 16);
    m_state = m_left > 0 ? State::Chunk : State::Trailers;
    return grown(m_left);
}

std::optional<Error> HttpReader::grown(qint64 by)
{
    // Refused by what the answer announces, before a byte of it is kept. Neither can overflow: both are below 2^60.
    if (m_limits.body > 0) {
        m_total += by;
        if (m_total > m_limits.body) {
            return Error{ErrorCode::TooLarge, u"the answer is too large"_s, {}};
        }
    }
    return std::nullopt;
}

std::optional<Error> HttpReader::takeBytes(bool &progress)
{
    if (m_buffer.isEmpty()) {
        return std::nullopt;
    }
    if (m_state == State::UntilClose) {
        const qsizetype size = m_buffer.size();
        m_body.append(std::exchange(m_buffer, {}));
        return grown(size);
    }
    const qsizetype count = std::min<qsizetype>(m_buffer.size(), m_left);
    m_body.append(m_buffer.constData(), count);
    m_buffer.remove(0, count);
    m_left -= count;
    if (m_left == 0) {
        m_state = m_state == State::Chunk ? State::ChunkEnd : State::Complete;
        progress = true;
    }
    return std::nullopt;
}

} // namespace lamplighter::client
