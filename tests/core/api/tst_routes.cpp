// Every route against a real watchdog: what it takes, what it answers, what it refuses and which field it names.
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class RoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void health();
    void engineTellsWhoAsks();
    void unitsAreAddedChangedAndRemoved();
    void malformedUnits_data();
    void malformedUnits();
    void unitsAreStartedAndStopped();
    void theListIsNeverStale();
    void bodiesAreReadStrictlyEverywhere();
    void logs();
    void reload();
    void killSwitch();
    void attention();
    void malformedLatches_data();
    void malformedLatches();
    void events();
    void malformedEventQueries_data();
    void malformedEventQueries();
    void alerts();
    void rolesOfEveryRoute();
    void nothingIsAskedOfAnEngineThatIsGone();

private:
    std::optional<EngineParts> m_engine;
};

void RoutesTest::init()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
}

void RoutesTest::cleanup()
{
    m_engine.reset();
}

void RoutesTest::health()
{
    QCOMPARE(m_engine->ask("GET", u"/healthz"_s, {}, Role::None).status, 200);
    QCOMPARE(m_engine->ask("GET", u"/readyz"_s, {}, Role::None).status, 200);
    m_engine->trouble = Error{ErrorCode::Io, u"the disk is full"_s, {}};
    const auto answer = m_engine->ask("GET", u"/readyz"_s, {}, Role::None);
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.text.contains("the disk is full"));
    QCOMPARE(m_engine->ask("GET", u"/healthz"_s, {}, Role::None).status, 200);
}

void RoutesTest::engineTellsWhoAsks()
{
    const auto answer = m_engine->ask("GET", u"/api/v1/engine"_s, {}, Role::Operator);
    QCOMPARE(answer.status, 200);
    const auto info = client::engineInfoFromJson(answer.object());
    QVERIFY(info);
    QCOMPARE(info->account, u"token:test"_s);
    QCOMPARE(info->role, u"operator"_s);
}

void RoutesTest::unitsAreAddedChangedAndRemoved()
{
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units"_s).text, R"({"units":[]})");
    const QByteArray body = R"({"name":"lamp","spec":{"command":["sleep","600"],"autostart":false}})";
    const auto added = m_engine->ask("POST", u"/api/v1/units"_s, body);
    QCOMPARE(added.status, 201);
    QCOMPARE(client::unitStatusFromJson(added.object())->name, u"lamp"_s);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units"_s, body).status, 409);

    const auto one = m_engine->ask("GET", u"/api/v1/units/lamp"_s);
    QCOMPARE(one.status, 200);
    const auto detail = client::unitDetailFromJson(one.object());
    QVERIFY(detail);
    QCOMPARE(detail->spec.value("command"_L1).toArray(), (QJsonArray{u"sleep"_s, u"600"_s}));

    const auto changed = m_engine->ask("PUT", u"/api/v1/units/lamp"_s,
                                       R"({"spec":{"command":["sleep","700"],"autostart":false,"group":"street"}})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(client::unitStatusFromJson(changed.object())->group, u"street"_s);
    QCOMPARE(m_engine->ask("PUT", u"/api/v1/units/other"_s, R"({"spec":{"command":["true"]}})").status, 404);

    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/units/lamp"_s).status, 200);
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/units/lamp"_s).status, 404);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units/lamp"_s).status, 404);
}

