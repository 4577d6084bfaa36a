// Small writers and readers that the files of shapes share. Private to core/client.
#pragma once

#include "core/base/clock.h"
#include "core/base/json_reader.h"
#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <limits>

namespace lamplighter::client {

inline void putTime(QJsonObject &object, QLatin1StringView field, WallTime time)
{
    if (time != WallTime{}) {
        object.insert(field, toIsoString(time));
    }
}

inline void putTime(QJsonObject &object, QLatin1StringView field, const std::optional<WallTime> &time)
{
    if (time) {
        object.insert(field, toIsoString(*time));
    }
}

inline WallTime timeOr(JsonReader &in, const char *field)
{
    return in.optionalTime(field).value_or(WallTime{});
}

/// A whole number that has to fit an int.
inline std::optional<int> smallInteger(JsonReader &in, const char *field)
{
    const std::optional<qint64> value = in.optionalInteger(field);
    if (!value) {
        return std::nullopt;
    }
    const bool fits = *value >= std::numeric_limits<int>::min() && *value <= std::numeric_limits<int>::max();
    in.require(fits, field, QStringLiteral("%1 is out of range"));
    return fits ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

/// A number of things: not negative.
inline int countIn(JsonReader &in, const char *field)
{
    const int count = smallInteger(in, field).value_or(0);
    in.require(count >= 0, field, QStringLiteral("%1 is out of range"));
    return count;
}

inline qint64 wholeMilliseconds(Duration duration)
{
    return std::chrono::duration_cast<milliseconds>(duration).count();
}

inline void putDuration(QJsonObject &object, QLatin1StringView field, const std::optional<Duration> &duration)
{
    if (duration) {
        object.insert(field, wholeMilliseconds(*duration));
    }
}

/// A whole number of milliseconds.
inline std::optional<Duration> durationIn(JsonReader &in, const char *field)
{
    const std::optional<qint64> value = in.optionalInteger(field);
    if (!value) {
        return std::nullopt;
    }
    // A Duration counts nanoseconds: more milliseconds than this would overflow it.
    const bool fits = *value >= 0 && *value <= std::numeric_limits<qint64>::max() / 1'000'000;
    in.require(fits, field, QStringLiteral("%1 is out of range"));
    return fits ? std::optional<Duration>(milliseconds(*value)) : std::nullopt;
}

/// Left out on the last page.
inline void putNext(QJsonObject &object, const QString &next)
{
    if (!next.isEmpty()) {
        object.insert(QLatin1StringView("next"), next);
    }
}

template <typename T> QJsonArray arrayOf(const QList<T> &values)
{
    QJsonArray out;
    for (const T &value : values) {
        out.append(toJson(value));
    }
    return out;
}

/// Every entry of `field` through `read`; an error names the field and the position.
template <typename T, typename Read> Result<QList<T>> listOf(JsonReader &in, const char *field, Read read)
{
    const QJsonArray values = in.array(field);
    if (!in.ok()) {
        return in.error();
    }
    QList<T> out;
    out.reserve(values.size());
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QString place = QStringLiteral("%1[%2]").arg(QString::fromLatin1(field)).arg(i);
        if (!values.at(i).isObject()) {
            return Error{ErrorCode::InvalidInput, QStringLiteral("%1 must be an object").arg(place), place};
        }
        Result<T> value = read(values.at(i).toObject());
        if (!value) {
            Error error = value.error();
            error.message = place + QStringLiteral(": ") + error.message;
            error.field = place + u'.' + error.field;
            return error;
        }
        out.append(std::move(value).value());
    }
    return out;
}

} // namespace lamplighter::client
