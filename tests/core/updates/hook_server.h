// Answers every POST with what the test says, or never.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace lamplighter::tests {

class HookServer final : public QObject
{
    Q_OBJECT
public:
    HookServer()
    {
        listening = m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
        });
    }

    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1/hook").arg(m_server.serverPort()); }
    void close() { m_server.close(); }
    static QByteArray json(const QByteArray &body, const QByteArray &status = "200 OK")
    {
        return "HTTP/1.1 " + status +
               "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
               body;
    }
    [[nodiscard]] QJsonObject body() const
    {
        return QJsonDocument::fromJson(request.mid(request.indexOf("\r\n\r\n") + 4)).object();
    }

    bool listening = false;
    QByteArray answer; ///< empty: none
    bool thenClose = true;
    std::function<QByteArray(int)> answers; ///< instead, by the number of the request from 1
    QByteArray request;                     ///< the last one
    int requests = 0;
    int connections = 0;

private:
    void read(QTcpSocket &socket)
    {
        QByteArray got = socket.property("got").toByteArray() + socket.readAll();
        socket.setProperty("got", got);
        const qsizetype head = got.indexOf("\r\n\r\n");
        const qsizetype length = got.toLower().indexOf("content-length: ");
        if (head < 0 || length < 0) {
            return;
        }
        const qsizetype begin = length + 16;
        const qsizetype size = got.mid(begin, got.indexOf("\r\n", begin) - begin).toLongLong();
        if (got.size() < head + 4 + size || socket.property("answered").toBool()) {
            return;
        }
        socket.setProperty("answered", true);
        request = got;
        ++requests;
        const QByteArray text = answers ? answers(requests) : answer;
        if (!text.isEmpty()) {
            socket.write(text);
        }
        if (!text.isEmpty() && thenClose) {
            socket.disconnectFromHost();
        }
    }

    QTcpServer m_server;
};

} // namespace lamplighter::tests
