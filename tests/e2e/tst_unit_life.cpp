// How a unit starts, fails, waits, gives up and ends, with real processes and short times.
#include "tests/support/engine_process.h"
#include "tests/support/log_check.h"
#include "tests/support/notify_socket.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::Reason;
using client::UnitState;
using client::UnitStatus;

namespace {

const QString kLamp = QStringLiteral("lamp");

} // namespace

class TestUnitLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneThatIgnoresTermIsKilled();
    void aWholeTreeEnds();
    void whatALeaderLeavesBehindIsEnded();
    void aHangIsSeenByItsHeartbeat();
    void anUnreadyUnitIsStartedAgain();
    void readyIsToldByTheUnitOnly();
    void failuresLeadToPauseAndThenFatal();
    void dependenciesComeFirst();
    void environmentFilesAreReadAgain();
    void successIsNotRestartedWhenTheRuleSaysSo();
    void aProgramThatIsMissingIsSaid();
    void outputThatIsNotReadDoesNotBlock();
    void aChildGetsACleanStart();
};

void TestUnitLife::oneThatIgnoresTermIsKilled()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--ignore-term")}, "stop_timeout = \"600ms\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    QTest::qWait(200); // it has come to where it ignores
    QElapsedTimer timer;
    timer.start();
    QVERIFY(engine.post("/api/v1/units/lamp/stop").ok());
    const auto stopping = engine.unit(kLamp);
    QCOMPARE(toString(stopping->state), toString(UnitState::Stopping));
    QCOMPARE(stopping->next->action, QStringLiteral("kill"));
    const auto stopped = engine.waitForState(kLamp, UnitState::Stopped);
    QVERIFY(stopped);
    QVERIFY2(timer.elapsed() >= 590 && timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(stopped->lastExit->signal, std::optional<int>(SIGKILL));
    QVERIFY(stopped->lastExit->expected);
}

