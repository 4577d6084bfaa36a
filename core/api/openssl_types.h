// Owners of OpenSSL's objects, and its last words. Only server internals include this.
#pragma once

#include <QString>

#include <memory>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace lamplighter::api::openssl {

template <auto Free> struct Freed
{
    template <typename T> void operator()(T *object) const { Free(object); }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

/// The reason of the newest error of this thread, which is forgotten with all before it.
inline QString takeError()
{
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    const char *reason = ERR_reason_error_string(code);
    return reason != nullptr ? QString::fromLatin1(reason) : QStringLiteral("error %1 of OpenSSL").arg(code);
}

} // namespace lamplighter::api::openssl
