#include "core/store/database_worker.h"

#include "core/base/log.h"
#include "core/store/opening.h"

#include <algorithm>
#include <utility>

namespace lamplighter::store {

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// The promise is 50 ms from write() to committed; the rest of it is for running the jobs.
constexpr auto kGatherTime = 30ms;
constexpr std::size_t kGatherLimit = 1'000;
constexpr auto kTogether = 1ms; // at most, for those who all wait for a sync
// After trouble a long line is committed in parts, so that progress is seen.
constexpr std::size_t kMaximumGroup = 5'000;
constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 1'000ms;
constexpr auto kPatience = 5s;
constexpr auto kBetweenReplacements = 60s;

} // namespace

Database::Worker::Worker(QString path, std::function<void()> wake)
    : m_path(std::move(path))
    , m_wake(std::move(wake))
    , m_thread([this] { loop(); })
{}

Database::Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

JobNumber Database::Worker::queue(Job job)
{
    const bool writes = job.kind == Job::Kind::Write || job.kind == Job::Kind::DurableWrite;
    const bool urgent = job.kind != Job::Kind::Write;
    if (writes) {
        job.number = ++m_lastNumber;
        m_backlog.fetch_add(1, std::memory_order_relaxed);
    }
    const JobNumber number = job.number;
    job.queuedAt = SteadyClock::now();
    bool notify = false;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(job));
        // Between the first job of a group and its end nobody needs to be woken: the hot path saves the system call.
        notify = urgent || m_queue.size() == 1 || m_queue.size() == kGatherLimit;
        m_urgent = m_urgent || urgent;
        m_interrupts = m_interrupts || !writes;
    }
    if (notify) {
        m_changed.notify_one();
    }
    return number;
}

std::vector<Database::Worker::Report> Database::Worker::takeReports()
{
    const std::lock_guard lock(m_mutex);
    m_wakePending = false;
    return std::exchange(m_reports, {});
}

void Database::Worker::loop()
{
    std::vector<Job> jobs;
    bool more = true;
    while (more) {
        jobs.clear();
        more = waitForWork(jobs);
        process(jobs);
        publish();
    }
    m_retryAt = {}; // the last chance
    commitWaiting();
    if (!m_waiting.empty()) {
        qCCritical(lcStore).noquote() << QStringLiteral("%1 records could not be written before the end: %2")
                                             .arg(m_waiting.size())
                                             .arg(m_trouble);
    }
    m_waiting.clear();
    m_connection.reset();
}

/// False when the database is being closed.
bool Database::Worker::waitForWork(std::vector<Job> &taken)
{
    std::unique_lock lock(m_mutex);
    if (m_pause > 0ms) {
        m_changed.wait_until(lock, m_retryAt, [this] { return m_closing || m_interrupts; });
    } else {
        m_changed.wait(lock, [this] { return m_closing || !m_queue.empty(); });
        if (!m_queue.empty()) {
            const Time end = m_queue.front().queuedAt + kGatherTime;
            m_changed.wait_until(lock, end, [this] { return m_closing || m_urgent || m_queue.size() >= kGatherLimit; });
            if (m_urgent && !m_closing) {
                // Where a sync takes long, those who were answered by the last one ask again a moment later: one sync
                // for all of them is worth a small part of its time.
                const auto together = std::min<std::chrono::steady_clock::duration>(m_syncTime / 4, kTogether);
                m_changed.wait_for(lock, together, [this] { return m_closing || m_queue.size() >= kGatherLimit; });
            }
        }
    }
    m_urgent = false;
    m_interrupts = false;
    taken.swap(m_queue);
    return !m_closing;
}

void Database::Worker::process(std::vector<Job> &jobs)
{
    for (Job &job : jobs) {
        switch (job.kind) {
        case Job::Kind::Open:
            openNow(job);
            break;
        case Job::Kind::Write:
        case Job::Kind::DurableWrite:
            m_waiting.push_back(std::move(job));
            break;
        case Job::Kind::Read:
            commitWaiting(); // so that it sees everything before it, and only what is committed
            readNow(job);
            break;
        }
    }
    commitWaiting();
}

