// What may be in the way of an engine's start: each is said with its name, nothing of it is harmed, and what can go on
// does.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/small_disk.h"
#include "tests/support/unit_text.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kLamp = QStringLiteral("lamp");
const QString kDark = QStringLiteral("dark");

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(at) && file.write(bytes) == bytes.size();
}

QString databaseOf(const EngineProcess &engine)
{
    return engine.dataDirectory() + QStringLiteral("/lamplighter.db");
}

QStringList setAside(const EngineProcess &engine)
{
    return QDir(engine.dataDirectory()).entryList({QStringLiteral("lamplighter.db.damaged-*")}, QDir::Files);
}

QJsonObject latchFor(const QString &unit)
{
    return {{QStringLiteral("scope"), QStringLiteral("unit")},
            {QStringLiteral("target"), unit},
            {QStringLiteral("reason"), QStringLiteral("left dark on purpose")}};
}

} // namespace

class TestFaultsStart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSecondEngineIsToldOfTheFirst();
    void aPortInUseIsSaidWithItsOwner();
    void aTokenFileThatOthersReadIsRefused();
    void aNewerDatabaseIsLeftAlone();
    void aDamagedDatabaseIsSetAside_data();
    void aDamagedDatabaseIsSetAside();
    void aReadOnlyDataDirectory();
    void noDataDirectory_data();
    void noDataDirectory();
};

void TestFaultsStart::aSecondEngineIsToldOfTheFirst()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    EngineProcess second;
    QCOMPARE(second.startAndFail({QStringLiteral("--data-dir"), engine.dataDirectory()}), 4);
    const QString wanted = QStringLiteral("lamplighterd: another engine (process %1) owns %2: stop that one, or give "
                                          "this one another data directory")
                               .arg(engine.pid())
                               .arg(engine.dataDirectory());
    QVERIFY2(second.trouble().contains(wanted), qPrintable(second.trouble()));
    QVERIFY(engine.get("/readyz").ok());
    QCOMPARE(engine.unit(kLamp)->pid, before->pid);
    // After a hard end the lock is free, whatever is written in it.
    engine.killHard();
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
}

void TestFaultsStart::aPortInUseIsSaidWithItsOwner()
{
    EngineProcess first;
    QVERIFY2(first.start(), qPrintable(first.trouble()));
    EngineProcess second;
    const QString taken = QStringLiteral("127.0.0.1:%1").arg(first.port());
    QCOMPARE(second.startAndFail({QStringLiteral("--listen"), taken}), 1);
    const QString byLamplighter =
        QStringLiteral("cannot listen on 127.0.0.1 port %1: Address already in use by lamplighterd (process %2); end "
                       "that program, or choose another port")
            .arg(first.port())
            .arg(first.pid());
    QVERIFY2(second.trouble().contains(byLamplighter), qPrintable(second.trouble()));

    QTcpServer stranger;
    QVERIFY(stranger.listen(QHostAddress::LocalHost));
    EngineProcess third;
    const QString other = QStringLiteral("127.0.0.1:%1").arg(stranger.serverPort());
    QCOMPARE(third.startAndFail({QStringLiteral("--listen"), other}), 1);
    const QString byStranger = QStringLiteral("(process %1)").arg(::getpid());
    QVERIFY2(third.trouble().contains(byStranger), qPrintable(third.trouble()));
    // Nothing stands in the way of another try.
    stranger.close();
    QVERIFY2(third.start(), qPrintable(third.trouble()));
}

void TestFaultsStart::aTokenFileThatOthersReadIsRefused()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    QCOMPARE(engine.terminate(), 0);
    const QString file = engine.dataDirectory() + QStringLiteral("/token");
    const QByteArray token = content(file);
    QCOMPARE(::chmod(QFile::encodeName(file).constData(), 0640), 0);
    QCOMPARE(engine.startAndFail(), 1);
    QVERIFY2(engine.trouble().contains(
                 QStringLiteral("others may read the admin token in %1: run 'chmod 600 %1'").arg(file)),
             qPrintable(engine.trouble()));
    QCOMPARE(content(file), token);
    QVERIFY(isAlive(before->pid)); // what runs goes on
    QCOMPARE(::chmod(QFile::encodeName(file).constData(), 0600), 0);
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QCOMPARE(engine.waitForState(kLamp, UnitState::Running)->pid, before->pid);
}

void TestFaultsStart::aNewerDatabaseIsLeftAlone()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before);
    QCOMPARE(engine.terminate(), 0);
    const QString file = databaseOf(engine);
    QVERIFY(overwrite(file, 60, QByteArray::fromHex("000003e7"))); // user version 999
    const QByteArray whole = content(file);
    QCOMPARE(engine.startAndFail(), 1);
    const QString wanted = QStringLiteral("the database %1 was written by a newer version (schema 999,").arg(file);
    QVERIFY2(engine.trouble().contains(wanted), qPrintable(engine.trouble()));
    QVERIFY(content(file) == whole);
    QVERIFY(setAside(engine).isEmpty());
    QVERIFY(isAlive(before->pid));
}

