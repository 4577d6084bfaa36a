// Scenario 3: an agent runs wild and forks. The kill switch puts everything out, it stays out through the engine's end
// and a reboot, and a person chooses what is lit again.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kForker = QStringLiteral("forker");
const QString kStubborn = QStringLiteral("stubborn");
const QString kWild = QStringLiteral("wild");
const QString kQuiet = QStringLiteral("quiet");

/// Forks for as long as it lives; what it forks ignores TERM and HUP.
const QString kWildScript = QStringLiteral("trap '' TERM HUP; while :; do sleep 1000 & sleep 0.02; done");

QByteArray wildUnits()
{
    return agentText(kForker, {QStringLiteral("--fork"), QStringLiteral("50")}, "group = \"agents\"\n") +
           agentText(kStubborn, {QStringLiteral("--ignore-term"), QStringLiteral("--fork"), QStringLiteral("5")},
                     "group = \"agents\"\n") +
           unitText(kWild, {QStringLiteral("/bin/sh"), QStringLiteral("-c"), kWildScript}, "group = \"agents\"\n") +
           agentText(kQuiet, {}, "group = \"services\"\n");
}

QJsonObject engage(const QString &scope, const QString &target = {})
{
    return {{QStringLiteral("scope"), scope},
            {QStringLiteral("target"), target},
            {QStringLiteral("reason"), QStringLiteral("it runs wild")}};
}

QJsonObject rearm(const QString &scope, bool startAgain, const QString &target = {})
{
    return {{QStringLiteral("scope"), scope},
            {QStringLiteral("target"), target},
            {QStringLiteral("reason"), QStringLiteral("it was mended")},
            {QStringLiteral("start_again"), startAgain}};
}

bool allRunning(const EngineProcess &engine, const QStringList &names)
{
    for (const QString &name : names) {
        if (!engine.waitForState(name, UnitState::Running)) {
            return false;
        }
    }
    return true;
}

/// What still lives of the units, in words; empty if nothing does.
QByteArray left(const EngineProcess &engine)
{
    QByteArray words;
    for (const SeenProcess &process : unitProcesses(engine.folder().toUtf8())) {
        words += QByteArray::number(process.pid) + process.state + ' ' +
                 QByteArray(process.commandLine).replace('\0', ' ') + "; ";
    }
    return words;
}

} // namespace

