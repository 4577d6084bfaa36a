// Draining of units: by their hook, by what they report, and of those that do neither.
#include "core/updates/drainer.h"
#include "tests/core/updates/fake_units.h"
#include "tests/core/updates/hook_server.h"

#include <QSignalSpy>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class TestDrainer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nothingInFlight();
    void asksUntilNothingIsLeft();
    void someAreLeft();
    void doesNotSay();
    void doesNotSayIsAskedOnce();
    void failingHook();
    void hangingHook();
    void failsLater();
    void reportsTakeOver();
    void anEarlierReportWaitsForTheHook();
    void reportsWithoutAHook();
    void signalsOnce();
    void noTimeAtAll();
    void processEnds_data();
    void processEnds();
    void oldReportsAreNotOfTheNewProcess();
    void doesNotRun();
    void forgotten();
    void staysMarked();
    void againInDone();
    void anotherProcessIsNotAskedToEnd();
    void asksToEnd();
    void signalsAreNotSentToEnd();

private:
    void drain(const watchdog::Hook &hook, Duration limit = milliseconds(1'500))
    {
        DrainRequest request{u"a"_s, hook, {u"a"_s, u"drain"_s, {}, {}, {}, {}}, limit};
        m_drainer->drain(request, this, [this](const DrainResult &result) { m_results.append(result); });
    }
    [[nodiscard]] watchdog::Hook http() const { return watchdog::HttpHook{m_server->url()}; }
    void runs(qint64 run, qint64 pid)
    {
        client::UnitStatus status;
        status.name = u"a"_s;
        status.run = run;
        status.pid = pid;
        m_units->statuses.insert(u"a"_s, status);
        Q_EMIT m_units->changed({u"a"_s});
    }

    SystemClock m_clock;
    std::unique_ptr<FakeUnits> m_units;
    std::unique_ptr<HookServer> m_server;
    std::unique_ptr<HookRunner> m_hooks;
    std::unique_ptr<Drainer> m_drainer;
    QList<DrainResult> m_results;
};

void TestDrainer::init()
{
    m_results.clear();
    m_drainer.reset();
    m_hooks.reset();
    m_units = std::make_unique<FakeUnits>();
    m_server = std::make_unique<HookServer>();
    m_hooks = std::make_unique<HookRunner>(*m_units, m_clock);
    m_drainer = std::make_unique<Drainer>(*m_units, *m_hooks, m_clock);
    runs(1, 4711);
}

void TestDrainer::nothingInFlight()
{
    m_server->answer = HookServer::json(R"({"in_flight":0})");
    drain(http());
    QVERIFY(m_results.isEmpty());
    QVERIFY(m_drainer->refusal(u"a"_s)); // from now on
    QTRY_COMPARE(m_results.size(), 1);
    const DrainResult &result = m_results.first();
    QVERIFY(result.drained && !result.hookFailed && result.inFlightLeft == 0 && result.took < seconds(1));
    QVERIFY2(result.detail.startsWith(u"nothing in flight after "_s), qPrintable(result.detail));
}

void TestDrainer::asksUntilNothingIsLeft()
{
    m_server->answers = [](int request) {
        return HookServer::json(QStringLiteral(R"({"in_flight":%1})").arg(std::max(0, 3 - request)).toUtf8());
    };
    const QSignalSpy changes(m_drainer.get(), &Drainer::changed);
    drain(http(), seconds(10));
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().drained);
    QCOMPARE(m_server->requests, 3);
    QVERIFY(m_results.first().took >= milliseconds(900)); // half a second between them
    QVERIFY(changes.size() >= 4);
}

void TestDrainer::someAreLeft()
{
    m_server->answer = HookServer::json(R"({"in_flight":7})");
    drain(http(), milliseconds(700));
    QTRY_COMPARE(m_results.size(), 1);
    const DrainResult &result = m_results.first();
    QVERIFY(!result.drained && !result.hookFailed && result.inFlightLeft == 7);
    QVERIFY2(result.detail.startsWith(u"7 still in flight after 7"_s), qPrintable(result.detail));
    QVERIFY(result.took >= milliseconds(700) && result.took < seconds(2));
}

void TestDrainer::doesNotSay()
{
    m_server->answer = HookServer::json(R"({"in_flight":"none"})");
    drain(http(), milliseconds(300));
    QTRY_COMPARE(m_results.size(), 1);
    const DrainResult &result = m_results.first();
    QVERIFY(!result.drained && !result.hookFailed && !result.inFlightLeft);
    QVERIFY2(result.detail.startsWith(u"it does not say what is in flight; waited 3"_s), qPrintable(result.detail));
    QVERIFY(result.took >= milliseconds(300));
}

