// The events stream of an OmniMind server: it has none, so it is asked again and again.
#include "core/client/omnimind_calls.h"
#include "core/client/omnimind_transport.h"

#include <QJsonArray>
#include <QPointer>

#include <utility>

namespace lamplighter::client {

using namespace Qt::StringLiterals;
using namespace omnimind;

/// The events stream: asks the server again and again, and tells what has changed.
class OmniMindTransport::Poll final : public QObject
{
public:
    Poll(OmniMindTransport &transport, StreamCallbacks callbacks)
        : QObject(&transport)
        , m_transport(transport)
        , m_callbacks(std::move(callbacks))
    {}

    void start()
    {
        QTimer::singleShot(0, this, [this] { ask(); });
    }

    void abandon()
    {
        m_ended = true;
        deleteLater();
    }
    void end(const Error &why)
    {
        if (!m_ended) {
            abandon();
            m_callbacks.closed(why);
        }
    }

private:
    void ask()
    {
        if (!m_ended) {
            m_transport.readPending(this, [this](const Result<Pending> &pending) { answered(pending); });
        }
    }

    void answered(const Result<Pending> &pending)
    {
        if (m_ended) {
            return;
        }
        if (!pending) {
            end(pending.error());
            return;
        }
        const std::optional<PendingRestart> restart = m_transport.current(*pending);
        if (!std::exchange(m_opened, true)) {
            m_last = restart;
            m_callbacks.opened();
        }
        if (!m_ended && restart != m_last) {
            QJsonObject message =
                toJson(RestartsPage{restart ? QList<PendingRestart>{*restart} : QList<PendingRestart>{}});
            message.insert("removed"_L1, restart ? QJsonArray() : QJsonArray{QString(omnimind::kRestartId)});
            m_last = restart;
            m_callbacks.received("restarts", {}, QJsonDocument(message).toJson(QJsonDocument::Compact));
        }
        if (!m_ended) {
            m_callbacks.received("heartbeat", {}, "{}");
        }
        QTimer::singleShot(m_transport.m_every, this, [this] { ask(); });
    }

    OmniMindTransport &m_transport;
    StreamCallbacks m_callbacks;
    std::optional<PendingRestart> m_last;
    bool m_opened = false;
    bool m_ended = false;
};

class OmniMindTransport::Handle final : public StreamHandle
{
public:
    explicit Handle(Poll *poll)
        : m_poll(poll)
    {}
    ~Handle() override
    {
        if (m_poll) {
            m_poll->abandon();
        }
    }

private:
    QPointer<Poll> m_poll;
};

std::unique_ptr<StreamHandle> OmniMindTransport::openStream(const QString &path, const QUrlQuery &,
                                                            StreamCallbacks callbacks)
{
    auto *poll = new Poll(*this, std::move(callbacks)); // this transport's child
    if (path == "/api/v1/events/stream"_L1) {
        poll->start();
    } else {
        QTimer::singleShot(0, poll, [poll] { poll->end(notOffered()); });
    }
    return std::make_unique<Handle>(poll);
}

} // namespace lamplighter::client