class TestStopEverything : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingGoesWithinASecond()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(wildUnits()));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(allRunning(engine, {kForker, kStubborn, kWild, kQuiet}));
        const QByteArray folder = engine.folder().toUtf8();
        QVERIFY(waitUntil([&] { return unitProcesses(folder).size() > 75; }, 10'000));

        QElapsedTimer timer;
        timer.start();
        const HttpExchange engaged = engine.post("/api/v1/kill-switch/engage", engage(QStringLiteral("all")));
        QVERIFY2(engaged.ok(), engaged.body.constData());
        const bool gone = waitUntil([&] { return unitProcesses(folder).isEmpty(); }, 5000);
        const qint64 took = timer.elapsed();
        QVERIFY(gone);
        QVERIFY2(took <= 1000, qPrintable(QStringLiteral("it took %1 ms").arg(took)));
        for (const QString &name : {kForker, kStubborn, kWild, kQuiet}) {
            QVERIFY(engine.waitForState(name, UnitState::Killed, 1000));
        }
        QVERIFY(waitUntil([&] { return !engine.events(QStringLiteral("kill_switch.cleared")).isEmpty(); }, 2000));
    }

    void staysDarkThroughEngineAndReboot()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(wildUnits()));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(allRunning(engine, {kForker, kQuiet}));
        QVERIFY(engine.post("/api/v1/kill-switch/engage", engage(QStringLiteral("all"))).ok());
        engine.killHard(); // at once: whoever got the answer may rely on it

        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        isDark(engine);
        QCOMPARE(engine.terminate(), 0);
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        isDark(engine);

        // After a reboot no process and no socket is left, and the run directory is empty.
        engine.killHard();
        endProcessesNaming(engine.folder().toUtf8());
        endProcessesNaming(engine.runDirectory().toUtf8());
        QVERIFY(QDir(engine.runDirectory()).removeRecursively());
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        isDark(engine);
    }

    void startIsRefused()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(wildUnits()));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(allRunning(engine, {kQuiet}));
        QVERIFY(engine.post("/api/v1/kill-switch/engage", engage(QStringLiteral("all"))).ok());
        for (const QByteArray verb : {"start", "restart"}) {
            const HttpExchange refused = engine.post("/api/v1/units/quiet/" + verb);
            QCOMPARE(refused.status, 423);
            QCOMPARE(refused.errorCode(), QStringLiteral("held"));
        }
        const CommandResult refused = engine.lampctl({QStringLiteral("start"), kQuiet});
        QCOMPARE(refused.exitCode, 6);
        QVERIFY2(refused.errors.contains("kill switch"), refused.errors.constData());
        waitUntil([&] { return left(engine).isEmpty(); }, 1000);
        QCOMPARE(left(engine), QByteArray());
    }

    void rearmNeedsAReasonAndStartsWhatIsChosen()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(wildUnits()));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(allRunning(engine, {kForker, kStubborn, kWild, kQuiet}));
        QVERIFY(engine.post("/api/v1/kill-switch/engage", engage(QStringLiteral("all"))).ok());
        const QByteArray folder = engine.folder().toUtf8();
        QVERIFY(waitUntil([&] { return unitProcesses(folder).isEmpty(); }, 5000));

        QJsonObject without = rearm(QStringLiteral("all"), false);
        without.insert(QStringLiteral("reason"), QString());
        QCOMPARE(engine.post("/api/v1/kill-switch/rearm", without).status, 400);
        QCOMPARE(engine.killSwitch()->latches.size(), 1);

        QVERIFY(engine.post("/api/v1/kill-switch/rearm", rearm(QStringLiteral("all"), false)).ok());
        QVERIFY(engine.killSwitch()->latches.isEmpty());
        QTest::qWait(500);
        QVERIFY2(unitProcesses(folder).isEmpty(), "nothing may start by itself");
        QVERIFY(engine.post("/api/v1/units/quiet/start").ok());
        QVERIFY(engine.waitForState(kQuiet, UnitState::Running));
        QVERIFY(engine.unit(kForker)->state != UnitState::Running);

        const QList<client::EventRecord> rearmed = engine.events(QStringLiteral("kill_switch.rearmed"));
        QCOMPARE(rearmed.size(), 1);
        QCOMPARE(rearmed.first().payload.value(QStringLiteral("reason")).toString(), QStringLiteral("it was mended"));
        QVERIFY(!rearmed.first().actor.isEmpty());
    }

    void aGroupIsPutOutAndLitAgain()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(wildUnits()));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(allRunning(engine, {kForker, kStubborn, kWild, kQuiet}));
        const qint64 quiet = engine.unit(kQuiet)->pid;
        const QString agents = QStringLiteral("agents");
        QVERIFY(engine.post("/api/v1/kill-switch/engage", engage(QStringLiteral("group"), agents)).ok());
        for (const QString &name : {kForker, kStubborn, kWild}) {
            const auto held = engine.waitForState(name, UnitState::Killed, 3000);
            QVERIFY(held);
            QCOMPARE(held->heldBy, QStringLiteral("group:agents"));
        }
        QCOMPARE(engine.unit(kQuiet)->pid, quiet);
        QVERIFY(isAlive(quiet));
        QVERIFY(engine.post("/api/v1/kill-switch/rearm", rearm(QStringLiteral("group"), true, agents)).ok());
        QVERIFY(allRunning(engine, {kForker, kStubborn, kWild}));
        QCOMPARE(engine.unit(kQuiet)->pid, quiet);
    }

    void theStateFileStopsAndReleases()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kQuiet, {}, "state_file = \"quiet_state.json\"\n")));
        QVERIFY(engine.writeFile(QStringLiteral("quiet_state.json"), R"({"manual_shutdown": true, "keeps": "this"})"));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const auto held = engine.waitForState(kQuiet, UnitState::Killed);
        QVERIFY2(held, engine.get("/api/v1/units/quiet").body.constData());
        QVERIFY(engine.killSwitch()->latches.first().fromStateFile);
        QCOMPARE(engine.post("/api/v1/units/quiet/start").status, 423);

        QVERIFY(engine.writeFile(QStringLiteral("quiet_state.json"), R"({"manual_shutdown": false, "keeps": "this"})"));
        QVERIFY(waitUntil([&] { return engine.killSwitch()->latches.isEmpty(); }, 3000));
        engine.post("/api/v1/units/quiet/start");
        QVERIFY(engine.waitForState(kQuiet, UnitState::Running));

        QVERIFY(engine.writeFile(QStringLiteral("quiet_state.json"), R"({"manual_shutdown": true, "keeps": "this"})"));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(waitUntil([&] { return unitProcesses(engine.folder().toUtf8()).isEmpty(); }, 5000));
        QVERIFY2(timer.elapsed() <= 1500, qPrintable(QStringLiteral("it took %1 ms").arg(timer.elapsed())));
        QVERIFY(engine.waitForState(kQuiet, UnitState::Killed));

        // What an engine writes keeps what it does not know.
        QFile file(engine.path(QStringLiteral("quiet_state.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("keeps")).toString(),
                 QStringLiteral("this"));
    }

    void theStateFileCannotReleaseAnOperatorsLatch()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kQuiet, {}, "state_file = \"quiet_state.json\"\n")));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kQuiet, UnitState::Running));
        QVERIFY(engine.post("/api/v1/kill-switch/engage", engage(QStringLiteral("unit"), kQuiet)).ok());
        QVERIFY(engine.waitForState(kQuiet, UnitState::Killed));
        const auto written = [&] {
            QFile file(engine.path(QStringLiteral("quiet_state.json")));
            return file.open(QIODevice::ReadOnly) &&
                   QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("manual_shutdown")).toBool();
        };
        QVERIFY(waitUntil(written, 3000));
        QVERIFY(engine.writeFile(QStringLiteral("quiet_state.json"), R"({"manual_shutdown": false})"));
        QVERIFY(waitUntil(written, 3000));
        QCOMPARE(engine.killSwitch()->latches.size(), 1);
        QCOMPARE(toString(engine.unit(kQuiet)->state), toString(UnitState::Killed));
    }

    void aBrokenStateFileCountsAsEngaged()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kQuiet, {}, "state_file = \"quiet_state.json\"\n")));
        QVERIFY(engine.writeFile(QStringLiteral("quiet_state.json"), R"({"manual_shutdown": fal)"));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kQuiet, UnitState::Killed));
        QVERIFY(unitProcesses(engine.folder().toUtf8()).isEmpty());
        QVERIFY(waitUntil([&] { return !engine.events(QStringLiteral("kill_switch.state_file_unreadable")).isEmpty(); },
                          2000));
    }

    void aStateFileThatBreaksWhileItsUnitRunsIsLeftAsItIs()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kQuiet, {}, "state_file = \"quiet_state.json\"\n")));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kQuiet, UnitState::Running));
        QFile file(engine.path(QStringLiteral("quiet_state.json")));
        const auto content = [&file] {
            return file.exists() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto written = [&] {
            const bool whole = content().contains("restart_count");
            file.close();
            return whole;
        };
        QVERIFY(waitUntil(written, 5000)); // the engine's own
        QTest::qWait(300);
        const QByteArray broken = R"({"manual_shutdown": tru)";
        QVERIFY(engine.writeFile(QStringLiteral("quiet_state.json"), broken));
        QVERIFY(engine.waitForState(kQuiet, UnitState::Killed));
        QTest::qWait(500); // time enough for whoever writes over it
        QCOMPARE(content(), broken);
    }

