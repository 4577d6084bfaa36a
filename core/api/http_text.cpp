#include "core/api/http_text.h"

#include <array>
#include <string_view>

namespace lamplighter::api {

namespace {

struct Reason
{
    int status;
    std::string_view words;
};

constexpr std::array<Reason, 28> kReasons{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

std::string_view reasonOf(int status)
{
    for (const Reason &reason : kReasons) {
        if (reason.status == status) {
            return reason.words;
        }
    }
    return "Status";
}

void append(std::string &head, std::string_view name, const QByteArray &value)
{
    head.append(name).append(": ").append(value.constData(), static_cast<std::size_t>(value.size())).append("\r\n");
}

} // namespace

std::string headOf(const Response &response, bool keepAlive)
{
    std::string head;
    head.reserve(256);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reasonOf(response.status)).append("\r\n");
    if (!response.body.isEmpty()) {
        append(head, "Content-Type", response.contentType);
    }
    if (response.status != 204) {
        append(head, "Content-Length", QByteArray::number(response.body.size()));
    }
    head.append("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
    head.append(keepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n");
    for (const auto &[name, value] : response.headers) {
        append(head, {name.constData(), static_cast<std::size_t>(name.size())}, value);
    }
    return head.append("\r\n");
}

QByteArray streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
           "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
}

StreamPiece toPiece(const StreamMessage &message)
{
    StreamPiece piece;
    piece.prefix = "event: " + message.name + "\n";
    if (!message.id.isEmpty()) {
        piece.prefix += "id: " + message.id + "\n";
    }
    piece.prefix += "data: ";
    piece.data = message.data;
    piece.size = piece.prefix.size() + piece.data.size() + 2;
    return piece;
}

} // namespace lamplighter::api
