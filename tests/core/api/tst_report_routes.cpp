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

private:
    client::UnitCheck check(const QByteArray &body);

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

QTEST_GUILESS_MAIN(ReportRoutesTest)
#include "tst_report_routes.moc"
