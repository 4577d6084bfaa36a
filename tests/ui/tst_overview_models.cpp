#include "ui/charts/activity_chart.h"
#include "ui/models/instance_summary.h"
#include "ui/models/upcoming.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::Reason;
using client::UnitState;
using client::UnitStatus;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const WallTime kNow = wallTimeFromMicroseconds(1'794'925'922'000'000); // 14:32:02 UTC

UnitStatus unit(const QString &name, UnitState state)
{
    UnitStatus status;
    status.name = name;
    status.state = state;
    status.since = kNow - hours(6);
    if (state == UnitState::Running) {
        status.pid = 1;
        status.startedAt = status.since;
    }
    return status;
}

UnitStatus planned(const QString &name, const char *action, Duration in)
{
    UnitStatus status = unit(name, UnitState::Backoff);
    status.next = client::NextStep{QString::fromLatin1(action), kNow + std::chrono::duration_cast<microseconds>(in)};
    return status;
}

AttentionSource source(const QList<UnitStatus> &units)
{
    AttentionSource source;
    source.id = InstanceId(QStringLiteral("here"));
    source.standing = {{FreshnessWord::Live, seconds(1), 0}, QStringLiteral("operator"), QStringLiteral("prod-eu")};
    source.units = units;
    source.loaded = true;
    return source;
}

} // namespace

Q_DECLARE_METATYPE(lamplighter::ui::AttentionSource)

