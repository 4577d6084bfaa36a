// Files that have to be whole, held or private.
#include "core/base/atomic_file.h"
#include "core/base/boot_id.h"
#include "core/base/data_directory.h"
#include "core/base/durable_file.h"
#include "core/base/file_lock.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace lamplighter;

namespace {

QString sizeOf(const DataDirectory &data)
{
    return QString::number(QFile::encodeName(data.localSocket()).size());
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void replacesWholeFiles();
    void keepsTheOldFileWhenItFails();
    void setsAccess();
    void readersNeverSeeHalfAFile();
    void readsWithALimit();
    void makesPrivateDirectories();
    void writesThroughInPlace();
    void knowsFilesByIdentity();
    void locksOnce();
    void lockEndsWithItsProcess();
    void dataDirectoryHasItsPlaces();
    void longPathsGetAShortRunDirectory();
    void refusesForeignRunDirectories();
    void bootIdStays();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QStringList entries() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestFiles::replacesWholeFiles()
{
    const QString file = path("a");
    for (const QByteArray &content :
         {QByteArray("first"), QByteArray(), QByteArray(3'000'000, 'x'), QByteArray("\0b", 2)}) {
        QVERIFY(writeFileAtomically(file, content, FileAccess::OwnerOnly).ok());
        QCOMPARE(*readFile(file), content);
        QCOMPARE(entries(), QStringList{QStringLiteral("a")});
    }
}

void TestFiles::keepsTheOldFileWhenItFails()
{
    QVERIFY(QDir().mkdir(path("a")));
    QVERIFY(QDir().mkdir(path("a/b"))); // a folder that is not empty cannot be replaced by a file
    const Result<void> written = writeFileAtomically(path("a"), "x", FileAccess::Readable);
    QVERIFY(!written.ok());
    QVERIFY(written.error().code == ErrorCode::Io);
    QCOMPARE(entries(), QStringList{QStringLiteral("a")}); // no temporary file is left
    QVERIFY(!writeFileAtomically(path("no/such/folder"), "x", FileAccess::Readable).ok());
}

void TestFiles::setsAccess()
{
    QVERIFY(writeFileAtomically(path("secret"), "x", FileAccess::OwnerOnly).ok());
    QVERIFY(!isReadableByOthers(path("secret")));
    QVERIFY(writeFileAtomically(path("open"), "x", FileAccess::Readable).ok());
    QVERIFY(isReadableByOthers(path("open")));
    // Closed again by the next writing.
    QVERIFY(writeFileAtomically(path("open"), "x", FileAccess::OwnerOnly).ok());
    QVERIFY(!isReadableByOthers(path("open")));
}

void TestFiles::readersNeverSeeHalfAFile()
{
    const QString file = path("a");
    constexpr qsizetype kSize = 200'000;
    QVERIFY(writeFileAtomically(file, QByteArray(kSize, 'a'), FileAccess::OwnerOnly).ok());
    std::atomic<bool> done = false;
    std::unique_ptr<QThread> writer(QThread::create([&] {
        for (int i = 0; i < 100; ++i) {
            static_cast<void>(
                writeFileAtomically(file, QByteArray(kSize, static_cast<char>('a' + i % 20)), FileAccess::OwnerOnly));
        }
        done = true;
    }));
    writer->start();
    int reads = 0;
    while (!done) {
        const Result<QByteArray> content = readFile(file);
        QVERIFY2(content.ok(), content.ok() ? "" : qPrintable(content.error().message));
        QCOMPARE(content->size(), kSize);
        QCOMPARE(content->count(content->front()), kSize);
        ++reads;
    }
    writer->wait();
    QVERIFY(reads > 10);
}

void TestFiles::readsWithALimit()
{
    QVERIFY(readFile(path("absent")).error().code == ErrorCode::NotFound);
    QVERIFY(writeFileAtomically(path("a"), "12345", FileAccess::Readable).ok());
    QCOMPARE(*readFile(path("a"), 5), QByteArray("12345"));
    QVERIFY(readFile(path("a"), 4).error().code == ErrorCode::TooLarge);
    QVERIFY(readFile(m_folder->path()).error().code == ErrorCode::Io);
}

void TestFiles::makesPrivateDirectories()
{
    QVERIFY(makePrivateDirectory(path("a/b/c")).ok());
    QVERIFY(QFileInfo(path("a/b/c")).isDir());
    QVERIFY(!isReadableByOthers(path("a/b/c")));
    QVERIFY(makePrivateDirectory(path("a/b/c")).ok());
    QVERIFY(writeFileAtomically(path("file"), "x", FileAccess::Readable).ok());
    QVERIFY(makePrivateDirectory(path("file/x")).error().code == ErrorCode::Io);
}

void TestFiles::writesThroughInPlace()
{
    QVERIFY(writeThrough(path("absent"), 0, "x").error().code == ErrorCode::NotFound);
    QVERIFY(!QFile::exists(path("absent")));
    QVERIFY(writeFileAtomically(path("a"), "0123456789", FileAccess::OwnerOnly).ok());
    QVERIFY(writeThrough(path("a"), 3, "abc").ok());
    QCOMPARE(*readFile(path("a")), QByteArray("012abc6789"));
    QVERIFY(writeThrough(m_folder->path(), 0, "x").error().code == ErrorCode::Io);
}

void TestFiles::knowsFilesByIdentity()
{
    for (const char *name : {"a", "b"}) {
        QVERIFY(writeFileAtomically(path(name), "x", FileAccess::OwnerOnly).ok());
    }
    QFile a(path("a"));
    QFile b(path("b"));
    QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
    QVERIFY(fileIdentity(a) != 0);
    QVERIFY(fileIdentity(a) != fileIdentity(b));
    QVERIFY(QFile::rename(path("a"), path("c")));
    QFile c(path("c"));
    QVERIFY(c.open(QIODevice::ReadOnly));
    QCOMPARE(fileIdentity(c), fileIdentity(a));
    QCOMPARE(fileIdentity(QFile(path("b"))), quint64(0)); // not open
}

void TestFiles::locksOnce()
{
    const QString file = path("lock");
    Result<std::unique_ptr<FileLock>> first = FileLock::acquire(file);
    QVERIFY(first.ok());
    const Result<std::unique_ptr<FileLock>> second = FileLock::acquire(file);
    QVERIFY(!second.ok());
    QVERIFY(second.error().code == ErrorCode::Busy);
    first.value().reset();
    QVERIFY(QFile::exists(file));
    QVERIFY(FileLock::acquire(file).ok());
    QVERIFY(FileLock::acquire(path("no/such/lock")).error().code == ErrorCode::Io);
}

void TestFiles::lockEndsWithItsProcess()
{
    const QString file = path("lock");
    // One process that holds the lock as another engine would, and is killed as one may be.
    QProcess holder;
    holder.start(QStringLiteral("flock"), {QStringLiteral("--no-fork"), file, QStringLiteral("sh"),
                                           QStringLiteral("-c"), QStringLiteral("echo held; exec sleep 60")});
    QVERIFY(holder.waitForStarted());
    QTRY_VERIFY(holder.canReadLine());
    QVERIFY(FileLock::acquire(file).error().code == ErrorCode::Busy);
    holder.kill();
    QVERIFY(holder.waitForFinished());
    QVERIFY(FileLock::acquire(file).ok());
}

void TestFiles::dataDirectoryHasItsPlaces()
{
    const DataDirectory data(path("data/../data/"));
    QCOMPARE(data.root(), path("data"));
    QVERIFY(data.create().ok());
    for (const QString &folder :
         {data.root(), data.unitDirectory(), data.logDirectory(), data.alertDirectory(), data.runDirectory()}) {
        QVERIFY2(QFileInfo(folder).isDir() && !isReadableByOthers(folder), qPrintable(folder));
    }
    QVERIFY(data.create().ok());
    QSet<QString> files{data.lockFile(),  data.tokenFile(),   data.databaseFile(),
                        data.latchFile(), data.watchdogLog(), data.addressFile()};
    QCOMPARE(files.size(), 6);
    QCOMPARE(DataDirectory(QStringLiteral("relative")).root(),
             QDir::current().absoluteFilePath(QStringLiteral("relative")));
}

void TestFiles::longPathsGetAShortRunDirectory()
{
    const DataDirectory data(path("x") + QString(150, QChar(u'y')));
    const DataDirectory same(data.root());
    const DataDirectory other(data.root() + u'z');
    QVERIFY(data.runDirectory() != data.root() + QStringLiteral("/run"));
    QCOMPARE(data.runDirectory(), same.runDirectory());
    QVERIFY(data.runDirectory() != other.runDirectory());
    QVERIFY2(QFile::encodeName(data.localSocket()).size() < 108, qPrintable(sizeOf(data)));
    QVERIFY(data.create().ok());
    QVERIFY(!isReadableByOthers(data.runDirectory()));
    QVERIFY(QDir(data.runDirectory()).removeRecursively());
}

void TestFiles::refusesForeignRunDirectories()
{
    const DataDirectory data(path("data"));
    QVERIFY(QDir().mkdir(data.root()));
    QVERIFY(QDir().mkdir(path("elsewhere")));
    QVERIFY(QFile::link(path("elsewhere"), data.runDirectory()));
    const Result<void> made = data.create();
    QVERIFY(!made.ok());
    QVERIFY(made.error().message.contains(QStringLiteral("is a link")));
}

void TestFiles::bootIdStays()
{
    QVERIFY(!bootId().isEmpty());
    QCOMPARE(bootId(), bootId());
    QCOMPARE(bootId(), bootId().trimmed());
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
