// HTTP/1.1 over TCP with a connection of its own for each request, which is sent once and never again, whatever comes
// back: for servers that cannot tell a repeated request from a new one. With TLS: TlsTransport.
#pragma once

#include "core/client/transport.h"

#include <QUrl>

namespace lamplighter::client {

class Wire;

class OnceTransport : public Transport
{
public:
    /// `token` may be empty; it is sent to this address only and never shown.
    OnceTransport(QUrl base, QByteArray token, QObject *parent = nullptr);

    void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) override;
    std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                             StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

protected:
    [[nodiscard]] virtual std::unique_ptr<Wire> wire() const;
    [[nodiscard]] const QUrl &base() const { return m_base; }

private:
    [[nodiscard]] QByteArray headers() const;

    QUrl m_base;
    QByteArray m_token;
};

} // namespace lamplighter::client