void TestUnitLife::aWholeTreeEnds()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(
        agentText(kLamp, {QStringLiteral("--fork"), QStringLiteral("50")}, "stop_timeout = \"1s\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const QByteArray folder = engine.folder().toUtf8();
    QVERIFY(waitUntil([&] { return unitProcesses(folder).size() == 51; }, 10'000));
    QVERIFY(engine.post("/api/v1/units/lamp/stop").ok());
    QVERIFY(engine.waitForState(kLamp, UnitState::Stopped));
    QCOMPARE(unitProcesses(folder).size(), 0); // STOPPED means all of it, and at once
}

void TestUnitLife::whatALeaderLeavesBehindIsEnded()
{
    EngineProcess engine;
    QVERIFY(
        engine.writeUnits(agentText(kLamp, {QStringLiteral("--fork"), QStringLiteral("10")}, "min_uptime = \"0s\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const QByteArray folder = engine.folder().toUtf8();
    QVERIFY(waitUntil([&] { return unitProcesses(folder).size() == 11; }, 10'000));
    const qint64 leader = engine.unit(kLamp)->pid;
    const QList<SeenProcess> before = unitProcesses(folder);
    ::kill(static_cast<pid_t>(leader), SIGKILL);
    QVERIFY(engine.waitForNewPid(kLamp, leader, 20'000));
    QVERIFY(waitUntil([&] { return unitProcesses(folder).size() == 11; }, 10'000));
    for (const SeenProcess &process : before) {
        QVERIFY2(!isAlive(process.pid), "a child of the ended run goes on beside the new one");
    }
}

void TestUnitLife::aHangIsSeenByItsHeartbeat()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--hang-after"), QStringLiteral("1s")},
                                        "ready = { notify = true }\nwatchdog = \"400ms\"\nmin_uptime = \"0s\"\n"
                                        "stop_timeout = \"200ms\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto first = engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.ready; });
    QVERIFY(first);
    QTest::qWait(500); // longer than the watchdog's time: it is its heart that keeps it
    QCOMPARE(engine.unit(kLamp)->pid, first->pid);
    QVERIFY(engine.waitForNewPid(kLamp, first->pid));
    QVERIFY(waitUntil(
        [&] {
            const auto restarts = engine.events(QStringLiteral("process.restart.initiated"), kLamp);
            return !restarts.isEmpty() && restarts.first().payload.value(QStringLiteral("reason")).toString() ==
                                              QStringLiteral("watchdog_timeout");
        },
        2000));
}

void TestUnitLife::anUnreadyUnitIsStartedAgain()
{
    EngineProcess engine;
    QVERIFY(
        engine.writeUnits(agentText(kLamp, {QStringLiteral("--never-ready")},
                                    "ready = { notify = true }\nready_timeout = \"300ms\"\nstop_timeout = \"200ms\"\n"
                                    "backoff = { initial = \"50ms\", maximum = \"100ms\" }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto again = engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.run >= 2; });
    QVERIFY(again);
    QVERIFY(!again->ready);
    const auto failed = engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.consecutiveFailures >= 2; });
    QVERIFY(failed);
    QVERIFY(engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.reason == Reason::ReadyTimeout; }));
}

void TestUnitLife::readyIsToldByTheUnitOnly()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(
        agentText(kLamp, {QStringLiteral("--ready-after"), QStringLiteral("1500ms")}, "ready = { notify = true }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto starting = engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.pid > 0; });
    QVERIFY(starting);
    QCOMPARE(toString(starting->state), toString(UnitState::Starting));
    const QByteArray socket = environmentOf(starting->pid, "NOTIFY_SOCKET");
    QVERIFY(notifyAsStranger(socket, "READY=1\nSTATUS=a stranger's word"));
    QTest::qWait(300);
    QVERIFY(!engine.unit(kLamp)->ready);
    QVERIFY(engine.unit(kLamp)->statusText.isEmpty());
    const auto ready = engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.ready; });
    QVERIFY(ready);
    QCOMPARE(toString(ready->state), toString(UnitState::Running));
    QCOMPARE(ready->statusText, QStringLiteral("working, version 1"));
}

void TestUnitLife::failuresLeadToPauseAndThenFatal()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(
        agentText(kLamp, {QStringLiteral("--crash-after"), QStringLiteral("20ms,exit=9")},
                  "min_uptime = \"10s\"\nmax_consecutive_failures = 3\npause_after_failures = \"700ms\"\n"
                  "restart_limit = { count = 6, window = \"1m\" }\n"
                  "backoff = { initial = \"20ms\", factor = 2.0, maximum = \"100ms\", jitter = 0 }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto pause =
        engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.reason == Reason::TooManyFailures; });
    QVERIFY2(pause, engine.get("/api/v1/units/lamp").body.constData());
    QCOMPARE(toString(pause->state), toString(UnitState::Backoff));
    QCOMPARE(pause->run, 3);
    QVERIFY(pause->next && pause->next->action == QStringLiteral("start"));
    QVERIFY(
        waitUntil([&] { return engine.events(QStringLiteral("process.restart.excessive"), kLamp).size() == 1; }, 2000));

    const auto fatal = engine.waitForState(kLamp, UnitState::Fatal, 15'000);
    QVERIFY2(fatal, engine.get("/api/v1/units/lamp").body.constData());
    QCOMPARE(toString(fatal->reason), toString(Reason::RestartLimit));
    QCOMPARE(fatal->lastExit->code, std::optional<int>(9));
    QCOMPARE(fatal->run, 7); // the first start and six restarts
    QTest::qWait(500);
    QCOMPARE(engine.unit(kLamp)->run, 7);

    // Scenario 2: what it said before it died is shown, and a start by hand forgives it.
    const QJsonArray last = engine.get("/api/v1/units/lamp").array(QStringLiteral("last_output"));
    QVERIFY(!last.isEmpty());
    QVERIFY(last.last().toString().contains(QStringLiteral("crashing after line 0")));
    QVERIFY(engine.post("/api/v1/units/lamp/start").ok());
    QVERIFY(engine.waitForUnit(kLamp, [](const UnitStatus &unit) { return unit.run > 7; }));
}

void TestUnitLife::dependenciesComeFirst()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(
        agentText(QStringLiteral("a-upper"), {}, "depends_on = [\"m-middle\"]\n") +
        agentText(QStringLiteral("m-middle"), {QStringLiteral("--ready-after"), QStringLiteral("400ms")},
                  "ready = { notify = true }\ndepends_on = [\"z-lower\"]\n") +
        agentText(QStringLiteral("z-lower"), {QStringLiteral("--ready-after"), QStringLiteral("400ms")},
                  "ready = { notify = true }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto waiting = engine.waitForUnit(QStringLiteral("a-upper"),
                                            [](const UnitStatus &unit) { return !unit.waitingFor.isEmpty(); });
    QVERIFY(waiting);
    QCOMPARE(waiting->waitingFor, QStringList(QStringLiteral("m-middle")));
    QCOMPARE(waiting->pid, 0);
    const auto upper = engine.waitForState(QStringLiteral("a-upper"), UnitState::Running);
    QVERIFY(upper);
    const auto middle = engine.unit(QStringLiteral("m-middle"));
    const auto lower = engine.unit(QStringLiteral("z-lower"));
    QVERIFY(middle->ready && lower->ready);
    QVERIFY(*lower->startedAt + milliseconds(390) <= *middle->startedAt);
    QVERIFY(*middle->startedAt + milliseconds(390) <= *upper->startedAt);
}

void TestUnitLife::environmentFilesAreReadAgain()
{
    EngineProcess engine;
    QVERIFY(engine.writeFile(QStringLiteral(".env"), "COLOUR=green\nGONE=soon\n"));
    QVERIFY(
        engine.writeUnits(agentText(kLamp, {}, "environment_files = [\".env\"]\nenvironment = { OWN = \"kept\" }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    // The kernel shows a new process' environment some microseconds after the exec that its keeper reports.
    QVERIFY(waitUntil([&] { return environmentOf(before->pid, "COLOUR") == QByteArray("green"); }, 2'000));
    QVERIFY(waitUntil([&] { return environmentOf(before->pid, "OWN") == QByteArray("kept"); }, 2'000));
    QVERIFY(engine.writeFile(QStringLiteral(".env"), "COLOUR='deep blue'\n"));
    QVERIFY(engine.post("/api/v1/units/lamp/restart").ok());
    const auto after = engine.waitForNewPid(kLamp, before->pid);
    QVERIFY(after);
    QVERIFY(waitUntil([&] { return environmentOf(after->pid, "COLOUR") == QByteArray("deep blue"); }, 2'000));
    QVERIFY(environmentOf(after->pid, "GONE").isEmpty());
}

void TestUnitLife::successIsNotRestartedWhenTheRuleSaysSo()
{
    EngineProcess engine;
    const QByteArray quick = "min_uptime = \"0s\"\n";
    QVERIFY(engine.writeUnits(
        agentText(QStringLiteral("done"), {QStringLiteral("--crash-after"), QStringLiteral("50ms,exit=0")},
                  quick + "restart = \"on-failure\"\n") +
        agentText(QStringLiteral("for-good"), {QStringLiteral("--crash-after"), QStringLiteral("50ms,exit=125")},
                  quick + "no_restart_exit_codes = [125]\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto done = engine.waitForState(QStringLiteral("done"), UnitState::Exited);
    QVERIFY(done);
    QCOMPARE(toString(done->reason), toString(Reason::Completed));
    const auto forGood = engine.waitForState(QStringLiteral("for-good"), UnitState::Fatal);
    QVERIFY2(forGood, engine.get("/api/v1/units/for-good").body.constData());
    QCOMPARE(toString(forGood->reason), toString(Reason::FailedForGood));
    QCOMPARE(done->run + forGood->run, 2);
}

void TestUnitLife::aProgramThatIsMissingIsSaid()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(unitText(kLamp, {engine.path(QStringLiteral("no-such-program"))},
                                       "backoff = { initial = \"50ms\", maximum = \"50ms\" }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto failed = engine.waitForUnit(kLamp, [](const UnitStatus &unit) { // and not just being tried again
        return unit.reason == Reason::LaunchFailed && unit.state == UnitState::Backoff;
    });
    QVERIFY2(failed, engine.get("/api/v1/units/lamp").body.constData());
    QVERIFY2(failed->detail.contains(QStringLiteral("no-such-program")), qPrintable(failed->detail));
}

void TestUnitLife::outputThatIsNotReadDoesNotBlock()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--lines-per-second"), QStringLiteral("100000")},
                                        "log = { maximum_size = \"1MiB\", keep = 20 }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    engine.killHard(); // nobody but the keeper reads now
    QTest::qWait(1500);
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.post("/api/v1/units/lamp/stop").ok());
    QVERIFY(engine.waitForState(kLamp, UnitState::Stopped));
    const LogCheck log = checkNumberedLog(engine.logPath(kLamp));
    QVERIFY2(log.trouble.isEmpty(), qPrintable(log.trouble));
    QVERIFY2(log.lines > 100'000, qPrintable(QString::number(log.lines)));
}

void TestUnitLife::aChildGetsACleanStart()
{
    qputenv("NOTIFY_SOCKET", "/nowhere/engine");
    qputenv("LISTEN_FDS", "3");
    qputenv("WATCHDOG_USEC", "1");
    EngineProcess engine;
    // Its descriptors, its signal mask and its process group, as the kernel tells them.
    const QString script =
        QStringLiteral("ls /proc/self/fd | wc -l; grep -E 'Sig(Blk|Ign)' /proc/self/status; sleep 1000");
    QVERIFY(engine.writeUnits(unitText(kLamp, {QStringLiteral("/bin/sh"), QStringLiteral("-c"), script})));
    const bool started = engine.start();
    qunsetenv("NOTIFY_SOCKET");
    qunsetenv("LISTEN_FDS");
    qunsetenv("WATCHDOG_USEC");
    QVERIFY2(started, qPrintable(engine.trouble()));
    const auto status = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(status);
    QVERIFY(waitUntil([&] { return logLines(engine.logPath(kLamp)).size() >= 3; }, 3000));
    QVERIFY(environmentOf(status->pid, "NOTIFY_SOCKET") != "/nowhere/engine"); // its own, or none
    QVERIFY(waitUntil([&] { return environmentOf(status->pid, "LISTEN_FDS") == QByteArray(); }, 2'000));
    QVERIFY(waitUntil([&] { return environmentOf(status->pid, "WATCHDOG_USEC") == QByteArray(); }, 2'000));
    const QStringList lines = logLines(engine.logPath(kLamp));
    QCOMPARE(lines.at(0).trimmed(), QStringLiteral("4")); // 0, 1, 2 and the folder that ls reads
    // Of the real-time signals the first two belong to the C library, which does not let anyone set them.
    for (const QString &line : {lines.at(1), lines.at(2)}) {
        const qulonglong signals31 =
            line.mid(line.indexOf(QLatin1Char(':')) + 1).trimmed().toULongLong(nullptr, 16) & 0x7fffffffU;
        QVERIFY2(signals31 == 0, qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestUnitLife)
#include "tst_unit_life.moc"
