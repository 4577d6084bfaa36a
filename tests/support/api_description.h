// The description of the API (resources/openapi.json) as tests hold answers against it.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace lamplighter::tests {

class ApiDescription
{
public:
    explicit ApiDescription(QJsonObject document)
        : m_document(std::move(document))
    {}

    [[nodiscard]] const QJsonObject &document() const { return m_document; }
    /// "GET /api/v1/units/{name}", of everything that is described.
    [[nodiscard]] QStringList operations() const;
    /// The operation, with its references resolved only where they are used; empty if it is not described.
    [[nodiscard]] QJsonObject operation(const QByteArray &method, const QString &pattern) const;
    /// What is wrong with an answer; `pattern` is empty for a path that no route has: then it must be an Error.
    [[nodiscard]] QStringList problemsOfAnswer(const QByteArray &method, const QString &pattern, int status,
                                               const QByteArray &contentType, const QByteArray &body) const;
    /// What is wrong with a message of a live stream: name and data.
    [[nodiscard]] QStringList problemsOfMessage(const QString &pattern, const QByteArray &name,
                                                const QByteArray &data) const;
    /// What is wrong with the examples that the description gives itself.
    [[nodiscard]] QStringList problemsOfExamples() const;

private:
    [[nodiscard]] QStringList problemsOfContent(const QJsonObject &content, const QString &place) const;

    QJsonObject m_document;
};

/// The pattern among `patterns` that the path belongs to; empty if it is none of theirs.
QString patternOf(const QString &path, const QStringList &patterns);

} // namespace lamplighter::tests
