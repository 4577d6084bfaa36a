// Requests to the engine of this process: a call into its router on its own thread, and the answer back. Lives on the
// caller's thread.
#pragma once

#include "core/client/transport.h"
#include "core/engine/engine_host.h"

#include <QPointer>

namespace lamplighter::engine {

class DirectTransport final : public client::Transport
{
    Q_OBJECT
public:
    explicit DirectTransport(EngineHost *host);

    void send(const client::HttpRequest &request, QObject *context,
              std::function<void(Result<client::HttpAnswer>)> done) override;
    std::unique_ptr<client::StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                                     client::StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

private:
    [[nodiscard]] api::Request toRequest(const client::HttpRequest &request) const;

    EngineHost *m_host;                  // on the engine's thread; outlives the transport
    std::shared_ptr<QObject> m_receiver; // answers come to it, on the caller's thread
    api::Principal m_principal;
};

} // namespace lamplighter::engine
