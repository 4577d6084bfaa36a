#include "core/client/socket_transport.h"

#include "core/client/exchange.h"

#include <utility>

namespace lamplighter::client {

namespace {

const QByteArray kHeaders = "Host: localhost\r\n";

} // namespace

SocketTransport::SocketTransport(QString path, QObject *parent)
    : Transport(parent)
    , m_path(std::move(path))
{}

void SocketTransport::send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done)
{
    new RequestExchange(std::make_unique<LocalWire>(m_path), serialized(request, kHeaders, "application/json"), context,
                        std::move(done), this);
}

std::unique_ptr<StreamHandle> SocketTransport::openStream(const QString &path, const QUrlQuery &query,
                                                          StreamCallbacks callbacks)
{
    HttpRequest request;
    request.path = path;
    request.query = query;
    return openExchange(std::make_unique<LocalWire>(m_path), serialized(request, kHeaders, "text/event-stream"),
                        std::move(callbacks), this);
}

QString SocketTransport::description() const
{
    return QStringLiteral("socket ") + m_path;
}

} // namespace lamplighter::client
