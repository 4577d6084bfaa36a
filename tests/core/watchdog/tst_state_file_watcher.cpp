#include "core/watchdog/state_file_watcher.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;
using Verdict = lamplighter::watchdog::StateFileVerdict;

namespace {

const WallTime kNow = wallTimeFromMicroseconds(1'763'388'722'123'456);

} // namespace

class TestStateFileWatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tellsOfAnotherWriter_data();
    void tellsOfAnotherWriter();
    void tellsOfRenamesAgainAndAgain();
    void tellsWhatChangedBeforeItWatched();
    void doesNotTellOfItsOwnWriting();
    void tellsWhenAnotherRestoresOwnContent();
    void waitsForAWriterThatTruncates();
    void watchesWhatIsNotThereYet();
    void tellsOfAFolderThatComesAgain();
    void watchesManyFilesOfOneFolder();
    void forgets();
    void endsWhileTheDiskIsAsked();

private:
    void put(const QByteArray &text) const { put(m_path, text); }
    static void put(const QString &path, const QByteArray &text);
    /// As a careful writer does it.
    void replace(const QByteArray &text) const;
    QByteArray content() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QThreadPool m_pool;
};

void TestStateFileWatcher::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("grace_state.json"));
}

void TestStateFileWatcher::put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
}

void TestStateFileWatcher::replace(const QByteArray &text) const
{
    const QString temporary = m_folder->filePath(QStringLiteral("temporary"));
    put(temporary, text);
    // QFile::rename refuses to replace.
    QVERIFY(std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(m_path).constData()) == 0);
}

QByteArray TestStateFileWatcher::content() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestStateFileWatcher::tellsOfAnotherWriter_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("in place") << QStringLiteral("in place");
    QTest::newRow("rename") << QStringLiteral("rename");
    QTest::newRow("removed") << QStringLiteral("removed");
    QTest::newRow("removed and made") << QStringLiteral("removed and made");
}

void TestStateFileWatcher::tellsOfAnotherWriter()
{
    QFETCH(QString, way);
    put(R"({"manual_shutdown": false})");
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, readStateFile(m_path)).ok());
    QTest::qWait(300); // the first look; nothing is to be told
    QCOMPARE(spy.size(), 0);
    const QByteArray text = R"({"manual_shutdown": true})";
    QElapsedTimer took;
    took.start();
    if (way == QStringLiteral("in place")) {
        put(text);
    } else if (way == QStringLiteral("rename")) {
        replace(text);
    } else {
        QVERIFY(QFile::remove(m_path));
        if (way != QStringLiteral("removed")) {
            put(text);
        }
    }
    QTRY_COMPARE(spy.size(), 1);
    QVERIFY2(took.elapsed() < 3000, QByteArray::number(took.elapsed()).constData());
    QCOMPARE(spy.at(0).at(0).toString(), m_path);
    const auto told = spy.at(0).at(1).value<StateFileContent>();
    QVERIFY(told.verdict == (way == QStringLiteral("removed") ? Verdict::Absent : Verdict::Shutdown));
}

void TestStateFileWatcher::tellsOfRenamesAgainAndAgain()
{
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, {}).ok());
    for (int i = 1; i <= 6; ++i) {
        const QByteArray text = "{\"manual_shutdown\": true, \"restart_count\": " + QByteArray::number(i) + "}";
        if (i % 3 == 0) {
            put(text); // in place, in a file that came by rename
        } else {
            replace(text);
        }
        QTRY_COMPARE(spy.size(), i);
        QCOMPARE(spy.last().at(1).value<StateFileContent>().restartCount.value_or(0), i);
    }
}

void TestStateFileWatcher::tellsWhatChangedBeforeItWatched()
{
    put(R"({"manual_shutdown": false})");
    const StateFileContent known = readStateFile(m_path);
    put(R"({"manual_shutdown": true})");
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, known).ok());
    QTRY_COMPARE(spy.size(), 1);
}

void TestStateFileWatcher::doesNotTellOfItsOwnWriting()
{
    put(R"({"manual_shutdown": false})");
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, readStateFile(m_path)).ok());
    for (int i = 0; i < 3; ++i) {
        const StateFileUpdate update{true, kNow + seconds(i), i};
        watcher.expect(m_path, update);
        QVERIFY(writeStateFile(m_path, update).ok());
        QTest::qWait(i == 1 ? 0 : 250);
    }
    QTest::qWait(300);
    QCOMPARE(spy.size(), 0);
    // The same as somebody else would write it.
    QVERIFY(writeStateFile(m_path, {true, kNow + seconds(9), 3}).ok());
    QTRY_COMPARE(spy.size(), 1);
}

