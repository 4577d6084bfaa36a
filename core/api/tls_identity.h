// Who a server says it is over TLS: a certificate and its key, given as files or made here. Values; read once, at the
// engine's start.
#pragma once

#include "core/base/clock.h"
#include "core/base/data_directory.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

namespace lamplighter::api {

struct TlsIdentity
{
    QByteArray certificate; ///< PEM, the server's own first, then those that vouch for it
    QByteArray key;         ///< PEM; a secret
    QString fingerprint;    ///< SHA-256 of the server's own, "AB:CD:…"
    WallTime validFrom{};
    WallTime validUntil{};
};

/// False where the build has no TLS; everything here then answers Unavailable.
bool isTlsBuiltIn();

/// Errors name the file and, in `field`, "api.tls.certificate" or "api.tls.key": NotFound, Io, NotAllowed for a key
/// that others may read, InvalidInput for what is no certificate, no key, or not the key of that certificate.
Result<TlsIdentity> readTlsIdentity(const QString &certificateFile, const QString &keyFile);

/// A self-signed certificate for these names and addresses (EC P-256, valid for ten years from `now`).
Result<TlsIdentity> makeTlsIdentity(const QStringList &names, WallTime now);

/// The one that lies in the data directory. Made and written there if there is none, then `made` is true. A certificate
/// without its key is an error: another one would be a stranger to everyone who has pinned this.
struct OwnTlsIdentity
{
    TlsIdentity identity;
    bool made = false;
};
Result<OwnTlsIdentity> readOrMakeTlsIdentity(const DataDirectory &directory, const QStringList &names, WallTime now);

/// What its operator should know of its dates, as a sentence; empty if there is nothing to say.
QString tlsDateWarning(const TlsIdentity &identity, WallTime now);

} // namespace lamplighter::api
