// One connection to the local socket with one request on it. Ends and deletes itself. Private to core/client.
#pragma once

#include "core/client/http_reader.h"
#include "core/client/stream_reader.h"
#include "core/client/transport.h"

#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

namespace lamplighter::client {

class LocalConnection : public QObject
{
public:
    /// Connects once the event loop runs, so that nothing is told from within the caller's call.
    LocalConnection(const QString &path, QByteArray request, const HttpReader::Limits &limits, QObject *parent);
    ~LocalConnection() override;

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

    QString m_path;
    QByteArray m_request;
    QLocalSocket m_socket;
    bool m_ended = false;
};

class LocalRequest final : public LocalConnection
{
public:
    using Done = std::function<void(Result<HttpAnswer>)>;
    LocalRequest(const QString &path, const QByteArray &request, QObject *context, Done done, QObject *parent);

private:
    void advanced() override;
    void failed(const Error &error) override;
    void answer(const Result<HttpAnswer> &answer);

    QPointer<QObject> m_context;
    Done m_done;
    QByteArray m_body;
};

class LocalStream final : public LocalConnection
{
public:
    LocalStream(const QString &path, const QByteArray &request, StreamCallbacks callbacks, QObject *parent);
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

} // namespace lamplighter::client