void TestStateFileWatcher::tellsWhenAnotherRestoresOwnContent()
{
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, {}).ok());
    const StateFileUpdate update{false, kNow, 0};
    watcher.expect(m_path, update);
    QVERIFY(writeStateFile(m_path, update).ok());
    QTest::qWait(300);
    const QByteArray own = content();
    put(R"({"manual_shutdown": true})");
    QTRY_COMPARE(spy.size(), 1);
    replace(own);
    QTRY_COMPARE(spy.size(), 2);
    QVERIFY(spy.at(1).at(1).value<StateFileContent>().verdict == Verdict::Running);
}

void TestStateFileWatcher::waitsForAWriterThatTruncates()
{
    // On a machine that is busy the writer may be kept from its second piece for longer than anyone waits: tried again
    // then.
    constexpr int kTries = 50;
    for (int i = 0; i < kTries; ++i) {
        put(R"({"manual_shutdown": false})");
        StateFileWatcher watcher(m_pool);
        QSignalSpy spy(&watcher, &StateFileWatcher::changed);
        QVERIFY(watcher.watch(m_path, readStateFile(m_path)).ok());
        QTest::qWait(200);
        QElapsedTimer took;
        took.start();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered));
        QTest::qWait(5); // empty for a moment, which would count as engaged
        file.write(R"({"manual_shutdown":)");
        QTest::qWait(5);
        file.write(R"( false, "restart_count": 1})");
        if (took.elapsed() > 30) {
            continue;
        }
        QTRY_COMPARE(spy.size(), 1);
        QVERIFY(spy.at(0).at(1).value<StateFileContent>().verdict == Verdict::Running);
        return;
    }
    QFAIL("the machine was too busy every time");
}

void TestStateFileWatcher::watchesWhatIsNotThereYet()
{
    const QString path = m_folder->filePath(QStringLiteral("a/b/c/state.json"));
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(path, {}).ok());
    QTest::qWait(200);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    put(path, R"({"manual_shutdown": true})");
    QTRY_COMPARE(spy.size(), 1);
    put(path, R"({"manual_shutdown": false})");
    QTRY_COMPARE(spy.size(), 2);
}

void TestStateFileWatcher::tellsOfAFolderThatComesAgain()
{
    const QString folder = m_folder->filePath(QStringLiteral("a"));
    const QString path = folder + QStringLiteral("/state.json");
    QVERIFY(QDir().mkdir(folder));
    put(path, R"({"manual_shutdown": false})");
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(path, readStateFile(path)).ok());
    QTest::qWait(200);
    QVERIFY(QDir(folder).removeRecursively());
    QTRY_COMPARE(spy.size(), 1);
    QVERIFY(QDir().mkdir(folder));
    put(path, R"({"manual_shutdown": true})");
    QTRY_COMPARE(spy.size(), 2);
    QVERIFY(spy.at(1).at(1).value<StateFileContent>().verdict == Verdict::Shutdown);
}

void TestStateFileWatcher::watchesManyFilesOfOneFolder()
{
    constexpr int kMany = 200; // more than the system would give watchers, were there one for each
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    const auto pathOf = [this](int i) { return m_folder->filePath(QStringLiteral("%1.json").arg(i)); };
    for (int i = 0; i < kMany; ++i) {
        put(pathOf(i), "{}");
        QVERIFY(watcher.watch(pathOf(i), parseStateFile("{}")).ok());
    }
    QTest::qWait(300);
    watcher.forget(pathOf(0));
    put(pathOf(kMany - 1), R"({"manual_shutdown": true})");
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), pathOf(kMany - 1));
}

void TestStateFileWatcher::forgets()
{
    put("{}");
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, {}).ok());
    watcher.forget(m_path);
    put(R"({"manual_shutdown": true})");
    QTest::qWait(400);
    QCOMPARE(spy.size(), 0);
}

void TestStateFileWatcher::endsWhileTheDiskIsAsked()
{
    // Gone at every moment between the change, the reading and the answer.
    for (int i = 0; i < 40; ++i) {
        put("{}");
        auto watcher = std::make_unique<StateFileWatcher>(m_pool);
        QVERIFY(watcher->watch(m_path, {}).ok());
        QTest::qWait(30 + i % 20);
        watcher.reset();
    }
    QVERIFY(m_pool.waitForDone(5000));
}

QTEST_GUILESS_MAIN(TestStateFileWatcher)
#include "tst_state_file_watcher.moc"
