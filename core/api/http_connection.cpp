#include "core/api/http_connection.h"

#include "core/api/http_text.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

namespace lamplighter::api {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBuffer = 32 * 1024; // more than a header may have, so that the header's own limit is what is met
constexpr std::size_t kReadAhead = 4096;
constexpr std::size_t kDiscardAtMost = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds kLinger{2000};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

QByteArray toBytes(beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

Response refused(int status, ErrorCode code, const QString &message)
{
    return Response::error(status, {code, message, {}});
}

} // namespace

HttpConnection::HttpConnection(quint64 id, Socket socket, TlsContext *tls, Peer peer, ConnectionHost &host)
    : m_id(id)
    , m_socket(std::move(socket), tls)
    , m_peer(std::move(peer))
    , m_host(host)
    , m_buffer(kBuffer)
    , m_timer(m_socket.get_executor())
{}

void HttpConnection::start()
{
    if (m_socket.isSecure()) {
        beginTls();
    } else {
        readNext();
    }
}

void HttpConnection::refuse(const Response &response)
{
    if (m_socket.isSecure()) {
        m_refusal = response;
        beginTls();
    } else {
        refuseAndClose(response);
    }
}

// ---- reading a request

void HttpConnection::readNext()
{
    m_parser.emplace();
    m_parser->header_limit(m_host.limits().header);
    m_parser->body_limit(m_host.limits().body);
    m_request = {};
    m_cutShort.reset(); // the request was whole before it could be
    m_tokenId.clear();
    m_isHead = false;
    ++m_number;
    if (m_buffer.size() > 0) { // the client sent its next request without waiting
        readHeader();
        return;
    }
    m_phase = Phase::Idle;
    expect(m_host.limits().idle);
    m_socket.async_read_some(m_buffer.prepare(kReadAhead), [self = shared_from_this()](Error error, std::size_t count) {
        if (error) {
            self->readFailed(error);
            return;
        }
        self->m_buffer.commit(count);
        self->readHeader();
    });
}

void HttpConnection::readHeader()
{
    m_phase = Phase::Header;
    expect(m_host.limits().request);
    http::async_read_header(m_socket, m_buffer, *m_parser,
                            [self = shared_from_this()](Error error, std::size_t) { self->headerRead(error); });
}

void HttpConnection::headerRead(Error error)
{
    if (error || m_cutShort) {
        readFailed(error);
        return;
    }
    const RequestHead head = takeHead();
    m_keepAlive = m_parser->keep_alive();
    m_isHead = head.method == "HEAD";
    if (const std::optional<Response> refusal = examine(head)) {
        refuseAndClose(*refusal);
        return;
    }
    m_request.method = m_isHead ? QByteArray("GET") : head.method;
    m_request.headers = head.headers;
    m_request.headers.remove("authorization"); // a secret goes no further than it must
    m_phase = Phase::Body;
    if (m_parser->is_done()) {
        handOver();
    } else if (head.headers.value("expect").toLower() == "100-continue") {
        continueWithBody();
    } else {
        readBody();
    }
}

RequestHead HttpConnection::takeHead() const
{
    const auto &message = m_parser->get();
    RequestHead head;
    head.method = toBytes(message.method_string());
    head.target = toBytes(message.target());
    head.isHttp10 = message.version() == 10;
    for (const auto &field : message) {
        QByteArray &value = head.headers[toBytes(field.name_string()).toLower()];
        value = value.isEmpty() ? toBytes(field.value()) : value + ", " + toBytes(field.value());
    }
    const auto length = m_parser->content_length();
    head.hasBody = m_parser->chunked() || (length && *length > 0);
    return head;
}

/// Fills the request's path, query and principal; what it returns refuses the request.
std::optional<Response> HttpConnection::examine(const RequestHead &head)
{
    if (!m_peer.account) {
        if (auto refusal = refusalOfHost(head, m_peer.hosts)) {
            return refusal;
        }
    }
    if (auto refusal = refusalOf(head)) {
        return refusal;
    }
    std::optional<Target> target = parseTarget(head.target);
    if (!target) {
        return refused(400, ErrorCode::InvalidInput, u"the request's target is malformed"_s);
    }
    m_request.path = std::move(target->path);
    m_request.query = std::move(target->query);
    if (m_peer.account) {
        m_request.principal = *m_peer.account;
        return std::nullopt;
    }
    const auto authorization = head.headers.constFind("authorization");
    if (authorization != head.headers.constEnd()) {
        QByteArray secret = bearerToken(*authorization);
        if (secret.isEmpty() && m_host.isCompatible(m_request.path)) { // a token as the password of its own clients
            secret = basicPassword(*authorization);
        }
        Authentication known = m_host.authenticate(secret, m_peer.address);
        if (known.refusal) {
            return known.refusal;
        }
        m_request.principal = std::move(known.principal);
        m_tokenId = std::move(known.tokenId);
        if (m_shown != m_tokenId) {
            m_shown = m_tokenId;
            m_host.authenticated(m_id, m_tokenId);
        }
        return std::nullopt;
    }
    if (m_host.needsNoToken(m_request.path) && isFromThisMachine(head, m_peer.address)) {
        m_request.principal = {u"compat:loopback"_s, Role::Operator, {}};
        return std::nullopt;
    }
    // What nobody but a stranger asks never reaches the engine's thread.
    if (isMutating(head.method) || head.hasBody || !m_host.isPublic(m_request.path)) {
        Response refusal = refused(401, ErrorCode::Unauthenticated, u"a valid bearer token is needed"_s);
        refusal.setHeader("WWW-Authenticate", "Bearer");
        return refusal;
    }
    return std::nullopt;
}

void HttpConnection::continueWithBody()
{
    asio::async_write(m_socket, asio::buffer(kContinue.data(), kContinue.size()),
                      [self = shared_from_this()](Error error, std::size_t) {
                          if (error) {
                              self->close();
                          } else {
                              self->readBody();
                          }
                      });
}

void HttpConnection::readBody()
{
    http::async_read(m_socket, m_buffer, *m_parser,
                     [self = shared_from_this()](Error error, std::size_t) { self->requestRead(error); });
}

void HttpConnection::requestRead(Error error)
{
    if (error || m_cutShort) {
        readFailed(error);
        return;
    }
    const std::string &body = m_parser->get().body();
    m_request.body = QByteArray(body.data(), static_cast<qsizetype>(body.size()));
    handOver();
}

void HttpConnection::handOver()
{
    m_phase = Phase::Handling;
    expect(m_host.limits().request);
    m_host.received({{m_id, m_number}, std::exchange(m_request, {}), m_tokenId});
}

void HttpConnection::readFailed(Error error)
{
    if (m_phase == Phase::Closed) {
        return;
    }
    m_keepAlive = false;
    if (m_cutShort) {
        refuseAndClose(*std::exchange(m_cutShort, std::nullopt));
    } else if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        refuseAndClose(refused(431, ErrorCode::TooLarge, u"the request's header is too large"_s));
    } else if (error == http::error::body_limit) {
        refuseAndClose(refused(413, ErrorCode::TooLarge, u"the request's body is too large"_s));
    } else if (error == http::error::end_of_stream || error == http::error::partial_message ||
               error.category() != http::make_error_code(http::error::bad_method).category()) {
        close(); // the client is gone, or the network is
    } else if (error == http::error::bad_version) {
        refuseAndClose(refused(505, ErrorCode::InvalidInput, u"HTTP/1.1 is spoken here"_s));
    } else {
        refuseAndClose(refused(400, ErrorCode::InvalidInput,
                               u"the request is not HTTP: %1"_s.arg(QString::fromStdString(error.message()))));
    }
}

