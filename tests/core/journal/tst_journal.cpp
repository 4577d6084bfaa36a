#include "core/journal/journal.h"
#include "core/journal/kinds.h"
#include "tests/support/manual_clock.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace lamplighter;
using namespace lamplighter::journal;

namespace {

NewEvent happening(const QString &kind, const QString &subject = {}, Severity severity = Severity::Info)
{
    NewEvent made;
    made.kind = kind;
    made.subject = subject;
    made.severity = severity;
    return made;
}

/// A database and a journal on it, opened; as an engine has them.
struct Fixture
{
    explicit Fixture(const QString &path, Retention retention = {})
        : database(path)
        , journal(database, clock)
    {
        QObject::connect(&journal, &Journal::committed, &context, [this](const QList<Event> &events) {
            ++groups;
            published << events;
        });
        journal.setRetention(retention);
        database.open(store::engineMigrations(), &context, {});
        bool done = false;
        journal.open(&context, [&](const Result<void> &result) {
            opened = result.ok();
            done = true;
        });
        static_cast<void>(QTest::qWaitFor([&] { return done; }));
    }

    bool flush()
    {
        std::optional<bool> ok;
        database.flush(&context, [&](const Result<void> &result) { ok = result.ok(); });
        return QTest::qWaitFor([&] { return ok.has_value(); }, 20'000) && *ok;
    }

    Result<EventPage> ask(const EventQuery &query)
    {
        std::optional<Result<EventPage>> answer;
        journal.query(query, &context, [&](Result<EventPage> result) { answer = std::move(result); });
        static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 20'000));
        return *answer;
    }

    QList<EventSeq> numbers(const EventQuery &query)
    {
        QList<EventSeq> found;
        const Result<EventPage> page = ask(query);
        if (!page) {
            return {-1};
        }
        for (const Event &e : page->events) {
            found << e.seq;
        }
        return found;
    }

    QObject context;
    lamplighter::tests::ManualClock clock;
    store::Database database;
    Journal journal;
    QList<Event> published;
    int groups = 0;
    bool opened = false;
};

/// Started and killed by a test: prints every number that `committed` publishes, and every durable one.
int appendUntilKilled(QCoreApplication &application, const QString &path)
{
    SystemClock clock;
    store::Database database(path);
    Journal journal(database, clock);
    QObject::connect(&journal, &Journal::committed, &application, [](const QList<Event> &events) {
        std::printf("%lld\n", static_cast<long long>(events.constLast().seq));
        std::fflush(stdout);
    });
    std::function<void()> more = [&] {
        for (int i = 0; i < 40; ++i) {
            journal.append(happening(kinds::kUnitExited, QStringLiteral("grace")));
        }
        journal.appendDurably(happening(kinds::kUnitState), &application, [&](const Result<void> &) { more(); });
    };
    database.open(store::engineMigrations(), &application, {});
    journal.open(&application, [&](const Result<void> &) { more(); });
    return QCoreApplication::exec();
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("journal.db"));
    }

    void severityWords()
    {
        for (const Severity severity : {Severity::Info, Severity::Warning, Severity::Critical}) {
            QVERIFY(severityFromString(toString(severity)) == severity);
        }
        QVERIFY(!severityFromString(QStringLiteral("loud")));
    }

    void numbersAndPublishesInOrderAfterCommit()
    {
        Fixture f(m_path);
        QVERIFY(f.opened);
        QCOMPARE(f.journal.lastAppended(), 0);
        for (int i = 1; i <= 300; ++i) {
            QCOMPARE(f.journal.append(happening(kinds::kUnitExited)), i);
            QCOMPARE(f.journal.lastCommitted(), 0);
        }
        QVERIFY(f.published.isEmpty());
        QVERIFY(f.flush());
        QCOMPARE(f.published.size(), 300);
        QVERIFY(f.groups <= 3); // one for each group, not for each event
        for (int i = 0; i < 300; ++i) {
            QCOMPARE(f.published.at(i).seq, i + 1);
        }
        QCOMPARE(f.journal.lastCommitted(), 300);
    }

