// Updates over the API against a real watchdog: notices, answers to them, and what is read of them.
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

namespace {

const QString kUpdates = u"/api/v1/updates"_s;
const QString kRestarts = u"/api/v1/restarts"_s;

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// One that the built-in policy wants a restart for at once.
QJsonObject notice(const QString &service, const QJsonObject &more = {})
{
    QJsonObject out{{u"service"_s, service},
                    {u"change_type"_s, u"code"_s},
                    {u"modules"_s, QJsonArray{u"src.core.desiring_machines"_s}}};
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        out.insert(it.key(), it.value());
    }
    return out;
}

QString messageOf(const EngineParts::Answer &answer)
{
    return answer.object().value("error"_L1).toObject().value("message"_L1).toString();
}

QStringList idsIn(const EngineParts::Answer &answer, const QString &list)
{
    QStringList ids;
    const QJsonArray entries = answer.object().value(list).toArray();
    for (const QJsonValue &entry : entries) {
        ids.append(entry.toObject().value("id"_L1).toString());
    }
    return ids;
}

} // namespace

class UpdateRoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanupTestCase();

    void aNoticeIsThereForGood();
    void malformedNotices_data();
    void malformedNotices();
    void textThatIsNoNotice();
    void theSameContentIsOne();
    void theSameKeyIsOne();
    void twoOperators();
    void noticesThatJoinAskAgain();
    void malformedAnswers_data();
    void malformedAnswers();
    void answersToNothing();
    void deferralsAreLimited();
    void theKillSwitchHolds();
    void noUnitNoRestart();
    void anApprovalRestarts();
    void anApprovalForLater();
    void aCheckpointIsAwaited();
    void filters();
    void pages();
    void malformedFilters_data();
    void malformedFilters();
    void thePolicyExplains();
    void versionsAndRollback();
    void adviceNeedsTraffic();
    void rolesOfActing();
    void whatWaitsWantsAttention();
    void theListOfRestartsHasAnEnd();

private:
    EngineParts::Answer post(const QString &path, const QJsonObject &body = {}, const QString &actor = u"test"_s);
    EngineParts::Answer get(const QString &path) { return m_engine->ask("GET", path, {}, Role::Viewer); }
    EngineParts::Answer answer(const QString &id, const QString &what, const QJsonObject &body = {},
                               const QString &actor = u"test"_s)
    {
        return post(kRestarts + u'/' + id + u'/' + what, body, actor);
    }
    /// Its id.
    QString waiting(const QJsonObject &said) { return post(kUpdates, said).object().value("restart"_L1).toString(); }
    QString stateOf(const QString &id) { return get(kRestarts + u'/' + id).object().value("state"_L1).toString(); }
    bool addRunning(const QString &name, const QJsonObject &update = {});

    QByteArray m_function;
    std::optional<EngineParts> m_engine;
};

void UpdateRoutesTest::init()
{
    // The rows of one function change nothing and share an engine.
    if (std::exchange(m_function, QByteArray(QTest::currentTestFunction())) != QTest::currentTestFunction()) {
        m_engine.reset();
        m_engine.emplace();
    }
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
}

void UpdateRoutesTest::cleanupTestCase()
{
    m_engine.reset();
}

EngineParts::Answer UpdateRoutesTest::post(const QString &path, const QJsonObject &body, const QString &actor)
{
    Request request;
    request.method = "POST";
    request.path = path;
    request.body = bytes(body);
    request.principal = {u"token:"_s + actor, Role::Operator};
    return m_engine->ask(request);
}

bool UpdateRoutesTest::addRunning(const QString &name, const QJsonObject &update)
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

void UpdateRoutesTest::aNoticeIsThereForGood()
{
    const auto told = post(kUpdates, notice(u"lamp"_s, {{u"severity"_s, u"high"_s}, {u"version"_s, u"2.0"_s}}));
    QCOMPARE(told.status, 201);
    const auto answer = client::noticeAnswerFromJson(told.object());
    QVERIFY(answer);
    QCOMPARE(answer->update.id, u"U-1"_s);
    QCOMPARE(answer->update.restart, u"R-1"_s);
    QCOMPARE(answer->update.reportedBy, u"token:test"_s);
    QCOMPARE(answer->update.notice.version, u"2.0"_s);
    QVERIFY(answer->update.state == client::UpdateState::Waiting);
    QVERIFY(answer->update.decision.decision == client::Decision::RestartNow);
    QVERIFY(answer->restart && answer->restart->waitsFor == u"approval" && answer->restart->revision == 1);
    // Durable before the answer: another engine over the same folder knows all of it.
    const QString copy = m_engine->folder.filePath(u"copy"_s);
    QVERIFY(DataDirectory(copy).create());
    for (const QString &end : {QString(), u"-wal"_s}) {
        const QString from = m_engine->directory.databaseFile() + end;
        QVERIFY(!QFile::exists(from) || QFile::copy(from, DataDirectory(copy).databaseFile() + end));
    }
    EngineParts next({}, copy);
    QVERIFY(next.ready);
    const auto again = next.ask("GET", kUpdates + u"/U-1"_s);
    QCOMPARE(client::updateFromJson(again.object())->receivedAt, answer->update.receivedAt);
    const auto restart = client::restartDetailFromJson(next.ask("GET", kRestarts + u"/R-1"_s).object());
    QVERIFY(restart && restart->restart == *answer->restart);
    QCOMPARE(restart->updates.size(), 1);
    QCOMPARE(client::noticeAnswerFromJson(next.ask("POST", kUpdates, bytes(notice(u"b"_s))).object())->update.id,
             u"U-2"_s);
}

