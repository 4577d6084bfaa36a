// Says that one file may have changed: written in place, replaced, removed, or there for the first time. Lives on the
// thread of its owner; never polls.
#pragma once

#include "core/base/clock.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace lamplighter {

class PathWatcher final : public QObject
{
    Q_OBJECT
public:
    explicit PathWatcher(QObject *parent = nullptr);

    /// The file need not exist, nor its folder. False if the system refuses to watch: changes will go unnoticed.
    /// Tells once in any case, of what was written between the caller's reading and this.
    bool watch(const QString &path);

Q_SIGNALS:
    /// When it has rested for 100 ms, or after 500 ms if it does not rest. What changes from here on is told again.
    void touched();

private:
    bool arm();
    void settle();

    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
    QElapsedTimer m_waiting; ///< since the first change that was not told yet
    QString m_path;
    QString m_folder; ///< watched
};

} // namespace lamplighter
