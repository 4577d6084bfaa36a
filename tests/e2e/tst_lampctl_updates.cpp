// lampctl and updates, on a real engine with a unit that has releases: reported, approved, verified, taken back. What
// it ends with is what a pipeline goes by.
#include "tests/support/engine_process.h"
#include "tests/support/unit_text.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;
using client::UnitState;

namespace {

constexpr int kLong = 60'000;

QJsonObject objectOf(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

/// Releases 1 to 3 of the demo agent; 3 never becomes ready.
bool layOut(const EngineProcess &engine)
{
    QProcess script;
    script.start(u"sh"_s, {QStringLiteral(LAMPLIGHTER_DEMO_RELEASES), engine.path(u"releases"_s),
                           QString::number(freePort()), programPath(u"lamplighter-demo-agent"_s)});
    return script.waitForFinished() && script.exitCode() == 0 &&
           engine.writeUnits(
               script.readAllStandardOutput().replace("ready_timeout = \"5s\"", "ready_timeout = \"2s\""));
}

QByteArray said(const CommandResult &result)
{
    return result.errors + result.output;
}

CommandResult run(const EngineProcess &engine, const char *line)
{
    return engine.lampctl(QString::fromLatin1(line).split(u' '), kLong);
}

} // namespace

class TestLampctlUpdates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void appliedByAPipeline()
    {
        EngineProcess engine;
        QVERIFY(layOut(engine));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(u"demo"_s, UnitState::Running));
        const CommandResult done = run(engine, "notify --service demo --modules src.a,src.b --severity critical "
                                               "--description faster --version 2 --auto-restart");
        QVERIFY2(done.exitCode == 0, said(done).constData());
        // What scripts around the notifier that this replaces look for, and each step.
        for (const char *words : {"   Decision: restart_at_checkpoint\n", "   Reason: High severity: faster\n",
                                  "Restart required!", "demo: drain done", "demo: hibernate done", "demo: verify done",
                                  "R-1 (demo): Applied, demo runs version 2"}) {
            QVERIFY2(done.output.contains(words), done.output.constData());
        }
        const QJsonObject versions = objectOf(run(engine, "--json rollback demo --list").output);
        QCOMPARE(versions.value("versions"_L1).toArray().size(), 3);
        QVERIFY(run(engine, "rollback demo --list").output.contains("current  verified"));

