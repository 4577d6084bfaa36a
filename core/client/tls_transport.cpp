#include "core/client/tls_transport.h"

#include "core/client/wire.h"

#include <utility>

namespace lamplighter::client {

namespace {

constexpr int kUsualPort = 443;

} // namespace

TlsTransport::TlsTransport(QUrl base, QByteArray token, QByteArray pin, QObject *parent)
    : OnceTransport(std::move(base), std::move(token), parent)
    , m_pin(std::move(pin))
{}

std::unique_ptr<Wire> TlsTransport::wire() const
{
    return std::make_unique<TlsWire>(base().host(), static_cast<quint16>(base().port(kUsualPort)), m_pin);
}

} // namespace lamplighter::client
