// An engine without file descriptors, without processes, without rights: units that run are kept running, every refusal
// names its cause, and when there is room again everything goes on by itself.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/small_disk.h"
#include "tests/support/unit_text.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;
using client::UnitStatus;

namespace {

const QString kLamp = QStringLiteral("lamp");
constexpr uid_t kNobodyElse = 54'321; // an account that no other process of this machine has

QJsonObject stopEverything()
{
    return {{QStringLiteral("scope"), QStringLiteral("all")}, {QStringLiteral("reason"), QStringLiteral("test")}};
}

/// Words that make the next program run as that account.
QStringList asOther()
{
    const QString id = QString::number(kNobodyElse);
    return {QStringLiteral("setpriv"), QStringLiteral("--reuid=") + id, QStringLiteral("--regid=") + id,
            QStringLiteral("--clear-groups")};
}

/// Whether such a program can be run here at all: only root may, and it has to reach what was built.
QString whyNotAsOther()
{
    QProcess process;
    const QStringList words =
        asOther() + QStringList{programPath(QStringLiteral("lampctl")), QStringLiteral("--version")};
    process.start(words.first(), words.mid(1));
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
               ? QString()
               : QStringLiteral("no program can be run under another account here");
}

bool giveAway(const QString &folder)
{
    bool all = ::chown(QFile::encodeName(folder).constData(), kNobodyElse, kNobodyElse) == 0;
    QDirIterator entries(folder, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        all = ::chown(QFile::encodeName(entries.next()).constData(), kNobodyElse, kNobodyElse) == 0 && all;
    }
    return all;
}

/// Processes of that account that do nothing but count.
class Crowd
{
public:
    explicit Crowd(int count)
    {
        const QStringList words = asOther() + QStringList{QStringLiteral("sleep"), QStringLiteral("1000")};
        for (int i = 0; i < count; ++i) {
            auto process = std::make_unique<QProcess>();
            process->start(words.first(), words.mid(1));
            m_processes.push_back(std::move(process));
        }
        for (const auto &process : m_processes) {
            process->waitForStarted();
        }
    }
    ~Crowd() { leave(); }
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;
    void leave()
    {
        for (const auto &process : m_processes) {
            process->kill();
            process->waitForFinished();
        }
        m_processes.clear();
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_processes;
};

} // namespace

class TestFaultsResources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outOfDescriptors();
    void forkFails();
    void launchesThatCannotBe_data();
    void launchesThatCannotBe();
    void aFolderThatBecomesReadOnly();
};

