#include "ui/models/availability.h"
#include "ui/models/error_texts.h"
#include "ui/models/kill_switch_plan.h"
#include "ui/models/log_buffer.h"
#include "ui/models/restart_rules.h"
#include "ui/models/spec_texts.h"
#include "ui/models/unit_texts.h"

#include <QJsonArray>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::UnitState;
using client::UnitStatus;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

// 17 Nov 2026, 14:32:02 UTC, a Tuesday
const WallTime kNow = wallTimeFromMicroseconds(1'794'925'922'000'000);

WallTime ago(Duration duration)
{
    return kNow - std::chrono::duration_cast<microseconds>(duration);
}

UnitView view(bool stale = false)
{
    return {{kNow, QTimeZone::utc()}, stale, minutes(3)};
}

UnitStatus unit(UnitState state)
{
    UnitStatus status;
    status.name = QStringLiteral("hsp");
    status.state = state;
    status.since = ago(minutes(4) + seconds(12));
    status.pid = state == UnitState::Running ? 42 : 0;
    return status;
}

EngineStanding live(const QString &role = QStringLiteral("operator"))
{
    return {{FreshnessWord::Live, seconds(1), 0}, role, QStringLiteral("prod-eu")};
}

} // namespace

class TestUiTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void spans_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("negative") << qint64{-5} << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64{18} << QStringLiteral("18 s");
        QTest::newRow("minutes") << qint64{252} << QStringLiteral("4 min 12 s");
        QTest::newRow("whole minutes") << qint64{300} << QStringLiteral("5 min");
        QTest::newRow("hours") << qint64{19 * 3600 + 40 * 60 + 5} << QStringLiteral("19 h 40 min");
        QTest::newRow("days") << qint64{2 * 86400 + 4 * 3600} << QStringLiteral("2 d 4 h");
    }
    void spans()
    {
        QFETCH(qint64, seconds);
        QTEST(TimeTexts::span(lamplighter::seconds(seconds)), "text");
    }

    void moments()
    {
        const Viewpoint here{kNow, QTimeZone::utc()};
        QCOMPARE(TimeTexts::moment(ago(seconds(22)), here), QStringLiteral("14:31:40"));
        QCOMPARE(TimeTexts::moment(ago(hours(52)), here), QStringLiteral("Sun 10:32"));
        QCOMPARE(TimeTexts::moment(ago(hours(24 * 10)), here), QStringLiteral("7 Nov"));
        QCOMPARE(TimeTexts::moment(ago(hours(24 * 400)), here), QStringLiteral("13 Oct 2025"));
        QCOMPARE(TimeTexts::exact(kNow, here), QStringLiteral("Tue 17 Nov 2026, 14:32:02 (UTC)"));
        QCOMPARE(TimeTexts::logTime(kNow - milliseconds(590), here), QStringLiteral("14:32:01.410"));
    }

    void backoffCountsDown()
    {
        UnitStatus status = unit(UnitState::Backoff);
        status.consecutiveFailures = 3;
        status.next = client::NextStep{QStringLiteral("start"), kNow + seconds(18)};
        QCOMPARE(UnitTexts::state(status, view()), QStringLiteral("Backoff, 18 s"));
        QCOMPARE(UnitTexts::uptime(status, view()), QStringLiteral("retry 3 of 5"));
        QCOMPARE(UnitTexts::nextStep(status, view()), QStringLiteral("Next start in 18 s, attempt 3 of 5"));
        QCOMPARE(stateKind(status, false), StateKind::Attention);
    }

    void aPauseSaysWhatLedToIt()
    {
        // the engine counts afresh when it pauses
        UnitStatus status = unit(UnitState::Backoff);
        status.reason = client::Reason::TooManyFailures;
        status.next = client::NextStep{QStringLiteral("start"), kNow + seconds(40)};
        QCOMPARE(UnitTexts::uptime(status, view()), QStringLiteral("paused, 5 failures"));
        QCOMPARE(UnitTexts::nextStep(status, view()), QStringLiteral("Paused after 5 failures, tries again in 40 s"));
    }

    void fatalSaysHowLongItIsDown()
    {
        UnitStatus status = unit(UnitState::Fatal);
        client::LastExit exit;
        exit.signal = 11;
        exit.signalName = QStringLiteral("SIGSEGV");
        exit.at = ago(minutes(4) + seconds(11));
        status.lastExit = exit;
        QCOMPARE(UnitTexts::uptime(status, view()), QStringLiteral("down 4 min 12 s"));
        QCOMPARE(UnitTexts::lastExit(status, view()), QStringLiteral("139, segmentation fault, 14:27:51"));
    }

    void heldAndStaleWin()
    {
        UnitStatus status = unit(UnitState::Killed);
        status.heldBy = QStringLiteral("group:agents");
        QCOMPARE(UnitTexts::word(status, false), QStringLiteral("Held"));
        QVERIFY(UnitTexts::reason(status).contains(QStringLiteral("the kill switch for group agents")));
        status.pid = 7; // still ending
        QCOMPARE(UnitTexts::word(status, false), QStringLiteral("Stopping"));
        QCOMPARE(UnitTexts::word(status, true), QStringLiteral("Unknown"));
        QCOMPARE(UnitTexts::uptime(status, view(true)), QStringLiteral("no report 3 min"));
    }

    void everyReasonHasASentence()
    {
        UnitStatus status = unit(UnitState::Exited);
        for (int i = static_cast<int>(client::Reason::None) + 1; i <= static_cast<int>(client::Reason::EngineStopped);
             ++i) {
            status.reason = static_cast<client::Reason>(i);
            const QString sentence = UnitTexts::reason(status);
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(client::toString(status.reason)));
        }
    }

    void freshnessAges()
    {
        const Instant heard = instantFromNanoseconds(1'000'000'000);
        const auto word = [&](Duration age, client::Connection connection = client::Connection::Live) {
            return freshness(connection, 3, heard, heard + age);
        };
        QCOMPARE(word(seconds(5)).word, FreshnessWord::Live);
        QCOMPARE(word(seconds(6)).word, FreshnessWord::Late);
        QCOMPARE(word(seconds(29)).word, FreshnessWord::Late);
        QCOMPARE(word(seconds(30)).word, FreshnessWord::Stale);
        QVERIFY(word(seconds(30)).isStale());
        QVERIFY(!word(seconds(10), client::Connection::Reconnecting).isStale());
        QVERIFY(word(seconds(40), client::Connection::Reconnecting).isStale());
        QCOMPARE(FreshnessTexts::word(word(seconds(10), client::Connection::Reconnecting)),
                 QStringLiteral("Reconnecting, try 3"));
        QCOMPARE(FreshnessTexts::detail(word(seconds(2))), QStringLiteral("updated 2 s ago"));
    }

    void offAlwaysSaysWhy_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("heldBy");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("stop");
        QTest::addColumn<QString>("restart");
        const auto row = [](const char *name, UnitState state, const char *held, const char *role, const char *start,
                            const char *stop, const char *restart) {
            QTest::newRow(name) << static_cast<int>(state) << QString::fromLatin1(held) << QString::fromLatin1(role)
                                << QString::fromLatin1(start) << QString::fromLatin1(stop)
                                << QString::fromLatin1(restart);
        };
        row("running", UnitState::Running, "", "operator", "hsp runs already", "", "");
        row("stopped", UnitState::Stopped, "", "operator", "", "hsp is stopped already", "hsp is not running");
        row("backoff", UnitState::Backoff, "", "operator", "", "", "hsp is not running");
        row("fatal", UnitState::Fatal, "", "operator", "", "", "hsp is not running");
        row("held", UnitState::Killed, "all", "operator", "Re-arm prod-eu first",
            "hsp is held by the kill switch already", "Re-arm prod-eu first");
        row("viewer", UnitState::Running, "", "viewer", "Your role is viewer", "Your role is viewer",
            "Your role is viewer");
    }
    void offAlwaysSaysWhy()
    {
        QFETCH(int, state);
        QFETCH(QString, heldBy);
        QFETCH(QString, role);
        UnitStatus status = unit(static_cast<UnitState>(state));
        status.heldBy = heldBy;
        for (const Availability &availability :
             {Availabilities::toStart(status, live(role)), Availabilities::toStop(status, live(role)),
              Availabilities::toRestart(status, live(role))}) {
            QCOMPARE(availability.enabled, availability.reason.isEmpty());
        }
        QTEST(Availabilities::toStart(status, live(role)).reason, "start");
        QTEST(Availabilities::toStop(status, live(role)).reason, "stop");
        QTEST(Availabilities::toRestart(status, live(role)).reason, "restart");
    }

    /// What another server does not have is off, with its name and the reason; what it has is not.
    void otherServersOfferLess()
    {
        EngineStanding engine = live(QStringLiteral("operator"));
        engine.product = QStringLiteral("omnimind");
        engine.offers = {QStringLiteral("updates")};
        const QString why = QStringLiteral("%1 is an OmniMind server, which offers only its pending updates");
        QCOMPARE(Availabilities::toChange(engine).reason, why.arg(engine.name));
        QCOMPARE(Availabilities::toEngageKillSwitch(3, engine).reason, why.arg(engine.name));
        QVERIFY(Availabilities::toUse(QStringLiteral("updates"), engine).enabled);
        QVERIFY(Availabilities::toUse(QStringLiteral("logs"), live(QString())).enabled); // absent: everything

        RestartCase one;
        one.restart.state = client::UpdateState::Waiting;
        one.restart.units = {QStringLiteral("OmniMind")};
        one.engine = engine;
        QVERIFY(RestartRules::toRestart(one).enabled);
        for (const Availability &off : {RestartRules::toCheckpoint(one), RestartRules::toDefer(one),
                                        RestartRules::toReject(one, QStringLiteral("a reason"))}) {
            QCOMPARE(off.reason,
                     QStringLiteral("%1 is an OmniMind server, which can only restart now").arg(engine.name));
        }
        one.engine = live(QStringLiteral("operator"));
        QVERIFY(RestartRules::toDefer(one).enabled);
    }

    void killSwitchPlanCounts()
    {
        UnitStatus one = unit(UnitState::Running);
        one.group = QStringLiteral("agents");
        UnitStatus two = unit(UnitState::Backoff);
        two.name = QStringLiteral("two");
        two.group = QStringLiteral("agents");
        UnitStatus three = unit(UnitState::Running);
        three.name = QStringLiteral("three");
        const InstanceId here(QStringLiteral("here"));
        const QList<KillTarget> targets{{here, QStringLiteral("prod-eu"), {one, two, three}}};

        const QList<KillScope> scopes = KillSwitchPlan::scopes(targets, {here, QStringLiteral("hsp")});
        QCOMPARE(scopes.size(), 3);
        QCOMPARE(scopes.at(0).title, QStringLiteral("Only hsp"));
        QCOMPARE(scopes.at(0).processes, 1);
        QCOMPARE(scopes.at(1).target, QStringLiteral("agents"));
        QCOMPARE(scopes.at(1).units, 2);
        QCOMPARE(scopes.at(1).processes, 1);
        QCOMPARE(scopes.at(2).units, 3);
        QCOMPARE(KillSwitchPlan::scopes(targets, {}).size(), 1);

        const QList<Consequence> group = KillSwitchPlan::consequences(scopes.at(1), targets);
        QCOMPARE(group.first().kind, StateKind::Critical);
        QVERIFY(std::any_of(group.begin(), group.end(),
                            [](const Consequence &c) { return c.kind == StateKind::Attention; }));
        const QList<Consequence> idle = KillSwitchPlan::consequences(
            KillScope{client::Scope::Unit, here, QStringLiteral("two"), {}, {}, QStringLiteral("two"), 1, 0}, targets);
        QCOMPARE(idle.first().kind, StateKind::Info); // nothing runs in it
    }

    void specificationInWords()
    {
        const QJsonObject spec{
            {QStringLiteral("command"),
             QJsonArray{QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("echo hi")}},
            {QStringLiteral("restart"), QStringLiteral("on-failure")},
            {QStringLiteral("max_consecutive_failures"), 5},
            {QStringLiteral("backoff"), QJsonObject{{QStringLiteral("initial"), QStringLiteral("10s")},
                                                    {QStringLiteral("maximum"), QStringLiteral("1m")}}},
            {QStringLiteral("stop_signal"), QStringLiteral("TERM")},
            {QStringLiteral("stop_timeout"), QStringLiteral("500ms")},
            {QStringLiteral("depends_on"), QJsonArray{}}};
        QHash<QString, QString> lines;
        for (const SpecLine &line : SpecTexts::lines(spec)) {
            lines.insert(line.label, line.value);
        }
        QCOMPARE(lines.value(QStringLiteral("Command")), QStringLiteral("sh -c \"echo hi\""));
        QCOMPARE(lines.value(QStringLiteral("Restart")), QStringLiteral("on failure, 5 tries, wait 10 s to 1 min"));
        QCOMPARE(lines.value(QStringLiteral("Stop")), QStringLiteral("SIGTERM, then SIGKILL after 0.5 s"));
        QVERIFY(!lines.contains(QStringLiteral("Starts after")));
    }

    void logLevels_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("level");
        const auto row = [](const char *line, LogLevel level) {
            QTest::newRow(line) << QString::fromLatin1(line) << static_cast<int>(level);
        };
        row("INFO  hsp.connector connecting", LogLevel::Plain);
        row("WARN  hsp.connector no CONNACK", LogLevel::Warning);
        row("2026-11-17 [error] upstream timed out", LogLevel::Error);
        row("level=warning msg=x", LogLevel::Warning);
        row("no error was found", LogLevel::Plain);
        row("Warning: config is old", LogLevel::Warning);
        row("", LogLevel::Plain);
    }
    void logLevels()
    {
        QFETCH(QString, line);
        QFETCH(int, level);
        QCOMPARE(static_cast<int>(logLevelOf(line)), level);
    }

    void everyErrorHasASentence()
    {
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
            const QString sentence =
                ErrorTexts::sentence({static_cast<ErrorCode>(code), QStringLiteral("it broke"), {}});
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY(!ErrorTexts::sentence({static_cast<ErrorCode>(code), {}, {}}).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestUiTexts)
#include "tst_ui_texts.moc"
