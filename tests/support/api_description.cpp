#include "tests/support/api_description.h"

#include "tests/support/json_schema.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lamplighter::tests {

using namespace Qt::StringLiterals;

namespace {

const QString kError = u"#/components/schemas/Error"_s;

QJsonObject objectIn(const QJsonValue &value, const QJsonObject &document)
{
    const QJsonObject object = value.toObject();
    return object.contains("$ref"_L1) ? resolved(object.value("$ref"_L1).toString(), document).toObject() : object;
}

QJsonValue valueOf(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

} // namespace

QString patternOf(const QString &path, const QStringList &patterns)
{
    const QStringList segments = path.split(u'/');
    for (const bool literally : {true, false}) {
        for (const QString &pattern : patterns) {
            const QStringList wanted = pattern.split(u'/');
            bool fits = wanted.size() == segments.size();
            for (qsizetype i = 0; fits && i < wanted.size(); ++i) {
                const bool free = wanted.at(i).startsWith(u'{') && !literally;
                fits = free ? !segments.at(i).isEmpty() : wanted.at(i) == segments.at(i);
            }
            if (fits) {
                return pattern;
            }
        }
    }
    return {};
}

QStringList ApiDescription::operations() const
{
    QStringList out;
    const QJsonObject paths = m_document.value("paths"_L1).toObject();
    for (auto path = paths.constBegin(); path != paths.constEnd(); ++path) {
        const QStringList methods = path.value().toObject().keys();
        for (const QString &method : methods) {
            out.append(method.toUpper() + u' ' + path.key());
        }
    }
    return out;
}

QJsonObject ApiDescription::operation(const QByteArray &method, const QString &pattern) const
{
    return m_document.value("paths"_L1)
        .toObject()
        .value(pattern)
        .toObject()
        .value(QString::fromLatin1(method).toLower())
        .toObject();
}

QStringList ApiDescription::problemsOfAnswer(const QByteArray &method, const QString &pattern, int status,
                                             const QByteArray &contentType, const QByteArray &body) const
{
    const QString what = QString::fromLatin1(method) + u' ' + pattern + u' ' + QString::number(status) + u": "_s;
    const QJsonObject described = operation(method, pattern);
    if (pattern.isEmpty() || described.isEmpty()) { // no such path, or no such method
        QStringList out = schemaProblems(valueOf(body), QJsonObject{{u"$ref"_s, kError}}, m_document, what + u'$');
        if (status != 404 && status != 405) {
            out.append(what + u"is not described"_s);
        }
        return out;
    }
    const QJsonObject answers = described.value("responses"_L1).toObject();
    const QString number = QString::number(status);
    if (!answers.contains(number)) {
        return {what + u"this status is not described"_s};
    }
    const QJsonObject content = objectIn(answers.value(number), m_document).value("content"_L1).toObject();
    const QString type = QString::fromLatin1(contentType.split(';').constFirst().trimmed());
    if (!content.contains(type)) {
        return {what + u"the content type %1 is not described"_s.arg(type)};
    }
    const QJsonValue value = type == "application/json"_L1 ? valueOf(body) : QJsonValue(QString::fromUtf8(body));
    return schemaProblems(value, content.value(type).toObject().value("schema"_L1), m_document, what + u'$');
}

QStringList ApiDescription::problemsOfMessage(const QString &pattern, const QByteArray &name,
                                              const QByteArray &data) const
{
    const QJsonObject messages = operation("GET", pattern).value("x-messages"_L1).toObject();
    const QString word = QString::fromLatin1(name);
    if (!messages.contains(word)) {
        return {u"%1: the message %2 is not described"_s.arg(pattern, word)};
    }
    return schemaProblems(valueOf(data), messages.value(word), m_document, pattern + u' ' + word);
}

QStringList ApiDescription::problemsOfContent(const QJsonObject &content, const QString &place) const
{
    QStringList out;
    for (auto type = content.constBegin(); type != content.constEnd(); ++type) {
        const QJsonObject media = type.value().toObject();
        if (media.contains("example"_L1)) {
            out += schemaProblems(media.value("example"_L1), media.value("schema"_L1), m_document, place);
        }
    }
    return out;
}

QStringList ApiDescription::problemsOfExamples() const
{
    QStringList out;
    const QStringList all = operations();
    for (const QString &one : all) {
        const QJsonObject described = operation(one.section(u' ', 0, 0).toLatin1(), one.section(u' ', 1));
        out += problemsOfContent(described.value("requestBody"_L1).toObject().value("content"_L1).toObject(), one);
        const QJsonObject answers = described.value("responses"_L1).toObject();
        for (auto answer = answers.constBegin(); answer != answers.constEnd(); ++answer) {
            out += problemsOfContent(objectIn(answer.value(), m_document).value("content"_L1).toObject(),
                                     one + u' ' + answer.key());
        }
    }
    return out;
}

} // namespace lamplighter::tests
