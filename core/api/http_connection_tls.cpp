// The part of a connection that is only there with TLS: its beginning and its end.
#include "core/api/http_connection.h"

#include "core/base/log.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;

#if LAMPLIGHTER_WITH_TLS

void HttpConnection::beginTls()
{
    m_phase = Phase::Handshake;
    expect(m_host.limits().handshake);
    m_socket.handshake([self = shared_from_this()](Error error) { self->handshaken(error); });
}

void HttpConnection::handshaken(Error error)
{
    if (m_phase == Phase::Closed) {
        return;
    }
    if (!error) {
        if (m_refusal) {
            refuseAndClose(*m_refusal);
        } else {
            readNext();
        }
        return;
    }
    if (error.category() == boost::asio::error::get_ssl_category() &&
        ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST) {
        m_socket.leaveTls();
        refuseAndClose(Response::error(
            400, {ErrorCode::InvalidInput, u"TLS is spoken here: the address begins with https://"_s, {}}));
        return;
    }
    // Every scan of a network ends here: nothing for a log that people read.
    qCDebug(lcApi, "no TLS with %s: %s", qUtf8Printable(m_peer.address), error.message().c_str());
    close();
}

/// A client that gets no goodbye cannot tell the end from somebody who cut it off (RFC 8446, 6.1).
void HttpConnection::endTls()
{
    m_socket.sayGoodbye([self = shared_from_this()](Error) {
        if (self->m_phase != Phase::Closed) {
            self->m_socket.leaveTls();
            self->drain();
        }
    });
    // It is on its way, unless the client reads nothing at all. Most clients wait for the connection's end after it
    // instead of saying goodbye themselves.
    Error ignored;
    m_socket.shutdownSend(ignored);
}

#else

void HttpConnection::beginTls()
{
    close();
}

void HttpConnection::handshaken(Error)
{
    close();
}

void HttpConnection::endTls()
{
    close();
}

#endif

} // namespace lamplighter::api
