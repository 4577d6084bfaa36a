// Scenario 9: the engine is killed (SIGKILL) at random moments, many times, while its units crash and write.
// Afterwards: the same processes, nothing twice, no line missing, no hole in the history, no latch lost.
// LAMPLIGHTER_KILLS says how often.
#include "tests/support/engine_process.h"
#include "tests/support/log_check.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QElapsedTimer>
#include <QFile>
#include <QMap>
#include <QSet>
#include <QTest>

#include <atomic>
#include <csignal>
#include <random>
#include <thread>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

constexpr int kSteady = 4;
constexpr int kCrashing = 4;
constexpr int kCrashCode = 17;
const QString kDark = QStringLiteral("dark");
const QString kPutOut = QStringLiteral("put-out");
const QString kSwitched = QStringLiteral("switched");

// Small files, so that the log turns over often; enough of them, so that every line is kept.
constexpr auto kLog = "log = { maximum_size = \"48KiB\", keep = 100 }\n";

QString steadyName(int number)
{
    return QStringLiteral("steady%1").arg(number);
}
QString crashingName(int number)
{
    return QStringLiteral("crashing%1").arg(number);
}

/// An agent whose state file no second one can use: the kernel's lock proves what a scan could miss.
QByteArray agent(const EngineProcess &engine, const QString &name, const QStringList &arguments,
                 const QByteArray &more = {})
{
    return agentText(name, QStringList{QStringLiteral("--state-file"), engine.path(name)} + arguments, kLog + more);
}

QByteArray allUnits(const EngineProcess &engine)
{
    QByteArray text;
    for (int i = 0; i < kSteady; ++i) {
        text += agent(engine, steadyName(i), {QStringLiteral("--lines-per-second"), QStringLiteral("300")});
    }
    for (int i = 0; i < kCrashing; ++i) {
        const QString crash = QStringLiteral("%1ms,exit=%2").arg(120 + 40 * i).arg(kCrashCode);
        text +=
            agent(engine, crashingName(i),
                  {QStringLiteral("--lines-per-second"), QStringLiteral("500"), QStringLiteral("--crash-after"), crash},
                  "min_uptime = \"0s\"\nrestart_limit = { count = 1000000, window = \"10m\" }\n");
    }
    text += agent(engine, kDark, {QStringLiteral("--lines-per-second"), QStringLiteral("10")}, "autostart = false\n");
    text += agent(engine, kPutOut, {QStringLiteral("--lines-per-second"), QStringLiteral("10")});
    text += agent(engine, kSwitched, {QStringLiteral("--lines-per-second"), QStringLiteral("10")});
    return text;
}

/// Looks again and again whether two processes work for one unit, until it is told to stop.
class DoubleWatch
{
public:
    explicit DoubleWatch(QByteArray folder)
        : m_folder(std::move(folder))
        , m_thread([this] { look(); })
    {}
    ~DoubleWatch() { finish(); }
    DoubleWatch(const DoubleWatch &) = delete;
    DoubleWatch &operator=(const DoubleWatch &) = delete;

    /// What was seen; empty if all was well.
    QByteArray finish()
    {
        m_stop = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
        return m_seen;
    }
    [[nodiscard]] int looks() const { return m_looks; }

private:
    void look()
    {
        while (!m_stop) {
            QMap<QByteArray, SeenProcess> first;
            for (const SeenProcess &process : unitProcesses(m_folder)) {
                const QList<QByteArray> words = process.commandLine.split('\0');
                if (words.size() <= 2 || words.at(1) != "--state-file") {
                    continue;
                }
                const auto other = first.constFind(words.at(2));
                if (other == first.constEnd()) {
                    first.insert(words.at(2), process);
                } else if (process.parent != other->pid && other->parent != process.pid && isAlive(other->pid) &&
                           isAlive(process.pid)) {
                    // A look takes a while: one may have ended since. A leak checker's helper is its process' child.
                    m_seen = words.at(2) + " has two processes";
                }
            }
            ++m_looks;
            nap(3);
        }
    }

    QByteArray m_folder;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_looks = 0;
    QByteArray m_seen; // read after join()
    std::thread m_thread;
};

/// The children that each keeper has now.
QByteArray childrenOfKeepers(const QList<qint64> &keepers)
{
    QByteArray all;
    for (const qint64 keeper : keepers) {
        QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(keeper));
        all += file.open(QIODevice::ReadOnly) ? file.readAll() + '|' : QByteArray("|");
    }
    return all;
}

int killsWanted()
{
    bool ok = false;
    const int wanted = qEnvironmentVariableIntValue("LAMPLIGHTER_KILLS", &ok);
    return ok && wanted > 0 ? wanted : 40;
}

} // namespace

