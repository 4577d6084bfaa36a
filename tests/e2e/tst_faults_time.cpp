// The clock is set forward and back by a day, and the machine sleeps for an hour: nothing is taken for hung, nothing is
// restarted early or late, no alert is raised, and what is recorded carries UTC.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kLamp = QStringLiteral("lamp");
const QString kFails = QStringLiteral("fails");
const QString kWaits = QStringLiteral("waits");
constexpr qint64 kHour = 3600;
constexpr qint64 kDay = 24 * kHour;

/// The engine's wall clock, to be set by the test.
class SetClock
{
public:
    explicit SetClock(EngineProcess &engine)
        : m_file(engine.path(QStringLiteral("clock")))
    {
        set(0);
        engine.setWrapper({QStringLiteral("env"), QStringLiteral("LD_PRELOAD=" LAMPLIGHTER_SHIFTED_CLOCK),
                           QStringLiteral("ASAN_OPTIONS=verify_asan_link_order=0"),
                           QStringLiteral("LAMPLIGHTER_TEST_CLOCK=") + m_file});
    }
    void set(qint64 ahead) const
    {
        QFile file(m_file);
        if (file.open(QIODevice::ReadWrite)) {
            file.write(reinterpret_cast<const char *>(&ahead), sizeof(ahead));
        }
    }

private:
    QString m_file;
};

/// Events that would not be there had nobody touched the clock.
int unexpected(const EngineProcess &engine)
{
    int count = 0;
    for (const client::EventRecord &event : engine.events()) {
        const bool mayHappen = event.subject == kFails;
        const bool isTrouble = event.kind.startsWith(QStringLiteral("process.")) ||
                               event.kind == QStringLiteral("unit.exited") ||
                               event.kind.startsWith(QStringLiteral("engine.database"));
        count += !mayHappen && isTrouble ? 1 : 0;
    }
    return count;
}

qint64 secondsBetween(WallTime earlier, WallTime later)
{
    return std::chrono::duration_cast<seconds>(later - earlier).count();
}

} // namespace

class TestFaultsTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jumps_data();
    void jumps();
    void anEngineThatWasStopped();
    void anEngineThatComesBackOnAnotherDay_data();
    void anEngineThatComesBackOnAnotherDay();
};

void TestFaultsTime::jumps_data()
{
    QTest::addColumn<qint64>("by");
    QTest::newRow("a day forward") << kDay;
    QTest::newRow("a day back") << -kDay;
    QTest::newRow("an hour asleep") << kHour;
}

void TestFaultsTime::jumps()
{
    QFETCH(qint64, by);
    EngineProcess engine;
    const SetClock clock(engine);
    QVERIFY(engine.writeUnits(
        agentText(kLamp, {},
                  "ready = { notify = true }\nwatchdog = \"500ms\"\nmin_uptime = \"0s\"\n"
                  "restart_limit = { count = 2, window = \"1h\" }\n") +
        agentText(kWaits, {QStringLiteral("--never-ready")}, "ready = { notify = true }\nready_timeout = \"60s\"\n") +
        "[unit.fails]\ncommand = [\"/bin/false\"]\nmax_consecutive_failures = 100\n"
        "backoff = { initial = \"3s\", factor = 1, maximum = \"3s\", jitter = 0 }\n"));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto lamp = engine.waitForState(kLamp, UnitState::Running);
    const auto waits = engine.waitForUnit(
        kWaits, [](const client::UnitStatus &unit) { return unit.state == UnitState::Starting && unit.pid > 0; });
    const auto fails = engine.waitForState(kFails, UnitState::Backoff);
    QVERIFY(lamp && waits && fails);
    QElapsedTimer pause;
    pause.start();
    QTest::qWait(1000); // some heartbeats

    clock.set(by);
    // The pause that was begun is neither cut short nor drawn out.
    const auto again = [&](const client::UnitStatus &unit) { return unit.run > fails->run; };
    QVERIFY(engine.waitForUnit(kFails, again, 6000));
    QVERIFY2(pause.elapsed() > 2500 && pause.elapsed() < 4500, qPrintable(QString::number(pause.elapsed())));
    QTest::qWait(2500); // five times the watchdog's patience
    QCOMPARE(engine.unit(kLamp)->pid, lamp->pid);
    QVERIFY(engine.unit(kLamp)->state == UnitState::Running);
    QVERIFY(engine.unit(kWaits)->state == UnitState::Starting);
    QCOMPARE(unexpected(engine), 0);

    // The next deadline is told in the time that is now, and what happens now carries it.
    const auto next = engine.waitForUnit(kFails, [](const client::UnitStatus &unit) { return unit.next.has_value(); });
    const qint64 untilNext = secondsBetween(engine.units().first().since, next->next->at);
    QVERIFY2(untilNext < 2 * kDay, qPrintable(QString::number(untilNext)));
    ::kill(static_cast<pid_t>(lamp->pid), SIGKILL);
    QVERIFY(engine.waitForNewPid(kLamp, lamp->pid, 3000));
    const QString started = QStringLiteral("unit.started");
    QVERIFY(waitUntil([&] { return engine.events(started, kLamp).size() == 2; }, 3000));
    const QList<client::EventRecord> starts = engine.events(started, kLamp);
    const qint64 apart = secondsBetween(starts.first().time, starts.last().time);
    QVERIFY2(apart >= by && apart < by + 60, qPrintable(QString::number(apart)));
    const QByteArray raw = engine.get("/api/v1/events?order=oldest&limit=1000").body;
    QVERIFY(raw.contains("Z\"") && !raw.contains("+00:00"));
    // Numbers go on as ever, whatever the clock says, and a reader who goes by them misses nothing.
    const QList<client::EventRecord> all = engine.events();
    for (qsizetype i = 1; i < all.size(); ++i) {
        QCOMPARE(all.at(i).seq, all.at(i - 1).seq + 1);
    }
    // One crash, one alert of it; of the other units none.
    int alerts = 0;
    for (const client::AlertRecord &alert : engine.alerts(QStringLiteral("process.restart.initiated"))) {
        QVERIFY(alert.subject != kWaits);
        alerts += alert.subject == kLamp ? 1 : 0;
    }
    QCOMPARE(alerts, 1);
    // And back, as when somebody saw the mistake.
    clock.set(0);
    QTest::qWait(1500);
    QVERIFY(engine.unit(kLamp)->state == UnitState::Running);
    QVERIFY(engine.unit(kWaits)->state == UnitState::Starting);
    QCOMPARE(engine.unit(kWaits)->pid, waits->pid);
    QCOMPARE(engine.unit(kLamp)->restarts, 1);
}

