#include "core/engine/tls_start.h"

#include "core/base/log.h"

#include <QSysInfo>

#include <utility>

namespace lamplighter::engine {

namespace {

Result<api::TlsIdentity> identityFor(const ApiSettings &settings, const DataDirectory &directory, WallTime now)
{
    if (!settings.tls.certificate.isEmpty()) {
        return api::readTlsIdentity(settings.tls.certificate, settings.tls.key);
    }
    QStringList names{QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1"),
                      QSysInfo::machineHostName(), settings.listen.address};
    names.append(settings.hosts);
    Result<api::OwnTlsIdentity> own = api::readOrMakeTlsIdentity(directory, names, now);
    if (!own) {
        return own.error();
    }
    if (own->made) {
        qCInfo(lcEngine, "made a certificate for the API: %s", qUtf8Printable(directory.tlsCertificateFile()));
    }
    return std::move(own->identity);
}

} // namespace

Result<std::optional<api::TlsIdentity>> prepareTls(const ApiSettings &settings, const DataDirectory &directory,
                                                   WallTime now)
{
    if (!settings.tls.enabled || !settings.listen.tcp) {
        return std::optional<api::TlsIdentity>();
    }
    Result<api::TlsIdentity> identity = identityFor(settings, directory, now);
    if (!identity) {
        return identity.error();
    }
    qCInfo(lcEngine, "the API speaks TLS; the SHA-256 fingerprint of its certificate is %s",
           qUtf8Printable(identity->fingerprint));
    if (const QString warning = api::tlsDateWarning(*identity, now); !warning.isEmpty()) {
        qCWarning(lcEngine, "%s; another one is taken at the next start", qUtf8Printable(warning));
    }
    return std::optional(std::move(*identity));
}

} // namespace lamplighter::engine
