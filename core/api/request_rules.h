// What a request must be before anyone looks at what it asks: where it claims to go, where it comes from, what it
// carries. Pure functions of the header, used on the I/O thread.
#pragma once

#include "core/api/router.h"

namespace lamplighter::api {

struct RequestHead
{
    QByteArray method;
    QByteArray target;                     ///< as on the request line
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    bool hasBody = false;
    bool isHttp10 = false;
};

/// Hosts a request over TCP may name. A web page that had its own name re-bound to this machine still sends that name.
struct HostRules
{
    QStringList names;    ///< from the settings, beside the loopback names
    QString localAddress; ///< where the connection came in
};

/// The host of a Host header: "localhost" of "localhost:8765", "::1" of "[::1]:8765"; empty if malformed.
QString hostWithoutPort(const QByteArray &header);

/// The answer that refuses the request: 400 without a Host, 421 for a foreign one, 403 for a request with an Origin
/// that would change something, 415 for a body that is not application/json, 501 for a method unknown here.
std::optional<Response> refusalOf(const RequestHead &head);
std::optional<Response> refusalOfHost(const RequestHead &head, const HostRules &rules);

bool isMutating(const QByteArray &method);

/// From a loopback address, to a loopback name, and not sent by a web page (which would say its Origin).
bool isFromThisMachine(const RequestHead &head, const QString &address);

/// Path (percent-decoded) and query of the request line's target; nothing if it is malformed.
struct Target
{
    QString path;
    QUrlQuery query;
};
std::optional<Target> parseTarget(const QByteArray &target);

/// The token of "Bearer TOKEN"; empty if the header is something else.
QByteArray bearerToken(const QByteArray &authorization);
/// The password of "Basic BASE64(user:password)" (RFC 7617), whoever the user is; empty if the header is something
/// else.
QByteArray basicPassword(const QByteArray &authorization);

} // namespace lamplighter::api
