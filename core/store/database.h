// The database of one data directory (SQLite, WAL), on a thread of its own. Statements cross as jobs, answers cross
// back as values, so that a stalled disk stalls neither the watchdog nor the kill switch.
//
// Two promises, and nothing between them:
// - write(): committed together with its neighbours within 50 ms (PRAGMA synchronous=NORMAL). Survives the death of
// this
//   process from then on; a power cut may take the newest groups, never an older one without them.
// - writeDurably(): the group is committed at once with synchronous=FULL, which syncs the write-ahead log and so every
//   group before it too. When `done` gets success, a power cut does not take it.
//
// A full or failing disk: nothing is dropped and nothing changes its order. The group is rolled back and tried again
// with a growing pause (100 ms to 1 s), trouble() says why, reads go on. A durable job that waits longer than 5 s is
// answered with an Io error meanwhile; it stays in line and is written once the disk works again, so that error means
// "not yet".
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <memory>

namespace lamplighter::store {

/// The connection, as a job sees it; only on the database thread.
class Connection
{
public:
    virtual ~Connection() = default;
    /// Prepares once and keeps the statement. Values are bound in order.
    virtual Result<void> execute(const QString &sql, const QVariantList &values = {}) = 0;
    /// Calls `row` for each row until it returns false.
    virtual Result<void> select(const QString &sql, const QVariantList &values,
                                const std::function<bool(const QSqlQuery &)> &row) = 0;
    [[nodiscard]] virtual qint64 lastInsertId() const = 0;
    /// Rows changed by the last execute().
    [[nodiscard]] virtual int rowsChanged() const = 0;
};

/// One numbered step; run inside a transaction.
struct Migration
{
    int version = 0;
    QString name;
    QStringList statements;
};

/// May run more than once before its group is committed (a neighbour failed, the disk was full): it must have no effect
/// but on the connection, and on results that it overwrites. Must not throw.
using WriteJob = std::function<Result<void>(Connection &)>;
using ReadJob = std::function<Result<void>(Connection &)>;
using Done = std::function<void(Result<void>)>;

/// Number of a write job; they count up from 1 in the order they were given.
using JobNumber = quint64;

/// Owned by the engine, used from its thread. Jobs run in the order they were given. Contexts live on the thread of the
/// database object; a callback whose context is gone is dropped, as are those that wait when the database is destroyed.
class Database : public QObject
{
    Q_OBJECT
public:
    /// Starts the thread. `path` is created 0600 if it does not exist.
    explicit Database(QString path, QObject *parent = nullptr);
    /// Runs what was queued, commits, closes.
    ~Database() override;

    /// Opens and migrates. TooNew if the file's schema is newer than ours (the file stays untouched). A damaged one is
    /// renamed to NAME.damaged-TIME, a new one is made, and `done` gets success with `replaced` emitted before; the
    /// same happens to one that turns out to be damaged later.
    void open(QList<Migration> migrations, QObject *context, Done done);

    /// Queued into the current group: committed together with its neighbours at most 50 ms later. A failed job is
    /// rolled back alone. `done`, if given, is called on `context`'s thread after the commit.
    JobNumber write(WriteJob job, QObject *context = nullptr, Done done = {});
    /// As write(), and the group is committed at once and synced: `done` means durable.
    JobNumber writeDurably(WriteJob job, QObject *context, Done done);
    /// Runs after everything queued before it was committed, and sees it (all of it, unless there is trouble). Never
    /// sees what is not committed.
    void read(ReadJob job, QObject *context, Done done);
    /// `done` when everything queued so far is durable.
    void flush(QObject *context, Done done);

    /// Write jobs that are not committed yet, for the engine's status.
    [[nodiscard]] int backlog() const;

Q_SIGNALS:
    /// A damaged database was set aside under this name.
    void replaced(const QString &setAsideAs);
    /// A commit failed (disk full, I/O error) and will be tried again; empty once it worked again.
    void trouble(const QString &message);
    /// Every write job up to this number is committed (or failed alone). One signal for each group, before the group's
    /// callbacks.
    void groupCommitted(lamplighter::store::JobNumber upTo);

private:
    class Worker;
    friend class Worker;
    void deliver();
    std::unique_ptr<Worker> m_worker;
};

/// Numbered migrations of all domains, in order.
QList<Migration> engineMigrations();

} // namespace lamplighter::store
