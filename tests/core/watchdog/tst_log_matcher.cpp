// What is said of output and of durations around probes.
#include "core/watchdog/probes.h"

#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;

class TestLogMatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesLines();
    void namesDurations_data();
    void namesDurations();
};

void TestLogMatcher::matchesLines()
{
    const LogMatcher matcher(LogProbe{QStringLiteral("^ready in \\d+ ms$")});
    QVERIFY(matcher.matches(QStringLiteral("ready in 12 ms")));
    QVERIFY(!matcher.matches(QStringLiteral("not ready in 12 ms")));
    const QList<client::LogLine> lines{{WallTime{}, QStringLiteral("starting")},
                                       {WallTime(seconds(1)), QStringLiteral("ready in 1 ms")},
                                       {WallTime(seconds(2)), QStringLiteral("ready in 2 ms")}};
    QVERIFY(matcher.firstMatch(lines) == lines.at(1));
    QVERIFY(!matcher.firstMatch(lines.first(1)));
    QVERIFY(!LogMatcher(LogProbe{QStringLiteral("a(")}).matches(QStringLiteral("a(")));
    // A pattern that explodes ends, as not matching.
    const LogMatcher evil(LogProbe{QStringLiteral("^(a+)+$")});
    QElapsedTimer took;
    took.start();
    QVERIFY(!evil.matches(QString(QStringLiteral("a").repeated(60) + u'b')));
    QVERIFY(took.elapsed() < 2000);
}

void TestLogMatcher::namesDurations_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("words");
    QTest::newRow("0") << qint64(0) << QStringLiteral("0 ms");
    QTest::newRow("rounded up") << qint64(1) << QStringLiteral("1 ms");
    QTest::newRow("ms") << qint64(500'000) << QStringLiteral("500 ms");
    QTest::newRow("s") << qint64(2'000'000) << QStringLiteral("2 s");
    QTest::newRow("1.5 s") << qint64(1'500'000) << QStringLiteral("1.5 s");
    QTest::newRow("90 s") << qint64(90'000'000) << QStringLiteral("90 s");
    QTest::newRow("min") << qint64(180'000'000) << QStringLiteral("3 min");
}

void TestLogMatcher::namesDurations()
{
    QFETCH(qint64, us);
    QFETCH(QString, words);
    QCOMPARE(durationInWords(microseconds(us)), words);
}

QTEST_GUILESS_MAIN(TestLogMatcher)
#include "tst_log_matcher.moc"
