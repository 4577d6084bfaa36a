#include "core/base/json_reader.h"

#include <QtTest>

using namespace lamplighter;

namespace {

JsonReader reader(const char *json, const QString &prefix = {})
{
    return JsonReader(QJsonDocument::fromJson(QByteArray(json)).object(), prefix);
}

} // namespace

class TestJsonReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryType();
    void givesDefaults();
    void nullCountsAsAbsent();
    void refusesOtherTypes_data();
    void refusesOtherTypes();
    void keepsTheFirstError();
    void requiresMeaning();
    void parsesObjects();
};

void TestJsonReader::readsEveryType()
{
    JsonReader in = reader(R"({"s": "x", "b": true, "i": -7, "big": 8999999999999999, "n": 1.5, "l": ["a", "b"],
                               "t": "2025-11-17T14:12:02.123456Z", "o": {"k": 1}, "a": [1]})");
    QCOMPARE(in.requiredString("s"), QStringLiteral("x"));
    QCOMPARE(in.boolean("b", false), true);
    QCOMPARE(in.integer("i", 0), qint64(-7));
    QCOMPARE(in.integer("big", 0), qint64(8'999'999'999'999'999));
    QCOMPARE(in.number("n", 0), 1.5);
    QCOMPARE(in.number("i", 0), -7.0);
    QCOMPARE(in.stringList("l"), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(in.optionalTime("t") == wallTimeFromMicroseconds(1'763'388'722'123'456));
    QCOMPARE(in.object("o").size(), 1);
    QCOMPARE(in.array("a").size(), 1);
    QVERIFY(in.has("s") && !in.has("absent"));
    QVERIFY(in.ok());
}

void TestJsonReader::givesDefaults()
{
    JsonReader in = reader("{}");
    QCOMPARE(in.string("x", QStringLiteral("d")), QStringLiteral("d"));
    QCOMPARE(in.boolean("x", true), true);
    QCOMPARE(in.integer("x", 3), qint64(3));
    QCOMPARE(in.number("x", 2.5), 2.5);
    QVERIFY(!in.optionalString("x") && !in.optionalBoolean("x") && !in.optionalInteger("x") && !in.optionalTime("x"));
    QVERIFY(in.stringList("x").isEmpty() && in.object("x").isEmpty() && in.array("x").isEmpty());
    QVERIFY(in.ok());
    QVERIFY(in.requiredString("x").isEmpty());
    QVERIFY(!in.ok());
    QCOMPARE(in.error().message, QStringLiteral("x is missing"));
}

void TestJsonReader::nullCountsAsAbsent()
{
    JsonReader in = reader(R"({"x": null})");
    QCOMPARE(in.string("x", QStringLiteral("d")), QStringLiteral("d"));
    QCOMPARE(in.integer("x", 3), qint64(3));
    QVERIFY(!in.optionalBoolean("x"));
    QVERIFY(in.ok());
}

void TestJsonReader::refusesOtherTypes_data()
{
    using Read = std::function<void(JsonReader &)>;
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Read>("read");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *json, const Read &read, const char *message) {
        QTest::newRow(name) << QByteArray(json) << read << QString::fromLatin1(message);
    };
    row(
        "string", R"({"x": 1})", [](JsonReader &in) { in.string("x"); }, "x must be a string");
    row(
        "boolean", R"({"x": "true"})", [](JsonReader &in) { in.boolean("x", false); }, "x must be true or false");
    row(
        "integer", R"({"x": 1.5})", [](JsonReader &in) { in.integer("x", 0); }, "x must be a whole number");
    row(
        "large", R"({"x": 1e300})", [](JsonReader &in) { in.integer("x", 0); }, "x must be a whole number");
    row(
        "text", R"({"x": "1"})", [](JsonReader &in) { in.integer("x", 0); }, "x must be a whole number");
    row(
        "number", R"({"x": []})", [](JsonReader &in) { in.number("x", 0); }, "x must be a number");
    row(
        "list", R"({"x": "a"})", [](JsonReader &in) { in.stringList("x"); }, "x must be a list");
    row(
        "element", R"({"x": ["a", 1]})", [](JsonReader &in) { in.stringList("x"); }, "x must be a list of strings");
    row(
        "time", R"({"x": "noon"})", [](JsonReader &in) { in.optionalTime("x"); },
        "x must be a time like 2026-11-17T14:32:02Z");
    row(
        "object", R"({"x": []})", [](JsonReader &in) { in.object("x"); }, "x must be an object");
}

void TestJsonReader::refusesOtherTypes()
{
    using Read = std::function<void(JsonReader &)>;
    QFETCH(QByteArray, json);
    QFETCH(Read, read);
    QFETCH(QString, message);
    JsonReader in = reader(json.constData());
    read(in);
    QVERIFY(!in.ok());
    QCOMPARE(in.error().message, message);
    QCOMPARE(in.error().field, QStringLiteral("x"));
    QVERIFY(in.error().code == ErrorCode::InvalidInput);
}

void TestJsonReader::keepsTheFirstError()
{
    JsonReader in = reader(R"({"a": 1, "b": 2})", QStringLiteral("spec."));
    in.string("a");
    in.string("b");
    QCOMPARE(in.error().field, QStringLiteral("spec.a"));
    QCOMPARE(in.error().message, QStringLiteral("spec.a must be a string"));
}

void TestJsonReader::requiresMeaning()
{
    JsonReader in = reader(R"({"lines": 0})");
    in.require(true, "lines", QStringLiteral("never said"));
    QVERIFY(in.ok());
    in.require(in.integer("lines", 1) > 0, "lines", QStringLiteral("%1 must be positive"));
    QCOMPARE(in.error().message, QStringLiteral("lines must be positive"));
}

void TestJsonReader::parsesObjects()
{
    QCOMPARE(parseJsonObject(R"({"a": 1})")->size(), 1);
    for (const char *text : {"", "[1]", "3", "{", "{\"a\":1}x"}) {
        const Result<QJsonObject> object = parseJsonObject(QByteArray(text));
        QVERIFY2(!object.ok() && object.error().code == ErrorCode::InvalidInput, text);
    }
}

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_json_reader.moc"