void TestFaultsResources::outOfDescriptors()
{
    EngineProcess engine;
    engine.setWrapper({QStringLiteral("prlimit"), QStringLiteral("--nofile=128:128")});
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "min_uptime = \"0s\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    auto lamp = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(lamp);
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    for (int i = 0; i < 300; ++i) {
        crowd.push_back(std::make_unique<QTcpSocket>());
        crowd.back()->connectToHost(QStringLiteral("127.0.0.1"), engine.port());
    }
    QTRY_VERIFY(engine.trouble().contains(QStringLiteral("refusing connections: of the 128 files")));

    // Whoever is on this machine is let in, and told how it stands.
    const auto pidNow = [&] {
        const CommandResult shown = engine.lampctl({QStringLiteral("--json"), QStringLiteral("status")});
        const QJsonArray units =
            QJsonDocument::fromJson(shown.output).object().value(QStringLiteral("units")).toArray();
        return units.first().toObject().value(QStringLiteral("pid")).toInteger();
    };
    QCOMPARE(pidNow(), lamp->pid);
    for (int i = 0; i < 3; ++i) { // what crashes is started again all the while
        const qint64 before = pidNow();
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(before), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(pidNow() > 0 && pidNow() != before, 5000);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
    // The kill switch is reached, acts, and is written down.
    const CommandResult engaged =
        engine.lampctl({QStringLiteral("kill-switch"), QStringLiteral("engage"), QStringLiteral("--all"),
                        QStringLiteral("--reason"), QStringLiteral("test")});
    QVERIFY2(engaged.exitCode == 0, engaged.errors.constData());
    QTRY_VERIFY(unitProcesses(engine.folder().toUtf8()).isEmpty());
    crowd.clear();
    QTRY_VERIFY(engine.get("/readyz").ok());
    QVERIFY(engine.killSwitch()->latches.first().durable);
    QCOMPARE(engine.events(QStringLiteral("unit.exited"), kLamp).size(), 4);
}

void TestFaultsResources::forkFails()
{
    if (const QString why = whyNotAsOther(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    constexpr int kLimit = 60;
    EngineProcess engine;
    const QByteArray rules = "min_uptime = \"0s\"\nmax_consecutive_failures = 1000\n"
                             "backoff = { initial = \"100ms\", maximum = \"300ms\" }\n";
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, rules) +
                              agentText(QStringLiteral("second"), {}, rules + "autostart = false\n")));
    QVERIFY(giveAway(engine.folder()));
    engine.setWrapper(asOther() + QStringList{QStringLiteral("prlimit"), QStringLiteral("--nproc=%1:%1").arg(kLimit)});
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto lamp = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(lamp);
    Crowd crowd(kLimit);

    ::kill(static_cast<pid_t>(lamp->pid), SIGKILL);
    const auto failing = [](const UnitStatus &unit) {
        return unit.state == UnitState::Backoff &&
               unit.detail == QStringLiteral("no process can be made for lamp: Resource temporarily unavailable");
    };
    QVERIFY2(engine.waitForUnit(kLamp, failing), engine.get("/api/v1/units/lamp").body.constData());
    QVERIFY(waitUntil([&] { return !engine.alerts(QStringLiteral("process.start.failed")).isEmpty(); }, 5000));
    const CommandResult status = engine.lampctl({QStringLiteral("status")});
    QVERIFY2(status.output.contains("Resource temporarily unavailable"), status.output.constData());
    // One that never ran needs a keeper first.
    QVERIFY(engine.post("/api/v1/units/second/start").ok());
    const auto noKeeper = [](const UnitStatus &unit) {
        return unit.state == UnitState::Backoff && unit.detail.startsWith(QStringLiteral("cannot start the keeper")) &&
               unit.detail.endsWith(QStringLiteral("Resource temporarily unavailable"));
    };
    QVERIFY2(engine.waitForUnit(QStringLiteral("second"), noKeeper),
             engine.get("/api/v1/units/second").body.constData());
    // The kill switch needs no process, and its file no new thread.
    QVERIFY(engine
                .post("/api/v1/kill-switch/engage", {{QStringLiteral("scope"), QStringLiteral("unit")},
                                                     {QStringLiteral("target"), QStringLiteral("second")},
                                                     {QStringLiteral("reason"), QStringLiteral("test")}})
                .ok());
    QVERIFY(engine.killSwitch()->latches.first().durable);
    QVERIFY(engine.waitForState(QStringLiteral("second"), UnitState::Killed));

    crowd.leave();
    QVERIFY2(engine.waitForNewPid(kLamp, lamp->pid), engine.get("/api/v1/units/lamp").body.constData());
    QVERIFY(engine.unit(kLamp)->detail.isEmpty());
    QCOMPARE(unitProcesses(engine.folder().toUtf8()).size(), 1);
}

void TestFaultsResources::launchesThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("unit"); // FOLDER stands for the test's
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *unit, const char *said) {
        QTest::newRow(name) << QByteArray(unit) << QString::fromUtf8(said);
    };
    row("no program", "command = [\"FOLDER/none\"]", "FOLDER/none");
    row("no program along PATH", "command = [\"no-such-program\"]", "no-such-program");
    row("not executable", "command = [\"FOLDER/plain\"]", "FOLDER/plain");
    row("a folder", "command = [\"FOLDER/data\"]", "FOLDER/data");
    row("no interpreter", "command = [\"FOLDER/script\"]",
        "the program FOLDER/script cannot be run: No such file or directory");
    row("no format", "command = [\"FOLDER/noise\"]", "the program FOLDER/noise cannot be run: Exec format error");
    row("no directory", "command = [\"sleep\", \"9\"]\ndirectory = \"FOLDER/nowhere\"",
        "the working directory FOLDER/nowhere cannot be entered: No such file or directory");
    row("a file as directory", "command = [\"sleep\", \"9\"]\ndirectory = \"FOLDER/plain\"",
        "the working directory FOLDER/plain cannot be entered: Not a directory");
    row("no environment file", "command = [\"sleep\", \"9\"]\nenvironment_files = [\"FOLDER/none.env\"]",
        "FOLDER/none.env");
    row("no account", "command = [\"sleep\", \"9\"]\nuser = \"nobody-of-that-name\"", "nobody-of-that-name");
    row("no right to the directory", "command = [\"sleep\", \"9\"]\nuser = \"nobody\"\ndirectory = \"FOLDER/mine\"",
        "the working directory FOLDER/mine cannot be entered: Permission denied");
    row("no right to the program", "command = [\"FOLDER/mine/program\"]\nuser = \"nobody\"\ndirectory = \"/\"",
        "the program FOLDER/mine/program cannot be run: Permission denied");
}

