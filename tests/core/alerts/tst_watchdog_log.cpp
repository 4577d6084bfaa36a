#include "core/journal/kinds.h"
#include "core/watchdog/watchdog_log.h"
#include "tests/support/manual_clock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;
namespace kinds = lamplighter::journal::kinds;

namespace {

journal::Event happening(const QString &kind, const QJsonObject &payload = {}, const QString &actor = {})
{
    journal::Event made;
    made.time = lamplighter::tests::ManualClock().wallNow();
    made.kind = kind;
    made.subject = QStringLiteral("grace");
    made.payload = payload;
    made.actor = actor;
    return made;
}

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestWatchdogLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesAreTheSources_data()
    {
        QTest::addColumn<journal::Event>("happened");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const journal::Event &happened, const char *line) {
            QTest::newRow(name) << happened << s(line);
        };
        row("started", happening(kinds::kUnitStarted, {{s("pid"), 12345}}), "[INFO] grace started (PID: 12345)");
        row("died", happening(kinds::kUnitExited, {{s("uptime_ms"), 45'900}, {s("code"), 1}, {s("expected"), false}}),
            "[WARNING] grace died unexpectedly after 45s (code 1)");
        row("killed",
            happening(
                kinds::kUnitExited,
                {{s("uptime_ms"), 2'000}, {s("signal"), 9}, {s("signal_name"), s("SIGKILL")}, {s("expected"), false}}),
            "[WARNING] grace died unexpectedly after 2s (signal SIGKILL)");
        row("asked", happening(kinds::kUnitExited, {{s("uptime_ms"), 2'000}, {s("code"), 0}, {s("expected"), true}}),
            "[INFO] grace ended after 2s (code 0)");
        row("restart", happening(kinds::kProcessRestartInitiated, {{s("restart_attempt"), 1}}),
            "[INFO] Auto-restarting grace (attempt 1)");
        row("stopped", happening(kinds::kUnitState, {{s("to"), s("STOPPED")}, {s("reason"), s("operator_stop")}}),
            "[INFO] grace stopped manually - not auto-restarting");
        row("latched", happening(kinds::kUnitState, {{s("to"), s("KILLED")}, {s("reason"), s("kill_switch")}}),
            "[WARNING] grace stopped by the kill switch - not auto-restarting");
        row("excessive", happening(kinds::kProcessRestartExcessive, {{s("failures"), 5}, {s("pause_seconds"), 60.0}}),
            "[ERROR] grace failed 5 times in a row - pausing for 60s");
        row("engaged",
            happening(kinds::kKillSwitchEngaged,
                      {{s("scope"), s("all")}, {s("target"), QString()}, {s("reason"), s("it forks")}},
                      s("local:root")),
            "[CRITICAL] Kill switch engaged for all units by local:root: it forks");
        row("one line", happening(kinds::kProcessStartFailed, {{s("error"), s("no\n[2025] [INFO] such\tfile")}}),
            "[ERROR] grace could not be started: no [2025] [INFO] such file");
    }
    void linesAreTheSources()
    {
        QFETCH(journal::Event, happened);
        QFETCH(QString, line);
        QCOMPARE(watchdogLogLine(happened).value_or(QString()),
                 QStringLiteral("[2025-11-17T14:12:02.000000Z] ") + line);
    }

    void otherEventsAreNotItsBusiness()
    {
        QVERIFY(!watchdogLogLine(happening(kinds::kUnitHealth)));
        QVERIFY(!watchdogLogLine(happening(kinds::kUnitState, {{s("to"), s("BACKOFF")}})));
    }

    void writesInOrderAndRotates()
    {
        constexpr int kLines = 3'000;
        QTemporaryDir folder;
        const QString path = folder.filePath(s("watchdog.log"));
        lamplighter::tests::ManualClock clock;
        {
            store::Database database(folder.filePath(s("engine.db")));
            journal::Journal journal(database, clock);
            database.open(store::engineMigrations(), this, {});
            bool ready = false;
            journal.open(this, [&ready](const Result<void> &result) { ready = result.ok(); });
            QTRY_VERIFY(ready);
            WatchdogLog log(path, journal, {20'000, 5});
            for (int n = 0; n < kLines; ++n) {
                journal::NewEvent started;
                started.kind = kinds::kUnitStarted;
                started.subject = s("grace");
                started.payload = {{s("pid"), n}};
                journal.append(started);
                if (n % 500 == 0) {
                    QTest::qWait(1);
                }
            }
            bool flushed = false;
            database.flush(this, [&flushed](const Result<void> &result) { flushed = result.ok(); });
            QTRY_VERIFY(flushed);
        }
        QCOMPARE(QDir(folder.path()).entryList({s("watchdog.log*")}, QDir::Files, QDir::Name),
                 (QStringList{s("watchdog.log"), s("watchdog.log.1"), s("watchdog.log.2"), s("watchdog.log.3"),
                              s("watchdog.log.4"), s("watchdog.log.5")}));
        QByteArray all;
        for (const char *suffix : {".5", ".4", ".3", ".2", ".1", ""}) {
            QFile file(path + s(suffix));
            QVERIFY(file.size() <= 20'000);
            QVERIFY(file.open(QIODevice::ReadOnly));
            all += file.readAll();
        }
        const QStringList lines = QString::fromUtf8(all).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 1'000);
        int expected = kLines - static_cast<int>(lines.size());
        for (const QString &line : lines) {
            QVERIFY2(line.endsWith(QStringLiteral("(PID: %1)").arg(expected)), qPrintable(line));
            ++expected;
        }
        QCOMPARE(expected, kLines);
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions{});
    }
};

QTEST_GUILESS_MAIN(TestWatchdogLog)
#include "tst_watchdog_log.moc"
