// Keepers that are stopped or hang, strangers who speak for a unit, and a log without room: the unit goes on, never
// runs twice, and the operator is told.
#include "tests/support/engine_process.h"
#include "tests/support/notify_socket.h"
#include "tests/support/process_scan.h"
#include "tests/support/small_disk.h"
#include "tests/support/unit_text.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kLamp = QStringLiteral("lamp");
const QString kSilent = QStringLiteral("process.keeper_silent");
const QString kAnswers = QStringLiteral("process.keeper_answers");

void send(qint64 pid, int signal)
{
    ::kill(static_cast<pid_t>(pid), signal);
}

/// A process that no signal but KILL can wake: stopped as a debugger stops it.
class Held
{
public:
    explicit Held(qint64 pid)
        : m_pid(static_cast<pid_t>(pid))
        , m_held(::ptrace(PTRACE_SEIZE, m_pid, nullptr, nullptr) == 0 &&
                 ::ptrace(PTRACE_INTERRUPT, m_pid, nullptr, nullptr) == 0 && ::waitpid(m_pid, nullptr, __WALL) == m_pid)
    {}
    ~Held() { letGo(); }
    Held(const Held &) = delete;
    Held &operator=(const Held &) = delete;

    [[nodiscard]] bool ok() const { return m_held; }
    void letGo()
    {
        if (m_held) {
            ::ptrace(PTRACE_DETACH, m_pid, nullptr, nullptr);
        }
        m_held = false;
    }

private:
    pid_t m_pid;
    bool m_held;
};

} // namespace

class TestFaultsKeepers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStoppedKeeperIsNoticedAndGoesOn();
    void aKeeperThatCannotGoOnIsShown();
    void theKillSwitchEndsAUnitWhoseKeeperIsStopped();
    void theKillSwitchTakesAwayAKeeperThatCannotGoOn();
    void aKilledKeeperIsTold();
    void strangersAreNotHeard();
    void aLogWithoutRoom();
};

/// Somebody stopped the keeper, and the unit died while it was not watched.
void TestFaultsKeepers::aStoppedKeeperIsNoticedAndGoesOn()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "min_uptime = \"0s\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    QCOMPARE(engine.keepers().size(), 1);
    const qint64 keeper = engine.keepers().value(0);
    send(keeper, SIGSTOP);
    send(before->pid, SIGKILL);

    const auto after = engine.waitForNewPid(kLamp, before->pid, 20'000);
    QVERIFY2(after, qPrintable(engine.trouble()));
    QCOMPARE(engine.keepers(), QList<qint64>{keeper}); // the same one, told to go on
    QCOMPARE(unitProcesses(engine.folder().toUtf8()).size(), 1);
    QCOMPARE(after->lastExit->signal, std::optional<int>(SIGKILL)); // how it ended is known all the same
    QVERIFY(waitUntil([&] { return engine.events(kAnswers, kLamp).size() == 1; }, 3000));
    const QList<client::EventRecord> silent = engine.events(kSilent, kLamp);
    QCOMPARE(silent.size(), 1);
    const double silence = silent.first().payload.value(QStringLiteral("silence_ms")).toDouble();
    QVERIFY2(silence >= 5000 && silence < 8000, qPrintable(QString::number(silence)));
    const QList<client::AlertRecord> alerts = engine.alerts(kSilent);
    QCOMPARE(alerts.size(), 1);
    QVERIFY2(alerts.first().summary.contains(QStringLiteral("'lamp' does not answer: it was stopped by a signal")),
             qPrintable(alerts.first().summary));
    QVERIFY(waitUntil([&] { return engine.alerts(kSilent).first().resolvedAt.has_value(); }, 3000));
    QVERIFY(waitUntil([&] { return engine.unit(kLamp)->detail.isEmpty(); }, 3000));
}

/// While it cannot be woken the status says so, and no second copy of the unit is started.
void TestFaultsKeepers::aKeeperThatCannotGoOnIsShown()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    Held keeper(engine.keepers().value(0));
    if (!keeper.ok()) {
        QSKIP("this account may not trace processes");
    }
    const auto said = [](const client::UnitStatus &unit) {
        return unit.detail == QStringLiteral("Its keeper does not answer: it is held by a debugger.");
    };
    QVERIFY2(engine.waitForUnit(kLamp, said, 20'000), qPrintable(engine.trouble()));
    const CommandResult status = engine.lampctl({QStringLiteral("status")});
    QVERIFY2(status.output.contains("Its keeper does not answer"), status.output.constData());
    QVERIFY(waitUntil([&] { return !engine.alerts(kSilent).isEmpty(); }, 3000));
    QVERIFY(!engine.alerts(kSilent).first().resolvedAt);
    QCOMPARE(unitProcesses(engine.folder().toUtf8()).size(), 1);
    keeper.letGo();
    QVERIFY(waitUntil([&] { return engine.unit(kLamp)->detail.isEmpty(); }, 5000));
    QCOMPARE(engine.unit(kLamp)->pid, before->pid);
    QVERIFY(waitUntil([&] { return engine.alerts(kSilent).first().resolvedAt.has_value(); }, 3000));
}

void TestFaultsKeepers::theKillSwitchEndsAUnitWhoseKeeperIsStopped()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--fork"), QStringLiteral("3")})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    const QByteArray folder = engine.folder().toUtf8();
    QVERIFY(waitUntil([&] { return unitProcesses(folder).size() == 4; }, 3000));
    send(engine.keepers().value(0), SIGSTOP);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(engine
                .post("/api/v1/kill-switch/engage", {{QStringLiteral("scope"), QStringLiteral("all")},
                                                     {QStringLiteral("reason"), QStringLiteral("test")}})
                .ok());
    QVERIFY(waitUntil([&] { return unitProcesses(folder).isEmpty(); }, 5000));
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(engine.waitForState(kLamp, UnitState::Killed));
}

