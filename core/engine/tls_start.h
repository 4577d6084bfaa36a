// The certificate that an engine serves its API with, found or made at its start.
#pragma once

#include "core/api/tls_identity.h"
#include "core/engine/settings_file.h"

#include <optional>

namespace lamplighter::engine {

/// Nothing where the settings want no TLS. Says in the log which fingerprint it has and what is odd about its dates.
/// Errors as readTlsIdentity and readOrMakeTlsIdentity.
Result<std::optional<api::TlsIdentity>> prepareTls(const ApiSettings &settings, const DataDirectory &directory,
                                                   WallTime now);

} // namespace lamplighter::engine
