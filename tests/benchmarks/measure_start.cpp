#include "tests/benchmarks/console_measures.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QFile>
#include <QProcess>

#include <csignal>

namespace lamplighter::benchmarks {

namespace {

constexpr int kUnits = 30;
constexpr double kStartMs = 600;
constexpr int kLimitMs = 15'000;
/// What the console says in the category lamplighter.console when its page shows what the engine reports.
const QByteArray kPainted = "painted, live";

/// A display that nobody looks at.
class Display
{
public:
    bool start()
    {
        const QString program = tests::systemProgram(QStringLiteral("Xvfb"));
        if (program.isEmpty()) {
            return false;
        }
        m_server.start(program, {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                                 QStringLiteral("0"), QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"),
                                 QStringLiteral("tcp")});
        QByteArray number;
        while (!number.endsWith('\n') && m_server.waitForReadyRead(10'000)) {
            number += m_server.readAllStandardOutput();
        }
        m_name = QLatin1Char(':') + QString::fromLatin1(number.trimmed());
        return number.endsWith('\n');
    }
    ~Display()
    {
        m_server.terminate();
        m_server.waitForFinished(5000);
    }
    [[nodiscard]] QString name() const { return m_name; }

private:
    QProcess m_server;
    QString m_name;
};

/// The console as an operator starts it, on a folder and a display of its own.
class Console
{
public:
    Console(tests::EngineProcess &home, const QString &display)
        : m_home(home)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path(QStringLiteral("config")));
        environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("lamplighter.console.debug=true"));
        m_process.setProcessEnvironment(environment);
        m_process.setReadChannel(QProcess::StandardError);
    }

    /// From before exec until the console says that it has painted; negative if it does not.
    double start()
    {
        QByteArray said;
        const std::int64_t began = nowNs();
        m_process.start(
            tests::programPath(QStringLiteral("lamplighter")),
            {QStringLiteral("--data-dir"), m_home.dataDirectory(), QStringLiteral("--units"), m_home.unitFile()});
        while (!said.contains(kPainted) && m_process.state() != QProcess::NotRunning) {
            if (!m_process.waitForReadyRead(kLimitMs)) {
                break;
            }
            said += m_process.readAllStandardError();
        }
        const double ms = static_cast<double>(nowNs() - began) / 1e6;
        if (!said.contains(kPainted)) {
            say(QString::fromUtf8(said));
            return -1;
        }
        return ms;
    }
    [[nodiscard]] pid_t pid() const { return static_cast<pid_t>(m_process.processId()); }
    /// Units go on.
    void end()
    {
        m_process.terminate();
        m_process.waitForFinished(kLimitMs);
    }

private:
    tests::EngineProcess &m_home;
    QProcess m_process;
};

/// Per cent of one processor.
double idleUse(pid_t pid, int idleSeconds)
{
    const ThreadUsage before = usageOf({pid});
    tests::nap(idleSeconds * 1000);
    return static_cast<double>(usageBetween(before, usageOf({pid})).cpuNs) / 1e7 / idleSeconds;
}

bool prepare(tests::EngineProcess &home)
{
    QByteArray text;
    for (int number = 0; number < kUnits; ++number) {
        text += tests::unitText(QStringLiteral("service-%1").arg(number),
                                {tests::systemProgram(QStringLiteral("sleep")), QStringLiteral("9999")});
    }
    return home.writeUnits(text);
}

} // namespace

void measureStart(const ConsoleScale &scale, FigureTable &table)
{
    tests::EngineProcess home(QStringLiteral("lamp-bench"));
    Display display;
    if (!prepare(home) || !display.start()) {
        say(QStringLiteral("Xvfb is not installed; the start was not measured"));
        return;
    }
    Console console(home, display.name());
    // The first makes the database and starts the units; whoever comes later finds them running.
    const double first = console.start();
    if (first < 0) {
        console.end();
        table.check(QStringLiteral("start to a painted, live overview"), false,
                    QStringLiteral("did not start; another engine may listen on its port"),
                    QStringLiteral("<= 600 ms"));
        return;
    }
    tests::nap(3000);
    console.end();
    std::vector<double> times;
    for (int i = 0; i < scale.starts; ++i) {
        times.push_back(console.start());
        if (i + 1 < scale.starts) {
            tests::nap(500);
            console.end();
        }
    }
    table.mention(QStringLiteral("first start, with a new data directory"), first, QStringLiteral("ms"));
    table.mention(QStringLiteral("start to a painted, live overview, best of %1").arg(times.size()),
                  percentile(times, 0), QStringLiteral("ms"));
    table.limit(QStringLiteral("start to a painted, live overview, median"), median(times), QStringLiteral("ms"),
                kStartMs, QStringLiteral("<= 600 ms"));
    tests::nap(5000);
    table.limit(QStringLiteral("processor when idle, overview shown"), idleUse(console.pid(), scale.idleSeconds),
                QStringLiteral("%"), 1, QStringLiteral("< 1 %"));
    console.end();
}

} // namespace lamplighter::benchmarks
