// Requests of the HTTP API as values, from whatever transport, to the handler of their route. Lives on the engine's
// thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lamplighter::api {

class IdempotencyCache;

enum class Role { None, Viewer, Operator, Admin };
QString toString(Role role);
std::optional<Role> roleFromString(const QString &word);

/// Who asks. `name` goes into the journal as the actor: "local:alice", "token:ci", "console".
struct Principal
{
    QString name;
    Role role = Role::None;
    QString tokenId{}; ///< empty for an account of this machine
};

struct Request
{
    QByteArray method;
    QString path; ///< percent-decoded, without the query
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case; never the credentials
    QByteArray body;
    Principal principal;
};

struct Response
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> headers;
    bool isSecret = false; ///< told once: it is never kept to answer a repeated request

    void setHeader(const QByteArray &name, const QByteArray &value); ///< in place of one with this name

    static Response json(const QJsonObject &object, int status = 200);
    static Response error(const Error &error); ///< status from the code
    static Response error(int status, const Error &error);
};

/// InvalidInput 400, Unauthenticated 401, NotAllowed 403, NotFound 404, Conflict 409, Gone 410, TooLarge 413, Held 423;
/// Busy, Timeout and Unavailable 503, since each of them may be tried again as it is; everything else 500.
int httpStatus(ErrorCode code);

/// Called exactly once, on the engine's thread, now or later.
using Responder = std::function<void(Response)>;
/// Values of the {placeholders} of the route's pattern.
using Parameters = QHash<QString, QString>;
using Handler = std::function<void(const Request &, const Parameters &, Responder)>;

struct Route
{
    QByteArray method;
    QString pattern;                 ///< "/api/v1/units/{name}/start"
    Role minimumRole = Role::Viewer; ///< None: public
    Handler handler;
    bool compatible = false; ///< made for clients of another system
};

class Router
{
public:
    /// The clock tells when an Idempotency-Key is forgotten; the system's own if none is given, else it outlives the
    /// router.
    explicit Router(const Clock *clock = nullptr);
    ~Router();
    Router(const Router &) = delete;
    Router &operator=(const Router &) = delete;

    void add(Route route);
    /// 404 for an unknown path, 405 with Allow, 401 or 403 by role, else the handler. A POST with an Idempotency-Key is
    /// carried out once for each caller, path and key; a repetition gets the first one's answer.
    void handle(const Request &request, Responder respond) const;
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }
    /// Asked before any handler is called: an answer it gives is the answer to everything that is not public.
    void setGate(std::function<std::optional<Response>()> gate) { m_gate = std::move(gate); }
    /// Paths that someone without a token may read.
    [[nodiscard]] QStringList publicPaths() const;
    /// Paths of the routes made for clients of other systems.
    [[nodiscard]] QStringList compatiblePaths() const;

private:
    std::vector<Route> m_routes;
    std::vector<QStringList> m_segments; ///< of the pattern of the route with the same index
    std::function<std::optional<Response>()> m_gate;
    SystemClock m_systemClock;
    std::unique_ptr<IdempotencyCache> m_idempotency;
};

} // namespace lamplighter::api
