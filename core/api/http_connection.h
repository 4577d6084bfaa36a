// One connection of a client: reads a request, hands it over, writes the answer, reads the next. Lives on the I/O
// thread, owned by its own pending operations and the list of the server. Only server internals include this (Beast is
// slow to compile).
#pragma once

#include "core/api/byte_stream.h"
#include "core/api/exchange.h"
#include "core/api/request_rules.h"
#include "core/api/server_settings.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <deque>
#include <memory>
#include <optional>

namespace lamplighter::api {

struct Authentication
{
    Principal principal;
    QString tokenId;
    std::optional<Response> refusal; ///< a wrong token, or too many of them
};

/// What a connection needs of the server. I/O thread.
class ConnectionHost
{
public:
    virtual ~ConnectionHost() = default;
    [[nodiscard]] virtual const ServerLimits &limits() const = 0;
    virtual Authentication authenticate(const QByteArray &token, const QString &address) = 0;
    [[nodiscard]] virtual bool isPublic(const QString &path) const = 0;
    /// Made for clients of another system.
    [[nodiscard]] virtual bool isCompatible(const QString &path) const = 0;
    /// A program of this machine may use it without a token, since the settings say so.
    [[nodiscard]] virtual bool needsNoToken(const QString &path) const = 0;
    virtual void authenticated(quint64 connection, const QString &tokenId) = 0;
    virtual void received(Incoming incoming) = 0;
    virtual void streamEnded(ExchangeId id) = 0;
    virtual void closed(quint64 connection) = 0;
    virtual void answered(int status) = 0;
};

struct Peer
{
    QString address; ///< for the limit on failed logins
    HostRules hosts;
    std::optional<Principal> account; ///< known by the local socket
};

class HttpConnection final : public std::enable_shared_from_this<HttpConnection>
{
public:
    using Socket = ByteStream::Socket;

    /// Plain without `tls`, which outlives it.
    HttpConnection(quint64 id, Socket socket, TlsContext *tls, Peer peer, ConnectionHost &host);

    void start();
    /// Says why there is no service and closes, without reading a request.
    void refuse(const Response &response);
    void answer(quint64 number, Response response);
    void beginStream(quint64 number);
    void stream(quint64 number, StreamPiece piece);
    /// Closes after what was queued is written; at once if `drop`.
    void endStream(quint64 number, bool drop);
    /// Makes room for another: one that has shown no token yet is told why and closed.
    void giveWay(const Response &why);
    void close();

private:
    enum class Phase { Handshake, Idle, Header, Body, Handling, Writing, Streaming, Lingering, Closed };
    using Error = boost::system::error_code;
    using Clock = std::chrono::steady_clock;

    void beginTls();
    void handshaken(Error error);
    void endTls();

    void readNext();
    void readHeader();
    void headerRead(Error error);
    void continueWithBody();
    void readBody();
    void requestRead(Error error);
    void handOver();
    void readFailed(Error error);
    void cutShort(Response answer);

    [[nodiscard]] RequestHead takeHead() const;
    [[nodiscard]] std::optional<Response> examine(const RequestHead &head);
    void refuseAndClose(const Response &response);
    void write(Response response);
    void written(Error error);
    void linger();
    void drain();

    void pump();
    void pumped(Error error, std::size_t count);
    void watchForEnd();

    void expect(std::chrono::milliseconds within);
    void arm();
    void deadlinePassed();

    const quint64 m_id;
    ByteStream m_socket;
    Peer m_peer;
    ConnectionHost &m_host;
    Phase m_phase = Phase::Idle;
    std::optional<Response> m_refusal; ///< waits for the end of the handshake
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> m_parser;
    Request m_request;
    QString m_tokenId;
    QString m_shown;      ///< the token by which it is known, as the server was told
    quint64 m_number = 0; ///< of the exchange at hand
    bool m_keepAlive = false;
    bool m_isHead = false;
    std::optional<Response> m_cutShort; ///< the answer to a request that is not waited for any longer
    std::string m_head;
    QByteArray m_body;
    std::deque<StreamPiece> m_pieces;
    bool m_pumping = false;
    bool m_ending = false;
    std::array<char, 1024> m_discarded{};
    std::size_t m_discardedBytes = 0;

    boost::asio::steady_timer m_timer;
    Clock::time_point m_deadline;
    std::optional<Clock::time_point> m_armedFor;
};

} // namespace lamplighter::api
