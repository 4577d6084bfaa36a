// Parts of the keeper on their own: the log when the disk is full, and the search for descendants in both ways.
#include "app/keeper/notify_socket.h"
#include "app/keeper/output_log.h"
#include "app/keeper/process_tree.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace lamplighter::keeper;

class TestKeeperParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fullDisk();
    void missingDirectory();
    void takenAwayFile();
    void emptiedFile();
    void longLine();
    void notifyQueue();
    void stamps();
    void descendants_data();
    void descendants();

private:
    static QByteArray content(const QTemporaryDir &directory)
    {
        QFile file(directory.filePath(QStringLiteral("u.log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(OutputLog *log, const QByteArray &text)
    {
        log->write(text.constData(), static_cast<std::size_t>(text.size()));
    }
    static int prepare(OutputLog *log, const QTemporaryDir &directory)
    {
        return log->prepare("u", QFile::encodeName(directory.path()).constData(), 1 << 20, 3);
    }
};

void TestKeeperParts::fullDisk()
{
    const QTemporaryDir directory;
    OutputLog log;
    QCOMPARE(prepare(&log, directory), 0);
    write(&log, "before\n");
    // A limit on the size of files stands for the full disk: 32 + 10 bytes fit, then a stamp and four bytes more.
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    rlimit small = limit;
    small.rlim_cur = 32 + 29;
    ::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    write(&log, "half a line\n"); // of which 4 bytes are written
    write(&log, "lost altogether\n");
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    write(&log, "after\n");
    const QByteArrayList lines = content(directory).split('\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines.at(0).endsWith("Z before"));
    QVERIFY(lines.at(1).endsWith("Z half"));
    QVERIFY2(lines.at(2).endsWith("Z lamplighter: 24 bytes lost: disk full"), lines.at(2).constData());
    QVERIFY(lines.at(3).endsWith("Z after"));
}

void TestKeeperParts::missingDirectory()
{
    OutputLog log;
    QCOMPARE(log.prepare("u", "/no/such/folder", 1000, 1), ENOENT);
}

void TestKeeperParts::takenAwayFile()
{
    const QTemporaryDir directory;
    OutputLog log;
    QCOMPARE(prepare(&log, directory), 0);
    write(&log, "one\n");
    QVERIFY(QFile::remove(directory.filePath(QStringLiteral("u.log"))));
    QCOMPARE(prepare(&log, directory), 0); // the next launch
    write(&log, "two\n");
    QVERIFY(content(directory).endsWith("Z two\n"));
}

void TestKeeperParts::emptiedFile()
{
    const QTemporaryDir directory;
    OutputLog log;
    QCOMPARE(prepare(&log, directory), 0);
    write(&log, "one\n");
    QVERIFY(QFile::resize(directory.filePath(QStringLiteral("u.log")), 0));
    write(&log, "two\n");
    QCOMPARE(content(directory).size(), 25 + 4); // at the start, no hole
}

void TestKeeperParts::longLine()
{
    const QTemporaryDir directory;
    OutputLog log;
    QCOMPARE(prepare(&log, directory), 0);
    const QByteArray piece(30'000, 'x');
    for (int count = 0; count < 50; ++count) { // longer than the file may be, and still one line
        write(&log, piece);
    }
    write(&log, "\nnext\n");
    log.finishLine();
    QFile rotated(directory.filePath(QStringLiteral("u.log.1")));
    QVERIFY(rotated.open(QIODevice::ReadOnly));
    QCOMPARE(rotated.readAll().mid(25), piece.repeated(50) + '\n');
    QVERIFY(content(directory).endsWith("Z next\n"));
}

void TestKeeperParts::notifyQueue()
{
    std::vector<std::uint64_t> space(2048);
    NotifyQueue made(reinterpret_cast<char *>(space.data()), 16384);
    NotifyQueue *const queue = &made;
    const auto push = [&queue](const QByteArray &text) {
        const auto head = protocol::make<protocol::Notified>(protocol::Type::Notified);
        queue->push(head, text.constData(), static_cast<std::size_t>(text.size()));
    };
    const auto pop = [&queue] {
        std::size_t size = 0;
        const char *const message = queue->front(&size);
        const QByteArray text(message + sizeof(protocol::Notified),
                              static_cast<qsizetype>(size - sizeof(protocol::Notified)));
        queue->pop();
        return text;
    };
    push("READY=1");
    push("WATCHDOG=1");
    push("WATCHDOG=1\n");
    QCOMPARE(pop(), QByteArray("READY=1"));
    QCOMPARE(pop(), QByteArray("WATCHDOG=1\n"));
    QVERIFY(queue->isEmpty());
    push("READY=1");
    for (int number = 0; number < 10'000; ++number) {
        push("X_IN_FLIGHT=" + QByteArray::number(number));
    }
    push("X_IN_FLIGHT=1\nSTATUS=busy");
    push("X_IN_FLIGHT=2\n");
    push("WATCHDOG=1");
    push("WATCHDOG=10");
    for (const char *expected : {"READY=1", "X_IN_FLIGHT=9999", "X_IN_FLIGHT=1\nSTATUS=busy", "X_IN_FLIGHT=2\n",
                                 "WATCHDOG=1", "WATCHDOG=10"}) {
        QCOMPARE(pop(), QByteArray(expected));
    }
    QVERIFY(queue->isEmpty());
    for (int number = 0; number < 100; ++number) {
        push(QByteArray::number(number).leftJustified(4096, '.'));
    }
    QCOMPARE(pop().left(3), QByteArray("97.")); // the oldest went
    QCOMPARE(pop().left(3), QByteArray("98."));
    push("WATCHDOG=1");
    QCOMPARE(pop().left(3), QByteArray("99."));
    QCOMPARE(pop(), QByteArray("WATCHDOG=1"));
    QVERIFY(queue->isEmpty());
}

void TestKeeperParts::stamps()
{
    QCOMPARE(stampOf(0).text(), "1970-01-01T00:00:00.000Z ");
    QCOMPARE(stampOf(1'709'164'799'999'000).text(), "2024-02-28T23:59:59.999Z ");
    QCOMPARE(stampOf(1'709'164'800'000'000).text(), "2024-02-29T00:00:00.000Z ");
    QCOMPARE(stampOf(1'763'388'722'123'456).text(), "2025-11-17T14:12:02.123Z ");
    QCOMPARE(stampOf(4'107'542'400'000'000).text(), "2100-03-01T00:00:00.000Z ");
}

void TestKeeperParts::descendants_data()
{
    QTest::addColumn<int>("search");
    QTest::newRow("children files") << static_cast<int>(Search::Children);
    QTest::newRow("all of /proc") << static_cast<int>(Search::WholeProc);
}

void TestKeeperParts::descendants()
{
    QFETCH(const int, search);
    if (static_cast<Search>(search) == Search::Children && !hasChildrenFiles()) {
        QSKIP("this kernel has no /proc/PID/task/TID/children");
    }
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("sleep 1000 & sh -c 'setsid sleep 1000 & wait' & read x")});
    QVERIFY(shell.waitForStarted());
    const auto root = static_cast<pid_t>(shell.processId());
    std::array<Descendant, 64> found{};
    QTRY_COMPARE(findDescendants(root, found.data(), found.size(), static_cast<Search>(search)), std::size_t{3});
    for (std::size_t index = 0; index < 3; ++index) {
        QVERIFY(isDescendant(found[index].pid, root));
        QVERIFY(isDescendant(found[index].pid, ::getpid()));
    }
    for (std::size_t index = 0; index < 3; ++index) {
        ::kill(found[index].pid, SIGKILL);
    }
    QVERIFY(!isDescendant(1, root));
    QVERIFY(!isDescendant(::getpid(), root));
    shell.closeWriteChannel();
    QVERIFY(shell.waitForFinished());
}

QTEST_GUILESS_MAIN(TestKeeperParts)
#include "tst_keeper_parts.moc"