private:
    /// Nothing runs, and everyone is told who put it out, when and why.
    void isDark(const EngineProcess &engine)
    {
        QTest::qWait(400); // time enough for a wrong start
        waitUntil([&] { return left(engine).isEmpty(); }, 1500);
        QCOMPARE(left(engine), QByteArray());
        const auto status = engine.killSwitch();
        QVERIFY(status);
        QCOMPARE(status->latches.size(), 1);
        const client::Latch latch = status->latches.first();
        QCOMPARE(latch.scope, QStringLiteral("all"));
        QCOMPARE(latch.reason, QStringLiteral("it runs wild"));
        QVERIFY(!latch.actor.isEmpty());
        QVERIFY(latch.durable);
        const auto age = SystemClock().wallNow() - latch.at;
        QVERIFY(age > seconds(0) && age < std::chrono::minutes(2));
        for (const client::UnitStatus &unit : engine.units()) {
            QVERIFY(engine.waitForState(unit.name, UnitState::Killed, 3000)); // once its keeper has said so
            QCOMPARE(unit.heldBy, QStringLiteral("all"));
            QCOMPARE(unit.heldReason, QStringLiteral("it runs wild"));
        }
        QCOMPARE(engine.units().size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestStopEverything)
#include "tst_stop_everything.moc"