void RoutesTest::malformedUnits_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("no name") << QByteArray(R"({"spec":{"command":["true"]}})") << u"name"_s;
    QTest::newRow("a number as name") << QByteArray(R"({"name":1,"spec":{"command":["true"]}})") << u"name"_s;
    QTest::newRow("no spec") << QByteArray(R"({"name":"a"})") << u"spec"_s;
    QTest::newRow("a list as spec") << QByteArray(R"({"name":"a","spec":[]})") << u"spec"_s;
    QTest::newRow("not JSON") << QByteArray("{") << QString();
    QTest::newRow("a list") << QByteArray("[]") << QString();
    QTest::newRow("empty") << QByteArray() << u"name"_s;
    QTest::newRow("an unknown field") << QByteArray(R"({"name":"a","spec":{"command":["true"]},"sepc":1})")
                                      << u"sepc"_s;
    QTest::newRow("a key twice") << QByteArray(R"({"name":"a","spec":{"command":["true"],"command":["false"]}})")
                                 << u"spec.command"_s;
    QTest::newRow("a number past all bounds")
        << QByteArray(R"({"name":"a","spec":{"command":["true"],"nice":1e400}})") << u"spec.nice"_s;
    QTest::newRow("deep") << QByteArray(R"({"name":"a","spec":)" + QByteArray(100'000, '[') + '}')
                          << u"spec"_s + u"[0]"_s.repeated(31);
}

void RoutesTest::malformedUnits()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const auto answer = m_engine->ask("POST", u"/api/v1/units"_s, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.field(), field);
    // and what the domain refuses keeps its field
    const auto unknown =
        m_engine->ask("POST", u"/api/v1/units"_s, R"({"name":"a","spec":{"command":["true"],"autostrat":1}})");
    QCOMPARE(unknown.status, 400);
    QVERIFY2(unknown.field().contains(u"autostrat"_s), qPrintable(unknown.field()));
    const auto badName = m_engine->ask("POST", u"/api/v1/units"_s, R"({"name":"../a","spec":{"command":["true"]}})");
    QCOMPARE(badName.status, 400);
}

void RoutesTest::unitsAreStartedAndStopped()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    for (const char *verb : {"start", "stop", "restart", "reset"}) {
        const QString path = u"/api/v1/units/nobody/"_s + QString::fromLatin1(verb);
        QCOMPARE(m_engine->ask("POST", path).status, 404);
    }
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/start"_s, R"({"once":"yes"})").field(), u"once"_s);
    const auto started = m_engine->ask("POST", u"/api/v1/units/lamp/start"_s, {}, Role::Operator);
    QCOMPARE(started.status, 200);
    QVERIFY(client::unitStatusFromJson(started.object())->wanted);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"RUNNING"_s, 10'000);
    const qint64 pid = m_engine->watchdog->unit(u"lamp"_s)->pid;
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/restart"_s).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_engine->watchdog->unit(u"lamp"_s)->pid != pid && m_engine->stateOf(u"lamp"_s) == u"RUNNING"_s, 10'000);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/stop"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"STOPPED"_s, 10'000);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/start"_s, R"({"once":true})").status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"RUNNING"_s, 10'000);
    // who did it is on record
    const auto events = m_engine->ask("GET", u"/api/v1/events?subject=lamp&kind=unit.stop_requested"_s);
    const auto page = client::eventsPageFromJson(events.object());
    QCOMPARE(page->events.size(), 1);
    QCOMPARE(page->events.constFirst().actor, u"token:test"_s);
}

void RoutesTest::theListIsNeverStale()
{
    QVERIFY(m_engine->addSleeper(u"a"_s));
    const auto list = [this] {
        return client::unitsPageFromJson(m_engine->ask("GET", u"/api/v1/units"_s).object()).value().units;
    };
    // moments in the future are worked out anew each time, and differ by what passed in between
    const auto same = [&] {
        const auto comparable = [](QList<client::UnitStatus> units) {
            for (client::UnitStatus &unit : units) {
                unit.next.reset();
            }
            return client::toJson(client::UnitsPage{units, {}});
        };
        return comparable(list()) == comparable(m_engine->watchdog->units());
    };
    QCOMPARE(list().size(), 1);
    QVERIFY(m_engine->addSleeper(u"b"_s));
    QTRY_COMPARE(list().size(), 2);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/a/start"_s).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(m_engine->stateOf(u"a"_s) == u"RUNNING"_s, 10'000);
    QTRY_VERIFY(same());
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"a"_s), u"KILLED"_s, 10'000);
    QTRY_VERIFY(same());
    QCOMPARE(list().constFirst().heldBy, u"all"_s);
}

