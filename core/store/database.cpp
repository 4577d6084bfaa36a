#include "core/store/database.h"

#include "core/store/database_worker.h"

#include <QPointer>

namespace lamplighter::store {

Database::Database(QString path, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(
          std::move(path), [this] { QMetaObject::invokeMethod(this, &Database::deliver, Qt::QueuedConnection); }))
{}

Database::~Database() = default;

void Database::open(QList<Migration> migrations, QObject *context, Done done)
{
    Worker::Job job;
    job.kind = Worker::Job::Kind::Open;
    job.migrations = std::move(migrations);
    job.context = context != nullptr ? context : this;
    job.done = std::move(done);
    m_worker->queue(std::move(job));
}

JobNumber Database::write(WriteJob job, QObject *context, Done done)
{
    Worker::Job queued;
    queued.kind = Worker::Job::Kind::Write;
    queued.run = std::move(job);
    if (done) {
        queued.context = context != nullptr ? context : this;
        queued.done = std::move(done);
    }
    return m_worker->queue(std::move(queued));
}

JobNumber Database::writeDurably(WriteJob job, QObject *context, Done done)
{
    Worker::Job queued;
    queued.kind = Worker::Job::Kind::DurableWrite;
    queued.run = std::move(job);
    queued.context = context != nullptr ? context : this;
    queued.done = std::move(done);
    return m_worker->queue(std::move(queued));
}

void Database::read(ReadJob job, QObject *context, Done done)
{
    Worker::Job queued;
    queued.kind = Worker::Job::Kind::Read;
    queued.run = std::move(job);
    queued.context = context != nullptr ? context : this;
    queued.done = std::move(done);
    m_worker->queue(std::move(queued));
}

void Database::flush(QObject *context, Done done)
{
    writeDurably(
        // Something must be written: an empty transaction writes nothing and so syncs nothing.
        [](Connection &connection) {
            return connection.execute(QStringLiteral("UPDATE store_opened SET boot_id = boot_id"));
        },
        context, std::move(done));
}

int Database::backlog() const
{
    return m_worker->backlog();
}

void Database::deliver()
{
    const QPointer<Database> self(this); // a callback may end the engine, and this with it
    std::vector<Worker::Report> reports = m_worker->takeReports();
    for (Worker::Report &report : reports) {
        switch (report.kind) {
        case Worker::Report::Kind::Answer:
            if (report.context) {
                report.done(std::move(report.result));
            }
            break;
        case Worker::Report::Kind::Group:
            Q_EMIT groupCommitted(report.upTo);
            break;
        case Worker::Report::Kind::Replaced:
            Q_EMIT replaced(report.text);
            break;
        case Worker::Report::Kind::Trouble:
            Q_EMIT trouble(report.text);
            break;
        }
        if (!self) {
            return;
        }
    }
}

} // namespace lamplighter::store
