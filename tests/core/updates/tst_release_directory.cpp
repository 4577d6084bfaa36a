// Releases on a real file system.
#include "core/updates/release_directory.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

class TestReleaseDirectory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void names_data();
    void names();
    void order();
    void orderIsStrict();
    void lists();
    void listsNothing();
    void knowsTheCurrentOne();
    void currentThatIsNone_data();
    void currentThatIsNone();
    void swaps();
    void refusesToSwap_data();
    void refusesToSwap();
    void leavesWhatIsNoLinkAlone();
    void isNeverMissing();
    void goesOnAfterACrash();
    void saysWhyItCannot();

private:
    [[nodiscard]] QString at(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QString target() const { return QFile::symLinkTarget(at(u"current"_s)); }
    void release(const QString &version) { QVERIFY(QDir(m_folder->path()).mkpath(u"releases/"_s + version)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestReleaseDirectory::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestReleaseDirectory::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    for (const char *good : {"1", "2.0-rc1", "v3", "2026-11-22T10:00", "ä b", "a..b", "tmp"}) {
        QTest::newRow(good) << QString::fromUtf8(good) << true;
    }
    for (const char *bad :
         {"", ".", "..", ".hidden", "../x", "a/b", "/", "a/", "a\\b", "1~", "1.tmp", "1.part", " 1", "1\n", "1\x1b",
          "\xe2\x80\xae"
          "1"}) {
        QTest::newRow(bad) << QString::fromUtf8(bad) << false;
    }
    QTest::newRow("nul") << QString(u"1"_s + QChar(0)) << false;
    QTest::newRow("long") << QString(256, u'1') << false;
}

void TestReleaseDirectory::names()
{
    QFETCH(QString, name);
    QFETCH(bool, good);
    QCOMPARE(isReleaseName(name), good);
}

void TestReleaseDirectory::order()
{
    const QStringList newestFirst{
        u"v10.0"_s, u"2.10"_s,     u"2.9.1"_s,   u"2.9"_s,      u"v2.0.1"_s,
        u"2.0"_s,   u"2.0-rc10"_s, u"2.0-rc2"_s, u"2.0-beta"_s, u"1.99999999999999999999999"_s,
        u"1.9"_s};
    QStringList mixed = newestFirst;
    std::shuffle(mixed.begin(), mixed.end(), *QRandomGenerator::global());
    std::sort(mixed.begin(), mixed.end(), isNewerRelease);
    QCOMPARE(mixed, newestFirst);
    QVERIFY(isNewerRelease(u"2026-11-22-2"_s, u"2026-11-22"_s)); // the second of a day
    QVERIFY(isNewerRelease(u"2.0+b"_s, u"2.0"_s));
}

void TestReleaseDirectory::orderIsStrict()
{
    // Any words: no two are newer than each other, and sorting never goes wrong over them.
    const QStringList parts{u"1"_s, u"01"_s, u"10"_s, u"v"_s, u"-rc"_s, u"~"_s, u"."_s, u"a"_s, u"-"_s, u"0"_s};
    QStringList words;
    for (int i = 0; i < 120; ++i) {
        QString word;
        for (int j = QRandomGenerator::global()->bounded(1, 5); j > 0; --j) {
            word += parts.at(QRandomGenerator::global()->bounded(int(parts.size())));
        }
        words.append(word);
    }
    words.removeDuplicates();
    for (const QString &a : std::as_const(words)) {
        QVERIFY(!isNewerRelease(a, a));
        for (const QString &b : std::as_const(words)) {
            QVERIFY2(a == b || isNewerRelease(a, b) != isNewerRelease(b, a), qPrintable(a + u" and "_s + b));
            for (const QString &c : std::as_const(words)) {
                QVERIFY2(!isNewerRelease(a, b) || !isNewerRelease(b, c) || isNewerRelease(a, c),
                         qPrintable(a + u", "_s + b + u", "_s + c));
            }
        }
    }
}

void TestReleaseDirectory::lists()
{
    for (const QString &name : {u"1.9"_s, u"1.10"_s, u".git"_s, u"2.0.tmp"_s, u"2.0~"_s, u"1.2"_s}) {
        release(name);
    }
    QVERIFY(QFile(at(u"releases/README"_s)).open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(at(u"releases/1.10"_s), at(u"releases/stable"_s)));
    QVERIFY(QFile::link(at(u"nowhere"_s), at(u"releases/9.9"_s)));
    const Result<QStringList> versions = releaseVersions(m_folder->path());
    QVERIFY(versions.ok());
    QCOMPARE(*versions, (QStringList{u"1.10"_s, u"1.9"_s, u"1.2"_s, u"stable"_s}));
}

void TestReleaseDirectory::listsNothing()
{
    QVERIFY(releaseVersions(m_folder->path()).error().code == ErrorCode::NotFound);
    QVERIFY(QDir(m_folder->path()).mkdir(u"releases"_s));
    QCOMPARE(*releaseVersions(m_folder->path()), QStringList());
    QCOMPARE(*currentRelease(m_folder->path()), QString());
    QCOMPARE(*currentRelease(at(u"not/there"_s)), QString());
}

void TestReleaseDirectory::knowsTheCurrentOne()
{
    release(u"1"_s);
    for (const QString &to : {u"releases/1"_s, u"./releases/1/"_s, at(u"releases/1"_s), u"releases/../releases/1"_s}) {
        QFile::remove(at(u"current"_s));
        QVERIFY(QFile::link(to, at(u"current"_s)));
        const Result<QString> current = currentRelease(m_folder->path());
        QVERIFY2(current.ok(), qPrintable(to));
        QCOMPARE(*current, u"1"_s);
    }
    // By another name of the same folder, as when /srv is a link.
    QVERIFY(QFile::link(m_folder->path(), at(u"alias"_s)));
    QFile::remove(at(u"current"_s));
    QVERIFY(QFile::link(at(u"alias/releases/1"_s), at(u"current"_s)));
    QCOMPARE(*currentRelease(m_folder->path()), u"1"_s);
    // Removed, but still the one that was meant.
    QVERIFY(QDir(at(u"releases/1"_s)).removeRecursively());
    QCOMPARE(*currentRelease(m_folder->path()), u"1"_s);
}

void TestReleaseDirectory::currentThatIsNone_data()
{
    QTest::addColumn<QString>("to");
    for (const char *to : {"/", "..", "releases", "releases/..", "releases/.hidden", "/opt/grace", "releases/1/bin"}) {
        QTest::newRow(to) << QString::fromLatin1(to);
    }
}

void TestReleaseDirectory::currentThatIsNone()
{
    QFETCH(QString, to);
    release(u"1"_s);
    QVERIFY(QFile::link(to, at(u"current"_s)));
    const Result<QString> current = currentRelease(m_folder->path());
    QVERIFY(!current.ok());
    QVERIFY(current.error().code == ErrorCode::Conflict);
    QVERIFY(current.error().message.contains(u"leads to "_s + to + u','));
}

void TestReleaseDirectory::swaps()
{
    release(u"1"_s);
    release(u"2"_s);
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"1"_s).ok()); // the first
    QCOMPARE(target(), at(u"releases/1"_s));
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"2"_s).ok());
    QCOMPARE(*currentRelease(m_folder->path()), u"2"_s);
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"2"_s).ok()); // again
    QCOMPARE(target(), at(u"releases/2"_s));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot),
             (QStringList{u"current"_s, u"releases"_s}));
}

