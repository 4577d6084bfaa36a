// For builds without TLS.
#include "core/api/tls_identity.h"

namespace lamplighter::api {

namespace {

Error notBuiltIn()
{
    return {ErrorCode::Unavailable, QStringLiteral("api.tls is on, and this build of Lamplighter has no TLS"),
            QStringLiteral("api.tls.enabled")};
}

} // namespace

bool isTlsBuiltIn()
{
    return false;
}

Result<TlsIdentity> readTlsIdentity(const QString &, const QString &)
{
    return notBuiltIn();
}

Result<TlsIdentity> makeTlsIdentity(const QStringList &, WallTime)
{
    return notBuiltIn();
}

} // namespace lamplighter::api
