// JSON as an intruder writes it: every row says what is wrong and where, and none of them takes long.
#include "core/base/strict_json.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lamplighter;
using namespace Qt::StringLiterals;

class TestStrictJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void bombs_data();
    void bombs();
    void everyCutIsRefused();
    void everyByteOfUtf8();
};

void TestStrictJson::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("empty object", "{}");
    row("white space", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n");
    row("every kind", R"({"a":null,"b":true,"c":false,"d":"x","e":[],"f":{},"g":-0.5e+10,"h":0,"i":-0})");
    row("escapes", R"({"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"})");
    row("UTF-8", "{\"\u00fc\u20ac\U0001F600\":\"\u07ff\uffff\U0010FFFF\"}");
    row("equal keys in different objects", R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})");
    row("the largest whole numbers", R"({"a":9223372036854775807,"b":-9223372036854775808})");
    row("the largest numbers", R"({"a":1.7976931348623157e308,"b":-1.7976931348623157e308})");
    row("as deep as may be",
        QByteArray("{\"a\":") + QByteArray(kDeepestJson - 1, '[') + QByteArray(kDeepestJson - 1, ']') + '}');
}

void TestStrictJson::accepts()
{
    QFETCH(QByteArray, text);
    const auto object = parseStrictJsonObject(text);
    QVERIFY2(object, object ? "" : qPrintable(object.error().message));
    QCOMPARE(*object, QJsonDocument::fromJson(text).object());
}

