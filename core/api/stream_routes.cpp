#include "core/api/stream_routes.h"

#include "core/api/query_reader.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kEvents = u"/api/v1/events/stream";
constexpr QStringView kUnits = u"/api/v1/units/";
constexpr QStringView kLogs = u"/logs";

/// The unit of ".../units/NAME/logs"; empty for another path.
QString unitOfLogs(const QString &path)
{
    if (!path.startsWith(kUnits) || !path.endsWith(kLogs) || path.size() <= kUnits.size() + kLogs.size()) {
        return {};
    }
    const QString name = path.mid(kUnits.size(), path.size() - kUnits.size() - kLogs.size());
    return name.contains(u'/') ? QString() : name;
}

} // namespace

bool StreamRoutes::handles(const Request &request) const
{
    if (request.method != "GET") {
        return false;
    }
    if (request.path == kEvents) {
        return true;
    }
    return !unitOfLogs(request.path).isEmpty() && QueryReader(request.query).boolean("follow", false);
}

Result<std::unique_ptr<Subscription>> StreamRoutes::open(const Request &request, StreamSink sink,
                                                         std::function<void(Error)> closed)
{
    if (request.path == kEvents) {
        return m_stream.subscribe(request.query, request.headers.value("last-event-id"), std::move(sink),
                                  std::move(closed));
    }
    QueryReader in(request.query);
    const auto lines = static_cast<int>(in.integer("lines", 100, 0, 10'000));
    if (!in.ok()) {
        return in.error();
    }
    return m_stream.followLog(unitOfLogs(request.path), lines, std::move(sink), std::move(closed));
}

} // namespace lamplighter::api