void TestFaultsResources::launchesThatCannotBe()
{
    QFETCH(QByteArray, unit);
    QFETCH(QString, said);
    if (unit.contains("user = \"nobody\"") && ::geteuid() != 0) {
        QSKIP("only root may start programs as another account");
    }
    EngineProcess engine;
    const auto executable = [&](const QString &name, const QByteArray &text) {
        return engine.writeFile(name, text) && ::chmod(QFile::encodeName(engine.path(name)).constData(), 0755) == 0;
    };
    QVERIFY(engine.writeFile(QStringLiteral("plain"), "#!/bin/sh\n"));
    QVERIFY(executable(QStringLiteral("script"), "#!/no/such/interpreter\n"));
    QVERIFY(executable(QStringLiteral("noise"), QByteArray(64, '\1')));
    QVERIFY(QDir(engine.folder()).mkdir(QStringLiteral("mine")));
    QVERIFY(executable(QStringLiteral("mine/program"), "#!/bin/sh\nsleep 9\n"));
    QCOMPARE(::chmod(QFile::encodeName(engine.path(QStringLiteral("mine"))).constData(), 0700), 0);
    QCOMPARE(::chmod(QFile::encodeName(engine.folder()).constData(), 0755), 0);
    const QByteArray folder = engine.folder().toUtf8();
    QVERIFY(engine.writeUnits("[unit.lamp]\n" + unit.replace("FOLDER", folder) + '\n' +
                              agentText(QStringLiteral("other"), {})));
    said.replace(QStringLiteral("FOLDER"), engine.folder());

    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto failed = [](const UnitStatus &status) { return status.state == UnitState::Backoff; };
    const auto status = engine.waitForUnit(kLamp, failed);
    QVERIFY2(status, engine.get("/api/v1/units/lamp").body.constData());
    QVERIFY2(status->detail.contains(said), qPrintable(status->detail));
    QVERIFY(waitUntil([&] { return !engine.alerts(QStringLiteral("process.start.failed")).isEmpty(); }, 5000));
    const QString summary = engine.alerts(QStringLiteral("process.start.failed")).first().summary;
    QVERIFY2(summary.startsWith(QStringLiteral("Unit 'lamp' could not be started: ")) && summary.contains(said),
             qPrintable(summary));
    const CommandResult shown = engine.lampctl({QStringLiteral("status")});
    QVERIFY2(shown.output.contains(said.toUtf8()), shown.output.constData());
    QVERIFY(engine.waitForState(QStringLiteral("other"), UnitState::Running)); // it concerns nobody else
}

/// Files that are open go on to be written; nothing new can be made.
void TestFaultsResources::aFolderThatBecomesReadOnly()
{
    EngineProcess engine;
    SmallDisk disk(engine.dataDirectory(), 16);
    if (!disk.ok()) {
        QSKIP(qPrintable(disk.trouble()));
    }
    const QByteArray rules = "min_uptime = \"0s\"\nbackoff = { initial = \"100ms\", maximum = \"300ms\" }\n"
                             "max_consecutive_failures = 1000\n";
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, rules) +
                              agentText(QStringLiteral("second"), {}, rules + "autostart = false\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto lamp = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(lamp);
    QVERIFY(disk.shadowReadOnly(true));

    ::kill(static_cast<pid_t>(lamp->pid), SIGKILL);
    QVERIFY(engine.waitForNewPid(kLamp, lamp->pid, 3000)); // its keeper has all it needs
    QVERIFY(engine.post("/api/v1/units/second/start").ok());
    const auto refused = [&](const UnitStatus &unit) {
        return unit.detail.contains(QStringLiteral("Read-only file system")) &&
               unit.detail.contains(engine.dataDirectory());
    };
    QVERIFY2(engine.waitForUnit(QStringLiteral("second"), refused),
             engine.get("/api/v1/units/second").body.constData());
    // It stops, and says that it could not be written down.
    QVERIFY(engine.post("/api/v1/kill-switch/engage", stopEverything()).ok());
    QVERIFY(waitUntil([&] { return unitProcesses(engine.folder().toUtf8()).isEmpty(); }, 5000));
    QVERIFY(!engine.killSwitch()->latches.first().durable);
    const QString kind = QStringLiteral("kill_switch.not_durable");
    QVERIFY(waitUntil([&] { return !engine.alerts(kind).isEmpty(); }, 5000));
    const QString summary = engine.alerts(kind).first().summary;
    QVERIFY2(summary.contains(QStringLiteral("The kill switch holds, but could not be written to disk")) &&
                 summary.contains(engine.dataDirectory() + QStringLiteral("/latches: Read-only file system")),
             qPrintable(summary));

    QVERIFY(disk.shadowReadOnly(false));
    QVERIFY(waitUntil([&] { return engine.killSwitch()->latches.first().durable; }, 5000));
    QVERIFY(waitUntil([&] { return engine.alerts(kind).first().resolvedAt.has_value(); }, 5000));
    engine.killHard();
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Killed));
}

QTEST_GUILESS_MAIN(TestFaultsResources)
#include "tst_faults_resources.moc"
