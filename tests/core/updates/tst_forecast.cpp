// What earlier restarts let expect; too few of them, nothing.
#include "core/updates/forecast.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using client::ChangeType;

namespace {

WallTime at(int minute)
{
    return wallTimeFromMicroseconds(qint64{60'000'000} * (1'000 + minute));
}

QList<client::PastRestart> restarts(const QList<int> &downtimes)
{
    QList<client::PastRestart> out;
    for (const int each : downtimes) {
        out.append({at(static_cast<int>(out.size())), seconds(each), true});
    }
    return out;
}

qint64 inSeconds(const std::optional<Duration> &duration)
{
    return duration ? std::chrono::duration_cast<seconds>(*duration).count() : -1;
}

} // namespace

class TestForecast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
    void asInTheMock();
    void theNewestHundred();
    void updatesOfTheKind();
};

void TestForecast::numbers_data()
{
    QTest::addColumn<QList<int>>("downtimes");
    QTest::addColumn<int>("typical");
    QTest::addColumn<int>("worst");
    QTest::newRow("none") << QList<int>{} << -1 << -1;
    QTest::newRow("four") << QList<int>{1, 1, 1, 1} << -1 << -1;
    QTest::newRow("five") << QList<int>{50, 10, 40, 20, 30} << 30 << 50;
    QTest::newRow("six") << QList<int>{10, 20, 30, 40, 50, 60} << 35 << 60;
    QTest::newRow("ten") << QList<int>{10, 9, 8, 7, 6, 5, 4, 3, 2, 100} << 6 << 10;
    QTest::newRow("eleven") << QList<int>{10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 100} << 6 << 10;
    QTest::newRow("equal") << QList<int>{7, 7, 7, 7, 7, 7, 7} << 7 << 7;
}

void TestForecast::numbers()
{
    QFETCH(QList<int>, downtimes);
    QFETCH(int, typical);
    QFETCH(int, worst);
    const client::Forecast some = forecast(restarts(downtimes), {}, ChangeType::Code);
    QCOMPARE(some.restarts.size(), downtimes.size()); // the dots are shown all the same
    QCOMPARE(some.held, downtimes.size());
    QCOMPARE(inSeconds(some.typicalDowntime), typical);
    QCOMPARE(inSeconds(some.worstOfTen), worst);
}

void TestForecast::asInTheMock()
{
    QList<client::PastRestart> past = restarts({9, 9, 10, 10, 10, 11, 11, 11, 11, 12, 12, 13, 19, 31});
    past.last().held = false;
    const client::Forecast some = forecast(past, {}, ChangeType::Code);
    QCOMPARE(some.restarts.size(), 14);
    QCOMPARE(some.held, 13);
    QCOMPARE(inSeconds(some.typicalDowntime), 11);
    QCOMPARE(inSeconds(some.worstOfTen), 19);
}

void TestForecast::theNewestHundred()
{
    QList<client::PastRestart> past;
    for (int i = 0; i < 150; ++i) { // of two units, so not in order
        past.append({at(i % 2 == 0 ? i : 149 - i), seconds(i % 2 == 0 ? i : 149 - i), i % 2 == 0});
    }
    const client::Forecast some = forecast(past, {}, ChangeType::Code);
    QCOMPARE(some.restarts.size(), 100);
    QVERIFY(std::is_sorted(some.restarts.cbegin(), some.restarts.cend(),
                           [](const auto &a, const auto &b) { return a.at < b.at; }));
    QVERIFY(some.restarts.last().at == at(148));
    QCOMPARE(some.held, static_cast<int>(std::count_if(some.restarts.cbegin(), some.restarts.cend(),
                                                       [](const auto &past_) { return past_.held; })));
}

void TestForecast::updatesOfTheKind()
{
    const QList<PastUpdate> updates{
        {ChangeType::Code, true}, {ChangeType::Config, false}, {ChangeType::Code, false}, {ChangeType::Code, true}};
    const client::Forecast code = forecast({}, updates, ChangeType::Code);
    QCOMPARE(code.updatesOfKind, 3);
    QCOMPARE(code.updatesOfKindHeld, 2);
    const client::Forecast data = forecast({}, updates, ChangeType::Data);
    QCOMPARE(data.updatesOfKind, 0);
    QCOMPARE(data.updatesOfKindHeld, 0);
    QVERIFY(code.dependents.isEmpty());
}

QTEST_APPLESS_MAIN(TestForecast)
#include "tst_forecast.moc"
