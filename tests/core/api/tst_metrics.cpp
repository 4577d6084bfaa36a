// GET /metrics as Prometheus reads it.
#include "core/api/metrics_text.h"
#include "tests/core/api/engine_parts.h"

#include <QRegularExpression>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatStrangersNamedCannotBreakOut();
    void everyLineIsOneOfTheFormat();
    void theyFollowTheEngine();
    void theServerIsCounted();

private:
    static QByteArray valueOf(const QByteArray &text, const QByteArray &series)
    {
        const QByteArray begin = series + ' ';
        for (const QByteArray &line : text.split('\n')) {
            if (line.startsWith(begin)) {
                return line.mid(begin.size());
            }
        }
        return {};
    }
};

void MetricsTest::whatStrangersNamedCannotBreakOut()
{
    MetricsText out;
    out.family("a", "gauge", "Help.");
    out.value(qint64{1}, {{"x", u"\"} 5\nb 1\\\r\x1b"_s}, {"y", u"ä"_s}});
    out.value(0.5);
    QCOMPARE(out.text(), "# HELP a Help.\n# TYPE a gauge\na{x=\"\\\"} 5\\nb 1\\\\  \",y=\"\xc3\xa4\"} 1\na 0.5\n");
}

void MetricsTest::everyLineIsOneOfTheFormat()
{
    EngineParts engine;
    QVERIFY(engine.ready);
    QVERIFY(engine.addSleeper(u"lamp"_s));
    const auto answer = engine.ask("GET", u"/metrics"_s, {}, Role::Viewer);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.contentType, "text/plain; version=0.0.4; charset=utf-8");
    QVERIFY(answer.text.endsWith('\n'));
    static const QRegularExpression kComment(u"^# (HELP [a-z_]+ .+|TYPE [a-z_]+ (gauge|counter))$"_s);
    static const QRegularExpression kSample(
        u"^([a-z_]+)(\\{[a-z_]+=\"([^\"\\\\\\n]|\\\\.)*\"(,[a-z_]+=\"([^\"\\\\\\n]|\\\\.)*\")*\\})? [0-9.e+-]+$"_s);
    QSet<QByteArray> families;
    QSet<QByteArray> series;
    QByteArray family;
    for (const QByteArray &line : answer.text.chopped(1).split('\n')) {
        if (line.startsWith('#')) {
            QVERIFY2(kComment.match(QString::fromUtf8(line)).hasMatch(), line.constData());
            if (line.startsWith("# TYPE ")) {
                family = line.split(' ').at(2);
                QVERIFY2(!families.contains(family), line.constData());
                families.insert(family);
                QCOMPARE(line.endsWith(" counter"), family.endsWith("_total"));
            }
            continue;
        }
        const auto match = kSample.match(QString::fromUtf8(line));
        QVERIFY2(match.hasMatch() && match.captured(1).toUtf8() == family, line.constData());
        const QByteArray one = line.left(line.lastIndexOf(' '));
        QVERIFY2(!series.contains(one), line.constData());
        series.insert(one);
    }
    QVERIFY(families.size() > 10);
}

void MetricsTest::theyFollowTheEngine()
{
    EngineParts engine;
    QVERIFY(engine.ready);
    QVERIFY(engine.addSleeper(u"lamp"_s));
    const auto metrics = [&engine] { return engine.ask("GET", u"/metrics"_s).text; };
    QCOMPARE(valueOf(metrics(), R"(lamplighter_units{state="STOPPED"})"), "1");
    QCOMPARE(valueOf(metrics(), R"(lamplighter_unit_running{unit="lamp",group=""})"), "0");
    QCOMPARE(engine.ask("POST", u"/api/v1/units/lamp/start"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(valueOf(metrics(), R"(lamplighter_units{state="RUNNING"})"), "1", 10'000);
    QCOMPARE(valueOf(metrics(), R"(lamplighter_units{state="STOPPED"})"), "0");
    QCOMPARE(valueOf(metrics(), R"(lamplighter_unit_restarts_total{unit="lamp",group=""})"), "0");
    QVERIFY(valueOf(metrics(), "process_resident_memory_bytes").toLongLong() > 1'000'000);
    QVERIFY(valueOf(metrics(), "process_cpu_seconds_total").toDouble() > 0);
    QCOMPARE(valueOf(metrics(), R"(lamplighter_alerts_open{severity="critical"})"), "0");
    QVERIFY(engine.journal.append({u"process.fatal"_s, u"lamp"_s, journal::Severity::Critical, {}, {}, {}}) > 0);
    QTRY_COMPARE_WITH_TIMEOUT(valueOf(metrics(), R"(lamplighter_alerts_open{severity="critical"})"), "1", 10'000);
    QCOMPARE(valueOf(metrics(), "lamplighter_journal_last_seq").toLongLong(), engine.journal.lastCommitted());
    QCOMPARE(engine.ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QCOMPARE(valueOf(metrics(), R"(lamplighter_kill_switch_latches{scope="all"})"), "1");
    QCOMPARE(valueOf(metrics(), "lamplighter_kill_switch_units_held"), "1");
}

void MetricsTest::theServerIsCounted()
{
    HttpCounters counters;
    for (const int status : {200, 200, 401, 503, 99, 700}) {
        counters.answered(status);
    }
    const HttpFigures figures = counters.figures();
    QCOMPARE(figures.answers, (QList<std::pair<int, quint64>>{{200, 2}, {401, 1}, {503, 1}}));
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
