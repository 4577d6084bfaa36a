// How an Engine puts a request together and reads its answer. Private to core/client.
#pragma once

#include "core/client/engine.h"

#include <QJsonDocument>
#include <QTimer>
#include <QUrl>
#include <QUuid>

#include <utility>

namespace lamplighter::client::calls {

inline QString root()
{
    return QStringLiteral("/api/v1");
}

inline void addItem(QUrlQuery &query, const QString &key, const QString &value)
{
    if (!value.isEmpty()) {
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
}

inline HttpRequest get(const QString &path, const QUrlQuery &query = {})
{
    HttpRequest request;
    request.path = root() + path;
    request.query = query;
    return request;
}

inline HttpRequest withBody(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    HttpRequest request;
    request.method = method;
    request.path = root() + path;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    if (method == "POST") {
        // An HTTP client may send a request again when a kept connection turns out closed; the engine then does it
        // once.
        request.idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    }
    return request;
}

inline Result<QJsonObject> bodyOf(const HttpAnswer &answer)
{
    if (answer.status >= 200 && answer.status < 300) {
        return answer.body.isEmpty() ? Result<QJsonObject>(QJsonObject{}) : parseJsonObject(answer.body);
    }
    const Result<QJsonObject> object = parseJsonObject(answer.body);
    return errorFromJson(object ? *object : QJsonObject{}, answer.status);
}

template <typename T> using Read = Result<T> (*)(const QJsonObject &);

/// Sends, reads the answer with `read`, and hands it on.
template <typename T>
void ask(Transport &transport, const HttpRequest &request, QObject *context, Read<T> read, Reply<T> done)
{
    transport.send(request, context, [read, done = std::move(done)](const Result<HttpAnswer> &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        const Result<QJsonObject> body = bodyOf(*answer);
        done(body ? read(*body) : Result<T>(body.error()));
    });
}

/// An error that is known without asking still comes later, as every answer does.
template <typename T> void refuse(QObject *context, Reply<T> done, const Error &error)
{
    QTimer::singleShot(0, context, [done = std::move(done), error] { done(error); });
}

} // namespace lamplighter::client::calls