/// The machine was paused, or the engine was: what its units said meanwhile is heard before they are judged.
void TestFaultsTime::anEngineThatWasStopped()
{
    EngineProcess engine;
    constexpr int kUnits = 150; // more than are heard at one go
    QByteArray units;
    for (int i = 0; i < kUnits; ++i) {
        units += agentText(QStringLiteral("lamp%1").arg(i), {}, "ready = { notify = true }\nwatchdog = \"400ms\"\n");
    }
    QVERIFY(engine.writeUnits(units));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QHash<QString, qint64> pids;
    for (int i = 0; i < kUnits; ++i) {
        const auto unit = engine.waitForState(QStringLiteral("lamp%1").arg(i), UnitState::Running);
        QVERIFY(unit);
        pids.insert(unit->name, unit->pid);
    }
    for (int round = 0; round < 3; ++round) {
        ::kill(static_cast<pid_t>(engine.pid()), SIGSTOP);
        QTest::qWait(round == 2 ? 7000 : 1500); // longer than a keeper may be silent, too
        ::kill(static_cast<pid_t>(engine.pid()), SIGCONT);
        QTest::qWait(500);
    }
    for (const client::UnitStatus &unit : engine.units()) {
        QCOMPARE(unit.pid, pids.value(unit.name));
        QCOMPARE(unit.restarts, 0);
    }
    QCOMPARE(unexpected(engine), 0);
}

void TestFaultsTime::anEngineThatComesBackOnAnotherDay_data()
{
    jumps_data();
}

void TestFaultsTime::anEngineThatComesBackOnAnotherDay()
{
    QFETCH(qint64, by);
    EngineProcess engine;
    const SetClock clock(engine);
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "ready = { notify = true }\nwatchdog = \"500ms\"\n") +
                              "[unit.fails]\ncommand = [\"/bin/false\"]\nmax_consecutive_failures = 100\n"
                              "backoff = { initial = \"5s\", factor = 1, maximum = \"5s\", jitter = 0 }\n"));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto lamp = engine.waitForState(kLamp, UnitState::Running);
    const auto fails = engine.waitForState(kFails, UnitState::Backoff);
    QVERIFY(lamp && fails);
    QElapsedTimer pause;
    pause.start();
    QVERIFY(waitUntil([&] { return !engine.events(QStringLiteral("unit.exited"), kFails).isEmpty(); }, 3000));
    QTest::qWait(100);
    engine.killHard();
    clock.set(by);
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QCOMPARE(engine.waitForState(kLamp, UnitState::Running)->pid, lamp->pid);
    const auto again = [&](const client::UnitStatus &unit) { return unit.run > fails->run; };
    QVERIFY(engine.waitForUnit(kFails, again, 9000));
    QVERIFY2(pause.elapsed() > 4500 && pause.elapsed() < 7500, qPrintable(QString::number(pause.elapsed())));
    QCOMPARE(unexpected(engine), 0);
    QCOMPARE(engine.unit(kLamp)->pid, lamp->pid);
    QVERIFY(engine.lampctl({QStringLiteral("status")}).exitCode == 0);
}

QTEST_GUILESS_MAIN(TestFaultsTime)
#include "tst_faults_time.moc"
