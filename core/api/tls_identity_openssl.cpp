// Certificates and keys, read and made with OpenSSL.
#include "core/api/tls_identity.h"

#include "core/api/openssl_types.h"
#include "core/base/atomic_file.h"
#include "core/base/fingerprint.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSysInfo>

#include <array>
#include <ctime>

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using namespace openssl;

namespace {

constexpr qint64 kLargestPemFile = 1024 * 1024;
constexpr std::chrono::days kValidFor{3652};
constexpr std::chrono::hours kClocksDiffer{24};
const QString kCertificateField = u"api.tls.certificate"_s;
const QString kKeyField = u"api.tls.key"_s;

Bio bioOf(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

QByteArray contentOf(BIO *bio)
{
    const char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

/// Nobody is there to type one; OpenSSL's own would ask on the terminal.
int noPassPhrase(char *, int, int, void *)
{
    return -1;
}

WallTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    using namespace std::chrono;
    const year_month_day date{year(parts.tm_year + 1900), month(static_cast<unsigned>(parts.tm_mon + 1)),
                              day(static_cast<unsigned>(parts.tm_mday))};
    return sys_days(date) + hours(parts.tm_hour) + minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

QString fingerprintOf(X509 *certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    return formatFingerprint(QByteArray(reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(size)));
}

Result<QByteArray> readPem(const QString &path, const QString &field)
{
    Result<QByteArray> text = readFile(path, kLargestPemFile);
    if (!text) {
        Error error = text.error();
        error.field = field;
        if (error.code == ErrorCode::NotFound) {
            error.message = u"%1: the file %2 does not exist"_s.arg(field, path);
        }
        return error;
    }
    return text;
}

Result<Key> parseKey(const QByteArray &pem, const QString &path)
{
    ERR_clear_error();
    Key key(PEM_read_bio_PrivateKey(bioOf(pem).get(), nullptr, noPassPhrase, nullptr));
    if (key) {
        return key;
    }
    const bool encrypted = pem.contains("ENCRYPTED");
    const QString words = takeError();
    return Error{ErrorCode::InvalidInput,
                 encrypted
                     ? u"%1: the key in %2 needs a pass phrase, and nobody is there to give it"_s.arg(kKeyField, path)
                     : u"%1: %2 holds no private key in PEM form: %3"_s.arg(kKeyField, path, words),
                 kKeyField};
}

bool setName(X509 *certificate, const QByteArray &commonName)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>("Lamplighter"),
                                      -1, -1, 0) == 1 &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(commonName.constData()), -1, -1,
                                      0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// "DNS:localhost,IP:127.0.0.1": only what cannot be misread there, each once.
QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList out;
    for (const QString &name : names) {
        const bool isAddress = !QHostAddress(name).isNull();
        const bool isPlain =
            !name.isEmpty() && name.size() < 254 && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
                return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_');
            });
        const QByteArray entry = isAddress ? QByteArray("IP:" + QHostAddress(name).toString().toLatin1())
                                           : QByteArray("DNS:" + name.toLatin1());
        if ((isAddress || isPlain) && !out.contains(entry)) {
            out.append(entry);
        }
    }
    return out.join(',');
}

bool fill(X509 *certificate, EVP_PKEY *key, const QStringList &names, WallTime now)
{
    std::array<unsigned char, 16> serial{};
    if (RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1) {
        return false;
    }
    serial[0] &= 0x7f; // RFC 5280, 4.1.2.2: a positive number
    serial[0] |= 0x40;
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
    const auto unixTime = [](WallTime time) { return std::chrono::system_clock::to_time_t(time); };
    const QByteArray alternatives = alternativeNames(names);
    return X509_set_version(certificate, 2) == 1 && // which is called 3
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr &&
           ASN1_TIME_set(X509_getm_notBefore(certificate), unixTime(now - kClocksDiffer)) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), unixTime(now + kValidFor)) != nullptr &&
           X509_set_pubkey(certificate, key) == 1 &&
           setName(certificate, QSysInfo::machineHostName().toUtf8().left(64)) &&
           addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
           (alternatives.isEmpty() || addExtension(certificate, NID_subject_alt_name, alternatives)) &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

} // namespace

bool isTlsBuiltIn()
{
    return true;
}

Result<TlsIdentity> readTlsIdentity(const QString &certificateFile, const QString &keyFile)
{
    const Result<QByteArray> chain = readPem(certificateFile, kCertificateField);
    if (!chain) {
        return chain.error();
    }
    ERR_clear_error();
    const Certificate certificate(PEM_read_bio_X509(bioOf(*chain).get(), nullptr, noPassPhrase, nullptr));
    if (!certificate) {
        return Error{
            ErrorCode::InvalidInput,
            u"%1: %2 holds no certificate in PEM form: %3"_s.arg(kCertificateField, certificateFile, takeError()),
            kCertificateField};
    }
    if (isReadableByOthers(keyFile)) {
        return Error{ErrorCode::NotAllowed,
                     u"%1: others may read the key %2; run: chmod 600 %2"_s.arg(kKeyField, keyFile), kKeyField};
    }
    const Result<QByteArray> secret = readPem(keyFile, kKeyField);
    if (!secret) {
        return secret.error();
    }
    const Result<Key> key = parseKey(*secret, keyFile);
    if (!key) {
        return key.error();
    }
    if (X509_check_private_key(certificate.get(), key->get()) != 1) {
        ERR_clear_error();
        return Error{ErrorCode::InvalidInput,
                     u"%1: %2 is not the key of the certificate %3"_s.arg(kKeyField, keyFile, certificateFile),
                     kKeyField};
    }
    return TlsIdentity{*chain, *secret, fingerprintOf(certificate.get()),
                       timeOf(X509_get0_notBefore(certificate.get())), timeOf(X509_get0_notAfter(certificate.get()))};
}

Result<TlsIdentity> makeTlsIdentity(const QStringList &names, WallTime now)
{
    ERR_clear_error();
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    const Bio certificateText(BIO_new(BIO_s_mem()));
    const Bio keyText(BIO_new(BIO_s_secmem()));
    const bool made =
        key && certificate && certificateText && keyText && fill(certificate.get(), key.get(), names, now) &&
        PEM_write_bio_X509(certificateText.get(), certificate.get()) == 1 &&
        PEM_write_bio_PKCS8PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    if (!made) {
        return Error{ErrorCode::Internal, u"cannot make a certificate: %1"_s.arg(takeError()), {}};
    }
    return TlsIdentity{contentOf(certificateText.get()), contentOf(keyText.get()), fingerprintOf(certificate.get()),
                       timeOf(X509_get0_notBefore(certificate.get())), timeOf(X509_get0_notAfter(certificate.get()))};
}

} // namespace lamplighter::api
