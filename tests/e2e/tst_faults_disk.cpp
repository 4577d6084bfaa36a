// A disk without room and a database that does not answer: units are kept running, the kill switch acts and holds, the
// operator is told, and afterwards the history is whole.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/small_disk.h"
#include "tests/support/unit_text.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kLamp = QStringLiteral("lamp");
const QString kDark = QStringLiteral("dark");
const QString kFails = QStringLiteral("engine.database_fails");
const QString kExited = QStringLiteral("unit.exited");

void killHard(qint64 pid)
{
    ::kill(static_cast<pid_t>(pid), SIGKILL);
}

QJsonObject latchFor(const QString &scope, const QString &unit = {})
{
    return {{QStringLiteral("scope"), scope},
            {QStringLiteral("target"), unit},
            {QStringLiteral("reason"), QStringLiteral("left dark on purpose")}};
}

/// /readyz refuses while nothing can be recorded, so an engine that came up is asked for its units.
bool answers(EngineProcess &engine)
{
    return waitUntil([&] { return engine.waitUntilReady(1) || engine.get("/api/v1/units").ok(); }, 15'000);
}

/// Runs of the unit whose end is recorded, in the order of the journal.
QList<qint64> recordedRuns(const EngineProcess &engine, const QString &unit)
{
    QList<qint64> runs;
    for (const client::EventRecord &event : engine.events(kExited, unit)) {
        runs.append(event.payload.value(QStringLiteral("run")).toInteger());
    }
    return runs;
}

/// Another writer of the same database file, who does not let go.
class StalledDatabase
{
public:
    explicit StalledDatabase(const QString &path)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("stall")))
    {
        m_database.setDatabaseName(path);
        m_locked = m_database.open() && QSqlQuery(m_database).exec(QStringLiteral("BEGIN EXCLUSIVE"));
    }
    ~StalledDatabase()
    {
        letGo();
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("stall"));
    }
    StalledDatabase(const StalledDatabase &) = delete;
    StalledDatabase &operator=(const StalledDatabase &) = delete;

    [[nodiscard]] bool locked() const { return m_locked; }
    void letGo()
    {
        if (std::exchange(m_locked, false)) {
            QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
        }
    }

private:
    QSqlDatabase m_database;
    bool m_locked = false;
};

} // namespace

class TestFaultsDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFullDisk();
    void theKillSwitchHoldsOverAKillOnAFullDisk();
    void aFullDiskAtTheFirstStart();
    void aStalledDatabase();
};

