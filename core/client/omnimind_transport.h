// A server of the OmniMind service update protocol, seen as an engine that offers its pending updates and nothing else:
// our paths are answered from theirs. What it cannot do is Unavailable, with the reason. Lives on its user's thread.
#pragma once

#include "core/base/clock.h"
#include "core/client/omnimind_shapes.h"
#include "core/client/transport.h"

namespace lamplighter::client {

class OmniMindTransport final : public Transport
{
public:
    /// `server` must never send a request twice: their server would record it twice.
    explicit OmniMindTransport(std::unique_ptr<Transport> server, QObject *parent = nullptr);

    void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) override;
    /// Only the events stream: a heartbeat whenever the server has answered, and the restart whenever it changed.
    std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                             StreamCallbacks callbacks) override;
    [[nodiscard]] QString description() const override;

    /// How often the stream asks; tests shorten it.
    void setEvery(std::chrono::milliseconds every) { m_every = every; }

private:
    using Done = std::function<void(Result<HttpAnswer>)>;
    using PendingDone = std::function<void(const Result<omnimind::Pending> &)>;
    class Poll;
    class Handle;
    /// What was approved here, until the server has done it.
    struct Approved
    {
        PendingRestart restart;
        bool wholeServer = true; ///< not only what it had deferred
        Instant at;
    };

    using BodyDone = std::function<void(const Result<QJsonObject> &)>;
    void get(const QString &path, QObject *context, BodyDone done);
    void post(const QString &path, const QJsonObject &body, QObject *context, BodyDone done);
    void ask(const HttpRequest &request, QObject *context, BodyDone done);
    void readPending(QObject *context, PendingDone done);
    void answerFromPending(const HttpRequest &request, QObject *context, Done done);
    [[nodiscard]] Result<QJsonObject> fromPending(const QString &path, const QUrlQuery &query,
                                                  const omnimind::Pending &pending) const;
    [[nodiscard]] QJsonObject engineInfo() const;

    void notify(const QByteArray &body, QObject *context, Done done);
    void noticed(const Notice &notice, const omnimind::Pending &before, const Result<QJsonObject> &answer,
                 QObject *context, Done done);
    void approve(const QByteArray &body, QObject *context, Done done);
    void approvePending(const omnimind::Pending &pending, QObject *context, Done done);

    void settle(const omnimind::Pending &pending);
    [[nodiscard]] std::optional<PendingRestart> current(const omnimind::Pending &pending) const;
    [[nodiscard]] Result<QJsonObject> detail(const omnimind::Pending &pending) const;

    std::unique_ptr<Transport> m_server;
    std::chrono::milliseconds m_every{3000};
    SystemClock m_clock;
    std::optional<Approved> m_approved;
    std::optional<PendingRestart> m_ended;
};

} // namespace lamplighter::client
