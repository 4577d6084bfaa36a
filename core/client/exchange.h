// One request and its answer, or its stream, on a connection of its own. Ends and deletes itself. Private to
// core/client.
#pragma once

#include "core/client/http_reader.h"
#include "core/client/stream_reader.h"
#include "core/client/transport.h"
#include "core/client/wire.h"

#include <QPointer>
#include <QTimer>

namespace lamplighter::client {

class Exchange : public QObject
{
public:
    /// Connects once the event loop runs, so that nothing is told from within the caller's call.
    Exchange(std::unique_ptr<Wire> wire, QByteArray request, const HttpReader::Limits &limits, QObject *parent);

    /// Closes the connection; nothing is told any more.
    void end();

protected:
    /// The head is complete, or there is more of the body, or all of it.
    virtual void advanced() = 0;
    virtual void failed(const Error &error) = 0;

    HttpReader m_reader;
    QTimer m_patience; ///< Timeout when it runs out

private:
    void read();
    void closed();
    void fail(const Error &error);

    std::unique_ptr<Wire> m_wire;
    QByteArray m_request;
    bool m_ended = false;
};

class RequestExchange final : public Exchange
{
public:
    using Done = std::function<void(Result<HttpAnswer>)>;
    RequestExchange(std::unique_ptr<Wire> wire, const QByteArray &request, QObject *context, Done done,
                    QObject *parent);

private:
    void advanced() override;
    void failed(const Error &error) override;
    void answer(const Result<HttpAnswer> &answer);

    QPointer<QObject> m_context;
    Done m_done;
    QByteArray m_body;
};

class StreamExchange final : public Exchange
{
public:
    StreamExchange(std::unique_ptr<Wire> wire, const QByteArray &request, StreamCallbacks callbacks, QObject *parent);
    /// The listener left.
    void abandon();

private:
    void advanced() override;
    void failed(const Error &error) override;
    void refused();

    StreamReader m_stream;
    QByteArray m_refusal;
    bool m_opened = false;
};

/// The request as it goes over the wire; `headers` are whole lines, Host among them.
QByteArray serialized(const HttpRequest &request, const QByteArray &headers, const QByteArray &accept);

/// A StreamExchange that is abandoned when its handle goes.
std::unique_ptr<StreamHandle> openExchange(std::unique_ptr<Wire> wire, const QByteArray &request,
                                           StreamCallbacks callbacks, QObject *parent);

} // namespace lamplighter::client
