// A server of one test: says given bytes, in given pieces, to whoever asks over its local socket or its TCP port.
#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

namespace lamplighter::tests {

class ScriptedServer final : public QObject
{
public:
    enum class Then { Close, StayOpen };
    enum class Way { Local, Tcp };

    explicit ScriptedServer(Way way)
        : m_way(way)
    {
        if (way == Way::Local) {
            connect(&m_local, &QLocalServer::newConnection, this, [this] { serve(m_local.nextPendingConnection()); });
            m_listening = m_local.listen(m_directory.filePath(QStringLiteral("s")));
        } else {
            connect(&m_tcp, &QTcpServer::newConnection, this, [this] { serve(m_tcp.nextPendingConnection()); });
            m_listening = m_tcp.listen(QHostAddress::LocalHost);
        }
    }

    [[nodiscard]] bool isListening() const { return m_listening; }
    [[nodiscard]] QString path() const { return m_local.fullServerName(); }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_tcp.serverPort()); }

    /// What every request is answered with, one piece for each turn of the event loop.
    void say(const QList<QByteArray> &pieces, Then then = Then::Close)
    {
        m_pieces = pieces;
        m_then = then;
    }
    /// To the connection that is open.
    void sayMore(const QByteArray &bytes)
    {
        if (m_open) {
            m_open->write(bytes);
        }
    }
    void close()
    {
        if (m_open) {
            m_open->close();
        }
    }

    [[nodiscard]] bool hasSaidAll() const { return m_saidAll; }
    [[nodiscard]] const QByteArray &lastRequest() const { return m_request; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] bool hasOpenConnection() const { return m_open && m_open->isOpen() && !m_left; }

private:
    template <typename Socket> void serve(Socket *socket)
    {
        ++m_connections;
        m_left = false;
        m_open = socket;
        if constexpr (std::is_same_v<Socket, QTcpSocket>) {
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // or small pieces wait for each other
        }
        m_request.clear();
        m_saidAll = false;
        connect(socket, &Socket::disconnected, this, [this] { m_left = true; });
        connect(socket, &Socket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QIODevice::readyRead, this, [this, socket] {
            m_request += socket->readAll();
            const qsizetype head = m_request.indexOf("\r\n\r\n");
            if (head >= 0 && m_request.size() >= head + 4 + bodySize(head)) {
                speak(socket, 0);
            }
        });
    }

    [[nodiscard]] qsizetype bodySize(qsizetype head) const
    {
        const QByteArray lower = m_request.left(head).toLower();
        const qsizetype at = lower.indexOf("content-length:");
        return at < 0 ? 0
                      : lower.mid(at + 15, lower.indexOf('\r', at) < 0 ? -1 : lower.indexOf('\r', at) - at - 15)
                            .trimmed()
                            .toLongLong();
    }

    template <typename Socket> void speak(Socket *socket, qsizetype index)
    {
        if (index < m_pieces.size()) {
            socket->write(m_pieces.at(index));
            socket->flush();
            QTimer::singleShot(0, socket, [this, socket, index] { speak(socket, index + 1); });
            return;
        }
        m_saidAll = true;
        if (m_then == Then::Close) {
            if constexpr (std::is_same_v<Socket, QLocalSocket>) {
                socket->disconnectFromServer();
            } else {
                socket->disconnectFromHost();
            }
        }
    }

    Way m_way;
    QTemporaryDir m_directory;
    QLocalServer m_local;
    QTcpServer m_tcp;
    bool m_listening = false;
    QList<QByteArray> m_pieces;
    Then m_then = Then::Close;
    QPointer<QIODevice> m_open;
    QByteArray m_request;
    int m_connections = 0;
    bool m_left = false;
    bool m_saidAll = false;
};

} // namespace lamplighter::tests
