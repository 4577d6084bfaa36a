// For builds without TLS.
#include "core/api/tls_context.h"

namespace lamplighter::api {

Result<std::unique_ptr<TlsContext>> makeTlsContext(const TlsIdentity &)
{
    return Error{ErrorCode::Unavailable, QStringLiteral("this build of Lamplighter has no TLS"),
                 QStringLiteral("api.tls.enabled")};
}

} // namespace lamplighter::api
