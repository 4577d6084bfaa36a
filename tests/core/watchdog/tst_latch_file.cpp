#include "core/watchdog/latch_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;

namespace {

client::Latch makeLatch(const QString &target)
{
    client::Latch latch;
    latch.scope = QStringLiteral("unit");
    latch.target = target;
    latch.actor = QStringLiteral("root");
    latch.reason = QStringLiteral("it runs wild, \"again\"\n");
    latch.at = wallTimeFromMicroseconds(1'763'388'722'123'456);
    latch.fromStateFile = true;
    return latch;
}

constexpr qint64 kSlotSize = 512 * 1024;

} // namespace

class TestLatchFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void absentMeansNone();
    void keepsWhatWasStored();
    void staysOfOneSize();
    void tornWriteLeavesTheStateBefore_data();
    void tornWriteLeavesTheStateBefore();
    void everySingleFlippedByteIsNoticed();
    void bothSlotsBadIsCorrupt();
    void corruptFileIsMadeAnew();
    void newerVersionIsLeftAlone();
    void wholeSlotOfNonsenseIsCorrupt_data();
    void wholeSlotOfNonsenseIsCorrupt();
    void tooManyAreRefused();
    void unreadableIsAnError();

private:
    QByteArray content() const;
    void overwrite(const QByteArray &bytes) const;
    void patch(qint64 offset, const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestLatchFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("latches"));
}

QByteArray TestLatchFile::content() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestLatchFile::overwrite(const QByteArray &bytes) const
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestLatchFile::patch(qint64 offset, const QByteArray &bytes) const
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestLatchFile::absentMeansNone()
{
    const Result<QList<client::Latch>> loaded = LatchFile(m_path).load();
    QVERIFY(loaded.ok());
    QVERIFY(loaded->isEmpty());
}

void TestLatchFile::keepsWhatWasStored()
{
    const LatchFile file(m_path);
    client::Latch all;
    all.scope = QStringLiteral("all");
    all.at = wallTimeFromMicroseconds(1);
    for (const QList<client::Latch> &latches :
         {QList<client::Latch>{}, {makeLatch(QStringLiteral("a"))}, {makeLatch(QStringLiteral("a")), all}, {all}, {}}) {
        QVERIFY(file.store(latches).ok());
        const Result<QList<client::Latch>> loaded = LatchFile(m_path).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == latches);
    }
    QVERIFY((QFileInfo(m_path).permissions() & (QFile::ReadOther | QFile::ReadGroup)) == 0);
}

void TestLatchFile::staysOfOneSize()
{
    const LatchFile file(m_path);
    QVERIFY(file.store({}).ok());
    QCOMPARE(QFileInfo(m_path).size(), 2 * kSlotSize);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(file.store({makeLatch(QString::number(i))}).ok());
    }
    QCOMPARE(QFileInfo(m_path).size(), 2 * kSlotSize);
}

void TestLatchFile::tornWriteLeavesTheStateBefore_data()
{
    QTest::addColumn<int>("stores"); // so that each slot is the torn one
    QTest::newRow("second slot") << 2;
    QTest::newRow("first slot") << 3;
}

void TestLatchFile::tornWriteLeavesTheStateBefore()
{
    QFETCH(int, stores);
    const LatchFile file(m_path);
    QByteArray before;
    for (int i = 1; i <= stores; ++i) {
        before = content();
        QVERIFY(file.store({makeLatch(QString::number(i))}).ok());
    }
    const QByteArray after = content();
    const qint64 slot = stores % 2 == 0 ? kSlotSize : 0;
    qint64 end = slot;
    for (qint64 i = slot; i < slot + kSlotSize; ++i) {
        if (before.at(i) != after.at(i)) {
            end = i + 1;
        }
    }
    const QString older = QString::number(stores - 1);
    // Cut at every byte of the write: what is read is the state before, and the whole write is the new one.
    for (qint64 cut = slot; cut <= end; ++cut) {
        patch(slot, QByteArray(after.mid(slot, cut - slot) + before.mid(cut, end - cut)));
        const Result<QList<client::Latch>> loaded = file.load();
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->first().target, cut == end ? QString::number(stores) : older);
    }
    // The next state goes over the torn slot, not over the whole one.
    overwrite(before);
    patch(slot, after.mid(slot, 60));
    QVERIFY(file.store({makeLatch(QStringLiteral("next"))}).ok());
    const qint64 whole = slot == 0 ? kSlotSize : 0;
    QCOMPARE(content().mid(whole, kSlotSize), before.mid(whole, kSlotSize));
    QCOMPARE(file.load()->first().target, QStringLiteral("next"));
}

