#include "core/watchdog/state_file_watcher.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace lamplighter::watchdog {

namespace {

// A writer that truncates and then writes is given this long; one that never rests is read all the same.
constexpr milliseconds kQuiet{40};
constexpr milliseconds kLongestWait{150};
constexpr qsizetype kMostExpected = 16;

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

struct StateFileWatcher::File
{
    QString path;
    QString folder;             ///< watched
    StateFileContent reported;  ///< what the engine knows
    QList<StateFileUpdate> own; ///< what it writes itself and has not been seen yet
    QTimer quiet;
    QElapsedTimer waiting; ///< since the first change that was not read yet
    QFutureWatcher<StateFileContent> result;
    bool reading = false;
    bool again = false; ///< changed while it was read
};

StateFileWatcher::StateFileWatcher(QThreadPool &pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &StateFileWatcher::touched);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &StateFileWatcher::touched);
}

StateFileWatcher::~StateFileWatcher() = default;

Result<void> StateFileWatcher::watch(const QString &path, const StateFileContent &known)
{
    forget(path);
    auto file = std::make_shared<File>();
    file->path = path;
    file->reported = known;
    file->quiet.setSingleShot(true);
    connect(&file->quiet, &QTimer::timeout, this, [this, path] { read(path); });
    connect(&file->result, &QFutureWatcherBase::finished, this, [this, path] { finished(path); });
    m_files.insert(path, file);
    const bool watched = arm(*file);
    settle(*file); // for what was written between the caller's reading and this
    if (!watched) {
        return Error{ErrorCode::Unavailable, QStringLiteral("%1 cannot be watched").arg(path), path};
    }
    return {};
}

void StateFileWatcher::forget(const QString &path)
{
    if (const std::shared_ptr<File> file = m_files.take(path)) {
        disarm(*file);
    }
}

void StateFileWatcher::expect(const QString &path, const StateFileUpdate &update)
{
    if (const std::shared_ptr<File> file = m_files.value(path)) {
        file->own.append(update);
        if (file->own.size() > kMostExpected) {
            file->own.removeFirst();
        }
    }
}

void StateFileWatcher::touched(const QString &watchedPath)
{
    for (const std::shared_ptr<File> &file : std::as_const(m_files)) {
        if (file->path == watchedPath || file->folder == watchedPath) {
            settle(*file);
        }
    }
}

void StateFileWatcher::settle(File &file)
{
    if (!file.waiting.isValid()) {
        file.waiting.start();
    }
    const milliseconds left = kLongestWait - milliseconds(file.waiting.elapsed());
    file.quiet.start(std::clamp(left, milliseconds(0), kQuiet));
}

void StateFileWatcher::read(const QString &path)
{
    const std::shared_ptr<File> file = m_files.value(path);
    if (!file) {
        return;
    }
    if (file->reading) {
        file->again = true;
        return;
    }
    file->reading = true;
    file->waiting.invalidate();
    // Armed before it is read, so that a change behind the reading is heard.
    arm(*file);
    // A future, since its watcher lets go safely when this object is gone before the disk has answered.
    const auto promise = std::make_shared<QPromise<StateFileContent>>();
    file->result.setFuture(promise->future());
    m_pool.start([path, promise] {
        promise->start();
        promise->addResult(readStateFile(path));
        promise->finish();
    });
}

void StateFileWatcher::finished(const QString &path)
{
    const std::shared_ptr<File> file = m_files.value(path);
    if (!file) {
        return;
    }
    file->reading = false;
    if (std::exchange(file->again, false)) {
        settle(*file);
    }
    if (file->result.future().resultCount() == 0) { // the pool was cleared
        return;
    }
    const StateFileContent content = file->result.result();
    if (content == file->reported) {
        return;
    }
    file->reported = content;
    const auto own = std::find_if(file->own.begin(), file->own.end(),
                                  [&content](const StateFileUpdate &update) { return isWrittenAs(content, update); });
    if (own != file->own.end()) {
        file->own.erase(file->own.begin(), own + 1); // those before it were written over
        return;
    }
    Q_EMIT changed(path, content);
}

bool StateFileWatcher::arm(File &file)
{
    bool watched = false;
    // Once more if a deeper folder was made between the look and the watch, since nothing would tell of it.
    constexpr int kTries = 8;
    for (int i = 0; i < kTries; ++i) {
        const QString folder = nearestFolder(file.path);
        if (watched && folder == file.folder) {
            break;
        }
        if (folder != file.folder) {
            disarm(file);
            file.folder = folder;
        }
        watched = m_watcher.directories().contains(folder) || m_watcher.addPath(folder);
    }
    // Taken off first: after a rename over it the old watch is on a file that nobody sees any more, under the same
    // name.
    m_watcher.removePath(file.path);
    if (QFileInfo::exists(file.path)) {
        m_watcher.addPath(file.path);
    }
    return watched;
}

void StateFileWatcher::disarm(const File &file)
{
    m_watcher.removePath(file.path);
    const bool shared = std::any_of(m_files.cbegin(), m_files.cend(), [&file](const std::shared_ptr<File> &other) {
        return other->path != file.path && other->folder == file.folder;
    });
    if (!shared && !file.folder.isEmpty()) {
        m_watcher.removePath(file.folder);
    }
}

} // namespace lamplighter::watchdog
