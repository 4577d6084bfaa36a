// What both transports have in common. Private to core/client.
#pragma once

#include "core/base/json_reader.h"

namespace lamplighter::client {

inline constexpr std::chrono::milliseconds kPatience{30'000};     ///< for an answer, or for a stream to open
inline constexpr qint64 kBodyLimit = qint64{64} * 1024 * 1024;    ///< of an answer
inline constexpr qint64 kReadBuffer = qint64{1024} * 1024;        ///< a slow reader holds no more than this
inline constexpr qsizetype kRefusalLimit = qsizetype{256} * 1024; ///< of the words with which a stream is refused

/// An answer that should explain an error may as well be of something that is no engine.
inline QJsonObject parseOrEmpty(const QByteArray &text)
{
    const Result<QJsonObject> object = parseJsonObject(text);
    return object ? *object : QJsonObject{};
}

} // namespace lamplighter::client
