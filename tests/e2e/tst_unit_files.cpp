// reload-units: applies only what changed, and a bad file changes nothing and says line and column. Units made over the
// API stay.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QProcess>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

QStringList names(const QJsonObject &answer, const QString &key)
{
    QStringList words;
    const QJsonArray array = answer.value(key).toArray();
    for (const auto &value : array) {
        words.append(value.toString());
    }
    return words;
}

QString one()
{
    return QStringLiteral("one");
}
QString two()
{
    return QStringLiteral("two");
}
QString three()
{
    return QStringLiteral("three");
}

} // namespace

class TestUnitFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatChangedIsTouched()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(one(), {}) + agentText(two(), {}) + agentText(QStringLiteral("old"), {})));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const auto first = engine.waitForState(one(), UnitState::Running);
        const auto second = engine.waitForState(two(), UnitState::Running);
        const auto old = engine.waitForState(QStringLiteral("old"), UnitState::Running);
        QVERIFY(first && second && old);

        QVERIFY(engine.writeUnits("# one is as it was\n" + agentText(one(), {}) +
                                  agentText(two(), {QStringLiteral("--version"), QStringLiteral("2")}) +
                                  agentText(three(), {})));
        const HttpExchange answer = engine.post("/api/v1/units/reload");
        QVERIFY2(answer.ok(), answer.body.constData());
        QCOMPARE(names(answer.object(), QStringLiteral("added")), QStringList(three()));
        QCOMPARE(names(answer.object(), QStringLiteral("changed")), QStringList(two()));
        QCOMPARE(names(answer.object(), QStringLiteral("removed")), QStringList(QStringLiteral("old")));

        QVERIFY(engine.waitForState(three(), UnitState::Running));
        QVERIFY(engine.waitForNewPid(two(), second->pid));
        QCOMPARE(engine.unit(one())->pid, first->pid);
        QVERIFY(waitUntil([&] { return !isAlive(old->pid); }, 5000));
        QCOMPARE(engine.get("/api/v1/units/old").status, 404);

        const QJsonObject nothing = engine.post("/api/v1/units/reload").object();
        QVERIFY(names(nothing, QStringLiteral("added")).isEmpty());
        QVERIFY(names(nothing, QStringLiteral("changed")).isEmpty());
        QVERIFY(names(nothing, QStringLiteral("removed")).isEmpty());
    }

    void aBadFileChangesNothing()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(one(), {})));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const auto before = engine.waitForState(one(), UnitState::Running);
        QVERIFY(before);

        QVERIFY(engine.writeUnits(
            "[unit.one]\ncommand = [\"sleep\", \"1000\"]\n\n[unit.new]\ncommand = [\"sleep\"]\nretsart = \"never\"\n"));
        const HttpExchange answer = engine.post("/api/v1/units/reload");
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.body.contains("units.toml:6:1"), answer.body.constData());
        QVERIFY2(answer.body.contains("restart"), "it names the nearest known key");
        const CommandResult refused = engine.lampctl({QStringLiteral("reload-units")});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.errors.contains("units.toml:6:1"), refused.errors.constData());
        QTest::qWait(300);
        QCOMPARE(engine.unit(one())->pid, before->pid);
        QCOMPARE(engine.units().size(), 1);
    }

    void aUnitMadeOverTheApiSurvives()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(one(), {})));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const QJsonArray command{programPath(QStringLiteral("lamplighter-demo-agent"))};
        const HttpExchange made =
            engine.post("/api/v1/units", {{QStringLiteral("name"), two()},
                                          {QStringLiteral("spec"), QJsonObject{{QStringLiteral("command"), command}}}});
        QVERIFY2(made.ok(), made.body.constData());
        QVERIFY(engine.waitForState(two(), UnitState::Running));
        QVERIFY(!engine.unit(two())->readOnly);
        QVERIFY(engine.unit(one())->readOnly);
        QCOMPARE(engine.remove("/api/v1/units/one").status, 409); // it is in a file that is not ours to write

        const qint64 pid = engine.unit(two())->pid;
        engine.killHard();
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const auto again = engine.waitForState(two(), UnitState::Running);
        QVERIFY(again);
        QCOMPARE(again->pid, pid);
        QVERIFY(engine.post("/api/v1/units/reload").ok());
        QCOMPARE(engine.unit(two())->pid, pid);

        QVERIFY(engine.remove("/api/v1/units/two").ok());
        QVERIFY(waitUntil([&] { return !isAlive(pid); }, 5000));
        QVERIFY(waitUntil([&] { return engine.get("/api/v1/units/two").status == 404; }, 3000));
    }

    void aSecondEngineIsRefused()
    {
        EngineProcess engine;
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QProcess second;
        second.start(programPath(QStringLiteral("lamplighterd")),
                     {QStringLiteral("--data-dir"), engine.dataDirectory(), QStringLiteral("--listen"),
                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--foreground")});
        QVERIFY(second.waitForFinished(10'000));
        QVERIFY(second.exitStatus() == QProcess::NormalExit && second.exitCode() != 0);
        QVERIFY(engine.get("/readyz").ok());
    }
};

QTEST_GUILESS_MAIN(TestUnitFiles)
#include "tst_unit_files.moc"
