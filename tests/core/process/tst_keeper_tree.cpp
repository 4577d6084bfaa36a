// Stopping reaches every descendant, wherever it went; and what they write is in the log, whatever happens.
#include "tests/core/process/keeper_fixture.h"

#include <sys/resource.h>

using namespace lamplighter;
using namespace lamplighter::tests;

class TestKeeperTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsTheWholeTree();
    void signalsOnlyTheMainProcess();
    void stopsWhatIsStopped();
    void leaderExitsFirst();
    void killsABomb();
    void killsWhatIgnoresTerm();
    void releaseEndsTheKeeper();
    void launchAfterRelease();
    void losesNoLine();
    void rotates();
    void endsAnOpenLine();
    void stampsLines();
    void lastWordsComeBeforeTheExit();
    void tellsOfOutputOnce();
    void aFilledPipeBlocksNobody();
};

void TestKeeperTree::stopsTheWholeTree()
{
    KeeperFixture f;
    f.keepers->launch(
        f.shell(QStringLiteral("setsid sleep %1 & setsid sh -c 'sleep %1 & wait' & wait").arg(f.longTime())));
    QTRY_COMPARE(f.sleepers().size(), 2);
    f.keepers->signal(f.unit, Signal::Term, false);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].signal, std::optional<int>(SIGTERM));
    QTRY_VERIFY(f.events->exitTreeEmpty || f.events->emptied == 1);
    QCOMPARE(f.sleepers().size(), 0);
}

void TestKeeperTree::signalsOnlyTheMainProcess()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("trap 'exit 4' USR1; sleep %1 & wait").arg(f.longTime())));
    QTRY_COMPARE(f.events->runs.size(), 1U);
    QTRY_COMPARE(f.sleepers().size(), 1);
    const qint64 sleeper = f.sleepers().first();
    f.keepers->signal(f.unit, Signal::Usr1, true);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].code, std::optional<int>(4));
    QVERIFY(!f.events->exitTreeEmpty);
    QVERIFY(lives(sleeper));
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->emptied, 1);
    QVERIFY(!lives(sleeper));
}

void TestKeeperTree::stopsWhatIsStopped()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->pids.size(), 1U);
    ::kill(static_cast<pid_t>(f.events->pids[0]), SIGSTOP);
    f.keepers->signal(f.unit, Signal::Term, false);
    QTRY_COMPARE(f.events->exits.size(), 1U);
}

void TestKeeperTree::leaderExitsFirst()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("setsid sh -c 'sleep 0.3; echo late' & exit 0")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QVERIFY(!f.events->exitTreeEmpty);
    QTRY_COMPARE(f.events->emptied, 1);
    QVERIFY(f.logLines().contains("late"));
}

void TestKeeperTree::killsABomb()
{
    KeeperFixture f;
    f.keepers->launch(f.child({QStringLiteral("bomb"), QStringLiteral("50")}));
    const QByteArray mark = QByteArray(LAMPLIGHTER_TEST_CHILD) + QByteArray("\0bomb", 5);
    QTRY_COMPARE(processesWith(mark).size(), 51);
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QTRY_VERIFY(f.events->exitTreeEmpty || f.events->emptied == 1);
    QCOMPARE(processesWith(mark).size(), 0);
}

void TestKeeperTree::killsWhatIgnoresTerm()
{
    KeeperFixture f;
    f.keepers->launch(f.child({QStringLiteral("ignore-term")}));
    QTRY_VERIFY(f.logLines().contains("ready"));
    f.keepers->signal(f.unit, Signal::Term, false);
    QTest::qWait(100);
    QCOMPARE(f.events->exits.size(), 0U);
    f.keepers->killTree(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].signal, std::optional<int>(SIGKILL));
}

void TestKeeperTree::releaseEndsTheKeeper()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("sleep 1000")));
    QTRY_COMPARE(f.events->runs.size(), 1U);
    const qint64 keeper = f.keepers->keeperPid(f.unit);
    QVERIFY(lives(keeper));
    f.keepers->release(f.unit);
    f.keepers->killTree(f.unit);
    QTRY_VERIFY(!lives(keeper));
    QTRY_VERIFY(f.folders().isEmpty());
    QCOMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->lost.size(), 0U);
    QCOMPARE(f.keepers->keeperPid(f.unit), 0);
}

void TestKeeperTree::launchAfterRelease()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("exit 1")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    f.keepers->release(f.unit);
    f.keepers->launch(f.shell(QStringLiteral("exit 2")));
    QTRY_COMPARE(f.events->exits.size(), 2U);
    QCOMPARE(f.events->exits[1].code, std::optional<int>(2));
    QCOMPARE(f.events->failures.size(), 0U);
}