void TestFaultsKeepers::theKillSwitchTakesAwayAKeeperThatCannotGoOn()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--fork"), QStringLiteral("3")})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const QByteArray folder = engine.folder().toUtf8();
    QVERIFY(waitUntil([&] { return unitProcesses(folder).size() == 4; }, 5000));
    const Held keeper(engine.keepers().value(0));
    if (!keeper.ok()) {
        QSKIP("this account may not trace processes");
    }
    QVERIFY(engine
                .post("/api/v1/kill-switch/engage", {{QStringLiteral("scope"), QStringLiteral("all")},
                                                     {QStringLiteral("reason"), QStringLiteral("test")}})
                .ok());
    QVERIFY(waitUntil([&] { return unitProcesses(folder).isEmpty(); }, 10'000));
    QVERIFY(engine.waitForState(kLamp, UnitState::Killed));
}

void TestFaultsKeepers::aKilledKeeperIsTold()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--fork"), QStringLiteral("3")})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    const QByteArray folder = engine.folder().toUtf8();
    QVERIFY(waitUntil([&] { return unitProcesses(folder).size() == 4; }, 3000));
    const QList<SeenProcess> old = unitProcesses(folder);
    send(engine.keepers().value(0), SIGKILL);
    QVERIFY(engine.waitForNewPid(kLamp, before->pid));
    for (const SeenProcess &process : old) {
        QVERIFY(!isAlive(process.pid));
    }
    QVERIFY(waitUntil([&] { return !engine.alerts(QStringLiteral("process.keeper_lost")).isEmpty(); }, 3000));
    const QString summary = engine.alerts(QStringLiteral("process.keeper_lost")).first().summary;
    QVERIFY2(summary.contains(QStringLiteral("The keeper of unit 'lamp' was lost")), qPrintable(summary));
}

void TestFaultsKeepers::strangersAreNotHeard()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--never-ready")},
                                        "ready = { notify = true }\nready_timeout = \"60s\"\nwatchdog = \"60s\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto starting = engine.waitForUnit(kLamp, [](const client::UnitStatus &unit) { return unit.pid > 0; });
    QVERIFY(starting);
    const QByteArray socket = environmentOf(starting->pid, "NOTIFY_SOCKET");
    for (const char *text : {"READY=1", "STOPPING=1\nSTATUS=taken over", "WATCHDOG=trigger", "EXTEND_TIMEOUT_USEC=1"}) {
        QVERIFY2(notifyAsStranger(socket, text), socket.constData());
    }
    QVERIFY(notifyAsStranger(socket, "MAINPID=" + QByteArray::number(::getpid())));
    for (int count = 0; count < 500; ++count) { // and one who will not stop
        notifyAsStranger(socket, "READY=1\n" + QByteArray(3000, 'x'));
    }
    QTest::qWait(300);
    const auto still = engine.unit(kLamp);
    QVERIFY(still->state == UnitState::Starting);
    QCOMPARE(still->pid, starting->pid);
    QVERIFY(!still->ready);
    QVERIFY(still->statusText.isEmpty());
    // It is stopped as ever, and this process, which claimed to be it, lives.
    QVERIFY(engine.post("/api/v1/units/lamp/stop").ok());
    QVERIFY(engine.waitForState(kLamp, UnitState::Stopped));
    QVERIFY(!isAlive(starting->pid));
}

void TestFaultsKeepers::aLogWithoutRoom()
{
    EngineProcess engine;
    SmallDisk disk(engine.dataDirectory() + QStringLiteral("/logs"), 1);
    if (!disk.ok()) {
        QSKIP(qPrintable(disk.trouble()));
    }
    QVERIFY(engine.writeUnits(agentText(kLamp, {QStringLiteral("--lines-per-second"), QStringLiteral("5000")})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    QVERIFY(disk.fill());
    const QString lost = QStringLiteral("unit.output_lost");
    QVERIFY2(waitUntil([&] { return engine.alerts(lost).size() == 1; }, 10'000), qPrintable(engine.trouble()));
    const client::AlertRecord alert = engine.alerts(lost).first();
    QVERIFY2(alert.summary.contains(engine.logPath(kLamp) + QStringLiteral(": No space left on device")),
             qPrintable(alert.summary));
    QVERIFY(!alert.resolvedAt);
    QTest::qWait(1500); // more than a pipe holds: it would wait if it were not drained
    QCOMPARE(engine.unit(kLamp)->pid, before->pid);

    QVERIFY(disk.makeRoom());
    const QString written = QStringLiteral("unit.output_written");
    QVERIFY(waitUntil([&] { return engine.events(written, kLamp).size() == 1; }, 10'000));
    const qint64 bytes = engine.events(written, kLamp).first().payload.value(QStringLiteral("bytes_lost")).toInteger();
    QVERIFY2(bytes > 70'000, qPrintable(QStringLiteral("%1 bytes").arg(bytes)));
    QVERIFY(waitUntil([&] { return engine.alerts(lost).first().resolvedAt.has_value(); }, 3000));
    QFile log(engine.logPath(kLamp));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray text = log.readAll();
    const QByteArray missing = "lamplighter: " + QByteArray::number(bytes) + " bytes lost: disk full";
    QVERIFY2(text.contains(missing), text.right(400).constData());
}

QTEST_GUILESS_MAIN(TestFaultsKeepers)
#include "tst_faults_keepers.moc"
