#include "core/api/http_io.h"

#include "core/api/http_connection.h"
#include "core/api/http_listener.h"
#include "core/api/login_limiter.h"
#include "core/base/descriptors.h"
#include "core/base/log.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <set>
#include <thread>
#include <unordered_map>

namespace lamplighter::api {

namespace asio = boost::asio;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLocalReserve = 64;
// Descriptors that callers never get: the watchdog needs some to start a unit, and the kill switch one for its file.
constexpr int kDescriptorReserve = 64;
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
    Private(ServerSettings settings, const QStringList &publicPaths, const QStringList &compatiblePaths,
            const Clock &clock, IoEvents events)
        : m_settings(std::move(settings))
        , m_publicPaths(publicPaths.cbegin(), publicPaths.cend())
        , m_compatiblePaths(compatiblePaths.cbegin(), compatiblePaths.cend())
        , m_clock(clock)
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
    void takeTokens(TokenBook tokens);

    // ConnectionHost
    [[nodiscard]] const ServerLimits &limits() const override { return m_settings.limits; }
    Authentication authenticate(const QByteArray &token, const QString &address) override;
    [[nodiscard]] bool isPublic(const QString &path) const override { return m_publicPaths.contains(path); }
    [[nodiscard]] bool isCompatible(const QString &path) const override { return m_compatiblePaths.contains(path); }
    [[nodiscard]] bool needsNoToken(const QString &path) const override
    {
        return m_settings.compatibleWithoutToken && m_compatiblePaths.contains(path);
    }
    void authenticated(quint64 connection, const QString &tokenId) override;
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
        QString tokenId; ///< of the token by which it is known; empty for the local socket
    };

    void accepted(HttpConnection::Socket socket, Peer peer);
    [[nodiscard]] std::optional<Response> overLimit(const Peer &peer) const;
    void makeRoomForStrangers();
    enum class Room { ForAll, ForAWord, None };
    Room roomFor(const Peer &peer, int left);

    QSet<QString> m_publicPaths;
    QSet<QString> m_compatiblePaths;
    const Clock &m_clock;
    LoginLimiter m_limiter;
    IoEvents m_events;
    std::unique_ptr<TlsContext> m_tls;
    std::vector<std::shared_ptr<HttpListener>> m_listeners;
    std::unordered_map<quint64, Entry> m_connections;
    quint64 m_lastConnection = 0;
    std::set<quint64> m_unknown; ///< without a token so far; ids grow, so the oldest is the first
    int m_refused = 0;
    Instant m_warnedAt{};
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> m_work;
    std::thread m_thread;
};

Result<void> HttpIo::Private::start()
{
    const auto take = [this](HttpConnection::Socket socket, Peer peer) {
        accepted(std::move(socket), std::move(peer));
    };
    if (m_settings.tcp && m_settings.tls) {
        Result<std::unique_ptr<TlsContext>> context = makeTlsContext(*m_settings.tls);
        if (!context) {
            return context.error();
        }
        m_tls = std::move(*context);
    }
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
    const Room room = roomFor(peer, descriptorsLeft(static_cast<qintptr>(socket.native_handle())));
    std::optional<Response> refusal = overLimit(peer);
    if (!refusal && room == Room::ForAWord) {
        refusal = tooMany(u"open files"_s);
    }
    if (room == Room::None || (refusal && m_refused >= kRefusedAtOnce)) {
        m_counters.dropped.fetch_add(1, std::memory_order_relaxed);
        return; // the socket closes here
    }
    Entry entry;
    entry.standing = refusal ? Standing::Refused : (peer.account ? Standing::Known : Standing::Unknown);
    if (entry.standing == Standing::Unknown) {
        makeRoomForStrangers();
    }
    TlsContext *tls = peer.account ? nullptr : m_tls.get(); // the local socket is safe as it is
    entry.connection = std::make_shared<HttpConnection>(id, std::move(socket), tls, std::move(peer), *this);
    const std::shared_ptr<HttpConnection> connection = entry.connection;
    const Standing standing = entry.standing;
    m_connections.emplace(id, std::move(entry));
    m_refused += standing == Standing::Refused ? 1 : 0;
    if (standing == Standing::Unknown) {
        m_unknown.insert(id);
    }
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
    return std::nullopt;
}

/// The one that has been without a token for longest gives way: were newcomers refused, a few hundred connections that
/// hang would keep everybody else out.
void HttpIo::Private::makeRoomForStrangers()
{
    if (m_unknown.empty() || static_cast<int>(m_unknown.size()) < m_settings.limits.unauthenticated) {
        return;
    }
    const auto found = m_connections.find(*m_unknown.begin());
    const std::shared_ptr<HttpConnection> oldest = found->second.connection;
    m_unknown.erase(m_unknown.begin());
    found->second.standing = Standing::Refused;
    if (m_refused++ < kRefusedAtOnce) {
        oldest->giveWay(tooMany(u"connections without a token"_s));
    } else {
        oldest->close();
    }
}

/// `left`: descriptors this process may open beyond the one of the new connection.
HttpIo::Private::Room HttpIo::Private::roomFor(const Peer &peer, int left)
{
    const int reserve = std::min(kDescriptorReserve, descriptorLimit() / 4);
    if (peer.account) { // the last to be turned away
        return left < reserve / 4 ? Room::None : Room::ForAll;
    }
    if (left >= reserve) {
        return Room::ForAll;
    }
    if (m_warnedAt == Instant{} || m_clock.now() - m_warnedAt >= std::chrono::minutes(1)) {
        m_warnedAt = m_clock.now();
        qCWarning(lcApi, "refusing connections: of the %d files this process may have open, %d are left for the units",
                  descriptorLimit(), left);
    }
    return left < reserve / 2 ? Room::None : Room::ForAWord;
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

void HttpIo::Private::authenticated(quint64 connection, const QString &tokenId)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end() || found->second.standing == Standing::Refused) {
        return;
    }
    found->second.standing = Standing::Known;
    found->second.tokenId = tokenId;
    m_unknown.erase(connection);
}

/// Who is known by a token that is no more is a stranger again.
void HttpIo::Private::takeTokens(TokenBook tokens)
{
    m_tokens = std::move(tokens);
    for (auto &[id, entry] : m_connections) {
        if (entry.standing == Standing::Known && !entry.tokenId.isEmpty() && !m_tokens.hasId(entry.tokenId)) {
            entry.standing = Standing::Unknown;
            entry.tokenId.clear();
            m_unknown.insert(id);
        }
    }
}

void HttpIo::Private::closed(quint64 connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end()) {
        return;
    }
    m_unknown.erase(connection);
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

HttpIo::HttpIo(ServerSettings settings, QStringList publicPaths, QStringList compatiblePaths, const Clock &clock,
               IoEvents events)
    : d(std::make_unique<Private>(std::move(settings), publicPaths, compatiblePaths, clock, std::move(events)))
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
    asio::post(d->m_io, [this, tokens = std::move(tokens)]() mutable { d->takeTokens(std::move(tokens)); });
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
