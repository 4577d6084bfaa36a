// A module is found in a list by the first entry that matches it, whatever keys the entries are kept under.
#include "core/updates/patterns.h"

#include <QRandomGenerator>
#include <QTest>

using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

namespace {

/// The meaning of a glob, as simply as it can be said.
bool describes(QStringView glob, QStringView text)
{
    if (glob.isEmpty()) {
        return text.isEmpty();
    }
    if (glob.front() == u'*') {
        return describes(glob.mid(1), text) || (!text.isEmpty() && describes(glob, text.mid(1)));
    }
    if (text.isEmpty() || (glob.front() != u'?' && glob.front() != text.front())) {
        return false;
    }
    return describes(glob.mid(1), text.mid(1));
}

QString word(QRandomGenerator &random, const QString &alphabet, int most)
{
    QString out;
    for (int i = static_cast<int>(random.bounded(most + 1)); i > 0; --i) {
        out += alphabet.at(static_cast<qsizetype>(random.bounded(static_cast<int>(alphabet.size()))));
    }
    return out;
}

} // namespace

class TestModulePatterns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void firstEntryWins();
    void emptyList();
    void copiesShare();
    void sameAsTheSimpleWay();
    void manyEntries();
    void longTextAgainstManyStars();
};

void TestModulePatterns::finds_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("module");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *entry, const char *module, bool found) {
        QTest::addRow("%s in %s", module, entry) << QString::fromUtf8(entry) << QString::fromUtf8(module) << found;
    };
    row("src.core", "src.core", true);
    row("src.core", "src.cor", false);
    row("src.core", "src.core.x", false);
    row("src.core", "SRC.core", false);
    row("src.consciousness.*", "src.consciousness.topological_phi", true);
    row("src.consciousness.*", "src.consciousness.a.b", true);
    row("src.consciousness.*", "src.consciousness.", true);
    row("src.consciousness.*", "src.consciousness", false);
    row("src.consciousness.*", "lib.src.consciousness.a", false);
    row("*.routes", "src.api.routes", true);
    row("*.routes", "src.api.routes.x", false);
    row("*security*", "src.security.monitor", true);
    row("*security*", "src.secure", false);
    row("*", "anything", true);
    row("a*", "a", true);
    row("a*", "ba", false);
    row("v?", "v2", true);
    row("v?", "v", false);
    row("v?", "v10", false);
    row("?", "漢", true);
    row("?", "🔥", true); // one character to a reader, two units to the machine
    row("a?b", "a🔥b", true);
    row("*🔥*", "src.🔥.x", true);
    row("src.*.v?.*s", "src.a.b.v2.routes", true);
    row("src.*.v?.*s", "src.a.b.v2.route", false);
    row("**", "x", true);
    row("*ab*ab", "abab", true);
    row("*ab*ab", "aab", false);
}

void TestModulePatterns::finds()
{
    QFETCH(QString, entry);
    QFETCH(QString, module);
    QFETCH(bool, found);
    QCOMPARE(matchesGlob(entry, module), found);
    QCOMPARE(ModulePatterns({entry}).find(module), found ? 0 : -1);
    QCOMPARE(ModulePatterns({u"other"_s, u"other.*.thing"_s, entry}).find(module), found ? 2 : -1);
}

void TestModulePatterns::firstEntryWins()
{
    const ModulePatterns patterns({u"zzz"_s, u"*.b"_s, u"a.*"_s, u"a.b"_s, u"*"_s, u"a.b"_s});
    QCOMPARE(patterns.find(u"a.b"_s), 1);
    QCOMPARE(patterns.find(u"a.c"_s), 2);
    QCOMPARE(patterns.find(u"c.b"_s), 1);
    QCOMPARE(patterns.find(u"q"_s), 4);
    QCOMPARE(ModulePatterns({u"a.b"_s, u"a.*"_s, u"*"_s}).find(u"a.b"_s), 0);
}

void TestModulePatterns::emptyList()
{
    QCOMPARE(ModulePatterns().find(u"a"_s), -1);
    QCOMPARE(ModulePatterns(QStringList()).find(QString()), -1);
    QVERIFY(ModulePatterns().entries().isEmpty());
}

void TestModulePatterns::copiesShare()
{
    ModulePatterns copy;
    {
        const ModulePatterns original({u"a.*"_s, u"b"_s});
        copy = original;
    }
    QCOMPARE(copy.find(u"a.x"_s), 0);
    QCOMPARE(copy.find(u"b"_s), 1);
    QVERIFY(copy == ModulePatterns({u"a.*"_s, u"b"_s}));
    QVERIFY(!(copy == ModulePatterns({u"b"_s, u"a.*"_s})));
}

void TestModulePatterns::sameAsTheSimpleWay()
{
    int matches = 0;
    int misses = 0;
    for (quint32 seed = 1; seed <= 400; ++seed) {
        QRandomGenerator random(seed);
        QStringList entries;
        for (int i = static_cast<int>(random.bounded(12)); i >= 0; --i) {
            entries.append(word(random, u"aaab.*?"_s, 9));
        }
        const ModulePatterns patterns(entries);
        for (int i = 0; i < 40; ++i) {
            const QString module = word(random, u"aaab."_s, 10);
            const auto first = std::find_if(entries.cbegin(), entries.cend(),
                                            [&module](const QString &entry) { return describes(entry, module); });
            const qsizetype expected = first == entries.cend() ? -1 : first - entries.cbegin();
            QVERIFY2(patterns.find(module) == expected, qPrintable(u"seed %1: %2 in %3: %4, not %5"_s.arg(seed)
                                                                       .arg(module, entries.join(u' '))
                                                                       .arg(patterns.find(module))
                                                                       .arg(expected)));
            ++(expected >= 0 ? matches : misses);
        }
    }
    QVERIFY(matches > 1'000);
    QVERIFY(misses > 1'000);
}

void TestModulePatterns::manyEntries()
{
    QStringList entries;
    for (int i = 0; i < 10'000; ++i) {
        switch (i % 5) {
        case 0:
            entries.append(u"src.team%1.service%2.module"_s.arg(i % 97).arg(i));
            break;
        case 1:
            entries.append(u"src.team%1.service%2.*"_s.arg(i % 97).arg(i));
            break;
        case 2:
            entries.append(u"*.service%1.handler"_s.arg(i));
            break;
        case 3:
            entries.append(u"src.*.unit%1.*"_s.arg(i));
            break;
        default:
            entries.append(u"src.team%1.*.part%2"_s.arg(i % 97).arg(i));
        }
    }
    const ModulePatterns patterns(entries);
    for (int i = 0; i < 10'000; ++i) {
        QString module = entries.at(i);
        module.replace(u'*', u"x.y"_s);
        QCOMPARE(patterns.find(module), i);
        QCOMPARE(patterns.find(u"lib."_s + module), i % 5 == 2 ? i : -1);
    }
}

void TestModulePatterns::longTextAgainstManyStars()
{
    // Without an end of its own each star would try every place of those before it: years.
    const QString glob = u"a*"_s.repeated(30) + u'b';
    QVERIFY(!matchesGlob(glob, QString(300, u'a')));
    QVERIFY(matchesGlob(glob, QString(QString(300, u'a') + u'b')));
}

QTEST_APPLESS_MAIN(TestModulePatterns)
#include "tst_module_patterns.moc"
