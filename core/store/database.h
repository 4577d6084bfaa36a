// The database of one data directory (SQLite, WAL), on a thread of its own. Statements cross as jobs, answers cross
// back as values, so that a stalled disk stalls neither the watchdog nor the kill switch.
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <memory>

namespace lamplighter::store {

/// The connection, as a job sees it; only on the database thread.
class Connection {
public:
    virtual ~Connection() = default;
    /// Prepares once and keeps the statement. Values are bound in order.
    virtual Result<void> execute(const QString &sql, const QVariantList &values = {}) = 0;
    /// Calls `row` for each row until it returns false.
    virtual Result<void> select(const QString &sql, const QVariantList &values,
                                const std::function<bool(const QSqlQuery &)> &row) = 0;
    [[nodiscard]] virtual qint64 lastInsertId() const = 0;
};

/// One numbered step; run inside a transaction.
struct Migration {
    int version = 0;
    QString name;
    QStringList statements;
};

using WriteJob = std::function<Result<void>(Connection &)>;
using ReadJob = std::function<Result<void>(Connection &)>;
using Done = std::function<void(Result<void>)>;

/// Owned by the engine, used from its thread. Jobs run in the order they were given.
class Database : public QObject {
    Q_OBJECT
public:
    /// Starts the thread. `path` is created 0600 if it does not exist.
    explicit Database(QString path, QObject *parent = nullptr);
    /// Runs what was queued, commits, closes.
    ~Database() override;

    /// Opens and migrates. TooNew if the file's schema is newer than ours, Corrupt if it is damaged (it is then
    /// renamed to NAME.damaged-TIME, a new one is made, and `done` gets success with `replaced` emitted before).
    void open(QList<Migration> migrations, QObject *context, Done done);

    /// Queued into the current group: committed together with its neighbours at most 50 ms later. A failed job is rolled
    /// back alone (savepoint). `done`, if given, is called on `context`'s thread after the commit.
    void write(WriteJob job, QObject *context = nullptr, Done done = {});
    /// As write(), and the group is committed at once and synced: `done` means durable.
    void writeDurably(WriteJob job, QObject *context, Done done);
    /// Runs after everything queued before it, sees it.
    void read(ReadJob job, QObject *context, Done done);

    /// Jobs that wait, for the engine's status.
    [[nodiscard]] int backlog() const;

Q_SIGNALS:
    /// A damaged database was set aside under this name.
    void replaced(const QString &setAsideAs);
    /// A commit failed (disk full, I/O error) and will be tried again; empty once it worked again.
    void trouble(const QString &message);

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

/// Numbered migrations of all domains, in order.
QList<Migration> engineMigrations();

} // namespace lamplighter::store
