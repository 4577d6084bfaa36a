// The part of a connection that has become a stream: it only writes, and reads nothing but its end.
#include "core/api/http_connection.h"
#include "core/api/http_text.h"

#include <boost/asio/write.hpp>

namespace lamplighter::api {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kPiecesAtOnce = 16;

} // namespace

void HttpConnection::beginStream(quint64 number)
{
    if (m_phase != Phase::Handling || number != m_number) {
        m_host.streamEnded({m_id, number});
        return;
    }
    m_phase = Phase::Streaming;
    m_keepAlive = false;
    StreamPiece head;
    head.prefix = streamHead();
    m_pieces.push_back(std::move(head));
    watchForEnd();
    if (m_isHead) {
        m_ending = true;
    }
    pump();
}

void HttpConnection::stream(quint64 number, StreamPiece piece)
{
    if (m_phase != Phase::Streaming || number != m_number || m_ending) {
        return;
    }
    m_pieces.push_back(std::move(piece));
    pump();
}

void HttpConnection::endStream(quint64 number, bool drop)
{
    if (m_phase != Phase::Streaming || number != m_number) {
        return;
    }
    m_ending = true;
    if (drop || m_pieces.empty()) {
        close();
    }
}

void HttpConnection::pump()
{
    static constexpr std::string_view kEnd = "\n\n";
    if (m_pumping || m_pieces.empty() || m_phase != Phase::Streaming) {
        return;
    }
    m_pumping = true;
    expect(m_host.limits().write);
    const std::size_t count = std::min(m_pieces.size(), kPiecesAtOnce);
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(count * 3);
    for (std::size_t i = 0; i < count; ++i) {
        const StreamPiece &piece = m_pieces[i];
        buffers.push_back(asio::buffer(piece.prefix.constData(), static_cast<std::size_t>(piece.prefix.size())));
        if (piece.budget) { // the head of the answer is no message
            buffers.push_back(asio::buffer(piece.data.constData(), static_cast<std::size_t>(piece.data.size())));
            buffers.push_back(asio::buffer(kEnd.data(), kEnd.size()));
        }
    }
    asio::async_write(m_socket, buffers,
                      [self = shared_from_this(), count](Error error, std::size_t) { self->pumped(error, count); });
}

void HttpConnection::pumped(Error error, std::size_t count)
{
    m_pumping = false;
    for (std::size_t i = 0; i < count; ++i) {
        if (const auto &budget = m_pieces.front().budget) {
            budget->giveBack(m_pieces.front().size);
        }
        m_pieces.pop_front();
    }
    if (error || (m_ending && m_pieces.empty())) {
        close();
    } else {
        pump();
    }
}

/// A listener says nothing more; what can be read is its end.
void HttpConnection::watchForEnd()
{
    m_socket.async_read_some(asio::buffer(m_discarded), [self = shared_from_this()](Error error, std::size_t) {
        if (error) {
            self->close();
        } else {
            self->watchForEnd();
        }
    });
}

} // namespace lamplighter::api
