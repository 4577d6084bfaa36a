#include "core/alerts/alert_book.h"
#include "core/journal/kinds.h"
#include "tests/support/manual_clock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::alerts;
namespace kinds = lamplighter::journal::kinds;
using client::AlertRecord;
using journal::NewEvent;

namespace {

NewEvent about(const QString &kind, const QString &subject = {}, const QJsonObject &payload = {})
{
    NewEvent event;
    event.kind = kind;
    event.subject = subject;
    event.payload = payload;
    return event;
}

NewEvent becomes(const QString &unit, const char *state)
{
    return about(kinds::kUnitState, unit, {{QStringLiteral("to"), QLatin1StringView(state)}});
}

NewEvent latch(const QString &kind, const QString &scope, const QString &target)
{
    return about(kind, target, {{QStringLiteral("scope"), scope}, {QStringLiteral("target"), target}});
}

/// One life of an engine: database, journal and, when wanted, the book of alerts.
struct Engine
{
    explicit Engine(const QString &folder, bool withBook = true, bool withFiles = true)
        : database(folder + QStringLiteral("/engine.db"))
        , journal(database, clock)
    {
        database.open(store::engineMigrations(), &context, {});
        journal.open(&context, [this](const Result<void> &result) { ready = result.ok(); });
        static_cast<void>(QTest::qWaitFor([this] { return ready; }));
        if (withBook) {
            openBook(folder, withFiles);
        }
    }

    void openBook(const QString &folder, bool withFiles)
    {
        AlertSettings settings;
        if (withFiles) {
            settings.directory = folder + QStringLiteral("/alerts");
        }
        book = std::make_unique<AlertBook>(settings, database, journal, clock);
        QObject::connect(book.get(), &AlertBook::raised, &context,
                         [this](const QList<AlertRecord> &alerts) { raised << alerts; });
        QObject::connect(book.get(), &AlertBook::changed, &context, [this] { ++changes; });
        bool opened = false;
        book->open(&context, [&opened](const Result<void> &result) { opened = result.ok(); });
        QVERIFY(QTest::qWaitFor([&opened] { return opened; }));
    }

    /// Committed, and what follows from it too.
    bool settle()
    {
        for (int i = 0; i < 2; ++i) {
            bool done = false;
            database.flush(&context, [&done](const Result<void> &result) { done = result.ok(); });
            if (!QTest::qWaitFor([&done] { return done; })) {
                return false;
            }
        }
        return true;
    }

    QList<AlertRecord> alerts(const AlertQuery &query = {})
    {
        std::optional<Result<AlertPage>> page;
        book->query(query, &context, [&page](Result<AlertPage> result) { page = std::move(result); });
        static_cast<void>(QTest::qWaitFor([&page] { return page.has_value(); }));
        more = page->ok() && (*page)->more;
        return page->ok() ? (*page)->alerts : QList<AlertRecord>{};
    }

    QStringList openKinds()
    {
        AlertQuery query;
        query.openOnly = true;
        QStringList open;
        for (const AlertRecord &alert : alerts(query)) {
            open << alert.kind;
        }
        return open;
    }

    Result<AlertRecord> acknowledge(const QString &id, const QString &actor, const QString &note = {})
    {
        std::optional<Result<AlertRecord>> answer;
        book->acknowledge(AlertId(id), actor, note, &context,
                          [&answer](Result<AlertRecord> result) { answer = std::move(result); });
        static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }));
        return *answer;
    }

    QObject context;
    lamplighter::tests::ManualClock clock;
    store::Database database;
    journal::Journal journal;
    std::unique_ptr<AlertBook> book;
    QList<AlertRecord> raised;
    int changes = 0;
    bool ready = false;
    bool more = false;
};

} // namespace

