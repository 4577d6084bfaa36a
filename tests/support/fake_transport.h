// A transport without an engine behind it: answers and stream messages come from a script. For tests of clients and for
// pictures of the console. Calls back as real ones do: later, on the caller's thread.
#pragma once

#include "core/client/shapes.h"
#include "core/client/transport.h"

#include <QJsonDocument>
#include <QList>
#include <QMap>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <utility>

namespace lamplighter::tests {

class FakeTransport final : public client::Transport
{
public:
    using Answer = std::function<Result<client::HttpAnswer>(const client::HttpRequest &)>;

    /// One stream that a client opened. Messages pushed after it was closed go nowhere.
    struct Stream
    {
        QString path;
        QUrlQuery query;
        client::StreamCallbacks callbacks;
        bool open = true;
    };

    // script
    void answer(const QByteArray &method, const QString &path, Answer answer)
    {
        m_answers.insert({method, path}, std::move(answer));
    }
    void answer(const QByteArray &method, const QString &path, const QJsonObject &body, int status = 200)
    {
        const QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
        answer(method, path, [text, status](const client::HttpRequest &) { return client::HttpAnswer{status, text}; });
    }
    /// Everything a client asks for first: GET engine, units and kill-switch, and no alerts unless a test has some.
    void answerPicture(const client::EngineInfo &info, const QList<client::UnitStatus> &units,
                       const client::KillSwitchStatus &killSwitch = {})
    {
        answer("GET", QStringLiteral("/api/v1/engine"), client::toJson(info));
        answer("GET", QStringLiteral("/api/v1/units"), client::toJson(client::UnitsPage{units, {}}));
        answer("GET", QStringLiteral("/api/v1/kill-switch"), client::toJson(killSwitch));
        if (!m_answers.contains({"GET", QStringLiteral("/api/v1/alerts")})) {
            answer("GET", QStringLiteral("/api/v1/alerts"), client::toJson(client::AlertsPage{}));
        }
    }
    /// While set, every request and every new stream ends with this error.
    void setUnreachable(std::optional<Error> error) { m_unreachable = std::move(error); }
    /// The next stream is refused with this error; requests are answered.
    void refuseNextStream(const Error &error) { m_refuseNextStream = error; }
    void setDescription(const QString &text) { m_description = text; }

    // the newest stream
    void push(const QByteArray &name, const QJsonObject &data, const QByteArray &id = {})
    {
        pushText(name, QJsonDocument(data).toJson(QJsonDocument::Compact), id);
    }
    void pushText(const QByteArray &name, const QByteArray &data, const QByteArray &id = {})
    {
        if (const std::shared_ptr<Stream> stream = openOne()) {
            stream->callbacks.received(name, id, data);
        }
    }
    void push(const client::EventRecord &event) { push("event", client::toJson(event), QByteArray::number(event.seq)); }
    void push(const QList<client::UnitStatus> &units, const QStringList &removed = {})
    {
        push("units", client::toJson(client::UnitsPage{units, removed}));
    }
    void push(const client::KillSwitchStatus &status) { push("kill_switch", client::toJson(status)); }
    void heartbeat() { push("heartbeat", QJsonObject{}); }
    void closeStream(const Error &why = {ErrorCode::Unavailable, QStringLiteral("the connection was closed"), {}})
    {
        if (const std::shared_ptr<Stream> stream = openOne()) {
            stream->open = false;
            stream->callbacks.closed(why);
        }
    }

    // what was asked
    [[nodiscard]] const QList<client::HttpRequest> &requests() const { return m_requests; }
    [[nodiscard]] int count(const QByteArray &method, const QString &path) const
    {
        return static_cast<int>(std::count_if(m_requests.cbegin(), m_requests.cend(), [&](const auto &request) {
            return request.method == method && request.path == path;
        }));
    }
    [[nodiscard]] const QList<std::shared_ptr<Stream>> &streams() const { return m_streams; }
    [[nodiscard]] bool hasOpenStream() const { return openOne() != nullptr; }

    // Transport
    void send(const client::HttpRequest &request, QObject *context,
              std::function<void(Result<client::HttpAnswer>)> done) override
    {
        m_requests.append(request);
        QTimer::singleShot(0, context, [self = QPointer<FakeTransport>(this), request, done = std::move(done)] {
            if (self) {
                done(self->answerTo(request));
            }
        });
    }

    std::unique_ptr<client::StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                                     client::StreamCallbacks callbacks) override
    {
        auto stream = std::make_shared<Stream>(Stream{path, query, std::move(callbacks)});
        m_streams.append(stream);
        const std::optional<Error> refusal =
            m_unreachable ? m_unreachable : std::exchange(m_refuseNextStream, std::nullopt);
        QTimer::singleShot(0, this, [stream, refusal] {
            if (!stream->open) {
                return;
            }
            if (refusal) {
                stream->open = false;
                stream->callbacks.closed(*refusal);
            } else if (stream->callbacks.opened) {
                stream->callbacks.opened();
            }
        });
        return std::make_unique<Handle>(stream);
    }

    [[nodiscard]] QString description() const override { return m_description; }

private:
    class Handle final : public client::StreamHandle
    {
    public:
        explicit Handle(std::shared_ptr<Stream> stream)
            : m_stream(std::move(stream))
        {}
        ~Handle() override { m_stream->open = false; }

    private:
        std::shared_ptr<Stream> m_stream;
    };

    [[nodiscard]] std::shared_ptr<Stream> openOne() const
    {
        return !m_streams.isEmpty() && m_streams.last()->open ? m_streams.last() : nullptr;
    }

    [[nodiscard]] Result<client::HttpAnswer> answerTo(const client::HttpRequest &request) const
    {
        if (m_unreachable) {
            return *m_unreachable;
        }
        const auto found = m_answers.constFind({request.method, request.path});
        if (found != m_answers.cend()) {
            return (*found)(request);
        }
        const Error missing{ErrorCode::NotFound, QStringLiteral("the script has no answer for ") + request.path, {}};
        return client::HttpAnswer{404, QJsonDocument(client::toJson(missing)).toJson(QJsonDocument::Compact)};
    }

    QMap<std::pair<QByteArray, QString>, Answer> m_answers;
    QList<client::HttpRequest> m_requests;
    QList<std::shared_ptr<Stream>> m_streams;
    std::optional<Error> m_unreachable;
    std::optional<Error> m_refuseNextStream;
    QString m_description = QStringLiteral("an engine of a test");
};

} // namespace lamplighter::tests
