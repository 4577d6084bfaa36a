// A transport whose answers are fit to be shown: for a console, which paints whatever an engine says. Programs get an
// engine's words as they are.
#pragma once

#include "core/client/transport.h"

namespace lamplighter::client {

class PrintableTransport final : public Transport
{
public:
    explicit PrintableTransport(std::unique_ptr<Transport> transport, QObject *parent = nullptr);

    void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) override;
    std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                             StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

private:
    std::unique_ptr<Transport> m_transport;
};

} // namespace lamplighter::client
