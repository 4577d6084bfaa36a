#include "core/client/tcp_transport.h"

#include "core/client/limits.h"
#include "core/client/shapes.h"
#include "core/client/stream_reader.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// True if the whole answer is there, whatever its status says.
bool isAnswer(const QNetworkReply &reply)
{
    const int error = reply.error();
    const bool saysTheStatus =
        (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError) ||
        (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError) ||
        (error == QNetworkReply::ProtocolInvalidOperationError && statusOf(reply) == 400);
    return statusOf(reply) > 0 && (error == QNetworkReply::NoError || saysTheStatus);
}

Error networkError(const QNetworkReply &reply)
{
    const QString place = u"%1:%2"_s.arg(reply.url().host()).arg(reply.url().port(80));
    const QNetworkReply::NetworkError error = reply.error();
    if (error == QNetworkReply::ConnectionRefusedError) {
        return {ErrorCode::Unavailable, u"no engine answers at %1: the connection was refused"_s.arg(place), {}};
    }
    if (error == QNetworkReply::HostNotFoundError) {
        return {ErrorCode::Unavailable, u"the host %1 is not known"_s.arg(reply.url().host()), {}};
    }
    if (error == QNetworkReply::TimeoutError) {
        return {ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(place), {}};
    }
    if (error == QNetworkReply::RemoteHostClosedError) {
        return {ErrorCode::Unavailable, u"the engine at %1 closed the connection"_s.arg(place), {}};
    }
    return {ErrorCode::Unavailable, u"the engine at %1 cannot be reached: %2"_s.arg(place, reply.errorString()), {}};
}

/// One open stream. Ends and deletes itself.
class TcpStream final : public QObject
{
public:
    TcpStream(QNetworkReply *reply, StreamCallbacks callbacks, QObject *parent)
        : QObject(parent)
        , m_reply(reply)
        , m_stream(std::move(callbacks))
    {
        m_reply->setParent(this);
        m_reply->setReadBufferSize(kReadBuffer);
        connect(m_reply, &QNetworkReply::metaDataChanged, this, &TcpStream::read);
        connect(m_reply, &QNetworkReply::readyRead, this, &TcpStream::read);
        connect(m_reply, &QNetworkReply::finished, this, &TcpStream::finished);
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, [this] {
            end({ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(m_reply->url().host()), {}});
        });
        m_patience.start(kPatience);
    }

    void abandon()
    {
        m_stream.abandon();
        end({});
    }

private:
    void read()
    {
        if (m_ended) {
            return;
        }
        if (statusOf(*m_reply) != 200) { // the words of a refusal are read at its end
            if (m_reply->bytesAvailable() > kRefusalLimit) {
                refused();
            }
            return;
        }
        if (!m_opened) {
            m_opened = true;
            m_patience.stop();
            m_stream.opened();
        }
        if (!m_ended) {
            m_stream.feed(m_reply->readAll());
        }
        if (m_stream.isClosed()) {
            end({});
        }
    }

    void finished()
    {
        read();
        if (m_ended) {
            return;
        }
        if (statusOf(*m_reply) != 200 && statusOf(*m_reply) > 0) {
            refused();
        } else if (m_reply->error() != QNetworkReply::NoError) {
            end(networkError(*m_reply));
        } else {
            end({ErrorCode::Unavailable, u"the engine closed the stream"_s, {}});
        }
    }

    void refused() { end(errorFromJson(parseOrEmpty(m_reply->read(kRefusalLimit)), statusOf(*m_reply))); }

    void end(const Error &why)
    {
        if (m_ended) {
            return;
        }
        m_ended = true;
        m_patience.stop();
        m_reply->disconnect(this);
        m_reply->abort();
        deleteLater();
        m_stream.close(why);
    }

    QNetworkReply *m_reply;
    StreamReader m_stream;
    QTimer m_patience;
    bool m_opened = false;
    bool m_ended = false;
};

class Handle final : public StreamHandle
{
public:
    explicit Handle(TcpStream *stream)
        : m_stream(stream)
    {}
    ~Handle() override
    {
        if (m_stream) {
            m_stream->abandon();
        }
    }

private:
    QPointer<TcpStream> m_stream;
};

} // namespace

TcpTransport::TcpTransport(QUrl base, QByteArray token, QObject *parent)
    : Transport(parent)
    , m_base(std::move(base))
    , m_token(std::move(token))
{
    for (QNetworkAccessManager *manager : {&m_requests, &m_streams}) {
        manager->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        // A redirect would take the token to wherever it points.
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }
}

QNetworkRequest TcpTransport::prepared(const QString &path, const QUrlQuery &query, const QByteArray &accept) const
{
    QUrl url = m_base;
    url.setPath(path, QUrl::DecodedMode);
    if (!query.isEmpty()) {
        url.setQuery(query);
    }
    QNetworkRequest request(url);
    request.setRawHeader("Accept", accept);
    request.setRawHeader("Accept-Encoding", "identity"); // nothing to unpack, so nothing that grows when unpacked
    request.setRawHeader("User-Agent", "lamplighter/" LAMPLIGHTER_VERSION);
    if (!m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token);
    }
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    return request;
}

void TcpTransport::send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done)
{
    QNetworkRequest prepared = this->prepared(request.path, request.query, "application/json");
    if (!request.body.isEmpty()) {
        prepared.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    }
    if (!request.idempotencyKey.isEmpty()) {
        prepared.setRawHeader("Idempotency-Key", request.idempotencyKey);
    }
    QNetworkReply *reply = m_requests.sendCustomRequest(prepared, request.method, request.body);
    // Why it was given up, if it was: the reply itself only knows that it was aborted.
    auto givenUp = std::make_shared<std::optional<Error>>();
    QTimer::singleShot(kPatience, reply, [reply, givenUp, place = description()] {
        *givenUp = Error{ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(place), {}};
        reply->abort();
    });
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply, givenUp](qint64 received, qint64 total) {
        if (!*givenUp && (received > kBodyLimit || total > kBodyLimit)) {
            *givenUp = Error{ErrorCode::TooLarge, u"the answer is too large"_s, {}};
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, reply,
            [reply, givenUp, context = QPointer<QObject>(context), done = std::move(done)] {
                reply->deleteLater();
                if (!context) {
                    return;
                }
                Result<HttpAnswer> answer = HttpAnswer{};
                if (*givenUp) {
                    answer = **givenUp;
                } else if (isAnswer(*reply)) {
                    answer = HttpAnswer{statusOf(*reply), reply->readAll()};
                } else {
                    answer = networkError(*reply);
                }
                // From the event loop, so that whoever is told may delete the transport.
                QTimer::singleShot(0, context, [done, answer] { done(answer); });
            });
}

std::unique_ptr<StreamHandle> TcpTransport::openStream(const QString &path, const QUrlQuery &query,
                                                       StreamCallbacks callbacks)
{
    QNetworkReply *reply = m_streams.get(prepared(path, query, "text/event-stream"));
    return std::make_unique<Handle>(new TcpStream(reply, std::move(callbacks), this));
}

QString TcpTransport::description() const
{
    return m_base.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace lamplighter::client
