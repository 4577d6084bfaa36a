// One number out of a Prometheus text or a JSON document, or why there is none.
#include "core/updates/metric_text.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

class TestMetricText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queries_data();
    void queries();
    void expositions_data();
    void expositions();
    void refusedExpositions_data();
    void refusedExpositions();
    void json_data();
    void json();
    void tooLarge();
    void deepJson();
    void asManyLinesAsFit();
};

void TestMetricText::queries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read"); // "name|labels|path", or empty if it is refused
    const auto row = [](const char *text, const char *read) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(read);
    };
    row("requests", "requests||requests");
    row("ns:requests_total", "ns:requests_total||ns:requests_total");
    row("requests{}", "requests|{}|");
    row("requests{code=\"200\"}", "requests|{code=200}|");
    row("requests{ b = \"2\" , a=\"1\", }", "requests|{a=1,b=2}|");
    row(R"(r{a="q\"\\\n"})", "r|{a=q\"\\\n}|");
    row("load.queues.0", "||load queues 0");
    row("0.a", "||0 a");
    row("größe.jetzt", "||größe jetzt");
    row("", "");
    row(".", "");
    row("a..b", "");
    row("a.", "");
    row("a{", "");
    row("a{b}", "");
    row("a{b=}", "");
    row("a{b=\"c}", "");
    row("a{b=\"c\"", "");
    row("a{b=\"c\"}x", "");
    row("a{b=\"1\",b=\"2\"}", "");
    row("a{b=\"1\" c=\"2\"}", "");
    row("a{,}", "");
    row(R"(a{b="\x"})", "");
    row("a.b{c=\"d\"}", "");
    row("a\nb", "");
    QTest::newRow("long") << QString(1'001, u'a') << QString();
}

void TestMetricText::queries()
{
    QFETCH(QString, text);
    QFETCH(QString, read);
    const Result<MetricQuery> query = parseMetricQuery(text);
    QCOMPARE(query.ok(), !read.isEmpty());
    if (!query) {
        QVERIFY(query.error().code == ErrorCode::InvalidInput);
        return;
    }
    QString labels;
    if (query->labels) {
        QStringList each;
        for (auto it = query->labels->cbegin(); it != query->labels->cend(); ++it) {
            each.append(it.key() + u'=' + it.value());
        }
        labels = u'{' + each.join(u',') + u'}';
    }
    QCOMPARE(QString(query->name + u'|' + labels + u'|' + query->path.join(u' ')), read);
}

void TestMetricText::expositions_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<double>("value");
    QTest::newRow("alone") << u"in_flight"_s << 3.0;
    QTest::newRow("several are added") << u"requests"_s << 46.5;
    QTest::newRow("one of them") << u"requests{code=\"200\",path=\"/\"}"_s << 40.0;
    QTest::newRow("in another order") << u"requests{path=\"/\",code=\"200\"}"_s << 40.0;
    QTest::newRow("without labels") << u"requests{}"_s << 1.5;
    QTest::newRow("escapes") << uR"(odd{a="x\"y\\z\nw"})"_s << -1.0;
    QTest::newRow("a brace in a label") << u"odd{a=\"}\"}"_s << -2.0;
    QTest::newRow("letters of elsewhere") << u"odd{a=\"漢\"}"_s << -3.0;
    QTest::newRow("with a time") << u"timed"_s << 7e6;
    QTest::newRow("with an example") << u"exemplar"_s << 17.0;
    QTest::newRow("blanks") << u"blanks"_s << 5.0;
    QTest::newRow("the last line, which has no end") << u"last"_s << 0.25;
    QTest::newRow("a small negative one") << u"tiny"_s << -1e-3;
}

void TestMetricText::expositions()
{
    QFETCH(QString, query);
    QFETCH(double, value);
    const QByteArray text = "# HELP requests {\"not\":\"this\"} 5\n"
                            "# TYPE requests counter\n"
                            "\n"
                            "requests_more 1000\n"
                            "requests{code=\"200\",path=\"/\"} 40\n"
                            "requests{code=\"500\",path=\"/\",} 5 1763337600000\r\n"
                            "requests 1.5\n"
                            "in_flight 3\n"
                            "odd{a=\"x\\\"y\\\\z\\nw\"} -1\n"
                            "odd{a=\"}\"} -2\n"
                            "odd{a=\"\xe6\xbc\xa2\"} -3\n"
                            "timed 7e+06 -15\n"
                            "exemplar{le=\"1\"} 17 # {trace=\"a b\"} 0.67 1520879607.789\n"
                            "blanks \t { a = \"b\" }\t 5  \n"
                            "this line is broken {\n"
                            "tiny -0.001\n"
                            "inf +Inf\nnan NaN\n"
                            "last 0.25";
    const Result<double> read = metricValue(text, parseMetricQuery(query).value());
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(*read, value);
}

