#include "core/engine/direct_transport.h"

#include "core/base/peer_credentials.h"

#include <utility>

namespace lamplighter::engine {

namespace {

/// What answers are posted to, on the caller's thread. The engine's thread may hold it last, so it is deleted where it
/// lives.
std::shared_ptr<QObject> makeReceiver()
{
    return {new QObject, [](QObject *receiver) { receiver->deleteLater(); }};
}

/// One stream between the two threads. The engine's side owns the subscription; both sides may let go first.
class DirectStream final : public client::StreamHandle
{
public:
    DirectStream(EngineHost *host, client::StreamCallbacks callbacks)
        : m_host(host)
        , m_shared(std::make_shared<Shared>())
    {
        m_shared->callbacks = std::move(callbacks);
    }

    ~DirectStream() override
    {
        m_shared->closed = true;
        // The subscription lives on the engine's thread and must go there.
        QMetaObject::invokeMethod(
            m_host, [shared = m_shared] { shared->subscription.reset(); }, Qt::QueuedConnection);
    }

    void open(const api::Request &request)
    {
        QMetaObject::invokeMethod(
            m_host,
            [host = m_host, shared = m_shared, request, receiver = m_receiver] {
                const auto deliver = [receiver](std::function<void()> call) {
                    return QMetaObject::invokeMethod(receiver.get(), std::move(call), Qt::QueuedConnection);
                };
                Result<std::unique_ptr<api::Subscription>> opened = host->streams().open(
                    request,
                    [shared, deliver](const api::StreamMessage &message) {
                        return !shared->closed && deliver([shared, message] {
                            if (!shared->closed) {
                                shared->callbacks.received(message.name, message.id, message.data);
                            }
                        });
                    },
                    [shared, deliver](const Error &why) { deliver([shared, why] { shared->close(why); }); });
                if (!opened) {
                    deliver([shared, why = opened.error()] { shared->close(why); });
                    return;
                }
                shared->subscription = std::move(*opened);
                deliver([shared] {
                    if (!shared->closed && shared->callbacks.opened) {
                        shared->callbacks.opened();
                    }
                });
            },
            Qt::QueuedConnection);
    }

private:
    struct Shared
    {
        client::StreamCallbacks callbacks;               // used on the caller's thread only
        std::unique_ptr<api::Subscription> subscription; // used on the engine's thread only
        std::atomic<bool> closed = false;

        void close(const Error &why)
        {
            if (!closed.exchange(true) && callbacks.closed) {
                callbacks.closed(why);
            }
        }
    };

    EngineHost *m_host;
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<QObject> m_receiver = makeReceiver();
};

} // namespace

DirectTransport::DirectTransport(EngineHost *host)
    : m_host(host)
    , m_receiver(makeReceiver())
    , m_principal{QStringLiteral("local:") + accountName(ownUserId()), api::Role::Admin}
{}

api::Request DirectTransport::toRequest(const client::HttpRequest &request) const
{
    api::Request out;
    out.method = request.method;
    out.path = request.path;
    out.query = request.query;
    out.body = request.body;
    if (!request.idempotencyKey.isEmpty()) {
        out.headers.insert("idempotency-key", request.idempotencyKey);
    }
    out.principal = m_principal;
    return out;
}

void DirectTransport::send(const client::HttpRequest &request, QObject *context,
                           std::function<void(Result<client::HttpAnswer>)> done)
{
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, in = toRequest(request), receiver = m_receiver, guard = QPointer<QObject>(context),
         done = std::move(done)] {
            host->router().handle(in, [receiver, guard, done](const api::Response &response) {
                QMetaObject::invokeMethod(
                    receiver.get(),
                    [guard, done, response] {
                        if (guard) { // asked on the thread on which it dies
                            done(client::HttpAnswer{response.status, response.body});
                        }
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

std::unique_ptr<client::StreamHandle> DirectTransport::openStream(const QString &path, const QUrlQuery &query,
                                                                  client::StreamCallbacks callbacks)
{
    auto stream = std::make_unique<DirectStream>(m_host, std::move(callbacks));
    client::HttpRequest request;
    request.path = path;
    request.query = query;
    stream->open(toRequest(request));
    return stream;
}

QString DirectTransport::description() const
{
    return tr("this workstation");
}

} // namespace lamplighter::engine