void RoutesTest::bodiesAreReadStrictlyEverywhere()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    for (const Route &route : m_engine->router.routes()) {
        if (route.method == "GET" || route.compatible) { // those of other systems pass over what they do not know
            continue;
        }
        QString path = route.pattern;
        path.replace(u"{name}"_s, u"lamp"_s).replace(u"{id}"_s, u"1"_s);
        const QByteArray what = route.method + ' ' + path.toUtf8();
        const auto unknown = m_engine->ask(route.method, path, R"({"no_such_field":1})");
        const bool isNotice = route.pattern == u"/api/v1/updates" || route.pattern == u"/api/v1/policy/explain";
        QVERIFY2(unknown.status == (isNotice ? 422 : 400) && unknown.field() == u"no_such_field"_s, what.constData());
        const auto twice = m_engine->ask(route.method, path, R"({"spec":{},"spec":{}})");
        QVERIFY2(twice.status == 400 && twice.text.contains("twice"), what.constData());
        QVERIFY2(m_engine->ask(route.method, path, "{\"a\":\"\xff\"}").status == 400, what.constData());
    }
    QVERIFY(m_engine->watchdog->unit(u"lamp"_s));
}

void RoutesTest::logs()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    QCOMPARE(client::logPageFromJson(m_engine->ask("GET", u"/api/v1/units/lamp/logs"_s).object())->lines.size(), 0);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/start"_s).status, 200);
    client::LogPage page;
    const auto read = [&](const QString &query) {
        const auto answer = m_engine->ask("GET", u"/api/v1/units/lamp/logs"_s + query);
        page = client::logPageFromJson(answer.object()).value();
        return page.lines.size();
    };
    QTRY_COMPARE_WITH_TIMEOUT(read({}), 1, 10'000);
    QCOMPARE(page.lines.constFirst().text, u"hello"_s);
    const QString after = u"?after="_s + QString::fromLatin1(QUrl::toPercentEncoding(page.position));
    QCOMPARE(read(after), 0);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/restart"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(read(after), 1, 10'000);
    QCOMPARE(read(u"?lines=1"_s), 1);
    QCOMPARE(read(u"?lines=2"_s), 2);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units/lamp/logs?lines=0"_s).field(), u"lines"_s);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units/lamp/logs?lines=10001"_s).status, 400);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units/nobody/logs"_s).status, 404);
}

