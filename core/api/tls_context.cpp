#include "core/api/tls_context.h"

#include "core/api/openssl_types.h"

#include <boost/asio/buffer.hpp>

namespace lamplighter::api {

namespace asio = boost::asio;
using namespace Qt::StringLiterals;

namespace {

constexpr char kCiphersOfTls12[] = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL"; // those of 1.3 are all good

asio::const_buffer bufferOf(const QByteArray &bytes)
{
    return asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

Error refused(const QString &what, const QString &words, const QString &field)
{
    return {ErrorCode::InvalidInput, u"%1: OpenSSL refuses the %2: %3"_s.arg(field, what, words), field};
}

} // namespace

Result<std::unique_ptr<TlsContext>> makeTlsContext(const TlsIdentity &identity)
{
    auto out = std::make_unique<TlsContext>();
    SSL_CTX *native = out->context.native_handle();
    ERR_clear_error();
    const bool set = SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1 &&
                     SSL_CTX_set_cipher_list(native, kCiphersOfTls12) == 1 && SSL_CTX_set_num_tickets(native, 0) == 1;
    if (!set) {
        return Error{ErrorCode::Internal, u"cannot prepare TLS: %1"_s.arg(openssl::takeError()), {}};
    }
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // thousands of connections are idle most of the time
    boost::system::error_code error;
    out->context.use_certificate_chain(bufferOf(identity.certificate), error);
    if (error) {
        return refused(u"certificate"_s, QString::fromStdString(error.message()), u"api.tls.certificate"_s);
    }
    out->context.use_private_key(bufferOf(identity.key), asio::ssl::context::pem, error);
    if (error) {
        return refused(u"key"_s, QString::fromStdString(error.message()), u"api.tls.key"_s);
    }
    return out;
}

} // namespace lamplighter::api