void TestStrictJson::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &text, const char *says, const QString &field = {}) {
        QTest::newRow(name) << text << QString::fromLatin1(says) << field;
    };
    row("nothing", "", "object is expected");
    row("a list", "[]", "object is expected");
    row("a number", "1", "object is expected");
    row("a byte order mark", "\xef\xbb\xbf{}", "byte order mark");
    row("UTF-16", QByteArray("\xff\xfe{\0}\0", 6), "object is expected");
    row("two objects", "{}{}", "nothing may follow");
    row("a zero behind it", QByteArray("{}\0", 3), "nothing may follow");
    row("a comma at the end", R"({"a":1,})", "key in quotes");
    row("a comma at the end of a list", R"({"a":[1,]})", "value is expected", u"a[1]"_s);
    row("two commas", R"({"a":1,,"b":2})", "key in quotes", u"a"_s);
    row("no colon", R"({"a" 1})", "colon", u"a"_s);
    row("no comma", R"({"a":1 "b":2})", "comma or '}'", u"a"_s);
    row("no comma in a list", R"({"a":[1 2]})", "comma or ']'", u"a[0]"_s);
    row("the wrong bracket", R"({"a":[1}})", "comma or ']'", u"a[0]"_s);
    row("no quotes", "{a:1}", "key in quotes");
    row("single quotes", "{'a':1}", "key in quotes");
    row("a comment", "{/* */}", "key in quotes");
    row("a bad word", R"({"a":True})", "value is expected", u"a"_s);
    row("half a word", R"({"a":nul})", "value is expected", u"a"_s);
    row("not a number", R"({"a":NaN})", "value is expected", u"a"_s);
    row("infinity", R"({"a":-Infinity})", "value is expected", u"a"_s);
    row("a leading zero", R"({"a":01})", "comma or '}'", u"a"_s);
    row("a leading plus", R"({"a":+1})", "value is expected", u"a"_s);
    row("a bare point", R"({"a":.5})", "value is expected", u"a"_s);
    row("nothing behind the point", R"({"a":1.})", "digit is expected", u"a"_s);
    row("nothing behind the e", R"({"a":1e})", "digit is expected", u"a"_s);
    row("hexadecimal", R"({"a":0x10})", "comma or '}'", u"a"_s);
    row("too large", R"({"a":1e400})", "out of range", u"a"_s);
    row("too small", R"({"a":[0,-1e400]})", "out of range", u"a[1]"_s);
    row("below all bounds", R"({"a":[0,-1e400]})", "out of range", u"a[1]"_s);
    row("too small to be told from zero", R"({"a":1e-400})", "out of range", u"a"_s);
    row("a whole number of 65 bits", R"({"a":9223372036854775808})", "out of range", u"a"_s);
    row("a negative one", R"({"a":-9223372036854775809})", "out of range", u"a"_s);
    row("a huge whole number", R"({"a":)" + QByteArray(500'000, '9') + '}', "out of range", u"a"_s);
    row("endless digits", R"({"a":0.)" + QByteArray(500'000, '0') + "1}", "out of range", u"a"_s);
    row("a key twice", R"({"a":1,"a":2})", "comes twice", u"a"_s);
    row("a key twice, written otherwise", R"({"a":1,"\u0061":2})", "comes twice", u"a"_s);
    row("a key twice, deep down", R"({"a":{"b":[0,{"c":1,"d":2,"c":3}]}})", "comes twice", u"a.b[1].c"_s);
    row("an empty key twice", R"({"":1,"":2})", "comes twice");
    row("a high surrogate alone", R"({"a":"\ud83d"})", "surrogate", u"a"_s);
    row("a high surrogate and a letter", R"({"a":"\ud83dx"})", "surrogate", u"a"_s);
    row("two high surrogates", R"({"a":"\ud83d\ud83d"})", "surrogate", u"a"_s);
    row("a low surrogate alone", R"({"a":"\ude00"})", "surrogate", u"a"_s);
    row("U+0000", R"({"a":"x\u0000y"})", "U+0000", u"a"_s);
    row("U+0000 in a key", R"({"\u0000":1})", "U+0000");
    row("a bare control character", "{\"a\":\"x\ny\"}", "must be escaped", u"a"_s);
    row("a bare zero", QByteArray("{\"a\":\"x\0y\"}", 11), "must be escaped", u"a"_s);
    row("an unknown escape", R"({"a":"\x41"})", "unknown escape", u"a"_s);
    row("three digits", R"({"a":"\u12"})", "hexadecimal", u"a"_s);
    row("a sign in the digits", R"({"a":"\u+123"})", "hexadecimal", u"a"_s);
    row("Latin-1", "{\"a\":\"\xe9\"}", "not UTF-8", u"a"_s);
    row("an overlong slash", "{\"a\":\"\xc0\xaf\"}", "not UTF-8", u"a"_s);
    row("an overlong slash of three", "{\"a\":\"\xe0\x80\xaf\"}", "not UTF-8", u"a"_s);
    row("an overlong slash of four", "{\"a\":\"\xf0\x80\x80\xaf\"}", "not UTF-8", u"a"_s);
    row("a surrogate in UTF-8", "{\"a\":\"\xed\xa0\x80\"}", "not UTF-8", u"a"_s);
    row("past the last character", "{\"a\":\"\xf4\x90\x80\x80\"}", "not UTF-8", u"a"_s);
    row("a sequence cut off", "{\"a\":\"\xe2\x82\"}", "not UTF-8", u"a"_s);
    row("a lone continuation", "{\"a\":\"\x80\"}", "not UTF-8", u"a"_s);
    row("broken UTF-8 in a key", "{\"\xff\":1}", "not UTF-8");
    row("one too deep", QByteArray("{\"a\":") + QByteArray(kDeepestJson, '[') + QByteArray(kDeepestJson, ']') + '}',
        "deeper than 32", u"a"_s + u"[0]"_s.repeated(31));
}

void TestStrictJson::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    QFETCH(QString, field);
    const auto object = parseStrictJsonObject(text);
    QVERIFY(!object);
    QVERIFY(object.error().code == ErrorCode::InvalidInput);
    QVERIFY2(object.error().message.contains(says), qPrintable(object.error().message));
    if (!field.isEmpty()) {
        QCOMPARE(object.error().field, field);
    }
}

void TestStrictJson::bombs_data()
{
    QTest::addColumn<QByteArray>("text");
    QByteArray keys = "{";
    for (int i = 0; i < 60'000; ++i) {
        keys += (i > 0 ? ",\"k" : "\"k") + QByteArray::number(i) + "\":0";
    }
    QTest::newRow("100,000 lists") << QByteArray("{\"a\":" + QByteArray(100'000, '['));
    QTest::newRow("100,000 objects") << QByteArray("{\"a\":").repeated(100'000);
    QTest::newRow("a key twice among 60,000") << QByteArray(keys + ",\"k59999\":1}");
    QTest::newRow("a string of a megabyte without an end") << QByteArray("{\"a\":\"" + QByteArray(1'000'000, 'x'));
    QTest::newRow("a key of a megabyte, twice")
        << QByteArray("{\"" + QByteArray(500'000, 'x') + "\":1,\"" + QByteArray(500'000, 'x') + "\":1}");
    QTest::newRow("a megabyte of escapes, the last one broken")
        << QByteArray("{\"" + QByteArray("\\u00e9").repeated(170'000) + "\\ud800\":1}");
    QTest::newRow("a megabyte of spaces") << QByteArray("{" + QByteArray(1'000'000, ' '));
}

void TestStrictJson::bombs()
{
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    const auto object = parseStrictJsonObject(text);
    QVERIFY(!object);
    QVERIFY2(timer.elapsed() < 10'000, "quadratic somewhere?"); // it takes some milliseconds
    QVERIFY(object.error().message.size() < 300);
    QVERIFY(object.error().field.size() <= 256);
}

void TestStrictJson::everyCutIsRefused()
{
    const QByteArray whole = "{\"a\":[1,-2.5e3,\"x\\u00e9\\n\xe2\x82\xac\",{\"b\":null}],\"c\":true}";
    QVERIFY(parseStrictJsonObject(whole));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        QVERIFY2(!parseStrictJsonObject(whole.left(length)), whole.left(length).constData());
    }
}

/// Every sequence of two bytes, and what Qt says of it: valid text is taken, and no other.
void TestStrictJson::everyByteOfUtf8()
{
    for (int first = 0x80; first < 0x100; ++first) {
        for (int second = 0; second < 0x100; ++second) {
            for (const QByteArray &tail : {QByteArray(), QByteArray("\x80"), QByteArray("\xbf\xbf")}) {
                QByteArray bytes;
                bytes.append(static_cast<char>(first)).append(static_cast<char>(second)).append(tail);
                const bool plain = second >= 0x20 && second != '"' && second != '\\';
                const bool valid = plain && bytes.isValidUtf8();
                const bool taken = parseStrictJsonObject("{\"a\":\"" + bytes + "\"}").ok();
                QVERIFY2(taken == valid, bytes.toHex().constData());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestStrictJson)
#include "tst_strict_json.moc"
