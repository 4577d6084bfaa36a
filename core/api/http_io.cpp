#include "core/api/http_io.h"

#include "core/api/http_connection.h"
#include "core/api/http_listener.h"
#include "core/api/login_limiter.h"
#include "core/base/log.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <thread>
#include <unordered_map>

namespace lamplighter::api {

namespace asio = boost::asio;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLocalReserve = 64;
constexpr int kRefusedAtOnce = 64; // connections past the limit that are still told why

Response tooMany(const QString &what)
{
    Response response = Response::error(503, {ErrorCode::Busy, u"too many %1"_s.arg(what), {}});
    response.setHeader("Retry-After", "5");
    return response;
}

} // namespace

class HttpIo::Private final : public ConnectionHost
{
public:
    Private(ServerSettings settings, const QStringList &publicPaths, const Clock &clock, IoEvents events)
        : m_settings(std::move(settings))
        , m_publicPaths(publicPaths.cbegin(), publicPaths.cend())
        , m_limiter(clock)
        , m_events(std::move(events))
    {}

    Result<void> start();
    void stop();
    void run();

    /// Calls `call` with the connection, on the I/O thread, if it still exists.
    template <typename Call> void withConnection(quint64 id, Call call)
    {
        asio::post(m_io, [this, id, call = std::move(call)]() mutable {
            const auto found = m_connections.find(id);
            if (found != m_connections.end()) {
                const std::shared_ptr<HttpConnection> connection = found->second.connection;
                call(*connection);
            }
        });
    }

    void beginStream(ExchangeId id);

    // ConnectionHost
    [[nodiscard]] const ServerLimits &limits() const override { return m_settings.limits; }
    Authentication authenticate(const QByteArray &token, const QString &address) override;
    [[nodiscard]] bool isPublic(const QString &path) const override { return m_publicPaths.contains(path); }
    void authenticated(quint64 connection) override;
    void received(Incoming incoming) override { m_events.received(std::move(incoming)); }
    void streamEnded(ExchangeId id) override { m_events.streamEnded(id); }
    void closed(quint64 connection) override;
    void answered(int status) override { m_counters.answered(status); }

    asio::io_context m_io{1};
    ServerSettings m_settings;
    QStringList m_listening;
    quint16 m_port = 0;
    TokenBook m_tokens; // I/O thread
    HttpCounters m_counters;

private:
    enum class Standing { Unknown, Known, Refused };
    struct Entry
    {
        std::shared_ptr<HttpConnection> connection;
        Standing standing = Standing::Unknown;
    };

    void accepted(HttpConnection::Socket socket, Peer peer);
    [[nodiscard]] std::optional<Response> overLimit(const Peer &peer) const;

    QSet<QString> m_publicPaths;
    LoginLimiter m_limiter;
    IoEvents m_events;
    std::vector<std::shared_ptr<HttpListener>> m_listeners;
    std::unordered_map<quint64, Entry> m_connections;
    quint64 m_lastConnection = 0;
    int m_unknown = 0;
    int m_refused = 0;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> m_work;
    std::thread m_thread;
};

Result<void> HttpIo::Private::start()
{
    const auto take = [this](HttpConnection::Socket socket, Peer peer) {
        accepted(std::move(socket), std::move(peer));
    };
    if (m_settings.tcp) {
        auto listener = listenOnTcp(m_io, m_settings, take);
        if (!listener) {
            return listener.error();
        }
        m_port = (*listener)->port();
        m_listeners.push_back(*listener);
    }
    if (!m_settings.localSocket.isEmpty()) {
        auto listener = listenOnLocalSocket(m_io, m_settings.localSocket, take);
        if (!listener) {
            return listener.error();
        }
        m_listeners.push_back(*listener);
    }
    for (const auto &listener : m_listeners) {
        m_listening.append(listener->description());
        listener->start();
    }
    m_work.emplace(m_io.get_executor());
    m_thread = std::thread([this] { run(); });
    return {};
}

void HttpIo::Private::run()
{
    for (;;) {
        try {
            m_io.run();
            return;
        } catch (const std::exception &failure) { // out of memory for one request is no end for the others
            qCCritical(lcApi, "an exception reached the I/O thread: %s", failure.what());
        }
    }
}

void HttpIo::Private::stop()
{
    if (!m_thread.joinable()) {
        return;
    }
    asio::post(m_io, [this] {
        for (const auto &listener : m_listeners) {
            listener->close();
        }
        const auto connections = std::exchange(m_connections, {});
        for (const auto &[id, entry] : connections) {
            entry.connection->close();
        }
        m_work.reset();
    });
    m_thread.join();
}

