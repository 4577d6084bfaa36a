// Scenarios 4 and 5 against the real programs: a new version is reported, decided, approved, and comes up in six timed
// steps; a broken one is taken back by itself; what can wait waits for its time, over the engine's death; of two
// operators one wins. And the faults: the engine killed at every event of a restart, hooks that fail, a unit that
// comes up with the old version, a broken policy.
#include "core/client/shapes_updates.h"
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QDebug>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <thread>

using namespace lamplighter;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;
using client::UpdateState;

namespace {

const QString kDemo = u"demo"_s;

QJsonObject notice(const QString &version, const QString &description = u"A new version"_s)
{
    return {{u"service"_s, kDemo},
            {u"change_type"_s, u"code"_s},
            {u"modules"_s, QJsonArray{u"src.core.desiring_machines"_s}},
            {u"severity"_s, u"critical"_s},
            {u"description"_s, description},
            {u"version"_s, version}};
}

/// A demo agent with three releases (the third never becomes ready) under a real engine.
class Fleet
{
public:
    /// `change` may edit the unit file.
    explicit Fleet(const std::function<void(QByteArray &)> &change = {}, const QByteArray &policy = {})
        : engine(u"lamp-upd"_s)
    {
        QProcess layout;
        layout.start(u"sh"_s, {QStringLiteral(LAMPLIGHTER_DEMO_RELEASES), engine.path(u"rel"_s),
                               QString::number(freePort()), programPath(u"lamplighter-demo-agent"_s)});
        if (!layout.waitForFinished(10'000) || layout.exitCode() != 0) {
            return;
        }
        QByteArray unit = layout.readAllStandardOutput();
        unit.replace("min_healthy_time = \"2s\"", "min_healthy_time = \"200ms\"");
        unit.replace("ready_timeout = \"5s\"", "ready_timeout = \"2s\"\nbackoff = { initial = \"200ms\" }");
        if (change) {
            change(unit);
        }
        QDir().mkpath(engine.dataDirectory());
        if (!policy.isEmpty()) {
            engine.writeFile(u"data/policy.toml"_s, policy);
        }
        ready = engine.writeUnits(unit) && engine.start() &&
                engine.waitForState(kDemo, client::UnitState::Running).has_value();
    }

    [[nodiscard]] QString current() const
    {
        return QFileInfo(engine.path(u"rel/current"_s)).symLinkTarget().section(u'/', -1);
    }
    [[nodiscard]] client::PendingRestart restart(const QString &id) const
    {
        const auto detail = client::restartDetailFromJson(engine.get("/api/v1/restarts/" + id.toLatin1()).object());
        return detail ? detail->restart : client::PendingRestart{};
    }
    /// The restart that a notice asks for.
    [[nodiscard]] client::PendingRestart report(const QJsonObject &what) const
    {
        const auto answer = client::noticeAnswerFromJson(engine.post("/api/v1/updates", what).object());
        return answer && answer->restart ? *answer->restart : client::PendingRestart{};
    }
    HttpExchange answer(const QString &id, const QByteArray &what, const QJsonObject &body = {}) const
    {
        return engine.post("/api/v1/restarts/" + id.toLatin1() + '/' + what, body);
    }
    client::PendingRestart waitUntil(const QString &id, const std::function<bool(const client::PendingRestart &)> &good,
                                     int limit = 20'000) const
    {
        client::PendingRestart last;
        static_cast<void>(tests::waitUntil(
            [&] {
                last = restart(id);
                return good(last);
            },
            limit));
        return last;
    }
    client::PendingRestart waitUntilOver(const QString &id, int limit = 20'000) const
    {
        return waitUntil(
            id, [](const client::PendingRestart &one) { return !one.id.isEmpty() && client::isOver(one.state); },
            limit);
    }
    [[nodiscard]] QString runningVersion() const
    {
        const auto status = engine.unit(kDemo);
        QFile environment(u"/proc/%1/cmdline"_s.arg(status ? status->pid : 0));
        if (!environment.open(QIODevice::ReadOnly)) {
            return {};
        }
        const QList<QByteArray> words = environment.readAll().split('\0');
        const qsizetype at = words.indexOf("--version");
        return at < 0 ? QString() : QString::fromUtf8(words.value(at + 1));
    }

    EngineProcess engine;
    bool ready = false;
};

/// Over, or an operator is asked and told why.
bool settled(const client::PendingRestart &restart)
{
    return !restart.id.isEmpty() && (client::isOver(restart.state) ||
                                     (restart.state == UpdateState::Waiting && !restart.waitsBecause.isEmpty()));
}

const client::RestartStep *stepOf(const client::PendingRestart &restart, const QString &name)
{
    if (restart.runs.isEmpty()) {
        return nullptr;
    }
    for (const client::RestartStep &step : restart.runs.constFirst().steps) {
        if (step.step == name) {
            return &step;
        }
    }
    return nullptr;
}

} // namespace

class TestUpdates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Scenario 4.
    void aNewVersion()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const qint64 before = fleet.engine.unit(kDemo)->pid;
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(asked.state == UpdateState::Waiting);
        QVERIFY(asked.decision == client::Decision::RestartNow);
        QCOMPARE(asked.rule, u"critical-code"_s);
        QCOMPARE(fleet.engine.unit(kDemo)->pid, before); // nothing because of a notice alone

        QVERIFY(fleet.answer(asked.id, "approve", {{u"revision"_s, asked.revision}}).ok());
        const client::PendingRestart over = fleet.waitUntilOver(asked.id);
        QVERIFY2(over.state == UpdateState::Applied, qPrintable(over.note));
        for (const QString &name : {u"drain"_s, u"hibernate"_s, u"stop"_s, u"start"_s, u"verify"_s}) {
            const client::RestartStep *step = stepOf(over, name);
            QVERIFY2(step != nullptr && step->state == u"done" && step->took, qPrintable(name));
        }
        QVERIFY(stepOf(over, u"hibernate"_s)->savedState.contains(u"checkpoints"_s));
        QVERIFY(over.runs.constFirst().downtime.has_value());
        QCOMPARE(over.runs.constFirst().toVersion, u"2"_s);
        QCOMPARE(fleet.current(), u"2"_s);
        QCOMPARE(fleet.runningVersion(), u"2"_s);
        QVERIFY(fleet.engine.unit(kDemo)->pid != before);
        QCOMPARE(fleet.engine.unit(kDemo)->run, 2);

        const client::PendingRestart broken = fleet.report(notice(u"3"_s));
        QVERIFY(fleet.answer(broken.id, "approve").ok());
        const client::PendingRestart back = fleet.waitUntilOver(broken.id);
        QVERIFY2(back.state == UpdateState::RolledBack, qPrintable(back.note));
        QCOMPARE(fleet.current(), u"2"_s);
        QCOMPARE(fleet.runningVersion(), u"2"_s);
        QVERIFY(fleet.engine.waitForState(kDemo, client::UnitState::Running));
        QTRY_COMPARE(fleet.engine.alerts(u"update.rolled_back"_s).size(), 1);
        QVERIFY(fleet.engine.alerts(u"update.rolled_back"_s).constFirst().requiresAttention);
    }