class TestEngineDies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void atRandomMoments();
    void exitsMeanwhileAreKnown();
    void endedGracefullyItLeavesUnitsRunning();
    void withStopUnitsItStopsThem();
    void aKilledKeeperIsReplaced();

private:
    void prepare(EngineProcess &engine);
    void killOnce(EngineProcess &engine, int round);
    void switchAndKill(EngineProcess &engine);
    void checkUnits(const EngineProcess &engine);
    void checkLogs(const EngineProcess &engine);
    void checkJournal(const EngineProcess &engine);

    std::mt19937 m_random{20261117};
    QMap<QString, qint64> m_steadyPids;
    bool m_switchedOff = false;
};

void TestEngineDies::prepare(EngineProcess &engine)
{
    QVERIFY(engine.writeUnits(allUnits(engine)));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    for (int i = 0; i < kSteady; ++i) {
        const auto status = engine.waitForState(steadyName(i), UnitState::Running);
        QVERIFY2(status, engine.get("/api/v1/units/" + steadyName(i).toUtf8()).body.constData());
        m_steadyPids[steadyName(i)] = status->pid;
    }
    QVERIFY(engine
                .post("/api/v1/kill-switch/engage", {{QStringLiteral("scope"), QStringLiteral("unit")},
                                                     {QStringLiteral("target"), kDark},
                                                     {QStringLiteral("reason"), QStringLiteral("never to run")}})
                .ok());
    QVERIFY(engine.waitForState(kPutOut, UnitState::Running));
    QVERIFY(engine.post("/api/v1/units/" + kPutOut.toUtf8() + "/stop").ok());
}

/// The answer to a latch is a promise: right behind it the engine dies, and the promise must hold.
void TestEngineDies::switchAndKill(EngineProcess &engine)
{
    const auto before = engine.unit(kSwitched);
    QVERIFY(before);
    QCOMPARE(!before->heldBy.isEmpty(), m_switchedOff);
    QJsonObject request{{QStringLiteral("scope"), QStringLiteral("unit")},
                        {QStringLiteral("target"), kSwitched},
                        {QStringLiteral("reason"), QStringLiteral("switched in a test")}};
    if (m_switchedOff) {
        request.insert(QStringLiteral("start_again"), true);
    }
    const HttpExchange answer =
        engine.post(m_switchedOff ? "/api/v1/kill-switch/rearm" : "/api/v1/kill-switch/engage", request);
    engine.killHard();
    QVERIFY2(answer.ok(), answer.body.constData());
    m_switchedOff = !m_switchedOff;
}

void TestEngineDies::killOnce(EngineProcess &engine, int round)
{
    const int wait = std::uniform_int_distribution<int>(0, 80)(m_random);
    switch (round % 4) {
    case 0: // while it starts
        nap(wait);
        break;
    case 1: // while it works
        QVERIFY2(engine.waitUntilReady(), qPrintable(engine.trouble()));
        nap(wait);
        break;
    case 2: { // between an action and its record: a unit was just started, its event is not yet committed
        QVERIFY2(engine.waitUntilReady(), qPrintable(engine.trouble()));
        const QList<qint64> keepers = engine.keepers();
        const QByteArray before = childrenOfKeepers(keepers);
        QElapsedTimer timer;
        timer.start();
        while (childrenOfKeepers(keepers) == before && timer.elapsed() < 2000) {}
        break;
    }
    default:
        QVERIFY2(engine.waitUntilReady(), qPrintable(engine.trouble()));
        switchAndKill(engine);
        break;
    }
    engine.killHard();
}