// ---- writing the answer

void HttpConnection::answer(quint64 number, Response response)
{
    if (m_phase == Phase::Handling && number == m_number) {
        write(std::move(response));
    }
}

void HttpConnection::refuseAndClose(const Response &response)
{
    m_keepAlive = false;
    write(response);
}

void HttpConnection::write(Response response)
{
    m_phase = Phase::Writing;
    m_host.answered(response.status);
    expect(m_host.limits().write);
    m_head = headOf(response, m_keepAlive);
    m_body = m_isHead ? QByteArray() : std::move(response.body);
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(m_head), asio::buffer(m_body.constData(), static_cast<std::size_t>(m_body.size()))};
    asio::async_write(m_socket, buffers,
                      [self = shared_from_this()](Error error, std::size_t) { self->written(error); });
}

void HttpConnection::written(Error error)
{
    m_body = QByteArray();
    if (error || m_phase == Phase::Closed) {
        close();
    } else if (m_keepAlive) {
        readNext();
    } else {
        linger();
    }
}

/// Closing while the client still sends would reset the connection, and the answer could be lost with it (RFC
/// 9112 9.6).
void HttpConnection::linger()
{
    m_phase = Phase::Lingering;
    expect(kLinger);
    if (m_socket.isSecure()) {
        endTls();
        return;
    }
    Error ignored;
    m_socket.shutdownSend(ignored);
    drain();
}

void HttpConnection::drain()
{
    m_socket.async_read_some(asio::buffer(m_discarded), [self = shared_from_this()](Error error, std::size_t count) {
        self->m_discardedBytes += count;
        if (error || self->m_discardedBytes > kDiscardAtMost) {
            self->close();
        } else {
            self->drain();
        }
    });
}

void HttpConnection::close()
{
    if (m_phase == Phase::Closed) {
        return;
    }
    const bool streaming = m_phase == Phase::Streaming;
    m_phase = Phase::Closed;
    Error ignored;
    m_timer.cancel();
    m_socket.close(ignored);
    if (streaming) {
        m_host.streamEnded({m_id, m_number});
    }
    m_host.closed(m_id);
}

} // namespace lamplighter::api