void TestKeeperTree::losesNoLine()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("seq 1 50000")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    const QByteArrayList lines = f.logLines();
    QCOMPARE(lines.size(), 50001);
    for (int index = 0; index < 50000; ++index) {
        QCOMPARE(lines.at(index), QByteArray::number(index + 1));
    }
}

void TestKeeperTree::rotates()
{
    KeeperFixture f;
    LaunchSpec spec = f.shell(QStringLiteral("seq 1 20000"));
    spec.log = {100'000, 8};
    f.keepers->launch(spec);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QByteArrayList all;
    int files = 0;
    for (int index = 8; index >= 0; --index) {
        const QByteArray name = "logs/unit.log" + (index > 0 ? "." + QByteArray::number(index) : QByteArray());
        QByteArrayList lines = f.logLines(name.constData());
        if (lines.size() > 1) {
            ++files;
            QVERIFY(f.log(name.constData()).size() < 100'100);
            QCOMPARE(lines.takeLast(), QByteArray()); // each file ends with a whole line
            all += lines;
        }
    }
    QVERIFY(files >= 6);
    QCOMPARE(all.size(), 20000);
    QCOMPARE(all.first(), QByteArray("1"));
    QCOMPARE(all.last(), QByteArray("20000"));

    LaunchSpec few = f.shell(QStringLiteral("seq 1 20000"));
    few.log = {100'000, 2};
    f.keepers->launch(few);
    QTRY_COMPARE(f.events->exits.size(), 2U);
    QCOMPARE(f.logLines().at(f.logLines().size() - 2), QByteArray("20000"));
}

void TestKeeperTree::endsAnOpenLine()
{
    KeeperFixture f;
    f.keepers->launch(f.shell(QStringLiteral("printf half")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QTRY_VERIFY(f.log().endsWith(" half\n"));
    f.keepers->launch(f.shell(QStringLiteral("printf a; sleep 0.1; printf b; sleep 0.1; echo c")));
    QTRY_COMPARE(f.events->exits.size(), 2U);
    const QByteArray log = f.log();
    QVERIFY2(log.endsWith("Z abc\n"), log.constData());
}

void TestKeeperTree::stampsLines()
{
    KeeperFixture f;
    const WallTime before = f.clock.wallNow();
    f.keepers->launch(f.shell(QStringLiteral("echo hello")));
    QTRY_COMPARE(f.events->exits.size(), 1U);
    const QByteArray line = f.log();
    QCOMPARE(line.mid(23), QByteArray("Z hello\n"));
    WallTime stamp;
    QVERIFY(fromIsoString(QString::fromLatin1(line.left(24)), &stamp));
    QVERIFY(stamp >= before - milliseconds(1) && stamp <= f.clock.wallNow());
}

void TestKeeperTree::lastWordsComeBeforeTheExit()
{
    KeeperFixture f;
    for (int round = 0; round < 20; ++round) {
        QByteArray logAtExit;
        f.events->onExit = [&](const UnitName &) { logAtExit = f.log(); };
        const std::size_t exits = f.events->exits.size();
        f.keepers->launch(f.shell(QStringLiteral("echo farewell %1; kill -KILL $$").arg(round)));
        QTRY_COMPARE(f.events->exits.size(), exits + 1);
        QVERIFY(logAtExit.endsWith(QByteArray("farewell " + QByteArray::number(round) + '\n')));
    }
}

void TestKeeperTree::tellsOfOutputOnce()
{
    KeeperFixture f;
    f.keepers->launch(
        f.shell(QStringLiteral("echo one; read x < /dev/null; sleep 0.2; echo two; sleep 0.2; echo three")));
    f.keepers->watchOutput(f.unit);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->outputs, 1);
    f.keepers->watchOutput(f.unit);
    f.keepers->launch(f.shell(QStringLiteral("echo again")));
    QTRY_COMPARE(f.events->outputs, 2);
}

void TestKeeperTree::aFilledPipeBlocksNobody()
{
    // The log cannot be written at all: the unit goes on writing, and ends when it is told to.
    KeeperFixture f;
    LaunchSpec spec = f.child({QStringLiteral("count")});
    spec.log = {50'000, 1};
    f.keepers->launch(spec);
    QTRY_VERIFY(QFile::exists(f.path("logs/unit.log.1")));
    QTest::qWait(200);
    QCOMPARE(f.events->exits.size(), 0U);
    f.keepers->signal(f.unit, Signal::Term, false);
    QTRY_COMPARE(f.events->exits.size(), 1U);
    QCOMPARE(f.events->exits[0].signal, std::optional<int>(SIGTERM));
}

QTEST_GUILESS_MAIN(TestKeeperTree)
#include "tst_keeper_tree.moc"
