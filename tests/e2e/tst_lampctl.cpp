// lampctl on a real engine, as a person and as a script use it: words, exit codes, --json, and lines that follow.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;

namespace {

const QString kLamp = QStringLiteral("lamp");

QJsonObject objectOf(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

} // namespace

class TestLampctl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokensOverTheNetwork()
    {
        EngineProcess engine;
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const CommandResult added = engine.lampctl(words("tokens add wall --role viewer"));
        QVERIFY2(added.exitCode == 0, added.errors.constData());
        QCOMPARE(added.output.trimmed().size(), 43);
        const QString file = engine.folder() + QStringLiteral("/wall-token");
        QFile secret(file);
        QVERIFY(secret.open(QFile::WriteOnly) && secret.write(added.output) > 0);
        secret.close();
        QCOMPARE(engine.lampctlOverTcp(file, words("status")).exitCode, 0);
        QCOMPARE(engine.lampctlOverTcp(file, words("tokens list")).exitCode, 4); // a viewer may not
        const CommandResult list = engine.lampctl(words("tokens list"));
        QVERIFY2(list.output.contains("wall") && list.output.contains("viewer"), list.output.constData());
        QVERIFY(!list.output.contains(added.output.trimmed()));
        QCOMPARE(engine.lampctl(words("tokens add wall --role admin")).exitCode, 1);
        QCOMPARE(engine.lampctl(words("tokens revoke wall")).exitCode, 0);
        QCOMPARE(engine.lampctl(words("tokens revoke wall")).exitCode, 5);
        QCOMPARE(engine.lampctlOverTcp(file, words("status")).exitCode, 4);
    }

    void addStartStopStatusRemove()
    {
        EngineProcess engine;
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const QString agent = programPath(QStringLiteral("lamplighter-demo-agent"));
        const CommandResult added =
            engine.lampctl({QStringLiteral("add"), kLamp, QStringLiteral("--directory"), engine.folder(),
                            QStringLiteral("--"), agent, QStringLiteral("--version"), QStringLiteral("2")});
        QVERIFY2(added.exitCode == 0, added.errors.constData());
        QVERIFY(engine.waitForState(kLamp, UnitState::Running));

        const CommandResult table = engine.lampctl({QStringLiteral("status")});
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.output.contains("lamp") && table.output.contains("Running"), table.output.constData());
        const CommandResult json = engine.lampctl({QStringLiteral("--json"), QStringLiteral("status")});
        const QJsonObject unit = objectOf(json.output).value(QStringLiteral("units")).toArray().first().toObject();
        QCOMPARE(unit.value(QStringLiteral("name")).toString(), kLamp);
        QCOMPARE(unit.value(QStringLiteral("state")).toString(), QStringLiteral("RUNNING"));
        QVERIFY(isAlive(unit.value(QStringLiteral("pid")).toInteger()));

