// Plain HTTP over TCP with a bearer token, directly (no proxy: an operator's switch must not depend on one).
#pragma once

#include "core/client/transport.h"

#include <QNetworkAccessManager>
#include <QUrl>

class QNetworkRequest;

namespace lamplighter::client {

class TcpTransport final : public Transport
{
public:
    /// `token` may be empty; it is sent to this address only and never shown.
    TcpTransport(QUrl base, QByteArray token, QObject *parent = nullptr);

    void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) override;
    std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                             StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

private:
    [[nodiscard]] QNetworkRequest prepared(const QString &path, const QUrlQuery &query, const QByteArray &accept) const;

    QUrl m_base;
    QByteArray m_token;
    QNetworkAccessManager m_requests;
    // On connections of their own: a manager opens six to a host, and each stream keeps one.
    QNetworkAccessManager m_streams;
};

} // namespace lamplighter::client
