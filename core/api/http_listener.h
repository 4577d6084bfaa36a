// A listening socket of the server and what is known of who connects to it. Lives on the I/O thread; only server
// internals include this.
#pragma once

#include "core/api/http_connection.h"

#include <boost/asio/io_context.hpp>

namespace lamplighter::api {

class HttpListener
{
public:
    using Take = std::function<void(HttpConnection::Socket, Peer)>;

    HttpListener() = default;
    virtual ~HttpListener() = default;
    HttpListener(const HttpListener &) = delete;
    HttpListener &operator=(const HttpListener &) = delete;

    virtual void start() = 0;
    virtual void close() = 0;
    [[nodiscard]] virtual quint16 port() const = 0;
    [[nodiscard]] virtual QString description() const = 0; ///< "127.0.0.1:8765", or the socket's path
};

/// InvalidInput with "listen" in `field` for an address that is none, or that is not loopback without insecureListen.
Result<std::shared_ptr<HttpListener>> listenOnTcp(boost::asio::io_context &io, const ServerSettings &settings,
                                                  HttpListener::Take take);

/// 0600, in place of a socket that a former engine left. Only the engine's own account and root are let in, as admin.
Result<std::shared_ptr<HttpListener>> listenOnLocalSocket(boost::asio::io_context &io, const QString &path,
                                                          HttpListener::Take take);

} // namespace lamplighter::api
