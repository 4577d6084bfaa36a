// How a unit recovered, told from lines of its journal.
#include "core/journal/kinds.h"
#include "core/watchdog/unit_history.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;
using namespace Qt::StringLiterals;
namespace kinds = lamplighter::journal::kinds;

namespace {

const WallTime kNow = wallTimeFromMicroseconds(1'763'388'722'000'000);
constexpr Duration kMinimumUptime = seconds(30);

WallTime ago(Duration before)
{
    return kNow - std::chrono::duration_cast<microseconds>(before);
}

/// Writes the journal of one unit, oldest first.
class Story
{
public:
    Story &starting(Duration before, RunNumber run, const QString &reason, const QString &correlation = {})
    {
        add(kinds::kUnitStarting, before, {{u"run"_s, run}, {u"reason"_s, reason}});
        m_events.last().subject = u"web"_s;
        m_events.last().correlation = correlation;
        return *this;
    }
    Story &started(Duration before, RunNumber run) { return add(kinds::kUnitStarted, before, {{u"run"_s, run}}); }
    Story &ready(Duration before, RunNumber run) { return add(kinds::kUnitReady, before, {{u"run"_s, run}}); }
    Story &exited(Duration before, RunNumber run, Duration uptime, bool expected = false)
    {
        return add(kinds::kUnitExited, before,
                   {{u"run"_s, run},
                    {u"uptime_ms"_s, qint64{std::chrono::duration_cast<milliseconds>(uptime).count()}},
                    {u"expected"_s, expected}});
    }
    Story &failed(Duration before, RunNumber run) { return add(kinds::kProcessStartFailed, before, {{u"run"_s, run}}); }
    Story &add(const QString &kind, Duration before, const QJsonObject &payload)
    {
        journal::Event event;
        event.seq = m_events.size() + 1;
        event.time = ago(before);
        event.kind = kind;
        event.payload = payload;
        m_events.append(event);
        return *this;
    }
    [[nodiscard]] client::UnitHistory told() const
    {
        return unitHistory(m_events, kMinimumUptime, ago(std::chrono::hours(24 * 7)), kNow);
    }
    [[nodiscard]] QList<client::PastRestart> restarts() const { return pastRestarts(m_events, kMinimumUptime, kNow); }

private:
    QList<journal::Event> m_events;
};

QString held(const client::AutomaticRestart &restart)
{
    return restart.held ? (*restart.held ? u"yes"_s : u"no"_s) : u"unknown"_s;
}

} // namespace

class TestUnitHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing();
    void aRecovery();
    void readinessEndsTheDowntime();
    void judging_data();
    void judging();
    void launchesThatFail();
    void operatorsAreNoRestarts();
    void exitsRecordedLate();
    void figures();
    void oldAndMany();
    void wordsOfRecovery();
    void restartsOfAllKinds();
    void restartsThatCannotBeJudged();
    void restartsForUpdatesAreToldElsewhere();
};

void TestUnitHistory::nothing()
{
    QVERIFY(Story().told() == client::UnitHistory{});
    Story story;
    story.starting(seconds(100), 1, u"autostart"_s).started(seconds(100), 1).ready(seconds(100), 1);
    QVERIFY(story.told() == client::UnitHistory{});
}