void RoutesTest::reload()
{
    QFile file(m_engine->directory.unitDirectory() + u"/lamp.toml"_s);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("[unit.lamp]\ncommand = [\"sleep\", \"600\"]\nautostart = false\n");
    file.close();
    const auto answer = m_engine->ask("POST", u"/api/v1/units/reload"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.object().value("added"_L1).toArray(), QJsonArray{u"lamp"_s});
    QCOMPARE(answer.object().value("removed"_L1).toArray(), QJsonArray{});
    QVERIFY(m_engine->watchdog->unit(u"lamp"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("[unit.lamp]\ncomand = 1\n");
    file.close();
    const auto refused = m_engine->ask("POST", u"/api/v1/units/reload"_s);
    QCOMPARE(refused.status, 400);
    QVERIFY2(refused.text.contains("lamp.toml:2"), refused.text.constData());
    QVERIFY(m_engine->watchdog->unit(u"lamp"_s));
}

void RoutesTest::killSwitch()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/start"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"RUNNING"_s, 10'000);
    const auto engaged = m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s,
                                       R"({"scope":"unit","target":"lamp","reason":"it runs wild"})", Role::Operator);
    QCOMPARE(engaged.status, 200);
    const auto status = client::killSwitchFromJson(engaged.object());
    QCOMPARE(status->latches.size(), 1);
    QCOMPARE(status->latches.constFirst().target, u"lamp"_s);
    QCOMPARE(status->latches.constFirst().reason, u"it runs wild"_s);
    QCOMPARE(status->latches.constFirst().actor, u"token:test"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"KILLED"_s, 10'000);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/start"_s).status, 423);
    const auto read = m_engine->ask("GET", u"/api/v1/kill-switch"_s, {}, Role::Viewer);
    QCOMPARE(client::killSwitchFromJson(read.object())->unitsHeld, 1);
    const QByteArray rearm = R"({"scope":"unit","target":"lamp","reason":"mended","start_again":true})";
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/rearm"_s, rearm).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"RUNNING"_s, 10'000);
}

void RoutesTest::attention()
{
    const auto waiting = [this] {
        const auto answer = m_engine->ask("GET", u"/api/v1/attention"_s, {}, Role::Viewer);
        QStringList out;
        const client::Attention attention = client::attentionFromJson(answer.object()).value();
        for (const client::TroubledUnit &unit : attention.units) {
            out.append(unit.status.name + u' ' + unit.trouble);
        }
        return out;
    };
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    QCOMPARE(m_engine
                 ->ask("POST", u"/api/v1/units"_s,
                       R"({"name":"bad","spec":{"command":["false"],"restart":"never","autostart":true}})")
                 .status,
             201);
    QTRY_COMPARE_WITH_TIMEOUT(waiting(), (QStringList{u"bad failed"_s}), 10'000);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QTRY_COMPARE(waiting(), (QStringList{u"bad held"_s, u"lamp held"_s}));
}

void RoutesTest::malformedLatches_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("no scope") << QByteArray(R"({"reason":"x"})") << u"scope"_s;
    QTest::newRow("an unknown scope") << QByteArray(R"({"scope":"everything","reason":"x"})") << u"scope"_s;
    QTest::newRow("no reason") << QByteArray(R"({"scope":"all"})") << u"reason"_s;
    QTest::newRow("a blank reason") << QByteArray(R"({"scope":"all","reason":" \t "})") << u"reason"_s;
    QTest::newRow("a number as reason") << QByteArray(R"({"scope":"all","reason":1})") << u"reason"_s;
    QTest::newRow("no unit") << QByteArray(R"({"scope":"unit","reason":"x"})") << u"target"_s;
    QTest::newRow("no group") << QByteArray(R"({"scope":"group","target":"","reason":"x"})") << u"target"_s;
    QTest::newRow("all, but one") << QByteArray(R"({"scope":"all","target":"lamp","reason":"x"})") << u"target"_s;
}

void RoutesTest::malformedLatches()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    for (const char *verb : {"engage", "rearm"}) {
        const auto answer = m_engine->ask("POST", u"/api/v1/kill-switch/"_s + QString::fromLatin1(verb), body);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.field(), field);
    }
    QVERIFY(m_engine->watchdog->killSwitch().latches.isEmpty());
    QCOMPARE(
        m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"x","graceful":1})").field(),
        u"graceful"_s);
}

