#include "core/base/path_watcher.h"

#include <QFileInfo>

#include <algorithm>

namespace lamplighter {

namespace {

// A writer that truncates and then writes is given this long; one that never rests is told of all the same.
constexpr milliseconds kQuiet{100};
constexpr milliseconds kLongestWait{500};

/// The folder itself, or the nearest one above it that exists: its change shows when the rest is made.
QString nearestFolder(const QString &path)
{
    QString folder = QFileInfo(path).path();
    while (!QFileInfo(folder).isDir()) {
        const QString above = QFileInfo(folder).path();
        if (above == folder) {
            break;
        }
        folder = above;
    }
    return folder;
}

} // namespace

PathWatcher::PathWatcher(QObject *parent)
    : QObject(parent)
{
    m_quiet.setSingleShot(true);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &PathWatcher::settle);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &PathWatcher::settle);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        m_waiting.invalidate();
        arm(); // before it is read, so that a change behind the reading is heard
        Q_EMIT touched();
    });
}

bool PathWatcher::watch(const QString &path)
{
    if (!m_path.isEmpty()) {
        m_watcher.removePath(m_path);
        m_watcher.removePath(m_folder);
    }
    m_path = QFileInfo(path).absoluteFilePath();
    m_folder.clear();
    const bool watched = arm();
    settle();
    return watched;
}

bool PathWatcher::arm()
{
    bool watched = false;
    // Once more if a deeper folder was made between the look and the watch, since nothing would tell of it.
    constexpr int kTries = 8;
    for (int i = 0; i < kTries; ++i) {
        const QString folder = nearestFolder(m_path);
        if (watched && folder == m_folder) {
            break;
        }
        if (folder != m_folder && !m_folder.isEmpty()) {
            m_watcher.removePath(m_folder);
        }
        m_folder = folder;
        watched = m_watcher.directories().contains(folder) || m_watcher.addPath(folder);
    }
    // Taken off first: after a rename over it the old watch is on a file that nobody sees any more, under the same
    // name.
    m_watcher.removePath(m_path);
    if (QFileInfo::exists(m_path)) {
        m_watcher.addPath(m_path);
    }
    return watched;
}

void PathWatcher::settle()
{
    if (!m_waiting.isValid()) {
        m_waiting.start();
    }
    const milliseconds left = kLongestWait - milliseconds(m_waiting.elapsed());
    m_quiet.start(std::clamp(left, milliseconds(0), kQuiet));
}

} // namespace lamplighter
