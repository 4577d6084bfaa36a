#include "core/store/database.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace lamplighter;
using store::Connection;
using store::Database;

namespace {

QList<store::Migration> numbersSchema()
{
    return {
        {1, QStringLiteral("numbers"), {QStringLiteral("CREATE TABLE numbers (n INTEGER PRIMARY KEY, note TEXT)")}}};
}

store::WriteJob insert(int n, const QString &note = QStringLiteral("x"))
{
    return [n, note](Connection &c) {
        return c.execute(QStringLiteral("INSERT INTO numbers (n, note) VALUES (?, ?)"), {n, note});
    };
}

/// What another program would see in the file: only what is committed.
QList<int> numbersOnDisk(const QString &path)
{
    QList<int> numbers;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("observer"));
        database.setDatabaseName(path);
        if (database.open()) {
            QSqlQuery query(database);
            query.exec(QStringLiteral("SELECT n FROM numbers ORDER BY n"));
            while (query.next()) {
                numbers << query.value(0).toInt();
            }
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("observer"));
    return numbers;
}

/// Waits for one answer of the database.
class Answer
{
public:
    store::Done done()
    {
        return [this](const Result<void> &result) { m_result = result; };
    }
    bool wait(int ms = 10'000)
    {
        return QTest::qWaitFor([this] { return m_result.has_value(); }, ms);
    }
    bool ok() { return wait() && m_result->ok(); }
    ErrorCode code() { return m_result->error().code; }
    QString message() { return m_result->error().message; }
    QObject context;

private:
    std::optional<Result<void>> m_result;
};

bool openNumbers(Database &database)
{
    Answer opened;
    database.open(numbersSchema(), &opened.context, opened.done());
    return opened.ok();
}

bool flush(Database &database)
{
    Answer flushed;
    database.flush(&flushed.context, flushed.done());
    return flushed.ok();
}

void setMaximumPages(Database &database, int pages)
{
    Answer set;
    database.read(
        [pages](Connection &c) {
            return c.select(QStringLiteral("PRAGMA max_page_count=%1").arg(pages), {},
                            [](const QSqlQuery &) { return true; });
        },
        &set.context, set.done());
    QVERIFY(set.ok());
}

/// Started by crashLosesNothingDurable() and killed by it: says each number once it is durable.
int writeUntilKilled(QCoreApplication &application, const QString &path)
{
    Database database(path);
    int next = 0;
    std::function<void()> writeNext = [&] {
        database.write(insert(next++));
        database.write(insert(next++));
        const int last = next++;
        database.writeDurably(insert(last), &application, [&, last](const Result<void> &result) {
            if (result) {
                std::printf("%d\n", last);
                std::fflush(stdout);
            }
            writeNext();
        });
    };
    database.open(numbersSchema(), &application, [&](const Result<void> &) {
        database.read(
            [&next](Connection &c) {
                return c.select(QStringLiteral("SELECT coalesce(max(n) + 1, 0) FROM numbers"), {},
                                [&](const QSqlQuery &row) {
                                    next = row.value(0).toInt();
                                    return false;
                                });
            },
            &application, [&](const Result<void> &) { writeNext(); });
    });
    return QCoreApplication::exec();
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("test.db"));
    }

    void opensPrivateAndMigratesOnce()
    {
        for (int round = 0; round < 2; ++round) {
            Database database(m_path);
            QVERIFY(openNumbers(database));
            QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
                     QFile::Permissions{});
            database.write(insert(round));
        }
        QCOMPARE(numbersOnDisk(m_path), (QList<int>{0, 1})); // the destructor commits, the second round kept the table
    }

    void laterMigrationRunsOnAnOlderFile()
    {
        {
            Database database(m_path);
            QVERIFY(openNumbers(database));
            database.write(insert(1));
        }
        QList<store::Migration> migrations = numbersSchema();
        migrations.prepend({2, QStringLiteral("more"), {QStringLiteral("ALTER TABLE numbers ADD COLUMN more TEXT")}});
        Database database(m_path);
        Answer opened;
        database.open(migrations, &opened.context, opened.done());
        QVERIFY(opened.ok());
        Answer written;
        database.write([](Connection &c) { return c.execute(QStringLiteral("UPDATE numbers SET more = 'm'")); },
                       &written.context, written.done());
        QVERIFY(written.ok());
    }

    void failedMigrationLeavesTheFileAsItWas()
    {
        QList<store::Migration> migrations = numbersSchema();
        migrations << store::Migration{
            2,
            QStringLiteral("broken"),
            {QStringLiteral("CREATE TABLE half (x)"), QStringLiteral("CREATE TABLE numbers (x)")}};
        {
            Database database(m_path);
            Answer opened;
            database.open(migrations, &opened.context, opened.done());
            QVERIFY(!opened.ok());
            QVERIFY2(opened.message().contains(QStringLiteral("migration 2 (broken)")), qPrintable(opened.message()));
            Answer refused;
            database.write(insert(1), &refused.context, refused.done());
            QVERIFY(!refused.ok());
            QCOMPARE(database.backlog(), 0);
        }
        migrations.last().statements =
            QStringList{QStringLiteral("CREATE TABLE half (x)")}; // fails if the first try left it
        Database database(m_path);
        Answer opened;
        database.open(migrations, &opened.context, opened.done());
        QVERIFY(opened.ok());
    }

    void engineMigrationsRun()
    {
        Database database(m_path);
        Answer opened;
        database.open(store::engineMigrations(), &opened.context, opened.done());
        QVERIFY2(opened.ok(), qPrintable(opened.ok() ? QString() : opened.message()));
    }

    void writesAreGroupedAndCommittedSoon()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        QSignalSpy groups(&database, &Database::groupCommitted);
        QElapsedTimer timer;
        timer.start();
        store::JobNumber last = 0;
        for (int n = 0; n < 100; ++n) {
            last = database.write(insert(n));
        }
        QCOMPARE(database.backlog(), 100);
        QVERIFY(groups.wait(5'000));
        QTRY_COMPARE(groups.constLast().at(0).value<store::JobNumber>(), last);
        const qint64 elapsed = timer.elapsed();
        QVERIFY(groups.size() <= 3); // one, unless this thread was held up while it wrote
        QCOMPARE(database.backlog(), 0);
        QVERIFY2(elapsed < 1'000, qPrintable(QString::number(elapsed))); // 50 ms on an idle machine
        QCOMPARE(numbersOnDisk(m_path).size(), 100);
    }

    void durableWriteDoesNotWaitForTheGroupAndTakesItAlong()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        QList<int> order;
        QObject context;
        database.write(insert(1), &context, [&](const Result<void> &) { order << 1; });
        Answer durable;
        database.writeDurably(insert(2), &durable.context, [&, done = durable.done()](const Result<void> &result) {
            QCOMPARE(numbersOnDisk(m_path), (QList<int>{1, 2})); // on disk before it is said
            order << 2;
            done(result);
        });
        QVERIFY(durable.ok());
        QCOMPARE(order, (QList<int>{1, 2}));
    }

    void failedJobIsUndoneAloneAndWhole()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        QObject context;
        QList<bool> results;
        const auto note = [&](const Result<void> &result) { results << result.ok(); };
        database.write(insert(1), &context, note);
        database.write(
            [](Connection &c) -> Result<void> {
                if (Result<void> first = insert(50)(c); !first) {
                    return first;
                }
                return insert(1)(c); // a double: the first half must go too
            },
            &context, note);
        database.write(
            [](Connection &c) -> Result<void> {
                static_cast<void>(insert(60)(c));
                return Error{ErrorCode::Conflict, QStringLiteral("changed its mind"), {}};
            },
            &context, note);
        database.write(insert(2), &context, note);
        QVERIFY(flush(database));
        QCOMPARE(results, (QList<bool>{true, false, false, true}));
        QCOMPARE(numbersOnDisk(m_path), (QList<int>{1, 2}));
    }

    void readSeesWhatWasQueuedBeforeIt()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        for (int n = 0; n < 10; ++n) {
            database.write(insert(n));
        }
        int count = -1;
        Answer read;
        database.read(
            [&count](Connection &c) {
                return c.select(QStringLiteral("SELECT count(*) FROM numbers"), {}, [&](const QSqlQuery &row) {
                    count = row.value(0).toInt();
                    return false;
                });
            },
            &read.context, read.done());
        database.write(insert(100));
        QVERIFY(read.ok());
        QCOMPARE(count, 10);
    }

    void callbackOfAContextThatIsGoneIsDropped()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        bool called = false;
        auto context = std::make_unique<QObject>();
        database.writeDurably(insert(1), context.get(), [&](const Result<void> &) { called = true; });
        context.reset();
        QVERIFY(flush(database));
        QVERIFY(!called);
        QCOMPARE(numbersOnDisk(m_path), (QList<int>{1}));
    }

    void databaseMayBeDestroyedByACallback()
    {
        auto database = std::make_unique<Database>(m_path);
        QVERIFY(openNumbers(*database));
        QObject context;
        bool later = false;
        database->writeDurably(insert(1), &context, [&](const Result<void> &) { database.reset(); });
        database->writeDurably(insert(2), &context, [&](const Result<void> &) { later = true; });
        QTRY_VERIFY(!database);
        QCoreApplication::processEvents();
        QCOMPARE(numbersOnDisk(m_path), (QList<int>{1, 2}));
        Q_UNUSED(later)
    }

    void fileThatIsNoDatabaseIsSetAside()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5'000, 'z'));
        file.close();
        Database database(m_path);
        QSignalSpy replaced(&database, &Database::replaced);
        QVERIFY(openNumbers(database));
        QCOMPARE(replaced.size(), 1);
        const QString name = replaced.at(0).at(0).toString();
        QVERIFY2(QFileInfo(name).fileName().startsWith(QStringLiteral("test.db.damaged-")), qPrintable(name));
        QCOMPARE(QFileInfo(name).size(), 5'000);
        Answer written;
        database.write(insert(1), &written.context, written.done());
        QVERIFY(written.ok());
    }

    void damagedPagesAreFoundAtOpening()
    {
        fillAndDamage();
        Database database(m_path);
        QSignalSpy replaced(&database, &Database::replaced);
        QVERIFY(openNumbers(database));
        QCOMPARE(replaced.size(), 1);
        QVERIFY(numbersOnDisk(m_path).isEmpty());
    }

    void damageFoundWhileRunningLosesNothingThatWaits()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        QSignalSpy replaced(&database, &Database::replaced);
        Answer written;
        auto runs = std::make_shared<int>(0);
        // Another program writes garbage over the file; the next statement that needs the pages notices.
        database.write(insert(1));
        QVERIFY(flush(database));
        Answer checkpointed;
        database.read(
            [](Connection &c) {
                return c.select(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"), {},
                                [](const QSqlQuery &) { return true; });
            },
            &checkpointed.context, checkpointed.done());
        QVERIFY(checkpointed.ok());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(static_cast<int>(file.size()), '\x55'));
        file.close();
        // Pages that the connection still holds would hide the damage.
        Answer shrunk;
        database.read([](Connection &c) { return c.execute(QStringLiteral("PRAGMA shrink_memory")); }, &shrunk.context,
                      shrunk.done());
        QVERIFY(shrunk.wait());
        database.writeDurably(insert(2), &written.context, written.done());
        QVERIFY(written.ok());
        QTRY_COMPARE(replaced.size(), 1);
        QCOMPARE(numbersOnDisk(m_path), (QList<int>{2}));
    }

    void newerSchemaIsRefusedAndUntouched()
    {
        {
            Database database(m_path);
            Answer opened;
            QList<store::Migration> newer = numbersSchema();
            newer << store::Migration{7, QStringLiteral("future"), {QStringLiteral("CREATE TABLE future (x)")}};
            database.open(newer, &opened.context, opened.done());
            QVERIFY(opened.ok());
        }
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        const QDateTime modified = QFileInfo(m_path).lastModified();
        {
            Database database(m_path);
            Answer opened;
            database.open(numbersSchema(), &opened.context, opened.done());
            QVERIFY(opened.wait());
            QVERIFY(opened.code() == ErrorCode::TooNew);
            Answer refused;
            database.writeDurably(insert(1), &refused.context, refused.done());
            QVERIFY(refused.wait());
            QVERIFY(refused.code() == ErrorCode::TooNew);
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), before);
        QCOMPARE(QFileInfo(m_path).lastModified(), modified);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), (QStringList{QStringLiteral("test.db")}));
    }

    void fullDiskKeepsEverythingInOrder()
    {
        Database database(m_path);
        QVERIFY(openNumbers(database));
        QVERIFY(flush(database));
        QSignalSpy trouble(&database, &Database::trouble);
        setMaximumPages(database, 1); // SQLite takes the present size as the least: no page may be added
        const QString large(3'000, u'x');
        QList<int> order;
        QObject context;
        for (int n = 0; n < 50; ++n) {
            database.write(insert(n, large), &context, [&order, n](const Result<void> &result) {
                if (result) {
                    order << n;
                }
            });
        }
        Answer durable;
        database.writeDurably(insert(50, large), &durable.context, durable.done());
        QTRY_COMPARE(trouble.size(), 1);
        QVERIFY2(trouble.at(0).at(0).toString().contains(QStringLiteral("full")),
                 qPrintable(trouble.at(0).at(0).toString()));
        QCOMPARE(database.backlog(), 51);
        QVERIFY(durable.wait(9'000)); // told after 5 s that it is not durable yet
        QVERIFY(durable.code() == ErrorCode::Io);
        QVERIFY(order.isEmpty());
        QElapsedTimer timer;
        timer.start();
        setMaximumPages(database, 100'000); // a read: it works all the while, and does not wait for the next try
        QVERIFY2(timer.elapsed() < 900, qPrintable(QString::number(timer.elapsed())));
        QTRY_COMPARE(trouble.size(), 2);
        QCOMPARE(trouble.at(1).at(0).toString(), QString());
        QCOMPARE(database.backlog(), 0);
        QList<int> expected;
        for (int n = 0; n < 50; ++n) {
            expected << n;
        }
        QCOMPARE(order, expected);
        expected << 50; // what was answered with "not yet" is written all the same
        QCOMPARE(numbersOnDisk(m_path), expected);
    }

    void crashLosesNothingDurable()
    {
        int durable = -1;
        for (int round = 0; round < 15; ++round) {
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write-until-killed"), m_path});
            QVERIFY(writer.waitForStarted());
            // A different moment each round: after so many lines, in the middle of whatever comes next.
            const int wanted = 1 + round * 3;
            int seen = 0;
            while (seen < wanted) {
                QVERIFY(writer.canReadLine() || writer.waitForReadyRead(20'000));
                while (writer.canReadLine()) {
                    durable = writer.readLine().trimmed().toInt();
                    ++seen;
                }
            }
            writer.kill();
            writer.waitForFinished();
            while (writer.canReadLine()) {
                durable = writer.readLine().trimmed().toInt();
            }
            Database database(m_path);
            QSignalSpy replaced(&database, &Database::replaced);
            QVERIFY(openNumbers(database));
            QVERIFY(replaced.isEmpty());
            const QList<int> numbers = numbersOnDisk(m_path);
            QVERIFY(numbers.size() > durable);
            for (int n = 0; n < numbers.size(); ++n) {
                QCOMPARE(numbers.at(n), n);
            }
        }
    }

private:
    void fillAndDamage()
    {
        {
            Database database(m_path);
            QVERIFY(openNumbers(database));
            for (int n = 0; n < 500; ++n) {
                database.write(insert(n, QString(200, u'y')));
            }
        }
        QFile file(m_path);
        QVERIFY(file.size() > 8 * 4096);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(3 * 4096);
        file.write(QByteArray(2 * 4096, '\xee'));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write-until-killed") {
        return writeUntilKilled(application, arguments.value(2));
    }
    TestDatabase test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_database.moc"
