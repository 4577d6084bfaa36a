// The database thread: gathers write jobs into groups, commits them, tries again when the disk refuses. Owned by
// Database; the public functions are called from the engine's thread.
#pragma once

#include "core/store/connection.h"
#include "core/store/database.h"

#include <QPointer>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lamplighter::store {

class Database::Worker
{
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Job
    {
        enum class Kind { Open, Write, DurableWrite, Read };
        Kind kind = Kind::Write;
        JobNumber number = 0; // of write jobs
        Time queuedAt;
        std::function<Result<void>(Connection &)> run;
        QList<Migration> migrations; // of Open
        QPointer<QObject> context;
        Done done;
    };

    /// What the engine's thread is told, in this order.
    struct Report
    {
        enum class Kind { Answer, Group, Replaced, Trouble };
        Kind kind = Kind::Answer;
        JobNumber upTo = 0;
        QString text;
        QPointer<QObject> context;
        Done done;
        Result<void> result;
    };

    /// `wake` is called on the database thread when there is something to take.
    Worker(QString path, std::function<void()> wake);
    /// Runs what is queued, commits, closes.
    ~Worker();

    JobNumber queue(Job job);
    std::vector<Report> takeReports();
    [[nodiscard]] int backlog() const { return m_backlog.load(std::memory_order_relaxed); }

private:
    struct Attempt
    {
        bool committed = false;
        bool jobFailed = false; // a job, not the storage: worth another try with savepoints
        Error error;
        std::vector<Result<void>> results;
    };

    void loop();
    bool waitForWork(std::vector<Job> &taken);
    void process(std::vector<Job> &jobs);
    void openNow(Job &job);
    void readNow(Job &job);
    Result<void> connect();

    void commitWaiting();
    bool commitGroup(std::size_t count);
    Attempt attempt(std::size_t count, bool separately);
    Attempt abandon(Attempt attempt, const Error &error);
    Result<void> runSeparately(const Job &job);
    Result<void> syncEveryCommit(bool sync);
    void groupDone(std::size_t count, std::vector<Result<void>> results);
    void storageFailed(const Error &error);
    bool setDamagedAside();
    void answerImpatient();
    void refuseWaiting();

    void report(Report report);
    void publish();

    const QString m_path;
    const std::function<void()> m_wake;
    std::atomic<int> m_backlog{0};
    JobNumber m_lastNumber = 0; // engine's thread only

    std::mutex m_mutex; // guards the queue and the reports that wait to be taken
    std::condition_variable m_changed;
    std::vector<Job> m_queue;
    std::chrono::steady_clock::duration m_syncTime{0}; // of a durable commit, smoothed
    bool m_urgent = false;                             // something in the queue must not wait for its group
    bool m_interrupts = false; // something in the queue does not wait for the end of trouble either
    bool m_closing = false;
    std::vector<Report> m_reports;
    bool m_wakePending = false;

    // Everything below belongs to the database thread.
    std::unique_ptr<SqliteConnection> m_connection;
    QList<Migration> m_migrations;
    bool m_opened = false; // open() succeeded once: from then on every job is kept until it is written
    Error m_whyClosed{ErrorCode::Unavailable, QStringLiteral("the database was not opened"), {}};
    bool m_syncing = false;
    std::deque<Job> m_waiting; // write jobs in order, not committed yet
    std::vector<Report> m_unpublished;
    Time m_retryAt;
    std::optional<Time> m_setAsideAt;
    std::chrono::milliseconds m_pause{0}; // 0: no trouble
    QString m_trouble;

    std::thread m_thread; // last: it uses all of the above
};

} // namespace lamplighter::store
