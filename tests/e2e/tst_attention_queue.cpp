// What the attention queue says about a real engine whose units really die.
#include "core/client/connect.h"
#include "tests/support/engine_process.h"
#include "tests/support/unit_text.h"
#include "ui/models/overview_feed.h"

#include <QTest>

#include <csignal>

using namespace lamplighter;
using namespace lamplighter::tests;
using namespace lamplighter::ui;
using client::UnitState;
using client::UnitStatus;

class TestAttentionQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// "kill -9 in a terminal: one line says what happened and that it is fine again."
    void oneLineForOneThatDiedAndRunsAgain();
    /// "Five tries, then FATAL at the limit": one line throughout, and gone when it runs after all.
    void oneLineForOneThatKeepsFailing();

private:
    /// The engine as this test's console sees it.
    struct Console
    {
        explicit Console(const EngineProcess &engine)
            : instances(clock)
            , feed(instances, clock)
        {
            auto transport =
                client::makeTransport(QStringLiteral("http://127.0.0.1:%1").arg(engine.port()), engine.token());
            instances
                .add({InstanceId(QStringLiteral("real")), InstanceKind::Local, QStringLiteral("real"), {}},
                     std::move(transport).value())
                .engine()
                .connectLive();
        }
        [[nodiscard]] QString titles() const
        {
            QStringList titles;
            for (int row = 0; row < feed.attention().rowCount(); ++row) {
                titles.append(feed.attention().item(row).title);
            }
            return titles.join(u'\n');
        }

        SystemClock clock;
        Instances instances;
        OverviewFeed feed;
    };
};

void TestAttentionQueue::oneLineForOneThatDiedAndRunsAgain()
{
    EngineProcess engine;
    QVERIFY(engine.writeUnits(unitText(QStringLiteral("lamp"), {QStringLiteral("sleep"), QStringLiteral("1000")},
                                       "min_uptime = \"100ms\"\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    const std::optional<UnitStatus> first = engine.waitForState(QStringLiteral("lamp"), UnitState::Running);
    QVERIFY(first);
    Console console(engine);
    QTRY_VERIFY(!console.feed.isLoading());
    QCOMPARE(console.titles(), QString());

    QTest::qWait(300); // it has lived min_uptime
    QCOMPARE(::kill(static_cast<pid_t>(first->pid), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(console.titles().startsWith(QStringLiteral("lamp ended (signal 9) and runs again: down ")),
                             10'000);
    QCOMPARE(console.feed.attention().rowCount(), 1);
    const AttentionItem item = console.feed.attention().item(0);
    QVERIFY(item.kind == StateKind::Ok);
    QCOMPARE(console.feed.attention().summary(), QStringLiteral("Nothing needs you, 1 things to take note of"));

    QVERIFY(!item.alerts.isEmpty());
    console.feed.acknowledge(item);
    QTRY_COMPARE_WITH_TIMEOUT(console.titles(), QString(), 10'000);
}

void TestAttentionQueue::oneLineForOneThatKeepsFailing()
{
    EngineProcess engine;
    const QString gate = engine.path(QStringLiteral("gate"));
    QVERIFY(engine.writeUnits(unitText(QStringLiteral("lamp"),
                                       {QStringLiteral("sh"), QStringLiteral("-c"),
                                        QStringLiteral("test -e '%1' || exit 3; exec sleep 1000").arg(gate)},
                                       "min_uptime = \"100ms\"\n"
                                       "backoff = { initial = \"200ms\", maximum = \"200ms\" }\n"
                                       "restart_limit = { count = 3, window = \"10min\" }\n")));
    QVERIFY2(engine.start(), qPrintable(engine.trouble()));
    Console console(engine);
    QTRY_COMPARE_WITH_TIMEOUT(console.titles(), QStringLiteral("lamp failed: 3 of 3 restarts used up"), 15'000);
    const AttentionItem item = console.feed.attention().item(0);
    QVERIFY(item.kind == StateKind::Critical);
    QVERIFY2(item.detail.startsWith(QStringLiteral("Last exit 3 (error).")), qPrintable(item.detail));
    QVERIFY(item.offer(AttentionAction::RestartAgain)->availability.enabled);

    QVERIFY(engine.writeFile(QStringLiteral("gate"), "open"));
    console.instances.all().first()->actions().start(item.about.name);
    QTRY_COMPARE_WITH_TIMEOUT(console.titles(), QString(), 10'000);
    QVERIFY(engine.waitForState(QStringLiteral("lamp"), UnitState::Running));
}

QTEST_GUILESS_MAIN(TestAttentionQueue)
#include "tst_attention_queue.moc"
