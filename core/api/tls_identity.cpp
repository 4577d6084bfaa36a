#include "core/api/tls_identity.h"

#include "core/base/atomic_file.h"

#include <QFileInfo>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days kWarnBefore{30};

QString dateOf(WallTime time)
{
    return toIsoString(time).left(10);
}

} // namespace

Result<OwnTlsIdentity> readOrMakeTlsIdentity(const DataDirectory &directory, const QStringList &names, WallTime now)
{
    const QString certificateFile = directory.tlsCertificateFile();
    const QString keyFile = directory.tlsKeyFile();
    if (QFileInfo::exists(certificateFile)) {
        Result<TlsIdentity> known = readTlsIdentity(certificateFile, keyFile);
        if (known) {
            return OwnTlsIdentity{std::move(*known), false};
        }
        Error error = known.error();
        error.message +=
            u"; to have a new certificate made, with another fingerprint, remove %1"_s.arg(certificateFile);
        return error;
    }
    Result<TlsIdentity> made = makeTlsIdentity(names, now);
    if (!made) {
        return made.error();
    }
    // The certificate last: only with it is there something that anyone can have seen.
    for (const auto &[path, content] : {std::pair{keyFile, made->key}, std::pair{certificateFile, made->certificate}}) {
        const FileAccess access = path == keyFile ? FileAccess::OwnerOnly : FileAccess::Readable;
        if (const Result<void> written = writeFileAtomically(path, content, access); !written) {
            return written.error();
        }
    }
    return OwnTlsIdentity{std::move(*made), true};
}

QString tlsDateWarning(const TlsIdentity &identity, WallTime now)
{
    if (now >= identity.validUntil) {
        return u"the certificate of the API has expired on %1"_s.arg(dateOf(identity.validUntil));
    }
    if (now < identity.validFrom) {
        return u"the certificate of the API is not valid before %1"_s.arg(dateOf(identity.validFrom));
    }
    if (now + kWarnBefore >= identity.validUntil) {
        return u"the certificate of the API expires on %1"_s.arg(dateOf(identity.validUntil));
    }
    return {};
}

} // namespace lamplighter::api
