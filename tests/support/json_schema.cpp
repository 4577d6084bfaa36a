#include "tests/support/json_schema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace lamplighter::tests {

using namespace Qt::StringLiterals;

namespace {

class Judge
{
public:
    explicit Judge(const QJsonObject &document)
        : m_document(document)
    {}

    void judge(const QJsonValue &value, const QJsonValue &schema, const QString &place);
    QStringList problems;

private:
    void keyword(const QString &word, const QJsonValue &rule, const QJsonValue &value, const QJsonObject &schema,
                 const QString &place);
    void judgeString(const QString &word, const QJsonValue &rule, const QString &text, const QString &place);
    void judgeNumber(const QString &word, const QJsonValue &rule, double number, const QString &place);
    void judgeArray(const QString &word, const QJsonValue &rule, const QJsonArray &array, const QString &place);
    void judgeObject(const QString &word, const QJsonValue &rule, const QJsonObject &object, const QJsonObject &schema,
                     const QString &place);
    void judgeChoice(const QString &word, const QJsonArray &choices, const QJsonValue &value, const QString &place);
    [[nodiscard]] static bool isOfType(const QJsonValue &value, const QString &type);
    void expect(bool good, const QString &place, const QString &what)
    {
        if (!good) {
            problems.append(place + u": "_s + what);
        }
    }

    const QJsonObject &m_document;
};

bool Judge::isOfType(const QJsonValue &value, const QString &type)
{
    if (type == "integer"_L1) {
        return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
    }
    return (type == "object"_L1 && value.isObject()) || (type == "array"_L1 && value.isArray()) ||
           (type == "string"_L1 && value.isString()) || (type == "number"_L1 && value.isDouble()) ||
           (type == "boolean"_L1 && value.isBool()) || (type == "null"_L1 && value.isNull());
}

void Judge::judge(const QJsonValue &value, const QJsonValue &schema, const QString &place)
{
    if (schema.isBool()) {
        expect(schema.toBool(), place, u"nothing may stand here"_s);
        return;
    }
    if (!schema.isObject()) {
        problems.append(place + u": the schema is none"_s);
        return;
    }
    const QJsonObject rules = schema.toObject();
    for (auto it = rules.constBegin(); it != rules.constEnd(); ++it) {
        keyword(it.key(), it.value(), value, rules, place);
    }
}

void Judge::keyword(const QString &word, const QJsonValue &rule, const QJsonValue &value, const QJsonObject &schema,
                    const QString &place)
{
    static const QStringList kWords{u"description"_s, u"title"_s, u"example"_s, u"default"_s, u"format"_s};
    static const QStringList kOfStrings{u"pattern"_s, u"minLength"_s, u"maxLength"_s};
    static const QStringList kOfNumbers{u"minimum"_s, u"maximum"_s};
    static const QStringList kOfArrays{u"items"_s, u"minItems"_s, u"maxItems"_s};
    static const QStringList kOfObjects{u"properties"_s, u"required"_s, u"additionalProperties"_s};
    if (kWords.contains(word)) {
        return;
    }
    if (word == "$ref"_L1) {
        judge(value, resolved(rule.toString(), m_document), place);
    } else if (word == "type"_L1) {
        const QStringList types =
            rule.isArray() ? rule.toVariant().toStringList() : QStringList{rule.toString()}; // a list allows null
        const bool fits =
            std::any_of(types.cbegin(), types.cend(), [&value](const QString &type) { return isOfType(value, type); });
        expect(fits, place, u"is not of type "_s + types.join(u" or "_s));
    } else if (word == "enum"_L1) {
        expect(rule.toArray().contains(value), place, u"is none of the values that are listed"_s);
    } else if (word == "const"_L1) {
        expect(rule == value, place, u"is another value"_s);
    } else if (word == "oneOf"_L1 || word == "anyOf"_L1 || word == "allOf"_L1) {
        judgeChoice(word, rule.toArray(), value, place);
    } else if (kOfStrings.contains(word)) {
        if (value.isString()) { // of a type that may be null, nothing more is asked
            judgeString(word, rule, value.toString(), place);
        }
    } else if (kOfNumbers.contains(word)) {
        judgeNumber(word, rule, value.toDouble(), place);
    } else if (kOfArrays.contains(word)) {
        judgeArray(word, rule, value.toArray(), place);
    } else if (kOfObjects.contains(word)) {
        judgeObject(word, rule, value.toObject(), schema, place);
    } else {
        problems.append(place + u": the keyword %1 is not understood"_s.arg(word));
    }
}

void Judge::judgeString(const QString &word, const QJsonValue &rule, const QString &text, const QString &place)
{
    if (word == "pattern"_L1) {
        const QRegularExpression pattern(rule.toString());
        expect(pattern.isValid() && pattern.match(text).hasMatch(), place,
               u"\"%1\" does not match %2"_s.arg(text, rule.toString()));
        return;
    }
    const bool good = word == "minLength"_L1 ? text.size() >= rule.toInteger() : text.size() <= rule.toInteger();
    expect(good, place, word + u" is "_s + QString::number(rule.toInteger()));
}

void Judge::judgeNumber(const QString &word, const QJsonValue &rule, double number, const QString &place)
{
    const bool good = word == "minimum"_L1 ? number >= rule.toDouble() : number <= rule.toDouble();
    expect(good, place, word + u" is "_s + QString::number(rule.toDouble()));
}

void Judge::judgeArray(const QString &word, const QJsonValue &rule, const QJsonArray &array, const QString &place)
{
    if (word == "items"_L1) {
        for (qsizetype i = 0; i < array.size(); ++i) {
            judge(array.at(i), rule, place + u'[' + QString::number(i) + u']');
        }
        return;
    }
    const bool good = word == "minItems"_L1 ? array.size() >= rule.toInteger() : array.size() <= rule.toInteger();
    expect(good, place, word + u" is "_s + QString::number(rule.toInteger()));
}

void Judge::judgeObject(const QString &word, const QJsonValue &rule, const QJsonObject &object,
                        const QJsonObject &schema, const QString &place)
{
    if (word == "required"_L1) {
        const QStringList names = rule.toVariant().toStringList();
        for (const QString &name : names) {
            expect(object.contains(name), place, name + u" is missing"_s);
        }
        return;
    }
    const QJsonObject known = schema.value("properties"_L1).toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        const QString inner = place + u'.' + it.key();
        if (word == "properties"_L1 && known.contains(it.key())) {
            judge(it.value(), known.value(it.key()), inner);
        } else if (word == "additionalProperties"_L1 && !known.contains(it.key())) {
            if (rule.isBool()) {
                expect(rule.toBool(), inner, u"is not described"_s);
            } else {
                judge(it.value(), rule, inner);
            }
        }
    }
}

