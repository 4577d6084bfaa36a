// Judges JSON by a JSON Schema (2020-12), as far as the description of the API uses it: type, properties, required,
// additionalProperties, items, enum, const, oneOf, anyOf, allOf, $ref into the same document, pattern, bounds. A
// keyword that is not understood is a problem too, so that none is passed over.
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lamplighter::tests {

/// What is wrong with `value`, each with its place; empty if nothing is. References are looked up in `document`.
QStringList schemaProblems(const QJsonValue &value, const QJsonValue &schema, const QJsonObject &document,
                           const QString &place = QStringLiteral("$"));

/// The value that a reference such as "#/components/schemas/Error" points at; undefined if there is none.
QJsonValue resolved(const QString &reference, const QJsonObject &document);

} // namespace lamplighter::tests
