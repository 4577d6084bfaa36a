// Notices when another program writes a state file. One watcher serves all units: the system gives a user only so many.
// Lives on the engine's thread; files are read in the pool. Never polls.
#pragma once

#include "core/watchdog/state_file.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

class QThreadPool;

namespace lamplighter::watchdog {

class StateFileWatcher final : public QObject
{
    Q_OBJECT
public:
    /// `pool` must outlive the watcher.
    explicit StateFileWatcher(QThreadPool &pool, QObject *parent = nullptr);
    ~StateFileWatcher() override;

    /// `known` is what the caller has read; whatever differs from it is reported, also if it was written in between.
    /// The file need not exist, nor its folder. Unavailable if the system refuses to watch: changes will go unnoticed.
    Result<void> watch(const QString &path, const StateFileContent &known);
    void forget(const QString &path);
    /// What this engine is about to write itself, and does not want to be told. Call it before the writing starts.
    void expect(const QString &path, const StateFileUpdate &update);

Q_SIGNALS:
    /// At most 200 ms after the change.
    void changed(const QString &path, const lamplighter::watchdog::StateFileContent &content);

private:
    struct File;

    void touched(const QString &watchedPath);
    void settle(File &file);
    void read(const QString &path);
    void finished(const QString &path);
    bool arm(File &file);
    void disarm(const File &file);

    QThreadPool &m_pool;
    QFileSystemWatcher m_watcher;
    QHash<QString, std::shared_ptr<File>> m_files;
};

} // namespace lamplighter::watchdog
