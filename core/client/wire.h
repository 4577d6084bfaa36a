// The bytes below one exchange: a connection of its own to the engine. Private to core/client.
#pragma once

#include "core/base/error.h"

#include <QIODevice>
#include <QLocalSocket>
#include <QSslSocket>
#include <QTcpSocket>

namespace lamplighter::client {

/// Tells nothing after abort().
class Wire : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void open() = 0;
    virtual void abort() = 0;
    [[nodiscard]] virtual QIODevice &device() = 0;
    [[nodiscard]] virtual QString place() const = 0; ///< for people: a path, "host:8765"

Q_SIGNALS:
    /// There is somebody at the other end, and it is whom we meant: from here on something may be written.
    void opened();
    void readable();
    void closed(); ///< by the other side; what it said before can still be read
    void failed(const lamplighter::Error &why);
};

class LocalWire final : public Wire
{
    Q_OBJECT
public:
    explicit LocalWire(QString path);
    ~LocalWire() override;

    void open() override { m_socket.connectToServer(m_path); }
    void abort() override;
    [[nodiscard]] QIODevice &device() override { return m_socket; }
    [[nodiscard]] QString place() const override { return m_path; }

private:
    QString m_path;
    QLocalSocket m_socket;
};

/// Plain TCP to a host, directly (no proxy).
class TcpWire final : public Wire
{
    Q_OBJECT
public:
    TcpWire(QString host, quint16 port);
    ~TcpWire() override;

    void open() override { m_socket.connectToHost(m_host, m_port); }
    void abort() override;
    [[nodiscard]] QIODevice &device() override { return m_socket; }
    [[nodiscard]] QString place() const override;

private:
    QString m_host;
    quint16 m_port;
    QTcpSocket m_socket;
};

/// TLS to a host. With a pin (SHA-256 of the certificate) that certificate is accepted and no other, whoever signed it,
/// whatever names and dates it has; without one the system's authorities decide. `failed` has ErrorCode::Untrusted for
/// a certificate that is not accepted.
class TlsWire final : public Wire
{
    Q_OBJECT
public:
    TlsWire(QString host, quint16 port, QByteArray pin);
    ~TlsWire() override;

    void open() override;
    void abort() override;
    [[nodiscard]] QIODevice &device() override { return m_socket; }
    [[nodiscard]] QString place() const override;

private:
    void judge(const QList<QSslError> &errors);
    void handshaken();
    void troubled(QAbstractSocket::SocketError error);
    [[nodiscard]] bool isPinned() const;
    [[nodiscard]] Error untrusted(const QString &words) const;
    [[nodiscard]] Error errorOf(QAbstractSocket::SocketError error) const;

    QString m_host;
    quint16 m_port;
    QByteArray m_pin;
    QSslSocket m_socket;
    QString m_objections; ///< of the authorities
    bool m_isOpen = false;
};

} // namespace lamplighter::client
