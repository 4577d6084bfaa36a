// The bytes of one connection: its socket, plain or with TLS over it. What is plain pays for one comparison. Lives on
// the I/O thread, owned by its connection. Only server internals include this (Asio is slow to compile).
#pragma once

#include "core/api/tls_context.h"

#include <boost/asio/generic/stream_protocol.hpp>

#if LAMPLIGHTER_WITH_TLS
#include <boost/asio/ssl/stream.hpp>
#endif

namespace lamplighter::api {

/// An AsyncStream of Asio for handlers that are functions.
class ByteStream
{
public:
    using Socket = boost::asio::generic::stream_protocol::socket;
    using executor_type = Socket::executor_type;
    using Error = boost::system::error_code;

    /// With `tls`, which outlives it, nothing but handshake() may be called first.
    ByteStream(Socket socket, [[maybe_unused]] TlsContext *tls)
        : m_socket(std::move(socket))
    {
#if LAMPLIGHTER_WITH_TLS
        if (tls != nullptr) {
            m_tls = std::make_unique<TlsStream>(m_socket, tls->context);
            m_secure = true;
        }
#endif
    }

    executor_type get_executor()
    {
        return m_socket.get_executor();
    }
    [[nodiscard]] bool isSecure() const
    {
        return m_secure;
    }
    /// From here on the bare socket; nothing may be under way.
    void leaveTls()
    {
        m_secure = false;
    }

    template <typename Buffers, typename Handler> void async_read_some(const Buffers &buffers, Handler &&handler)
    {
#if LAMPLIGHTER_WITH_TLS
        if (m_secure) {
            m_tls->async_read_some(buffers, std::forward<Handler>(handler));
            return;
        }
#endif
        m_socket.async_read_some(buffers, std::forward<Handler>(handler));
    }

    template <typename Buffers, typename Handler> void async_write_some(const Buffers &buffers, Handler &&handler)
    {
#if LAMPLIGHTER_WITH_TLS
        if (m_secure) {
            m_tls->async_write_some(buffers, std::forward<Handler>(handler));
            return;
        }
#endif
        m_socket.async_write_some(buffers, std::forward<Handler>(handler));
    }

#if LAMPLIGHTER_WITH_TLS
    template <typename Handler> void handshake(Handler &&handler)
    {
        m_tls->async_handshake(TlsStream::server, std::forward<Handler>(handler));
    }
    /// Says that nothing more comes, and waits for the other side to say so too.
    template <typename Handler> void sayGoodbye(Handler &&handler)
    {
        m_tls->async_shutdown(std::forward<Handler>(handler));
    }
#endif

    void cancel(Error &error)
    {
        m_socket.cancel(error);
    }
    void close(Error &error)
    {
        m_socket.close(error);
    }
    void shutdownSend(Error &error)
    {
        m_socket.shutdown(Socket::shutdown_send, error);
    }

private:
    Socket m_socket;
    bool m_secure = false;
#if LAMPLIGHTER_WITH_TLS
    using TlsStream = boost::asio::ssl::stream<Socket &>;
    std::unique_ptr<TlsStream> m_tls;
#endif
};

} // namespace lamplighter::api
