#include "core/client/wire.h"

#include "core/base/fingerprint.h"
#include "core/client/limits.h"

#include <QNetworkProxy>
#include <QSslConfiguration>

#include <utility>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

Error localError(QLocalSocket::LocalSocketError error, const QString &path, const QString &words)
{
    switch (error) {
    case QLocalSocket::ConnectionRefusedError:
    case QLocalSocket::ServerNotFoundError:
        return {ErrorCode::Unavailable, u"no engine answers at %1"_s.arg(path), {}};
    case QLocalSocket::SocketAccessError:
        return {ErrorCode::NotAllowed, u"this account may not use the engine's socket %1"_s.arg(path), {}};
    case QLocalSocket::SocketTimeoutError:
        return {ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(path), {}};
    case QLocalSocket::PeerClosedError:
    case QLocalSocket::SocketResourceError:
    case QLocalSocket::DatagramTooLargeError:
    case QLocalSocket::ConnectionError:
    case QLocalSocket::UnsupportedSocketOperationError:
    case QLocalSocket::UnknownSocketError:
    case QLocalSocket::OperationError:
        break;
    }
    return {ErrorCode::Unavailable, u"the engine at %1 cannot be reached: %2"_s.arg(path, words), {}};
}

QString placeOf(const QString &host, quint16 port)
{
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

/// What goes wrong with any connection over TCP.
Error tcpError(QAbstractSocket::SocketError error, const QString &host, const QString &place, const QString &words)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return {ErrorCode::Unavailable, u"no engine answers at %1: the connection was refused"_s.arg(place), {}};
    case QAbstractSocket::HostNotFoundError:
        return {ErrorCode::Unavailable, u"the host %1 is not known"_s.arg(host), {}};
    case QAbstractSocket::SocketTimeoutError:
        return {ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(place), {}};
    default:
        return {ErrorCode::Unavailable, u"the engine at %1 cannot be reached: %2"_s.arg(place, words), {}};
    }
}

QSslConfiguration configuration(bool pinned)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (pinned) {
        // Nobody's word counts: every certificate is an error then, and only judge() lets one pass.
        tls.setCaCertificates({});
    }
    return tls;
}

} // namespace

LocalWire::LocalWire(QString path)
    : m_path(std::move(path))
{
    m_socket.setReadBufferSize(kReadBuffer);
    connect(&m_socket, &QLocalSocket::connected, this, &Wire::opened);
    connect(&m_socket, &QLocalSocket::readyRead, this, &Wire::readable);
    connect(&m_socket, &QLocalSocket::disconnected, this, &Wire::closed);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::PeerClosedError) {
            Q_EMIT closed();
        } else {
            Q_EMIT failed(localError(error, m_path, m_socket.errorString()));
        }
    });
}

LocalWire::~LocalWire()
{
    // A connected socket says that it is closed while it is destroyed: by then there is nobody who could take it.
    m_socket.disconnect(this);
}

void LocalWire::abort()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

TcpWire::TcpWire(QString host, quint16 port)
    : m_host(std::move(host))
    , m_port(port)
{
    m_socket.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_socket.setReadBufferSize(kReadBuffer);
    connect(&m_socket, &QTcpSocket::connected, this, &Wire::opened);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Wire::readable);
    connect(&m_socket, &QTcpSocket::disconnected, this, &Wire::closed);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::RemoteHostClosedError) {
            Q_EMIT closed();
        } else {
            Q_EMIT failed(tcpError(error, m_host, place(), m_socket.errorString()));
        }
    });
}

TcpWire::~TcpWire()
{
    m_socket.disconnect(this);
}

void TcpWire::abort()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

QString TcpWire::place() const
{
    return placeOf(m_host, m_port);
}

TlsWire::TlsWire(QString host, quint16 port, QByteArray pin)
    : m_host(std::move(host))
    , m_port(port)
    , m_pin(std::move(pin))
{
    m_socket.setProxy(QNetworkProxy(QNetworkProxy::NoProxy)); // an operator's switch must not depend on one
    m_socket.setReadBufferSize(kReadBuffer);
    m_socket.setSslConfiguration(configuration(!m_pin.isEmpty()));
    connect(&m_socket, &QSslSocket::sslErrors, this, &TlsWire::judge);
    connect(&m_socket, &QSslSocket::encrypted, this, &TlsWire::handshaken);
    connect(&m_socket, &QSslSocket::readyRead, this, &Wire::readable);
    connect(&m_socket, &QSslSocket::disconnected, this, [this] {
        if (m_isOpen) {
            Q_EMIT closed();
        }
    });
    connect(&m_socket, &QSslSocket::errorOccurred, this, &TlsWire::troubled);
}

TlsWire::~TlsWire()
{
    m_socket.disconnect(this);
}

void TlsWire::open()
{
    if (!QSslSocket::supportsSsl()) {
        Q_EMIT failed({ErrorCode::Unavailable, u"this Qt has no TLS: its TLS plugin is not installed"_s, {}});
        return;
    }
    m_socket.connectToHostEncrypted(m_host, m_port);
}

void TlsWire::abort()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

QString TlsWire::place() const
{
    return placeOf(m_host, m_port);
}

bool TlsWire::isPinned() const
{
    return !m_pin.isEmpty() && m_socket.peerCertificate().digest(QCryptographicHash::Sha256) == m_pin;
}

/// Before the handshake ends; what is not let pass here ends it.
void TlsWire::judge(const QList<QSslError> &errors)
{
    if (isPinned()) {
        m_socket.ignoreSslErrors();
    } else if (!errors.isEmpty()) {
        m_objections = errors.constFirst().errorString();
    }
}

void TlsWire::handshaken()
{
    if (!m_pin.isEmpty() && !isPinned()) {
        Q_EMIT failed(untrusted(m_objections));
        return;
    }
    m_isOpen = true;
    Q_EMIT opened();
}

void TlsWire::troubled(QAbstractSocket::SocketError error)
{
    if (m_isOpen && error == QAbstractSocket::RemoteHostClosedError) {
        Q_EMIT closed();
    } else {
        Q_EMIT failed(errorOf(error));
    }
}

Error TlsWire::untrusted(const QString &words) const
{
    const QString seen = formatFingerprint(m_socket.peerCertificate().digest(QCryptographicHash::Sha256));
    if (m_pin.isEmpty()) {
        return {ErrorCode::Untrusted,
                u"the certificate of %1 is not known (%2); its SHA-256 fingerprint is %3"_s.arg(place(), words, seen),
                seen};
    }
    return {ErrorCode::Untrusted,
            u"the certificate of %1 changed: expected %2, got %3"_s.arg(place(), formatFingerprint(m_pin), seen), seen};
}

Error TlsWire::errorOf(QAbstractSocket::SocketError error) const
{
    switch (error) {
    case QAbstractSocket::RemoteHostClosedError:
        return {ErrorCode::Unavailable, u"%1 closed the connection before TLS began"_s.arg(place()), {}};
    case QAbstractSocket::SslHandshakeFailedError:
        if (!m_objections.isEmpty() && !m_socket.peerCertificate().isNull()) {
            return untrusted(m_objections);
        }
        return {ErrorCode::Unavailable,
                u"there is no TLS with %1 (%2); does the engine there have it turned on?"_s.arg(place(),
                                                                                                m_socket.errorString()),
                {}};
    default:
        return tcpError(error, m_host, place(), m_socket.errorString());
    }
}

} // namespace lamplighter::client