void Database::Worker::openNow(Job &job)
{
    Result<void> result;
    if (m_opened) {
        result = Error{ErrorCode::Conflict, QStringLiteral("the database is open already"), {}};
    } else {
        m_migrations = job.migrations;
        result = connect();
        m_opened = result.ok();
        if (!result) {
            m_whyClosed = result.error();
        }
    }
    report({Report::Kind::Answer, 0, {}, job.context, std::move(job.done), result});
}

Result<void> Database::Worker::connect()
{
    Result<OpenedDatabase> opened = openDatabase(m_path, m_migrations);
    if (!opened) {
        return opened.error();
    }
    m_connection = std::move(opened->connection);
    m_syncing = false;
    if (!opened->setAsideAs.isEmpty()) {
        report({Report::Kind::Replaced, 0, opened->setAsideAs, {}, {}, {}});
    }
    return {};
}

void Database::Worker::readNow(Job &job)
{
    Result<void> result;
    if (m_connection) {
        m_connection->forgetFault();
        result = job.run(*m_connection);
    } else {
        result = m_opened ? Error{ErrorCode::Io, m_trouble, {}} : m_whyClosed;
    }
    report({Report::Kind::Answer, 0, {}, job.context, std::move(job.done), result});
    if (m_connection && m_connection->fault() == SqliteConnection::Fault::Damaged) {
        setDamagedAside();
    }
}

void Database::Worker::commitWaiting()
{
    if (m_waiting.empty()) {
        return;
    }
    if (!m_opened) {
        refuseWaiting();
        return;
    }
    if (m_pause > 0ms && SteadyClock::now() < m_retryAt) {
        return;
    }
    bool committed = true;
    while (committed && !m_waiting.empty()) {
        committed = commitGroup(std::min(m_waiting.size(), kMaximumGroup));
    }
    answerImpatient();
}

bool Database::Worker::commitGroup(std::size_t count)
{
    if (!m_connection) { // a damaged file was set aside and no new one could be made
        if (Result<void> connected = connect(); !connected) {
            storageFailed(connected.error());
            return false;
        }
    }
    Attempt done = attempt(count, false);
    if (!done.committed && done.jobFailed) {
        // Savepoints cost more than most jobs and are almost never needed: only now each job gets one.
        done = attempt(count, true);
    }
    if (done.committed) {
        groupDone(count, std::move(done.results));
        return true;
    }
    if (m_connection->fault() == SqliteConnection::Fault::Damaged && setDamagedAside()) {
        return true; // the same jobs again, now, into the new file
    }
    storageFailed(done.error);
    return false;
}

Database::Worker::Attempt Database::Worker::attempt(std::size_t count, bool separately)
{
    static const QString kBegin = QStringLiteral("BEGIN IMMEDIATE");
    static const QString kCommit = QStringLiteral("COMMIT");
    const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(count);
    const bool durable =
        std::any_of(m_waiting.begin(), end, [](const Job &job) { return job.kind == Job::Kind::DurableWrite; });

    Attempt made;
    made.results.reserve(count);
    m_connection->forgetFault();
    Result<void> step = syncEveryCommit(durable);
    if (step) {
        step = m_connection->execute(kBegin);
    }
    if (!step) {
        return abandon(std::move(made), step.error());
    }
    for (auto job = m_waiting.begin(); job != end; ++job) {
        Result<void> result = separately ? runSeparately(*job) : job->run(*m_connection);
        const bool storage = m_connection->fault() != SqliteConnection::Fault::None;
        if (!result && (storage || !separately)) {
            made.jobFailed = !storage;
            return abandon(std::move(made), result.error());
        }
        made.results.push_back(std::move(result));
    }
    const Time committing = SteadyClock::now();
    if (step = m_connection->execute(kCommit); !step) {
        return abandon(std::move(made), step.error());
    }
    if (durable) {
        m_syncTime = (m_syncTime * 3 + (SteadyClock::now() - committing)) / 4;
    }
    made.committed = true;
    return made;
}

Database::Worker::Attempt Database::Worker::abandon(Attempt attempt, const Error &error)
{
    attempt.error = error;
    // SQLite has rolled back by itself after some failures; then this one fails, and nothing is lost by it.
    static_cast<void>(m_connection->execute(QStringLiteral("ROLLBACK")));
    return attempt;
}

