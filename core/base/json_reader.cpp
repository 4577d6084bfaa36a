#include "core/base/json_reader.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace lamplighter {

JsonReader::JsonReader(QJsonObject object, QString prefix)
    : m_object(std::move(object))
    , m_prefix(std::move(prefix))
{}

QString JsonReader::requiredString(const char *field)
{
    if (!has(field)) {
        fail(field, QStringLiteral("%1 is missing"));
        return {};
    }
    return string(field);
}

QString JsonReader::string(const char *field, const QString &fallback)
{
    return optionalString(field).value_or(fallback);
}

std::optional<QString> JsonReader::optionalString(const char *field)
{
    const QJsonValue value = take(field);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isString()) {
        fail(field, QStringLiteral("%1 must be a string"));
        return std::nullopt;
    }
    return value.toString();
}

bool JsonReader::boolean(const char *field, bool fallback)
{
    return optionalBoolean(field).value_or(fallback);
}

std::optional<bool> JsonReader::optionalBoolean(const char *field)
{
    const QJsonValue value = take(field);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    if (!value.isBool()) {
        fail(field, QStringLiteral("%1 must be true or false"));
        return std::nullopt;
    }
    return value.toBool();
}

qint64 JsonReader::integer(const char *field, qint64 fallback)
{
    return optionalInteger(field).value_or(fallback);
}

std::optional<qint64> JsonReader::optionalInteger(const char *field)
{
    const QJsonValue value = take(field);
    if (value.isUndefined() || value.isNull()) {
        return std::nullopt;
    }
    const double number = value.toDouble(std::nan(""));
    if (!value.isDouble() || std::floor(number) != number || std::abs(number) > 9e15) {
        fail(field, QStringLiteral("%1 must be a whole number"));
        return std::nullopt;
    }
    return value.toInteger();
}

double JsonReader::number(const char *field, double fallback)
{
    const QJsonValue value = take(field);
    if (value.isUndefined() || value.isNull()) {
        return fallback;
    }
    if (!value.isDouble()) {
        fail(field, QStringLiteral("%1 must be a number"));
        return fallback;
    }
    return value.toDouble();
}

QStringList JsonReader::stringList(const char *field)
{
    QStringList out;
    const QJsonArray values = array(field);
    for (const QJsonValue &value : values) {
        if (!value.isString()) {
            fail(field, QStringLiteral("%1 must be a list of strings"));
            return {};
        }
        out.append(value.toString());
    }
    return out;
}

std::optional<WallTime> JsonReader::optionalTime(const char *field)
{
    const std::optional<QString> text = optionalString(field);
    if (!text) {
        return std::nullopt;
    }
    WallTime time{};
    if (!fromIsoString(*text, &time)) {
        fail(field, QStringLiteral("%1 must be a time like 2026-11-17T14:32:02Z"));
        return std::nullopt;
    }
    return time;
}

QJsonObject JsonReader::object(const char *field)
{
    const QJsonValue value = take(field);
    if (value.isUndefined() || value.isNull()) {
        return {};
    }
    if (!value.isObject()) {
        fail(field, QStringLiteral("%1 must be an object"));
        return {};
    }
    return value.toObject();
}

QJsonArray JsonReader::array(const char *field)
{
    const QJsonValue value = take(field);
    if (value.isUndefined() || value.isNull()) {
        return {};
    }
    if (!value.isArray()) {
        fail(field, QStringLiteral("%1 must be a list"));
        return {};
    }
    return value.toArray();
}

void JsonReader::refuseOthers(std::initializer_list<const char *> known)
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&it](const char *field) { return it.key() == QLatin1StringView(field); });
        if (!isKnown && !m_error) {
            const QString name = m_prefix + it.key().left(100);
            m_error =
                Error{ErrorCode::InvalidInput, QStringLiteral("%1 is not a field of this request").arg(name), name};
        }
    }
}

void JsonReader::require(bool condition, const char *field, const QString &message)
{
    if (!condition) {
        fail(field, message);
    }
}

bool JsonReader::has(const char *field) const
{
    return m_object.contains(QLatin1StringView(field));
}

QJsonValue JsonReader::take(const char *field) const
{
    return m_object.value(QLatin1StringView(field));
}

void JsonReader::fail(const char *field, const QString &message)
{
    if (m_error) {
        return;
    }
    const QString name = m_prefix + QString::fromLatin1(field);
    m_error =
        Error{ErrorCode::InvalidInput, message.contains(QStringLiteral("%1")) ? message.arg(name) : message, name};
}

Result<QJsonObject> parseJsonObject(const QByteArray &text)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("not JSON at byte %1: %2").arg(error.offset).arg(error.errorString()),
                     {}};
    }
    if (!document.isObject()) {
        return Error{ErrorCode::InvalidInput, QStringLiteral("a JSON object is expected"), {}};
    }
    return document.object();
}

} // namespace lamplighter
