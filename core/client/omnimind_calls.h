// How the adapter to an OmniMind server asks and answers. Private to core/client.
#pragma once

#include "core/client/transport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

namespace lamplighter::client::omnimind {

inline HttpAnswer answerOf(const QJsonObject &body, int status = 200)
{
    return {status, QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

/// Every answer comes later, also one that is known at once.
inline void later(QObject *context, std::function<void(Result<HttpAnswer>)> done, const Result<HttpAnswer> &answer)
{
    QTimer::singleShot(0, context, [done = std::move(done), answer] { done(answer); });
}

inline Error notOffered()
{
    return {ErrorCode::Unavailable, QStringLiteral("An OmniMind server offers only its pending updates"), {}};
}

} // namespace lamplighter::client::omnimind