void HttpIo::Private::accepted(HttpConnection::Socket socket, Peer peer)
{
    const quint64 id = ++m_lastConnection;
    const std::optional<Response> refusal = overLimit(peer);
    if (refusal && m_refused >= kRefusedAtOnce) {
        m_counters.dropped.fetch_add(1, std::memory_order_relaxed);
        return; // the socket closes here
    }
    Entry entry;
    entry.standing = refusal ? Standing::Refused : (peer.account ? Standing::Known : Standing::Unknown);
    m_unknown += entry.standing == Standing::Unknown ? 1 : 0;
    m_refused += entry.standing == Standing::Refused ? 1 : 0;
    entry.connection = std::make_shared<HttpConnection>(id, std::move(socket), std::move(peer), *this);
    const std::shared_ptr<HttpConnection> connection = entry.connection;
    m_connections.emplace(id, std::move(entry));
    m_counters.connections.store(static_cast<int>(m_connections.size()), std::memory_order_relaxed);
    if (refusal) {
        connection->refuse(*refusal);
    } else {
        connection->start();
    }
}

std::optional<Response> HttpIo::Private::overLimit(const Peer &peer) const
{
    const int served = static_cast<int>(m_connections.size()) - m_refused;
    // The local socket is how the kill switch is reached when everything else is full.
    const int room = m_settings.limits.connections + (peer.account ? kLocalReserve : 0);
    if (served >= room) {
        return tooMany(u"connections"_s);
    }
    if (!peer.account && m_unknown >= m_settings.limits.unauthenticated) {
        return tooMany(u"connections without a token"_s);
    }
    return std::nullopt;
}

Authentication HttpIo::Private::authenticate(const QByteArray &secret, const QString &address)
{
    Authentication out;
    if (const Token *token = m_tokens.find(secret)) {
        out.principal = {u"token:"_s + token->name, token->role, token->id};
        out.tokenId = token->id;
        return out;
    }
    m_counters.failedLogins.fetch_add(1, std::memory_order_relaxed);
    // A right token is accepted however often others failed: who shares the address of an attacker (all of loopback
    // does) must still reach the kill switch.
    const Duration wait = m_limiter.failed(limiterKey(address));
    if (wait > Duration::zero()) {
        out.refusal = Response::error(429, {ErrorCode::Unauthenticated, u"too many wrong tokens"_s, {}});
        const auto inSeconds = std::chrono::ceil<seconds>(wait).count();
        out.refusal->setHeader("Retry-After", QByteArray::number(static_cast<qint64>(inSeconds)));
        return out;
    }
    out.refusal = Response::error(401, {ErrorCode::Unauthenticated, u"the token is not valid"_s, {}});
    out.refusal->setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return out;
}

void HttpIo::Private::authenticated(quint64 connection)
{
    const auto found = m_connections.find(connection);
    if (found != m_connections.end() && found->second.standing == Standing::Unknown) {
        found->second.standing = Standing::Known;
        --m_unknown;
    }
}

void HttpIo::Private::closed(quint64 connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end()) {
        return;
    }
    m_unknown -= found->second.standing == Standing::Unknown ? 1 : 0;
    m_refused -= found->second.standing == Standing::Refused ? 1 : 0;
    m_connections.erase(found);
    m_counters.connections.store(static_cast<int>(m_connections.size()), std::memory_order_relaxed);
}

void HttpIo::Private::beginStream(ExchangeId id)
{
    const auto found = m_connections.find(id.connection);
    if (found == m_connections.end()) {
        m_events.streamEnded(id); // the client did not wait
        return;
    }
    const std::shared_ptr<HttpConnection> connection = found->second.connection;
    connection->beginStream(id.number);
}

HttpIo::HttpIo(ServerSettings settings, QStringList publicPaths, const Clock &clock, IoEvents events)
    : d(std::make_unique<Private>(std::move(settings), publicPaths, clock, std::move(events)))
{}

HttpIo::~HttpIo()
{
    d->stop();
}

Result<void> HttpIo::start()
{
    return d->start();
}

quint16 HttpIo::port() const
{
    return d->m_port;
}

QStringList HttpIo::listening() const
{
    return d->m_listening;
}

HttpFigures HttpIo::figures() const
{
    return d->m_counters.figures();
}

void HttpIo::setTokens(TokenBook tokens)
{
    asio::post(d->m_io, [this, tokens = std::move(tokens)]() mutable { d->m_tokens = std::move(tokens); });
}

void HttpIo::answer(ExchangeId id, Response response)
{
    d->withConnection(id.connection, [number = id.number, response = std::move(response)](HttpConnection &to) mutable {
        to.answer(number, std::move(response));
    });
}

void HttpIo::beginStream(ExchangeId id)
{
    asio::post(d->m_io, [this, id] { d->beginStream(id); });
}

void HttpIo::stream(ExchangeId id, StreamPiece piece)
{
    d->withConnection(id.connection, [number = id.number, piece = std::move(piece)](HttpConnection &to) mutable {
        to.stream(number, std::move(piece));
    });
}

void HttpIo::endStream(ExchangeId id, bool drop)
{
    d->withConnection(id.connection, [number = id.number, drop](HttpConnection &to) { to.endStream(number, drop); });
}

} // namespace lamplighter::api
