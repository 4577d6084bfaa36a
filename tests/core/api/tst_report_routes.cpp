// The routes that the console's pages read: drafts of units checked, what went on, what is used, how units recovered.
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class ReportRoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void draftsAreChecked();
    void draftsThatReplace();
    void malformedDrafts_data();
    void malformedDrafts();
    void activity();
    void malformedActivity_data();
    void malformedActivity();
    void usage();
    void history();

private:
    client::UnitCheck check(const QByteArray &body);
    /// A unit that then lives.
    bool addOneThatDiesTwice(const QString &name);

    std::optional<EngineParts> m_engine;
};

void ReportRoutesTest::init()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
}

void ReportRoutesTest::cleanup()
{
    m_engine.reset();
}

client::UnitCheck ReportRoutesTest::check(const QByteArray &body)
{
    const auto answer = m_engine->ask("POST", u"/api/v1/units/check"_s, body);
    const auto read = client::unitCheckFromJson(answer.object());
    if (answer.status != 200 || !read) {
        QTest::qFail(answer.text.constData(), __FILE__, __LINE__);
        return {};
    }
    return *read;
}

bool ReportRoutesTest::addOneThatDiesTwice(const QString &name)
{
    const QString script =
        u"cd '%1'; test -e second && exec sleep 600; test -e first && touch second; touch first; exit 1"_s.arg(
            m_engine->folder.path());
    const QJsonObject body{{u"name"_s, name},
                           {u"spec"_s, QJsonObject{{u"command"_s, QJsonArray{u"/bin/sh"_s, u"-c"_s, script}},
                                                   {u"min_uptime"_s, u"1s"_s},
                                                   {u"backoff"_s, QJsonObject{{u"initial"_s, u"10ms"_s}}}}}};
    return m_engine->ask("POST", u"/api/v1/units"_s, QJsonDocument(body).toJson()).status == 201;
}

void ReportRoutesTest::draftsAreChecked()
{
    const auto good = check(R"({"name":"lamp","spec":{"command":"sh -c true","stop_timeout":3}})");
    QVERIFY(good.problems.isEmpty());
    QCOMPARE(good.spec.value("stop_timeout"_L1).toString(), u"3s"_s);
    QCOMPARE(good.spec.value("command"_L1).toArray(), (QJsonArray{u"sh"_s, u"-c"_s, u"true"_s}));
    QVERIFY(good.spec.contains("min_uptime"_L1)); // with its default
    QVERIFY(!m_engine->watchdog->unit(u"lamp"_s));

    const auto odd = check(R"({"name":"lamp","spec":{"command":"no-such-program","directory":"/absent"}})");
    QCOMPARE(odd.problems.size(), 2);
    QVERIFY(!odd.hasErrors());
    QVERIFY(!odd.spec.isEmpty());

    const auto bad = check(R"({"name":"../lamp","spec":{"command":"no-such-program","ready":{"tcp":"x"},"log":1}})");
    QVERIFY(bad.hasErrors());
    QVERIFY(bad.spec.isEmpty());
    QStringList fields;
    for (const client::UnitProblem &problem : bad.problems) {
        fields.append((problem.warning ? u"~"_s : QString()) + problem.field);
    }
    QCOMPARE(fields, (QStringList{u"name"_s, u"ready.tcp"_s, u"log"_s, u"~command"_s}));
    const auto empty = check(R"({"name":"","spec":{}})");
    QCOMPARE(empty.problems.size(), 2);
}

void ReportRoutesTest::draftsThatReplace()
{
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    const auto taken = check(R"({"name":"lamp","spec":{"command":"true"}})");
    QCOMPARE(taken.problems.size(), 1);
    QCOMPARE(taken.problems.constFirst().field, u"name"_s);
    QVERIFY(!check(R"({"name":"lamp","spec":{"command":"true"},"replaces":true})").hasErrors());
    const auto nobody = check(R"({"name":"nobody","spec":{"command":"true"},"replaces":true})");
    QCOMPARE(nobody.problems.size(), 1);
    QCOMPARE(nobody.problems.constFirst().field, u"name"_s);

    const auto needs = check(R"({"name":"street","spec":{"command":"true","depends_on":["lamp","moon"]}})");
    QCOMPARE(needs.problems.size(), 1);
    QVERIFY(needs.problems.constFirst().message.contains(u"moon"_s));
    QCOMPARE(m_engine
                 ->ask("POST", u"/api/v1/units"_s,
                       R"({"name":"street","spec":{"command":"sh","autostart":false,"depends_on":["lamp"]}})")
                 .status,
             201);
    const auto circle = check(R"({"name":"lamp","spec":{"command":"true","depends_on":["street"]},"replaces":true})");
    QCOMPARE(circle.problems.size(), 1);
    QCOMPARE(circle.problems.constFirst().field, u"depends_on"_s);
}

void ReportRoutesTest::malformedDrafts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("a number as name") << QByteArray(R"({"name":1,"spec":{}})") << u"name"_s;
    QTest::newRow("no spec") << QByteArray(R"({"name":"a"})") << u"spec"_s;
    QTest::newRow("a list as spec") << QByteArray(R"({"name":"a","spec":[]})") << u"spec"_s;
    QTest::newRow("a word for a flag") << QByteArray(R"({"name":"a","spec":{},"replaces":"yes"})") << u"replaces"_s;
    QTest::newRow("not JSON") << QByteArray("{") << QString();
}

void ReportRoutesTest::malformedDrafts()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const auto answer = m_engine->ask("POST", u"/api/v1/units/check"_s, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.field(), field);
}

