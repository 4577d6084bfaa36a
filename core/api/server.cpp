#include "core/api/server.h"

#include "core/api/http_io.h"
#include "core/api/http_text.h"

#include <QPointer>
#include <QTimer>

#include <deque>
#include <mutex>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRequestsPerTurn = 32; // of the event loop; exits and timers come in between

Error revoked()
{
    return {ErrorCode::Unauthenticated, u"the token was revoked"_s, {}};
}

/// One listener, from its request to its end.
struct OpenStream
{
    QString tokenId; ///< of who listens; empty for an account of this machine
    std::shared_ptr<StreamBudget> budget;
    std::unique_ptr<Subscription> subscription;
    bool begun = false;
};

} // namespace

class HttpServer::Private
{
public:
    Private(HttpServer *server, ServerSettings given, const Router &theRouter, StreamSource &source,
            const Clock &theClock)
        : q(server)
        , settings(std::move(given))
        , router(theRouter)
        , streams(source)
        , clock(theClock)
    {
        turn.setInterval(0);
        QObject::connect(&turn, &QTimer::timeout, q, [this] { takeTurn(); });
    }

    void enqueue(Incoming incoming); // I/O thread
    void takeTurn();
    void dispatch(Incoming incoming);
    void openStream(ExchangeId id, const Request &request);
    void closeRevoked();
    bool send(ExchangeId id, const StreamMessage &message);
    void sourceClosed(ExchangeId id, const Error &why);
    void forget(ExchangeId id);

    HttpServer *q;
    ServerSettings settings;
    const Router &router;
    StreamSource &streams;
    const Clock &clock;
    TokenBook tokens;
    QTimer turn;
    std::deque<Incoming> taken;
    QHash<ExchangeId, std::shared_ptr<OpenStream>> open;

    std::mutex mutex; // of the inbox: the one place where the two threads meet on this side
    std::vector<Incoming> inbox;
    std::unique_ptr<HttpIo> io; // last: its thread uses what stands above
};

void HttpServer::Private::enqueue(Incoming incoming)
{
    bool wake = false;
    {
        const std::lock_guard lock(mutex);
        wake = inbox.empty();
        inbox.push_back(std::move(incoming));
    }
    if (wake) {
        QMetaObject::invokeMethod(
            q, [this] { turn.start(); }, Qt::QueuedConnection);
    }
}

/// By a timer and not by a posted event: a posted one that posts the next would keep the event loop from everything
/// else.
void HttpServer::Private::takeTurn()
{
    if (taken.empty()) {
        const std::lock_guard lock(mutex);
        std::move(inbox.begin(), inbox.end(), std::back_inserter(taken));
        inbox.clear();
    }
    if (taken.empty()) {
        turn.stop();
        return;
    }
    for (int i = 0; i < kRequestsPerTurn && !taken.empty(); ++i) {
        Incoming next = std::move(taken.front());
        taken.pop_front();
        dispatch(std::move(next));
    }
}

void HttpServer::Private::dispatch(Incoming incoming)
{
    const ExchangeId id = incoming.id;
    if (!incoming.tokenId.isEmpty()) {
        if (!tokens.hasId(incoming.tokenId)) { // revoked after the I/O thread let it in
            io->answer(id, Response::error(revoked()));
            return;
        }
        Q_EMIT q->tokenUsed(incoming.tokenId);
    }
    if (streams.handles(incoming.request)) {
        openStream(id, incoming.request);
        return;
    }
    router.handle(incoming.request, [server = QPointer<HttpServer>(q), id](Response response) {
        if (server && server->d->io) {
            server->d->io->answer(id, std::move(response));
        }
    });
}

