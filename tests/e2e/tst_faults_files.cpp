// Unit files that cannot be used: the place is named to the column, nothing of the file is applied, what ran goes on,
// and the other files are read as if nothing were wrong.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kLamp = QStringLiteral("lamp");
const QString kOther = QStringLiteral("other");
const QString kRefused = QStringLiteral("engine.unit_file_refused");

QStringList inFolder(const EngineProcess &engine)
{
    return {QStringLiteral("--units"), engine.path(QStringLiteral("units"))};
}

} // namespace

class TestFaultsFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void brokenUnitFiles_data();
    void brokenUnitFiles();
    void theLastGoodUnitStands();
    void aStateFileKeepsItsModeAndOwner();
};

void TestFaultsFiles::brokenUnitFiles_data()
{
    QTest::addColumn<QByteArray>("text"); // of b.toml; a.toml has the unit "other"
    QTest::addColumn<QString>("said");    // FOLDER stands for the folder of both
    const auto row = [](const char *name, const char *text, const char *said) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(said);
    };
    row("syntax", "[unit.lamp]\ncommand = [\"sleep\", \"9\"\nuser = 1\n", "FOLDER/b.toml:3:1: ");
    row("unknown key", "[unit.lamp]\ncommand = [\"sleep\", \"9\"]\n  retsart = \"always\"\n",
        "FOLDER/b.toml:3:3: unit.lamp.retsart is not a known key; did you mean \"restart\"?");
    row("wrong type", "[unit.lamp]\ncommand = [\"sleep\", \"9\"]\nautostart = \"yes\"\n",
        "FOLDER/b.toml:3:13: unit.lamp.autostart must be true or false");
    row("name twice in a file", "[unit.lamp]\ncommand = [\"sleep\", \"9\"]\n\n[unit.lamp]\ncommand = [\"true\"]\n",
        "FOLDER/b.toml:4:");
    row("name of another file", "\n[unit.other]\ncommand = [\"sleep\", \"9\"]\n",
        "FOLDER/b.toml:2:7: unit.other is defined already in FOLDER/a.toml:1:7");
    row("cycle",
        "[unit.lamp]\ncommand = [\"sleep\", \"9\"]\ndepends_on = [\"second\"]\n\n"
        "[unit.second]\ncommand = [\"sleep\", \"9\"]\ndepends_on = [\"lamp\"]\n",
        "FOLDER/b.toml:3:1: unit.lamp.depends_on goes in a circle: lamp -> second -> lamp");
    row("depends on nobody", "[unit.lamp]\ncommand = [\"sleep\", \"9\"]\ndepends_on = [\"gone\"]\n",
        "FOLDER/b.toml:3:1: unit.lamp.depends_on names \"gone\", and there is no such unit");
    row("no text", "[unit.lamp]\ncommand = [\"sleep\", \"\xff\xfe\"]\n", "FOLDER/b.toml:2:");
}

