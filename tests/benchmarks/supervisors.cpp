#include "tests/benchmarks/supervisors.h"

#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <csignal>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lamplighter::benchmarks {

Supervisor::Supervisor(QString name)
    : m_name(std::move(name))
    , m_folder(QDir::tempPath() + QStringLiteral("/lamplighter-bench-XXXXXX"))
    , m_board(m_folder.filePath(QStringLiteral("board")))
{}

Supervisor::~Supervisor()
{
    if (m_main > 0) {
        ::kill(m_main, SIGKILL);
    }
    tests::endProcessesNaming(folder().toUtf8());
    if (m_main > 0) {
        ::waitpid(m_main, nullptr, 0);
    }
}

std::vector<pid_t> Supervisor::ownProcesses() const
{
    std::vector<pid_t> pids;
    for (const tests::SeenProcess &process : tests::processesNaming(folder().toUtf8())) {
        const QByteArray first = process.commandLine.left(process.commandLine.indexOf('\0'));
        if (!first.endsWith("bench_beacon") && first != "./run" && process.pid != ::getpid()) {
            pids.push_back(static_cast<pid_t>(process.pid));
        }
    }
    return pids;
}

bool Supervisor::write(const QString &name, const QByteArray &content) const
{
    QFile file(folder() + u'/' + name);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

bool Supervisor::makeServiceFolder(const QString &root, int number) const
{
    const QString path = QStringLiteral("%1/%2/s%3").arg(folder(), root).arg(number, 4, 10, QLatin1Char('0'));
    return QDir().mkpath(path) && QFile::link(beaconProgram(), path + QStringLiteral("/run")) &&
           QFile::link(m_board.path(), path + QStringLiteral("/board")) &&
           QFile::link(QString::number(number), path + QStringLiteral("/slot"));
}

bool Supervisor::spawn(const QStringList &words)
{
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
    const QByteArray log = (folder() + QStringLiteral("/output")).toLocal8Bit();
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int error = ::posix_spawn(&m_main, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0;
}

void Supervisor::signalMain(int number) const
{
    ::kill(m_main, number);
}

QString beaconProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/bench_beacon");
}

namespace {

class Floor final : public Supervisor
{
public:
    Floor()
        : Supervisor(QStringLiteral("bare loop"))
    {}
    bool prepare(int count) override
    {
        m_count = count;
        return true;
    }
    bool start() override
    {
        return spawn({QCoreApplication::applicationDirPath() + QStringLiteral("/bench_floor"), beaconProgram(),
                      board().path(), QString::number(m_count)});
    }
    void stop() override { signalMain(SIGTERM); }

private:
    int m_count = 0;
};

class Runit final : public Supervisor
{
public:
    explicit Runit(QString program)
        : Supervisor(QStringLiteral("runit"))
        , m_program(std::move(program))
    {}
    bool prepare(int count) override
    {
        for (int number = 0; number < count; ++number) {
            if (!makeServiceFolder(QStringLiteral("services"), number)) {
                return false;
            }
        }
        return true;
    }
    bool start() override { return spawn({m_program, folder() + QStringLiteral("/services")}); }
    void stop() override { signalMain(SIGHUP); } // runsvdir(8): TERM to every runsv, then exit
    [[nodiscard]] int settleMs() const override { return 1100; }

private:
    QString m_program;
};

class S6 final : public Supervisor
{
public:
    explicit S6(QString program)
        : Supervisor(QStringLiteral("s6"))
        , m_program(std::move(program))
    {}
    bool prepare(int count) override
    {
        for (int number = 0; number < count; ++number) {
            if (!makeServiceFolder(QStringLiteral("services"), number)) {
                return false;
            }
        }
        return true;
    }
    bool start() override
    {
        return spawn({m_program, QStringLiteral("-c"), QStringLiteral("2000"), folder() + QStringLiteral("/services")});
    }
    void stop() override { signalMain(SIGTERM); } // s6-svscan(8): stops every service, then exits
    [[nodiscard]] int settleMs() const override { return 1100; }

private:
    QString m_program;
};

class Supervisord final : public Supervisor
{
public:
    explicit Supervisord(QString program)
        : Supervisor(QStringLiteral("supervisord"))
        , m_program(std::move(program))
    {}
    bool prepare(int count) override
    {
        QByteArray text =
            "[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\nminfds=8192\nminprocs=2000\n"
            "pidfile=" +
            folder().toUtf8() + "/pid\n\n";
        for (int number = 0; number < count; ++number) {
            text += "[program:s" + QByteArray::number(number) + "]\ncommand=" + beaconProgram().toUtf8() + " " +
                    board().path().toUtf8() + " " + QByteArray::number(number) +
                    "\nstartsecs=0\nautorestart=true\nstdout_logfile=NONE\nstderr_logfile=NONE\n\n";
        }
        return write(QStringLiteral("supervisord.conf"), text);
    }
    bool start() override
    {
        return spawn({m_program, QStringLiteral("-c"), folder() + QStringLiteral("/supervisord.conf")});
    }
    void stop() override { signalMain(SIGTERM); }
    [[nodiscard]] int settleMs() const override { return 1100; }

private:
    QString m_program;
};

/// PM2 without its daemon's own set-up: an ecosystem file with compiled programs.
class Pm2 final : public Supervisor
{
public:
    explicit Pm2(QString program)
        : Supervisor(QStringLiteral("PM2"))
        , m_program(std::move(program))
    {}
    bool prepare(int count) override
    {
        QByteArray apps;
        for (int number = 0; number < count; ++number) {
            apps += (number > 0 ? ",\n" : "") + QByteArray("{\"name\":\"s") + QByteArray::number(number) +
                    R"(","script":")" + beaconProgram().toUtf8() + R"(","interpreter":"none","args":[")" +
                    board().path().toUtf8() + R"(",")" + QByteArray::number(number) +
                    R"("],"min_uptime":1,"max_restarts":1000000})";
        }
        return write(QStringLiteral("ecosystem.config.json"), "{\"apps\":[\n" + apps + "\n]}\n");
    }
    bool start() override
    {
        qputenv("PM2_HOME", folder().toLocal8Bit() + "/pm2");
        return spawn({m_program, QStringLiteral("start"), QStringLiteral("--no-daemon"),
                      folder() + QStringLiteral("/ecosystem.config.json")});
    }
    void stop() override { signalMain(SIGTERM); }

private:
    QString m_program;
};

} // namespace

