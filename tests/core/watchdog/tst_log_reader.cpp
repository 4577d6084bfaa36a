#include "core/watchdog/log_reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;

namespace {

QByteArray stamp(int milliseconds)
{
    const QDateTime time = QDateTime(QDate(2026, 11, 17), QTime(14, 32, 2), Qt::UTC).addMSecs(milliseconds);
    return time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")).toLatin1() + 'Z';
}

WallTime timeAt(int milliseconds)
{
    WallTime time{};
    fromIsoString(QString::fromLatin1(stamp(milliseconds)), &time);
    return time;
}

} // namespace

class TestLogReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void absentFileIsAnEmptyPage();
    void readsTheLastLines();
    void agreesWithAPlainReading_data();
    void agreesWithAPlainReading();
    void leavesAnUnfinishedLine();
    void foreignLinesKeepTheTimeBefore();
    void cutsLongLines();
    void replacesInvalidText();
    void followsRotation();
    void knowsAFileThatIsGone();
    void isNotFooledByAReusedFile();
    void refusesStrangePositions();
    void pagesOnInOrder();
    void followsAWriterThatRotates();

private:
    void append(const QByteArray &bytes);
    /// "line N" for every number, stamped N milliseconds in.
    void appendLines(int first, int count);
    void rotate(int keep = 5);
    QString rotated(int number) const { return m_path + u'.' + QString::number(number); }
    static QStringList textsOf(const client::LogPage &page);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestLogReader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("a.log"));
}

void TestLogReader::append(const QByteArray &bytes)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestLogReader::appendLines(int first, int count)
{
    QByteArray bytes;
    for (int i = first; i < first + count; ++i) {
        bytes += stamp(i) + " line " + QByteArray::number(i) + '\n';
    }
    append(bytes);
}

void TestLogReader::rotate(int keep)
{
    QFile::remove(rotated(keep));
    for (int i = keep - 1; i >= 1; --i) {
        QFile::rename(rotated(i), rotated(i + 1));
    }
    QFile::rename(m_path, rotated(1));
}

QStringList TestLogReader::textsOf(const client::LogPage &page)
{
    QStringList out;
    for (const client::LogLine &line : page.lines) {
        out.append(line.text);
    }
    return out;
}

void TestLogReader::absentFileIsAnEmptyPage()
{
    const Result<client::LogPage> page = readLastLines(m_path, 10);
    QVERIFY(page.ok());
    QVERIFY(page->lines.isEmpty());
    // What comes then is behind that position.
    appendLines(1, 2);
    const Result<client::LogPage> next = readLinesAfter(m_path, page->position, 10);
    QVERIFY(next.ok());
    QCOMPARE(textsOf(*next), (QStringList{QStringLiteral("line 1"), QStringLiteral("line 2")}));
}

void TestLogReader::readsTheLastLines()
{
    appendLines(1, 3);
    const Result<client::LogPage> page = readLastLines(m_path, 2);
    QVERIFY(page.ok());
    QCOMPARE(page->lines.size(), 2);
    QVERIFY((page->lines.at(0) == client::LogLine{timeAt(2), QStringLiteral("line 2")}));
    QVERIFY((page->lines.at(1) == client::LogLine{timeAt(3), QStringLiteral("line 3")}));
    QVERIFY(readLinesAfter(m_path, page->position, 10)->lines.isEmpty());
    appendLines(4, 1);
    QCOMPARE(textsOf(*readLinesAfter(m_path, page->position, 10)), QStringList{QStringLiteral("line 4")});
}

