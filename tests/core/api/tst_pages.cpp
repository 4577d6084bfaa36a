// Lists in pages: following "next" sees everything once, in order, with the filters it began with, also where there is
// much of it and while it changes.
#include "tests/core/api/engine_parts.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class PagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void fiveThousandUnits();
    void unitsByFilter();
    void unitsThatComeAndGo();
    void eventsBothWays();
    void alerts();
    void boundsAndUnknownParameters_data();
    void boundsAndUnknownParameters();

private:
    std::optional<EngineParts> m_engine;

    /// Every value of `key` of the objects in `list`, page by page; the number of pages in `pages`.
    QStringList follow(QString target, const QString &list, const QString &key, int *pages = nullptr)
    {
        QStringList out;
        int count = 0;
        for (; !target.isEmpty() && count < 1000; ++count) {
            const auto answer = m_engine->ask("GET", target);
            if (answer.status != 200) {
                QTest::qFail(answer.text.constData(), __FILE__, __LINE__);
                return out;
            }
            const QJsonArray values = answer.object().value(list).toArray();
            for (const QJsonValue &value : values) {
                out.append(value.toObject().value(key).toVariant().toString());
            }
            target = answer.object().value("next"_L1).toString();
        }
        if (pages != nullptr) {
            *pages = count;
        }
        return out;
    }
    void load(const QByteArray &units)
    {
        QFile file(m_engine->directory.unitDirectory() + u"/many.toml"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(units);
        file.close();
        const auto answer = m_engine->ask("POST", u"/api/v1/units/reload"_s);
        QVERIFY2(answer.status == 200, answer.text.constData());
    }
    static QByteArray unit(const QByteArray &name, const QByteArray &group = "g")
    {
        return "[unit." + name + "]\ncommand = [\"sleep\", \"600\"]\nautostart = false\ngroup = \"" + group + "\"\n";
    }
};

void PagesTest::init()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
}

void PagesTest::cleanup()
{
    m_engine.reset();
}

void PagesTest::fiveThousandUnits()
{
    QByteArray text;
    QStringList names;
    for (int i = 0; i < 5000; ++i) {
        names.append(u"unit-%1"_s.arg(i, 4, 10, QLatin1Char('0')));
        text += unit(names.constLast().toUtf8());
    }
    load(text);
    const auto whole = m_engine->ask("GET", u"/api/v1/units"_s);
    QCOMPARE(client::unitsPageFromJson(whole.object()).value().units.size(), 5000);
    QVERIFY(!whole.object().contains("next"_L1));
    int pages = 0;
    QCOMPARE(follow(u"/api/v1/units?limit=1000"_s, u"units"_s, u"name"_s, &pages), names);
    QCOMPARE(pages, 5);
    QCOMPARE(follow(u"/api/v1/units?group=g"_s, u"units"_s, u"name"_s), names);
    QVERIFY(m_engine->ask("GET", u"/metrics"_s).text.contains("lamplighter_units{state=\"STOPPED\"} 5000\n"));
}

void PagesTest::unitsByFilter()
{
    load(unit("a", "one") + unit("b", "two") + unit("c", "two") + unit("d", "two"));
    QCOMPARE(follow(u"/api/v1/units?group=one"_s, u"units"_s, u"name"_s), (QStringList{u"a"_s}));
    // the filter goes with the next page
    QCOMPARE(follow(u"/api/v1/units?limit=1&group=two"_s, u"units"_s, u"name"_s),
             (QStringList{u"b"_s, u"c"_s, u"d"_s}));
    QCOMPARE(follow(u"/api/v1/units?state=STOPPED&after=b"_s, u"units"_s, u"name"_s), (QStringList{u"c"_s, u"d"_s}));
    QCOMPARE(follow(u"/api/v1/units?state=RUNNING"_s, u"units"_s, u"name"_s), QStringList());
    QCOMPARE(m_engine->ask("GET", u"/api/v1/units?state=running"_s).field(), u"state"_s);
}