/// The summary of an engine, its plans, and the sums of its last day.
class TestOverviewModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEngineInTwoLines_data()
    {
        QTest::addColumn<AttentionSource>("given");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("note");
        QTest::addColumn<StateKind>("kind");
        const UnitStatus well = unit(QStringLiteral("a"), UnitState::Running);
        QTest::newRow("well") << source({well, well}) << "All 2 units running"
                              << "no restart so far" << StateKind::Ok;
        UnitStatus restarted = well;
        restarted.restarts = 2;
        QTest::newRow("restarted") << source({restarted}) << "All 1 units running"
                                   << "last restart 6 h ago" << StateKind::Ok;
        QTest::newRow("failed, retrying") << source({unit(QStringLiteral("f"), UnitState::Fatal),
                                                     unit(QStringLiteral("b"), UnitState::Backoff), well})
                                          << "1 units failed, 1 retrying"
                                          << "1 of 3 units running" << StateKind::Critical;
        QTest::newRow("retrying") << source({unit(QStringLiteral("b"), UnitState::Backoff), well}) << "1 units retrying"
                                  << "1 of 2 units running" << StateKind::Attention;
        UnitStatus unwell = well;
        unwell.health = client::Health::Failing;
        QTest::newRow("unwell") << source({unwell, well}) << "1 units not healthy"
                                << "2 of 2 units running" << StateKind::Attention;
        UnitStatus held = unit(QStringLiteral("h"), UnitState::Killed);
        QTest::newRow("held") << source({held, held}) << "All 2 units held"
                              << "0 of 2 units running" << StateKind::Held;
        QTest::newRow("some stopped") << source({well, unit(QStringLiteral("s"), UnitState::Stopped)})
                                      << "1 of 2 units running"
                                      << "no restart so far" << StateKind::Ok;
        QTest::newRow("none") << source({}) << "No units yet"
                              << "" << StateKind::Pending;
        AttentionSource silent = source({well});
        silent.standing.freshness = {FreshnessWord::Stale, minutes(3) + seconds(8), 0};
        QTest::newRow("silent") << silent << "No report for 3 min 8 s"
                                << "last seen 14:28:54" << StateKind::Unknown;
        AttentionSource refused = source({});
        refused.refused = true;
        refused.loaded = false;
        refused.lastError = {ErrorCode::Unauthenticated, {}, {}};
        QTest::newRow("refused") << refused << "Needs a token"
                                 << "The engine did not accept the token. Check the token of this connection."
                                 << StateKind::Attention;
        AttentionSource connecting = source({});
        connecting.loaded = false;
        connecting.standing.freshness = {};
        QTest::newRow("connecting") << connecting << "Connecting…"
                                    << "" << StateKind::Pending;
    }
    void anEngineInTwoLines()
    {
        QFETCH(AttentionSource, given);
        const InstanceSummary summary = summaryOf(given, {kNow, QTimeZone::utc()});
        QTEST(summary.line, "line");
        QTEST(summary.note, "note");
        QFETCH(StateKind, kind);
        QVERIFY(summary.kind == kind);
        QCOMPARE(std::accumulate(summary.counts.begin(), summary.counts.end(), 0), summary.units);
    }

    void plansComeSoonestFirstAndOnlyTheNextSix()
    {
        QList<UnitStatus> units;
        for (int i = 9; i > 0; --i) {
            units.append(planned(QStringLiteral("u%1").arg(i), "start", seconds(10 * i)));
        }
        units.append(planned(QStringLiteral("late"), "start", -seconds(40)));
        units.append(planned(QStringLiteral("odd"), "a step of a newer engine", seconds(1)));
        const QList<UpcomingStep> steps = upcoming({source(units)}, {kNow, QTimeZone::utc()});
        QCOMPARE(steps.size(), 6);
        QCOMPARE(steps.first().text, QStringLiteral("u1 starts again"));
        QCOMPARE(steps.last().unit.name, QStringLiteral("u6"));
        QCOMPARE(UpcomingTexts::in(steps.first().at, {kNow, {}}), QStringLiteral("in 10 s"));
        QCOMPARE(UpcomingTexts::clock(steps.first().at, {kNow, QTimeZone::utc()}), QStringLiteral("14:32"));
    }

    void plansOfASilentEngineAreNotTold()
    {
        AttentionSource silent = source({planned(QStringLiteral("u"), "start", seconds(10))});
        QCOMPARE(upcoming({silent}, {kNow, {}}).size(), 1);
        silent.standing.freshness = {FreshnessWord::Stale, seconds(40), 0};
        QVERIFY(upcoming({silent}, {kNow, {}}).isEmpty());
    }

    void whatEachPlanSays_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("text");
        QTest::newRow("start") << "start"
                               << "u starts again";
        QTest::newRow("kill") << "kill"
                              << "u is killed if it still runs";
        QTest::newRow("ready") << "give_up_waiting"
                               << "u must be ready";
        QTest::newRow("steady") << "forget_failures"
                                << "u counts as steady again";
    }
    void whatEachPlanSays()
    {
        QFETCH(QString, action);
        QTEST(UpcomingTexts::step(planned(QStringLiteral("u"), qPrintable(action), seconds(1))), "text");
    }

    void daysOfSeveralEnginesAreAddedUp()
    {
        const client::Activity one = activity({{1, 2, 3, 4}, {0, 1, 0, 2}});
        const client::Activity shorter = activity({{5, 0, 0, 1}});
        const client::Activity sum = sumOf({shorter, one});
        QCOMPARE(sum.buckets.size(), 2);
        QCOMPARE(sum.buckets.first().restarts, 4);
        QCOMPARE(sum.buckets.last().critical, 5);
        QCOMPARE(sum.buckets.last().restarts, 3);
        const ActivityTotals totals = totalsOf(sum);
        QVERIFY((totals == ActivityTotals{6, 3, 3, 7, 6}));
        QVERIFY(sumOf({}).buckets.isEmpty());
    }

    void aDayInOneSentence()
    {
        const client::Activity day = activity({{0, 0, 1, 0}, {2, 1, 0, 4}});
        QCOMPARE(ActivityTexts::summary(day, QTimeZone::utc()),
                 QStringLiteral("Last 24 hours: 2 critical, 1 warning and 1 info alerts, 4 restarts. Most alerts "
                                "between 14:30 and 15:00."));
        QCOMPARE(ActivityTexts::bucket(day, 1, QTimeZone::utc()),
                 QStringLiteral("14:30 to 15:00: 2 critical, 1 warning, 0 info, 4 restarts"));
        QVERIFY(!ActivityTexts::summary(activity({{0, 0, 0, 0}}), QTimeZone::utc()).contains(QStringLiteral("Most")));
    }

    void theScaleHasThreeStepsOfWholeNumbers_data()
    {
        QTest::addColumn<int>("highest");
        QTest::addColumn<int>("top");
        QTest::newRow("0") << 0 << 3;
        QTest::newRow("3") << 3 << 3;
        QTest::newRow("8") << 8 << 9;
        QTest::newRow("25") << 25 << 30;
        QTest::newRow("31") << 31 << 45;
        QTest::newRow("61") << 61 << 120;
    }
    void theScaleHasThreeStepsOfWholeNumbers()
    {
        QFETCH(int, highest);
        QTEST(plot::ceiling(highest), "top");
        for (int n = 0; n < 5000; n += 7) {
            QVERIFY(plot::ceiling(n) >= n);
            QCOMPARE(plot::ceiling(n) % 3, 0);
        }
    }

private:
    static client::Activity activity(const QList<std::array<int, 4>> &rows)
    {
        client::Activity activity;
        activity.width = minutes(30);
        WallTime at = wallTimeFromMicroseconds(1'794'924'000'000'000); // 14:00 UTC
        for (const std::array<int, 4> &row : rows) {
            activity.buckets.append({at, row[0], row[1], row[2], row[3]});
            at += minutes(30);
        }
        return activity;
    }
};

QTEST_GUILESS_MAIN(TestOverviewModels)
#include "tst_overview_models.moc"
