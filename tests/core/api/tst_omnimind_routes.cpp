// The routes of the service update protocol, as its clients use them: exactly its fields, and none of the faults of the
// server they were written for (a retry that duplicates, a flag that is cleared before the restart happened, a deferral
// without a timer, state that lives in memory).
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

namespace {

const QString kBase = u"/api/services/"_s;

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject notice(const QString &service, const QJsonObject &more = {})
{
    QJsonObject out{{u"service_name"_s, service},
                    {u"change_type"_s, u"code"_s},
                    {u"affected_modules"_s, QJsonArray{u"src.other"_s, u"src.core.desiring_machines"_s}}};
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        out.insert(it.key(), it.value());
    }
    return out;
}

QJsonObject modules(const QString &module)
{
    return {{u"affected_modules"_s, QJsonArray{module}}};
}

const QJsonObject kDeferred = modules(u"src.api.routes"_s);

} // namespace

class OmniMindRoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void noticesAndDecisions();
    void aRestartTimeIsAnObject();
    void malformedNotices_data();
    void malformedNotices();
    void textThatIsNoNotice();
    void needsRestart();
    void pendingUpdates();
    void restartNeedsSomethingToRestart();
    void restartGraceful();
    void whatWasPutOffStaysSo();
    void applyDeferredUpdates();
    void hibernationOutlivesTheEngine();
    void shutdownSavesAndStops();
    void shutdownStopsNothingThatDidNotSave();
    void automaticAsTheirOwn();
    void aWindowIsWaitedFor();
    void aRetryIsNoSecondEntry();
    void theFlagStandsUntilItHappened();
    void aDeferralHasATimer();
    void nothingLivesInMemory();

private:
    void start(const QByteArray &policy = {});
    EngineParts::Answer post(const QString &path, const QByteArray &body = {})
    {
        return m_engine->ask("POST", kBase + path, body, Role::Operator);
    }
    EngineParts::Answer notify(const QJsonObject &said) { return post(u"notify-update"_s, bytes(said)); }
    QJsonObject get(const QString &path)
    {
        const auto answer = m_engine->ask("GET", path, {}, Role::Viewer);
        return answer.status == 200 ? answer.object() : QJsonObject();
    }
    QJsonObject decision() { return get(kBase + u"restart-decision"_s); }
    QJsonObject pending() { return get(kBase + u"pending-updates"_s); }
    bool addRunning(const QString &name, const QJsonObject &update = {});
    qint64 runOf(const QString &name) { return m_engine->watchdog->unit(name)->run; }

    std::optional<EngineParts> m_engine;
};

void OmniMindRoutesTest::init()
{
    start();
}

void OmniMindRoutesTest::cleanup()
{
    m_engine.reset();
}

void OmniMindRoutesTest::start(const QByteArray &policy)
{
    m_engine.reset();
    m_engine.emplace(policy);
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
}

