#include "core/watchdog/state_file.h"
#include "core/watchdog/state_file_watcher.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;
using Verdict = lamplighter::watchdog::StateFileVerdict;

Q_DECLARE_METATYPE(lamplighter::watchdog::StateFileVerdict)

namespace {

const WallTime kNow = wallTimeFromMicroseconds(1'763'388'722'123'456);

} // namespace

class TestStateFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void judges_data();
    void judges();
    void readsRecords();
    void readsWhatOtherWritersWrite();
    void absentAndUnreadable();
    void writesTheFormOfTheSource();
    void keepsUnknownKeys();
    void replacesNonsense();
    void followsALink();
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

void TestStateFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("grace_state.json"));
}

void TestStateFile::put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
}

void TestStateFile::replace(const QByteArray &text) const
{
    const QString temporary = m_folder->filePath(QStringLiteral("temporary"));
    put(temporary, text);
    // QFile::rename refuses to replace.
    QVERIFY(std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(m_path).constData()) == 0);
}

QByteArray TestStateFile::content() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestStateFile::judges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("problem");
    QTest::newRow("false") << QByteArray(R"({"manual_shutdown": false})") << Verdict::Running << QString();
    QTest::newRow("true") << QByteArray(R"({"manual_shutdown": true, "timestamp": 3})") << Verdict::Shutdown
                          << QString();
    QTest::newRow("missing") << QByteArray(R"({"timestamp": "2025-11-14T10:00:00"})") << Verdict::LastKnownStands
                             << QStringLiteral("manual_shutdown is missing");
    QTest::newRow("empty object") << QByteArray("{}") << Verdict::LastKnownStands
                                  << QStringLiteral("manual_shutdown is missing");
    for (const char *value : {"\"false\"", "0", "null", "[]"}) {
        QTest::newRow(value) << QByteArray("{\"manual_shutdown\": " + QByteArray(value) + "}") << Verdict::Unreadable
                             << QStringLiteral("manual_shutdown is neither true nor false");
    }
    QTest::newRow("empty") << QByteArray() << Verdict::Unreadable << QStringLiteral("not JSON at byte ");
    // What the source's own troubleshooting makes: `echo {"manual_shutdown": false}` loses its quotation marks in a
    // shell.
    QTest::newRow("unquoted") << QByteArray("{manual_shutdown: false}\n") << Verdict::Unreadable
                              << QStringLiteral("not JSON at byte ");
    QTest::newRow("half") << QByteArray(R"({"manual_shutdown": fal)") << Verdict::Unreadable
                          << QStringLiteral("not JSON at byte ");
    QTest::newRow("list") << QByteArray("[false]") << Verdict::Unreadable
                          << QStringLiteral("a JSON object is expected");
}

void TestStateFile::judges()
{
    QFETCH(QByteArray, text);
    QFETCH(Verdict, verdict);
    QFETCH(QString, problem);
    put(text);
    const StateFileContent read = readStateFile(m_path);
    QVERIFY(read.verdict == verdict);
    // Behind that come the library's own words.
    QVERIFY2(problem.isEmpty() ? read.problem.isEmpty() : read.problem.startsWith(problem), qPrintable(read.problem));
    QCOMPARE(read.raw, text);
}

void TestStateFile::readsRecords()
{
    const StateFileContent read =
        parseStateFile(R"({"manual_shutdown": false, "timestamp": "2025-11-17T14:12:02.123456", "restart_count": 7})");
    QVERIFY(read.timestamp == kNow);
    QVERIFY(read.restartCount == 7);
    QVERIFY(read.writer.isEmpty());
}

void TestStateFile::readsWhatOtherWritersWrite()
{
    const StateFileContent read = parseStateFile(
        R"({"manual_shutdown": true, "last_update": "2025-11-17T15:12:02.123456+01:00", "stopped_by": "grace.cmd"})");
    QVERIFY(read.timestamp == kNow);
    QCOMPARE(read.writer, QStringLiteral("grace.cmd"));
    QVERIFY(!read.restartCount);
    QCOMPARE(parseStateFile(R"({"started_by": "me"})").writer, QStringLiteral("me"));
    const StateFileContent strange =
        parseStateFile(R"({"manual_shutdown": false, "timestamp": [], "restart_count": "x", "stopped_by": 4})");
    QVERIFY(strange.verdict == Verdict::Running);
    QVERIFY(!strange.timestamp && !strange.restartCount && strange.writer.isEmpty());
}