void UpdateRoutesTest::malformedNotices_data()
{
    QTest::addColumn<QJsonObject>("said");
    QTest::addColumn<QString>("field");
    const auto with = [](const char *name, const QString &field, const QJsonValue &value, const QString &told = {}) {
        QJsonObject said = notice(u"lamp"_s);
        if (value.isUndefined()) {
            said.remove(field);
        } else {
            said.insert(field, value);
        }
        QTest::newRow(name) << said << (told.isEmpty() ? field : told);
    };
    const QJsonValue none = QJsonValue::Undefined;
    with("no service", u"service"_s, none);
    with("empty service", u"service"_s, u""_s);
    with("blank service", u"service"_s, u"  "_s);
    with("long service", u"service"_s, QString(201, u'a'));
    with("service of two lines", u"service"_s, u"a\nb"_s);
    with("service is a number", u"service"_s, 1);
    with("service is null", u"service"_s, QJsonValue::Null);
    with("no change_type", u"change_type"_s, none);
    with("unknown change_type", u"change_type"_s, u"weather"_s);
    with("change_type in capitals", u"change_type"_s, u"CODE"_s);
    with("change_type is a list", u"change_type"_s, QJsonArray{u"code"_s});
    with("unknown severity", u"severity"_s, u"extreme"_s);
    with("empty severity", u"severity"_s, u""_s);
    with("severity is a number", u"severity"_s, 3);
    with("no modules", u"modules"_s, none);
    with("empty modules", u"modules"_s, QJsonArray());
    with("modules is a string", u"modules"_s, u"a,b"_s);
    with("modules is an object", u"modules"_s, QJsonObject());
    with("a module is a number", u"modules"_s, QJsonArray{u"a"_s, 1}, u"modules[1]"_s);
    with("a module is empty", u"modules"_s, QJsonArray{u"a"_s, u"b"_s, u""_s}, u"modules[2]"_s);
    with("a long module", u"modules"_s, QJsonArray{QString(301, u'a')}, u"modules[0]"_s);
    with("a module of two lines", u"modules"_s, QJsonArray{u"a\r\nb"_s}, u"modules[0]"_s);
    QJsonArray many;
    for (int i = 0; i < 1'001; ++i) {
        many.append(u"m%1"_s.arg(i));
    }
    with("too many modules", u"modules"_s, many);
    with("long description", u"description"_s, QString(4'001, u'a'));
    with("description is a list", u"description"_s, QJsonArray());
    with("long version", u"version"_s, QString(201, u'a'));
    with("version of two lines", u"version"_s, u"1\n2"_s);
    with("version is a number", u"version"_s, 2);
    with("an unknown field", u"colour"_s, u"red"_s);
    with("a field of OmniMind", u"service_name"_s, u"lamp"_s);
}

void UpdateRoutesTest::malformedNotices()
{
    QFETCH(QJsonObject, said);
    QFETCH(QString, field);
    for (const QString &path : {kUpdates, u"/api/v1/policy/explain"_s}) {
        const auto refused = post(path, said);
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.field(), field);
        QVERIFY2(messageOf(refused).startsWith(field), refused.text.constData());
    }
    QVERIFY(idsIn(get(kUpdates), u"updates"_s).isEmpty());
    QVERIFY(idsIn(get(kRestarts), u"restarts"_s).isEmpty());
}

void UpdateRoutesTest::textThatIsNoNotice()
{
    for (const QByteArray text : {"{", "[]", "null", R"({"service":"a","service":"b"})", "{\"service\":\"\xff\"}"}) {
        QCOMPARE(m_engine->ask("POST", kUpdates, text).status, 400);
    }
    const auto empty = m_engine->ask("POST", kUpdates);
    QCOMPARE(empty.status, 422);
    QCOMPARE(empty.field(), u"service"_s);
    const QJsonObject longest{{u"service"_s, QString(200, u'a')}, {u"description"_s, QString(4'000, u'ü')}};
    QCOMPARE(post(kUpdates, notice(u"x"_s, longest)).status, 201);
}

void UpdateRoutesTest::theSameContentIsOne()
{
    QCOMPARE(post(kUpdates, notice(u"lamp"_s), u"ci"_s).object().value("repeats"_L1).toInt(), 0);
    const auto again = post(kUpdates, notice(u"lamp"_s), u"other"_s);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.object().value("id"_L1), u"U-1"_s);
    QCOMPARE(again.object().value("repeats"_L1).toInt(), 1);
    QCOMPARE(again.object().value("reported_by"_L1), u"token:ci"_s);
    QCOMPARE(again.object().value("pending_restart"_L1).toObject().value("revision"_L1).toInt(), 1);
    // What is left out is what it stands for; what is said otherwise is another.
    QCOMPARE(post(kUpdates, notice(u"lamp"_s, {{u"severity"_s, u"medium"_s}})).object().value("id"_L1), u"U-1"_s);
    QCOMPARE(post(kUpdates, notice(u"lamp"_s, {{u"description"_s, u"x"_s}})).object().value("id"_L1), u"U-2"_s);
    QCOMPARE(idsIn(get(kUpdates), u"updates"_s), (QStringList{u"U-2"_s, u"U-1"_s}));
    QCOMPARE(idsIn(get(kRestarts), u"restarts"_s), QStringList{u"R-1"_s});
    QTRY_COMPARE(get(u"/api/v1/events?kind=update.repeated"_s).object().value("events"_L1).toArray().size(), 2);
}

void UpdateRoutesTest::theSameKeyIsOne()
{
    Request request;
    request.method = "POST";
    request.path = kUpdates;
    request.body = bytes(notice(u"lamp"_s));
    request.principal = {u"token:ci"_s, Role::Operator};
    request.headers.insert("idempotency-key", "deploy-17");
    const auto first = m_engine->ask(request);
    QCOMPARE(first.status, 201);
    const auto again = m_engine->ask(request);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.text, first.text);
    QCOMPARE(get(kUpdates + u"/U-1"_s).object().value("repeats"_L1).toInt(), 0); // it never came so far
    request.body = bytes(notice(u"other"_s));
    QCOMPARE(m_engine->ask(request).status, 409);
    QCOMPARE(idsIn(get(kUpdates), u"updates"_s), QStringList{u"U-1"_s});
}

void UpdateRoutesTest::twoOperators()
{
    QVERIFY(addRunning(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    const auto deferred = answer(id, u"defer"_s, {{u"revision"_s, 1}, {u"for_seconds"_s, 600}}, u"ann"_s);
    QCOMPARE(deferred.status, 200);
    QCOMPARE(deferred.object().value("state"_L1), u"deferred"_s);
    QCOMPARE(deferred.object().value("decided_by"_L1), u"token:ann"_s);
    const auto late = answer(id, u"approve"_s, {{u"revision"_s, 1}}, u"bob"_s);
    QCOMPARE(late.status, 409);
    QCOMPARE(late.field(), u"revision"_s);
    QVERIFY2(messageOf(late).startsWith(u"token:ann has deferred R-1 until "), late.text.constData());
    QCOMPARE(m_engine->watchdog->unit(u"lamp"_s)->run, 1);
    const auto rejected = answer(id, u"reject"_s, {{u"revision"_s, 2}, {u"reason"_s, u"it is broken"_s}}, u"bob"_s);
    QCOMPARE(rejected.status, 200);
    QCOMPARE(rejected.object().value("state"_L1), u"rejected"_s);
    const auto tooLate = answer(id, u"approve"_s, {{u"revision"_s, 2}}, u"ann"_s);
    QCOMPARE(tooLate.status, 409);
    QCOMPARE(messageOf(tooLate), u"token:bob has rejected R-1: it is broken"_s);
    const auto update = get(kUpdates + u"/U-1"_s).object();
    QCOMPARE(update.value("state"_L1), u"rejected"_s);
    QCOMPARE(update.value("decided_by"_L1), u"token:bob"_s);
    QCOMPARE(update.value("note"_L1), u"it is broken"_s);
    QVERIFY(update.contains("decided_at"_L1));
}

void UpdateRoutesTest::noticesThatJoinAskAgain()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    QCOMPARE(waiting(notice(u"lamp"_s, {{u"description"_s, u"one more"_s}})), id);
    const auto refused = answer(id, u"approve"_s, {{u"revision"_s, 1}});
    QCOMPARE(refused.status, 409);
    QCOMPARE(messageOf(refused), u"More notices joined R-1; look at it again"_s);
    const auto detail = get(kRestarts + u'/' + id).object();
    QCOMPARE(detail.value("updates_detail"_L1).toArray().size(), 2);
    QCOMPARE(answer(id, u"approve"_s, {{u"revision"_s, detail.value("revision"_L1)}}).status, 200);
}

void UpdateRoutesTest::malformedAnswers_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *what, const QByteArray &body, const char *field) {
        QTest::newRow(name) << QString::fromLatin1(what) << body << QString::fromLatin1(field);
    };
    row("when is no word", "approve", R"({"when":"later"})", "when");
    row("when is a number", "approve", R"({"when":1})", "when");
    row("at is missing", "approve", R"({"when":"at"})", "at");
    row("at is too much", "approve", R"({"at":"2030-01-01T00:00:00Z"})", "at");
    row("at is no time", "approve", R"({"when":"at","at":"tomorrow"})", "at");
    row("revision 0", "approve", R"({"revision":0})", "revision");
    row("revision in words", "approve", R"({"revision":"1"})", "revision");
    row("revision of 1.5", "approve", R"({"revision":1.5})", "revision");
    row("revision past all", "approve", R"({"revision":9999999999})", "revision");
    row("force is a number", "approve", R"({"force":1})", "force");
    row("a field of another", "approve", R"({"reason":"no"})", "reason");
    row("no until", "defer", "{}", "until");
    row("two untils", "defer", R"({"until":"2030-01-01T00:00:00Z","for_seconds":60})", "until");
    row("no seconds", "defer", R"({"for_seconds":0})", "for_seconds");
    row("seconds before", "defer", R"({"for_seconds":-5})", "for_seconds");
    row("91 days", "defer", R"({"for_seconds":7862400})", "for_seconds");
    row("in the past", "defer", R"({"until":"2020-01-01T00:00:00Z"})", "until");
    row("in years", "defer", R"({"until":"2100-01-01T00:00:00Z"})", "until");
    row("no time", "defer", R"({"until":"soon"})", "until");
    row("long reason", "defer", R"({"for_seconds":60,"reason":")" + QByteArray(1'001, 'a') + R"("})", "reason");
    row("a deferral forced", "defer", R"({"for_seconds":60,"force":true})", "force");
    row("no reason", "reject", "{}", "reason");
    row("a short reason", "reject", R"({"reason":" no "})", "reason");
    row("a long reason", "reject", R"({"reason":")" + QByteArray(1'001, 'a') + R"("})", "reason");
    row("a rejection at a time", "reject", R"({"reason":"not today","at":"2030-01-01T00:00:00Z"})", "at");
}

void UpdateRoutesTest::malformedAnswers()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    QVERIFY(m_engine->watchdog->unit(u"lamp"_s) || m_engine->addSleeper(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    const auto refused = m_engine->ask("POST", kRestarts + u'/' + id + u'/' + what, body);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.field(), field);
    QCOMPARE(stateOf(id), u"waiting"_s);
}

void UpdateRoutesTest::answersToNothing()
{
    for (const QString &id : {u"R-1"_s, u"R-01"_s, u"U-1"_s, u"1"_s, u"R-99999999999999999999"_s}) {
        QCOMPARE(answer(id, u"approve"_s).status, 404);
        QCOMPARE(answer(id, u"defer"_s, {{u"for_seconds"_s, 60}}).status, 404);
        QCOMPARE(answer(id, u"reject"_s, {{u"reason"_s, u"not today"_s}}).status, 404);
        QCOMPARE(get(kRestarts + u'/' + id).status, 404);
        QCOMPARE(get(kUpdates + u'/' + id).status, 404);
    }
    QCOMPARE(answer(u"R-1"_s, u"forget"_s).status, 404);
}

void UpdateRoutesTest::deferralsAreLimited()
{
    m_engine.reset();
    m_engine.emplace("max_deferrals = 2\n");
    const QString id = waiting(notice(u"lamp"_s));
    for (const int deferrals : {1, 2}) {
        const auto told = answer(id, u"defer"_s, {{u"for_seconds"_s, 600}, {u"reason"_s, u"later"_s}});
        QCOMPARE(told.status, 200);
        QCOMPARE(told.object().value("deferrals"_L1).toInt(), deferrals);
        QCOMPARE(told.object().value("max_deferrals"_L1).toInt(), 2);
        QCOMPARE(told.object().value("waits_because"_L1), u"later"_s);
        WallTime until{};
        QVERIFY(fromIsoString(told.object().value("until"_L1).toString(), &until));
        const Duration left = until - m_engine->clock.wallNow();
        QVERIFY(left > seconds(590) && left <= seconds(600));
    }
    const auto refused = answer(id, u"defer"_s, {{u"for_seconds"_s, 600}});
    QCOMPARE(refused.status, 409);
    QCOMPARE(messageOf(refused), u"R-1 was deferred 2 times already: restart it, or reject it with a reason"_s);
    QCOMPARE(answer(id, u"reject"_s, {{u"reason"_s, u"not today"_s}}).status, 200);
}

void UpdateRoutesTest::theKillSwitchHolds()
{
    QVERIFY(addRunning(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    const QByteArray latch = R"({"scope":"unit","target":"lamp","reason":"test"})";
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, latch).status, 200);
    const auto held = answer(id, u"approve"_s, {{u"revision"_s, 1}});
    QCOMPARE(held.status, 423);
    QCOMPARE(messageOf(held), u"The kill switch holds lamp: re-arm it first"_s);
    QCOMPARE(stateOf(id), u"waiting"_s);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/rearm"_s, latch).status, 200);
    QCOMPARE(answer(id, u"approve"_s, {{u"revision"_s, 1}}).status, 200);
}

void UpdateRoutesTest::noUnitNoRestart()
{
    const QString id = waiting(notice(u"nobody"_s));
    const auto refused = answer(id, u"approve"_s);
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.field(), u"service"_s);
    QCOMPARE(messageOf(refused), u"No unit has the service nobody, so there is nothing to restart"_s);
    QCOMPARE(stateOf(id), u"waiting"_s);
    QVERIFY(m_engine->addSleeper(u"nobody"_s)); // one comes
    QCOMPARE(get(kRestarts + u'/' + id).object().value("units"_L1).toArray(), QJsonArray{u"nobody"_s});
    QCOMPARE(answer(id, u"approve"_s).status, 200);
}

