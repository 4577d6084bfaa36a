// How this server speaks TLS: its identity, the versions and ciphers it takes. Owned by the I/O thread's part of the
// server, shared by its connections. Only server internals include this.
#pragma once

#include "core/api/tls_identity.h"

#include <memory>

#if LAMPLIGHTER_WITH_TLS

#include <boost/asio/ssl/context.hpp>

namespace lamplighter::api {

struct TlsContext
{
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
};

} // namespace lamplighter::api

#else

namespace lamplighter::api {

struct TlsContext
{};

} // namespace lamplighter::api

#endif

namespace lamplighter::api {

/// TLS 1.2 and later, ciphers with forward secrecy; no compression, renegotiation or resumption. InvalidInput if
/// OpenSSL will not serve with this identity, such as with a key that is too short.
Result<std::unique_ptr<TlsContext>> makeTlsContext(const TlsIdentity &identity);

} // namespace lamplighter::api