bool OmniMindRoutesTest::addRunning(const QString &name, const QJsonObject &update)
{
    QJsonObject table{{u"min_healthy_time"_s, u"50ms"_s}};
    for (auto it = update.constBegin(); it != update.constEnd(); ++it) {
        table.insert(it.key(), it.value());
    }
    const QJsonObject spec{{u"command"_s, QJsonArray{u"sleep"_s, u"600"_s}}, {u"update"_s, table}};
    const QJsonObject unit{{u"name"_s, name}, {u"spec"_s, spec}};
    return m_engine->ask("POST", u"/api/v1/units"_s, bytes(unit)).status == 201 &&
           QTest::qWaitFor([&] { return m_engine->stateOf(name) == u"RUNNING"; }, 10'000);
}

void OmniMindRoutesTest::noticesAndDecisions()
{
    QJsonObject expected{{u"status"_s, u"notification_received"_s},
                         {u"decision"_s, u"restart_now"_s},
                         {u"reason"_s, u"Critical code change in brain"_s},
                         {u"affected_modules"_s, QJsonArray{u"src.core.desiring_machines"_s}}};
    const auto critical = notify(notice(u"brain"_s));
    QCOMPARE(critical.status, 200);
    QCOMPARE(critical.object(), expected); // no restart_time: it waits for somebody
    QJsonObject high = modules(u"src.x"_s);
    high.insert(u"severity"_s, u"high"_s);
    high.insert(u"description"_s, u"Memory leak"_s);
    const auto atCheckpoint = notify(notice(u"b"_s, high)).object();
    QCOMPARE(atCheckpoint.value("decision"_L1), u"restart_at_checkpoint"_s);
    QCOMPARE(atCheckpoint.value("reason"_L1), u"High severity: Memory leak"_s);
    QJsonObject none = modules(u"src.x"_s);
    none.insert(u"colour"_s, u"red"_s); // passed over
    const auto ignored = notify(notice(u"c"_s, none)).object();
    QCOMPARE(ignored.value("decision"_L1), u"ignore"_s);
    QVERIFY(!ignored.value("reason"_L1).toString().isEmpty());
    QCOMPARE(ignored.keys(), expected.keys());
}

void OmniMindRoutesTest::aRestartTimeIsAnObject()
{
    const auto told = notify(notice(u"brain"_s, kDeferred)).object();
    QCOMPARE(told.value("decision"_L1), u"defer"_s);
    QVERIFY(told.value("restart_time"_L1).isObject());
    WallTime at{};
    QVERIFY(fromIsoString(told.value("restart_time"_L1).toObject().value("timestamp"_L1).toString(), &at));
    const Duration left = at - m_engine->clock.wallNow();
    QVERIFY(left > std::chrono::minutes(59) && left <= std::chrono::hours(1));
}

void OmniMindRoutesTest::malformedNotices_data()
{
    QTest::addColumn<QJsonObject>("said");
    QTest::addColumn<QJsonArray>("place");
    const auto row = [](const char *name, const QJsonObject &more, const QJsonArray &place) {
        QTest::newRow(name) << notice(u"brain"_s, more) << place;
    };
    const auto without = [](const char *name, const QString &field) {
        QJsonObject said = notice(u"brain"_s);
        said.remove(field);
        QTest::newRow(name) << said << QJsonArray{u"body"_s, field};
    };
    without("no service", u"service_name"_s);
    without("no change", u"change_type"_s);
    without("no modules", u"affected_modules"_s);
    row("empty service", {{u"service_name"_s, u""_s}}, {u"body"_s, u"service_name"_s});
    row("service null", {{u"service_name"_s, QJsonValue::Null}}, {u"body"_s, u"service_name"_s});
    row("unknown change", {{u"change_type"_s, u"weather"_s}}, {u"body"_s, u"change_type"_s});
    row("unknown severity", {{u"severity"_s, u"extreme"_s}}, {u"body"_s, u"severity"_s});
    row("empty modules", {{u"affected_modules"_s, QJsonArray()}}, {u"body"_s, u"affected_modules"_s});
    row("modules in one text", {{u"affected_modules"_s, u"a,b"_s}}, {u"body"_s, u"affected_modules"_s});
    row("a module is a number", {{u"affected_modules"_s, QJsonArray{u"a"_s, 2}}},
        {u"body"_s, u"affected_modules"_s, 1});
    row("description is a list", {{u"description"_s, QJsonArray()}}, {u"body"_s, u"description"_s});
}

void OmniMindRoutesTest::malformedNotices()
{
    QFETCH(QJsonObject, said);
    QFETCH(QJsonArray, place);
    const auto refused = notify(said);
    QCOMPARE(refused.status, 422);
    QCOMPARE(refused.object().keys(), QStringList{u"detail"_s});
    const QJsonArray details = refused.object().value("detail"_L1).toArray();
    QCOMPARE(details.size(), 1);
    const QJsonObject entry = details.at(0).toObject();
    QCOMPARE(entry.keys(), (QStringList{u"loc"_s, u"msg"_s, u"type"_s}));
    QCOMPARE(entry.value("loc"_L1).toArray(), place);
    QVERIFY(entry.value("msg"_L1).toString().startsWith(place.at(1).toString()));
    QCOMPARE(pending().value("total_pending"_L1).toInt(), 0);
}

void OmniMindRoutesTest::textThatIsNoNotice()
{
    for (const QByteArray text : {"", "{", "[]", "null"}) {
        const auto refused = post(u"notify-update"_s, text);
        QCOMPARE(refused.status, 422);
        QVERIFY(refused.object().contains("detail"_L1));
    }
}

void OmniMindRoutesTest::needsRestart()
{
    const QJsonObject no{{u"needs_restart"_s, false}, {u"reason"_s, u""_s}, {u"deferrable"_s, true}};
    QCOMPARE(decision(), no);
    QCOMPARE(notify(notice(u"a"_s, kDeferred)).status, 200);
    QCOMPARE(decision(), no); // deferred is not yet
    QCOMPARE(notify(notice(u"b"_s, {{u"severity"_s, u"high"_s}, {u"change_type"_s, u"data"_s}})).status, 200);
    QCOMPARE(decision().value("reason"_L1), u"b: High severity: change in b"_s);
    QCOMPARE(notify(notice(u"c"_s)).status, 200);
    QCOMPARE(decision(), (QJsonObject{{u"needs_restart"_s, true},
                                      {u"reason"_s, u"c: Critical code change in c"_s}, // the strongest
                                      {u"deferrable"_s, false}}));
}

void OmniMindRoutesTest::pendingUpdates()
{
    QCOMPARE(pending(), (QJsonObject{{u"total_pending"_s, 0},
                                     {u"restart_required"_s, false},
                                     {u"restart_reason"_s, QJsonValue::Null},
                                     {u"updates"_s, QJsonArray()}}));
    QCOMPARE(notify(notice(u"a"_s, kDeferred)).status, 200);
    QCOMPARE(notify(notice(u"a"_s, modules(u"src.x"_s))).object().value("decision"_L1), u"ignore"_s);
    QVERIFY(pending().value("restart_reason"_L1).isNull());
    QCOMPARE(notify(notice(u"b"_s, {{u"severity"_s, u"critical"_s}, {u"description"_s, u"Fast"_s}})).status, 200);
    const QJsonObject all = pending();
    QCOMPARE(all.value("total_pending"_L1).toInt(), 2); // what was ignored does not wait
    QCOMPARE(all.value("restart_required"_L1), true);
    QCOMPARE(all.value("restart_reason"_L1), u"b: Critical code change in b"_s);
    const QJsonArray updates = all.value("updates"_L1).toArray();
    QCOMPARE(updates.size(), 2);
    QCOMPARE(updates.at(0).toObject().value("service_name"_L1), u"a"_s); // the oldest first
    QJsonObject second = updates.at(1).toObject();
    const QString time = second.take("timestamp"_L1).toString();
    static const QRegularExpression kTheirs(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}$"_s);
    QVERIFY2(kTheirs.match(time).hasMatch(), qPrintable(time));
    QCOMPARE(second, (QJsonObject{{u"service_name"_s, u"b"_s},
                                  {u"change_type"_s, u"code"_s},
                                  {u"severity"_s, u"critical"_s},
                                  {u"affected_modules"_s, notice(u"b"_s).value("affected_modules"_L1)},
                                  {u"description"_s, u"Fast"_s}}));
}

void OmniMindRoutesTest::restartNeedsSomethingToRestart()
{
    const auto nothing = post(u"restart-graceful"_s);
    QCOMPARE(nothing.status, 500);
    QCOMPARE(nothing.object(), (QJsonObject{{u"detail"_s, u"Nothing waits for a restart"_s}}));
    QCOMPARE(notify(notice(u"nobody"_s)).status, 200);
    QCOMPARE(post(u"restart-graceful"_s).object(),
             (QJsonObject{{u"detail"_s, u"Nothing can restart now: no unit has the service nobody"_s}}));
    QVERIFY(m_engine->addSleeper(u"nobody"_s));
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    const auto held = post(u"restart-graceful"_s);
    QCOMPARE(held.status, 500);
    QCOMPARE(held.object(), (QJsonObject{{u"detail"_s, u"Nothing can restart now: the kill switch holds nobody"_s}}));
    QCOMPARE(decision().value("needs_restart"_L1), true); // as before
}

void OmniMindRoutesTest::restartGraceful()
{
    QVERIFY(addRunning(u"brain"_s));
    QVERIFY(addRunning(u"idle"_s));
    QCOMPARE(notify(notice(u"brain"_s)).status, 200);
    const auto begun = post(u"restart-graceful"_s);
    QCOMPARE(begun.status, 200);
    QCOMPARE(begun.object(), (QJsonObject{{u"status"_s, u"restart_initiated"_s},
                                          {u"hibernation_complete"_s, false},
                                          {u"time_to_restart"_s, 0},
                                          {u"message"_s, u"Restarting brain"_s}}));
    QTRY_COMPARE_WITH_TIMEOUT(pending().value("total_pending"_L1).toInt(), 0, 15'000);
    QCOMPARE(runOf(u"brain"_s), 2);
    QCOMPARE(runOf(u"idle"_s), 1);
    QCOMPARE(decision().value("needs_restart"_L1), false);
    const auto update = get(u"/api/v1/updates/U-1"_s);
    QCOMPARE(update.value("state"_L1), u"applied"_s);
    QCOMPARE(update.value("decided_by"_L1), u"token:test"_s); // an approval has a name
}

void OmniMindRoutesTest::whatWasPutOffStaysSo()
{
    QVERIFY(addRunning(u"brain"_s));
    QVERIFY(addRunning(u"lamp"_s));
    QCOMPARE(notify(notice(u"brain"_s)).status, 200);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/restarts/R-1/defer"_s, R"({"for_seconds":600})").status, 200);
    QCOMPARE(notify(notice(u"lamp"_s)).status, 200);
    QCOMPARE(post(u"restart-graceful"_s).object().value("message"_L1), u"Restarting lamp"_s);
    QTRY_COMPARE_WITH_TIMEOUT(get(u"/api/v1/updates/U-2"_s).value("state"_L1).toString(), u"applied"_s, 15'000);
    QCOMPARE(get(u"/api/v1/updates/U-1"_s).value("state"_L1), u"deferred"_s);
    QCOMPARE(runOf(u"brain"_s), 1);
}

void OmniMindRoutesTest::applyDeferredUpdates()
{
    const QJsonObject none{
        {u"status"_s, u"no_updates"_s}, {u"updates_applied"_s, 0}, {u"message"_s, u"No deferred updates"_s}};
    QCOMPARE(post(u"apply-deferred-updates"_s).object(), none);
    QVERIFY(addRunning(u"brain"_s));
    QVERIFY(addRunning(u"lamp"_s));
    QCOMPARE(notify(notice(u"lamp"_s)).status, 200); // waits for an operator: not deferred
    QCOMPARE(post(u"apply-deferred-updates"_s).object(), none);
    QCOMPARE(notify(notice(u"brain"_s, kDeferred)).status, 200);
    QJsonObject more = kDeferred;
    more.insert(u"description"_s, u"one more"_s);
    QCOMPARE(notify(notice(u"brain"_s, more)).status, 200);
    const auto told = post(u"apply-deferred-updates"_s);
    QCOMPARE(told.status, 200);
    QCOMPARE(told.object(), (QJsonObject{{u"status"_s, u"applying_deferred"_s},
                                         {u"updates_applied"_s, 2},
                                         {u"message"_s, u"Applying 2 deferred updates"_s}}));
    QTRY_COMPARE_WITH_TIMEOUT(get(u"/api/v1/updates/U-3"_s).value("state"_L1).toString(), u"applied"_s, 15'000);
    QCOMPARE(runOf(u"brain"_s), 2);
    QCOMPARE(runOf(u"lamp"_s), 1);
}

void OmniMindRoutesTest::hibernationOutlivesTheEngine()
{
    const QString path = u"/api/hibernation-status"_s;
    const QJsonObject none{
        {u"hibernated"_s, false}, {u"saved_components"_s, QJsonArray()}, {u"timestamp"_s, QJsonValue::Null}};
    QCOMPARE(get(path), none);
    QTemporaryDir folder;
    m_engine.reset();
    m_engine.emplace("approval = \"automatic\"\n", folder.path());
    const QJsonArray hook{u"echo"_s, uR"({"saved_state":["memory","dreams"]})"_s};
    QVERIFY(addRunning(u"brain"_s,
                       {{u"hibernate"_s, QJsonObject{{u"command"_s, hook}}}, {u"min_healthy_time"_s, u"2s"_s}}));
    QCOMPARE(notify(notice(u"brain"_s)).status, 200);
    // Asked once more while the new process proves itself: it was.
    QTRY_COMPARE_WITH_TIMEOUT(post(u"restart-graceful"_s).object().value("hibernation_complete"_L1).toBool(), true,
                              15'000);
    QTRY_COMPARE_WITH_TIMEOUT(get(path).value("hibernated"_L1).toBool(), true, 15'000);
    const QJsonObject told = get(path);
    QCOMPARE(told.value("saved_components"_L1).toArray(), (QJsonArray{u"memory"_s, u"dreams"_s}));
    QVERIFY(told.value("timestamp"_L1).isString());
    QCOMPARE(told.keys(), none.keys());
    m_engine.reset();
    m_engine.emplace(QByteArray(), folder.path());
    QVERIFY(m_engine->ready);
    QCOMPARE(get(path), told);
    m_engine.reset(); // before its folder
}

void OmniMindRoutesTest::shutdownSavesAndStops()
{
    const QJsonArray hook{u"echo"_s, uR"({"saved_state":["memory","dreams"]})"_s};
    QVERIFY(addRunning(u"brain"_s, {{u"hibernate"_s, QJsonObject{{u"command"_s, hook}}}}));
    QVERIFY(addRunning(u"plain"_s));
    const QString path = u"/api/shutdown"_s;
    QCOMPARE(m_engine->ask("POST", path, {}, Role::Operator).status, 403);
    QCOMPARE(m_engine->stateOf(u"brain"_s), u"RUNNING"_s);
    const auto told = m_engine->ask("POST", path);
    QCOMPARE(told.status, 200);
    QCOMPARE(told.object(), (QJsonObject{{u"status"_s, u"shutdown_initiated"_s},
                                         {u"message"_s, u"Stopped brain"_s},
                                         {u"hibernation"_s, u"enabled"_s},
                                         {u"saved_state"_s, QJsonArray{u"memory"_s, u"dreams"_s}},
                                         {u"next_step"_s, u"Start them again: lampctl start brain"_s}}));
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"brain"_s), u"STOPPED"_s, 15'000);
    QCOMPARE(m_engine->stateOf(u"plain"_s), u"RUNNING"_s); // it could not have saved anything
    QCOMPARE(m_engine->ask("POST", path).status, 500);     // nothing is left to be stopped
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/brain/start"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"brain"_s), u"RUNNING"_s, 15'000);
}

void OmniMindRoutesTest::shutdownStopsNothingThatDidNotSave()
{
    const QString path = u"/api/shutdown"_s;
    QCOMPARE(m_engine->ask("POST", path).object(),
             (QJsonObject{{u"detail"_s, u"No unit that runs has a hook to save its state, so nothing was stopped"_s}}));
    const QJsonArray bad{u"sh"_s, u"-c"_s, u"echo no space >&2; exit 3"_s};
    QVERIFY(addRunning(u"brain"_s, {{u"hibernate"_s, QJsonObject{{u"command"_s, bad}}}}));
    const auto refused = m_engine->ask("POST", path);
    QCOMPARE(refused.status, 500);
    QVERIFY2(refused.object().value("detail"_L1).toString().startsWith(u"brain runs on: "), refused.text.constData());
    QCOMPARE(m_engine->stateOf(u"brain"_s), u"RUNNING"_s);
    QVERIFY(m_engine->watchdog->unit(u"brain"_s)->wanted);
}

void OmniMindRoutesTest::automaticAsTheirOwn()
{
    start("approval = \"automatic\"\n");
    QVERIFY(addRunning(u"brain"_s, {{u"min_healthy_time"_s, u"1s"_s}}));
    QCOMPARE(notify(notice(u"brain"_s)).object().value("decision"_L1), u"restart_now"_s);
    QCOMPARE(decision().value("needs_restart"_L1), true);
    // What --auto-restart of their notifier does then; it happens once.
    const auto asked = post(u"restart-graceful"_s);
    QCOMPARE(asked.status, 200);
    QCOMPARE(asked.object().value("message"_L1), u"Restarting brain"_s);
    QTRY_COMPARE_WITH_TIMEOUT(get(u"/api/v1/updates/U-1"_s).value("state"_L1).toString(), u"applied"_s, 15'000);
    QCOMPARE(runOf(u"brain"_s), 2);
    QCOMPARE(get(u"/api/v1/updates/U-1"_s).value("decided_by"_L1), u"policy"_s);
    QCOMPARE(post(u"restart-graceful"_s).status, 500);
}

void OmniMindRoutesTest::aWindowIsWaitedFor()
{
    // One that opens in two hours, whatever time it is.
    const QTime now = QDateTime::currentDateTimeUtc().time();
    const QString from = now.addSecs(2 * 3600).toString(u"hh:mm"_s);
    const QString to = now.addSecs(3 * 3600).toString(u"hh:mm"_s);
    start(u"[[windows]]\nfrom = \"%1\"\nto = \"%2\"\nzone = \"UTC\"\n"_s.arg(from, to).toUtf8());
    QVERIFY(addRunning(u"brain"_s));
    QCOMPARE(notify(notice(u"brain"_s)).status, 200);
    const auto told = post(u"restart-graceful"_s).object();
    QCOMPARE(told.value("status"_L1), u"restart_initiated"_s);
    QCOMPARE(told.value("message"_L1), u"brain waits for its window"_s);
    QVERIFY(told.value("time_to_restart"_L1).toInt() > 3600 && told.value("time_to_restart"_L1).toInt() <= 7200);
    QCOMPARE(runOf(u"brain"_s), 1);
}

void OmniMindRoutesTest::aRetryIsNoSecondEntry()
{
    QCOMPARE(notify(notice(u"brain"_s)).text, notify(notice(u"brain"_s)).text);
    QCOMPARE(pending().value("total_pending"_L1).toInt(), 1);
    QCOMPARE(pending().value("updates"_L1).toArray().size(), 1);
}

void OmniMindRoutesTest::theFlagStandsUntilItHappened()
{
    QVERIFY(addRunning(u"brain"_s, {{u"min_healthy_time"_s, u"1s"_s}}));
    QCOMPARE(notify(notice(u"brain"_s)).status, 200);
    QCOMPARE(post(u"restart-graceful"_s).status, 200);
    const auto isOver = [this] { return get(u"/api/v1/updates/U-1"_s).value("state"_L1).toString() == u"applied"; };
    int looks = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            const bool needed = decision().value("needs_restart"_L1).toBool();
            const bool listed = pending().value("total_pending"_L1).toInt() == 1;
            const bool over = isOver();
            looks += needed && listed ? 1 : 0;
            return over || !needed; // none of them before the new process has proved itself
        },
        15'000));
    QVERIFY(isOver());
    QVERIFY(looks > 3);
    QCOMPARE(runOf(u"brain"_s), 2);
}

void OmniMindRoutesTest::aDeferralHasATimer()
{
    start("defer_for = \"1s\"\napproval = \"automatic\"\n");
    QVERIFY(addRunning(u"brain"_s));
    QCOMPARE(notify(notice(u"brain"_s, kDeferred)).object().value("decision"_L1), u"defer"_s);
    QCOMPARE(runOf(u"brain"_s), 1);
    QTRY_COMPARE_WITH_TIMEOUT(get(u"/api/v1/updates/U-1"_s).value("state"_L1).toString(), u"applied"_s, 15'000);
    QCOMPARE(runOf(u"brain"_s), 2);
}

void OmniMindRoutesTest::nothingLivesInMemory()
{
    QTemporaryDir folder;
    m_engine.reset();
    m_engine.emplace(QByteArray(), folder.path());
    QCOMPARE(notify(notice(u"brain"_s)).status, 200);
    QCOMPARE(notify(notice(u"lamp"_s, kDeferred)).status, 200);
    const QJsonObject before = pending();
    QCOMPARE(before.value("total_pending"_L1).toInt(), 2);
    m_engine.reset();
    m_engine.emplace(QByteArray(), folder.path());
    QVERIFY(m_engine->ready);
    QCOMPARE(pending(), before);
    QCOMPARE(decision().value("reason"_L1), u"brain: Critical code change in brain"_s);
    QVERIFY(addRunning(u"lamp"_s));
    QCOMPARE(post(u"apply-deferred-updates"_s).object().value("updates_applied"_L1).toInt(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(pending().value("total_pending"_L1).toInt(), 1, 15'000);
    m_engine.reset(); // before its folder
}

QTEST_GUILESS_MAIN(OmniMindRoutesTest)
#include "tst_omnimind_routes.moc"