void TestDrainer::doesNotSayIsAskedOnce()
{
    m_server->answer = HookServer::json("{}");
    drain(http(), milliseconds(1'200));
    QTRY_COMPARE(m_results.size(), 1);
    QCOMPARE(m_server->requests, 1);
}

void TestDrainer::failingHook()
{
    m_server->answer = HookServer::json(R"({"detail":"not now"})", "409 Conflict");
    drain(http(), seconds(30));
    QTRY_COMPARE(m_results.size(), 1);
    const DrainResult &result = m_results.first();
    QVERIFY(!result.drained && result.hookFailed && !result.inFlightLeft);
    QVERIFY2(result.detail.startsWith(u"409 in "_s) && result.detail.endsWith(u": not now"_s),
             qPrintable(result.detail));
}

void TestDrainer::hangingHook()
{
    drain(http(), milliseconds(1'200));
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().hookFailed);
    QCOMPARE(m_results.first().detail, u"timed out after 1.2 s"_s);
}

void TestDrainer::failsLater()
{
    m_server->answers = [](int request) {
        return request == 2 ? HookServer::json("{}", "500 Error")
                            : HookServer::json(request == 1 ? R"({"in_flight":1})" : R"({"in_flight":0})");
    };
    drain(http(), seconds(10));
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().drained);
    QCOMPARE(m_server->requests, 3);
}

void TestDrainer::reportsTakeOver()
{
    m_server->answer = HookServer::json(R"({"in_flight":9})");
    drain(http(), seconds(10));
    QTRY_COMPARE(m_drainer->inFlight(u"a"_s), std::optional<int>(9));
    Q_EMIT m_units->inFlight(u"a"_s, 4);
    QTest::qWait(700);
    QCOMPARE(m_server->requests, 1); // not asked again
    QVERIFY(m_results.isEmpty());
    Q_EMIT m_units->inFlight(u"b"_s, 0); // another's
    QVERIFY(m_results.isEmpty());
    Q_EMIT m_units->inFlight(u"a"_s, 0);
    QCOMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().drained);
}

void TestDrainer::anEarlierReportWaitsForTheHook()
{
    m_server->answers = [this](int) {
        Q_EMIT m_units->inFlight(u"a"_s, 0); // just before it stops to take work
        return HookServer::json(R"({"in_flight":9})");
    };
    Q_EMIT m_units->inFlight(u"a"_s, 0); // idle a minute ago
    drain(http(), milliseconds(400));
    Q_EMIT m_units->inFlight(u"a"_s, 2);
    QVERIFY(m_results.isEmpty());
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().drained); // the unit's own word counts more than the hook's
}

void TestDrainer::reportsWithoutAHook()
{
    Q_EMIT m_units->inFlight(u"a"_s, 2);
    drain({}, seconds(10));
    QTest::qWait(50);
    QVERIFY(m_results.isEmpty());
    Q_EMIT m_units->inFlight(u"a"_s, 0);
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().drained);
    init();
    Q_EMIT m_units->inFlight(u"a"_s, 0);
    drain({}, seconds(10)); // idle
    QVERIFY(m_results.isEmpty());
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_results.first().drained);
}