void TestLogReader::agreesWithAPlainReading_data()
{
    QTest::addColumn<int>("lineLength");
    // Around the size of the blocks it reads in.
    for (const int length : {0, 1, 100, 65'510, 65'511, 65'512, 70'000, 140'000}) {
        QTest::addRow("%d", length) << length;
    }
}

void TestLogReader::agreesWithAPlainReading()
{
    QFETCH(int, lineLength);
    constexpr int kLines = 12;
    constexpr int kLongest = 64 * 1024;
    QStringList all;
    for (int i = 0; i < kLines; ++i) {
        if (i == 4 || i == 9) {
            rotate();
        }
        const QString text(lineLength, QChar(u'a' + i));
        append(stamp(i) + ' ' + text.toLatin1() + '\n');
        all.append(text.size() > kLongest ? QString(text.left(kLongest) + u'…') : text);
    }
    for (int wanted = 1; wanted <= kLines + 1; ++wanted) {
        const Result<client::LogPage> page = readLastLines(m_path, wanted);
        QVERIFY(page.ok());
        QCOMPARE(textsOf(*page), all.mid(std::max(kLines - wanted, 0)));
    }
    // And forward, in pages of each size.
    for (int limit = 1; limit <= kLines + 1; ++limit) {
        QStringList read;
        QString position;
        for (;;) {
            const Result<client::LogPage> page = readLinesAfter(m_path, position, limit);
            QVERIFY(page.ok());
            if (page->lines.isEmpty()) {
                break;
            }
            read += textsOf(*page);
            position = page->position;
        }
        QCOMPARE(read, all);
    }
}

void TestLogReader::leavesAnUnfinishedLine()
{
    appendLines(1, 1);
    append(stamp(2) + " half");
    const Result<client::LogPage> page = readLastLines(m_path, 10);
    QCOMPARE(textsOf(*page), QStringList{QStringLiteral("line 1")});
    QVERIFY(readLinesAfter(m_path, page->position, 10)->lines.isEmpty());
    append(" a line\n");
    QCOMPARE(textsOf(*readLinesAfter(m_path, page->position, 10)), QStringList{QStringLiteral("half a line")});
    // Of a rotated file nobody will write the rest.
    append(stamp(3) + " cut off");
    rotate();
    appendLines(4, 1);
    QCOMPARE(textsOf(*readLastLines(m_path, 2)), (QStringList{QStringLiteral("cut off"), QStringLiteral("line 4")}));
}

void TestLogReader::foreignLinesKeepTheTimeBefore()
{
    append("before any time\n");
    appendLines(5, 1);
    append("2026-13-17T14:32:02.123Z no month\n2026-11-17 like a time\n\n" + stamp(6) + "\n" + stamp(7) + "X\n");
    const Result<client::LogPage> page = readLastLines(m_path, 10);
    const QList<client::LogLine> expected{{WallTime{}, QStringLiteral("before any time")},
                                          {timeAt(5), QStringLiteral("line 5")},
                                          {timeAt(5), QStringLiteral("2026-13-17T14:32:02.123Z no month")},
                                          {timeAt(5), QStringLiteral("2026-11-17 like a time")},
                                          {timeAt(5), QString()},
                                          {timeAt(6), QString()},
                                          {timeAt(6), QString::fromLatin1(stamp(7) + "X")}};
    QCOMPARE(textsOf(*page).join(u'|'), textsOf({expected, {}}).join(u'|'));
    QVERIFY(page->lines == expected);
    // Also when the page starts with one.
    const Result<client::LogPage> tail = readLastLines(m_path, 3);
    QVERIFY(tail->lines == expected.mid(4));
}

void TestLogReader::cutsLongLines()
{
    // 65,536 bytes end in the middle of a character of three bytes.
    const QByteArray text = QByteArray("€").repeated(30'000);
    append(stamp(1) + ' ' + text + "\n");
    appendLines(2, 1);
    const Result<client::LogPage> page = readLastLines(m_path, 2);
    QCOMPARE(page->lines.size(), 2);
    QCOMPARE(page->lines.at(0).text, QString(QStringLiteral("€").repeated(65'536 / 3) + u'…'));
    QCOMPARE(page->lines.at(1).text, QStringLiteral("line 2"));
}

void TestLogReader::replacesInvalidText()
{
    append(stamp(1) + " a\xFF"
                      "b\r\n");
    QCOMPARE(textsOf(*readLastLines(m_path, 1)), QStringList{QStringLiteral("a\uFFFDb")});
}

void TestLogReader::followsRotation()
{
    appendLines(1, 2);
    const QString position = readLastLines(m_path, 1)->position;
    appendLines(3, 1);
    rotate();
    rotate(); // an empty turn: .log is absent, .1 too
    appendLines(4, 1);
    const Result<client::LogPage> page = readLinesAfter(m_path, position, 10);
    QVERIFY(page.ok());
    QCOMPARE(textsOf(*page), (QStringList{QStringLiteral("line 3"), QStringLiteral("line 4")}));
    QVERIFY(readLinesAfter(m_path, page->position, 10)->lines.isEmpty());
}

void TestLogReader::knowsAFileThatIsGone()
{
    appendLines(1, 2);
    const QString position = readLastLines(m_path, 1)->position;
    rotate();
    appendLines(3, 1);
    QFile::remove(rotated(1));
    const Result<client::LogPage> page = readLinesAfter(m_path, position, 10);
    QVERIFY(!page.ok());
    QVERIFY(page.error().code == ErrorCode::Gone);
    QVERIFY(readLastLines(m_path, 10).ok());
}

void TestLogReader::isNotFooledByAReusedFile()
{
    appendLines(1, 10);
    const QString position = readLastLines(m_path, 1)->position;
    // The same file, as a file system gives an identity away again, with other content that is long enough.
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    appendLines(100, 50);
    const Result<client::LogPage> page = readLinesAfter(m_path, position, 10);
    QVERIFY(!page.ok());
    QVERIFY(page.error().code == ErrorCode::Gone);
}

void TestLogReader::refusesStrangePositions()
{
    appendLines(1, 1);
    for (const char *text :
         {"x", "1", "1:2", "1:2:3:4", "0:1:2", "1:2:-3", "g:2:3", "1:2:", "1:2:9999999999999999999"}) {
        const Result<client::LogPage> page = readLinesAfter(m_path, QString::fromLatin1(text), 1);
        QVERIFY2(!page.ok() && page.error().code == ErrorCode::InvalidInput, text);
        QCOMPARE(page.error().field, QStringLiteral("after"));
    }
}

void TestLogReader::pagesOnInOrder()
{
    appendLines(0, 700);
    rotate();
    appendLines(700, 700);
    QString position;
    int next = 0;
    for (;;) {
        const Result<client::LogPage> page = readLinesAfter(m_path, position, 97);
        QVERIFY(page.ok());
        if (page->lines.isEmpty()) {
            break;
        }
        for (const client::LogLine &line : page->lines) {
            QCOMPARE(line.text, QStringLiteral("line %1").arg(next));
            QVERIFY(line.at == timeAt(next));
            ++next;
        }
        position = page->position;
    }
    QCOMPARE(next, 1400);
}

void TestLogReader::followsAWriterThatRotates()
{
    // A writer in a thread rotates every 50 lines; a reader that follows must see every line once, in order.
    constexpr int kLines = 4000;
    std::atomic<bool> done = false;
    std::unique_ptr<QThread> writer(QThread::create([this, &done] {
        QFile file(m_path);
        for (int i = 0; i < kLines; ++i) {
            if (i % 50 == 0) {
                file.close();
                if (i > 0) {
                    rotate(100);
                }
                file.setFileName(m_path);
                static_cast<void>(file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
            }
            file.write(stamp(i) + " line " + QByteArray::number(i) + '\n');
        }
        done = true;
    }));
    writer->start();
    QString position;
    int next = 0;
    for (bool last = false; !last;) {
        last = done; // once more after the end, for what came in between
        for (;;) {
            const Result<client::LogPage> page = readLinesAfter(m_path, position, 64);
            QVERIFY2(page.ok(), page.ok() ? "" : qPrintable(page.error().message));
            for (const client::LogLine &line : page->lines) {
                QCOMPARE(line.text, QStringLiteral("line %1").arg(next));
                ++next;
            }
            position = page->position;
            if (page->lines.isEmpty()) {
                break;
            }
        }
    }
    writer->wait();
    QCOMPARE(next, kLines);
}

QTEST_GUILESS_MAIN(TestLogReader)
#include "tst_log_reader.moc"