void RoutesTest::events()
{
    for (int i = 1; i <= 25; ++i) {
        const auto severity = i % 5 == 0 ? journal::Severity::Warning : journal::Severity::Info;
        m_engine->journal.append(
            {i % 2 == 0 ? u"test.even"_s : u"test.odd"_s, u"s%1"_s.arg(i % 3), severity, {}, {}, {{u"i"_s, i}}});
    }
    const auto numbers = [this](const QString &query, bool *more = nullptr) {
        const auto answer = m_engine->ask("GET", u"/api/v1/events?"_s + query);
        const auto page = client::eventsPageFromJson(answer.object()).value();
        if (more != nullptr) {
            *more = page.more;
        }
        QList<int> out;
        for (const client::EventRecord &event : page.events) {
            out.append(event.payload.value("i"_L1).toInt());
        }
        return out;
    };
    QTRY_COMPARE(numbers(u"kind=test.*&limit=3"_s), (QList<int>{25, 24, 23}));
    QCOMPARE(numbers(u"kind=test.*&limit=3&order=asc"_s), (QList<int>{1, 2, 3}));
    QCOMPARE(numbers(u"kind=test.*&limit=3&order=oldest"_s), (QList<int>{1, 2, 3}));
    QCOMPARE(numbers(u"kind=test.even&limit=2"_s), (QList<int>{24, 22}));
    QCOMPARE(numbers(u"kind=test.odd&subject=s0&order=asc"_s), (QList<int>{3, 9, 15, 21}));
    QCOMPARE(numbers(u"kind=test.*&severity=warning"_s), (QList<int>{25, 20, 15, 10, 5}));
    const auto first =
        client::eventsPageFromJson(m_engine->ask("GET", u"/api/v1/events?kind=test.*&order=asc&limit=1"_s).object());
    const qint64 base = first->events.constFirst().seq;
    bool more = false;
    QCOMPARE(numbers(u"kind=test.*&limit=3&after=%1"_s.arg(base + 4), &more), (QList<int>{6, 7, 8}));
    QVERIFY(more);
    QCOMPARE(numbers(u"kind=test.*&limit=10&before=%1"_s.arg(base + 3), &more), (QList<int>{3, 2, 1}));
    QVERIFY(!more);
}

void RoutesTest::malformedEventQueries_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("field");
    for (const char *query :
         {"limit=0", "limit=1001", "limit=x", "after=-1", "before=1.5", "severity=loud", "order=up"}) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(query).section(u'=', 0, 0);
    }
}

void RoutesTest::malformedEventQueries()
{
    QFETCH(QString, query);
    QFETCH(QString, field);
    const auto answer = m_engine->ask("GET", u"/api/v1/events?"_s + query);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.field(), field);
}

void RoutesTest::alerts()
{
    m_engine->journal.append({u"process.fatal"_s, u"lamp"_s, journal::Severity::Critical, {}, {}, {}});
    const auto list = [this](const QString &query) {
        return client::alertsPageFromJson(m_engine->ask("GET", u"/api/v1/alerts"_s + query).object()).value().alerts;
    };
    QTRY_COMPARE_WITH_TIMEOUT(list(u"?open=true"_s).size(), 1, 10'000);
    const client::AlertRecord alert = list({}).constFirst();
    QCOMPARE(alert.subject, u"lamp"_s);
    const QString path = u"/api/v1/alerts/%1/acknowledge"_s.arg(alert.id);
    QCOMPARE(m_engine->ask("POST", path, R"({"note":7})").field(), u"note"_s);
    const auto answer = m_engine->ask("POST", path, R"({"note":"on it"})", Role::Operator);
    QCOMPARE(answer.status, 200);
    const auto acknowledged = client::alertFromJson(answer.object());
    QCOMPARE(acknowledged->note, u"on it"_s);
    QCOMPARE(acknowledged->acknowledgedBy, u"token:test"_s);
    QCOMPARE(m_engine->ask("POST", path).status, 409);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/alerts/999999/acknowledge"_s).status, 404);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/alerts?limit=0"_s).field(), u"limit"_s);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/alerts?open=perhaps"_s).field(), u"open"_s);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/alerts?unsettled=perhaps"_s).field(), u"unsettled"_s);
    QCOMPARE(list(u"?unsettled=true"_s).size(), 1); // open, though someone has seen it
}

