#include "tests/support/http_exchange.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTcpSocket>

namespace lamplighter::tests {

namespace {

/// Value of a header field, by its lower-case name.
QByteArray field(const QByteArray &header, const QByteArray &name)
{
    for (const QByteArray &line : header.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == name) {
            return line.mid(colon + 1).trimmed();
        }
    }
    return {};
}

} // namespace

QJsonObject HttpExchange::object() const
{
    return QJsonDocument::fromJson(body).object();
}

QJsonArray HttpExchange::array(const QString &key) const
{
    return object().value(key).toArray();
}

QString HttpExchange::errorCode() const
{
    return object().value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString();
}

HttpExchange exchange(quint16 port, const QByteArray &method, const QByteArray &target, const QByteArray &token,
                      const std::optional<QJsonObject> &json, int limit)
{
    HttpExchange result;
    QElapsedTimer timer;
    timer.start();
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(limit)) {
        return result;
    }
    const QByteArray body = json ? QJsonDocument(*json).toJson(QJsonDocument::Compact) : QByteArray();
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
                         "\r\nConnection: close\r\n";
    if (!token.isEmpty()) {
        request += "Authorization: Bearer " + token + "\r\n";
    }
    if (method != "GET" && method != "DELETE") {
        request += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    socket.write(request + "\r\n" + body);
    QByteArray received;
    for (;;) {
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end >= 0) {
            result.header = received.left(end);
            result.body = received.mid(end + 4);
            const QByteArray length = field(result.header, "content-length");
            if (!length.isEmpty() && result.body.size() >= length.toLongLong()) {
                break;
            }
        }
        const auto left = static_cast<int>(limit - timer.elapsed());
        if (left <= 0 || !socket.waitForReadyRead(left)) {
            break;
        }
        received += socket.readAll();
    }
    result.status = result.header.mid(9, 3).toInt();
    return result;
}

} // namespace lamplighter::tests
