#include "core/api/router.h"

#include "core/api/idempotency.h"
#include "core/client/shapes.h"

#include <QJsonDocument>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

bool isPlaceholder(const QString &segment)
{
    return segment.startsWith(u'{') && segment.endsWith(u'}');
}

/// The values of the placeholders, or nothing if the path is another one.
std::optional<Parameters> match(const QStringList &pattern, const QList<QStringView> &path)
{
    if (pattern.size() != path.size()) {
        return std::nullopt;
    }
    for (qsizetype i = 0; i < path.size(); ++i) {
        const bool fits = isPlaceholder(pattern.at(i)) ? !path.at(i).isEmpty() : pattern.at(i) == path.at(i);
        if (!fits) {
            return std::nullopt;
        }
    }
    Parameters values;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (isPlaceholder(pattern.at(i))) {
            values.insert(pattern.at(i).mid(1, pattern.at(i).size() - 2), path.at(i).toString());
        }
    }
    return values;
}

std::optional<Response> refusal(const Route &route, const Principal &principal)
{
    if (route.minimumRole == Role::None || principal.role >= route.minimumRole) {
        return std::nullopt;
    }
    if (principal.role == Role::None) {
        Response response = Response::error({ErrorCode::Unauthenticated, u"a valid bearer token is needed"_s, {}});
        response.setHeader("WWW-Authenticate", "Bearer");
        return response;
    }
    return Response::error({ErrorCode::NotAllowed,
                            u"the role %1 is needed, %2 has %3"_s.arg(toString(route.minimumRole), principal.name,
                                                                      toString(principal.role)),
                            {}});
}

} // namespace

QString toString(Role role)
{
    switch (role) {
    case Role::None:
        return u"none"_s;
    case Role::Viewer:
        return u"viewer"_s;
    case Role::Operator:
        return u"operator"_s;
    case Role::Admin:
        return u"admin"_s;
    }
    return {};
}

std::optional<Role> roleFromString(const QString &word)
{
    for (const Role role : {Role::None, Role::Viewer, Role::Operator, Role::Admin}) {
        if (toString(role) == word) {
            return role;
        }
    }
    return std::nullopt;
}

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return 400;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::NotAllowed:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::Gone:
        return 410;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::Held:
        return 423;
    case ErrorCode::Busy:
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
        return 503;
    case ErrorCode::Io:
    case ErrorCode::Corrupt:
    case ErrorCode::TooNew:
    case ErrorCode::Untrusted:
    case ErrorCode::Internal:
        return 500;
    }
    return 500;
}

Response Response::json(const QJsonObject &object, int status)
{
    Response response;
    response.status = status;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

Response Response::error(const Error &error)
{
    return Response::error(httpStatus(error.code), error);
}

Response Response::error(int status, const Error &error)
{
    Response response = Response::json(client::toJson(error), status);
    if (status == 503) {
        response.setHeader("Retry-After", "1");
    }
    return response;
}

void Response::setHeader(const QByteArray &name, const QByteArray &value)
{
    headers.removeIf([&name](const auto &header) { return header.first == name; });
    headers.emplaceBack(name, value);
}

Router::Router(const Clock *clock)
    : m_idempotency(std::make_unique<IdempotencyCache>(clock != nullptr ? *clock : m_systemClock))
{}

Router::~Router() = default;

void Router::add(Route route)
{
    m_segments.push_back(route.pattern.split(u'/'));
    m_routes.push_back(std::move(route));
}

QStringList Router::compatiblePaths() const
{
    QStringList paths;
    for (const Route &route : m_routes) {
        if (route.compatible) {
            paths.append(route.pattern);
        }
    }
    return paths;
}

QStringList Router::publicPaths() const
{
    QStringList paths;
    for (const Route &route : m_routes) {
        if (route.minimumRole == Role::None) {
            paths.append(route.pattern);
        }
    }
    return paths;
}

void Router::handle(const Request &request, Responder respond) const
{
    const QList<QStringView> path = QStringView(request.path).split(u'/');
    QByteArrayList allowed;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        const Route &route = m_routes[i];
        const auto parameters = match(m_segments[i], path);
        if (!parameters) {
            continue;
        }
        if (route.method != request.method) {
            allowed.append(route.method);
            continue;
        }
        if (auto refused = refusal(route, request.principal)) {
            respond(std::move(*refused));
            return;
        }
        if (auto closed = route.minimumRole != Role::None && m_gate ? m_gate() : std::nullopt) {
            respond(std::move(*closed));
            return;
        }
        const auto key = request.headers.constFind("idempotency-key");
        if (request.method == "POST" && key != request.headers.constEnd()) {
            m_idempotency->handle(request, *key, std::move(respond),
                                  [&](Responder first) { route.handler(request, *parameters, std::move(first)); });
        } else {
            route.handler(request, *parameters, std::move(respond));
        }
        return;
    }
    if (allowed.isEmpty()) {
        respond(Response::error({ErrorCode::NotFound, u"there is no %1"_s.arg(request.path), {}}));
        return;
    }
    Response response = Response::error(
        405, {ErrorCode::InvalidInput, u"%1 takes no %2"_s.arg(request.path, QString::fromLatin1(request.method)), {}});
    response.setHeader("Allow", allowed.join(", "));
    respond(std::move(response));
}

} // namespace lamplighter::api
