#include "core/watchdog/state_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
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

private:
    void put(const QByteArray &text) const { put(m_path, text); }
    static void put(const QString &path, const QByteArray &text);
    QByteArray content() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
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

QTEST_GUILESS_MAIN(TestStateFile)
#include "tst_state_file.moc"
