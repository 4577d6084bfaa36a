// The HTTP/1.1 server of an engine, on TCP and on the data directory's local socket. Lives on the engine's thread,
// where it hands requests to the router and to the stream source; connections and their limits are kept on an I/O
// thread of its own, so that no client, however slow or many, takes the engine's time.
#pragma once

#include "core/api/http_figures.h"
#include "core/api/router.h"
#include "core/api/server_settings.h"
#include "core/api/stream_source.h"
#include "core/api/tokens.h"

#include <QObject>

#include <memory>
#include <optional>

namespace lamplighter::api {

class HttpServer final : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive the server. Routes must be complete before start().
    HttpServer(ServerSettings settings, const Router &router, StreamSource &streams, const Clock &clock,
               QObject *parent = nullptr);
    /// Ends every connection; requests still with their handler are not answered any more.
    ~HttpServer() override;

    /// Listens, or says why not: InvalidInput with "listen" in `field`, or Io.
    Result<void> start();
    void stop();

    [[nodiscard]] quint16 port() const;          ///< the real one where the settings said 0
    [[nodiscard]] QStringList listening() const; ///< "127.0.0.1:8765", the socket's path
    [[nodiscard]] int streamCount() const;
    [[nodiscard]] std::optional<HttpFigures> figures() const; ///< nothing while it does not listen

    /// Valid from the next request on; streams of tokens that are not among them end.
    void setTokens(const TokenBook &tokens);

Q_SIGNALS:
    void tokenUsed(const QString &id);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::api