    void keepsEveryField()
    {
        NewEvent full = happening(kinds::kUnitExited, QStringLiteral("gräce"), Severity::Warning);
        full.actor = QStringLiteral("local:root");
        full.correlation = QStringLiteral("r-1");
        full.payload = QJsonObject{{QStringLiteral("code"), 3}, {QStringLiteral("why"), QStringLiteral("ж\n\"")}};
        Event published;
        {
            Fixture f(m_path);
            f.journal.append(full);
            QVERIFY(f.flush());
            published = f.published.constFirst();
            QVERIFY(published.time == f.clock.wallNow());
        }
        Fixture again(m_path);
        QCOMPARE(again.journal.lastAppended(), 1);
        QCOMPARE(again.journal.lastCommitted(), 1);
        const Result<EventPage> page = again.ask({});
        QVERIFY(page.ok());
        QCOMPARE(page->events.size(), 1);
        QVERIFY(page->events.constFirst() == published);
        QCOMPARE(again.journal.append(happening(kinds::kUnitReady)), 2);
    }

    void durableIsPublishedBeforeItIsAnswered()
    {
        Fixture f(m_path);
        bool answered = false;
        f.journal.append(happening(kinds::kUnitExited));
        f.journal.appendDurably(happening(kinds::kTokenCreated), &f.context, [&](const Result<void> &result) {
            QVERIFY(result.ok());
            QCOMPARE(f.journal.lastCommitted(), 2);
            QCOMPARE(f.published.size(), 2);
            answered = true;
        });
        QTRY_VERIFY(answered);
    }

    void queriesFilterAndPage()
    {
        Fixture f(m_path);
        f.journal.append(happening(kinds::kUnitStarted, QStringLiteral("a")));                      // 1
        f.journal.append(happening(kinds::kUnitExited, QStringLiteral("a"), Severity::Warning));    // 2
        f.journal.append(happening(kinds::kProcessFatal, QStringLiteral("b"), Severity::Critical)); // 3
        f.clock.advance(std::chrono::hours(1));
        const WallTime later = f.clock.wallNow();
        f.journal.append(happening(kinds::kUnitStarted, QStringLiteral("b")));           // 4
        f.journal.append(happening(QStringLiteral("unity.other"), QStringLiteral("b"))); // 5
        f.journal.append(happening(kinds::kKillSwitchEngaged, {}, Severity::Critical));  // 6
        using Numbers = QList<EventSeq>;
        QCOMPARE(f.numbers({}), (Numbers{1, 2, 3, 4, 5, 6}));
        EventQuery q;
        q.newestFirst = true;
        q.limit = 2;
        QCOMPARE(f.numbers(q), (Numbers{6, 5}));
        QVERIFY(f.ask(q)->more);
        q.before = 3;
        QCOMPARE(f.numbers(q), (Numbers{2, 1}));
        QVERIFY(!f.ask(q)->more);
        q = {};
        q.after = 4;
        QCOMPARE(f.numbers(q), (Numbers{5, 6}));
        q = {};
        q.kind = kinds::kUnitStarted;
        QCOMPARE(f.numbers(q), (Numbers{1, 4}));
        q.kind = QStringLiteral("unit.*");
        QCOMPARE(f.numbers(q), (Numbers{1, 2, 4})); // not "unity.other"
        q.newestFirst = true;
        q.limit = 2;
        QCOMPARE(f.numbers(q), (Numbers{4, 2}));
        QVERIFY(f.ask(q)->more);
        q.kind = QStringLiteral("nothing.*");
        QCOMPARE(f.numbers(q), Numbers{});
        q = {};
        q.subject = QStringLiteral("b");
        QCOMPARE(f.numbers(q), (Numbers{3, 4, 5}));
        q.kind = QStringLiteral("unit.*");
        QCOMPARE(f.numbers(q), (Numbers{4}));
        q = {};
        q.minimumSeverity = Severity::Warning;
        QCOMPARE(f.numbers(q), (Numbers{2, 3, 6}));
        q.minimumSeverity = Severity::Critical;
        QCOMPARE(f.numbers(q), (Numbers{3, 6}));
        q = {};
        q.since = later;
        QCOMPARE(f.numbers(q), (Numbers{4, 5, 6}));
        q.newestFirst = true;
        q.limit = 2;
        QCOMPARE(f.numbers(q), (Numbers{6, 5}));
        q = {};
        q.since = later + seconds(1);
        QCOMPARE(f.numbers(q), Numbers{});
        f.clock.jumpWall(-std::chrono::hours(2));       // the clock was set back
        f.journal.append(happening(kinds::kUnitReady)); // 7
        f.clock.jumpWall(std::chrono::hours(1));
        f.journal.append(happening(kinds::kUnitReady)); // 8
        q.since = later - std::chrono::minutes(90);
        QCOMPARE(f.numbers(q), (Numbers{1, 2, 3, 4, 5, 6, 8}));
    }

