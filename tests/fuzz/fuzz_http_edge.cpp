// Any bytes as what a stranger sends over a connection: through a socket, the real connection with its parser and its
// rules, and a router whose routes read their requests as the engine's do. The connection always answers or closes,
// what it answers is HTTP, and nothing reaches a route that the rules keep away. First byte: over TCP or the local
// socket, and where the bytes are cut in two.
#include "tests/fuzz/fuzz.h"

#include "core/api/handlers.h"
#include "core/api/http_connection.h"
#include "core/api/query_reader.h"
#include "core/watchdog/unit_file.h"
#include "tests/support/manual_clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <sys/socket.h>
#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace Qt::StringLiterals;

namespace {

namespace asio = boost::asio;

constexpr quint32 kHeaderLimit = 1024;
constexpr quint64 kBodyLimit = 1024;

void answerBody(const Request &request, const Responder &respond)
{
    Result<JsonReader> body = readBody(request, {"name", "spec"});
    if (!body) {
        respond(Response::error(body.error()));
        return;
    }
    JsonReader &in = *body;
    const QString name = in.requiredString("name");
    const QJsonObject spec = in.object("spec");
    in.require(name.size() < 100, "name", u"%1 is too long"_s);
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    const Result<watchdog::UnitSpec> unit = watchdog::unitSpecFromJson(name, spec, u"/units"_s);
    respond(unit ? Response::json({{u"spec"_s, watchdog::toJson(*unit)}}, 201) : Response::error(unit.error()));
}

void answerQuery(const Request &request, const Responder &respond)
{
    QueryReader in(request.query);
    const qint64 limit = in.integer("limit", 100, 1, 1000);
    const QString after = in.string("after");
    const bool open = in.boolean("open", false);
    if (!in.ok()) {
        respond(Response::error(in.error()));
        return;
    }
    FUZZ_REQUIRE(limit >= 1 && limit <= 1000);
    respond(Response::json({{u"limit"_s, limit}, {u"after"_s, after}, {u"open"_s, open}}));
}

void answerName(const Request &request, const Parameters &parameters, const Responder &respond)
{
    const QString name = parameters.value(u"name"_s);
    FUZZ_REQUIRE(!name.isEmpty() && !name.contains(u'/'));
    respond(Response::json({{u"name"_s, name}, {u"by"_s, request.principal.name}}));
}

void addRoutes(Router &router)
{
    const auto body = [](const Request &request, const Parameters &, const Responder &respond) {
        answerBody(request, respond);
    };
    const auto query = [](const Request &request, const Parameters &, const Responder &respond) {
        answerQuery(request, respond);
    };
    const Handler name = answerName;
    router.add({"GET", u"/healthz"_s, Role::None, [](const Request &, const Parameters &, const Responder &respond) {
                    respond(Response::json({{u"status"_s, u"ok"_s}}));
                }});
    router.add({"GET", u"/api/v1/units"_s, Role::Viewer, query});
    router.add({"GET", u"/api/v1/events"_s, Role::Viewer, query});
    router.add({"POST", u"/api/v1/units"_s, Role::Admin, body});
    router.add({"GET", u"/api/v1/units/{name}"_s, Role::Viewer, name});
    router.add({"PUT", u"/api/v1/units/{name}"_s, Role::Admin, body});
    router.add({"DELETE", u"/api/v1/units/{name}"_s, Role::Admin, name});
    router.add({"POST", u"/api/v1/units/{name}/start"_s, Role::Operator, name});
}

/// The server around one connection.
class Edge final : public ConnectionHost
{
public:
    Edge()
        : m_router(&m_clock)
    {
        addRoutes(m_router);
        m_limits.header = kHeaderLimit;
        m_limits.body = kBodyLimit;
    }

    void serve(int mode, const QByteArray &bytes);

    [[nodiscard]] const ServerLimits &limits() const override { return m_limits; }
    [[nodiscard]] bool isPublic(const QString &path) const override { return path == u"/healthz"; }
    [[nodiscard]] bool isCompatible(const QString &) const override { return false; }
    [[nodiscard]] bool needsNoToken(const QString &) const override { return false; }
    void authenticated(quint64, const QString &) override {}
    void answered(int status) override { FUZZ_REQUIRE(status >= 200 && status <= 505); }
    Authentication authenticate(const QByteArray &token, const QString &) override;
    void received(Incoming incoming) override;
    void streamEnded(ExchangeId) override { FUZZ_REQUIRE(m_streams-- > 0); }
    void closed(quint64) override
    {
        FUZZ_REQUIRE(!m_isClosed);
        m_isClosed = true;
    }

private:
    void checkRequest(const Request &request) const;
    void stream(quint64 number);
    void takeAnswers(int socket);
    void checkAnswers() const;

