// The server's I/O thread: listens, holds the connections and their limits, checks tokens. Owned by HttpServer; its
// functions are called on the engine's thread, its events arrive on the I/O thread.
#pragma once

#include "core/api/exchange.h"
#include "core/api/http_figures.h"
#include "core/api/server_settings.h"
#include "core/api/tokens.h"

#include <memory>

namespace lamplighter::api {

struct IoEvents
{
    std::function<void(Incoming)> received;
    std::function<void(ExchangeId)>
        streamEnded; ///< once for each stream that was begun, and may be before it truly began
};

class HttpIo
{
public:
    /// `clock` is also used on the I/O thread. Requests without a token get as far as `publicPaths`,
    /// and those of this machine as `compatiblePaths` if the settings allow it.
    HttpIo(ServerSettings settings, QStringList publicPaths, QStringList compatiblePaths, const Clock &clock,
           IoEvents events);
    /// Closes every connection and waits for the thread.
    ~HttpIo();

    /// Binds and starts the thread. InvalidInput for the address, Io with the system's words otherwise.
    Result<void> start();
    [[nodiscard]] quint16 port() const; ///< 0 if TCP is not listened on
    [[nodiscard]] QStringList listening() const;

    /// May be asked on any thread; without `streams`.
    [[nodiscard]] HttpFigures figures() const;

    void setTokens(TokenBook tokens);
    void answer(ExchangeId id, Response response);
    void beginStream(ExchangeId id);
    void stream(ExchangeId id, StreamPiece piece);
    void endStream(ExchangeId id, bool drop);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::api