void ReportRoutesTest::activity()
{
    const auto ask = [this](const QString &query) {
        const auto answer = m_engine->ask("GET", u"/api/v1/activity"_s + query, {}, Role::Viewer);
        return client::activityFromJson(answer.object()).value();
    };
    const client::Activity quiet = ask({});
    QVERIFY(quiet.width == seconds(1800));
    QCOMPARE(quiet.buckets.size(), 48);
    QVERIFY(quiet.buckets.constLast().at <= m_engine->clock.wallNow());
    QVERIFY(quiet.buckets.constLast().at + quiet.width > m_engine->clock.wallNow());
    for (qsizetype i = 0; i < quiet.buckets.size(); ++i) {
        QCOMPARE(toMicrosecondsSinceEpoch(quiet.buckets.at(i).at) % 1'800'000'000, 0);
        QVERIFY(i == 0 || quiet.buckets.at(i).at == quiet.buckets.at(i - 1).at + seconds(1800));
    }

    QVERIFY(addOneThatDiesTwice(u"lamp"_s));
    m_engine->journal.append({u"process.fatal"_s, u"lantern"_s, journal::Severity::Critical, {}, {}, {}});
    const auto total = [&](auto member) {
        int sum = 0;
        for (const client::ActivityBucket &bucket : ask(u"?width=86400&count=2"_s).buckets) {
            sum += bucket.*member;
        }
        return sum;
    };
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->watchdog->unit(u"lamp"_s)->restarts, 2, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"RUNNING"_s, 10'000);
    QTRY_COMPARE(total(&client::ActivityBucket::restarts), 2);
    QTRY_COMPARE(total(&client::ActivityBucket::critical), 1);
    QVERIFY(total(&client::ActivityBucket::warning) >= 1);
    // What an operator starts is no automatic restart.
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/restart"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->stateOf(u"lamp"_s), u"RUNNING"_s, 10'000);
    QVERIFY(m_engine->wait([this](const auto &done) { m_engine->database.flush(&m_engine->context, done); }));
    QCOMPARE(total(&client::ActivityBucket::restarts), 2);
}

void ReportRoutesTest::malformedActivity_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("field");
    for (const char *query : {"width=59", "width=86401", "width=1h", "count=0", "count=501", "count=many"}) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(query).section(u'=', 0, 0);
    }
}

void ReportRoutesTest::malformedActivity()
{
    QFETCH(QString, query);
    QFETCH(QString, field);
    const auto answer = m_engine->ask("GET", u"/api/v1/activity?"_s + query);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.field(), field);
}

void ReportRoutesTest::usage()
{
    const auto ask = [this] {
        return client::usageFromJson(m_engine->ask("GET", u"/api/v1/usage"_s, {}, Role::Viewer).object()).value();
    };
    QVERIFY(ask().units.isEmpty());
    const QByteArray body = R"({"name":"pair","spec":{"command":["/bin/sh","-c","sleep 600 & exec sleep 600"]}})";
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units"_s, body).status, 201);
    QVERIFY(m_engine->addSleeper(u"rests"_s)); // and is never started
    const auto processes = [&] {
        const client::UsageSnapshot snapshot = ask();
        return snapshot.units.size() == 1 && snapshot.units.constFirst().name == u"pair"_s
                   ? snapshot.units.constFirst().processes
                   : -1;
    };
    QTRY_COMPARE_WITH_TIMEOUT(processes(), 2, 10'000);
    const client::UsageSnapshot first = ask();
    QVERIFY(first.units.constFirst().memory > 100'000);
    QVERIFY(first.at <= m_engine->clock.wallNow());
    // Asked again at once: the same reading.
    QVERIFY(ask().at == first.at);
    QTRY_VERIFY_WITH_TIMEOUT(ask().at > first.at, 5'000);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/pair/stop"_s).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(ask().units.isEmpty(), 10'000);
}

void ReportRoutesTest::history()
{
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units/nobody/history"_s).status, 404);
    QVERIFY(addOneThatDiesTwice(u"lamp"_s));
    QVERIFY(m_engine->addSleeper(u"other"_s));
    const auto ask = [this](const QString &name) {
        const auto answer = m_engine->ask("GET", u"/api/v1/units/%1/history"_s.arg(name), {}, Role::Viewer);
        return client::unitHistoryFromJson(answer.object()).value();
    };
    // Once the last run is old enough to be judged.
    QTRY_COMPARE_WITH_TIMEOUT(ask(u"lamp"_s).restartsJudged, 2, 15'000);
    const client::UnitHistory history = ask(u"lamp"_s);
    QCOMPARE(history.restarts.size(), 2);
    QCOMPARE(history.restarts7d, 2);
    QCOMPARE(history.restarts24h, 2);
    QCOMPARE(history.restartsHeld, 1);
    QVERIFY(history.restarts.at(0).held == false);
    QVERIFY(history.restarts.at(1).held == true);
    QVERIFY(history.restarts.at(0).downtime && history.restarts.at(1).downtime);
    QVERIFY(history.worstDowntime < seconds(10));
    QVERIFY(history.typicalDowntime <= history.worstDowntime);
    QVERIFY(history.meanBetween ==
            std::chrono::floor<milliseconds>(history.restarts.at(1).at - history.restarts.at(0).at));
    QVERIFY(ask(u"other"_s) == client::UnitHistory{});
}

QTEST_GUILESS_MAIN(ReportRoutesTest)
#include "tst_report_routes.moc"
