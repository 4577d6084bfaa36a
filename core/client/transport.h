// How requests reach an engine: HTTP to a daemon (TCP or its local socket), or a direct call into the router of the
// engine that lives in this process. One contract suite runs against both.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QObject>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace lamplighter::client {

struct HttpRequest
{
    QByteArray method = "GET";
    QString path; ///< "/api/v1/units"
    QUrlQuery query;
    QByteArray body; ///< JSON, or empty
    QByteArray idempotencyKey;
};
struct HttpAnswer
{
    int status = 0;
    QByteArray body;
};

/// One open event stream. Deleting it closes it.
class StreamHandle
{
public:
    virtual ~StreamHandle() = default;
};

struct StreamCallbacks
{
    std::function<void()> opened;
    /// One server-sent event: its name ("event", "units", "heartbeat", "log"), id (may be empty) and data.
    std::function<void(const QByteArray &name, const QByteArray &id, const QByteArray &data)> received;
    /// Closed or refused; after this nothing more comes.
    std::function<void(const Error &why)> closed;
};

/// Lives on its user's thread; calls back on it, never from within the call itself.
class Transport : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// `done` is not called once `context` is gone. Unavailable or Timeout (30 s) if there is no answer.
    virtual void send(const HttpRequest &request, QObject *context, std::function<void(Result<HttpAnswer>)> done) = 0;
    virtual std::unique_ptr<StreamHandle> openStream(const QString &path, const QUrlQuery &query,
                                                     StreamCallbacks callbacks) = 0;
    /// For people: "this workstation", "http://host:8765", "socket /run/…".
    [[nodiscard]] virtual QString description() const = 0;
};

} // namespace lamplighter::client