void HttpServer::Private::openStream(ExchangeId id, const Request &request)
{
    if (request.principal.role == Role::None) {
        io->answer(id, Response::error({ErrorCode::Unauthenticated, u"a valid bearer token is needed"_s, {}}));
        return;
    }
    if (open.size() >= settings.limits.streams) {
        io->answer(id, Response::error({ErrorCode::Busy, u"too many streams are open"_s, {}}));
        return;
    }
    auto stream = std::make_shared<OpenStream>();
    stream->tokenId = request.principal.tokenId;
    stream->budget = std::make_shared<StreamBudget>(settings.limits.streamQueue);
    open.insert(id, stream);
    auto opened = streams.open(
        request, [this, id](const StreamMessage &message) { return send(id, message); },
        [this, id](const Error &why) { sourceClosed(id, why); });
    if (!opened) {
        forget(id);
        io->answer(id, Response::error(opened.error()));
        return;
    }
    if (open.value(id) == stream) { // else it was closed while it was opened
        stream->subscription = std::move(*opened);
    }
}

/// The answer's head waits for the first message, so that a position that was pruned can still be answered with 410.
bool HttpServer::Private::send(ExchangeId id, const StreamMessage &message)
{
    const auto stream = open.value(id);
    if (!stream) {
        return false;
    }
    StreamPiece piece = toPiece(message);
    piece.budget = stream->budget;
    if (!stream->budget->take(piece.size)) {
        io->endStream(id, true);
        return false; // forgotten when the connection says that it is closed
    }
    if (!stream->begun) {
        stream->begun = true;
        io->beginStream(id);
    }
    io->stream(id, std::move(piece));
    return true;
}

void HttpServer::Private::sourceClosed(ExchangeId id, const Error &why)
{
    const auto stream = open.value(id);
    if (!stream) {
        return;
    }
    if (!stream->begun) {
        forget(id);
        io->answer(id, Response::error(why));
        return;
    }
    send(id, {"closed", {}, Response::error(why).body});
    io->endStream(id, false);
}

void HttpServer::Private::closeRevoked()
{
    QList<ExchangeId> ending;
    for (auto it = open.cbegin(); it != open.cend(); ++it) {
        if (!it.value()->tokenId.isEmpty() && !tokens.hasId(it.value()->tokenId)) {
            ending.append(it.key());
        }
    }
    for (const ExchangeId id : ending) {
        sourceClosed(id, revoked());
        forget(id);
    }
}

void HttpServer::Private::forget(ExchangeId id)
{
    // A stream may end from within its own sink: the source must not find its subscription deleted while it calls.
    if (const auto stream = open.take(id)) {
        QMetaObject::invokeMethod(
            q, [stream] { stream->subscription.reset(); }, Qt::QueuedConnection);
    }
}

HttpServer::HttpServer(ServerSettings settings, const Router &router, StreamSource &streams, const Clock &clock,
                       QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(settings), router, streams, clock))
{}

HttpServer::~HttpServer()
{
    stop();
}

Result<void> HttpServer::start()
{
    const IoEvents events{[this](Incoming incoming) { d->enqueue(std::move(incoming)); },
                          [this](ExchangeId id) {
                              QMetaObject::invokeMethod(
                                  this, [this, id] { d->forget(id); }, Qt::QueuedConnection);
                          }};
    d->io =
        std::make_unique<HttpIo>(d->settings, d->router.publicPaths(), d->router.compatiblePaths(), d->clock, events);
    d->io->setTokens(d->tokens);
    Result<void> started = d->io->start();
    if (!started) {
        d->io.reset();
    }
    return started;
}

void HttpServer::stop()
{
    d->open.clear(); // their sinks find nothing any more
    d->turn.stop();
    d->io.reset();
    d->taken.clear();
    d->inbox.clear();
}

quint16 HttpServer::port() const
{
    return d->io ? d->io->port() : quint16{0};
}

QStringList HttpServer::listening() const
{
    return d->io ? d->io->listening() : QStringList();
}

int HttpServer::streamCount() const
{
    return static_cast<int>(d->open.size());
}

std::optional<HttpFigures> HttpServer::figures() const
{
    if (!d->io) {
        return std::nullopt;
    }
    HttpFigures figures = d->io->figures();
    figures.streams = streamCount();
    return figures;
}

void HttpServer::setTokens(const TokenBook &tokens)
{
    d->tokens = tokens;
    if (d->io) {
        d->io->setTokens(tokens);
        d->closeRevoked();
    }
}

} // namespace lamplighter::api
