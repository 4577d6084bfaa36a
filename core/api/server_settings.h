// What the HTTP server is told at its start.
#pragma once

#include "core/api/tls_identity.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lamplighter::api {

struct ServerLimits
{
    quint32 header = 16 * 1024; ///< bytes: 431
    quint64 body = 1024 * 1024; ///< bytes: 413
    std::chrono::milliseconds request{
        30'000}; ///< from its first byte to its last (408), and again until it is answered (503)
    std::chrono::milliseconds handshake{10'000}; ///< of TLS: closed without a word
    std::chrono::milliseconds idle{60'000};      ///< between requests: closed without a word
    std::chrono::milliseconds write{30'000};     ///< for an answer, or a piece of a stream: closed
    int connections = 4096;                      ///< 503
    int unauthenticated = 256;                   ///< of them without a valid token so far; past it the oldest gets 503
    int streams = 256;                           ///< 503
    qint64 streamQueue = 2 * 1024 * 1024;        ///< bytes that wait for one slow reader: it is dropped
};

struct ServerSettings
{
    bool tcp = true;
    QString address = QStringLiteral("127.0.0.1"); ///< an IP address, or "localhost"
    quint16 port = 8765;                           ///< 0: any free one
    bool insecureListen = false;                   ///< plain HTTP on an address that is not loopback
    std::optional<TlsIdentity> tls;                ///< nothing: plain HTTP
    QStringList hosts;                             ///< names in Host beside the loopback ones and the address itself
    /// Programs written for other systems send no token: those of this machine may use the routes made for them.
    bool compatibleWithoutToken = false;
    QString localSocket; ///< path; empty for none
    ServerLimits limits;
};

} // namespace lamplighter::api