void TestUnitHistory::aRecovery()
{
    Story story;
    story.starting(seconds(500), 1, u"autostart"_s).started(seconds(500), 1).ready(seconds(500), 1);
    story.exited(seconds(100), 1, seconds(400)).starting(milliseconds(99'990), 2, u"unexpected_exit"_s);
    story.started(milliseconds(99'980), 2).ready(milliseconds(99'970), 2);
    const client::UnitHistory history = story.told();
    QCOMPARE(history.restarts.size(), 1);
    const client::AutomaticRestart &restart = history.restarts.constFirst();
    QVERIFY(restart.at == ago(milliseconds(99'990)));
    QVERIFY(restart.downtime == milliseconds(30));
    QCOMPARE(held(restart), u"yes"_s);
    QCOMPARE(history.restarts24h, 1);
    QCOMPARE(history.restarts7d, 1);
    QCOMPARE(history.restartsJudged, 1);
    QCOMPARE(history.restartsHeld, 1);
    QVERIFY(history.typicalDowntime == milliseconds(30));
    QVERIFY(history.worstDowntime == milliseconds(30));
    QVERIFY(!history.meanBetween);
}

void TestUnitHistory::readinessEndsTheDowntime()
{
    Story story;
    story.exited(seconds(100), 1, seconds(400)).starting(seconds(100), 2, u"unexpected_exit"_s);
    story.started(seconds(100), 2);
    QVERIFY(!story.told().restarts.constFirst().downtime); // runs, but is not ready yet
    story.ready(seconds(88), 2);
    QVERIFY(story.told().restarts.constFirst().downtime == seconds(12));
}

void TestUnitHistory::judging_data()
{
    QTest::addColumn<qint64>("startedBefore"); // seconds
    QTest::addColumn<qint64>("uptime");        // -1: still runs
    QTest::addColumn<bool>("expected");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("runs, too young") << qint64{29} << qint64{-1} << false << u"unknown"_s;
    QTest::newRow("runs, old enough") << qint64{30} << qint64{-1} << false << u"yes"_s;
    QTest::newRow("died early") << qint64{300} << qint64{29} << false << u"no"_s;
    QTest::newRow("died late") << qint64{300} << qint64{30} << false << u"yes"_s;
    QTest::newRow("was stopped early") << qint64{300} << qint64{29} << true << u"unknown"_s;
    QTest::newRow("was stopped late") << qint64{300} << qint64{30} << true << u"yes"_s;
}

void TestUnitHistory::judging()
{
    QFETCH(qint64, startedBefore);
    QFETCH(qint64, uptime);
    QFETCH(bool, expected);
    QFETCH(QString, verdict);
    Story story;
    story.exited(seconds(startedBefore), 1, seconds(1)).starting(seconds(startedBefore), 2, u"crash_detected"_s);
    story.started(seconds(startedBefore), 2).ready(seconds(startedBefore), 2);
    if (uptime >= 0) {
        story.exited(seconds(startedBefore - uptime), 2, seconds(uptime), expected);
    }
    const client::UnitHistory history = story.told();
    QCOMPARE(held(history.restarts.constFirst()), verdict);
    QCOMPARE(history.restartsJudged, verdict == u"unknown"_s ? 0 : 1);
    QCOMPARE(history.restartsHeld, verdict == u"yes"_s ? 1 : 0);
}

void TestUnitHistory::launchesThatFail()
{
    // The unit is down until one succeeds; the restarts in between ended no downtime, and held nothing.
    Story story;
    story.exited(seconds(100), 1, seconds(400)).starting(seconds(99), 2, u"unexpected_exit"_s).failed(seconds(99), 2);
    story.starting(seconds(90), 3, u"launch_failed"_s).started(seconds(90), 3).ready(seconds(90), 3);
    const client::UnitHistory history = story.told();
    QCOMPARE(history.restarts.size(), 2);
    QVERIFY(!history.restarts.at(0).downtime);
    QCOMPARE(held(history.restarts.at(0)), u"no"_s);
    QVERIFY(history.restarts.at(1).downtime == seconds(10));
    QCOMPARE(held(history.restarts.at(1)), u"yes"_s);
    QVERIFY(history.worstDowntime == seconds(10));
    QVERIFY(history.meanBetween == seconds(9));
}

void TestUnitHistory::operatorsAreNoRestarts()
{
    Story story;
    story.exited(seconds(9'000), 1, seconds(400), true);
    story.starting(seconds(100), 2, u"operator_start"_s).failed(seconds(100), 2);
    story.starting(seconds(90), 3, u"launch_failed"_s).started(seconds(90), 3).ready(seconds(90), 3);
    story.exited(seconds(80), 3, seconds(10), true).starting(seconds(79), 4, u"operator_restart"_s);
    story.started(seconds(79), 4).ready(seconds(79), 4);
    const client::UnitHistory history = story.told();
    QCOMPARE(history.restarts.size(), 1);
    QVERIFY(!history.restarts.constFirst().downtime); // for two hours nobody wanted it to run
}

void TestUnitHistory::exitsRecordedLate()
{
    Story story;
    story.starting(seconds(500), 1, u"autostart"_s).started(seconds(500), 1).ready(seconds(500), 1);
    story.add(kinds::kUnitExited, seconds(100),
              {{u"run"_s, 1}, {u"uptime_ms"_s, 100'000}, {u"at"_s, toIsoString(ago(seconds(400)))}});
    story.starting(seconds(99), 2, u"unexpected_exit"_s).started(seconds(99), 2).ready(seconds(99), 2);
    QVERIFY(story.told().restarts.constFirst().downtime == seconds(301));

    // of a run before the one that is known already
    Story late;
    late.starting(seconds(500), 1, u"crash_detected"_s).starting(seconds(400), 2, u"crash_detected"_s);
    late.started(seconds(400), 2).exited(seconds(399), 1, seconds(90)).ready(seconds(398), 2);
    QCOMPARE(held(late.told().restarts.at(0)), u"yes"_s);
    QVERIFY(!late.told().restarts.at(1).downtime);
}

void TestUnitHistory::figures()
{
    Story story;
    RunNumber run = 1;
    // Two days, one day and a bit, and an hour ago; then half an hour ago, back at once.
    const std::pair<Duration, Duration> outages[] = {{std::chrono::hours(48), seconds(8)},
                                                     {std::chrono::hours(25), seconds(2)},
                                                     {std::chrono::hours(1), seconds(4)},
                                                     {std::chrono::minutes(30), seconds(1)}};
    for (const auto &[before, downtime] : outages) {
        story.exited(before + downtime, run, seconds(400)).starting(before + downtime, run + 1, u"unexpected_exit"_s);
        story.started(before, run + 1).ready(before, run + 1);
        ++run;
    }
    const client::UnitHistory history = story.told();
    QCOMPARE(history.restarts7d, 4);
    QCOMPARE(history.restarts24h, 2);
    QVERIFY(history.typicalDowntime == seconds(3)); // between the two in the middle
    QVERIFY(history.worstDowntime == seconds(8));
    const Duration all = std::chrono::hours(48) + seconds(8) - (std::chrono::minutes(30) + seconds(1));
    QVERIFY(history.meanBetween == all / 3);
}

void TestUnitHistory::oldAndMany()
{
    Story story;
    story.exited(std::chrono::hours(24 * 7) + seconds(2), 1, seconds(400));
    story.starting(std::chrono::hours(24 * 7) + seconds(1), 2, u"unexpected_exit"_s); // before the seven days
    story.started(std::chrono::hours(24 * 7), 2).ready(std::chrono::hours(24 * 7), 2);
    QVERIFY(story.told().restarts.isEmpty());
    for (RunNumber run = 3; run < 1'503; ++run) {
        const Duration before = seconds(2'000 - run);
        story.exited(before, run - 1, seconds(1)).starting(before, run, u"crash_detected"_s);
    }
    const client::UnitHistory history = story.told();
    QCOMPARE(history.restarts7d, 1'500);
    QCOMPARE(history.restarts.size(), 1'000);
    QVERIFY(history.restarts.constLast().at == ago(seconds(2'000 - 1'502)));
    QVERIFY(history.meanBetween == seconds(1));
}

void TestUnitHistory::wordsOfRecovery()
{
    QCOMPARE(recoveryReasons().size(), 8);
    for (const QString &word : recoveryReasons()) {
        QVERIFY2(client::reasonFromString(word).has_value(), qPrintable(word));
    }
}

void TestUnitHistory::restartsOfAllKinds()
{
    Story story;
    story.starting(seconds(5'000), 1, u"autostart"_s).started(seconds(5'000), 1).ready(seconds(5'000), 1);
    story.exited(seconds(4'000), 1, seconds(1'000), true); // an operator, or an update
    story.starting(seconds(3'999), 2, u"operator_restart"_s).started(seconds(3'998), 2).ready(seconds(3'990), 2);
    story.exited(seconds(3'000), 2, seconds(998));
    story.starting(seconds(2'999), 3, u"unexpected_exit"_s).started(seconds(2'998), 3).ready(seconds(2'997), 3);
    story.exited(seconds(2'990), 3, seconds(7));
    story.starting(seconds(2'985), 4, u"crash_detected"_s).started(seconds(2'985), 4).ready(seconds(2'984), 4);
    story.exited(seconds(2'000), 4, seconds(985), true); // stopped, and started an hour later: no restart
    story.starting(seconds(500), 5, u"operator_start"_s).started(seconds(500), 5).ready(seconds(500), 5);
    const QList<client::PastRestart> expected{{ago(seconds(3'999)), seconds(10), true},
                                              {ago(seconds(2'999)), seconds(3), false},
                                              {ago(seconds(2'985)), seconds(6), true}};
    QVERIFY(story.restarts() == expected);
    // What someone asked for is no recovery.
    QCOMPARE(story.told().restarts.size(), 2);
}

void TestUnitHistory::restartsThatCannotBeJudged()
{
    Story story;
    story.starting(seconds(100), 1, u"autostart"_s).started(seconds(100), 1).ready(seconds(100), 1);
    story.exited(seconds(10), 1, seconds(90), true);
    story.starting(seconds(9), 2, u"operator_restart"_s).started(seconds(9), 2);
    QVERIFY(story.restarts().isEmpty()); // not ready
    story.ready(seconds(8), 2);
    QVERIFY(story.restarts().isEmpty()); // it may still die
    story.exited(seconds(5), 2, seconds(4));
    const QList<client::PastRestart> expected{{ago(seconds(9)), seconds(2), false}};
    QVERIFY(story.restarts() == expected);
}

void TestUnitHistory::restartsForUpdatesAreToldElsewhere()
{
    for (const QString &correlation : {QString(), u"web#2"_s, u"R-118"_s}) {
        Story story;
        story.exited(seconds(4'000), 1, seconds(1'000), true);
        story.starting(seconds(3'999), 2, u"operator_restart"_s, correlation);
        story.started(seconds(3'998), 2).ready(seconds(3'990), 2);
        QCOMPARE(story.restarts().size(), correlation == u"R-118"_s ? 0 : 1);
    }
}

QTEST_GUILESS_MAIN(TestUnitHistory)
#include "tst_unit_history.moc"
