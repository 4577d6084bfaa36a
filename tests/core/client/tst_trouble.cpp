// What counts as trouble, for the API and the console alike.
#include "core/client/trouble.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;

class TestTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data();
    void states();
    void waitingInVain_data();
    void waitingInVain();
    void words();
};

void TestTrouble::states_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<qint64>("pid");
    QTest::addColumn<QString>("heldBy");
    QTest::addColumn<QString>("health");
    QTest::addColumn<QString>("trouble");
    const auto row = [](const char *name, const char *state, const char *reason, qint64 pid, const char *heldBy,
                        const char *health, const char *trouble) {
        QTest::newRow(name) << QString::fromLatin1(state) << QString::fromLatin1(reason) << pid
                            << QString::fromLatin1(heldBy) << QString::fromLatin1(health)
                            << QString::fromLatin1(trouble);
    };
    row("runs", "RUNNING", "autostart", 1, "", "passing", "none");
    row("unwell", "RUNNING", "autostart", 1, "", "failing", "unwell");
    row("stopped", "STOPPED", "operator_stop", 0, "", "not_checked", "none");
    row("stopped and held", "STOPPED", "operator_stop", 0, "all", "not_checked", "held");
    row("killed", "KILLED", "kill_switch", 0, "", "not_checked", "held");
    row("about to be killed", "STOPPING", "kill_switch", 1, "all", "not_checked", "none");
    row("done", "EXITED", "completed", 0, "", "not_checked", "none");
    row("failed for good", "EXITED", "failed_for_good", 0, "", "not_checked", "failed");
    row("never restarted", "EXITED", "not_restarted", 0, "", "not_checked", "failed");
    row("fatal", "FATAL", "restart_limit", 0, "", "failing", "failed");
    row("fatal and held", "FATAL", "restart_limit", 0, "unit:a", "failing", "held");
    row("tried again", "BACKOFF", "crash_detected", 0, "", "not_checked", "failing");
    row("starting", "STARTING", "autostart", 0, "", "not_checked", "none");
}

void TestTrouble::states()
{
    QFETCH(QString, state);
    QFETCH(QString, reason);
    QFETCH(qint64, pid);
    QFETCH(QString, heldBy);
    QFETCH(QString, health);
    QFETCH(QString, trouble);
    UnitStatus unit;
    unit.state = unitStateFromString(state).value();
    unit.reason = reasonFromString(reason).value();
    unit.pid = pid;
    unit.heldBy = heldBy;
    unit.health = healthFromString(health).value();
    QCOMPARE(toString(troubleOf(unit, [](const QString &) { return nullptr; })), trouble);
}

void TestTrouble::waitingInVain_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("heldBy");
    QTest::addColumn<bool>("inVain");
    QTest::newRow("it starts") << u"STARTING"_s << u"autostart"_s << QString() << false;
    QTest::newRow("it is tried again") << u"BACKOFF"_s << u"crash_detected"_s << QString() << false;
    QTest::newRow("it failed") << u"FATAL"_s << u"restart_limit"_s << QString() << true;
    QTest::newRow("it is not restarted") << u"EXITED"_s << u"not_restarted"_s << QString() << true;
    QTest::newRow("it is done") << u"EXITED"_s << u"completed"_s << QString() << false;
    QTest::newRow("it is held") << u"STOPPED"_s << u"none"_s << u"all"_s << true;
}

void TestTrouble::waitingInVain()
{
    QFETCH(QString, state);
    QFETCH(QString, reason);
    QFETCH(QString, heldBy);
    QFETCH(bool, inVain);
    UnitStatus other;
    other.name = u"b"_s;
    other.state = unitStateFromString(state).value();
    other.reason = reasonFromString(reason).value();
    other.heldBy = heldBy;
    UnitStatus unit;
    unit.state = UnitState::Starting;
    unit.waitingFor = {u"gone"_s, u"b"_s};
    const auto find = [&other](const QString &name) { return name == other.name ? &other : nullptr; };
    QCOMPARE(toString(troubleOf(unit, find)), inVain ? u"waiting"_s : u"none"_s);
    QCOMPARE(brokenDependency(unit, find), inVain ? u"b"_s : QString());
}

void TestTrouble::words()
{
    for (const Trouble trouble :
         {Trouble::None, Trouble::Held, Trouble::Failed, Trouble::Failing, Trouble::Unwell, Trouble::Waiting}) {
        QVERIFY(troubleFromString(toString(trouble)) == trouble);
    }
    QVERIFY(!troubleFromString(u"bad luck"_s));
}

QTEST_GUILESS_MAIN(TestTrouble)
#include "tst_trouble.moc"
