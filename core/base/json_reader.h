// Turns a JSON object into a value type at the edge, with a message that names the field. Nothing inside passes
// QJsonObject around.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace lamplighter {

/// Reads fields one after the other; the first malformed one is kept as the error and later reads return defaults.
///
///     JsonReader in(object);
///     request.name = in.requiredString("name");
///     request.once = in.boolean("once", false);
///     if (!in.ok()) return in.error();
class JsonReader
{
public:
    explicit JsonReader(QJsonObject object, QString prefix = {});

    QString requiredString(const char *field);
    QString string(const char *field, const QString &fallback = {});
    std::optional<QString> optionalString(const char *field);
    bool boolean(const char *field, bool fallback);
    std::optional<bool> optionalBoolean(const char *field);
    qint64 integer(const char *field, qint64 fallback);
    std::optional<qint64> optionalInteger(const char *field);
    double number(const char *field, double fallback);
    QStringList stringList(const char *field);
    std::optional<WallTime> optionalTime(const char *field);
    QJsonObject object(const char *field);
    QJsonArray array(const char *field);

    /// InvalidInput that names the first field that is none of these: a misspelt one must not be passed over.
    void refuseOthers(std::initializer_list<const char *> known);
    /// For checks of meaning, not of type: records InvalidInput for `field` unless `condition` holds.
    void require(bool condition, const char *field, const QString &message);

    [[nodiscard]] bool has(const char *field) const;
    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    [[nodiscard]] const Error &error() const { return *m_error; }

private:
    QJsonValue take(const char *field) const;
    void fail(const char *field, const QString &message);

    QJsonObject m_object;
    QString m_prefix;
    std::optional<Error> m_error;
};

/// Parses `text` as one JSON object; InvalidInput with the position otherwise.
Result<QJsonObject> parseJsonObject(const QByteArray &text);

} // namespace lamplighter