void TestMetricText::refusedExpositions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *text, const char *query, const char *code) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(query) << QString::fromLatin1(code);
    };
    row("empty", "", "m", "not_found");
    row("another", "mm 1\nM 2\n# m 3\n", "m", "not_found");
    row("other labels", "m{a=\"1\"} 1\nm{a=\"2\",b=\"\"} 1", "m{a=\"2\"}", "not_found");
    row("without labels", "m{a=\"1\"} 1", "m{}", "not_found");
    row("twice", "m{a=\"1\"} 1\nm{a=\"1\"} 2", "m{a=\"1\"}", "invalid_input");
    row("no value", "m", "m", "invalid_input");
    row("no number", "m x", "m", "invalid_input");
    row("two signs", "m +-1", "m", "invalid_input");
    row("a word behind it", "m 1 x", "m", "invalid_input");
    row("three numbers", "m 1 2 3", "m", "invalid_input");
    row("labels without end", "m{a=\"1\" 5", "m", "invalid_input");
    row("a label without end", "m{a=\"1} 5", "m", "invalid_input");
    row("a label without value", "m{a} 5", "m", "invalid_input");
    row("a label twice", "m{a=\"1\",a=\"1\"} 5", "m", "invalid_input");
    row("infinite", "m +Inf", "m", "invalid_input");
    row("infinite downwards", "m -inf", "m", "invalid_input");
    row("not a number", "m NaN", "m", "invalid_input");
    row("past a double", "m 1e999", "m", "invalid_input");
    row("added up past a double", "m{a=\"1\"} 1e308\nm{a=\"2\"} 1e308", "m", "invalid_input");
    row("a path", "m 1", "m.n", "invalid_input");
}

void TestMetricText::refusedExpositions()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, query);
    QFETCH(QString, code);
    const Result<double> read = metricValue(text, parseMetricQuery(query).value());
    QVERIFY(!read.ok());
    QCOMPARE(toString(read.error().code), code);
    QVERIFY(!read.error().message.isEmpty());
}

void TestMetricText::json_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("read"); // a number, or the code of the error
    const auto row = [](const char *name, const char *text, const char *query, const char *read) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(query) << QString::fromLatin1(read);
    };
    row("a member", R"({"load": 2.5})", "load", "2.5");
    row("behind blanks", "\r\n\t {\"load\": 3}", "load", "3");
    row("deeper", R"({"load": {"queues": [1, {"n": 42}]}})", "load.queues.1.n", "42");
    row("a list", "[7, 8]", "1", "8");
    row("letters of elsewhere",
        "{\"gr\xc3\xb6\xc3\x9f"
        "e\": 1}",
        "größe", "1");
    row("a number as name", R"({"0": 5})", "0", "5");
    row("not there", R"({"load": 2.5})", "loads", "not_found");
    row("past the end", "[7, 8]", "2", "not_found");
    row("before the beginning", "[7, 8]", "-1", "not_found");
    row("written otherwise", "[7, 8]", "01", "not_found");
    row("a name of a list", "[7, 8]", "size", "not_found");
    row("inside a number", R"({"a": 1})", "a.b", "not_found");
    row("a word", R"({"a": "1"})", "a", "invalid_input");
    row("true", R"({"a": true})", "a", "invalid_input");
    row("null", R"({"a": null})", "a", "invalid_input");
    row("an object", R"({"a": {}})", "a", "invalid_input");
    row("cut", R"({"a": 1)", "a", "invalid_input");
    row("with labels", R"({"a": 1})", "a{b=\"c\"}", "invalid_input");
}

void TestMetricText::json()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, query);
    QFETCH(QString, read);
    const Result<double> value = metricValue(text, parseMetricQuery(query).value());
    QCOMPARE(value ? QString::number(*value) : toString(value.error().code), read);
}

void TestMetricText::tooLarge()
{
    const MetricQuery query = parseMetricQuery(u"m"_s).value();
    const QByteArray most = "m 1\n" + QByteArray(kMetricTextLimit - 4, '#');
    QVERIFY(metricValue(most, query).ok());
    const Result<double> read = metricValue(most + '#', query);
    QVERIFY(!read.ok());
    QVERIFY(read.error().code == ErrorCode::TooLarge);
}

void TestMetricText::deepJson()
{
    const Result<double> read = metricValue(QByteArray(kMetricTextLimit, '['), parseMetricQuery(u"0"_s).value());
    QVERIFY(!read.ok());
}

void TestMetricText::asManyLinesAsFit()
{
    QByteArray text;
    int lines = 0;
    for (; text.size() < kMetricTextLimit - 40; ++lines) {
        text += "m{a=\"" + QByteArray::number(lines) + "\"} 1\n";
    }
    QCOMPARE(*metricValue(text, parseMetricQuery(u"m"_s).value()), lines);
}

QTEST_APPLESS_MAIN(TestMetricText)
#include "tst_metric_text.moc"