void Judge::judgeChoice(const QString &word, const QJsonArray &choices, const QJsonValue &value, const QString &place)
{
    int fitting = 0;
    QStringList why;
    for (const QJsonValue &choice : choices) {
        const QStringList found = schemaProblems(value, choice, m_document, place);
        fitting += found.isEmpty() ? 1 : 0;
        why += found;
    }
    const bool good = word == "oneOf"_L1   ? fitting == 1
                      : word == "anyOf"_L1 ? fitting > 0
                                           : fitting == static_cast<int>(choices.size());
    expect(good, place,
           u"%1 of %2 choices of %3 fit: "_s.arg(fitting).arg(choices.size()).arg(word) + why.join(u"; "_s));
}

} // namespace

QJsonValue resolved(const QString &reference, const QJsonObject &document)
{
    if (!reference.startsWith("#/"_L1)) {
        return QJsonValue::Undefined;
    }
    QJsonValue at = document;
    const QStringList names = reference.mid(2).split(u'/');
    for (QString name : names) {
        at = at.toObject().value(name.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s));
    }
    return at;
}

QStringList schemaProblems(const QJsonValue &value, const QJsonValue &schema, const QJsonObject &document,
                           const QString &place)
{
    Judge judge(document);
    judge.judge(value, schema, place);
    return judge.problems;
}

} // namespace lamplighter::tests