Result<void> Database::Worker::runSeparately(const Job &job)
{
    if (Result<void> set = m_connection->execute(QStringLiteral("SAVEPOINT job")); !set) {
        return set;
    }
    Result<void> result = job.run(*m_connection);
    if (!result) {
        if (Result<void> undone = m_connection->execute(QStringLiteral("ROLLBACK TO job")); !undone) {
            return undone;
        }
    }
    if (Result<void> released = m_connection->execute(QStringLiteral("RELEASE job")); !released) {
        return released;
    }
    return result;
}

/// SQLite refuses the change inside a transaction, so it is made before one begins.
Result<void> Database::Worker::syncEveryCommit(bool sync)
{
    if (sync == m_syncing) {
        return {};
    }
    Result<void> changed = m_connection->execute(sync ? QStringLiteral("PRAGMA synchronous=FULL")
                                                      : QStringLiteral("PRAGMA synchronous=NORMAL"));
    if (changed) {
        m_syncing = sync;
    }
    return changed;
}

void Database::Worker::groupDone(std::size_t count, std::vector<Result<void>> results)
{
    const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(count);
    report({Report::Kind::Group, std::prev(end)->number, {}, {}, {}, {}});
    for (std::size_t i = 0; i < count; ++i) {
        Job &job = m_waiting[i];
        if (job.done) {
            report({Report::Kind::Answer, 0, {}, job.context, std::move(job.done), std::move(results[i])});
        } else if (!results[i].ok()) {
            qCCritical(lcStore).noquote() << QStringLiteral("a record was refused: %1").arg(results[i].error().message);
        }
    }
    m_waiting.erase(m_waiting.begin(), end);
    m_backlog.fetch_sub(static_cast<int>(count), std::memory_order_relaxed);
    if (m_pause > 0ms) {
        m_pause = 0ms;
        m_trouble.clear();
        report({Report::Kind::Trouble, 0, {}, {}, {}, {}});
    }
    publish();
}

void Database::Worker::storageFailed(const Error &error)
{
    m_pause = m_pause == 0ms ? kFirstPause : std::min(m_pause * 2, std::chrono::milliseconds(kLongestPause));
    m_retryAt = SteadyClock::now() + m_pause;
    if (m_trouble != error.message) {
        m_trouble = error.message;
        qCCritical(lcStore).noquote() << m_trouble;
        report({Report::Kind::Trouble, 0, m_trouble, {}, {}, {}});
    }
}

/// The file turned out to be damaged while it was in use. True if there is a new one to write to.
bool Database::Worker::setDamagedAside()
{
    const Time now = SteadyClock::now();
    if (m_setAsideAt && now - *m_setAsideAt < kBetweenReplacements) {
        return false; // the disk itself is bad: trouble, but no heap of set-aside files
    }
    m_setAsideAt = now;
    qCCritical(lcStore).noquote() << QStringLiteral("%1 is damaged and set aside").arg(m_path);
    m_connection.reset();
    const Result<QString> name = setAsideDatabase(m_path);
    if (name) {
        report({Report::Kind::Replaced, 0, *name, {}, {}, {}});
    }
    return connect().ok();
}

void Database::Worker::answerImpatient()
{
    const Time tooLong = SteadyClock::now() - kPatience;
    for (Job &job : m_waiting) {
        if (job.kind == Job::Kind::DurableWrite && job.done && job.queuedAt <= tooLong) {
            Error error{ErrorCode::Io, QStringLiteral("not written to disk yet: ") + m_trouble, {}};
            report({Report::Kind::Answer, 0, {}, job.context, std::exchange(job.done, {}), std::move(error)});
        }
    }
}

void Database::Worker::refuseWaiting()
{
    for (Job &job : m_waiting) {
        report({Report::Kind::Answer, 0, {}, job.context, std::move(job.done), m_whyClosed});
    }
    m_backlog.fetch_sub(static_cast<int>(m_waiting.size()), std::memory_order_relaxed);
    m_waiting.clear();
}

void Database::Worker::report(Report report)
{
    if (report.kind == Report::Kind::Answer && !report.done) {
        return;
    }
    m_unpublished.push_back(std::move(report));
}

void Database::Worker::publish()
{
    if (m_unpublished.empty()) {
        return;
    }
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        std::move(m_unpublished.begin(), m_unpublished.end(), std::back_inserter(m_reports));
        wake = !std::exchange(m_wakePending, true);
    }
    m_unpublished.clear();
    if (wake) {
        m_wake();
    }
}

} // namespace lamplighter::store
