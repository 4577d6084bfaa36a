#include "core/client/printable_transport.h"

#include "core/base/printable.h"

#include <QJsonDocument>

namespace lamplighter::client {

namespace {

/// What is no JSON object is left for its reader to refuse.
QByteArray printableJson(const QByteArray &json)
{
    if (!mayNeedPrintable(json)) {
        return json;
    }
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() ? QJsonDocument(printable(document.object())).toJson(QJsonDocument::Compact) : json;
}

Error printableError(Error error)
{
    error.message = printable(error.message, Colours::Removed, true);
    return error;
}

} // namespace

PrintableTransport::PrintableTransport(std::unique_ptr<Transport> transport, QObject *parent)
    : Transport(parent)
    , m_transport(std::move(transport))
{}

void PrintableTransport::send(const HttpRequest &request, QObject *context,
                              std::function<void(Result<HttpAnswer>)> done)
{
    m_transport->send(request, context, [done = std::move(done)](const Result<HttpAnswer> &answer) {
        if (answer) {
            done(HttpAnswer{answer->status, printableJson(answer->body)});
        } else {
            done(printableError(answer.error()));
        }
    });
}

std::unique_ptr<StreamHandle> PrintableTransport::openStream(const QString &path, const QUrlQuery &query,
                                                             StreamCallbacks callbacks)
{
    StreamCallbacks ours;
    ours.opened = std::move(callbacks.opened);
    if (callbacks.received) {
        ours.received = [received = std::move(callbacks.received)](const QByteArray &name, const QByteArray &id,
                                                                   const QByteArray &data) {
            received(name, id, printableJson(data));
        };
    }
    if (callbacks.closed) {
        ours.closed = [closed = std::move(callbacks.closed)](const Error &why) { closed(printableError(why)); };
    }
    return m_transport->openStream(path, query, std::move(ours));
}

QString PrintableTransport::description() const
{
    return m_transport->description();
}

} // namespace lamplighter::client
