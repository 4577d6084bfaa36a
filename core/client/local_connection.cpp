#include "core/client/local_connection.h"

#include "core/client/limits.h"
#include "core/client/shapes.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

Error connectError(QLocalSocket::LocalSocketError error, const QString &path, const QString &words)
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

} // namespace

LocalConnection::LocalConnection(const QString &path, QByteArray request, const HttpReader::Limits &limits,
                                 QObject *parent)
    : QObject(parent)
    , m_reader(limits)
    , m_path(path)
    , m_request(std::move(request))
{
    m_socket.setReadBufferSize(kReadBuffer);
    connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(m_request); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &LocalConnection::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, &LocalConnection::closed);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::PeerClosedError) {
            closed();
        } else {
            fail(connectError(error, m_path, m_socket.errorString()));
        }
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail({ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(m_path), {}});
    });
    m_patience.start(kPatience);
    QTimer::singleShot(0, this, [this] {
        if (!m_ended) {
            m_socket.connectToServer(m_path);
        }
    });
}

void LocalConnection::end()
{
    if (!m_ended) {
        m_ended = true;
        m_patience.stop();
        m_socket.abort();
        deleteLater();
    }
}

void LocalConnection::read()
{
    while (!m_ended && m_socket.bytesAvailable() > 0) {
        if (const Result<void> fed = m_reader.feed(m_socket.readAll()); !fed) {
            fail(fed.error());
            return;
        }
        if (m_reader.headComplete()) {
            advanced();
        }
    }
}

LocalConnection::~LocalConnection()
{
    // A connected socket says that it is closed while it is destroyed: by then there is nobody who could take it.
    m_socket.disconnect(this);
}

void LocalConnection::closed()
{
    read();
    if (m_ended) {
        return;
    }
    if (const Result<void> finished = m_reader.finish(); !finished) {
        fail(finished.error());
        return;
    }
    advanced();
}

void LocalConnection::fail(const Error &error)
{
    if (!m_ended) {
        end();
        failed(error);
    }
}

LocalRequest::LocalRequest(const QString &path, const QByteArray &request, QObject *context, Done done, QObject *parent)
    : LocalConnection(path, request, HttpReader::Limits{.body = kBodyLimit}, parent)
    , m_context(context)
    , m_done(std::move(done))
{}

void LocalRequest::advanced()
{
    m_body.append(m_reader.takeBody());
    if (m_reader.complete()) {
        end();
        answer(HttpAnswer{m_reader.status(), m_body});
    }
}

void LocalRequest::failed(const Error &error)
{
    answer(error);
}

void LocalRequest::answer(const Result<HttpAnswer> &answer)
{
    // From the event loop, so that whoever is told may delete the transport, and this with it.
    if (m_context) {
        QTimer::singleShot(0, m_context, [done = std::move(m_done), answer] { done(answer); });
    }
}

LocalStream::LocalStream(const QString &path, const QByteArray &request, StreamCallbacks callbacks, QObject *parent)
    : LocalConnection(path, request, HttpReader::Limits{.body = 0}, parent)
    , m_stream(std::move(callbacks))
{}

void LocalStream::abandon()
{
    m_stream.abandon();
    end();
}

void LocalStream::advanced()
{
    if (m_reader.status() != 200) {
        refused();
        return;
    }
    if (!m_opened) {
        m_opened = true;
        m_patience.stop();
        m_stream.opened();
    }
    m_stream.feed(m_reader.takeBody());
    if (m_stream.isClosed()) {
        end();
    } else if (m_reader.complete()) {
        end();
        m_stream.close({ErrorCode::Unavailable, u"the engine closed the stream"_s, {}});
    }
}

void LocalStream::refused()
{
    m_refusal.append(m_reader.takeBody());
    if (m_reader.complete() || m_refusal.size() > kRefusalLimit) {
        end();
        m_stream.close(errorFromJson(parseOrEmpty(m_refusal), m_reader.status()));
    }
}

void LocalStream::failed(const Error &error)
{
    m_stream.close(error);
}

} // namespace lamplighter::client
