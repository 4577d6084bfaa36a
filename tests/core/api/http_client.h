// A client that sends exactly the bytes it is told and keeps what comes back, for what no well-behaved client does; and
// a server with a few routes of its own to send them to.
#pragma once

#include "core/api/server.h"
#include "core/base/secret.h"

#include <QLocalSocket>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::tests {

struct HttpAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

class HttpClient
{
public:
    explicit HttpClient(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("127.0.0.1"), port);
        m_connected = socket->waitForConnected(5000);
        m_socket = std::move(socket);
        keep();
    }
    /// With TLS; connected() if the handshake went well. Takes any certificate unless `tls` says otherwise.
    HttpClient(quint16 port, const QSslConfiguration &tls)
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(tls);
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        m_connected = socket->waitForEncrypted(5000);
        m_socket = std::move(socket);
        keep();
    }
    explicit HttpClient(const QString &path)
    {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(path);
        m_connected = socket->waitForConnected(5000);
        m_socket = std::move(socket);
        keep();
    }

    ~HttpClient() { m_socket->disconnect(); }
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    [[nodiscard]] bool connected() const { return m_connected; }
    void send(const QByteArray &bytes) { m_socket->write(bytes); }
    /// The raw bytes received so far and not taken by answer().
    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] bool closed() const { return m_closed; }
    bool waitForClose(int ms = 5000)
    {
        return QTest::qWaitFor([this] { return m_closed; }, ms);
    }
    /// The next whole answer; status 0 if none comes.
    HttpAnswer answer(bool withoutBody = false, int ms = 5000)
    {
        HttpAnswer out;
        static_cast<void>(QTest::qWaitFor([&] { return take(&out, withoutBody); }, ms));
        return out;
    }
    /// Takes next to nothing from now on, as a stuck program would.
    void stopReading()
    {
        m_socket->setProperty("paused", true);
        if (auto *tcp = qobject_cast<QTcpSocket *>(m_socket.get())) {
            tcp->setReadBufferSize(1024);
        }
    }
    void readOn()
    {
        m_socket->setProperty("paused", false);
        if (auto *tcp = qobject_cast<QTcpSocket *>(m_socket.get())) {
            tcp->setReadBufferSize(0);
        }
        m_received += m_socket->readAll();
    }
    QIODevice &socket() { return *m_socket; }
    void disconnectNow() { m_socket->close(); }

private:
    void keep()
    {
        const auto read = [this] {
            if (m_socket->isOpen() && !m_socket->property("paused").toBool()) {
                m_received += m_socket->readAll();
            }
        };
        QObject::connect(m_socket.get(), &QIODevice::readyRead, m_socket.get(), read);
        const auto close = [this, read] {
            read();
            m_closed = true;
        };
        if (auto *tcp = qobject_cast<QTcpSocket *>(m_socket.get())) {
            QObject::connect(tcp, &QTcpSocket::disconnected, tcp, close);
        }
        if (auto *local = qobject_cast<QLocalSocket *>(m_socket.get())) {
            QObject::connect(local, &QLocalSocket::disconnected, local, close);
        }
    }
    bool take(HttpAnswer *out, bool withoutBody)
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        HttpAnswer answer;
        const QByteArrayList lines = m_received.left(end).split('\n');
        answer.status = lines.constFirst().split(' ').value(1).toInt();
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            answer.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
        const qsizetype length = withoutBody ? 0 : answer.headers.value("content-length").toInt();
        if (m_received.size() < end + 4 + length) {
            return false;
        }
        answer.body = m_received.mid(end + 4, length);
        m_received.remove(0, end + 4 + length);
        *out = answer;
        return true;
    }

    std::unique_ptr<QIODevice> m_socket;
    QByteArray m_received;
    bool m_connected = false;
    bool m_closed = false;
};

