#include "core/watchdog/unit_file.h"

#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;

class TestUnitFileText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splitsCommands_data();
    void splitsCommands();
    void readsEnvironmentFiles_data();
    void readsEnvironmentFiles();
    void refusesEnvironmentFiles_data();
    void refusesEnvironmentFiles();
};

void TestUnitFileText::splitsCommands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *text, const QStringList &words, bool good = true) {
        QTest::newRow(text) << QString::fromUtf8(text) << words << good;
    };
    const auto list = [](std::initializer_list<const char *> words) {
        QStringList out;
        for (const char *word : words) {
            out.append(QString::fromUtf8(word));
        }
        return out;
    };
    // The expected words are what `sh -c 'printf "%s\n" …'` prints, without its expansions.
    row("", {});
    row(" \t\n ", {});
    row("a  b\tc\nd", list({"a", "b", "c", "d"}));
    row("--flag 'a b' \"c\"", list({"--flag", "a b", "c"}));
    row("a'b'\"c\"d", list({"abcd"}));
    row("'' \"\"", list({"", ""}));
    row("'a\\b'", list({"a\\b"}));
    row("\"a\\b\"", list({"a\\b"}));
    row("\"a\\\"b\\\\c\\$d\\`\"", list({"a\"b\\c$d`"}));
    row("a\\ b \\'", list({"a b", "'"}));
    row("\"it's\" 'a\"b'", list({"it's", "a\"b"}));
    row("a\\\nb", list({"ab"}));
    row("\"a\\\nb\"", list({"ab"}));
    row("$HOME *.txt | cat; ~", list({"$HOME", "*.txt", "|", "cat;", "~"}));
    row("ä 'ö ü'", list({"ä", "ö ü"}));
    row("'a", {}, false);
    row("a \"b", {}, false);
    row("a \"b\\\"", {}, false);
    row("a\\", {}, false);
}

void TestUnitFileText::splitsCommands()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QFETCH(bool, good);
    const Result<QStringList> split = splitCommand(text);
    QCOMPARE(split.ok(), good);
    if (good) {
        QCOMPARE(*split, words);
    } else {
        QVERIFY(split.error().code == ErrorCode::InvalidInput);
    }
}

void TestUnitFileText::readsEnvironmentFiles_data()
{
    using Map = QMap<QString, QString>;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Map>("values");
    const auto one = [](const char *value) { return Map{{QStringLiteral("A"), QString::fromUtf8(value)}}; };
    QTest::newRow("nothing") << QByteArray("\n  \n# A=1\n") << Map();
    QTest::newRow("plain") << QByteArray("A=1") << one("1");
    QTest::newRow("blanks") << QByteArray("  A = 1 2 \r\n") << one("1 2");
    QTest::newRow("last wins") << QByteArray("A=1\nA=2\n") << one("2");
    QTest::newRow("first equals") << QByteArray("A=b=c") << one("b=c");
    QTest::newRow("empty") << QByteArray("A=") << one("");
    QTest::newRow("double") << QByteArray("A=\" x \"") << one(" x ");
    QTest::newRow("single") << QByteArray("A=' x '") << one(" x ");
    QTest::newRow("one pair only") << QByteArray("A=''x''") << one("'x'");
    QTest::newRow("not a pair") << QByteArray("A='x\"") << one("'x\"");
    QTest::newRow("one mark") << QByteArray("A='") << one("'");
    QTest::newRow("hash in a value") << QByteArray("A=x # y") << one("x # y");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "A=1")
                                     << one("1");
    QTest::newRow("utf-8") << QByteArray("A=\xC3\xA4") << one("ä");
}

void TestUnitFileText::readsEnvironmentFiles()
{
    using Map = QMap<QString, QString>;
    QFETCH(QByteArray, text);
    QFETCH(Map, values);
    const Result<Map> read = parseEnvironmentFile(text);
    QVERIFY(read.ok());
    QCOMPARE(*read, values);
}

void TestUnitFileText::refusesEnvironmentFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no equals sign") << QByteArray("A=1\nB");
    QTest::newRow("empty key") << QByteArray("A=1\n=x");
    QTest::newRow("blank key") << QByteArray("A=1\n  = x");
    QTest::newRow("two words") << QByteArray("A=1\nexport B=1");
    QTest::newRow("not utf-8") << QByteArray("A=1\nB=\xFF");
    QTest::newRow("cut utf-8") << QByteArray("A=1\nB=\xC3");
    QTest::newRow("nul") << QByteArray("A=1\nB=x\0y", 9);
}

void TestUnitFileText::refusesEnvironmentFiles()
{
    QFETCH(QByteArray, text);
    const Result<QMap<QString, QString>> read = parseEnvironmentFile(text);
    QVERIFY(!read.ok());
    QVERIFY(read.error().code == ErrorCode::InvalidInput);
    QCOMPARE(read.error().field, QStringLiteral("line 2"));
}

QTEST_GUILESS_MAIN(TestUnitFileText)
#include "tst_unit_file_text.moc"