void TestReleaseDirectory::refusesToSwap_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("name");
    QTest::newRow("up") << u".."_s << true;
    QTest::newRow("out") << u"../../etc"_s << true;
    QTest::newRow("absolute") << u"/etc"_s << true;
    QTest::newRow("empty") << QString() << true;
    QTest::newRow("hidden") << u".git"_s << true;
    QTest::newRow("missing") << u"9"_s << false;
    QTest::newRow("file") << u"README"_s << false;
    QTest::newRow("dangling") << u"dangling"_s << false;
}

void TestReleaseDirectory::refusesToSwap()
{
    QFETCH(QString, version);
    QFETCH(bool, name);
    release(u"1"_s);
    release(u".git"_s);
    QVERIFY(QFile(at(u"releases/README"_s)).open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(u"nowhere"_s, at(u"releases/dangling"_s)));
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"1"_s).ok());
    const Result<void> swapped = makeReleaseCurrent(m_folder->path(), version);
    QVERIFY(!swapped.ok());
    QVERIFY(swapped.error().code == (name ? ErrorCode::InvalidInput : ErrorCode::NotFound));
    QCOMPARE(swapped.error().field, u"version"_s);
    QCOMPARE(target(), at(u"releases/1"_s));
}

void TestReleaseDirectory::leavesWhatIsNoLinkAlone()
{
    release(u"1"_s);
    QVERIFY(QDir(m_folder->path()).mkdir(u"current"_s));
    const Result<void> folder = makeReleaseCurrent(m_folder->path(), u"1"_s);
    QVERIFY(!folder.ok() && folder.error().code == ErrorCode::Conflict);
    QCOMPARE(folder.error().message, at(u"current"_s) + u" is a folder, not a link; it is left alone"_s);
    QVERIFY(currentRelease(m_folder->path()).error().code == ErrorCode::Conflict);
    QVERIFY(QDir(m_folder->path()).rmdir(u"current"_s));
    QFile file(at(u"current"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"1"_s).error().code == ErrorCode::Conflict);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

void TestReleaseDirectory::isNeverMissing()
{
    release(u"1"_s);
    release(u"2"_s);
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"1"_s).ok());
    std::atomic<bool> over = false;
    std::atomic<int> looks = 0;
    std::atomic<int> misses = 0;
    std::thread reader([&, folder = m_folder->path()] {
        while (!over) {
            const Result<QString> current = currentRelease(folder);
            ++looks;
            if (!current || (*current != u"1"_s && *current != u"2"_s)) {
                ++misses;
            }
        }
    });
    for (int i = 0; i < 300 || looks < 300; ++i) {
        if (!makeReleaseCurrent(m_folder->path(), i % 2 == 0 ? u"2"_s : u"1"_s).ok()) {
            ++misses;
        }
    }
    over = true;
    reader.join();
    QCOMPARE(misses.load(), 0);
}

void TestReleaseDirectory::goesOnAfterACrash()
{
    release(u"1"_s);
    QVERIFY(QFile::link(u"releases/0"_s, at(u".current.new"_s))); // what a dead engine left
    QVERIFY(makeReleaseCurrent(m_folder->path(), u"1"_s).ok());
    QCOMPARE(*currentRelease(m_folder->path()), u"1"_s);
    QVERIFY(!QFileInfo(at(u".current.new"_s)).isSymLink());
}

void TestReleaseDirectory::saysWhyItCannot()
{
    release(u"1"_s);
    QVERIFY(QDir(m_folder->path()).mkdir(u".current.new"_s)); // nobody's doing, and in the way even of root
    const Result<void> swapped = makeReleaseCurrent(m_folder->path(), u"1"_s);
    QVERIFY(!swapped.ok() && swapped.error().code == ErrorCode::Io);
    QVERIFY(swapped.error().message.startsWith(u"cannot make a link in "_s + m_folder->path()));
    QCOMPARE(*currentRelease(m_folder->path()), QString());
}

QTEST_GUILESS_MAIN(TestReleaseDirectory)
#include "tst_release_directory.moc"
