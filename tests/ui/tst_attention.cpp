#include "ui/models/attention.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::AlertRecord;
using client::Health;
using client::Reason;
using client::UnitState;
using client::UnitStatus;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const WallTime kNow = wallTimeFromMicroseconds(1'794'925'922'000'000);
const InstanceId kHere(QStringLiteral("here"));

WallTime ago(Duration by)
{
    return kNow - std::chrono::duration_cast<microseconds>(by);
}

UnitStatus unit(const QString &name, UnitState state, Reason reason = Reason::None)
{
    UnitStatus status;
    status.name = name;
    status.state = state;
    status.reason = reason;
    status.since = ago(minutes(4));
    if (state == UnitState::Running) {
        status.pid = 4711;
        status.startedAt = status.since;
    }
    return status;
}

client::LastExit exitOf(std::optional<int> code, std::optional<int> signal, Duration before)
{
    client::LastExit exit;
    exit.code = code;
    exit.signal = signal;
    exit.signalName = signal == 11 ? QStringLiteral("SIGSEGV") : QStringLiteral("SIGKILL");
    exit.at = ago(before);
    exit.uptime = minutes(40);
    return exit;
}

AlertRecord alert(const QString &id, const QString &kind, const QString &subject, Duration before,
                  const QString &severity = QStringLiteral("warning"))
{
    AlertRecord record;
    record.id = id;
    record.kind = kind;
    record.subject = subject;
    record.time = ago(before);
    record.severity = severity;
    record.requiresAttention = true;
    record.summary = QStringLiteral("The engine's own words");
    return record;
}

UnitStatus fatal()
{
    UnitStatus status = unit(QStringLiteral("memory-kernel"), UnitState::Fatal, Reason::RestartLimit);
    status.lastExit = exitOf({}, 11, minutes(4));
    return status;
}

UnitStatus backoff()
{
    UnitStatus status = unit(QStringLiteral("hsp"), UnitState::Backoff, Reason::CrashDetected);
    status.consecutiveFailures = 3;
    status.next = client::NextStep{QStringLiteral("start"), kNow + seconds(18)};
    status.health = Health::Failing;
    status.healthDetail = QStringLiteral("broker refused");
    status.lastExit = exitOf(1, {}, seconds(22));
    return status;
}

/// Died of kill -9 and was back 0.3 s later.
UnitStatus recovered()
{
    UnitStatus status = unit(QStringLiteral("redis"), UnitState::Running, Reason::UnexpectedExit);
    status.lastExit = exitOf({}, 9, seconds(20));
    status.startedAt = status.since = status.lastExit->at + milliseconds(312);
    status.restarts24h = 1;
    return status;
}

AlertRecord restartAlert()
{
    AlertRecord record =
        alert(QStringLiteral("7"), QStringLiteral("process.restart.initiated"), QStringLiteral("redis"), seconds(20));
    record.resolvedAt = ago(seconds(19));
    return record;
}

AttentionSource source(const QList<UnitStatus> &units, const QList<AlertRecord> &alerts = {})
{
    AttentionSource source;
    source.id = kHere;
    source.standing = {{FreshnessWord::Live, seconds(2), 0}, QStringLiteral("operator"), QStringLiteral("prod-eu")};
    source.units = units;
    source.alerts = alerts;
    source.loaded = true;
    return source;
}

QList<AttentionItem> of(const AttentionSource &source)
{
    return attention({source}, {kNow, QTimeZone::utc()});
}

QString offersOf(const AttentionItem &item)
{
    QStringList words;
    for (const AttentionOffer &offer : item.offers) {
        words.append(AttentionTexts::action(offer.action) + (offer.availability.enabled ? u"" : u" (off)"));
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

Q_DECLARE_METATYPE(lamplighter::ui::AttentionSource)

/// Every kind of trouble in the words of the design, and what of it becomes no line or one line.
class TestAttention : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<AttentionSource>("given");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("offers");
        QTest::addColumn<StateKind>("kind");
        const auto row = [](const char *name, const AttentionSource &given, const char *title, const char *detail,
                            const char *offers, StateKind kind) {
            QTest::newRow(name) << given << QString::fromUtf8(title) << QString::fromUtf8(detail)
                                << QString::fromUtf8(offers) << kind;
        };

        AlertRecord given = alert(QStringLiteral("5"), QStringLiteral("process.fatal"), QStringLiteral("memory-kernel"),
                                  minutes(4), QStringLiteral("critical"));
        given.payload = {{QStringLiteral("restarts"), 3}};
        row("fatal", source({fatal()}, {given}), "memory-kernel failed: 3 of 3 restarts used up",
            "Last exit 139 (segmentation fault). The watchdog has stopped trying.",
            "Restart again, View log, Acknowledge", StateKind::Critical);
        row("fatal without its alert", source({fatal()}), "memory-kernel failed: its restarts are used up",
            "Last exit 139 (segmentation fault). The watchdog has stopped trying.", "Restart again, View log, View",
            StateKind::Critical);
        UnitStatus unlaunched = unit(QStringLiteral("web"), UnitState::Exited, Reason::LaunchFailed);
        unlaunched.detail = QStringLiteral("/opt/web: no such file");
        row("cannot be started", source({unlaunched}), "web could not be started", "/opt/web: no such file.",
            "Restart again, View log, View", StateKind::Critical);
        UnitStatus forGood = unit(QStringLiteral("web"), UnitState::Fatal, Reason::FailedForGood);
        forGood.lastExit = exitOf(78, {}, minutes(4));
        row("failed for good", source({forGood}), "web failed: exit 78, and is not restarted",
            "Last exit 78 (error). The watchdog has stopped trying.", "Restart again, View log, View",
            StateKind::Critical);

        row("backoff", source({backoff()}), "hsp keeps failing: next start in 18 s",
            "Broker refused, attempt 3 of 5 (exit 1).", "Start now, Stop, View log", StateKind::Attention);
        UnitStatus first = backoff();
        first.consecutiveFailures = 1;
        first.health = Health::NotChecked;
        row("first failure", source({first}), "hsp failed: next start in 18 s",
            "It ended with exit 1, error, 40 min after its start, attempt 1 of 5.", "Start now, Stop, View log",
            StateKind::Attention);
        UnitStatus paused = backoff();
        paused.reason = Reason::TooManyFailures;
        row("paused", source({paused}), "hsp keeps failing: next start in 18 s",
            "5 starts in a row failed, so it pauses. Last: exit 1.", "Start now, Stop, View log", StateKind::Attention);

        UnitStatus unwell = unit(QStringLiteral("api"), UnitState::Running);
        unwell.health = Health::Failing;
        unwell.healthDetail = QStringLiteral("503 in 2 s");
        row("unwell", source({unwell}), "api is not healthy: 503 in 2 s",
            "It runs for 4 min. The health check decides when it is restarted.", "Restart, View log, View",
            StateKind::Attention);

        row("recovered", source({recovered()}, {restartAlert()}), "redis ended (signal 9) and runs again: down 0.312 s",
            "It had run for 40 min. The watchdog restarted it; nothing is left to do.", "Acknowledge, View log",
            StateKind::Ok);

        AttentionSource silent = source({fatal(), backoff()});
        silent.standing.freshness = {FreshnessWord::Stale, minutes(3) + seconds(8), 0};
        row("stale", silent, "prod-eu stopped reporting", "States shown for its 2 units are 3 min 8 s old.",
            "Reconnect, View", StateKind::Unknown);
        AttentionSource refused = source({fatal()});
        refused.refused = true;
        refused.loaded = false;
        refused.standing.freshness = {FreshnessWord::NotConnected, seconds(0), 0};
        refused.lastError = {ErrorCode::Unauthenticated, QStringLiteral("no token"), {}};
        row("refused", refused, "prod-eu needs a token",
            "The engine did not accept the token. Check the token of this connection.", "Enter token…, Reconnect",
            StateKind::Attention);
        AttentionSource unreachable = source({});
        unreachable.loaded = false;
        unreachable.standing.freshness = {FreshnessWord::Connecting, seconds(0), 2};
        unreachable.lastError = {ErrorCode::Unavailable, QStringLiteral("connection refused"), {}};
        row("never reached", unreachable, "prod-eu cannot be reached",
            "The engine cannot be reached: connection refused.", "Reconnect, View", StateKind::Unknown);

        AttentionSource killed = source({});
        client::Latch latch;
        latch.scope = QStringLiteral("all");
        latch.actor = QStringLiteral("operator-1");
        latch.reason = QStringLiteral("writes to the live store");
        latch.at = ago(seconds(41));
        killed.killSwitch.latches = {latch};
        row("kill switch", killed, "The kill switch holds everything on prod-eu",
            "Engaged by operator-1: writes to the live store.", "Re-arm…, View", StateKind::Held);

        AlertRecord lost = alert(QStringLiteral("9"), QStringLiteral("engine.events_lost"), {}, minutes(1),
                                 QStringLiteral("critical"));
        lost.payload = {{QStringLiteral("count"), 12}};
        row("alert of the engine", source({}, {lost}), "12 events could not be recorded",
            "The disk refused them for too long. Supervision went on.", "Acknowledge", StateKind::Critical);
        AlertRecord newer =
            alert(QStringLiteral("9"), QStringLiteral("rollout.stuck"), QStringLiteral("R-1"), minutes(1));
        row("a kind nobody knows here", source({}, {newer}), "The engine's own words", "", "Acknowledge",
            StateKind::Attention);
        UnitStatus starting = unit(QStringLiteral("redis"), UnitState::Starting);
        AlertRecord open = restartAlert();
        open.resolvedAt.reset();
        row("on its way back", source({starting}, {open}), "redis ended and is started again", "",
            "Acknowledge, View log, View", StateKind::Busy);
    }
    void saysWhatIsWrong()
    {
        QFETCH(AttentionSource, given);
        const QList<AttentionItem> items = of(given);
        QCOMPARE(items.size(), 1);
        const AttentionItem &item = items.first();
        QTEST(item.title, "title");
        QTEST(item.detail, "detail");
        QTEST(offersOf(item), "offers");
        QFETCH(StateKind, kind);
        QVERIFY(item.kind == kind);
        QCOMPARE(item.instanceName, QStringLiteral("prod-eu"));
        QVERIFY(item.about.instance == kHere);
        QVERIFY(item.offers.size() <= 3);
    }

    void saysNothingWhereNothingIsWrong_data()
    {
        QTest::addColumn<AttentionSource>("given");
        QTest::newRow("nothing") << source({});
        QTest::newRow("running") << source({unit(QStringLiteral("web"), UnitState::Running)});
        QTest::newRow("stopped") << source({unit(QStringLiteral("web"), UnitState::Stopped, Reason::OperatorStop)});
        QTest::newRow("done") << source({unit(QStringLiteral("job"), UnitState::Exited, Reason::Completed)});
        QTest::newRow("recovered, but no alert to take note of") << source({recovered()});
        AlertRecord noted = restartAlert();
        noted.acknowledgedAt = kNow;
        QTest::newRow("recovered and noted") << source({recovered()}, {noted});
        UnitStatus old = recovered();
        old.lastExit->at = ago(hours(30));
        QTest::newRow("recovered long ago") << source({old}, {restartAlert()});
        UnitStatus asked = recovered();
        asked.lastExit->expected = true;
        UnitStatus mended = recovered();
        mended.reason = Reason::OperatorStart;
        QTest::newRow("mended and started by an operator") << source({mended}, {restartAlert()});
        AlertRecord resolved = restartAlert();
        QTest::newRow("restarted by an operator") << source({asked}, {resolved});
        AlertRecord known = alert(QStringLiteral("5"), QStringLiteral("process.fatal"), QStringLiteral("memory-kernel"),
                                  minutes(4), QStringLiteral("critical"));
        known.acknowledgedAt = ago(minutes(1));
        QTest::newRow("failed, and noted") << source({fatal()}, {known});
        AlertRecord before =
            alert(QStringLiteral("5"), QStringLiteral("process.start.failed"), QStringLiteral("web"), minutes(5));
        QTest::newRow("runs since; its alert is about to be resolved")
            << source({unit(QStringLiteral("web"), UnitState::Running)}, {before});
        AlertRecord past = alert(QStringLiteral("9"), QStringLiteral("engine.events_lost"), {}, minutes(1));
        past.resolvedAt = kNow;
        QTest::newRow("resolved alert") << source({}, {past});
        UnitStatus held = unit(QStringLiteral("web"), UnitState::Killed, Reason::KillSwitch);
        held.heldBy = QStringLiteral("all");
        QTest::newRow("held: its latch says so") << source({held});
        AttentionSource connecting = source({});
        connecting.loaded = false;
        connecting.standing.freshness = {FreshnessWord::Connecting, seconds(0), 0};
        QTest::newRow("connecting for the first time") << connecting;
        AttentionSource short_ = source({});
        short_.standing.freshness = {FreshnessWord::Reconnecting, seconds(8), 1};
        QTest::newRow("away for some seconds") << short_;
    }
    void saysNothingWhereNothingIsWrong()
    {
        QFETCH(AttentionSource, given);
        const QList<AttentionItem> items = of(given);
        QVERIFY2(items.isEmpty(), items.isEmpty() ? "" : qPrintable(items.first().title));
    }

    void aFailureAfterAnAcknowledgedOneIsNew()
    {
        AlertRecord old = alert(QStringLiteral("5"), QStringLiteral("process.fatal"), QStringLiteral("memory-kernel"),
                                hours(2), QStringLiteral("critical"));
        old.acknowledgedAt = ago(hours(1));
        QCOMPARE(of(source({fatal()}, {old})).size(), 1);
    }

    void alertsAndStateOfOneUnitAreOneLine()
    {
        const AlertRecord first =
            alert(QStringLiteral("5"), QStringLiteral("process.restart.initiated"), QStringLiteral("hsp"), minutes(3));
        const AlertRecord second =
            alert(QStringLiteral("6"), QStringLiteral("process.start.failed"), QStringLiteral("hsp"), minutes(2));
        const QList<AttentionItem> items = of(source({backoff()}, {first, second}));
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first().alerts, QStringList({QStringLiteral("6"), QStringLiteral("5")}));
        QVERIFY(items.first().countsDown);
    }

    void aUnitThatWaitsInVainIsToldWithItsReason()
    {
        UnitStatus waiting = unit(QStringLiteral("api"), UnitState::Starting, Reason::WaitingForDependency);
        waiting.waitingFor = {QStringLiteral("memory-kernel")};
        const QList<AttentionItem> items = of(source({waiting, fatal()}));
        QCOMPARE(items.size(), 2);
        QCOMPARE(items.last().title, QStringLiteral("api waits for memory-kernel, which failed"));
        waiting.waitingFor = {QStringLiteral("db")};
        QVERIFY(of(source({waiting, unit(QStringLiteral("db"), UnitState::Starting)})).isEmpty());
    }

    void theMostUrgentComesFirstAndThenTheNewest()
    {
        UnitStatus other = backoff();
        other.name = QStringLiteral("other");
        other.since = ago(minutes(1));
        AttentionSource away = source({unit(QStringLiteral("x"), UnitState::Running)});
        away.id = InstanceId(QStringLiteral("away"));
        away.standing.freshness = {FreshnessWord::Stale, seconds(40), 0};
        const QList<AttentionItem> items =
            attention({away, source({recovered(), backoff(), other, fatal()}, {restartAlert()})}, {kNow, {}});
        QStringList order;
        for (const AttentionItem &item : items) {
            order.append(item.about.name);
        }
        QCOMPARE(order, QStringList({QStringLiteral("memory-kernel"), QStringLiteral("other"), QStringLiteral("hsp"),
                                     QString(), QStringLiteral("redis")}));
    }

    void whatCannotBeDoneSaysWhy()
    {
        AttentionSource viewer = source({backoff()});
        viewer.standing.role = QStringLiteral("viewer");
        const AttentionItem item = of(viewer).first();
        QVERIFY(!item.offer(AttentionAction::StartNow)->availability.enabled);
        QCOMPARE(item.offer(AttentionAction::StartNow)->availability.reason, QStringLiteral("Your role is viewer"));
        QVERIFY(item.offer(AttentionAction::ViewLog)->availability.enabled);
    }

    void agesAreShort_data()
    {
        QTest::addColumn<qint64>("secondsAgo");
        QTest::addColumn<QString>("text");
        QTest::newRow("s") << qint64(38) << QStringLiteral("38 s");
        QTest::newRow("min") << qint64(252) << QStringLiteral("4 min");
        QTest::newRow("h") << qint64(7300) << QStringLiteral("2 h");
        QTest::newRow("d") << qint64(200'000) << QStringLiteral("2 d");
        QTest::newRow("ahead") << qint64(-5) << QStringLiteral("0 s");
    }
    void agesAreShort()
    {
        QFETCH(qint64, secondsAgo);
        QTEST(AttentionTexts::age(ago(seconds(secondsAgo)), {kNow, {}}), "text");
        QCOMPARE(AttentionTexts::age({}, {kNow, {}}), QString());
    }
};

QTEST_APPLESS_MAIN(TestAttention)
#include "tst_attention.moc"