class TestAlerts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void countsInBuckets()
    {
        Engine engine(m_folder->path());
        engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("a"))); // 14:12:02
        engine.clock.advance(std::chrono::minutes(20));
        engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("b")));
        engine.journal.append(about(kinds::kProcessRestartInitiated, QStringLiteral("c")));
        engine.journal.append(about(kinds::kProcessRestartInitiated, QStringLiteral("d")));
        QVERIFY(engine.settle());
        std::optional<Result<QList<AlertCount>>> answer;
        engine.book->count(TimeBuckets(engine.clock.wallNow(), seconds(600), 3), &engine.context,
                           [&answer](Result<QList<AlertCount>> result) { answer = std::move(result); });
        QVERIFY(QTest::qWaitFor([&answer] { return answer.has_value(); }));
        QVERIFY(answer->ok());
        QVERIFY((**answer == QList<AlertCount>{{1, 0, 0}, {0, 0, 0}, {1, 2, 0}}));
    }

    void unsettledAreOpenOrUnseen()
    {
        Engine engine(m_folder->path());
        const auto fails = [&](const char *unit) {
            engine.journal.append(about(kinds::kProcessRestartFailed, QString::fromLatin1(unit)));
        };
        const auto recovers = [&](const char *unit) {
            engine.journal.append(about(kinds::kUnitReady, QString::fromLatin1(unit)));
        };
        fails("long-ago"); // resolved two days ago, unseen
        recovers("long-ago");
        fails("still-open");
        fails("open-and-seen");
        fails("lasted"); // raised two days ago, resolved just now, unseen
        engine.clock.advance(std::chrono::hours(48));
        recovers("lasted");
        fails("unseen");
        recovers("unseen");
        fails("seen");
        recovers("seen");
        engine.journal.append(about(kinds::kProcessRestartSuccess, QStringLiteral("no-worry")));
        QVERIFY(engine.settle());
        for (const AlertRecord &alert : engine.alerts()) {
            if (alert.subject == QStringLiteral("seen") || alert.subject == QStringLiteral("open-and-seen")) {
                QVERIFY(engine.acknowledge(alert.id, QStringLiteral("me")).ok());
            }
        }
        AlertQuery query;
        query.unsettledSince = engine.clock.wallNow() - std::chrono::hours(24);
        QStringList subjects;
        for (const AlertRecord &alert : engine.alerts(query)) {
            subjects << alert.subject;
        }
        QCOMPARE(subjects, (QStringList{QStringLiteral("unseen"), QStringLiteral("lasted"),
                                        QStringLiteral("open-and-seen"), QStringLiteral("still-open")}));
        query.limit = 2;
        QCOMPARE(engine.alerts(query).size(), 2);
        QVERIFY(engine.more);
    }

    void rulesSayWhatAndHowSerious_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("severity");
        QTest::addColumn<bool>("attention");
        const auto row = [](const QString &kind, const char *severity, bool attention) {
            QTest::newRow(qPrintable(kind)) << kind << QString::fromLatin1(severity) << attention;
        };
        row(kinds::kProcessFatal, "critical", true);
        row(kinds::kProcessRestartExcessive, "critical", true);
        row(kinds::kKeeperLost, "critical", true);
        row(kinds::kProcessStartFailed, "warning", true);
        row(kinds::kProcessRestartFailed, "warning", true);
        row(kinds::kProcessRestartInitiated, "warning", true);
        row(kinds::kProcessRestartSuccess, "info", false);
        row(kinds::kKillSwitchEngaged, "critical", true);
        row(kinds::kKillSwitchRearmed, "info", false);
        row(kinds::kKillSwitchNotDurable, "critical", true);
        row(kinds::kStateFileUnreadable, "critical", true);
        row(kinds::kDatabaseReplaced, "critical", true);
        row(kinds::kEventsLost, "critical", true);
        row(kinds::kUnitFileRefused, "warning", true);
    }
    void rulesSayWhatAndHowSerious()
    {
        QFETCH(QString, kind);
        QFETCH(QString, severity);
        QFETCH(bool, attention);
        journal::Event event;
        event.seq = 7;
        event.kind = kind;
        event.subject = QStringLiteral("grace");
        event.severity = journal::Severity::Info; // the rule decides, not the event
        const std::optional<Alert> alert = alertFor(event);
        QVERIFY(alert);
        QCOMPARE(alert->record.id, QStringLiteral("7"));
        QCOMPARE(alert->record.severity, severity);
        QCOMPARE(alert->record.requiresAttention, attention);
        QVERIFY(alert->record.summary.size() > 10 && alert->record.summary != kind);
        QVERIFY(!alert->record.summary.endsWith(u'.'));
        QCOMPARE(alert->record.resolvedAt.has_value(), severity == u"info"); // good news is over as it is told
    }

    void otherEventsRaiseNothing()
    {
        journal::Event event;
        event.severity = journal::Severity::Critical;
        for (const QString &kind : {kinds::kUnitExited, kinds::kUnitState, QStringLiteral("process.fatality")}) {
            event.kind = kind;
            QVERIFY(!alertFor(event));
        }
    }

    void summariesAreSentences()
    {
        journal::Event event;
        event.subject = QStringLiteral("grace");
        event.kind = kinds::kProcessRestartInitiated;
        event.payload = {{QStringLiteral("reason"), QStringLiteral("crash_detected")}};
        QCOMPARE(summaryOf(event), QStringLiteral("Unit 'grace' is being restarted (reason: crash_detected)"));
        event.kind = kinds::kKillSwitchEngaged;
        event.actor = QStringLiteral("local:root");
        event.payload = {{QStringLiteral("scope"), QStringLiteral("group")},
                         {QStringLiteral("target"), QStringLiteral("agents")},
                         {QStringLiteral("reason"), QStringLiteral("it forks")}};
        QCOMPARE(summaryOf(event),
                 QStringLiteral("The kill switch is engaged for group 'agents' by local:root: it forks"));
        event.kind = kinds::kProcessFatal;
        event.payload = {{QStringLiteral("reason"), QStringLiteral("restart_limit")},
                         {QStringLiteral("restarts"), 10},
                         {QStringLiteral("window_seconds"), 600.0}};
        QCOMPARE(
            summaryOf(event),
            QStringLiteral("Unit 'grace' was restarted 10 times within 600 s and is given up until someone starts it"));
    }

    void keepsEveryFieldAndTellsOnce()
    {
        Engine engine(m_folder->path());
        engine.journal.append(about(kinds::kUnitExited, QStringLiteral("grace")));
        engine.journal.append(about(kinds::kProcessStartFailed, QStringLiteral("grace"),
                                    {{QStringLiteral("error"), QStringLiteral("no such file")}}));
        QVERIFY(engine.settle());
        QCOMPARE(engine.raised.size(), 1);
        const QList<AlertRecord> alerts = engine.alerts();
        QCOMPARE(alerts.size(), 1);
        QVERIFY(alerts.constFirst() == engine.raised.constFirst());
        QCOMPARE(alerts.constFirst().id, QStringLiteral("2"));
        QVERIFY(alerts.constFirst().time == engine.clock.wallNow());
        QCOMPARE(alerts.constFirst().subject, QStringLiteral("grace"));
        QCOMPARE(alerts.constFirst().payload.value(QStringLiteral("error")).toString(), QStringLiteral("no such file"));
        QVERIFY(!alerts.constFirst().resolvedAt);
        engine.book.reset(); // waits for the files
        QCOMPARE(fileNames(), (QStringList{QStringLiteral("latest_notification.json"),
                                           QStringLiteral("warning_20251117_141202.json")}));
    }

    void aUnitThatRunsAgainResolvesItsOwnAlerts()
    {
        Engine engine(m_folder->path(), true, false);
        const QString grace = QStringLiteral("grace");
        engine.journal.append(about(kinds::kProcessStartFailed, grace));
        engine.journal.append(about(kinds::kProcessRestartInitiated, grace));
        engine.journal.append(about(kinds::kProcessRestartExcessive, grace));
        engine.journal.append(about(kinds::kProcessFatal, grace));
        engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("redis")));
        engine.clock.advance(seconds(3));
        const WallTime recovered = engine.clock.wallNow();
        engine.journal.append(becomes(grace, "RUNNING"));
        engine.clock.advance(seconds(3));
        engine.journal.append(about(kinds::kProcessRestartInitiated, grace)); // afterwards: a new one, open
        QVERIFY(engine.settle());
        QCOMPARE(engine.openKinds(), (QStringList{kinds::kProcessRestartInitiated, kinds::kProcessFatal}));
        for (const AlertRecord &alert : engine.alerts()) {
            if (alert.subject == grace && alert.id.toInt() <= 4) {
                QVERIFY(alert.resolvedAt == recovered);
            }
        }
        engine.journal.append(about(kinds::kProcessRestartSuccess, grace));
        QVERIFY(engine.settle());
        QCOMPARE(engine.openKinds(), (QStringList{kinds::kProcessFatal}));
    }

    void aStateThatMeansNoMendingResolvesNothing()
    {
        Engine engine(m_folder->path(), true, false);
        const QString grace = QStringLiteral("grace");
        engine.journal.append(about(kinds::kProcessFatal, grace));
        engine.journal.append(becomes(grace, "FATAL"));
        engine.journal.append(becomes(grace, "BACKOFF"));
        engine.journal.append(becomes(grace, "STARTING"));
        engine.journal.append(becomes(grace, "EXITED"));
        QVERIFY(engine.settle());
        QCOMPARE(engine.openKinds(), (QStringList{kinds::kProcessFatal}));
        engine.journal.append(becomes(grace, "STOPPED")); // meant to be off now
        QVERIFY(engine.settle());
        QCOMPARE(engine.openKinds(), QStringList{});
    }

    void rearmingResolvesTheSameScopeOnly()
    {
        Engine engine(m_folder->path(), true, false);
        const QString group = QStringLiteral("group");
        const QString agents = QStringLiteral("agents");
        engine.journal.append(latch(kinds::kKillSwitchEngaged, QStringLiteral("all"), {}));
        engine.journal.append(latch(kinds::kKillSwitchEngaged, group, agents));
        engine.journal.append(latch(kinds::kKillSwitchEngaged, QStringLiteral("unit"), agents));
        engine.journal.append(latch(kinds::kKillSwitchRearmed, group, agents));
        QVERIFY(engine.settle());
        AlertQuery query;
        query.openOnly = true;
        const QList<AlertRecord> open = engine.alerts(query);
        QCOMPARE(open.size(), 2);
        QCOMPARE(open.at(0).id, QStringLiteral("3"));
        QCOMPARE(open.at(1).id, QStringLiteral("1"));
        engine.journal.append(about(kinds::kStateFileUnreadable, QStringLiteral("grace")));
        engine.journal.append(becomes(QStringLiteral("grace"), "KILLED")); // it follows from it, and mends nothing
        QVERIFY(engine.settle());
        QCOMPARE(engine.openKinds().constFirst(), kinds::kStateFileUnreadable);
        engine.journal.append(latch(kinds::kKillSwitchRearmed, QStringLiteral("unit"), QStringLiteral("grace")));
        QVERIFY(engine.settle());
        QVERIFY(!engine.openKinds().contains(kinds::kStateFileUnreadable));
    }

    void queriesFilterAndPage()
    {
        Engine engine(m_folder->path(), true, false);
        for (int n = 0; n < 5; ++n) {
            engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("u%1").arg(n)));
        }
        engine.journal.append(about(kinds::kProcessStartFailed, QStringLiteral("u1")));
        engine.journal.append(about(kinds::kProcessRestartSuccess, QStringLiteral("u9")));
        QVERIFY(engine.settle());
        AlertQuery query;
        query.limit = 3;
        QCOMPARE(ids(engine.alerts(query)),
                 (QStringList{QStringLiteral("7"), QStringLiteral("6"), QStringLiteral("5")}));
        QVERIFY(engine.more);
        query.before = 5;
        query.limit = 4;
        QCOMPARE(ids(engine.alerts(query)).size(), 4);
        QVERIFY(!engine.more);
        query = {};
        query.subject = QStringLiteral("u1");
        QCOMPARE(ids(engine.alerts(query)), (QStringList{QStringLiteral("6"), QStringLiteral("2")}));
        query.minimumSeverity = journal::Severity::Critical;
        QCOMPARE(ids(engine.alerts(query)), (QStringList{QStringLiteral("2")}));
        QVERIFY(engine.acknowledge(QStringLiteral("2"), QStringLiteral("local:root")).ok());
        query = {};
        query.attentionOnly = true;
        QCOMPARE(ids(engine.alerts(query)).size(), 5); // neither the acknowledged one nor the good news
    }

    void acknowledgingIsRecordedOnceAndForGood()
    {
        {
            Engine engine(m_folder->path(), true, false);
            engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("grace")));
            QVERIFY(engine.settle());
            const int changes = engine.changes;
            const Result<AlertRecord> answer =
                engine.acknowledge(QStringLiteral("1"), QStringLiteral("token:ada"), QStringLiteral("on it"));
            QVERIFY(answer.ok());
            QCOMPARE(answer->acknowledgedBy, QStringLiteral("token:ada"));
            QCOMPARE(answer->note, QStringLiteral("on it"));
            QVERIFY(answer->acknowledgedAt.has_value());
            QCOMPARE(engine.changes, changes + 1);
            QCOMPARE(engine.journal.lastCommitted(), 2); // the audit trail has it
            const Result<AlertRecord> second = engine.acknowledge(QStringLiteral("1"), QStringLiteral("token:bob"));
            QVERIFY(second.error().code == ErrorCode::Conflict);
            QVERIFY(second.error().message.contains(QStringLiteral("token:ada")));
            QVERIFY(engine.acknowledge(QStringLiteral("99"), {}).error().code == ErrorCode::NotFound);
            QVERIFY(engine.acknowledge(QStringLiteral("x"), {}).error().code == ErrorCode::NotFound);
        }
        Engine again(m_folder->path(), true, false);
        QCOMPARE(again.alerts().constFirst().acknowledgedBy, QStringLiteral("token:ada"));
    }

    void eventsOfAnEngineThatDiedAreCaughtUpOnce()
    {
        {
            Engine before(m_folder->path());
            before.journal.append(about(kinds::kProcessFatal, QStringLiteral("grace")));
            QVERIFY(before.settle());
            QCOMPARE(before.alerts().size(), 1);
        }
        {
            Engine withoutBook(m_folder->path(), false); // as if it died between the events and their alerts
            for (int n = 0; n < 2'500; ++n) {
                withoutBook.journal.append(about(kinds::kUnitExited, QStringLiteral("grace")));
            }
            withoutBook.journal.append(about(kinds::kProcessFatal, QStringLiteral("redis")));
            withoutBook.journal.append(becomes(QStringLiteral("grace"), "RUNNING"));
            QVERIFY(withoutBook.settle());
        }
        for (int round = 0; round < 2; ++round) {
            Engine after(m_folder->path());
            QVERIFY(after.settle());
            QCOMPARE(after.raised.size(), round == 0 ? 1 : 0);
            QCOMPARE(ids(after.alerts()), (QStringList{QStringLiteral("2502"), QStringLiteral("1")}));
            QCOMPARE(after.openKinds().size(), 1); // grace runs again
            after.book.reset();
            QCOMPARE(fileNames().size(), 3);
        }
    }

    void nothingIsMissedWhileItOpens()
    {
        Engine engine(m_folder->path(), false);
        for (int n = 0; n < 1'200; ++n) {
            engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("before")));
        }
        engine.book = std::make_unique<AlertBook>(AlertSettings{}, engine.database, engine.journal, engine.clock);
        bool opened = false;
        engine.book->open(&engine.context, [&opened](const Result<void> &result) { opened = result.ok(); });
        for (int n = 0; n < 100; ++n) {
            engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("meanwhile")));
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(opened);
        engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("after")));
        QVERIFY(engine.settle());
        AlertQuery query;
        query.limit = 1'000;
        QStringList found = ids(engine.alerts(query));
        query.before = found.constLast().toLongLong();
        found += ids(engine.alerts(query));
        QCOMPARE(found.size(), 1'301);
        QCOMPARE(QSet<QString>(found.cbegin(), found.cend()).size(), 1'301);
    }

    void alertsWhoseFilesWereNotWrittenGetThem()
    {
        {
            Engine engine(m_folder->path(), true,
                          false); // alerts, but no files: as if it died before they were written
            engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("grace")));
            engine.journal.append(about(kinds::kProcessFatal, QStringLiteral("redis")));
            QVERIFY(engine.settle());
        }
        for (int round = 0; round < 2; ++round) {
            Engine engine(m_folder->path());
            engine.book.reset();
            QCOMPARE(fileNames(), (QStringList{QStringLiteral("critical_20251117_141202.json"),
                                               QStringLiteral("critical_20251117_141202_2.json"),
                                               QStringLiteral("latest_notification.json")}));
        }
    }

private:
    static QStringList ids(const QList<AlertRecord> &alerts)
    {
        QStringList found;
        for (const AlertRecord &alert : alerts) {
            found << alert.id;
        }
        return found;
    }

    QStringList fileNames() const
    {
        return QDir(m_folder->filePath(QStringLiteral("alerts"))).entryList(QDir::Files, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"
