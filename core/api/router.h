// Requests of the HTTP API as values, from whatever transport, to the handler of their route. Lives on the engine's thread.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <optional>
#include <vector>

namespace lamplighter::api {

enum class Role { None, Viewer, Operator, Admin };
QString toString(Role role);
std::optional<Role> roleFromString(const QString &word);

/// Who asks. `name` goes into the journal as the actor: "local:alice", "token:ci", "console".
struct Principal {
    QString name;
    Role role = Role::None;
};

struct Request {
    QByteArray method;
    QString path; ///< percent-decoded, without the query
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    Principal principal;
};

struct Response {
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> headers;

    static Response json(const QJsonObject &object, int status = 200);
    static Response error(const Error &error);                       ///< status from the code
    static Response error(int status, const Error &error);
};
int httpStatus(ErrorCode code);

/// Called exactly once, on the engine's thread, now or later.
using Responder = std::function<void(Response)>;
/// Values of the {placeholders} of the route's pattern.
using Parameters = QHash<QString, QString>;
using Handler = std::function<void(const Request &, const Parameters &, Responder)>;

struct Route {
    QByteArray method;
    QString pattern; ///< "/api/v1/units/{name}/start"
    Role minimumRole = Role::Viewer; ///< None: public
    Handler handler;
};

class Router {
public:
    void add(Route route);
    /// 404 for an unknown path, 405 with Allow, 401 or 403 by role, else the handler.
    void handle(const Request &request, Responder respond) const;
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    std::vector<Route> m_routes;
};

} // namespace lamplighter::api
