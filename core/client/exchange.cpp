#include "core/client/exchange.h"

#include "core/client/limits.h"
#include "core/client/shapes.h"

#include <QUrl>

#include <utility>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

QByteArray encodedTarget(const QString &path, const QUrlQuery &query)
{
    QUrl url;
    url.setPath(path, QUrl::DecodedMode);
    if (!query.isEmpty()) {
        url.setQuery(query);
    }
    return url.toEncoded();
}

class Handle final : public StreamHandle
{
public:
    explicit Handle(StreamExchange *stream)
        : m_stream(stream)
    {}
    ~Handle() override
    {
        if (m_stream) {
            m_stream->abandon();
        }
    }

private:
    QPointer<StreamExchange> m_stream;
};

} // namespace

QByteArray serialized(const HttpRequest &request, const QByteArray &headers, const QByteArray &accept)
{
    QByteArray text = request.method + ' ' + encodedTarget(request.path, request.query) + " HTTP/1.1\r\n" + headers;
    text += "Connection: close\r\nUser-Agent: lamplighter/" LAMPLIGHTER_VERSION "\r\n";
    text += "Accept: " + accept + "\r\n";
    if (!request.idempotencyKey.isEmpty()) {
        text += "Idempotency-Key: " + request.idempotencyKey + "\r\n";
    }
    if (!request.body.isEmpty()) {
        text += "Content-Type: application/json\r\n";
    }
    if (!request.body.isEmpty() || request.method == "POST" || request.method == "PUT") {
        text += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

std::unique_ptr<StreamHandle> openExchange(std::unique_ptr<Wire> wire, const QByteArray &request,
                                           StreamCallbacks callbacks, QObject *parent)
{
    return std::make_unique<Handle>(new StreamExchange(std::move(wire), request, std::move(callbacks), parent));
}

Exchange::Exchange(std::unique_ptr<Wire> wire, QByteArray request, const HttpReader::Limits &limits, QObject *parent)
    : QObject(parent)
    , m_reader(limits)
    , m_wire(std::move(wire))
    , m_request(std::move(request))
{
    connect(m_wire.get(), &Wire::opened, this, [this] { m_wire->device().write(m_request); });
    connect(m_wire.get(), &Wire::readable, this, &Exchange::read);
    connect(m_wire.get(), &Wire::closed, this, &Exchange::closed);
    connect(m_wire.get(), &Wire::failed, this, &Exchange::fail);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail({ErrorCode::Timeout, u"the engine at %1 did not answer in time"_s.arg(m_wire->place()), {}});
    });
    m_patience.start(kPatience);
    QTimer::singleShot(0, this, [this] {
        if (!m_ended) {
            m_wire->open();
        }
    });
}

void Exchange::end()
{
    if (!m_ended) {
        m_ended = true;
        m_patience.stop();
        m_wire->abort();
        deleteLater();
    }
}

void Exchange::read()
{
    while (!m_ended && m_wire->device().bytesAvailable() > 0) {
        if (const Result<void> fed = m_reader.feed(m_wire->device().readAll()); !fed) {
            fail(fed.error());
            return;
        }
        if (m_reader.headComplete()) {
            advanced();
        }
    }
}

void Exchange::closed()
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

void Exchange::fail(const Error &error)
{
    if (!m_ended) {
        end();
        failed(error);
    }
}

RequestExchange::RequestExchange(std::unique_ptr<Wire> wire, const QByteArray &request, QObject *context, Done done,
                                 QObject *parent)
    : Exchange(std::move(wire), request, HttpReader::Limits{.body = kBodyLimit}, parent)
    , m_context(context)
    , m_done(std::move(done))
{}

void RequestExchange::advanced()
{
    m_body.append(m_reader.takeBody());
    if (m_reader.complete()) {
        end();
        answer(HttpAnswer{m_reader.status(), m_body});
    }
}

void RequestExchange::failed(const Error &error)
{
    answer(error);
}

void RequestExchange::answer(const Result<HttpAnswer> &answer)
{
    // From the event loop, so that whoever is told may delete the transport, and this with it.
    if (m_context) {
        QTimer::singleShot(0, m_context, [done = std::move(m_done), answer] { done(answer); });
    }
}

StreamExchange::StreamExchange(std::unique_ptr<Wire> wire, const QByteArray &request, StreamCallbacks callbacks,
                               QObject *parent)
    : Exchange(std::move(wire), request, HttpReader::Limits{.body = 0}, parent)
    , m_stream(std::move(callbacks))
{}

void StreamExchange::abandon()
{
    m_stream.abandon();
    end();
}

void StreamExchange::advanced()
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

void StreamExchange::refused()
{
    m_refusal.append(m_reader.takeBody());
    if (m_reader.complete() || m_refusal.size() > kRefusalLimit) {
        end();
        m_stream.close(errorFromJson(parseOrEmpty(m_refusal), m_reader.status()));
    }
}

void StreamExchange::failed(const Error &error)
{
    m_stream.close(error);
}

} // namespace lamplighter::client
