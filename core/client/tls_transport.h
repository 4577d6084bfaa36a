// HTTP/1.1 over TLS with a bearer token: one connection for each request, on which nothing is written before its
// certificate is accepted.
#pragma once

#include "core/client/once_transport.h"

#include <QByteArray>

namespace lamplighter::client {

class TlsTransport final : public OnceTransport
{
public:
    /// `token` may be empty; it is sent to this address only and never shown. `pin` is the SHA-256 of the only
    /// certificate to accept; empty: the system's authorities decide.
    TlsTransport(QUrl base, QByteArray token, QByteArray pin, QObject *parent = nullptr);

private:
    [[nodiscard]] std::unique_ptr<Wire> wire() const override;

    QByteArray m_pin;
};

} // namespace lamplighter::client