    void countsInBuckets()
    {
        Fixture fixture(m_path);
        QVERIFY(fixture.opened);
        // 14:12:02: buckets of ten minutes begin at :00 and :10
        const auto happens = [&](const QString &kind, const QString &reason) {
            NewEvent made = happening(kind);
            made.payload = {{QStringLiteral("reason"), reason}};
            fixture.journal.append(made);
        };
        const QString started = QStringLiteral("unit.starting");
        const QString crash = QStringLiteral("crash_detected");
        happens(started, crash);                        // in the bucket before the first
        fixture.clock.advance(std::chrono::minutes(8)); // 14:20:02
        happens(started, crash);
        happens(QStringLiteral("unit.exited"), crash);
        happens(started, QStringLiteral("operator_start"));
        fixture.clock.advance(std::chrono::minutes(20)); // 14:40:02; nothing from :30
        happens(started, crash);
        happens(started, QStringLiteral("launch_failed"));
        QVERIFY(fixture.flush());
        const auto count = [&](const QString &kind, const QStringList &reasons, int buckets) {
            std::optional<Result<QList<int>>> answer;
            fixture.journal.count({kind, reasons, TimeBuckets(fixture.clock.wallNow(), seconds(600), buckets)},
                                  &fixture.context, [&](Result<QList<int>> result) { answer = std::move(result); });
            static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 20'000));
            return answer->ok() ? **answer : QList<int>{-1};
        };
        QCOMPARE(count(started, {crash, QStringLiteral("launch_failed")}, 3), (QList<int>{1, 0, 2}));
        QCOMPARE(count(started, {crash}, 3), (QList<int>{1, 0, 1}));
        QCOMPARE(count(started, {}, 4), (QList<int>{1, 2, 0, 2}));
        QCOMPARE(count(QStringLiteral("unit.exited"), {}, 1), QList<int>{0});
        QCOMPARE(count(QStringLiteral("no.such"), {}, 2), (QList<int>{0, 0}));
    }

    void readsOneSubject()
    {
        Fixture fixture(m_path);
        QVERIFY(fixture.opened);
        const QStringList kinds{QStringLiteral("unit.exited"), QStringLiteral("unit.ready")};
        fixture.journal.append(happening(kinds.at(0), QStringLiteral("a"))); // 1: too old
        fixture.clock.advance(std::chrono::hours(1));
        const WallTime since = fixture.clock.wallNow();
        for (int i = 0; i < 3; ++i) { // 2 to 13
            fixture.journal.append(happening(kinds.at(0), QStringLiteral("a")));
            fixture.journal.append(happening(kinds.at(0), QStringLiteral("b")));
            fixture.journal.append(happening(QStringLiteral("unit.state"), QStringLiteral("a")));
            fixture.journal.append(happening(kinds.at(1), QStringLiteral("a")));
        }
        QVERIFY(fixture.flush());
        const auto ask = [&](const SubjectQuery &query) {
            std::optional<Result<QList<Event>>> answer;
            fixture.journal.querySubject(query, &fixture.context,
                                         [&](Result<QList<Event>> result) { answer = std::move(result); });
            static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 20'000));
            QList<EventSeq> found;
            for (const Event &event : answer->ok() ? **answer : QList<Event>{}) {
                found << event.seq;
            }
            return found;
        };
        QCOMPARE(ask({QStringLiteral("a"), kinds, since, 100}), (QList<EventSeq>{2, 5, 6, 9, 10, 13}));
        QCOMPARE(ask({QStringLiteral("a"), kinds, since, 3}), (QList<EventSeq>{9, 10, 13})); // the newest
        QCOMPARE(ask({QStringLiteral("c"), kinds, since, 3}), QList<EventSeq>{});
        QCOMPARE(ask({QStringLiteral("a"), kinds, fixture.clock.wallNow() + seconds(1), 3}), QList<EventSeq>{});
    }