void PagesTest::unitsThatComeAndGo()
{
    load(unit("a") + unit("b") + unit("d"));
    const auto first = m_engine->ask("GET", u"/api/v1/units?limit=2"_s);
    const QString next = first.object().value("next"_L1).toString();
    QCOMPARE(next, u"/api/v1/units?limit=2&after=b"_s);
    // the one that the page ended with goes, and another comes: none is left out, none seen twice
    load(unit("a") + unit("c") + unit("d"));
    QCOMPARE(follow(next, u"units"_s, u"name"_s), (QStringList{u"c"_s, u"d"_s}));
}

void PagesTest::eventsBothWays()
{
    QStringList seqs;
    for (int i = 0; i < 25; ++i) {
        seqs.append(QString::number(m_engine->journal.append({u"test.x"_s, {}, journal::Severity::Info, {}, {}, {}})));
    }
    QTRY_COMPARE(m_engine->journal.lastCommitted(), m_engine->journal.lastAppended());
    const QString all = u"/api/v1/events?kind=test.*&limit=4"_s;
    int pages = 0;
    QCOMPARE(follow(all + u"&order=asc"_s, u"events"_s, u"seq"_s, &pages), seqs);
    QCOMPARE(pages, 7);
    std::reverse(seqs.begin(), seqs.end());
    QCOMPARE(follow(all, u"events"_s, u"seq"_s), seqs);
}

void PagesTest::alerts()
{
    for (int i = 0; i < 5; ++i) {
        m_engine->journal.append({u"process.fatal"_s, u"lamp%1"_s.arg(i), journal::Severity::Critical, {}, {}, {}});
    }
    const auto subjects = [this](const QString &limit) {
        return follow(u"/api/v1/alerts?open=true&limit="_s + limit, u"alerts"_s, u"subject"_s);
    };
    QTRY_COMPARE_WITH_TIMEOUT(subjects(u"100"_s).size(), 5, 10'000);
    QCOMPARE(subjects(u"2"_s), (QStringList{u"lamp4"_s, u"lamp3"_s, u"lamp2"_s, u"lamp1"_s, u"lamp0"_s}));
}

void PagesTest::boundsAndUnknownParameters_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("says");
    for (const char *list : {"units", "events", "alerts", "tokens"}) {
        const QString path = u"/api/v1/"_s + QString::fromLatin1(list);
        const QString bound = u"from 1 to 1000"_s;
        QTest::addRow("%s, none", list) << path + u"?limit=0"_s << u"limit"_s << bound;
        QTest::addRow("%s, too many", list) << path + u"?limit=1001"_s << u"limit"_s << bound;
        QTest::addRow("%s, a word", list) << path + u"?limit=ten"_s << u"limit"_s << bound;
        QTest::addRow("%s, huge", list) << path + u"?limit=99999999999999999999"_s << u"limit"_s << bound;
        QTest::addRow("%s, misspelt", list) << path + u"?limt=5"_s << u"limt"_s << u"not a parameter"_s;
        QTest::addRow("%s, twice", list) << path + u"?limit=5&limit=6"_s << u"limit"_s << u"twice"_s;
    }
    QTest::newRow("activity") << u"/api/v1/activity?withd=60"_s << u"withd"_s << u"not a parameter"_s;
    QTest::newRow("attention") << u"/api/v1/attention?x"_s << u"x"_s << u"not a parameter"_s;
    QTest::newRow("events, before") << u"/api/v1/events?before=1e3"_s << u"before"_s << u"whole number"_s;
}

void PagesTest::boundsAndUnknownParameters()
{
    QFETCH(QString, target);
    QFETCH(QString, field);
    QFETCH(QString, says);
    const auto answer = m_engine->ask("GET", target);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.field(), field);
    QVERIFY2(answer.text.contains(says.toUtf8()), answer.text.constData());
}

QTEST_GUILESS_MAIN(PagesTest)
#include "tst_pages.moc"