/// What api.md promises: anything that names a command to run is for admins, acting on what is there for operators.
void RoutesTest::rolesOfEveryRoute()
{
    const QHash<QByteArray, Role> expected{
        {"GET /healthz", Role::None},
        {"GET /readyz", Role::None},
        {"GET /api/v1/engine", Role::Viewer},
        {"GET /api/v1/units", Role::Viewer},
        {"POST /api/v1/units", Role::Admin},
        {"GET /api/v1/units/{name}", Role::Viewer},
        {"POST /api/v1/units/check", Role::Admin},
        {"PUT /api/v1/units/{name}", Role::Admin},
        {"DELETE /api/v1/units/{name}", Role::Admin},
        {"POST /api/v1/units/{name}/start", Role::Operator},
        {"POST /api/v1/units/{name}/stop", Role::Operator},
        {"POST /api/v1/units/{name}/restart", Role::Operator},
        {"POST /api/v1/units/{name}/reset", Role::Operator},
        {"GET /api/v1/units/{name}/history", Role::Viewer},
        {"GET /api/v1/units/{name}/logs", Role::Viewer},
        {"POST /api/v1/units/reload", Role::Admin},
        {"GET /api/v1/kill-switch", Role::Viewer},
        {"POST /api/v1/kill-switch/engage", Role::Operator},
        {"POST /api/v1/kill-switch/rearm", Role::Operator},
        {"GET /api/v1/events", Role::Viewer},
        {"GET /api/v1/activity", Role::Viewer},
        {"GET /api/v1/usage", Role::Viewer},
        {"GET /api/v1/alerts", Role::Viewer},
        {"POST /api/v1/alerts/{id}/acknowledge", Role::Operator},
        {"GET /api/v1/tokens", Role::Admin},
        {"GET /api/v1/attention", Role::Viewer},
        {"GET /metrics", Role::Viewer},
        {"GET /api/v1/openapi.json", Role::Viewer},
        {"POST /api/v1/tokens", Role::Admin},
        {"DELETE /api/v1/tokens/{id}", Role::Admin},
        {"POST /api/v1/updates", Role::Operator},
        {"GET /api/v1/updates", Role::Viewer},
        {"GET /api/v1/updates/counts", Role::Viewer},
        {"GET /api/v1/updates/advise", Role::Viewer},
        {"GET /api/v1/updates/{id}", Role::Viewer},
        {"GET /api/v1/restarts", Role::Viewer},
        {"GET /api/v1/restarts/{id}", Role::Viewer},
        {"POST /api/v1/restarts/{id}/approve", Role::Operator},
        {"POST /api/v1/restarts/{id}/defer", Role::Operator},
        {"POST /api/v1/restarts/{id}/reject", Role::Operator},
        {"POST /api/v1/checkpoints", Role::Operator},
        {"GET /api/v1/units/{name}/versions", Role::Viewer},
        {"POST /api/v1/units/{name}/rollback", Role::Operator},
        {"GET /api/v1/policy", Role::Viewer},
        {"POST /api/v1/policy/explain", Role::Viewer},
        {"POST /api/services/notify-update", Role::Operator},
        {"GET /api/services/restart-decision", Role::Viewer},
        {"POST /api/services/restart-graceful", Role::Operator},
        {"GET /api/services/pending-updates", Role::Viewer},
        {"POST /api/services/apply-deferred-updates", Role::Operator},
        {"GET /api/hibernation-status", Role::Viewer},
        {"POST /api/shutdown", Role::Admin},
    };
    QHash<QByteArray, Role> actual;
    for (const Route &route : m_engine->router.routes()) {
        actual.insert(route.method + " " + route.pattern.toUtf8(), route.minimumRole);
    }
    QVERIFY(actual == expected);
}

void RoutesTest::nothingIsAskedOfAnEngineThatIsGone()
{
    m_engine->watchdog.reset();
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units"_s).status, 503);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/reload"_s).status, 503);
    QCOMPARE(m_engine->ask("GET", u"/healthz"_s).status, 200);
    QVERIFY(!m_engine->stream->followLog(
        u"lamp"_s, 1, [](const StreamMessage &) { return true; }, [](const Error &) {}));
}

QTEST_GUILESS_MAIN(RoutesTest)
#include "tst_routes.moc"
