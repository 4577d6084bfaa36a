// The rules of draining, in a time that stands still.
#include "core/updates/draining.h"
#include "tests/support/manual_clock.h"

#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;
using Progress = Draining::Progress;

class TestDraining : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingDrainsAtFirst();
    void endsWhenNothingIsInFlight();
    void notReportedIsNeverDrained();
    void endsAtItsDeadline();
    void mayWaitForEver();
    void refusesNewWork();
    void beginsAgain();
    void countsAlways();
    void subjectsDoNotMeddle();

private:
    void begin(std::optional<Duration> limit) { m_draining.begin(u"a"_s, limit, m_clock.now(), m_clock.wallNow()); }
    [[nodiscard]] Progress progress() const { return m_draining.progress(u"a"_s, m_clock.now()); }
    void init() { m_draining = {}; }

    tests::ManualClock m_clock;
    Draining m_draining;
};

void TestDraining::nothingDrainsAtFirst()
{
    QVERIFY(!m_draining.isDraining(u"a"_s) && !m_draining.status(u"a"_s));
    QVERIFY(progress() == Progress::NotDraining);
    QVERIFY(!m_draining.refusal(u"a"_s, m_clock.now()));
    QVERIFY(!m_draining.end(u"a"_s));
}

void TestDraining::endsWhenNothingIsInFlight()
{
    init();
    begin(seconds(10));
    m_draining.report(u"a"_s, 2);
    QVERIFY(progress() == Progress::Waiting);
    QCOMPARE(m_draining.status(u"a"_s)->inFlight, std::optional<int>(2));
    m_draining.report(u"a"_s, 0);
    QVERIFY(progress() == Progress::Drained);
    m_clock.advance(seconds(60));
    QVERIFY(progress() == Progress::Drained); // and stays so, whatever the time
    m_draining.report(u"a"_s, 1);             // what was not refused
    QVERIFY(progress() == Progress::DeadlinePassed);
    m_draining.report(u"a"_s, -5);
    QCOMPARE(m_draining.inFlight(u"a"_s), std::optional<int>(0));
}

void TestDraining::notReportedIsNeverDrained()
{
    init();
    begin(seconds(10));
    QVERIFY(progress() == Progress::Waiting);
    QVERIFY(!m_draining.status(u"a"_s)->inFlight);
    m_draining.report(u"a"_s, 0);
    m_draining.forgetReport(u"a"_s);
    QVERIFY(progress() == Progress::Waiting);
    m_clock.advance(seconds(10));
    QVERIFY(progress() == Progress::DeadlinePassed);
}

void TestDraining::endsAtItsDeadline()
{
    init();
    begin(seconds(10));
    m_draining.report(u"a"_s, 1);
    m_clock.advance(seconds(10) - milliseconds(1));
    QVERIFY(progress() == Progress::Waiting);
    m_clock.jumpWall(std::chrono::hours(5)); // the time of day does not count
    QVERIFY(progress() == Progress::Waiting);
    m_clock.advance(milliseconds(1));
    QVERIFY(progress() == Progress::DeadlinePassed);
    QVERIFY(m_draining.isDraining(u"a"_s)); // it takes no work until it is told to
    QVERIFY(m_draining.end(u"a"_s));
    QVERIFY(progress() == Progress::NotDraining);
    begin(Duration{0});
    QVERIFY(progress() == Progress::DeadlinePassed);
}

void TestDraining::mayWaitForEver()
{
    init();
    begin(std::nullopt);
    m_clock.advance(std::chrono::hours(1'000));
    QVERIFY(progress() == Progress::Waiting);
    QCOMPARE(m_draining.refusal(u"a"_s, m_clock.now())->retryAfter, seconds(30));
}

void TestDraining::refusesNewWork()
{
    init();
    begin(milliseconds(9'500));
    const std::optional<Refusal> refusal = m_draining.refusal(u"a"_s, m_clock.now());
    QVERIFY(refusal && refusal->error.code == ErrorCode::Unavailable);
    QCOMPARE(refusal->error.message, u"Service is draining; try again later."_s);
    QCOMPARE(refusal->retryAfter, seconds(10));
    m_clock.advance(seconds(20));
    QCOMPARE(m_draining.refusal(u"a"_s, m_clock.now())->retryAfter, seconds(1));
    m_draining.end(u"a"_s);
    QVERIFY(!m_draining.refusal(u"a"_s, m_clock.now()));
}

void TestDraining::beginsAgain()
{
    init();
    begin(seconds(10));
    const DrainStatus first = *m_draining.status(u"a"_s);
    m_clock.advance(seconds(8));
    begin(seconds(10));
    QVERIFY(m_draining.status(u"a"_s)->since == first.since);
    QVERIFY(m_draining.status(u"a"_s)->begun == first.begun);
    m_clock.advance(seconds(9));
    QVERIFY(progress() == Progress::Waiting);
    m_clock.advance(seconds(1));
    QVERIFY(progress() == Progress::DeadlinePassed);
}

void TestDraining::countsAlways()
{
    init();
    m_draining.report(u"a"_s, 3);
    QCOMPARE(m_draining.inFlight(u"a"_s), std::optional<int>(3));
    QVERIFY(progress() == Progress::NotDraining);
    begin(seconds(1));
    QCOMPARE(m_draining.status(u"a"_s)->inFlight, std::optional<int>(3));
}

void TestDraining::subjectsDoNotMeddle()
{
    init();
    begin(seconds(10));
    m_draining.begin(u"b"_s, seconds(1), m_clock.now(), m_clock.wallNow());
    m_draining.report(u"b"_s, 0);
    QVERIFY(progress() == Progress::Waiting);
    QVERIFY(!m_draining.inFlight(u"a"_s));
    QCOMPARE(m_draining.subjects(), (QStringList{u"a"_s, u"b"_s}));
    m_draining.end(u"b"_s);
    QCOMPARE(m_draining.subjects(), QStringList{u"a"_s});
}

QTEST_GUILESS_MAIN(TestDraining)
#include "tst_draining.moc"
