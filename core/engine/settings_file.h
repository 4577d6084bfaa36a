// The settings of an engine that an operator writes by hand: settings.toml in the data directory. Values; read once, at
// the engine's start.
#pragma once

#include "core/api/server_settings.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace lamplighter::engine {

struct ListenAddress
{
    bool tcp = true; ///< false: only the local socket
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8765; ///< 0: any free one
    bool operator==(const ListenAddress &) const = default;
};

struct TlsSettings
{
    bool enabled = false;
    QString certificate; ///< PEM file; empty: one is made in the data directory
    QString key;         ///< PEM file; empty exactly if `certificate` is
    bool operator==(const TlsSettings &) const = default;
};

struct ApiSettings
{
    ListenAddress listen;
    QStringList hosts; ///< names in Host beside the loopback ones and the address itself
    bool insecureListen = false;
    bool compatibleWithoutToken = false; ///< compat_unauthenticated_loopback
    TlsSettings tls;
    api::ServerLimits limits;
};

struct FileSettings
{
    ApiSettings api;
};

/// "127.0.0.1:8765", "[::1]:0", "localhost:80", or "none". InvalidInput otherwise.
Result<ListenAddress> parseListenAddress(const QString &text);

/// What the file does not name stays at its default. InvalidInput names file, line, column and key of the first fault,
/// with the key in `field`. Relative paths are taken from the file's folder.
Result<FileSettings> parseSettings(const QByteArray &text, const QString &path);
/// NotFound if there is no such file.
Result<FileSettings> readSettingsFile(const QString &path);

} // namespace lamplighter::engine