        // The same by hand: a release that does not come up is taken back, and this is not a success.
        const CommandResult broken = run(engine, "notify --service demo --modules a --severity high --version 3 "
                                                 "--auto-restart --json");
        QVERIFY2(broken.exitCode == 1, said(broken).constData());
        const QJsonObject end = objectOf(broken.output).value("pending_restart"_L1).toObject();
        QCOMPARE(end.value("state"_L1).toString(), u"rolled_back"_s);
        const CommandResult shown = run(engine, "updates show R-2");
        for (const char *words : {"Rolled back", "start failed", "rollback_verify done", "U-2"}) {
            QVERIFY2(shown.output.contains(words), shown.output.constData());
        }
        const CommandResult back = run(engine, "rollback demo 1 --wait");
        QVERIFY2(back.exitCode == 0, said(back).constData());
        QVERIFY2(back.output.contains("demo runs version 1"), back.output.constData());
        QCOMPARE(run(engine, "rollback demo 17 --wait").exitCode, 1);
    }

    void answeredByHand()
    {
        EngineProcess engine;
        QVERIFY(layOut(engine));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(u"demo"_s, UnitState::Running));
        QVERIFY(run(engine, "updates").output.contains("No restart waits."));
        QCOMPARE(run(engine, "notify --service demo --modules a --severity high --version 2").exitCode, 0);
        const CommandResult list = run(engine, "updates");
        QVERIFY2(list.output.contains("R-1") && list.output.contains("waits for an approval"), list.output.constData());
        QCOMPARE(run(engine, "updates --service other").output, QByteArray("No restart waits.\n"));
        const CommandResult deferred = run(engine, "defer R-1 --for 1h --reason busy");
        QVERIFY2(deferred.exitCode == 0 && deferred.output.contains("Deferred"), deferred.output.constData());

        // Another notice joins: what was looked at is not what would be approved any more.
        QCOMPARE(run(engine, "notify --service demo --modules b --severity high --version 2").exitCode, 0);
        const CommandResult stale = run(engine, "approve R-1 --revision 1");
        QVERIFY2(stale.exitCode == 1 && !stale.errors.isEmpty(), stale.errors.constData());
        const CommandResult approved = run(engine, "approve U-2 --at-checkpoint --wait");
        QVERIFY2(approved.exitCode == 0, said(approved).constData());
        QVERIFY2(approved.output.contains("waits for a checkpoint"), approved.output.constData());
        QVERIFY2(approved.output.contains("Applied"), approved.output.constData());
        QCOMPARE(run(engine, "checkpoint demo").exitCode, 0);
        QCOMPARE(run(engine, "checkpoint nobody").exitCode, 5);

        QCOMPARE(run(engine, "notify --service demo --modules c --severity high").exitCode, 0);
        QCOMPARE(run(engine, "reject R-2 --reason never").exitCode, 0);
        const CommandResult second = run(engine, "approve R-2");
        QVERIFY2(second.exitCode == 1 && second.errors.contains("has rejected R-2: never"), second.errors.constData());
        const QJsonArray over =
            objectOf(run(engine, "--json updates --state over").output).value("updates"_L1).toArray();
        QCOMPARE(over.size(), 3);
        QCOMPARE(over.first().toObject().value("state"_L1).toString(), u"rejected"_s);
        QCOMPARE(run(engine, "updates show U-99").exitCode, 5);
        QCOMPARE(run(engine, "updates show R-99").exitCode, 5);
        QCOMPARE(run(engine, "advise demo").exitCode, 0);
    }

    void refusalsEndWith4()
    {
        EngineProcess engine;
        QVERIFY(layOut(engine));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(u"demo"_s, UnitState::Running));
        const CommandResult nobody = run(engine, "notify --service nobody --modules a --severity high --auto-restart");
        QCOMPARE(nobody.exitCode, 4); // no unit of this service: recorded, but nothing can be restarted
        QVERIFY2(nobody.errors.contains("No unit has the service nobody"), nobody.errors.constData());
        QVERIFY(nobody.output.contains("   Decision: restart_at_checkpoint\n"));
        QCOMPARE(run(engine, "kill-switch engage --unit demo --reason test").exitCode, 0);
        const CommandResult held = run(engine, "notify --service demo --modules a --severity high --auto-restart");
        QVERIFY2(held.exitCode == 4, said(held).constData());
        QVERIFY2(held.errors.contains("kill switch"), held.errors.constData());
        // Nothing to do, or not yet, is no refusal: the notice is accepted.
        const CommandResult ignored = run(engine, "notify --service demo --modules docs --severity low --auto-restart");
        QVERIFY2(ignored.exitCode == 0 && ignored.output.contains("Decision: ignore"), ignored.output.constData());
        QVERIFY(engine.writeFile(u"wrong"_s, "0123456789abcdef0123456789abcdef0123456789abcdef\n"));
        QCOMPARE(
            engine.lampctlOverTcp(engine.path(u"wrong"_s), QString(u"notify --service demo --modules a"_s).split(u' '))
                .exitCode,
            4);
    }

    /// Both directions of the OmniMind protocol at once: our engine serves it, and is read as if it were theirs.
    void throughTheOmniMindProtocol()
    {
        EngineProcess engine;
        QVERIFY(layOut(engine));
        // Their notices name no version: the newest is meant, and that is to be one that works.
        QVERIFY(QDir(engine.path(u"releases/releases/3"_s)).removeRecursively());
        QVERIFY(engine.writeFile(u"settings.toml"_s, "[api]\ncompat_unauthenticated_loopback = true\n"));
        QVERIFY2(engine.start({u"--settings"_s, engine.path(u"settings.toml"_s)}), qPrintable(engine.trouble()));
        QVERIFY(engine.waitForState(u"demo"_s, UnitState::Running));
        const auto theirs = [&engine](const char *line) {
            const QString address = u"omnimind+http://127.0.0.1:%1"_s.arg(engine.port());
            return EngineProcess::runLampctl(
                QStringList{u"--engine"_s, address} + QString::fromLatin1(line).split(u' '), kLong);
        };
        const CommandResult who = theirs("--json engine");
        QVERIFY2(who.exitCode == 0, said(who).constData());
        QCOMPARE(objectOf(who.output).value("product"_L1).toString(), u"omnimind"_s);
        QVERIFY(theirs("updates").output.contains("No restart waits."));
        const CommandResult refused = theirs("policy show");
        QVERIFY2(refused.errors.contains("offers only its pending updates"), refused.errors.constData());

        QCOMPARE(theirs("notify --service demo --modules src.a --severity high --description faster").exitCode, 0);
        const CommandResult list = theirs("updates");
        QVERIFY2(list.output.contains("demo: High severity: faster"), list.output.constData());
        QVERIFY(theirs("updates --state open").output.contains("faster"));
        QVERIFY(theirs("updates show U-1").output.contains("src.a"));
        QVERIFY(run(engine, "updates").output.contains("R-1")); // ours says the same
        const CommandResult done = theirs("notify --service demo --modules src.b --severity critical --auto-restart");
        QVERIFY2(done.exitCode == 0, said(done).constData());
        QVERIFY2(done.output.contains("R-1 (OmniMind): Applied"), done.output.constData());
        const QJsonObject restart = engine.get("/api/v1/restarts/R-1").object();
        QCOMPARE(restart.value("state"_L1).toString(), u"applied"_s);
        QVERIFY(theirs("updates").output.contains("No restart waits."));
        QCOMPARE(theirs("defer R-1 --for 1h").exitCode, 5); // there is nothing
        engine.terminate();
        QCOMPARE(theirs("updates").exitCode, 3);
    }

    void thePolicyExplains()
    {
        EngineProcess engine;
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        const CommandResult now = run(
            engine, "policy explain --service s --modules src.quantum_consciousness.quantum_backend --severity low");
        QVERIFY2(now.exitCode == 0 && now.output.contains("restart_now"), now.output.constData());
        QVERIFY(now.output.contains("critical-code  matched"));
        const QJsonObject trace =
            objectOf(run(engine, "--json policy explain --service s --modules zzz --severity low").output);
        QCOMPARE(trace.value("decision"_L1).toString(), u"ignore"_s);
        QVERIFY(run(engine, "updates --state all").output.contains("There are no such updates.")); // only explained
        const CommandResult policy = run(engine, "policy show");
        QVERIFY2(policy.output.contains("built in") && policy.output.contains("critical_modules"),
                 policy.output.constData());
    }
};

QTEST_GUILESS_MAIN(TestLampctlUpdates)
#include "tst_lampctl_updates.moc"
