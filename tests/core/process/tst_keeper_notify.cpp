// The notify socket, and the main process that a unit names by it.
#include "tests/core/process/keeper_fixture.h"

#include <QProcess>

using namespace lamplighter;
using namespace lamplighter::tests;

class TestKeeperNotify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ready();
    void grandchildSpeaks();
    void barrier();
    void strangerIsDropped();
    void keptWhileTheEngineIsAway();
    void readyIsRemembered();
    void lastWordComesBeforeTheExit();
    void mainProcess();
    void mainProcessOfAnother();

private:
    static LaunchSpec with(LaunchSpec spec)
    {
        spec.notifySocket = true;
        return spec;
    }
};

void TestKeeperNotify::ready()
{
    KeeperFixture f;
    f.keepers->launch(with(f.child({QStringLiteral("notify"), QStringLiteral("READY=1\nSTATUS=on")})));
    QTRY_COMPARE(f.events->messages.size(), 1U);
    QCOMPARE(f.events->messages[0].text, QByteArray("READY=1\nSTATUS=on"));
    QCOMPARE(f.events->messages[0].pid, f.events->pids.at(0));
    QVERIFY(f.events->messages[0].at >= f.events->launchedAt - milliseconds(100));
}

void TestKeeperNotify::grandchildSpeaks()
{
    KeeperFixture f;
    f.keepers->launch(with(f.shell(
        QStringLiteral("setsid %1 notify WATCHDOG=1 & sleep 1000").arg(QStringLiteral(LAMPLIGHTER_TEST_CHILD)))));
    QTRY_COMPARE(f.events->messages.size(), 1U);
    QVERIFY(f.events->messages[0].pid != f.events->pids.at(0));
}

void TestKeeperNotify::barrier()
{
    KeeperFixture f;
    f.keepers->launch(with(f.child({QStringLiteral("barrier")})));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].code, std::optional<int>(0));
}

void TestKeeperNotify::strangerIsDropped()
{
    KeeperFixture f;
    f.keepers->launch(with(f.shell(QStringLiteral("sleep 1000"))));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    QProcess stranger;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("NOTIFY_SOCKET"), f.path("run/unit/notify"));
    stranger.setProcessEnvironment(environment);
    for (const char *const mode : {"notify-and-exit", "barrier"}) { // one that is gone, one that waits
        stranger.start(QStringLiteral(LAMPLIGHTER_TEST_CHILD), {QString::fromLatin1(mode), QStringLiteral("READY=1")});
        QVERIFY(stranger.waitForFinished());
        QCOMPARE(stranger.exitCode(), 0); // it was taken, and its descriptor closed
    }
    // What the unit says after that comes through, and is the first that does.
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    f.keepers->launch(with(f.child({QStringLiteral("notify"), QStringLiteral("READY=1")})));
    QTRY_COMPARE(f.events->messages.size(), 1U);
    QCOMPARE(f.events->messages[0].pid, f.events->pids.at(1));
}

void TestKeeperNotify::keptWhileTheEngineIsAway()
{
    KeeperFixture f;
    const QString child = QStringLiteral(LAMPLIGHTER_TEST_CHILD);
    f.keepers->launch(with(f.shell(QStringLiteral("sleep 0.2; %1 notify READY=1 & sleep 0.2; for i in 1 2 3; do "
                                                  "%1 notify WATCHDOG=1 & sleep 0.1; done; echo said; sleep 1000")
                                       .arg(child))));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    f.stop();
    QTRY_VERIFY(f.log().contains("said"));
    f.start();
    f.keepers->discover();
    QTRY_COMPARE(f.events->messages.size(), 2U);
    QCOMPARE(f.events->found.size(), 1U);
    QCOMPARE(f.events->messages[0].text, QByteArray("READY=1"));
    QCOMPARE(f.events->messages[1].text, QByteArray("WATCHDOG=1")); // three, of which the newest tells all
}

/// An engine may die between hearing it and storing it.
void TestKeeperNotify::readyIsRemembered()
{
    KeeperFixture f;
    f.keepers->launch(with(f.child({QStringLiteral("notify"), QStringLiteral("STATUS=on\nREADY=1")})));
    QTRY_COMPARE(f.events->messages.size(), 1U);
    f.stop();
    f.start();
    f.keepers->discover();
    QTRY_COMPARE(f.events->found.size(), 1U);
    QVERIFY(f.events->found[0].saidReady);
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    // The next run has not said it.
    f.keepers->launch(with(f.child({QStringLiteral("notify"), QStringLiteral("XREADY=1\nREADY=0")})));
    QTRY_COMPARE(f.events->messages.size(), 1U);
    f.stop();
    f.start();
    f.keepers->discover();
    QTRY_COMPARE(f.events->found.size(), 1U);
    QVERIFY(!f.events->found[0].saidReady);
}

void TestKeeperNotify::lastWordComesBeforeTheExit()
{
    KeeperFixture f;
    std::size_t messagesAtExit = 0;
    f.events->onExit = [&](const UnitName &) { messagesAtExit = f.events->messages.size(); };
    for (std::size_t round = 1; round <= 10; ++round) {
        f.keepers->launch(with(f.child({QStringLiteral("notify-and-exit"), QStringLiteral("STOPPING=1")})));
        QTRY_COMPARE(f.events->exits.size(), round);
        QCOMPARE(messagesAtExit, round);
    }
}

void TestKeeperNotify::mainProcess()
{
    KeeperFixture f;
    f.keepers->launch(with(f.child({QStringLiteral("main-pid")})));
    QTRY_COMPARE(f.events->messages.size(), 1U);
    const qint64 child = f.events->messages[0].pid;
    QVERIFY(child != f.events->pids.at(0));
    f.keepers->setMainProcess(f.unit, child);
    f.keepers->signal(f.unit, Signal::Term, true);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QVERIFY(!f.events->exitTreeEmpty); // its parent lives on, ignores TERM, and has not even waited for it
    QCOMPARE(f.events->exits[0].code, std::optional<int>(7));
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->emptied, 1);
    QCOMPARE(f.events->exits.size(), 1U);
}

void TestKeeperNotify::mainProcessOfAnother()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("exec sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    QProcess stranger;
    stranger.start(QStringLiteral("/bin/sleep"), {QStringLiteral("1000")});
    QVERIFY(stranger.waitForStarted());
    f.keepers->setMainProcess(f.unit, stranger.processId());
    f.keepers->signal(f.unit, Signal::Term, true);
    QTRY_COMPARE(f.events->exits.size(), 1U); // its own
    QVERIFY(lives(stranger.processId()));
    stranger.kill();
    stranger.waitForFinished();
}

QTEST_GUILESS_MAIN(TestKeeperNotify)
#include "tst_keeper_notify.moc"
