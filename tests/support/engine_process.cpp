#include "tests/support/engine_process.h"

#include "core/base/data_directory.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <cerrno>
#include <csignal>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lamplighter::tests {

EngineProcess::EngineProcess(const QString &prefix)
    : m_folder(QDir::tempPath() + u'/' + prefix + QStringLiteral("-XXXXXX"))
{
    QDir().mkpath(dataDirectory());
}

EngineProcess::~EngineProcess()
{
    killHard();
    // A keeper may have begun a process while we looked, so what is left is looked for again until there is none.
    const int left = endProcessesNaming(folder().toUtf8()) + endProcessesNaming(runDirectory().toUtf8());
    if (left > 0) {
        qWarning("%d processes of %s could not be ended", left, qPrintable(folder()));
    }
    if (!runDirectory().startsWith(folder())) {
        QDir(runDirectory()).removeRecursively();
    }
}

QString EngineProcess::folder() const
{
    return m_folder.path();
}

QString EngineProcess::logPath(const QString &unit) const
{
    return DataDirectory(dataDirectory()).logDirectory() + u'/' + unit + QStringLiteral(".log");
}

QString EngineProcess::runDirectory() const
{
    return DataDirectory(dataDirectory()).runDirectory();
}

bool EngineProcess::writeFile(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

bool EngineProcess::spawn(const QStringList &more)
{
    QFile::remove(path(QStringLiteral("port")));
    m_port = 0;
    QStringList words = m_wrapper;
    words << QStringList{programPath(QStringLiteral("lamplighterd")),
                         QStringLiteral("--data-dir"),
                         dataDirectory(),
                         QStringLiteral("--listen"),
                         QStringLiteral("127.0.0.1:0"),
                         QStringLiteral("--port-file"),
                         path(QStringLiteral("port")),
                         QStringLiteral("--foreground")};
    if (QFile::exists(unitFile())) {
        words << QStringLiteral("--units") << unitFile();
    }
    words << more;
    std::vector<QByteArray> texts;
    std::vector<char *> arguments;
    texts.reserve(static_cast<std::size_t>(words.size()));
    arguments.reserve(static_cast<std::size_t>(words.size()) + 1);
    for (const QString &word : words) {
        texts.push_back(word.toLocal8Bit());
    }
    for (QByteArray &text : texts) {
        arguments.push_back(text.data());
    }
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    const QByteArray log = path(QStringLiteral("engine.log")).toLocal8Bit();
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t pid = 0;
    const int error = ::posix_spawnp(&pid, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    m_pid = error == 0 ? pid : 0;
    return error == 0;
}

bool EngineProcess::start(const QStringList &more, int limit)
{
    return spawn(more) && waitUntilReady(limit);
}

int EngineProcess::startAndFail(const QStringList &more, int limit)
{
    return spawn(more) && waitUntil([this] { return !running(); }, limit) ? m_lastStatus : -1;
}

bool EngineProcess::waitUntilReady(int limit)
{
    return waitUntil([this] { return !running() || (readPort() && get("/readyz").ok()); }, limit) && running();
}

bool EngineProcess::readPort()
{
    QFile file(path(QStringLiteral("port")));
    if (m_port == 0 && file.open(QIODevice::ReadOnly)) {
        m_port = static_cast<quint16>(file.readAll().trimmed().toUInt());
    }
    return m_port != 0;
}

bool EngineProcess::running()
{
    int status = 0;
    if (m_pid > 0 && ::waitpid(static_cast<pid_t>(m_pid), &status, WNOHANG) == m_pid) {
        m_lastStatus = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        m_pid = 0;
    }
    return m_pid > 0;
}

void EngineProcess::killHard()
{
    if (m_pid > 0) {
        ::kill(static_cast<pid_t>(m_pid), SIGKILL);
        ::waitpid(static_cast<pid_t>(m_pid), nullptr, 0);
        m_pid = 0;
    }
}

int EngineProcess::terminate(int limit)
{
    if (m_pid > 0) {
        ::kill(static_cast<pid_t>(m_pid), SIGTERM);
    }
    return waitUntil([this] { return !running(); }, limit) ? m_lastStatus : -1;
}

QByteArray EngineProcess::token() const
{
    QFile file(DataDirectory(dataDirectory()).tokenFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

QString EngineProcess::trouble() const
{
    QFile file(path(QStringLiteral("engine.log")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().right(2000)) : QStringLiteral("no output");
}

HttpExchange EngineProcess::get(const QByteArray &target) const
{
    return exchange(m_port, "GET", target, token());
}

HttpExchange EngineProcess::post(const QByteArray &target, const QJsonObject &json) const
{
    return exchange(m_port, "POST", target, token(), json);
}

HttpExchange EngineProcess::put(const QByteArray &target, const QJsonObject &json) const
{
    return exchange(m_port, "PUT", target, token(), json);
}

HttpExchange EngineProcess::remove(const QByteArray &target) const
{
    return exchange(m_port, "DELETE", target, token());
}

std::optional<client::UnitStatus> EngineProcess::unit(const QString &name) const
{
    const HttpExchange answer = get("/api/v1/units/" + name.toUtf8());
    const Result<client::UnitStatus> status = client::unitStatusFromJson(answer.object());
    return answer.ok() && status.ok() ? std::optional(*status) : std::nullopt;
}

QList<client::UnitStatus> EngineProcess::units() const
{
    QList<client::UnitStatus> all;
    const QJsonArray array = get("/api/v1/units").array(QStringLiteral("units"));
    for (const auto &value : array) {
        if (const Result<client::UnitStatus> status = client::unitStatusFromJson(value.toObject()); status.ok()) {
            all.append(*status);
        }
    }
    return all;
}

QList<client::EventRecord> EngineProcess::events(const QString &kind, const QString &subject) const
{
    QList<client::EventRecord> all;
    for (bool more = true; more;) {
        const qint64 after = all.isEmpty() ? 0 : all.last().seq;
        const HttpExchange answer = get("/api/v1/events?order=oldest&limit=1000&after=" + QByteArray::number(after) +
                                        (kind.isEmpty() ? QByteArray() : "&kind=" + kind.toUtf8()) +
                                        (subject.isEmpty() ? QByteArray() : "&subject=" + subject.toUtf8()));
        const Result<client::EventsPage> page = client::eventsPageFromJson(answer.object());
        if (!answer.ok() || !page.ok() || page->events.isEmpty()) {
            break;
        }
        all.append(page->events);
        more = page->more;
    }
    return all;
}

std::optional<client::KillSwitchStatus> EngineProcess::killSwitch() const
{
    const HttpExchange answer = get("/api/v1/kill-switch");
    const Result<client::KillSwitchStatus> status = client::killSwitchFromJson(answer.object());
    return answer.ok() && status.ok() ? std::optional(*status) : std::nullopt;
}

QList<client::AlertRecord> EngineProcess::alerts(const QString &kind) const
{
    QList<client::AlertRecord> all;
    const QJsonArray array = get("/api/v1/alerts?limit=500").array(QStringLiteral("alerts"));
    for (const auto &value : array) {
        const Result<client::AlertRecord> alert = client::alertFromJson(value.toObject());
        if (alert.ok() && alert->kind == kind) {
            all.append(*alert);
        }
    }
    return all;
}

client::EngineInfo EngineProcess::info() const
{
    const Result<client::EngineInfo> info = client::engineInfoFromJson(get("/api/v1/engine").object());
    return info.ok() ? *info : client::EngineInfo{};
}

QList<qint64> EngineProcess::keepers() const
{
    // The run directory may lie elsewhere, when the folder's path is too long for a socket's name.
    QList<qint64> pids;
    for (const SeenProcess &process : processesNaming(runDirectory().toUtf8())) {
        if (process.commandLine.left(process.commandLine.indexOf('\0')).endsWith("lamplighter-keeper")) {
            pids.append(process.pid);
        }
    }
    return pids;
}

int EngineProcess::processesLeft() const
{
    return static_cast<int>(processesNaming(folder().toUtf8()).size() + keepers().size());
}

std::optional<client::UnitStatus>
EngineProcess::waitForUnit(const QString &name, const std::function<bool(const client::UnitStatus &)> &good,
                           int limit) const
{
    std::optional<client::UnitStatus> status;
    const bool found = waitUntil(
        [&] {
            status = unit(name);
            return status && good(*status);
        },
        limit);
    return found ? status : std::nullopt;
}

std::optional<client::UnitStatus> EngineProcess::waitForState(const QString &name, client::UnitState state,
                                                              int limit) const
{
    return waitForUnit(
        name, [state](const client::UnitStatus &status) { return status.state == state; }, limit);
}

std::optional<client::UnitStatus> EngineProcess::waitForNewPid(const QString &name, qint64 oldPid, int limit) const
{
    return waitForUnit(
        name,
        [oldPid](const client::UnitStatus &status) {
            return status.state == client::UnitState::Running && status.pid > 0 && status.pid != oldPid;
        },
        limit);
}

CommandResult EngineProcess::lampctl(const QStringList &arguments, int limit) const
{
    return runLampctl(QStringList{QStringLiteral("--data-dir"), dataDirectory()} + arguments, limit);
}

CommandResult EngineProcess::lampctlOverTcp(const QString &tokenFile, const QStringList &arguments, int limit) const
{
    const QString address = QStringLiteral("http://127.0.0.1:%1").arg(m_port);
    return runLampctl(
        QStringList{QStringLiteral("--engine"), address, QStringLiteral("--token-file"), tokenFile} + arguments, limit);
}

CommandResult EngineProcess::runLampctl(const QStringList &arguments, int limit)
{
    QProcess process;
    process.start(programPath(QStringLiteral("lampctl")), arguments);
    CommandResult result;
    if (process.waitForFinished(limit) && process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

} // namespace lamplighter::tests