        QCOMPARE(engine.lampctl({QStringLiteral("stop"), kLamp}).exitCode, 0);
        QVERIFY(engine.waitForState(kLamp, UnitState::Stopped, 2000));
        QCOMPARE(engine.lampctl({QStringLiteral("start"), kLamp}).exitCode, 0);
        const auto started = engine.waitForState(kLamp, UnitState::Running);
        QVERIFY(started);
        QCOMPARE(engine.lampctl({QStringLiteral("restart"), kLamp}).exitCode, 0);
        const auto restarted = engine.waitForNewPid(kLamp, started->pid);
        QVERIFY(restarted);
        QCOMPARE(engine.lampctl({QStringLiteral("remove"), kLamp}).exitCode, 0);
        QVERIFY(waitUntil([&] { return engine.units().isEmpty() && !isAlive(restarted->pid); }, 5000));
    }

    void exitCodesSayWhy()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kLamp, {})));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QCOMPARE(engine.lampctl(words("stop no-such-unit")).exitCode, 5);
        QCOMPARE(engine.lampctl(words("status no-such-unit")).exitCode, 5);
        QCOMPARE(engine.lampctl(words("frobnicate")).exitCode, 2);
        QCOMPARE(engine.lampctl(words("kill-switch engage --all")).exitCode, 2); // without a reason
        QCOMPARE(engine.lampctl(words("remove lamp")).exitCode, 1);              // it stands in a file of --units

        const CommandResult error = engine.lampctl(words("--json stop no-such-unit"));
        QCOMPARE(error.exitCode, 5);
        const QJsonObject told = objectOf(error.errors).value(QStringLiteral("error")).toObject();
        QCOMPARE(told.value(QStringLiteral("code")).toString(), QStringLiteral("not_found"));
        QVERIFY2(error.output.isEmpty(), error.output.constData());

        QVERIFY(engine.writeFile(QStringLiteral("wrong-token"), "0123456789abcdef0123456789abcdef0123456789abcdef\n"));
        QProcess stranger;
        stranger.start(programPath(QStringLiteral("lampctl")),
                       {QStringLiteral("--engine"), QStringLiteral("http://127.0.0.1:%1").arg(engine.port()),
                        QStringLiteral("--token-file"), engine.path(QStringLiteral("wrong-token")),
                        QStringLiteral("status")});
        QVERIFY(stranger.waitForFinished(10'000));
        QCOMPARE(stranger.exitCode(), 4);

        engine.killHard();
        QCOMPARE(engine.lampctl(words("status")).exitCode, 3);
    }

    void theKillSwitchByHand()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kLamp, {}, "group = \"street\"\n")));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kLamp, UnitState::Running));
        QCOMPARE(engine.lampctl(words("kill-switch engage --group street --reason smoke")).exitCode, 0);
        QVERIFY(engine.waitForState(kLamp, UnitState::Killed, 2000));
        QCOMPARE(engine.lampctl(words("start lamp")).exitCode, 6);
        const CommandResult status = engine.lampctl(words("kill-switch status"));
        QCOMPARE(status.exitCode, 0);
        QVERIFY2(status.output.contains("street") && status.output.contains("smoke"), status.output.constData());
        const QJsonObject json = objectOf(engine.lampctl(words("--json kill-switch status")).output);
        const QJsonObject latch = json.value(QStringLiteral("latches")).toArray().first().toObject();
        QCOMPARE(latch.value(QStringLiteral("target")).toString(), QStringLiteral("street"));
        QVERIFY(!latch.value(QStringLiteral("actor")).toString().isEmpty());
        QCOMPARE(engine.lampctl(words("kill-switch rearm --group street --reason aired --start-again")).exitCode, 0);
        QVERIFY(engine.waitForState(kLamp, UnitState::Running));
    }

    void logsAndEventsFollow()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kLamp, words("--lines-per-second 20"))));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kLamp, UnitState::Running));
        QTest::qWait(600);
        const CommandResult last = engine.lampctl(words("logs lamp --lines 3"));
        QCOMPARE(last.exitCode, 0);
        QCOMPARE(last.output.trimmed().split('\n').size(), 3);

        QProcess follow;
        follow.start(programPath(QStringLiteral("lampctl")),
                     QStringList{QStringLiteral("--data-dir"), engine.dataDirectory()} +
                         words("logs lamp --lines 1 --follow"));
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT((seen += follow.readAllStandardOutput()).count('\n') > 10, 5000);
        ::kill(static_cast<pid_t>(follow.processId()), SIGINT);
        QVERIFY(follow.waitForFinished(3000));

        const CommandResult events = engine.lampctl(words("--json events --subject lamp --kind unit.started"));
        QCOMPARE(events.exitCode, 0);
        QVERIFY2(events.output.contains("unit.started"), events.output.constData());
        const QJsonObject info = objectOf(engine.lampctl(words("--json engine")).output);
        QCOMPARE(info.value(QStringLiteral("pid")).toInteger(), engine.pid());
        QCOMPARE(info.value(QStringLiteral("role")).toString(), QStringLiteral("admin"));
    }

    void unitsAreCheckedAndMeasured()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(agentText(kLamp, {})));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kLamp, UnitState::Running));
        const QString file = QStringLiteral("drafts.toml");
        QVERIFY(engine.writeFile(file, "[unit.good]\ncommand = 'sh'\n[unit.odd]\ncommand = 'no-such-program'\n"
                                       "[unit.bad]\ncomand = 'sh'\nready = { tcp = 'x' }\ndepends_on = ['moon']\n"
                                       "[unit.lamp]\ncommand = 'sh'\n"));
        const auto check = [&](const QString &name, const QStringList &options = {}) {
            return engine.lampctl(options + QStringList{QStringLiteral("check"), name, engine.path(file)});
        };
        const CommandResult good = check(QStringLiteral("good"));
        QVERIFY2(good.exitCode == 0, good.errors.constData());
        QVERIFY2(good.output.contains("good"), good.output.constData());
        const CommandResult odd = check(QStringLiteral("odd"));
        QCOMPARE(odd.exitCode, 0); // it can be saved
        QVERIFY2(odd.output.contains("Warning") && odd.output.contains("no-such-program"), odd.output.constData());
        const CommandResult bad = check(QStringLiteral("bad"));
        QCOMPARE(bad.exitCode, 1);
        for (const char *words : {"comand", "command", "ready.tcp", "depends_on", "moon"}) {
            QVERIFY2(bad.output.contains(words), bad.output.constData());
        }
        QCOMPARE(check(QStringLiteral("lamp")).exitCode, 0); // the unit of that name stands in a file too
        const CommandResult json = check(QStringLiteral("bad"), {QStringLiteral("--json")});
        QCOMPARE(json.exitCode, 1);
        QCOMPARE(objectOf(json.output).value(QStringLiteral("problems")).toArray().size(), 4);

        const CommandResult usage = engine.lampctl(words("usage"));
        QCOMPARE(usage.exitCode, 0);
        QVERIFY2(usage.output.contains("lamp") && usage.output.contains("iB"), usage.output.constData());
        const QJsonObject used = objectOf(engine.lampctl(words("--json usage")).output);
        const QJsonObject unit = used.value(QStringLiteral("units")).toArray().first().toObject();
        QCOMPARE(unit.value(QStringLiteral("name")).toString(), kLamp);
        QVERIFY(unit.value(QStringLiteral("memory")).toInteger() > 100'000);
    }

    void anAlertIsSeenAndAcknowledged()
    {
        EngineProcess engine;
        QVERIFY(engine.writeUnits(
            agentText(kLamp, words("--crash-after 10ms,exit=125"), "no_restart_exit_codes = [125]\n")));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(kLamp, UnitState::Fatal));
        QJsonArray alerts;
        QVERIFY(waitUntil(
            [&] {
                alerts = objectOf(engine.lampctl(words("--json alerts --open")).output)
                             .value(QStringLiteral("alerts"))
                             .toArray();
                return !alerts.isEmpty();
            },
            5000));
        const QString id = alerts.first().toObject().value(QStringLiteral("id")).toString();
        QCOMPARE(alerts.first().toObject().value(QStringLiteral("subject")).toString(), kLamp);
        const CommandResult seen = engine.lampctl({QStringLiteral("alerts"), QStringLiteral("acknowledge"), id,
                                                   QStringLiteral("--note"), QStringLiteral("the key was missing")});
        QVERIFY2(seen.exitCode == 0, seen.errors.constData());
        const QJsonObject after = engine.get("/api/v1/alerts").array(QStringLiteral("alerts")).last().toObject();
        QVERIFY(!after.value(QStringLiteral("acknowledged_at")).toString().isEmpty());
        QCOMPARE(after.value(QStringLiteral("note")).toString(), QStringLiteral("the key was missing"));
    }
};

QTEST_GUILESS_MAIN(TestLampctl)
#include "tst_lampctl.moc"
