#include "core/client/once_transport.h"

#include "core/client/exchange.h"
#include "core/client/wire.h"

#include <utility>

namespace lamplighter::client {

namespace {

constexpr int kUsualPort = 80;

} // namespace

OnceTransport::OnceTransport(QUrl base, QByteArray token, QObject *parent)
    : Transport(parent)
    , m_base(std::move(base))
    , m_token(std::move(token))
{}

std::unique_ptr<Wire> OnceTransport::wire() const
{
    return std::make_unique<TcpWire>(m_base.host(), static_cast<quint16>(m_base.port(kUsualPort)));
}

QByteArray OnceTransport::headers() const
{
    QByteArray out = "Host: " + m_base.authority(QUrl::FullyEncoded).toLatin1() + "\r\n";
    if (!m_token.isEmpty()) {
        out += "Authorization: Bearer " + m_token + "\r\n";
    }
    return out;
}

void OnceTransport::send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done)
{
    new RequestExchange(wire(), serialized(request, headers(), "application/json"), context, std::move(done), this);
}

std::unique_ptr<StreamHandle> OnceTransport::openStream(const QString &path, const QUrlQuery &query,
                                                        StreamCallbacks callbacks)
{
    HttpRequest request;
    request.path = path;
    request.query = query;
    return openExchange(wire(), serialized(request, headers(), "text/event-stream"), std::move(callbacks), this);
}

QString OnceTransport::description() const
{
    return m_base.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace lamplighter::client