void TestLatchFile::everySingleFlippedByteIsNoticed()
{
    const LatchFile file(m_path);
    QVERIFY(file.store({makeLatch(QStringLiteral("old"))}).ok());
    QVERIFY(file.store({makeLatch(QStringLiteral("new"))}).ok());
    const QByteArray good = content();
    const qint64 length = good.mid(kSlotSize).lastIndexOf('}') + 1;
    for (qint64 i = kSlotSize; i < kSlotSize + length; ++i) {
        patch(i, QByteArray(1, static_cast<char>(good.at(i) ^ 0x01)));
        const Result<QList<client::Latch>> loaded = file.load();
        // A flipped version may also look like a newer one.
        QVERIFY2(loaded.ok() ? loaded->first().target == QStringLiteral("old")
                             : loaded.error().code == ErrorCode::TooNew,
                 QByteArray::number(i).constData());
        patch(i, good.mid(i, 1));
    }
}

void TestLatchFile::bothSlotsBadIsCorrupt()
{
    const LatchFile file(m_path);
    for (const QByteArray &bytes :
         {QByteArray(), QByteArray("x"), QByteArray(2 * kSlotSize, '\0'), QByteArray(100, '\xFF')}) {
        overwrite(bytes);
        QVERIFY(file.load().error().code == ErrorCode::Corrupt);
    }
}

void TestLatchFile::corruptFileIsMadeAnew()
{
    overwrite(QByteArray("nonsense"));
    const LatchFile file(m_path);
    QVERIFY(file.store({makeLatch(QStringLiteral("a"))}).ok());
    QCOMPARE(file.load()->size(), 1);
    QCOMPARE(QFileInfo(m_path).size(), 2 * kSlotSize);
}

void TestLatchFile::newerVersionIsLeftAlone()
{
    const LatchFile file(m_path);
    QVERIFY(file.store({makeLatch(QStringLiteral("a"))}).ok());
    QByteArray newer = content();
    newer[8] = 2;
    overwrite(newer);
    QVERIFY(file.load().error().code == ErrorCode::TooNew);
    QVERIFY(file.store({}).error().code == ErrorCode::TooNew);
    QCOMPARE(content(), newer);
}

void TestLatchFile::wholeSlotOfNonsenseIsCorrupt_data()
{
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *latch) {
        QTest::newRow(latch) << QByteArray("{\"latches\":[" + QByteArray(latch) + "]}");
    };
    row("{\"scope\":7}");
    row("{\"scope\":\"street\",\"target\":\"a\"}");
    row("{\"scope\":\"unit\"}");
    row("{\"scope\":\"group\",\"target\":\"\"}");
    row("\"all\"");
}

void TestLatchFile::wholeSlotOfNonsenseIsCorrupt()
{
    // Made by hand: a slot that is whole, of a payload that nobody here writes. What cannot be understood counts as
    // engaged for all; a latch that holds nothing would let run what it was meant for.
    QFETCH(QByteArray, payload);
    QByteArray fixed(16, '\0');
    fixed[0] = 1;
    fixed[4] = static_cast<char>(payload.size());
    fixed[8] = 1;
    const QByteArray hash = QCryptographicHash::hash(QByteArray(fixed + payload), QCryptographicHash::Sha256);
    const QByteArray bytes = QByteArray("LAMPLTCH") + fixed + hash + payload;
    overwrite(bytes);
    QVERIFY(LatchFile(m_path).load().error().code == ErrorCode::Corrupt);
}

void TestLatchFile::tooManyAreRefused()
{
    const LatchFile file(m_path);
    QList<client::Latch> latches;
    for (int i = 0; i < 2000; ++i) {
        latches.append(makeLatch(QStringLiteral("unit-with-a-name-of-some-length-%1").arg(i)));
    }
    QVERIFY(file.store(latches).ok());
    QCOMPARE(file.load()->size(), 2000);
    const QList<client::Latch> stored = latches;
    for (int i = 0; i < 4; ++i) {
        latches += latches;
    }
    QVERIFY(file.store(latches).error().code == ErrorCode::TooLarge);
    QVERIFY(*file.load() == stored);
}

void TestLatchFile::unreadableIsAnError()
{
    QVERIFY(QDir().mkdir(m_path));
    const LatchFile file(m_path);
    const Result<QList<client::Latch>> loaded = file.load();
    QVERIFY(!loaded.ok());
    QVERIFY(loaded.error().code == ErrorCode::Io);
    QVERIFY(!file.store({}).ok());
    QVERIFY(!LatchFile(m_folder->filePath(QStringLiteral("no/such/folder"))).store({}).ok());
}

QTEST_GUILESS_MAIN(TestLatchFile)
#include "tst_latch_file.moc"
