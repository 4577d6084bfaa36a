// Durations, sizes, times, names and error codes: how they are written and read.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/quantities.h"
#include "core/base/secret.h"

#include <QRandomGenerator>
#include <QSet>
#include <QtTest>

using namespace lamplighter;

class TestValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsDurations_data();
    void readsDurations();
    void refusesDurations_data();
    void refusesDurations();
    void writesDurations_data();
    void writesDurations();
    void durationsRoundTrip();
    void readsSizes_data();
    void readsSizes();
    void sizesRoundTrip();
    void writesTimes_data();
    void writesTimes();
    void readsTimes_data();
    void readsTimes();
    void timesRoundTrip();
    void systemClockMoves();
    void checksUnitNames_data();
    void checksUnitNames();
    void errorCodesHaveWords();
    void tokens();
};

void TestValues::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanoseconds");
    const auto row = [](const char *text, qint64 ns) { QTest::newRow(text) << QString::fromUtf8(text) << ns; };
    row("0", 0);
    row("5", 5'000'000'000);
    row("0.5", 500'000'000);
    row("1ns", 1);
    row("3us", 3'000);
    row("250ms", 250'000'000);
    row("5s", 5'000'000'000);
    row("5sec", 5'000'000'000);
    row("1.5s", 1'500'000'000);
    row("10m", 600'000'000'000);
    row("10min", 600'000'000'000);
    row("1h30m", 5'400'000'000'000);
    row("1h 30m", 5'400'000'000'000);
    row("  2d ", 172'800'000'000'000);
    row("10000d", 864'000'000'000'000'000);
    row("9999d 23h 59m 59s 999ms 999us 999ns", 863'999'999'999'999'999);
}

void TestValues::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(qint64, nanoseconds);
    const Result<Duration> duration = parseDuration(text);
    QVERIFY(duration.ok());
    QCOMPARE(qint64(duration->count()), nanoseconds);
}

void TestValues::refusesDurations_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"",    " ",   "s",      "-1",      "-5s", "+5s",  "1e3",         "1e3s",   "5 s",
          "5x",  "5S",  "1.2.3s", ".",       "5s5", "0s 5", "5000d 5001d", "10001d", "99999999999999999999999d",
          "nan", "inf", "5s;",    "\u0663s", "1h30"}) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
    QTest::newRow("four hundred digits") << QString(400, QChar(u'9'));
}

void TestValues::refusesDurations()
{
    QFETCH(QString, text);
    const Result<Duration> duration = parseDuration(text);
    QVERIFY2(!duration.ok(), duration.ok() ? qPrintable(formatDuration(*duration)) : "");
    QVERIFY(duration.error().code == ErrorCode::InvalidInput);
}

void TestValues::writesDurations_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << qint64(0) << QStringLiteral("0s");
    QTest::newRow("90 s") << qint64(90'000'000'000) << QStringLiteral("1m30s");
    QTest::newRow("1.5 s") << qint64(1'500'000'000) << QStringLiteral("1s500ms");
    QTest::newRow("2 d") << qint64(172'800'000'000'000) << QStringLiteral("2d");
    QTest::newRow("1 ns") << qint64(1) << QStringLiteral("1ns");
}

void TestValues::writesDurations()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, text);
    QCOMPARE(formatDuration(Duration(nanoseconds)), text);
}

void TestValues::durationsRoundTrip()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 20'000; ++i) {
        // Every magnitude alike, from a nanosecond to 10,000 days.
        const qint64 limit = std::min<qint64>(qint64(1) << random.bounded(1, 60), 864'000'000'000'000'000);
        const Duration duration(static_cast<qint64>(random.generate64() % static_cast<quint64>(limit)));
        const QString text = formatDuration(duration);
        const Result<Duration> read = parseDuration(text);
        QVERIFY2(read.ok() && *read == duration, qPrintable(text));
    }
}

void TestValues::readsSizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: refused
    const auto row = [](const char *text, qint64 bytes) { QTest::newRow(text) << QString::fromUtf8(text) << bytes; };
    row("0", 0);
    row("512", 512);
    row("512B", 512);
    row("64KiB", 65'536);
    row("64 KiB", 65'536);
    row("10MiB", 10'485'760);
    row("1.5GiB", 1'610'612'736);
    row("2GB", 2'000'000'000);
    row("1TiB", 1'099'511'627'776);
    for (const char *text : {"", "KiB", "-1", "1kb", "1K", "1KiBx", "1 2", "1e3", "10000TiB", "nan"}) {
        row(text, -1);
    }
}

void TestValues::readsSizes()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    const Result<qint64> size = parseSize(text);
    QCOMPARE(size.ok(), bytes >= 0);
    if (size) {
        QCOMPARE(*size, bytes);
    }
}

void TestValues::sizesRoundTrip()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 20'000; ++i) {
        const qint64 bytes = static_cast<qint64>(random.generate64() % (quint64(1) << random.bounded(1, 53)));
        const qint64 round = random.bounded(2) == 0 ? bytes : bytes / 1'048'576 * 1'048'576;
        const Result<qint64> read = parseSize(formatSize(round));
        QVERIFY2(read.ok() && *read == round, qPrintable(formatSize(round)));
    }
    QCOMPARE(formatSize(10'485'760), QStringLiteral("10MiB"));
    QCOMPARE(formatSize(1025), QStringLiteral("1025"));
}

void TestValues::writesTimes_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << qint64(0) << QStringLiteral("1970-01-01T00:00:00.000000Z");
    QTest::newRow("microsecond") << qint64(1'763'388'722'123'456) << QStringLiteral("2025-11-17T14:12:02.123456Z");
    QTest::newRow("before 1970") << qint64(-1) << QStringLiteral("1969-12-31T23:59:59.999999Z");
    QTest::newRow("leap day") << qint64(1'709'164'800'000'001) << QStringLiteral("2024-02-29T00:00:00.000001Z");
}

void TestValues::writesTimes()
{
    QFETCH(qint64, us);
    QFETCH(QString, text);
    QCOMPARE(toIsoString(wallTimeFromMicroseconds(us)), text);
    WallTime read{};
    QVERIFY(fromIsoString(text, &read));
    QCOMPARE(toMicrosecondsSinceEpoch(read), us);
}

void TestValues::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("us"); // 0: refused
    const auto row = [](const char *text, qint64 us) { QTest::newRow(text) << QString::fromUtf8(text) << us; };
    constexpr qint64 kSecond = 1'763'388'722'000'000;
    row("2025-11-17T14:12:02Z", kSecond);
    row("2025-11-17T14:12:02", kSecond); // no mark: UTC
    row("2025-11-17T15:12:02+01:00", kSecond);
    row("2025-11-17T09:42:02-04:30", kSecond);
    row("2025-11-17T15:12:02.5+01:00", kSecond + 500'000);
    row("2025-11-17T14:12:02.123Z", kSecond + 123'000);
    row("2025-11-17T14:12:02.123456", kSecond + 123'456);
    row("2025-11-17T14:12:02.123456789Z", kSecond + 123'456);
    for (const char *text :
         {"", "now", "2025-11-17T14:12", "2025-13-17T14:12:02Z", "2025-11-31T14:12:02Z", "2025-11-17T25:12:02Z",
          "2025-11-17T14:12:02,5Z", "2025-11-17T14:12:02.5,9Z", "9999-12-31T23:59:59-01:00", "9999-12-31T24:00:00Z",
          "2025-11-17T14:12:02.x", "2025-11-17T14:12:02.Z", "1763388722"}) {
        row(text, 0);
    }
}

void TestValues::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(qint64, us);
    WallTime time{};
    const bool read = fromIsoString(text, &time);
    if (text == QStringLiteral("2025-11-17T14:12")) { // ISO 8601 allows it; refused or right, but never something else
        QVERIFY(!read || toMicrosecondsSinceEpoch(time) == 1'763'388'720'000'000);
        return;
    }
    QCOMPARE(read, us != 0);
    if (read) {
        QCOMPARE(toMicrosecondsSinceEpoch(time), us);
    }
}

void TestValues::timesRoundTrip()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 5000; ++i) {
        const WallTime time =
            wallTimeFromMicroseconds(random.bounded(4'000'000'000'000'000LL) - 1'000'000'000'000'000LL);
        WallTime read{};
        QVERIFY(fromIsoString(toIsoString(time), &read));
        QVERIFY2(read == time, qPrintable(toIsoString(time)));
    }
}

void TestValues::systemClockMoves()
{
    const SystemClock clock;
    const Instant before = clock.now();
    QVERIFY(toNanoseconds(before) > 0);
    QTRY_VERIFY(clock.now() > before);
    QVERIFY(instantFromNanoseconds(toNanoseconds(before)) == before);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(std::abs(toMicrosecondsSinceEpoch(clock.wallNow()) / 1000 - now) < 5000);
}

void TestValues::checksUnitNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("valid");
    for (const char *name : {"a", "A-b_c.d@1", "0", "_x", "@"}) {
        QTest::newRow(name) << QString::fromUtf8(name) << true;
    }
    for (const char *name : {"", ".", "..", ".a", "-a", "a/b", "a b", "a\\b", "a:b", "ä", "a\n", "CON/"}) {
        QTest::newRow(name) << QString::fromUtf8(name) << false;
    }
    QTest::newRow("64") << QString(64, QChar(u'a')) << true;
    QTest::newRow("65") << QString(65, QChar(u'a')) << false;
}

void TestValues::checksUnitNames()
{
    QFETCH(QString, name);
    QFETCH(bool, valid);
    QCOMPARE(isValidUnitName(name), valid);
}

void TestValues::errorCodesHaveWords()
{
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const QString word = toString(code);
        QVERIFY2(!words.contains(word), qPrintable(word));
        words.insert(word);
        const ErrorCode other = code == ErrorCode::Internal ? ErrorCode::Io : ErrorCode::Internal;
        QVERIFY(errorCodeFromString(word, other) == code);
    }
    QVERIFY(errorCodeFromString(QStringLiteral("nonsense"), ErrorCode::Busy) == ErrorCode::Busy);
    const Error error = systemError(QStringLiteral("cannot open x"), ENOENT);
    QVERIFY(error.code == ErrorCode::Io);
    QCOMPARE(error.message, QStringLiteral("cannot open x: No such file or directory"));
}

void TestValues::tokens()
{
    const QString token = makeToken();
    QCOMPARE(token.size(), 43);
    QVERIFY(QRegularExpression(QStringLiteral("\\A[A-Za-z0-9_-]{43}\\z")).match(token).hasMatch());
    QVERIFY(makeToken() != token);
    // FIPS 180-2, appendix B.1
    QCOMPARE(hashToken(QStringLiteral("abc")).toHex(),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QVERIFY(equalInConstantTime(QByteArray("abc"), QByteArray("abc")));
    QVERIFY(!equalInConstantTime(QByteArray("abc"), QByteArray("abd")));
    QVERIFY(!equalInConstantTime(QByteArray("abc"), QByteArray("xbc")));
    QVERIFY(!equalInConstantTime(QByteArray("abc"), QByteArray("ab")));
    QVERIFY(!equalInConstantTime(QByteArray(), QByteArray("a")));
    QVERIFY(equalInConstantTime(QByteArray(), QByteArray()));
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