void TestFaultsDisk::aFullDisk()
{
    EngineProcess engine;
    SmallDisk disk(engine.dataDirectory(), 8);
    if (!disk.ok()) {
        QSKIP(qPrintable(disk.trouble()));
    }
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "min_uptime = \"0s\"\n") + agentText(kDark, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    auto lamp = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(lamp && engine.waitForState(kDark, UnitState::Running));
    QVERIFY(disk.fill());

    constexpr int kCrashes = 5;
    for (int i = 0; i < kCrashes; ++i) {
        QElapsedTimer timer;
        timer.start();
        killHard(lamp->pid);
        const auto next = engine.waitForNewPid(kLamp, lamp->pid);
        QVERIFY2(next, qPrintable(engine.trouble()));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        lamp = next;
    }
    // It is said, although nothing can be written.
    QVERIFY2(waitUntil([&] { return !engine.alerts(kFails).isEmpty(); }, 10'000), qPrintable(engine.trouble()));
    const client::AlertRecord alert = engine.alerts(kFails).first();
    QVERIFY2(alert.summary.contains(QStringLiteral("full")), qPrintable(alert.summary));
    QVERIFY(alert.requiresAttention && !alert.resolvedAt);
    QVERIFY(engine.info().trouble.contains(QStringLiteral("full")));
    QCOMPARE(engine.get("/readyz").status, 503);
    const CommandResult shown = engine.lampctl({QStringLiteral("alerts")});
    QVERIFY2(shown.output.contains("Nothing can be recorded"), shown.output.constData());

    const HttpExchange engaged = engine.post("/api/v1/kill-switch/engage", latchFor(QStringLiteral("unit"), kDark));
    QVERIFY2(engaged.ok(), engaged.body.constData());
    QVERIFY2(engine.killSwitch()->latches.first().durable, engaged.body.constData()); // there is room for it
    QVERIFY(engine.waitForState(kDark, UnitState::Killed));

    QVERIFY(disk.makeRoom());
    QVERIFY(waitUntil([&] { return engine.get("/readyz").ok(); }, 10'000));
    QVERIFY(engine.info().trouble.isEmpty());
    QVERIFY(waitUntil([&] { return engine.events(QStringLiteral("engine.database_works")).size() == 1; }, 5000));
    // Nothing is missing and nothing is out of order.
    QCOMPARE(recordedRuns(engine, kLamp), (QList<qint64>{1, 2, 3, 4, 5}));
    QCOMPARE(engine.events(QStringLiteral("kill_switch.engaged")).size(), 1);
    const QList<client::EventRecord> all = engine.events();
    for (qsizetype i = 1; i < all.size(); ++i) {
        QCOMPARE(all.at(i).seq, all.at(i - 1).seq + 1);
        QVERIFY(all.at(i).time >= all.at(i - 1).time);
    }
    const QList<client::AlertRecord> kept = engine.alerts(kFails);
    QCOMPARE(kept.size(), 1);
    QVERIFY(kept.first().resolvedAt && kept.first().id != alert.id);
}

void TestFaultsDisk::theKillSwitchHoldsOverAKillOnAFullDisk()
{
    EngineProcess engine;
    SmallDisk disk(engine.dataDirectory(), 8);
    if (!disk.ok()) {
        QSKIP(qPrintable(disk.trouble()));
    }
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "min_uptime = \"0s\"\n") + agentText(kDark, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto first = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(first && engine.waitForState(kDark, UnitState::Running));
    QVERIFY(disk.fill());
    QVERIFY(engine.post("/api/v1/kill-switch/engage", latchFor(QStringLiteral("unit"), kDark)).ok());
    QVERIFY(engine.waitForState(kDark, UnitState::Killed));
    killHard(first->pid); // its end is recorded by nobody yet
    const auto second = engine.waitForNewPid(kLamp, first->pid);
    QVERIFY(second);

    engine.killHard();
    QVERIFY(engine.spawn());
    QVERIFY2(answers(engine), qPrintable(engine.trouble()));
    QCOMPARE(engine.waitForState(kLamp, UnitState::Running)->pid, second->pid);
    QVERIFY(engine.waitForState(kDark, UnitState::Killed));
    QCOMPARE(engine.killSwitch()->latches.size(), 1);
    QCOMPARE(engine.post("/api/v1/units/dark/start").status, 423);
    QCOMPARE(unitProcesses(engine.folder().toUtf8()).size(), 1);
    killHard(second->pid);
    QVERIFY2(engine.waitForNewPid(kLamp, second->pid), qPrintable(engine.trouble()));
    QVERIFY(engine.post("/api/v1/kill-switch/engage", latchFor(QStringLiteral("all"))).ok());
    QVERIFY(waitUntil([&] { return unitProcesses(engine.folder().toUtf8()).isEmpty(); }, 5000));

    QVERIFY(disk.makeRoom());
    QVERIFY2(waitUntil([&] { return engine.get("/readyz").ok(); }, 10'000), qPrintable(engine.trouble()));
    QVERIFY(waitUntil([&] { return recordedRuns(engine, kLamp).size() == 3; }, 5000));
    QCOMPARE(recordedRuns(engine, kLamp), (QList<qint64>{1, 2, 3})); // the first was told by its keeper
    QCOMPARE(engine.killSwitch()->latches.size(), 2);
    // The local socket was there throughout; the address is published again as well.
    QVERIFY(waitUntil([&] { return engine.lampctl({QStringLiteral("status")}).exitCode == 0; }, 5000));
}

/// Without room for what it needs it does not start by half.
void TestFaultsDisk::aFullDiskAtTheFirstStart()
{
    EngineProcess engine;
    SmallDisk disk(engine.dataDirectory(), 8);
    if (!disk.ok()) {
        QSKIP(qPrintable(disk.trouble()));
    }
    QVERIFY(engine.writeUnits(agentText(kLamp, {})));
    QVERIFY(disk.fill());
    QCOMPARE(engine.startAndFail(), 1);
    QVERIFY2(engine.trouble().contains(engine.dataDirectory()), qPrintable(engine.trouble()));
    QVERIFY2(engine.trouble().contains(QStringLiteral("No space left on device")), qPrintable(engine.trouble()));
    QVERIFY(disk.makeRoom());
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
}

void TestFaultsDisk::aStalledDatabase()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "min_uptime = \"0s\"\n") + agentText(kDark, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    auto lamp = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(lamp && engine.waitForState(kDark, UnitState::Running));
    QTest::qWait(200);
    StalledDatabase stall(engine.dataDirectory() + QStringLiteral("/lamplighter.db"));
    QVERIFY(stall.locked());
    QElapsedTimer stalled;
    stalled.start();

    QElapsedTimer timer;
    timer.start();
    killHard(lamp->pid);
    lamp = engine.waitForNewPid(kLamp, lamp->pid);
    QVERIFY(lamp);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));

    timer.restart();
    const HttpExchange engaged = engine.post("/api/v1/kill-switch/engage", latchFor(QStringLiteral("unit"), kDark));
    QVERIFY2(engaged.ok() && timer.elapsed() < 1000, engaged.body.constData());
    QVERIFY(engine.killSwitch()->latches.first().durable);
    QVERIFY(engine.waitForState(kDark, UnitState::Killed, 2000));

    // What needs no database is answered as ever, to the end.
    QList<qint64> times;
    while (stalled.elapsed() < 10'000) {
        timer.restart();
        QVERIFY(engine.get("/api/v1/units").ok());
        times.append(timer.nsecsElapsed() / 1000);
        nap(50);
    }
    std::sort(times.begin(), times.end());
    QVERIFY2(times.at(times.size() / 2) < 10'000, qPrintable(QStringLiteral("%1 us").arg(times.at(times.size() / 2))));
    QVERIFY2(times.constLast() < 250'000, qPrintable(QStringLiteral("%1 us").arg(times.constLast())));
    QCOMPARE(engine.get("/readyz").status, 503);
    QVERIFY2(engine.info().trouble.contains(QStringLiteral("locked")), qPrintable(engine.info().trouble));
    killHard(lamp->pid);
    QVERIFY(engine.waitForNewPid(kLamp, lamp->pid, 2000));
    // An order that shall be durable is carried out; the answer says that it is not written yet.
    timer.restart();
    const HttpExchange stop = engine.post("/api/v1/units/lamp/stop");
    QVERIFY2(timer.elapsed() < 15'000 && stop.status == 500, stop.body.constData());
    QVERIFY2(stop.body.contains("not written to disk yet"), stop.body.constData());
    QVERIFY(engine.waitForState(kLamp, UnitState::Stopped, 2000));

    stall.letGo();
    QVERIFY(waitUntil([&] { return engine.get("/readyz").ok(); }, 10'000));
    QVERIFY(waitUntil([&] { return recordedRuns(engine, kLamp).size() == 3; }, 5000));
    QCOMPARE(recordedRuns(engine, kLamp), (QList<qint64>{1, 2, 3}));
    QCOMPARE(engine.events(QStringLiteral("kill_switch.engaged")).size(), 1);
    QCOMPARE(engine.events(QStringLiteral("unit.stop_requested"), kLamp).size(), 1);
    const QList<client::EventRecord> all = engine.events();
    for (qsizetype i = 1; i < all.size(); ++i) {
        QCOMPARE(all.at(i).seq, all.at(i - 1).seq + 1);
        QVERIFY(all.at(i).time >= all.at(i - 1).time);
    }
    QVERIFY(waitUntil([&] { return engine.alerts(kFails).value(0).resolvedAt.has_value(); }, 5000));
}

QTEST_GUILESS_MAIN(TestFaultsDisk)
#include "tst_faults_disk.moc"