void UpdateRoutesTest::anApprovalRestarts()
{
    QVERIFY(addRunning(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    const auto approved = answer(id, u"approve"_s, {{u"revision"_s, 1}, {u"when"_s, u"now"_s}});
    QCOMPARE(approved.status, 200);
    QCOMPARE(approved.object().value("state"_L1), u"restarting"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"applied"_s, 15'000);
    QCOMPARE(m_engine->watchdog->unit(u"lamp"_s)->run, 2);
    const auto detail = client::restartDetailFromJson(get(kRestarts + u'/' + id).object());
    QVERIFY(detail && detail->restart.runs.size() == 1 && detail->restart.runs.constFirst().downtime);
    QVERIFY(detail->restart.endedAt);
    QVERIFY(detail->updates.constFirst().state == client::UpdateState::Applied);
    QVERIFY(detail->updates.constFirst().downtime);
    QVERIFY(idsIn(get(kRestarts), u"restarts"_s).isEmpty());
    QCOMPARE(get(kUpdates + u"/counts"_s).object().value("by_state"_L1).toObject(), (QJsonObject{{u"applied"_s, 1}}));
    const auto again = answer(id, u"approve"_s);
    QCOMPARE(again.status, 409);
    QCOMPARE(messageOf(again), u"token:test has approved R-1; it is applied"_s);
}

void UpdateRoutesTest::anApprovalForLater()
{
    QVERIFY(addRunning(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    const QString at = toIsoString(m_engine->clock.wallNow() + std::chrono::hours(8));
    const auto approved = answer(id, u"approve"_s, {{u"when"_s, u"at"_s}, {u"at"_s, at}, {u"force"_s, true}});
    QCOMPARE(approved.status, 200);
    QCOMPARE(approved.object().value("state"_L1), u"scheduled"_s);
    QCOMPARE(approved.object().value("waits_for"_L1), u"time"_s);
    QCOMPARE(approved.object().value("until"_L1).toString(), at);
    QCOMPARE(approved.object().value("forced"_L1), true);
    const auto late = answer(id, u"reject"_s, {{u"revision"_s, 1}, {u"reason"_s, u"not today"_s}}, u"bob"_s);
    QCOMPARE(late.status, 409);
    QCOMPARE(messageOf(late), u"token:test has approved R-1; it waits for its time"_s);
}

void UpdateRoutesTest::aCheckpointIsAwaited()
{
    QVERIFY(addRunning(u"lamp"_s));
    QVERIFY(addRunning(u"other"_s));
    const QString id = waiting(notice(u"lamp"_s));
    QCOMPARE(answer(id, u"approve"_s, {{u"when"_s, u"checkpoint"_s}}).object().value("state"_L1), u"at_checkpoint"_s);
    const QString path = u"/api/v1/checkpoints"_s;
    QCOMPARE(post(path, {{u"unit"_s, u"nobody"_s}}).status, 404);
    QCOMPARE(post(path).status, 400);
    QCOMPARE(post(path).field(), u"unit"_s);
    QCOMPARE(post(path, {{u"unit"_s, 1}}).field(), u"unit"_s);
    QCOMPARE(post(path, {{u"unit"_s, u"lamp"_s}, {u"service"_s, u"lamp"_s}}).field(), u"service"_s);
    QCOMPARE(post(path, {{u"unit"_s, u"other"_s}}).status, 202); // another's
    QCOMPARE(stateOf(id), u"at_checkpoint"_s);
    QCOMPARE(post(path, {{u"unit"_s, u"lamp"_s}}).status, 202);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"applied"_s, 15'000);
    QCOMPARE(m_engine->watchdog->unit(u"other"_s)->run, 1);
}

void UpdateRoutesTest::filters()
{
    QCOMPARE(post(kUpdates, notice(u"one"_s, {{u"description"_s, u"Größer and FASTER"_s}})).status, 201); // U-1
    QCOMPARE(post(kUpdates, notice(u"two"_s, {{u"severity"_s, u"critical"_s}})).status, 201);             // U-2
    const QJsonObject ignored{{u"modules"_s, QJsonArray{u"src.somewhere%"_s}}, {u"severity"_s, u"low"_s}};
    QCOMPARE(post(kUpdates, notice(u"one"_s, ignored)).object().value("state"_L1), u"ignored"_s); // U-3
    const QJsonObject later{{u"modules"_s, QJsonArray{u"src.api.routes"_s}}};
    QCOMPARE(post(kUpdates, notice(u"three"_s, later)).object().value("state"_L1), u"deferred"_s); // U-4
    const auto ids = [this](const QString &query) { return idsIn(get(kUpdates + u'?' + query), u"updates"_s); };
    QCOMPARE(ids(u"limit=1000"_s), (QStringList{u"U-4"_s, u"U-3"_s, u"U-2"_s, u"U-1"_s}));
    QCOMPARE(ids(u"state=open"_s), (QStringList{u"U-4"_s, u"U-2"_s, u"U-1"_s}));
    QCOMPARE(ids(u"state=over"_s), QStringList{u"U-3"_s});
    QCOMPARE(ids(u"state=waiting"_s), (QStringList{u"U-2"_s, u"U-1"_s}));
    QCOMPARE(ids(u"state=deferred"_s), QStringList{u"U-4"_s});
    QCOMPARE(ids(u"state=rolled_back"_s), QStringList());
    QCOMPARE(ids(u"service=one"_s), (QStringList{u"U-3"_s, u"U-1"_s}));
    QCOMPARE(ids(u"service=on"_s), QStringList());
    QCOMPARE(ids(u"q=ON"_s), QStringList({u"U-3"_s, u"U-1"_s}));
    QCOMPARE(ids(u"q=faster"_s), QStringList{u"U-1"_s});
    QCOMPARE(ids(u"q=gr%C3%96SSer"_s), QStringList());
    QCOMPARE(ids(u"q=gr%C3%96%C3%9Fer"_s), QStringList{u"U-1"_s});
    QCOMPARE(ids(u"q=API.routes"_s), QStringList{u"U-4"_s});
    QCOMPARE(ids(u"q=%25"_s), QStringList{u"U-3"_s}); // a percent sign is one
    QCOMPARE(ids(u"severity=low"_s).size(), 4);
    QCOMPARE(ids(u"severity=medium"_s), (QStringList{u"U-4"_s, u"U-2"_s, u"U-1"_s}));
    QCOMPARE(ids(u"severity=high"_s), QStringList{u"U-2"_s});
    QCOMPARE(ids(u"state=open&service=one&severity=medium&q=faster"_s), QStringList{u"U-1"_s});
    QCOMPARE(ids(u"before=3"_s), (QStringList{u"U-2"_s, u"U-1"_s}));
    QCOMPARE(get(kUpdates + u"/counts"_s).object().value("by_state"_L1).toObject(),
             (QJsonObject{{u"waiting"_s, 2}, {u"deferred"_s, 1}, {u"ignored"_s, 1}}));
}

void UpdateRoutesTest::pages()
{
    QStringList expected;
    for (int i = 0; i < 7; ++i) {
        QCOMPARE(post(kUpdates, notice(u"s%1 & co"_s.arg(i))).status, 201);
        expected.prepend(u"U-%1"_s.arg(i + 1));
    }
    QStringList seen;
    QString next = kUpdates + u"?limit=3&state=open&q=%26%20co"_s;
    int count = 0;
    for (; !next.isEmpty() && count < 10; ++count) {
        const auto page = get(next);
        seen += idsIn(page, u"updates"_s);
        next = page.object().value("next"_L1).toString();
        QCOMPARE(page.object().value("more"_L1).toBool(), !next.isEmpty());
        if (count == 0) { // what comes meanwhile moves nothing
            QCOMPARE(post(kUpdates, notice(u"new & co"_s)).status, 201);
        }
    }
    QCOMPARE(count, 3);
    QCOMPARE(seen, expected);
}

void UpdateRoutesTest::malformedFilters_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("field");
    QTest::newRow("no limit") << u"limit=0"_s << u"limit"_s;
    QTest::newRow("a large limit") << u"limit=1001"_s << u"limit"_s;
    QTest::newRow("a limit in words") << u"limit=ten"_s << u"limit"_s;
    QTest::newRow("an id for a number") << u"before=U-3"_s << u"before"_s;
    QTest::newRow("before the first") << u"before=-1"_s << u"before"_s;
    QTest::newRow("state") << u"state=gone"_s << u"state"_s;
    QTest::newRow("severity") << u"severity=extreme"_s << u"severity"_s;
    QTest::newRow("unknown") << u"module=a"_s << u"module"_s;
    QTest::newRow("twice") << u"service=a&service=b"_s << u"service"_s;
}

void UpdateRoutesTest::malformedFilters()
{
    QFETCH(QString, query);
    QFETCH(QString, field);
    const auto refused = get(kUpdates + u'?' + query);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.field(), field);
}

void UpdateRoutesTest::thePolicyExplains()
{
    const QString path = u"/api/v1/policy"_s;
    QCOMPARE(get(path).object().value("origin"_L1), u""_s);
    QCOMPARE(get(path).object().value("approval"_L1), u"manual"_s);
    const QJsonObject said = notice(u"lamp"_s, {{u"modules"_s, QJsonArray{u"src.mine.a"_s, u"x"_s}}});
    const auto before = post(path + u"/explain"_s, said).object();
    QCOMPARE(before.value("decision"_L1), u"ignore"_s);
    QVERIFY(EngineParts::write(m_engine->directory.policyFile(),
                               "critical_modules = [\"src.mine.*\"]\napproval = \"manual-above:high\"\n"));
    QTRY_COMPARE(get(path).object().value("approval"_L1).toString(), u"manual-above:high"_s);
    QCOMPARE(get(path).object().value("origin"_L1), m_engine->directory.policyFile());
    const auto after = post(path + u"/explain"_s, said).object();
    QCOMPARE(after.value("decision"_L1), u"restart_now"_s);
    QCOMPARE(after.value("needs_approval"_L1), false);
    QCOMPARE(after.value("affected_modules"_L1).toArray(), QJsonArray{u"src.mine.a"_s});
    QCOMPARE(after.value("modules"_L1).toArray().at(0).toObject().value("pattern"_L1), u"src.mine.*"_s);
    QVERIFY(EngineParts::write(m_engine->directory.policyFile(), "approval = \"never\"\n"));
    QTRY_VERIFY(!get(path).object().value("problem"_L1).toString().isEmpty());
    QVERIFY(get(path).object().value("problem"_L1).toString().contains(u"1:"));
    QCOMPARE(post(path + u"/explain"_s, said).object(), after); // the last good one
    QVERIFY(idsIn(get(kUpdates), u"updates"_s).isEmpty());      // nothing was sent
}

void UpdateRoutesTest::versionsAndRollback()
{
    QDir folder(m_engine->folder.path());
    for (const QString &version : {u"app/releases/1"_s, u"app/releases/2"_s}) {
        QVERIFY(folder.mkpath(version));
    }
    QVERIFY(QFile::link(u"releases/2"_s, folder.filePath(u"app/current"_s)));
    QVERIFY(addRunning(u"app"_s, {{u"releases"_s, folder.filePath(u"app"_s)}}));
    QVERIFY(addRunning(u"plain"_s));
    const QString unit = u"/api/v1/units/app"_s;
    const auto page = client::versionsFromJson(get(unit + u"/versions"_s).object());
    QVERIFY(page && page->versions.size() == 2);
    for (const client::VersionInfo &version : page->versions) {
        QCOMPARE(version.current, version.version == u"2");
    }
    QVERIFY(client::versionsFromJson(get(u"/api/v1/units/plain/versions"_s).object())->versions.isEmpty());
    QCOMPARE(get(u"/api/v1/units/nobody/versions"_s).status, 404);
    const QString rollback = unit + u"/rollback"_s;
    QCOMPARE(post(u"/api/v1/units/nobody/rollback"_s).status, 404);
    const auto without = post(u"/api/v1/units/plain/rollback"_s, {{u"version"_s, u"1"_s}});
    QCOMPARE(without.status, 409);
    QVERIFY(messageOf(without).contains(u"no release directory"));
    QCOMPARE(post(rollback, {{u"version"_s, 1}}).field(), u"version"_s);
    QCOMPARE(post(rollback, {{u"to"_s, u"1"_s}}).field(), u"to"_s);
    const auto begun = post(rollback, {{u"version"_s, u"1"_s}});
    QCOMPARE(begun.status, 202);
    QCOMPARE(begun.object().value("rule"_L1), u"rollback"_s);
    QCOMPARE(begun.object().value("units"_L1).toArray(), QJsonArray{u"app"_s});
    const QString id = begun.object().value("id"_L1).toString();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"applied"_s, 15'000);
    QCOMPARE(QFile::symLinkTarget(folder.filePath(u"app/current"_s)), folder.filePath(u"app/releases/1"_s));
    QCOMPARE(m_engine->watchdog->unit(u"app"_s)->run, 2);
    const auto now = client::versionsFromJson(get(unit + u"/versions"_s).object());
    for (const client::VersionInfo &version : now->versions) {
        QCOMPARE(version.current, version.version == u"1");
        QCOMPARE(version.verified, version.version == u"1");
    }
    for (const QString &wrong : {u"3"_s, u"../2"_s, u"."_s}) {
        const auto refused = post(rollback, {{u"version"_s, wrong}});
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.field(), u"version"_s);
        QCOMPARE(messageOf(refused), u"There is no release %1"_s.arg(wrong));
    }
    const auto nowhere = post(rollback); // nothing but the current one was verified
    QCOMPARE(nowhere.status, 409);
    QCOMPARE(messageOf(nowhere), u"No version before 1 was verified; name one"_s);
    QVERIFY(idsIn(get(kRestarts), u"restarts"_s).isEmpty());
    QCOMPARE(m_engine->watchdog->unit(u"app"_s)->run, 2);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QCOMPARE(post(rollback, {{u"version"_s, u"2"_s}}).status, 423);
}

void UpdateRoutesTest::adviceNeedsTraffic()
{
    const QString path = kUpdates + u"/advise"_s;
    QCOMPARE(get(path).status, 400);
    QCOMPARE(get(path).field(), u"service"_s);
    QCOMPARE(get(path + u"?service=a&unit=b"_s).field(), u"unit"_s);
    const auto told = get(path + u"?service=lamp"_s);
    QCOMPARE(told.status, 200);
    QVERIFY(!told.object().contains("at"_L1));
    QVERIFY(!told.object().value("because"_L1).toString().isEmpty());
}

void UpdateRoutesTest::rolesOfActing()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    const QString id = waiting(notice(u"lamp"_s));
    const QString restart = kRestarts + u'/' + id;
    const QList<std::pair<QString, QByteArray>> acts{
        {kUpdates, bytes(notice(u"other"_s))},
        {restart + u"/approve"_s, "{}"},
        {restart + u"/defer"_s, R"({"for_seconds":60})"},
        {restart + u"/reject"_s, R"({"reason":"not today"})"},
        {u"/api/v1/checkpoints"_s, R"({"unit":"lamp"})"},
        {u"/api/v1/units/lamp/rollback"_s, "{}"},
        {u"/api/services/notify-update"_s, "{}"},
        {u"/api/services/restart-graceful"_s, ""},
        {u"/api/services/apply-deferred-updates"_s, ""},
    };
    for (const auto &[path, body] : acts) {
        QCOMPARE(m_engine->ask("POST", path, body, Role::Viewer).status, 403);
        QCOMPARE(m_engine->ask("POST", path, body, Role::None).status, 401);
    }
    QCOMPARE(stateOf(id), u"waiting"_s);
    QCOMPARE(idsIn(get(kUpdates), u"updates"_s), QStringList{u"U-1"_s});
    QCOMPARE(m_engine->ask("POST", u"/api/v1/policy/explain"_s, bytes(notice(u"a"_s)), Role::Viewer).status, 200);
    const QStringList readable{kUpdates,
                               kUpdates + u"/counts"_s,
                               restart,
                               kRestarts,
                               u"/api/v1/policy"_s,
                               u"/api/services/restart-decision"_s,
                               u"/api/hibernation-status"_s};
    for (const QString &path : readable) {
        QCOMPARE(get(path).status, 200);
        QCOMPARE(m_engine->ask("GET", path, {}, Role::None).status, 401);
    }
}

void UpdateRoutesTest::whatWaitsWantsAttention()
{
    QVERIFY(waiting(notice(u"b"_s)) == u"R-1" && waiting(notice(u"a"_s)) == u"R-2");
    QCOMPARE(waiting(notice(u"c"_s, {{u"modules"_s, QJsonArray{u"src.api.routes"_s}}})), u"R-3"_s); // deferred
    const auto attention = client::attentionFromJson(get(u"/api/v1/attention"_s).object());
    QVERIFY(attention && attention->restarts.size() == 2);
    QCOMPARE(attention->restarts.at(0).id, u"R-1"_s);
    QVERIFY(attention->restarts.at(1) ==
            *client::pendingRestartFromJson(
                get(u"/api/v1/restarts"_s).object().value("restarts"_L1).toArray().at(0).toObject()));
    const QByteArray metrics = get(u"/metrics"_s).text;
    QVERIFY(metrics.contains("\nlamplighter_updates{state=\"waiting\"} 2\n"));
    QVERIFY(metrics.contains("\nlamplighter_updates{state=\"deferred\"} 1\n"));
    QVERIFY(metrics.contains("\nlamplighter_updates{state=\"restarting\"} 0\n"));
    QCOMPARE(answer(u"R-1"_s, u"reject"_s, {{u"reason"_s, u"not today"_s}}).status, 200);
    QCOMPARE(client::attentionFromJson(get(u"/api/v1/attention"_s).object())->restarts.size(), 1);
    QVERIFY(get(u"/metrics"_s).text.contains("\nlamplighter_updates{state=\"waiting\"} 1\n"));
}

void UpdateRoutesTest::theListOfRestartsHasAnEnd()
{
    int answers = 0;
    Request request;
    request.method = "POST";
    request.path = kUpdates;
    request.principal = {u"token:ci"_s, Role::Operator};
    for (int i = 1; i <= 1'010; ++i) {
        // The first five wait for an operator, everything after them was deferred.
        const QString module = i <= 5 ? u"src.core.desiring_machines"_s : u"src.api.routes"_s;
        request.body = bytes(notice(u"s%1"_s.arg(i), {{u"modules"_s, QJsonArray{module}}}));
        m_engine->router.handle(request, [&answers](const Response &response) { answers += response.status == 201; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers, 1'010, 30'000);
    const QStringList ids = idsIn(get(kRestarts), u"restarts"_s);
    QCOMPARE(ids.size(), 1'000);
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 1'000);
    for (int i = 1; i <= 1'010; ++i) {
        QCOMPARE(ids.contains(u"R-%1"_s.arg(i)), i <= 5 || i > 15); // the oldest deferred ones are left out
    }
}

QTEST_GUILESS_MAIN(UpdateRoutesTest)
#include "tst_update_routes.moc"