void TestEngineDies::atRandomMoments()
{
    EngineProcess engine;
    prepare(engine);
    if (QTest::currentTestFailed()) {
        return;
    }
    DoubleWatch doubles(engine.folder().toUtf8());
    engine.killHard();
    const int kills = killsWanted();
    for (int round = 0; round < kills; ++round) {
        QVERIFY(engine.spawn());
        killOnce(engine, round);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    checkUnits(engine);
    // On a fast machine all kills are over before a log has turned; the counting below is worth more across a rotation.
    for (int i = 0; i < kCrashing; ++i) {
        const QString turned = engine.logPath(crashingName(i)) + QStringLiteral(".1");
        QVERIFY2(waitUntil([&turned] { return QFile::exists(turned); }, 30'000), qPrintable(turned));
    }
    for (int i = 0; i < kSteady; ++i) {
        const QString path = engine.logPath(steadyName(i));
        QVERIFY2(waitUntil([&path] { return checkNumberedLog(path).lines > 300; }, 30'000), qPrintable(path));
    }
    // Everything is ended and what it wrote arrives, before it is counted.
    for (int i = 0; i < kCrashing && !QTest::currentTestFailed(); ++i) {
        QVERIFY(engine.post("/api/v1/units/" + crashingName(i).toUtf8() + "/stop").ok());
        QVERIFY(engine.waitForState(crashingName(i), UnitState::Stopped));
    }
    const QByteArray seen = doubles.finish();
    QVERIFY2(seen.isEmpty(), seen.constData());
    QVERIFY2(doubles.looks() > kills, "the watch for doubles hardly looked");
    if (!QTest::currentTestFailed()) {
        checkLogs(engine);
    }
    if (!QTest::currentTestFailed()) {
        checkJournal(engine);
    }
}

void TestEngineDies::checkUnits(const EngineProcess &engine)
{
    for (auto it = m_steadyPids.cbegin(); it != m_steadyPids.cend(); ++it) {
        const auto status = engine.waitForState(it.key(), UnitState::Running);
        QVERIFY2(status, qPrintable(it.key()));
        QCOMPARE(status->pid, it.value());
        QCOMPARE(status->run, 1);
        QVERIFY(isAlive(it.value()));
    }
    QCOMPARE(toString(engine.unit(kDark)->state), toString(UnitState::Killed));
    QCOMPARE(engine.unit(kDark)->heldReason, QStringLiteral("never to run"));
    QVERIFY2(logLines(engine.logPath(kDark)).isEmpty(), "a latched unit ran");
    QCOMPARE(toString(engine.unit(kPutOut)->state), toString(UnitState::Stopped));
    QCOMPARE(engine.unit(kPutOut)->run, 1);
    QCOMPARE(!engine.unit(kSwitched)->heldBy.isEmpty(), m_switchedOff);
    for (int i = 0; i < kCrashing; ++i) {
        const qint64 run = engine.unit(crashingName(i))->run;
        QVERIFY2(run > 5, "it hardly crashed");
        QVERIFY2(engine.waitForUnit(crashingName(i), [run](const auto &now) { return now.run > run; }),
                 engine.get("/api/v1/units/" + crashingName(i).toUtf8()).body.constData());
    }
}

void TestEngineDies::checkLogs(const EngineProcess &engine)
{
    for (int i = 0; i < kSteady; ++i) {
        const LogCheck log = checkNumberedLog(engine.logPath(steadyName(i)));
        QVERIFY2(log.trouble.isEmpty(), qPrintable(log.trouble));
        QCOMPARE(log.runs, 1);
        QVERIFY(log.lines > 300);
    }
    for (int i = 0; i < kCrashing; ++i) {
        const LogCheck log = checkNumberedLog(engine.logPath(crashingName(i)));
        QVERIFY2(log.trouble.isEmpty(), qPrintable(log.trouble));
        QVERIFY2(log.files > 1, "the log never turned over");
        // No process without a number. A number without a process is one whose engine died before it launched anything.
        QVERIFY(log.runs <= engine.unit(crashingName(i))->run);
    }
}

void TestEngineDies::checkJournal(const EngineProcess &engine)
{
    const QList<client::EventRecord> events = engine.events();
    QVERIFY(!events.isEmpty());
    for (qsizetype i = 0; i < events.size(); ++i) {
        QCOMPARE(events.at(i).seq, i + 1);
    }
    for (int i = 0; i < kCrashing; ++i) {
        QMap<qint64, int> exits;
        for (const client::EventRecord &event : events) {
            const int code = event.payload.value(QStringLiteral("code")).toInt();
            if (event.kind == QStringLiteral("unit.exited") && event.subject == crashingName(i) && code == kCrashCode) {
                ++exits[event.payload.value(QStringLiteral("run")).toInteger()];
            }
        }
        for (auto it = exits.cbegin(); it != exits.cend(); ++it) {
            QVERIFY2(it.value() == 1,
                     qPrintable(QStringLiteral("run %1 ended %2 times").arg(it.key()).arg(it.value())));
        }
        // What the agents wrote themselves is the truth that the history is held against.
        const int crashes = checkNumberedLog(engine.logPath(crashingName(i))).crashes;
        QVERIFY2(exits.size() == crashes, qPrintable(QStringLiteral("%1 crashed %2 times, the journal has %3 of them")
                                                         .arg(crashingName(i))
                                                         .arg(crashes)
                                                         .arg(exits.size())));
    }
}

void TestEngineDies::exitsMeanwhileAreKnown()
{
    EngineProcess engine;
    const QByteArray rules = "min_uptime = \"0s\"\n";
    QVERIFY(engine.writeUnits(
        agentText(QStringLiteral("by-code"), {QStringLiteral("--crash-after"), QStringLiteral("1s,exit=42")}, rules) +
        agentText(QStringLiteral("by-signal"), {}, rules) +
        agentText(QStringLiteral("no-more"), {QStringLiteral("--crash-after"), QStringLiteral("1s,exit=43")},
                  rules + "restart = \"never\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto byCode = engine.waitForState(QStringLiteral("by-code"), UnitState::Running);
    const auto bySignal = engine.waitForState(QStringLiteral("by-signal"), UnitState::Running);
    const auto noMore = engine.waitForState(QStringLiteral("no-more"), UnitState::Running);
    QVERIFY(byCode && bySignal && noMore);
    engine.killHard();
    ::kill(static_cast<pid_t>(bySignal->pid), SIGABRT);
    QVERIFY(waitUntil([&] { return !isAlive(byCode->pid) && !isAlive(bySignal->pid) && !isAlive(noMore->pid); }, 5000));
    QTest::qWait(200);

    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto code = engine.waitForNewPid(QStringLiteral("by-code"), byCode->pid);
    const auto signal = engine.waitForNewPid(QStringLiteral("by-signal"), bySignal->pid);
    const auto ended = engine.waitForState(QStringLiteral("no-more"), UnitState::Exited);
    QVERIFY(code && signal && ended);
    QCOMPARE(code->lastExit->code, std::optional<int>(42));
    QCOMPARE(signal->lastExit->signal, std::optional<int>(SIGABRT));
    QCOMPARE(ended->lastExit->code, std::optional<int>(43));
    QCOMPARE(code->run, 2);
    QCOMPARE(ended->run, 1);
    // When it ended, not when the new engine learned of it.
    QVERIFY(code->lastExit->uptime >= milliseconds(990) && code->lastExit->uptime < milliseconds(1500));
}

void TestEngineDies::endedGracefullyItLeavesUnitsRunning()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(QStringLiteral("lamp"), {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(QStringLiteral("lamp"), UnitState::Running);
    QVERIFY(before);
    QCOMPARE(engine.terminate(), 0);
    QVERIFY(isAlive(before->pid));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto after = engine.waitForState(QStringLiteral("lamp"), UnitState::Running);
    QVERIFY(after);
    QCOMPARE(after->pid, before->pid);
    QCOMPARE(after->restarts, 0);
    QVERIFY(waitUntil([&] { return !engine.events(QStringLiteral("unit.adopted")).isEmpty(); }, 2000));
}

void TestEngineDies::withStopUnitsItStopsThem()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(QStringLiteral("lamp"), {QStringLiteral("--fork"), QStringLiteral("5")})));
    QVERIFY2(engine.start({QStringLiteral("--stop-units")}), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(QStringLiteral("lamp"), UnitState::Running));
    QCOMPARE(engine.terminate(), 0);
    QVERIFY(waitUntil([&] { return engine.processesLeft() == 0; }, 3000)); // the keeper too
    // It was not stopped by hand: the next engine starts it.
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(QStringLiteral("lamp"), UnitState::Running));
}

void TestEngineDies::aKilledKeeperIsReplaced()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(QStringLiteral("lamp"), {QStringLiteral("--fork"), QStringLiteral("3")})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const QByteArray folder = engine.folder().toUtf8();
    const auto runs = [&] { return unitProcesses(folder).size() == 4; };
    const auto first = engine.waitForState(QStringLiteral("lamp"), UnitState::Running);
    QVERIFY(first);
    QVERIFY(waitUntil(runs, 3000));

    const QList<SeenProcess> old = unitProcesses(folder);
    ::kill(static_cast<pid_t>(engine.keepers().value(0)), SIGKILL);
    const auto second = engine.waitForNewPid(QStringLiteral("lamp"), first->pid);
    QVERIFY2(second, engine.get("/api/v1/units/lamp").body.constData());
    for (const SeenProcess &process : old) {
        QVERIFY(!isAlive(process.pid));
    }
    QVERIFY(waitUntil(runs, 3000));

    // The same while no engine is there to see it.
    engine.killHard();
    ::kill(static_cast<pid_t>(engine.keepers().value(0)), SIGKILL);
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForNewPid(QStringLiteral("lamp"), second->pid));
    QVERIFY(!isAlive(second->pid));
    QVERIFY(waitUntil(runs, 3000));
}

QTEST_GUILESS_MAIN(TestEngineDies)
#include "tst_engine_dies.moc"
