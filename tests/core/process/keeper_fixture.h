// Real keepers and real processes in a temporary folder, with everything they report kept for the test to look at.
#pragma once

#include "core/base/clock.h"
#include "core/process/keepers.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

namespace lamplighter::tests {

using namespace lamplighter::process;

class RecordedEvents final : public KeeperEvents
{
public:
    struct Lost
    {
        UnitName unit;
        RunNumber run;
        int ended;
        bool before;
    };
    void keeperFound(const KeeperReport &report) override { found.push_back(report); }
    void keeperLostBefore(const UnitName &unit, RunNumber run, int ended) override
    {
        lost.push_back({unit, run, ended, true});
    }
    void discovered() override { ++discoveries; }
    void launched(const UnitName &, RunNumber run, qint64 pid, Instant at) override
    {
        runs.push_back(run);
        pids.push_back(pid);
        launchedAt = at;
    }
    void launchFailed(const UnitName &, RunNumber, const LaunchFailure &failure) override
    {
        failures.push_back(failure);
    }
    void exited(const UnitName &unit, RunNumber, const ExitRecord &exit, bool treeEmpty) override
    {
        exits.push_back(exit);
        exitTreeEmpty = treeEmpty;
        if (onExit) {
            onExit(unit);
        }
    }
    void treeEmptied(const UnitName &, RunNumber) override { ++emptied; }
    void notified(const UnitName &, RunNumber, const NotifyMessage &message) override { messages.push_back(message); }
    void outputWritten(const UnitName &) override { ++outputs; }
    void keeperLost(const UnitName &unit, RunNumber run, int ended) override
    {
        lost.push_back({unit, run, ended, false});
    }

    std::vector<KeeperReport> found;
    std::vector<Lost> lost;
    std::vector<RunNumber> runs;
    std::vector<qint64> pids;
    std::vector<LaunchFailure> failures;
    std::vector<ExitRecord> exits;
    std::vector<NotifyMessage> messages;
    std::function<void(const UnitName &)> onExit;
    Instant launchedAt{};
    bool exitTreeEmpty = false;
    int emptied = 0;
    int outputs = 0;
    int discoveries = 0;
};

inline bool lives(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray text = stat.readAll();
    const char state = text.mid(text.lastIndexOf(')') + 2, 1).front();
    return state != 'Z' && state != 'X';
}

/// Pids of all living processes whose command line contains `mark`.
inline QList<qint64> processesWith(const QByteArray &mark)
{
    QList<qint64> pids;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/") + name + QStringLiteral("/cmdline"));
        if (name.toLongLong() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().contains(mark) &&
            lives(name.toLongLong())) {
            pids.append(name.toLongLong());
        }
    }
    return pids;
}

/// One engine's worth of keepers. Ends every keeper and every process it made.
/// An engine ends what its dead keepers left by this: tests that run beside each other must not share it.
inline QString engineId()
{
    return QStringLiteral("engine-%1").arg(QCoreApplication::applicationPid());
}

class KeeperFixture
{
public:
    KeeperFixture()
    {
        QDir(m_directory.path()).mkdir(QStringLiteral("run"));
        QDir(m_directory.path()).mkdir(QStringLiteral("logs"));
        start();
    }
    ~KeeperFixture()
    {
        start(); // whatever the test left, a new engine finds
        keepers->discover();
        (void)QTest::qWaitFor([this] { return events->discoveries > 0; });
        for (const QString &name : folders()) {
            keepers->killTree(UnitName(name));
            keepers->release(UnitName(name));
        }
        (void)QTest::qWaitFor([this] { return folders().isEmpty(); });
    }
    KeeperFixture(const KeeperFixture &) = delete;
    KeeperFixture &operator=(const KeeperFixture &) = delete;

    /// The engine comes (back): new Keepers, no memory.
    void start()
    {
        stop();
        events = std::make_unique<RecordedEvents>();
        keepers = makeKeepers({path("run"), path("logs"), QStringLiteral(LAMPLIGHTER_TEST_KEEPER), engineId()}, clock,
                              *events);
    }
    /// The engine is gone.
    void stop()
    {
        keepers.reset();
        events.reset();
    }

    [[nodiscard]] QString path(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QStringList folders() const { return QDir(path("run")).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }
    [[nodiscard]] QByteArray log(const char *name = "logs/unit.log") const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The log without its stamps.
    [[nodiscard]] QByteArrayList logLines(const char *name = "logs/unit.log") const
    {
        QByteArrayList lines = log(name).split('\n');
        for (QByteArray &line : lines) {
            line.remove(0, 25);
        }
        return lines;
    }

    /// An argument of sleep that no other process of this machine has.
    [[nodiscard]] static QString longTime()
    {
        return QStringLiteral("1000.%1").arg(QCoreApplication::applicationPid());
    }
    /// Living processes that sleep for longTime().
    [[nodiscard]] static QList<qint64> sleepers()
    {
        return processesWith(QByteArray("sleep\0", 6) + longTime().toLatin1() + '\0');
    }

    LaunchSpec spec(const QStringList &arguments)
    {
        LaunchSpec made;
        made.unit = unit;
        made.run = ++run;
        made.program = arguments.first();
        made.arguments = arguments;
        made.environment = {"PATH=/usr/bin:/bin"};
        made.directory = QStringLiteral("/");
        return made;
    }
    LaunchSpec shell(const QString &script) { return spec({QStringLiteral("/bin/sh"), QStringLiteral("-c"), script}); }
    LaunchSpec child(const QStringList &arguments)
    {
        return spec(QStringList{QStringLiteral(LAMPLIGHTER_TEST_CHILD)} + arguments);
    }

    SystemClock clock;
    UnitName unit{QStringLiteral("unit")};
    RunNumber run = 0;
    std::unique_ptr<RecordedEvents> events;
    std::unique_ptr<Keepers> keepers;

private:
    QTemporaryDir m_directory;
};

} // namespace lamplighter::tests