    void bucketsAreAligned()
    {
        const WallTime now = wallTimeFromMicroseconds(7'200'000'000);
        const TimeBuckets onTheEdge(now, seconds(3'600), 2);
        QVERIFY(onTheEdge.since() == wallTimeFromMicroseconds(3'600'000'000));
        QVERIFY(onTheEdge.begin(1) == now); // the last one contains now
        QVERIFY(onTheEdge.until() == wallTimeFromMicroseconds(10'800'000'000));
        const TimeBuckets before(now - microseconds(1), seconds(3'600), 1);
        QVERIFY(before.until() == now);
        const TimeBuckets early(wallTimeFromMicroseconds(-1), seconds(60), 1);
        QVERIFY(early.since() == wallTimeFromMicroseconds(-60'000'000));
    }

    void limitIsCapped()
    {
        Fixture f(m_path);
        for (int i = 0; i < 1'500; ++i) {
            f.journal.append(happening(kinds::kUnitHealth));
        }
        EventQuery q;
        q.limit = 1'000'000;
        const Result<EventPage> page = f.ask(q);
        QCOMPARE(page->events.size(), 1'000);
        QVERIFY(page->more);
        q.limit = -5;
        QCOMPARE(f.ask(q)->events.size(), 1);
    }

    void pruningByCountKeepsTheNewestAndSaysGone()
    {
        Retention retention;
        retention.maximumCount = 500;
        retention.checkEvery = 1'000;
        Fixture f(m_path, retention);
        for (int i = 0; i < 6'000; ++i) {
            f.journal.append(happening(kinds::kUnitHealth));
        }
        QVERIFY(f.flush());
        QTRY_COMPARE(f.journal.oldest(), 5'501);
        QVERIFY(f.flush());
        EventQuery q;
        q.after = 5'000;
        const Result<EventPage> gone = f.ask(q);
        QVERIFY(!gone.ok());
        QVERIFY(gone.error().code == ErrorCode::Gone);
        QCOMPARE(gone.error().field, QStringLiteral("5501"));
        q.after = 5'500; // its next one is the oldest: nothing was missed
        QCOMPARE(f.ask(q)->events.constFirst().seq, 5'501);
        q.after = 0;
        QCOMPARE(f.ask(q)->events.constFirst().seq, 5'501);
        q.after = 6'001; // was never given
        QVERIFY(f.ask(q).error().code == ErrorCode::Gone);
        q.after = 6'000;
        QVERIFY(f.ask(q)->events.isEmpty());
    }

    void pruningByAgeHappensAtOpeningAndNumbersGoOn()
    {
        {
            Fixture f(m_path);
            for (int i = 0; i < 10; ++i) {
                f.journal.append(happening(kinds::kUnitHealth));
                f.clock.advance(std::chrono::hours(24));
            }
            QVERIFY(f.flush());
        }
        Retention retention;
        retention.maximumAge = std::chrono::hours(1); // the clock starts where the first event was: nothing is old yet
        {
            Fixture f(m_path, retention);
            QCOMPARE(f.journal.oldest(), 1);
        }
        Retention three;
        three.maximumAge = std::chrono::hours(-24 * 7) + std::chrono::hours(1); // seven days later than the clock says
        Fixture f(m_path, three);
        QTRY_COMPARE(f.journal.oldest(), 8);
        QVERIFY(f.flush());
        QCOMPARE(f.numbers({}).constFirst(), 8);
        QCOMPARE(f.journal.append(happening(kinds::kUnitHealth)), 11);
    }

    void emptiedJournalKeepsItsNewestEvent()
    {
        {
            Fixture f(m_path);
            for (int i = 0; i < 5; ++i) {
                f.journal.append(happening(kinds::kUnitHealth));
            }
        }
        Retention nothing;
        nothing.maximumAge = std::chrono::hours(-1'000);
        {
            Fixture f(m_path, nothing);
            QTRY_COMPARE(f.journal.oldest(), 5);
        }
        Fixture f(m_path);
        QCOMPARE(f.journal.append(happening(kinds::kUnitHealth)), 6); // never a number twice
    }

    void numberingGoesOnInANewFile()
    {
        Fixture f(m_path);
        for (int i = 0; i < 5; ++i) {
            f.journal.append(happening(kinds::kUnitHealth));
        }
        QVERIFY(f.flush());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(static_cast<int>(file.size()), '\x55'));
        file.close();
        QFile log(m_path + QStringLiteral("-wal"));
        QVERIFY(log.open(QIODevice::ReadWrite));
        log.write(QByteArray(static_cast<int>(log.size()), '\x55'));
        log.close();
        QSignalSpy replaced(&f.database, &store::Database::replaced);
        bool shrunk = false;
        f.database.read([](store::Connection &c) { return c.execute(QStringLiteral("PRAGMA shrink_memory")); },
                        &f.context, [&](const Result<void> &) { shrunk = true; });
        QTRY_VERIFY(shrunk);
        f.journal.append(happening(kinds::kDatabaseReplaced));
        QVERIFY(f.flush());
        QTRY_COMPARE(replaced.size(), 1);
        QTRY_COMPARE(f.journal.oldest(), 6);
        QCOMPARE(f.published.constLast().seq, 6);
        QCOMPARE(f.numbers({}), (QList<EventSeq>{6}));
        EventQuery q;
        q.after = 2;
        QVERIFY(f.ask(q).error().code == ErrorCode::Gone);
    }

    void appendIsFastOnTheEnginesThread()
    {
#ifdef __SANITIZE_THREAD__ // which makes it several times slower
        constexpr int kCount = 5'000;
#else
        constexpr int kCount = 50'000;
#endif
        Fixture f(m_path);
        NewEvent typical = happening(kinds::kUnitExited, QStringLiteral("grace"));
        typical.payload = QJsonObject{{QStringLiteral("run"), 12},
                                      {QStringLiteral("signal"), 9},
                                      {QStringLiteral("uptime_ms"), 45'000},
                                      {QStringLiteral("expected"), false}};
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < kCount; ++i) {
            f.journal.append(typical);
        }
        const qint64 appended = timer.nsecsElapsed();
        QVERIFY(f.flush());
        const qint64 written = timer.nsecsElapsed();
        QCOMPARE(f.published.size(), kCount);
        qInfo("append %.2f us each; committed %.0f events/s", static_cast<double>(appended) / kCount / 1'000,
              kCount * 1e9 / static_cast<double>(written));
        QVERIFY(appended / kCount < 100'000); // a bound that only a wait for the disk would break
    }

    void killedEngineLeavesNoGapAndNothingPublishedIsMissing()
    {
        for (int round = 0; round < 12; ++round) {
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--append-until-killed"), m_path});
            QVERIFY(writer.waitForStarted());
            EventSeq published = 0;
            const auto read = [&] {
                while (writer.canReadLine()) {
                    published = std::max<EventSeq>(published, writer.readLine().trimmed().toLongLong());
                }
            };
            for (int i = 0; i <= round; ++i) {
                QVERIFY(writer.waitForReadyRead(20'000));
                read();
            }
            writer.kill();
            writer.waitForFinished();
            read();
            Fixture f(m_path);
            QVERIFY(f.opened);
            QVERIFY(f.journal.lastAppended() >= published); // committed is never ahead of the disk
            EventSeq next = 1;
            EventQuery q;
            q.limit = 1'000;
            bool more = true;
            while (more) {
                const Result<EventPage> page = f.ask(q);
                QVERIFY(page.ok());
                for (const Event &e : page->events) {
                    QCOMPARE(e.seq, next++);
                }
                q.after = next - 1;
                more = page->more;
            }
            QCOMPARE(next - 1, f.journal.lastAppended());
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--append-until-killed") {
        return appendUntilKilled(application, arguments.value(2));
    }
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
