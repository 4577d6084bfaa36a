// Finds the way to an engine: by its address, or by its data directory.
#pragma once

#include "core/client/transport.h"

#include <QUrl>

namespace lamplighter::client {

/// Where the engine is. With a URL the directory plays no part.
struct Target
{
    QString url; ///< "http://127.0.0.1:8765", "omnimind+http://host:8000"; empty: the engine of the data directory
    QString dataDirectory; ///< empty: defaultDataDirectory()
    QString tokenFile;     ///< empty: none with a URL, the directory's own otherwise
    /// Of the only certificate to accept, with an https URL; empty: the system's authorities decide.
    QString fingerprint{};
};

/// A transport to this address. InvalidInput unless it is http or https with a host and nothing else. With the
/// fingerprint of a certificate (parseFingerprint), for https only, no other certificate is accepted. "omnimind+http"
/// and "omnimind+https" mean a server of the OmniMind service update protocol, which offers its pending updates only.
Result<std::unique_ptr<Transport>> makeTransport(const QString &url, const QByteArray &token,
                                                 const QString &fingerprint = {});

/// Whether this address is one with TLS.
bool usesTls(const QString &url);

/// For a data directory: its local socket if an engine answers there, else the address it has written, with its token.
/// The directory's owner and root need nothing else; others need a URL and a token. Unavailable in plain words if there
/// is no engine; NotAllowed if this account may not ask. `done` is called later, on this thread, unless `context` is
/// gone by then.
void connectTo(const Target &target, QObject *context, std::function<void(Result<std::unique_ptr<Transport>>)> done);

/// One line without spaces. InvalidInput if it cannot be a token; the message never shows it.
Result<QByteArray> readToken(const QString &path);

} // namespace lamplighter::client
