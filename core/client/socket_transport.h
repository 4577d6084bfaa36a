// HTTP/1.1 over the engine's local socket: one connection for each request, which costs nothing there and leaves no
// question about whose answer it is. The system tells the engine who asks; no token is sent.
#pragma once

#include "core/client/transport.h"

#include <QString>

namespace lamplighter::client {

class SocketTransport final : public Transport
{
public:
    /// `path`: DataDirectory::localSocket().
    explicit SocketTransport(QString path, QObject *parent = nullptr);

    void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) override;
    std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                             StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

private:
    QString m_path;
};

} // namespace lamplighter::client
