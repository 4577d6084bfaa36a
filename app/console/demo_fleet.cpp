#include "app/console/demo_fleet.h"

#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/base/log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace lamplighter::console {

using namespace Qt::StringLiterals;

namespace {

const QString kFolderKey = u"demo/folder"_s;
const QString kFolderPrefix = u"lamplighter-demo-"_s;
constexpr int kLamps = 9;

struct Misbehaving
{
    const char *name;
    const char *arguments; ///< further words of the command, as TOML strings
    const char *keys;      ///< further lines of the unit
};

// What each of them shows is told by its name in the table: it dies, it hangs, it never gets up, it does not want to
// go.
constexpr Misbehaving kMisbehaving[] = {
    {"moth", R"("--lines-per-second", "1", "--crash-after", "45s,signal=11")", "min_uptime = '20s'"},
    {"fog", R"("--hang-after", "40s")", "watchdog = '5s'\nstop_timeout = '2s'"},
    {"wet-wick", R"("--crash-after", "1s,exit=3")", "max_consecutive_failures = 3\npause_after_failures = '30s'"},
    {"stubborn", R"("--ignore-term", "--fork", "2")", "stop_timeout = '3s'"},
};

QString unitText(const QString &program, const QString &name, const QString &group, const QString &arguments,
                 const QString &keys)
{
    QString quoted = program;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u"[unit.\"%1\"]\ncommand = [\"%2\"%3]\ngroup = \"%4\"\nready = { notify = true }\n%5\n\n"_s.arg(
        name, quoted, arguments.isEmpty() ? QString() : QString(u", "_s + arguments), group, keys);
}

/// Only what this class made is ever deleted.
bool isOurs(const QString &folder)
{
    const QFileInfo info(folder);
    return info.isDir() && !info.isSymLink() && info.fileName().startsWith(kFolderPrefix) &&
           QFileInfo(info.path()).canonicalFilePath() == QFileInfo(QDir::tempPath()).canonicalFilePath();
}

} // namespace

DemoFleet::DemoFleet(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{}

DemoFleet::~DemoFleet() = default;

QString DemoFleet::program()
{
#ifdef Q_OS_WIN
    const QString name = u"lamplighter-demo-agent.exe"_s;
#else
    const QString name = u"lamplighter-demo-agent"_s;
#endif
    return QDir(QCoreApplication::applicationDirPath()).filePath(name);
}

QString DemoFleet::obstacle() const
{
    return QFileInfo(program()).isExecutable() ? QString() : tr("The practice agent is not installed");
}

Result<void> DemoFleet::writeUnits(const QString &folder) const
{
    QString text;
    for (int i = 1; i <= kLamps; ++i) {
        const int rate = 1 + i % 3; // whole lines a second: the agent takes no other
        text += unitText(program(), u"lamp-%1"_s.arg(i), u"street"_s,
                         u"\"--lines-per-second\", \"%1\", \"--ready-after\", \"%2ms\""_s.arg(rate).arg(150 * i),
                         u"watchdog = '10s'"_s);
    }
    for (const Misbehaving &unit : kMisbehaving) {
        text += unitText(program(), QString::fromLatin1(unit.name), u"misbehaving"_s,
                         QString::fromLatin1(unit.arguments), QString::fromLatin1(unit.keys));
    }
    return writeFileAtomically(folder + u"/demo.toml"_s, text.toUtf8(), FileAccess::Readable);
}

void DemoFleet::start(std::function<void(Result<void>)> done)
{
    if (isBusy()) {
        done(Error{ErrorCode::Busy, tr("The last demo fleet is still being removed"), {}});
        return;
    }
    QTemporaryDir folder(QDir::temp().filePath(kFolderPrefix + u"XXXXXX"_s));
    if (!folder.isValid()) {
        done(Error{ErrorCode::Io, folder.errorString(), {}});
        return;
    }
    folder.setAutoRemove(false);
    if (const Result<void> written = writeUnits(folder.path()); !written) {
        done(written.error());
        return;
    }
    // Known before the first process runs: whatever happens now, the next start finds it.
    m_settings.setValue(kFolderKey, folder.path());
    m_settings.sync();
    run(folder.path(), std::move(done));
}

void DemoFleet::run(const QString &folder, std::function<void(Result<void>)> done)
{
    m_state = State::Starting;
    m_folder = folder;
    engine::Settings settings;
    settings.dataDirectory = folder;
    settings.unitSources = {folder + u"/demo.toml"_s};
    settings.mode = u"embedded"_s;
    settings.listenTcp = false;
    settings.stopUnitsAtExit = true;
    m_engine = std::make_unique<engine::EmbeddedEngine>(settings);
    m_engine->start(this, [this, done = std::move(done)](const Result<void> &result) { started(result, done); });
}

void DemoFleet::started(const Result<void> &result, const std::function<void(Result<void>)> &done)
{
    if (!result) {
        // Busy: another console shows it, and removes it too.
        m_engine.reset();
        if (result.error().code != ErrorCode::Busy) {
            deleteFolder();
            m_settings.remove(kFolderKey);
        }
        m_state = State::Idle;
    } else {
        m_state = State::Running;
    }
    done(result);
    if (!m_whenRemoved.empty()) { // asked for while it started
        if (m_state == State::Running) {
            end();
        } else {
            ended();
        }
    }
}

void DemoFleet::remove(std::function<void()> done)
{
    if (m_state == State::Idle) {
        done();
        return;
    }
    m_whenRemoved.push_back(std::move(done));
    if (m_state == State::Running) {
        end();
    }
}

void DemoFleet::end()
{
    m_state = State::Removing;
    m_engine->setStopUnitsAtExit(true);
    m_engine->stop(this, [this] {
        m_engine.reset();
        deleteFolder();
        m_folder.clear();
        m_settings.remove(kFolderKey);
        m_settings.sync();
        m_state = State::Idle;
        ended();
    });
}

void DemoFleet::ended()
{
    const auto waiting = std::exchange(m_whenRemoved, {});
    for (const std::function<void()> &done : waiting) {
        done();
    }
}

void DemoFleet::deleteFolder() const
{
    if (!isOurs(m_folder)) {
        return;
    }
    // Sockets of a folder with a long name lie in a short one beside it.
    const QFileInfo sockets(DataDirectory(m_folder).runDirectory());
    const bool socketsGone = !sockets.isDir() || sockets.isSymLink() ||
                             sockets.ownerId() != QFileInfo(m_folder).ownerId() ||
                             QDir(sockets.filePath()).removeRecursively();
    if (!QDir(m_folder).removeRecursively() || !socketsGone) {
        qCWarning(lcConsole) << "Parts of the demo fleet could not be deleted:" << m_folder;
    }
}

void DemoFleet::removeLeftover(std::function<void()> done)
{
    const QString folder = m_settings.value(kFolderKey).toString();
    if (folder.isEmpty() || isBusy()) {
        done();
        return;
    }
    if (!isOurs(folder)) {
        m_settings.remove(kFolderKey); // deleted since, by a restart of the machine perhaps
        done();
        return;
    }
    run(folder, [](const Result<void> &) {});
    remove(std::move(done)); // as soon as it has started
}

} // namespace lamplighter::console