void TestDrainer::signalsOnce()
{
    drain(watchdog::SignalHook{process::Signal::Usr2}, milliseconds(1'200));
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(!m_results.first().drained && !m_results.first().hookFailed);
    QCOMPARE(m_units->sent, QStringList{u"a USR2"_s});
}

void TestDrainer::noTimeAtAll()
{
    m_server->answer = HookServer::json(R"({"in_flight":3})");
    drain(http(), Duration{0});
    QTRY_COMPARE(m_results.size(), 1);
    QCOMPARE(m_server->requests, 1); // told all the same
    QVERIFY(!m_results.first().hookFailed && m_results.first().inFlightLeft == 3);
}

void TestDrainer::processEnds_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"gone", "another", "removed"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void TestDrainer::processEnds()
{
    QFETCH(QString, how);
    m_server->answer = HookServer::json(R"({"in_flight":3})");
    drain(http(), seconds(30));
    QTRY_COMPARE(m_drainer->inFlight(u"a"_s), std::optional<int>(3));
    runs(1, 4711); // something else about it changed
    QVERIFY(m_results.isEmpty());
    if (how == u"gone"_s) {
        runs(1, 0);
    } else if (how == u"another"_s) {
        runs(2, 4712);
    } else {
        m_units->statuses.clear();
        Q_EMIT m_units->changed({u"a"_s});
    }
    QCOMPARE(m_results.size(), 1);
    QVERIFY(!m_results.first().drained && !m_results.first().inFlightLeft);
    QCOMPARE(m_results.first().detail, u"its process ended"_s);
    QVERIFY(!m_drainer->inFlight(u"a"_s));
}

void TestDrainer::oldReportsAreNotOfTheNewProcess()
{
    Q_EMIT m_units->inFlight(u"a"_s, 0);
    QCOMPARE(m_drainer->inFlight(u"a"_s), std::optional<int>(0));
    runs(2, 4712);
    QVERIFY(!m_drainer->inFlight(u"a"_s));
    drain({}, milliseconds(100));
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(!m_results.first().drained);
}

void TestDrainer::doesNotRun()
{
    runs(1, 0);
    drain(http(), seconds(30));
    QVERIFY(m_results.isEmpty());
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(!m_results.first().drained && !m_results.first().hookFailed);
    QCOMPARE(m_results.first().detail, u"it does not run"_s);
    QCOMPARE(m_server->requests, 0);
}

void TestDrainer::forgotten()
{
    m_server->answer = HookServer::json(R"({"in_flight":1})");
    drain(http(), milliseconds(300));
    m_drainer->forget(u"a"_s);
    auto context = std::make_unique<QObject>();
    m_drainer->drain({u"b"_s, http(), {}, milliseconds(300)}, context.get(),
                     [this](const DrainResult &result) { m_results.append(result); });
    context.reset();
    QTest::qWait(500);
    QVERIFY(m_results.isEmpty());
    QVERIFY(m_drainer->status(u"a"_s));
    m_drainer->endDraining(u"a"_s);
    QVERIFY(!m_drainer->status(u"a"_s));
}

void TestDrainer::staysMarked()
{
    m_server->answer = HookServer::json(R"({"in_flight":0})");
    drain(http());
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_drainer->refusal(u"a"_s));
    const QSignalSpy changes(m_drainer.get(), &Drainer::changed);
    m_drainer->endDraining(u"a"_s);
    m_drainer->endDraining(u"a"_s);
    QVERIFY(!m_drainer->refusal(u"a"_s));
    QCOMPARE(changes.size(), 1);
}

void TestDrainer::againInDone()
{
    m_server->answer = HookServer::json(R"({"in_flight":1})");
    m_drainer->drain({u"a"_s, http(), {}, milliseconds(50)}, this, [this](const DrainResult &) {
        m_drainer->endDraining(u"a"_s);
        drain(http(), milliseconds(50));
    });
    QTRY_COMPARE(m_results.size(), 1);
    QVERIFY(m_drainer->status(u"a"_s));
}

void TestDrainer::asksToEnd()
{
    m_server->answer = HookServer::json(R"({"in_flight":0})");
    DrainRequest request{
        u"a"_s, http(), {u"a"_s, u"drain"_s, {}, {}, {}, {{u"draining"_s, true}, {u"x"_s, 1}}}, seconds(5)};
    m_drainer->drain(request, this, [this](const DrainResult &result) { m_results.append(result); });
    QTRY_COMPARE(m_results.size(), 1);
    QCOMPARE(m_server->body(), request.call.body);
    m_drainer->endDraining(u"a"_s); // the restart is off: the process would refuse work for ever
    QTRY_COMPARE(m_server->requests, 2);
    QCOMPARE(m_server->body(), (QJsonObject{{u"draining"_s, false}, {u"x"_s, 1}}));
    m_drainer->endDraining(u"a"_s);
    QTest::qWait(100);
    QCOMPARE(m_server->requests, 2);
    QCOMPARE(m_results.size(), 1);
}

void TestDrainer::anotherProcessIsNotAskedToEnd()
{
    m_server->answer = HookServer::json(R"({"in_flight":0})");
    drain(http());
    QTRY_COMPARE(m_results.size(), 1);
    runs(2, 4712);
    m_drainer->endDraining(u"a"_s);
    runs(2, 0);
    m_drainer->endDraining(u"a"_s);
    QTest::qWait(100);
    QCOMPARE(m_server->requests, 1);
}

void TestDrainer::signalsAreNotSentToEnd()
{
    drain(watchdog::SignalHook{process::Signal::Usr2}, milliseconds(100));
    QTRY_COMPARE(m_results.size(), 1);
    m_drainer->endDraining(u"a"_s);
    QTest::qWait(50);
    QCOMPARE(m_units->sent, QStringList{u"a USR2"_s});
}

QTEST_GUILESS_MAIN(TestDrainer)
#include "tst_drainer.moc"
