// The quietest hour is proposed, and why; nothing is, where too little is known.
#include "core/updates/advice.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

namespace {

/// A Sunday, 12:20.
const WallTime kNow = wallTimeFromMicroseconds(1'795'350'000'000'000);

QString at(const client::Advice &advice)
{
    return advice.at ? toIsoString(*advice.at).left(16) : u"never"_s;
}

/// Of every hour of the week: as busy as the clock is high, but 03:00, which is quietest.
QList<TrafficBucket> busyDays(qint64 count = 10)
{
    QList<TrafficBucket> out;
    for (int hour = 0; hour < kHoursOfWeek; ++hour) {
        const int ofDay = hour % 24;
        out.append({hour, count, static_cast<double>(count) * (ofDay == 3 ? 0.5 : 10 + ofDay)});
    }
    return out;
}

MaintenanceWindow window(int from, int to, const QList<int> &days = {})
{
    return {days, from * 60, to * 60, QTimeZone("UTC")};
}

} // namespace

class TestAdvice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hours();
    void quietestOfTheDay();
    void withinTheWindows();
    void partOfAnHour();
    void nowIsQuietest();
    void anotherDay();
    void theFirstOfEqual();
    void oneHourOnly();
    void fewHoursKnown();
    void tooLittleKnown();
    void rubbish();
};

void TestAdvice::hours()
{
    QCOMPARE(toIsoString(kNow).left(16), u"2026-11-22T12:20"_s);
    QCOMPARE(hourOfWeek(kNow), 6 * 24 + 12);
    QCOMPARE(hourOfWeek(kNow + std::chrono::hours(12)), 0); // Monday
    QCOMPARE(hourOfWeek(wallTimeFromMicroseconds(0)), 3 * 24);
    QCOMPARE(hourOfWeek(wallTimeFromMicroseconds(-1)), 3 * 24 - 1);
    QCOMPARE(hourOfWeek(wallTimeFromMicroseconds(-8LL * 24 * 3'600'000'000)), 2 * 24);
}

void TestAdvice::quietestOfTheDay()
{
    const client::Advice advice = advise(u"llm"_s, busyDays(), {}, kNow);
    QCOMPARE(advice.service, u"llm"_s);
    QCOMPARE(at(advice), u"2026-11-23T03:00"_s);
    QCOMPARE(advice.because, u"Between 03:00 and 04:00 UTC it has 0.5 on average, the least of the next 24 hours; at "
                             "this hour it has 22"_s);
}

void TestAdvice::withinTheWindows()
{
    const client::Advice advice = advise(u"llm"_s, busyDays(), {window(20, 23), window(9, 11)}, kNow);
    QCOMPARE(at(advice), u"2026-11-23T09:00"_s);
    QVERIFY2(advice.because.contains(u"19 on average, the least of the 5 hours in which its windows are open"),
             qPrintable(advice.because));
}

void TestAdvice::partOfAnHour()
{
    MaintenanceWindow some = window(3, 5);
    some.fromMinute += 30;
    QCOMPARE(at(advise(u"llm"_s, busyDays(), {some}, kNow)), u"2026-11-23T03:30"_s);
}

void TestAdvice::nowIsQuietest()
{
    const WallTime night = kNow + std::chrono::hours(15); // 03:20
    const client::Advice advice = advise(u"llm"_s, busyDays(), {}, night);
    QCOMPARE(at(advice), u"2026-11-23T03:20"_s);
    QVERIFY2(!advice.because.contains(u"at this hour"), qPrintable(advice.because));
}

void TestAdvice::anotherDay()
{
    // Only on Thursdays, which is further than a day.
    const client::Advice advice = advise(u"llm"_s, busyDays(), {window(2, 6, {4})}, kNow);
    QCOMPARE(at(advice), u"2026-11-26T03:00"_s);
}

void TestAdvice::theFirstOfEqual()
{
    QList<TrafficBucket> traffic = busyDays();
    for (TrafficBucket &bucket : traffic) {
        bucket.sum = 0;
    }
    QCOMPARE(at(advise(u"llm"_s, traffic, {}, kNow)), u"2026-11-22T12:20"_s);
    QCOMPARE(at(advise(u"llm"_s, traffic, {window(1, 5)}, kNow)), u"2026-11-23T01:00"_s);
}

void TestAdvice::oneHourOnly()
{
    const client::Advice advice = advise(u"llm"_s, busyDays(), {window(7, 8)}, kNow);
    QCOMPARE(at(advice), u"2026-11-23T07:00"_s);
    QVERIFY2(advice.because.contains(u"its window is open in no other hour"), qPrintable(advice.because));
}

void TestAdvice::fewHoursKnown()
{
    const QList<TrafficBucket> traffic{{6 * 24 + 20, 3, 30}, {6 * 24 + 21, 4, 20}, {6 * 24 + 22, 2, 0}};
    const client::Advice advice = advise(u"llm"_s, traffic, {}, kNow);
    QCOMPARE(at(advice), u"2026-11-22T21:00"_s); // two values of 22:00 are none
    QVERIFY2(advice.because.contains(u"the 2 hours of which enough is known"), qPrintable(advice.because));
}

void TestAdvice::tooLittleKnown()
{
    for (const QList<TrafficBucket> &traffic : {QList<TrafficBucket>(), busyDays(2)}) {
        const client::Advice advice = advise(u"llm"_s, traffic, {}, kNow);
        QVERIFY(!advice.at);
        QCOMPARE(advice.because, u"Too little is known of its traffic in the next 24 hours"_s);
        QVERIFY(!advise(u"llm"_s, traffic, {window(1, 2)}, kNow).at);
    }
}

void TestAdvice::rubbish()
{
    const QList<TrafficBucket> traffic{{-1, 10, 1}, {168, 10, 1}, {6 * 24 + 20, 10, std::nan("")}, {3, 0, 0}};
    QVERIFY(!advise(u"llm"_s, traffic, {}, kNow).at);
}

QTEST_APPLESS_MAIN(TestAdvice)
#include "tst_advice.moc"
