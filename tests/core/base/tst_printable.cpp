#include "core/base/printable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lamplighter;
using namespace Qt::StringLiterals;

class TestPrintable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("nothing to do") << u"a ä 漢 🔥\tb"_s << u"a ä 漢 🔥\tb"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("colours go") << u"a\x1b[1;31mb\x1b[0mc"_s << u"abc"_s;
        QTest::newRow("other sequences lose their beginning")
            << u"\x1b[2J\x1b]0;t\x07"_s << u"\uFFFD[2J\uFFFD]0;t\uFFFD"_s;
        QTest::newRow("controls of both sets") << u"a\r\n\x7f\u0085\u009b"_s << u"a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"_s;
        QTest::newRow("direction") << u"exe.\u202egnp\u2066x\u2069\u061c"_s << u"exe.\uFFFDgnp\uFFFDx\uFFFD\uFFFD"_s;
        QTest::newRow("halves of a pair")
            << QString(QChar(0xd800)) + u"a"_s + QString(QChar(0xdc00)) << u"\uFFFDa\uFFFD"_s;
    }
    void texts()
    {
        QFETCH(QString, text);
        QTEST(printable(text), "shown");
        QCOMPARE(printable(printable(text)), printable(text));
    }

    void coloursAndLinesStayWhereTheyAreWanted()
    {
        QCOMPARE(printable(u"\x1b[31ma\x1b[0m\x1b[2J"_s, Colours::Kept), u"\x1b[31ma\x1b[0m\uFFFD[2J"_s);
        QCOMPARE(printable(u"a\nb\r"_s, Colours::Removed, true), u"a\nb\uFFFD"_s);
    }

    void everyTextOfAJsonObject()
    {
        const QJsonObject object{{u"a\x07"_s, u"\x1b[31mred"_s},
                                 {u"list"_s, QJsonArray{u"x\u202e"_s, 1, QJsonObject{{u"in"_s, u"a\nb"_s}}}},
                                 {u"number"_s, qint64{9'007'199'254'740'993}}};
        const QJsonObject shown = printable(object);
        QCOMPARE(shown.value(u"a\uFFFD"_s).toString(), u"red"_s);
        QCOMPARE(shown.value(u"list"_s).toArray().at(0).toString(), u"x\uFFFD"_s);
        QCOMPARE(shown.value(u"list"_s).toArray().at(2).toObject().value(u"in"_s).toString(), u"a\nb"_s);
        QCOMPARE(shown.value(u"number"_s).toInteger(), 9'007'199'254'740'993);
    }

    /// The quick look says no only where nothing would change: every character of the first plane, escaped and not.
    void theQuickLookMissesNothing()
    {
        for (int c = 1; c < 0x10000; ++c) {
            const QString text = u"a"_s + QChar(c) + u"b"_s;
            if (printable(text, Colours::Removed, true) == text || QChar(c).isSurrogate()) {
                continue;
            }
            const QByteArray json = QJsonDocument(QJsonObject{{u"t"_s, text}}).toJson();
            QVERIFY2(mayNeedPrintable(json), QByteArray::number(c, 16).constData());
            const QByteArray escaped = "{\"t\": \"\\u" + QByteArray::number(c, 16).rightJustified(4, '0') + "\"}";
            QVERIFY(mayNeedPrintable(escaped));
        }
        for (char c = 1; c < ' '; ++c) { // JSON does not allow them unescaped, and not every parser minds
            QCOMPARE(mayNeedPrintable(QByteArray("{\"t\": \"a") + c + "\"}"), c != '\n' && c != '\t');
        }
        QVERIFY(!mayNeedPrintable("{\"name\": \"web\", \"detail\": \"exit 1\\n\\t\"}"));
    }
};

QTEST_GUILESS_MAIN(TestPrintable)
#include "tst_printable.moc"