void TestFaultsStart::aDamagedDatabaseIsSetAside_data()
{
    QTest::addColumn<qint64>("at");
    QTest::newRow("its header") << qint64(0);
    QTest::newRow("its pages") << qint64(4096);
}

void TestFaultsStart::aDamagedDatabaseIsSetAside()
{
    QFETCH(qint64, at);
    EngineProcess engine;
    QVERIFY(engine.writeUnits(agentText(kLamp, {}) + agentText(kDark, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const auto before = engine.waitForState(kLamp, UnitState::Running);
    QVERIFY(before && engine.waitForState(kDark, UnitState::Running));
    QVERIFY(engine.post("/api/v1/kill-switch/engage", latchFor(kDark)).ok());
    QVERIFY(engine.waitForState(kDark, UnitState::Killed));
    QCOMPARE(engine.terminate(), 0);
    QVERIFY(overwrite(databaseOf(engine), at, QByteArray(40'000, '\xa5')));
    const QByteArray damaged = content(databaseOf(engine));

    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QCOMPARE(setAside(engine).size(), 1);
    const QString kept = engine.dataDirectory() + u'/' + setAside(engine).first();
    QVERIFY(content(kept) == damaged);
    const QString kind = QStringLiteral("engine.database_replaced");
    QVERIFY(waitUntil([&] { return engine.alerts(kind).size() == 1; }, 5000));
    QVERIFY2(engine.alerts(kind).first().summary.contains(kept), qPrintable(engine.alerts(kind).first().summary));
    // The unit that ran is the one that runs, and the latch, which is not in the database, holds.
    QCOMPARE(engine.waitForState(kLamp, UnitState::Running)->pid, before->pid);
    QVERIFY(engine.waitForState(kDark, UnitState::Killed));
    QCOMPARE(engine.killSwitch()->latches.size(), 1);
    QCOMPARE(engine.post("/api/v1/units/dark/start").status, 423);
    QCOMPARE(unitProcesses(engine.folder().toUtf8()).size(), 1);
    QVERIFY(engine.lampctl({QStringLiteral("status")}).exitCode == 0); // the admin token is taken up again
}

void TestFaultsStart::aReadOnlyDataDirectory()
{
    EngineProcess engine;
    SmallDisk disk(engine.dataDirectory(), 16);
    if (!disk.ok()) {
        QSKIP(qPrintable(disk.trouble()));
    }
    QVERIFY(engine.writeUnits(agentText(kLamp, {})));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    QVERIFY(engine.post("/api/v1/units/lamp/stop").ok());
    QVERIFY(engine.waitForState(kLamp, UnitState::Stopped));
    QVERIFY(waitUntil([&] { return engine.keepers().isEmpty(); }, 5000));
    QCOMPARE(engine.terminate(), 0);
    QVERIFY(disk.setReadOnly(true));
    QCOMPARE(engine.startAndFail(), 1);
    QVERIFY2(engine.trouble().contains(engine.dataDirectory()), qPrintable(engine.trouble()));
    QVERIFY2(engine.trouble().contains(QStringLiteral("Read-only file system")), qPrintable(engine.trouble()));
    QVERIFY(disk.setReadOnly(false));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    QVERIFY(engine.waitForState(kLamp, UnitState::Stopped)); // as it was left
}

void TestFaultsStart::noDataDirectory_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    QTest::newRow("a file") << QStringLiteral("a-file") << QStringLiteral("File exists");
    QTest::newRow("below a file") << QStringLiteral("a-file/below") << QStringLiteral("Not a directory");
    QTest::newRow("of another") << QStringLiteral("theirs") << QStringLiteral("belongs to another account");
}

void TestFaultsStart::noDataDirectory()
{
    QFETCH(QString, path);
    QFETCH(QString, why);
    EngineProcess engine;
    QVERIFY(engine.writeFile(QStringLiteral("a-file"), "x"));
    if (path == u"theirs") {
        QDir(engine.folder()).mkdir(path);
        if (::chown(QFile::encodeName(engine.path(path)).constData(), 12345, 12345) != 0) {
            QSKIP("only root can give a folder away");
        }
    }
    QCOMPARE(engine.startAndFail({QStringLiteral("--data-dir"), engine.path(path)}), 1);
    QVERIFY2(engine.trouble().contains(engine.path(path)), qPrintable(engine.trouble()));
    QVERIFY2(engine.trouble().contains(why), qPrintable(engine.trouble()));
}

QTEST_GUILESS_MAIN(TestFaultsStart)
#include "tst_faults_start.moc"