std::unique_ptr<Supervisor> makeFloor()
{
    return std::make_unique<Floor>();
}

std::unique_ptr<Supervisor> makePeer(const QString &name)
{
    const auto make = [](auto *kind, const QString &program) -> std::unique_ptr<Supervisor> {
        using Kind = std::remove_pointer_t<decltype(kind)>;
        const QString path = tests::systemProgram(program);
        return path.isEmpty() ? nullptr : std::make_unique<Kind>(path);
    };
    if (name == QStringLiteral("runit")) {
        return make(static_cast<Runit *>(nullptr), QStringLiteral("runsvdir"));
    }
    if (name == QStringLiteral("s6")) {
        return make(static_cast<S6 *>(nullptr), QStringLiteral("s6-svscan"));
    }
    if (name == QStringLiteral("supervisord")) {
        return make(static_cast<Supervisord *>(nullptr), QStringLiteral("supervisord"));
    }
    return make(static_cast<Pm2 *>(nullptr), QStringLiteral("pm2"));
}

std::vector<std::unique_ptr<Supervisor>> makeInstalledPeers()
{
    std::vector<std::unique_ptr<Supervisor>> peers;
    for (const QString &name :
         {QStringLiteral("runit"), QStringLiteral("s6"), QStringLiteral("supervisord"), QStringLiteral("PM2")}) {
        if (std::unique_ptr<Supervisor> peer = makePeer(name)) {
            peers.push_back(std::move(peer));
        }
    }
    return peers;
}

} // namespace lamplighter::benchmarks
