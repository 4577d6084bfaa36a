#include "core/client/socket_transport.h"

#include "core/client/local_connection.h"

#include <QUrl>

#include <utility>

namespace lamplighter::client {

namespace {

QByteArray encodedTarget(const QString &path, const QUrlQuery &query)
{
    QUrl url;
    url.setPath(path, QUrl::DecodedMode);
    if (!query.isEmpty()) {
        url.setQuery(query);
    }
    return url.toEncoded();
}

QByteArray serialized(const HttpRequest &request, const QByteArray &accept)
{
    QByteArray text = request.method + ' ' + encodedTarget(request.path, request.query) + " HTTP/1.1\r\n";
    text += "Host: localhost\r\nConnection: close\r\nUser-Agent: lamplighter/" LAMPLIGHTER_VERSION "\r\n";
    text += "Accept: " + accept + "\r\n";
    if (!request.idempotencyKey.isEmpty()) {
        text += "Idempotency-Key: " + request.idempotencyKey + "\r\n";
    }
    if (!request.body.isEmpty()) {
        text += "Content-Type: application/json\r\n";
    }
    if (!request.body.isEmpty() || request.method == "POST" || request.method == "PUT") {
        text += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

class Handle final : public StreamHandle
{
public:
    explicit Handle(LocalStream *stream)
        : m_stream(stream)
    {}
    ~Handle() override
    {
        if (m_stream) {
            m_stream->abandon();
        }
    }

private:
    QPointer<LocalStream> m_stream;
};

} // namespace

SocketTransport::SocketTransport(QString path, QObject *parent)
    : Transport(parent)
    , m_path(std::move(path))
{}

void SocketTransport::send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done)
{
    new LocalRequest(m_path, serialized(request, "application/json"), context, std::move(done), this);
}

std::unique_ptr<StreamHandle> SocketTransport::openStream(const QString &path, const QUrlQuery &query,
                                                          StreamCallbacks callbacks)
{
    HttpRequest request;
    request.path = path;
    request.query = query;
    auto *stream = new LocalStream(m_path, serialized(request, "text/event-stream"), std::move(callbacks), this);
    return std::make_unique<Handle>(stream);
}

QString SocketTransport::description() const
{
    return QStringLiteral("socket ") + m_path;
}

} // namespace lamplighter::client