    /// Scenario 5, first half: a time that comes while the engine is away is not forgotten.
    void notNow()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        QJsonObject deferrable = notice(u"2"_s);
        deferrable.insert(u"severity"_s, u"low"_s);
        deferrable.insert(u"modules"_s, QJsonArray{u"src.api.routes"_s});
        const client::PendingRestart asked = fleet.report(deferrable);
        QVERIFY(asked.state == UpdateState::Deferred);
        QVERIFY(asked.until.has_value());
        const WallTime at = SystemClock().wallNow() + seconds(3);
        QVERIFY(fleet.answer(asked.id, "approve", {{u"when"_s, u"at"_s}, {u"at"_s, toIsoString(at)}}).ok());
        QVERIFY(fleet.restart(asked.id).state == UpdateState::Scheduled);
        fleet.engine.killHard();
        QVERIFY(fleet.engine.start());
        QVERIFY(fleet.restart(asked.id).state == UpdateState::Scheduled);
        const client::PendingRestart over = fleet.waitUntilOver(asked.id);
        QVERIFY2(over.state == UpdateState::Applied, qPrintable(over.note));
        QVERIFY(stepOf(over, u"stop"_s)->startedAt >= at);
        QCOMPARE(fleet.runningVersion(), u"2"_s);
    }