void TestFaultsFiles::brokenUnitFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    EngineProcess engine;
    QVERIFY(QDir(engine.folder()).mkdir(QStringLiteral("units")));
    said.replace(QStringLiteral("FOLDER"), engine.path(QStringLiteral("units")));
    QVERIFY(engine.writeFile(QStringLiteral("units/a.toml"), agentText(kOther, {})));
    QVERIFY(engine.writeFile(QStringLiteral("units/b.toml"), text));
    // At the start: everybody else runs, and it is said on stderr, in the history and as an alert.
    QVERIFY2(engine.start(inFolder(engine)), qPrintable(engine.trouble()));
    const auto other = engine.waitForState(kOther, UnitState::Running);
    QVERIFY2(other, qPrintable(engine.trouble()));
    for (const client::UnitStatus &unit : engine.units()) { // at most one that waits for what cannot come
        QVERIFY2(unit.name == kOther || (unit.pid == 0 && !unit.waitingFor.isEmpty()), qPrintable(unit.name));
    }
    QCOMPARE(unitProcesses(engine.folder().toUtf8()).size(), 1);
    QVERIFY2(engine.trouble().contains(said), qPrintable(engine.trouble()));
    QVERIFY(waitUntil([&] { return engine.alerts(kRefused).size() == 1; }, 5000));
    QVERIFY2(engine.alerts(kRefused).first().summary.contains(said),
             qPrintable(engine.alerts(kRefused).first().summary));
    QCOMPARE(engine.events(kRefused).size(), 1);
    // Whoever reads it again is told the same, and nothing is touched.
    const CommandResult again = engine.lampctl({QStringLiteral("reload-units")});
    QVERIFY(again.exitCode != 0);
    QVERIFY2(again.errors.contains(said.toUtf8()), again.errors.constData());
    QCOMPARE(engine.unit(kOther)->pid, other->pid);
    // Mended, it is applied, and the alert is over.
    QVERIFY(engine.writeFile(QStringLiteral("units/b.toml"), agentText(kLamp, {})));
    const CommandResult mended = engine.lampctl({QStringLiteral("reload-units")});
    QVERIFY2(mended.exitCode == 0, mended.errors.constData());
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    QCOMPARE(engine.unit(kOther)->pid, other->pid);
    QVERIFY(waitUntil([&] { return engine.alerts(kRefused).first().resolvedAt.has_value(); }, 5000));
}

/// An engine that starts beside a file that was broken meanwhile.
void TestFaultsFiles::theLastGoodUnitStands()
{
    EngineProcess engine;
    QVERIFY(QDir(engine.folder()).mkdir(QStringLiteral("units")));
    QVERIFY(engine.writeFile(QStringLiteral("units/a.toml"), agentText(kOther, {})));
    QVERIFY(engine.writeFile(QStringLiteral("units/b.toml"), agentText(kLamp, {}, "min_uptime = \"0s\"\n")));
    QVERIFY2(engine.start(inFolder(engine)), qPrintable(engine.trouble()));
    const auto lamp = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(lamp && engine.waitForState(kOther, UnitState::Running));
    QTest::qWait(200);
    engine.killHard();
    QVERIFY(engine.writeFile(QStringLiteral("units/b.toml"), "[unit.lamp\n"));
    QVERIFY2(engine.start(inFolder(engine)), qPrintable(engine.trouble()));
    QCOMPARE(engine.waitForState(kLamp, UnitState::Running)->pid, lamp->pid);
    ::kill(static_cast<pid_t>(lamp->pid), SIGKILL);
    QVERIFY(engine.waitForNewPid(kLamp, lamp->pid)); // by the rules that were last good
    QVERIFY(engine.trouble().contains(QStringLiteral("b.toml:1:")));
}

/// It belongs to another system, which has to be able to read and write it afterwards.
void TestFaultsFiles::aStateFileKeepsItsModeAndOwner()
{
    EngineProcess engine;
    const QString file = engine.path(QStringLiteral("state.json"));
    QVERIFY(engine.writeFile(QStringLiteral("state.json"), "{\"manual_shutdown\": false, \"theirs\": 7}"));
    const QByteArray encoded = QFile::encodeName(file);
    const bool isRoot = ::geteuid() == 0;
    const uid_t owner = isRoot ? 12'345 : ::geteuid();
    const gid_t group = isRoot ? 23'456 : ::getegid();
    QCOMPARE(::chown(encoded.constData(), owner, group), 0);
    QCOMPARE(::chmod(encoded.constData(), 0660), 0);
    QVERIFY(engine.writeUnits(agentText(kLamp, {}, "state_file = \"" + encoded + "\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    QVERIFY(engine.post("/api/v1/units/lamp/stop").ok());
    const auto written = [&] {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) && read.readAll().contains("true");
    };
    QVERIFY(waitUntil(written, 5000));
    struct stat now = {};
    QCOMPARE(::stat(encoded.constData(), &now), 0);
    QCOMPARE(now.st_mode & 07777U, 0660U);
    QCOMPARE(now.st_uid, owner);
    QCOMPARE(now.st_gid, group);
}

QTEST_GUILESS_MAIN(TestFaultsFiles)
#include "tst_faults_files.moc"