/// Streams for whoever asks for /stream; the test holds the other end.
class FakeStreams final : public api::StreamSource
{
public:
    struct Listener
    {
        api::StreamSink sink;
        std::function<void(Error)> closed;
        bool deleted = false;
    };

    [[nodiscard]] bool handles(const api::Request &request) const override
    {
        return request.path == QStringLiteral("/stream");
    }
    Result<std::unique_ptr<api::Subscription>> open(const api::Request &request, api::StreamSink sink,
                                                    std::function<void(Error)> closed) override
    {
        requests.append(request);
        if (refuse) {
            return *refuse;
        }
        const auto listener = std::make_shared<Listener>(Listener{std::move(sink), std::move(closed)});
        listeners.append(listener);
        if (sayHello) {
            listener->sink({"heartbeat", {}, "{}"});
        }
        return std::unique_ptr<api::Subscription>(std::make_unique<Handle>(listener));
    }

    QList<api::Request> requests;
    QList<std::shared_ptr<Listener>> listeners;
    std::optional<Error> refuse;
    bool sayHello = true;

private:
    struct Handle final : api::Subscription
    {
        explicit Handle(std::shared_ptr<Listener> l)
            : listener(std::move(l))
        {}
        ~Handle() override { listener->deleted = true; }
        std::shared_ptr<Listener> listener;
    };
};

/// GET /healthz (public), GET and POST /echo, GET /slow (answered by the test), POST /operate (operator), and GET
/// (viewer) and POST (operator) /compatible, made for clients of another system.
struct TestServer
{
    explicit TestServer(const std::function<void(api::ServerSettings &)> &change = {})
    {
        settings.port = 0;
        settings.localSocket = folder.filePath(QStringLiteral("api.sock"));
        if (change) {
            change(settings);
        }
        using namespace api;
        const Handler echo = [this](const Request &request, const Parameters &, const Responder &respond) {
            seen.append(request);
            Response response;
            response.body = request.body;
            respond(response);
        };
        router.add({"GET", QStringLiteral("/healthz"), Role::None, echo});
        router.add({"GET", QStringLiteral("/echo"), Role::Viewer, echo});
        router.add({"POST", QStringLiteral("/echo"), Role::Viewer, echo});
        router.add({"POST", QStringLiteral("/operate"), Role::Operator, echo});
        router.add({"GET", QStringLiteral("/slow"), Role::Viewer,
                    [this](const Request &request, const Parameters &, const Responder &respond) {
                        seen.append(request);
                        held.append(respond);
                    }});
        for (const auto &[method, role] : {std::pair{"GET", Role::Viewer}, std::pair{"POST", Role::Operator}}) {
            Route route{method, QStringLiteral("/compatible"), role, echo};
            route.compatible = true;
            router.add(std::move(route));
        }
        server = std::make_unique<HttpServer>(settings, router, streams, clock);
        server->setTokens(
            TokenBook({{QStringLiteral("1"), QStringLiteral("ci"), hashToken(adminToken), Role::Admin},
                       {QStringLiteral("2"), QStringLiteral("wall"), hashToken(viewerToken), Role::Viewer}}));
        started = server->start();
    }

    HttpClient connect() const { return HttpClient(server->port()); }
    [[nodiscard]] QByteArray head(const QByteArray &line, const QByteArray &more = {}) const
    {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + adminToken.toLatin1() + "\r\n" + more +
               "\r\n";
    }
    [[nodiscard]] QByteArray post(const QByteArray &path, const QByteArray &body) const
    {
        return head("POST " + path,
                    "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n") +
               body;
    }

    QTemporaryDir folder;
    api::ServerSettings settings;
    SystemClock clock;
    api::Router router;
    FakeStreams streams;
    QList<api::Request> seen;
    QList<api::Responder> held;
    QString adminToken = makeToken();
    QString viewerToken = makeToken();
    Result<void> started;
    std::unique_ptr<api::HttpServer> server;
};

} // namespace lamplighter::tests