    /// Scenario 5, second half.
    void twoOperatorsAtOnce()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        std::array<HttpExchange, 2> answers;
        {
            std::thread one([&] { answers[0] = fleet.answer(asked.id, "approve", {{u"revision"_s, asked.revision}}); });
            std::thread other([&] {
                answers[1] =
                    fleet.answer(asked.id, "reject", {{u"revision"_s, asked.revision}, {u"reason"_s, u"busy"_s}});
            });
            one.join();
            other.join();
        }
        QCOMPARE(answers[0].ok() + answers[1].ok(), 1);
        const HttpExchange &loser = answers[0].ok() ? answers[1] : answers[0];
        QCOMPARE(loser.status, 409);
        QVERIFY2(loser.body.contains("token:admin has"), loser.body.constData());
    }

    void joinedNoticesMustBeLookedAt()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart first = fleet.report(notice(u"2"_s));
        const client::PendingRestart joined = fleet.report(notice(u"2"_s, u"Something else as well"_s));
        QCOMPARE(joined.id, first.id);
        QCOMPARE(fleet.answer(first.id, "approve", {{u"revision"_s, first.revision}}).status, 409);
        QVERIFY(fleet.answer(first.id, "approve", {{u"revision"_s, joined.revision}}).ok());
        QVERIFY(fleet.waitUntilOver(first.id).state == UpdateState::Applied);
        const QJsonArray applied = fleet.engine.get("/api/v1/updates?state=applied").array(u"updates"_s);
        QCOMPARE(applied.size(), 2); // all are marked applied by the one restart
        QCOMPARE(fleet.engine.unit(kDemo)->run, 2);
    }

    void atACheckpoint()
    {
        Fleet fleet([](QByteArray &unit) {
            unit.replace("\"--checkpoint-every\", \"10s\"", "\"--checkpoint-every\", \"1h\"");
        });
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.answer(asked.id, "approve", {{u"when"_s, u"checkpoint"_s}}).ok());
        QVERIFY(fleet.restart(asked.id).state == UpdateState::AtCheckpoint);
        QCOMPARE(fleet.engine.post("/api/v1/checkpoints", {{u"unit"_s, kDemo}}).status, 202);
        QVERIFY(fleet.waitUntilOver(asked.id).state == UpdateState::Applied);
    }

    void automaticIsTheSourcesOwnBehaviour()
    {
        Fleet fleet({}, "approval = \"automatic\"\n");
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.waitUntilOver(asked.id).state == UpdateState::Applied);
        QCOMPARE(fleet.runningVersion(), u"2"_s);
    }

    void aHibernationThatFails()
    {
        Fleet fleet([](QByteArray &unit) {
            const qsizetype at = unit.indexOf("hibernate = {");
            unit.replace(at, unit.indexOf('\n', at) - at, "hibernate = { command = [\"false\"] }");
        });
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const qint64 before = fleet.engine.unit(kDemo)->pid;
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.answer(asked.id, "approve").ok());
        const client::PendingRestart waiting = fleet.waitUntil(asked.id, [](const client::PendingRestart &one) {
            return one.state == UpdateState::Waiting && one.waitsFor == u"hibernation";
        });
        QCOMPARE(waiting.waitsFor, u"hibernation"_s);
        QVERIFY2(waiting.waitsBecause.contains(u"could not save its state"), qPrintable(waiting.waitsBecause));
        QCOMPARE(fleet.engine.unit(kDemo)->pid, before);
        QCOMPARE(fleet.current(), u"1"_s);
        QVERIFY(fleet.answer(asked.id, "approve", {{u"force"_s, true}}).ok());
        QVERIFY(fleet.waitUntilOver(asked.id).state == UpdateState::Applied);
    }

    void aHookThatHangs()
    {
        Fleet fleet([](QByteArray &unit) {
            const qsizetype at = unit.indexOf("hibernate = {");
            unit.replace(at, unit.indexOf('\n', at) - at,
                         "hibernate = { command = [\"sleep\", \"600\"] }\nhibernate_timeout = \"500ms\"");
        });
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.answer(asked.id, "approve").ok());
        const client::PendingRestart waiting =
            fleet.waitUntil(asked.id, [](const client::PendingRestart &one) { return one.waitsFor == u"hibernation"; });
        QVERIFY2(waiting.waitsBecause.contains(u"timed out"), qPrintable(waiting.waitsBecause));
    }

    /// It says that it is what it was: a deployment that did not take.
    void theOldVersionComesUp()
    {
        Fleet fleet([](QByteArray &unit) {
            const qsizetype at = unit.indexOf("version = [");
            unit.replace(at, unit.indexOf('\n', at) - at, "version = [\"echo\", \"1\"]");
        });
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.answer(asked.id, "approve").ok());
        const client::PendingRestart over = fleet.waitUntilOver(asked.id);
        QVERIFY(over.state == UpdateState::RolledBack);
        QVERIFY2(over.note.contains(u"runs version 1, not 2"), qPrintable(over.note));
        QCOMPARE(fleet.current(), u"1"_s);
    }

    void heldByTheKillSwitch()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.engine
                    .post("/api/v1/kill-switch/engage",
                          {{u"scope"_s, u"unit"_s}, {u"target"_s, kDemo}, {u"reason"_s, u"it runs wild"_s}})
                    .ok());
        QCOMPARE(fleet.answer(asked.id, "approve").status, 423);
        QVERIFY(fleet.restart(asked.id).state == UpdateState::Waiting);
        QCOMPARE(fleet.current(), u"1"_s);
    }

    void whatIsStoppedStaysStopped()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        QVERIFY(fleet.engine.post("/api/v1/units/demo/stop").ok());
        QVERIFY(fleet.engine.waitForState(kDemo, client::UnitState::Stopped));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.answer(asked.id, "approve").ok());
        QVERIFY(fleet.waitUntilOver(asked.id).state == UpdateState::Applied);
        QVERIFY(fleet.engine.unit(kDemo)->state == client::UnitState::Stopped);
        QCOMPARE(fleet.current(), u"2"_s); // its next start takes the new version
    }

    void backByHand()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        const client::PendingRestart asked = fleet.report(notice(u"2"_s));
        QVERIFY(fleet.answer(asked.id, "approve").ok());
        QVERIFY(fleet.waitUntilOver(asked.id).state == UpdateState::Applied);
        const HttpExchange back = fleet.engine.post("/api/v1/units/demo/rollback", {{u"version"_s, u"1"_s}});
        QCOMPARE(back.status, 202);
        const QString id = back.object().value(u"id"_s).toString();
        const client::PendingRestart over = fleet.waitUntilOver(id);
        QVERIFY2(over.state == UpdateState::Applied, qPrintable(over.note));
        QCOMPARE(fleet.runningVersion(), u"1"_s);
    }

    void aBrokenPolicyChangesNothing()
    {
        Fleet fleet;
        QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
        QVERIFY(fleet.engine.writeFile(u"data/policy.toml"_s, "critical_modules = [\"a\"\n"));
        QTRY_VERIFY_WITH_TIMEOUT(!fleet.engine.alerts(u"policy.refused"_s).isEmpty(), 10'000);
        const QJsonObject policy = fleet.engine.get("/api/v1/policy").object();
        QVERIFY2(policy.value(u"problem"_s).toString().contains(u"policy.toml:1:"),
                 qPrintable(policy.value(u"problem"_s).toString()));
        QVERIFY(fleet.report(notice(u"2"_s)).decision == client::Decision::RestartNow); // by the last good one
    }

    /// Applied once, or rolled back, or waiting with the reason: never twice, never forgotten.
    void theEngineDiesAtEveryEvent_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("applied") << u"2"_s;
        QTest::newRow("rolled back") << u"3"_s;
    }
    void theEngineDiesAtEveryEvent()
    {
        QFETCH(QString, version);
        bool reachedTheEnd = false;
        for (int kill = 1; !reachedTheEnd && kill < 60; ++kill) {
            Fleet fleet;
            QVERIFY2(fleet.ready, qPrintable(fleet.engine.trouble()));
            const client::PendingRestart asked = fleet.report(notice(version));
            QVERIFY(fleet.answer(asked.id, "approve").ok() || kill == 0);
            reachedTheEnd = !killAtEvent(fleet, asked.id, kill);
            if (!reachedTheEnd) {
                QVERIFY2(fleet.engine.start(), qPrintable(fleet.engine.trouble()));
            }
            client::PendingRestart over = fleet.waitUntil(asked.id, settled, 30'000);
            if (over.state == UpdateState::Waiting) { // an operator is asked, and told why; nothing was stopped
                QVERIFY2(fleet.answer(asked.id, "approve").ok(), qPrintable(over.waitsBecause));
                over = fleet.waitUntilOver(asked.id, 30'000);
            }
            const QByteArray where = "killed at event " + QByteArray::number(kill) + ": " +
                                     client::toString(over.state).toUtf8() + ' ' + over.note.toUtf8() +
                                     over.waitsBecause.toUtf8();
            const auto unit = fleet.engine.unit(kDemo);
            if (over.state != (version == u"2" ? UpdateState::Applied : UpdateState::RolledBack) ||
                (version == u"2" && unit && unit->run != 2)) {
                for (const client::EventRecord &event : fleet.engine.events()) {
                    qWarning().noquote() << event.seq << toIsoString(event.time) << event.kind << event.subject
                                         << QJsonDocument(event.payload).toJson(QJsonDocument::Compact);
                }
            }
            QVERIFY2(over.state == (version == u"2" ? UpdateState::Applied : UpdateState::RolledBack),
                     where.constData());
            QCOMPARE(fleet.current(), version == u"2" ? u"2"_s : u"1"_s);
            QVERIFY(fleet.engine.waitForState(kDemo, client::UnitState::Running));
            QCOMPARE(fleet.runningVersion(), version == u"2" ? u"2"_s : u"1"_s);
            QCOMPARE(fleet.engine.events(version == u"2" ? u"update.applied"_s : u"update.rolled_back"_s).size(), 1);
            if (version == u"2") {
                QCOMPARE(fleet.engine.unit(kDemo)->run, 2); // once
            }
        }
        QVERIFY(reachedTheEnd);
    }

private:
    /// SIGKILL as soon as `kill` events of the restart are in the journal; false if it was over before that.
    static bool killAtEvent(Fleet &fleet, const QString &id, int kill)
    {
        while (true) {
            int seen = 0;
            for (const client::EventRecord &event : fleet.engine.events(u"update.*"_s)) {
                seen += event.correlation == id && event.kind != u"update.notified" ? 1 : 0;
            }
            if (seen >= kill + 1) { // the first one is that it waits
                fleet.engine.killHard();
                return true;
            }
            if (client::isOver(fleet.restart(id).state)) {
                return false;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestUpdates)
#include "tst_updates.moc"
