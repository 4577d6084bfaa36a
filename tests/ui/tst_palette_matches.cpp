#include "ui/models/palette_matches.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace lamplighter::ui;
using namespace Qt::StringLiterals;

namespace {

PaletteEntry named(const QString &text, const QString &category = {})
{
    PaletteEntry entry;
    entry.id = entry.text = text;
    entry.category = category;
    return entry;
}

QList<PaletteEntry> named(const QStringList &texts)
{
    QList<PaletteEntry> entries;
    for (const QString &text : texts) {
        entries.append(named(text));
    }
    return entries;
}

QStringList found(const QList<PaletteEntry> &entries, const QString &query, const QStringList &recent = {})
{
    const PaletteMatches matches(entries);
    QStringList texts;
    for (const int index : matches.find(query, recent)) {
        texts.append(entries.at(index).text);
    }
    return texts;
}

} // namespace

class TestPaletteMatches : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ranking_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("texts"); // in another order than they should come
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("letters beside each other")
            << u"red"_s << QStringList{u"render edges"_s, u"a redis"_s} << QStringList{u"a redis"_s, u"render edges"_s};
        QTest::newRow("begins of words") << u"gp"_s
                                         << QStringList{u"Engage plan"_s, u"upgrade parts"_s, u"Go to Processes"_s}
                                         << QStringList{u"Go to Processes"_s, u"Engage plan"_s, u"upgrade parts"_s};
        QTest::newRow("the beginning") << u"st"_s << QStringList{u"Restart x"_s, u"The store"_s, u"Start x"_s}
                                       << QStringList{u"Start x"_s, u"The store"_s, u"Restart x"_s};
        QTest::newRow("the shorter of equal ones")
            << u"hsp"_s << QStringList{u"hsp-relay"_s, u"hsp"_s} << QStringList{u"hsp"_s, u"hsp-relay"_s};
        QTest::newRow("stable") << u"unit"_s << QStringList{u"unit b"_s, u"unit a"_s, u"unit c"_s}
                                << QStringList{u"unit b"_s, u"unit a"_s, u"unit c"_s};
        QTest::newRow("what does not match")
            << u"xyz"_s << QStringList{u"xz y"_s, u"x-y-z"_s} << QStringList{u"x-y-z"_s};
        QTest::newRow("words in any order")
            << u"REDIS rest"_s << QStringList{u"Start redis"_s, u"Restart redis"_s} << QStringList{u"Restart redis"_s};
        QTest::newRow("other letters") << u"über"_s << QStringList{u"Uber"_s, u"Überwachung"_s}
                                       << QStringList{u"Überwachung"_s};
    }
    void ranking()
    {
        QFETCH(QString, query);
        QFETCH(QStringList, texts);
        QFETCH(QStringList, expected);
        QCOMPARE(found(named(texts), query), expected);
    }

    void theCategoryMatchesTooButLess()
    {
        const QList<PaletteEntry> entries{named(u"Restart llm"_s, u"prod-eu"_s), named(u"Switch to prod-eu"_s)};
        QCOMPARE(found(entries, u"prod"_s), (QStringList{u"Switch to prod-eu"_s, u"Restart llm"_s}));
        QCOMPARE(found(entries, u"llm prod"_s), QStringList{u"Restart llm"_s});
    }

    void whatIsOffComesAfterItsEquals()
    {
        QList<PaletteEntry> entries = named({u"Stop a"_s, u"Stop b"_s});
        entries[0].availability = Availability::off(u"It is stopped"_s);
        QCOMPARE(found(entries, u"stop"_s), (QStringList{u"Stop b"_s, u"Stop a"_s}));
    }

    void recentOnesComeFirstWithoutAQuery()
    {
        const QList<PaletteEntry> entries = named({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        QCOMPARE(found(entries, u" "_s, {u"c"_s, u"gone"_s, u"b"_s}), (QStringList{u"c"_s, u"b"_s, u"a"_s, u"d"_s}));
        QStringList recent;
        for (int i = 0; i < 12; ++i) {
            recent = PaletteMatches::remember(recent, QString::number(i));
        }
        recent = PaletteMatches::remember(recent, u"7"_s);
        QCOMPARE(recent.size(), 8);
        QCOMPARE(recent.first(), u"7"_s);
        QCOMPARE(recent.count(u"7"_s), 1);
    }

    void theLettersThatAreMeantAreKnown()
    {
        const PaletteMatches matches(named({u"Go to Processes"_s, u"Restart redis"_s}));
        QCOMPARE(matches.letters(0, u"gp"_s), (QList<int>{0, 6}));
        QCOMPARE(matches.letters(1, u"red"_s), (QList<int>{8, 9, 10})); // not R…e…d
        QCOMPARE(matches.letters(1, u"redis re"_s), (QList<int>{0, 1, 8, 9, 10, 11, 12}));
        QCOMPARE(matches.letters(1, u""_s), QList<int>{});
    }

    void longTextsAndQueriesAreNoDanger()
    {
        const QString text = QString(500, u'a') + u'b';
        QCOMPARE(found(named(QStringList{text}), QString(200, u'a')).size(), 1);
        QCOMPARE(found(named(QStringList{text}), u"b"_s).size(), 0); // behind what is looked at
        QCOMPARE(PaletteMatches(named(QStringList{text})).letters(0, QString(200, u'a')).size(), 32);
    }

    void theModelIsSound()
    {
        PaletteModel model(named({u"a"_s, u"ab"_s}), {});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 2);
        model.setQuery(u"b"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.entry(0).text, u"ab"_s);
        QCOMPARE(model.letters(0), QList<int>{1});
    }

    void tenThousandEntriesAreFilteredWhileOneTypes()
    {
        QStringList texts;
        for (int i = 0; i < 10'000; ++i) {
            texts.append(u"Go to unit inference-worker-%1-eu-west"_s.arg(i));
        }
        const PaletteMatches matches(named(texts));
        size_t count = 0;
        QBENCHMARK
        {
            count = matches.find(u"unitw42"_s, {}).size();
        }
        QVERIFY(count > 100 && count < 10'000);
    }
};

QTEST_GUILESS_MAIN(TestPaletteMatches)
#include "tst_palette_matches.moc"