    asio::io_context m_io{1};
    tests::ManualClock m_clock;
    Router m_router;
    ServerLimits m_limits;
    std::shared_ptr<HttpConnection> m_connection;
    bool m_isLocal = false;
    bool m_isClosed = false;
    bool m_mayBeHead = false;
    bool m_keeps = false; ///< an answer, for a repetition
    int m_received = 0;
    int m_streams = 0;
    QByteArray m_answers;
};

Authentication Edge::authenticate(const QByteArray &token, const QString &)
{
    Authentication out;
    if (token == "op") {
        out.principal = {u"token:op"_s, Role::Operator};
    } else if (token == "adm") {
        out.principal = {u"token:adm"_s, Role::Admin};
    } else {
        out.refusal = Response::error(401, {ErrorCode::Unauthenticated, u"the token is not valid"_s, {}});
    }
    return out;
}

void Edge::checkRequest(const Request &request) const
{
    FUZZ_REQUIRE(request.path.startsWith(u'/') && request.path.isValidUtf16());
    FUZZ_REQUIRE(std::none_of(request.path.cbegin(), request.path.cend(),
                              [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }));
    FUZZ_REQUIRE(!request.headers.contains("authorization"));
    FUZZ_REQUIRE(request.method != "HEAD"); // the router never meets it
    FUZZ_REQUIRE(static_cast<quint64>(request.body.size()) <= kBodyLimit);
    const bool mutates = request.method != "GET";
    FUZZ_REQUIRE(!mutates || !request.headers.contains("origin"));
    FUZZ_REQUIRE(request.body.isEmpty() ||
                 request.headers.value("content-type").toLower().contains("application/json"));
    if (m_isLocal) {
        FUZZ_REQUIRE(request.principal.role == Role::Admin);
        return;
    }
    if (request.principal.role == Role::None) {
        FUZZ_REQUIRE(!mutates && request.body.isEmpty() && isPublic(request.path));
    }
    const QByteArray host = request.headers.value("host").trimmed().toLower();
    FUZZ_REQUIRE(!request.headers.contains("host") || host.startsWith("localhost") || host.startsWith("[::") ||
                 host.startsWith("[0") || (!host.isEmpty() && host.front() >= '0' && host.front() <= '9'));
}

void Edge::received(Incoming incoming)
{
    ++m_received;
    checkRequest(incoming.request);
    m_keeps = m_keeps || incoming.request.headers.contains("idempotency-key");
    const quint64 number = incoming.id.number;
    // Later, as the engine's thread does it.
    asio::post(m_io, [this, number, request = std::move(incoming.request)] {
        if (request.path == u"/api/v1/events/stream" && request.method == "GET") {
            stream(number);
            return;
        }
        int answered = 0;
        m_router.handle(request, [this, number, &answered](Response response) {
            ++answered;
            m_connection->answer(number, std::move(response));
        });
        FUZZ_REQUIRE(answered == 1);
    });
}

void Edge::stream(quint64 number)
{
    ++m_streams;
    m_connection->beginStream(number);
    const auto budget = std::make_shared<StreamBudget>(1024);
    for (int i = 0; i < 3; ++i) {
        FUZZ_REQUIRE(budget->take(20));
        m_connection->stream(number, {"event: event\ndata: ", "{\"seq\":1}", budget, 20});
    }
    m_connection->endStream(number, false);
}

void Edge::serve(int mode, const QByteArray &bytes)
{
    if (std::exchange(m_keeps, false)) {
        m_clock.advance(std::chrono::minutes(11)); // the answers kept for repetitions are forgotten
    }
    m_isLocal = (mode & 1) != 0;
    m_isClosed = false;
    m_received = 0;
    m_streams = 0;
    m_answers.clear();
    m_mayBeHead = bytes.contains("HEAD");
    int ends[2];
    FUZZ_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    Peer peer;
    peer.address = u"127.0.0.1"_s;
    peer.hosts = {{}, u"127.0.0.1"_s};
    if (m_isLocal) {
        peer.account = Principal{u"local:root"_s, Role::Admin};
    }
    m_io.restart();
    HttpConnection::Socket socket(m_io);
    socket.assign(asio::generic::stream_protocol(AF_UNIX, 0), ends[0]);
    m_connection = std::make_shared<HttpConnection>(1, std::move(socket), nullptr, std::move(peer), *this);
    const std::weak_ptr<HttpConnection> watched = m_connection;
    m_connection->start();

    const qsizetype cut = bytes.size() * (mode >> 1) / 128;
    for (const QByteArrayView part : {QByteArrayView(bytes).first(cut), QByteArrayView(bytes).sliced(cut)}) {
        static_cast<void>(::send(ends[1], part.data(), static_cast<std::size_t>(part.size()), MSG_NOSIGNAL));
        m_io.poll();
    }
    ::shutdown(ends[1], SHUT_WR);
    for (int round = 0; round < 100 && !m_isClosed; ++round) {
        takeAnswers(ends[1]);
        m_io.poll();
    }
    takeAnswers(ends[1]);
    ::close(ends[1]);
    FUZZ_REQUIRE(m_isClosed && m_streams == 0);
    m_connection.reset();
    m_io.poll();
    FUZZ_REQUIRE(watched.expired()); // nothing holds it any more
    checkAnswers();
}

void Edge::takeAnswers(int socket)
{
    std::array<char, 16384> space;
    for (;;) {
        const ssize_t size = ::recv(socket, space.data(), space.size(), MSG_DONTWAIT);
        if (size <= 0) {
            return;
        }
        m_answers.append(space.data(), size);
    }
}

/// One answer after the other, each with a status that the API has and a body as long as it says.
void Edge::checkAnswers() const
{
    static constexpr std::array kStatuses{200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 421, 431, 501, 505};
    QByteArrayView left(m_answers);
    int answers = 0;
    bool closes = false;
    while (!left.isEmpty()) {
        FUZZ_REQUIRE(!closes); // nothing follows the last
        const qsizetype end = left.indexOf("\r\n\r\n");
        FUZZ_REQUIRE(end > 0);
        const QByteArrayView head = left.first(end + 2);
        left = left.sliced(end + 4);
        FUZZ_REQUIRE(head.startsWith("HTTP/1.1 ") && head.size() > 13 && head.at(12) == ' ');
        const int status = head.sliced(9, 3).toInt();
        if (status == 100) {
            continue;
        }
        ++answers;
        FUZZ_REQUIRE(std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end());
        FUZZ_REQUIRE(
            std::all_of(head.cbegin(), head.cend(), [](char c) { return c == '\r' || c == '\n' || c >= 0x20; }));
        FUZZ_REQUIRE(head.count('\r') == head.count("\r\n") && head.count('\n') == head.count("\r\n"));
        closes = head.contains("\r\nConnection: close\r\n");
        if (head.contains("text/event-stream")) {
            FUZZ_REQUIRE(closes && (left.isEmpty() ? m_mayBeHead : left.endsWith("}\n\n")));
            break;
        }
        const qsizetype at = head.indexOf("\r\nContent-Length: ");
        FUZZ_REQUIRE(at > 0 && head.lastIndexOf("\r\nContent-Length: ") == at);
        const QByteArrayView rest = head.sliced(at + 18);
        const qsizetype length = rest.first(rest.indexOf('\r')).toInt();
        if (length > 0 && (left.isEmpty() || left.startsWith("HTTP/1.1 "))) {
            FUZZ_REQUIRE(m_mayBeHead); // only such an answer may leave its body out
            continue;
        }
        FUZZ_REQUIRE(length <= left.size());
        FUZZ_REQUIRE(left.first(length).startsWith('{') && left.first(length).endsWith('}'));
        left = left.sliced(length);
    }
    // Each request that came to a route was answered, and at most one more, which the connection refused by itself.
    FUZZ_REQUIRE(answers == m_received || answers == m_received + 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Edge edge;
    fuzz::Input input(data, size);
    const int mode = input.byte();
    edge.serve(mode, input.rest());
    return 0;
}
