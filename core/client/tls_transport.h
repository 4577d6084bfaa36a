// HTTP/1.1 over TLS with a bearer token: one connection for each request, on which nothing is written before its
// certificate is accepted.
#pragma once

#include "core/client/transport.h"

#include <QByteArray>
#include <QUrl>

namespace lamplighter::client {

class Wire;

class TlsTransport final : public Transport
{
public:
    /// `token` may be empty; it is sent to this address only and never shown. `pin` is the SHA-256 of the only
    /// certificate to accept; empty: the system's authorities decide.
    TlsTransport(QUrl base, QByteArray token, QByteArray pin, QObject *parent = nullptr);

    void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) override;
    std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                             StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

private:
    [[nodiscard]] std::unique_ptr<Wire> wire() const;
    [[nodiscard]] QByteArray headers() const;

    QUrl m_base;
    QByteArray m_token;
    QByteArray m_pin;
};

} // namespace lamplighter::client