void TestStateFile::absentAndUnreadable()
{
    QVERIFY(readStateFile(m_path) == StateFileContent{});
    QVERIFY(readStateFile(m_folder->filePath(QStringLiteral("no/folder.json"))).verdict == Verdict::Absent);
    QVERIFY(QDir().mkdir(m_path));
    QVERIFY(readStateFile(m_path).verdict == Verdict::Unreadable);
    const QString link = m_folder->filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("nowhere")), link));
    const StateFileContent dangling = readStateFile(link);
    QVERIFY(dangling.verdict == Verdict::Unreadable);
    QVERIFY(dangling.problem.contains(QStringLiteral("link to nowhere")));
    const QString large = m_folder->filePath(QStringLiteral("large"));
    put(large, QByteArray(2 * 1024 * 1024, ' '));
    QVERIFY(readStateFile(large).verdict == Verdict::Unreadable);
}

void TestStateFile::writesTheFormOfTheSource()
{
    const StateFileUpdate update{true, kNow, 3};
    QVERIFY(writeStateFile(m_path, update).ok());
    const QJsonObject object = QJsonDocument::fromJson(content()).object();
    QCOMPARE(object, (QJsonObject{{QStringLiteral("manual_shutdown"), true},
                                  {QStringLiteral("timestamp"), QStringLiteral("2025-11-17T14:12:02.123456Z")},
                                  {QStringLiteral("restart_count"), 3}}));
    QVERIFY(isWrittenAs(readStateFile(m_path), update));
    QVERIFY(!isWrittenAs(readStateFile(m_path), {false, kNow, 3}));
    QVERIFY(!isWrittenAs(readStateFile(m_path), {true, kNow + microseconds(1), 3}));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestStateFile::keepsUnknownKeys()
{
    put(R"({"manual_shutdown": true, "last_update": "2020-01-01T00:00:00", "started_by": "me", "own": {"a": [1, 2.5]}})");
    QVERIFY(writeStateFile(m_path, {false, kNow, 0}).ok());
    const QJsonObject object = QJsonDocument::fromJson(content()).object();
    const QJsonObject expected = QJsonDocument::fromJson(R"({"manual_shutdown": false, "restart_count": 0,
        "timestamp": "2025-11-17T14:12:02.123456Z", "last_update": "2025-11-17T14:12:02.123456Z",
        "started_by": "me", "own": {"a": [1, 2.5]}})")
                                     .object();
    QCOMPARE(object, expected);
}

void TestStateFile::replacesNonsense()
{
    put("{nonsense");
    QVERIFY(writeStateFile(m_path, {true, kNow, 1}).ok());
    QVERIFY(readStateFile(m_path).verdict == Verdict::Shutdown);
    QVERIFY(!writeStateFile(m_folder->filePath(QStringLiteral("no/folder.json")), {true, kNow, 1}).ok());
}

void TestStateFile::followsALink()
{
    const QString link = m_folder->filePath(QStringLiteral("link.json"));
    put("{}");
    QVERIFY(QFile::link(m_path, link));
    QVERIFY(writeStateFile(link, {true, kNow, 1}).ok());
    QVERIFY(QFileInfo(link).isSymLink());
    QVERIFY(readStateFile(m_path).verdict == Verdict::Shutdown);
}

void TestStateFile::tellsOfAnotherWriter_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("in place") << QStringLiteral("in place");
    QTest::newRow("rename") << QStringLiteral("rename");
    QTest::newRow("removed") << QStringLiteral("removed");
    QTest::newRow("removed and made") << QStringLiteral("removed and made");
}

void TestStateFile::tellsOfAnotherWriter()
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

void TestStateFile::tellsOfRenamesAgainAndAgain()
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

void TestStateFile::tellsWhatChangedBeforeItWatched()
{
    put(R"({"manual_shutdown": false})");
    const StateFileContent known = readStateFile(m_path);
    put(R"({"manual_shutdown": true})");
    StateFileWatcher watcher(m_pool);
    QSignalSpy spy(&watcher, &StateFileWatcher::changed);
    QVERIFY(watcher.watch(m_path, known).ok());
    QTRY_COMPARE(spy.size(), 1);
}

void TestStateFile::doesNotTellOfItsOwnWriting()
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

void TestStateFile::tellsWhenAnotherRestoresOwnContent()
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

void TestStateFile::waitsForAWriterThatTruncates()
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

void TestStateFile::watchesWhatIsNotThereYet()
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

void TestStateFile::tellsOfAFolderThatComesAgain()
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

void TestStateFile::watchesManyFilesOfOneFolder()
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

void TestStateFile::forgets()
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

void TestStateFile::endsWhileTheDiskIsAsked()
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

QTEST_GUILESS_MAIN(TestStateFile)
#include "tst_state_file.moc"
