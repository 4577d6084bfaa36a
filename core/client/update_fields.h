// Readers that the shapes of updates share. Private to core/client.
#pragma once

#include "core/base/json_reader.h"
#include "core/client/shapes_updates.h"

namespace lamplighter::client {

/// How an enumeration is read, and what an answer to a word it does not know says is allowed.
template <typename Value> struct WordsFor;
template <> struct WordsFor<ChangeType>
{
    static constexpr auto read = changeTypeFromString;
    static constexpr const char *allowed = "%1 must be code, config, dependency or data";
};
template <> struct WordsFor<UpdateSeverity>
{
    static constexpr auto read = updateSeverityFromString;
    static constexpr const char *allowed = "%1 must be critical, high, medium or low";
};
template <> struct WordsFor<Decision>
{
    static constexpr auto read = decisionFromString;
    static constexpr const char *allowed = "%1 must be restart_now, restart_at_checkpoint, defer or ignore";
};
template <> struct WordsFor<UpdateState>
{
    static constexpr auto read = updateStateFromString;
    static constexpr const char *allowed =
        "%1 must be waiting, deferred, scheduled, at_checkpoint, restarting, rolling_back, applied, rolled_back, "
        "failed, rejected or ignored";
};

/// A word; `fallback` if the field is absent, an error if there is no fallback.
template <typename Value> Value wordIn(JsonReader &in, const char *field, std::optional<Value> fallback = std::nullopt)
{
    const std::optional<QString> word = fallback ? in.optionalString(field) : in.requiredString(field);
    if (!word || !in.ok()) {
        return fallback.value_or(Value{});
    }
    const std::optional<Value> value = WordsFor<Value>::read(*word);
    in.require(value.has_value(), field, QString::fromLatin1(WordsFor<Value>::allowed));
    return value.value_or(Value{});
}

/// The object under `field` through `read`; an error names both.
template <typename T> Result<T> inside(JsonReader &in, const char *field, Result<T> (*read)(const QJsonObject &))
{
    in.require(in.has(field), field, QStringLiteral("%1 is missing"));
    const QJsonObject object = in.object(field);
    if (!in.ok()) {
        return in.error();
    }
    Result<T> value = read(object);
    if (!value) {
        const QString place = QString::fromLatin1(field);
        Error error = value.error();
        error.message = place + QStringLiteral(": ") + error.message;
        error.field = place + u'.' + error.field;
        return error;
    }
    return value;
}

} // namespace lamplighter::client
