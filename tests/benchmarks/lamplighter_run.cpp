#include "tests/benchmarks/lamplighter_run.h"

#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <csignal>

namespace lamplighter::benchmarks {

LamplighterRun::LamplighterRun()
    : Supervisor(QStringLiteral("lamplighterd"))
{}

LamplighterRun::~LamplighterRun()
{
    m_engine.killHard(); // before the beacons end, or it would start them again
}

QString LamplighterRun::unitName(int number)
{
    return QStringLiteral("b%1").arg(number, 4, 10, QLatin1Char('0'));
}

bool LamplighterRun::prepare(int count)
{
    // Every crash counts as a healthy run's, so that what is measured is the restart and not the back-off.
    const QByteArray rules = "min_uptime = \"0s\"\nrestart_limit = { count = 1000000, window = \"10m\" }\n";
    QByteArray text;
    for (int number = 0; number < count; ++number) {
        text += tests::unitText(unitName(number), {beaconProgram(), board().path(), QString::number(number)}, rules);
    }
    text += tests::agentText(countingUnit(), {QStringLiteral("--lines-per-second"), QStringLiteral("2000")},
                             "autostart = false\nlog = { maximum_size = \"256KiB\", keep = 50 }\n");
    return m_engine.writeUnits(text);
}

bool LamplighterRun::start()
{
    return m_engine.spawn({QStringLiteral("--stop-units")});
}

void LamplighterRun::stop()
{
    ::kill(static_cast<pid_t>(m_engine.pid()), SIGTERM);
}

std::vector<pid_t> LamplighterRun::ownProcesses() const
{
    std::vector<pid_t> pids = keepers();
    pids.push_back(static_cast<pid_t>(m_engine.pid()));
    return pids;
}

std::vector<pid_t> LamplighterRun::keepers() const
{
    std::vector<pid_t> pids;
    for (const qint64 pid : m_engine.keepers()) {
        pids.push_back(static_cast<pid_t>(pid));
    }
    return pids;
}

std::int64_t LamplighterRun::waitForRunning(int count, int limitMs)
{
    std::int64_t at = 0;
    const bool all =
        m_engine.waitUntilReady(limitMs) && tests::waitUntil(
                                                [&] {
                                                    const QJsonObject info = m_engine.get("/api/v1/engine").object();
                                                    at = monotonicNow();
                                                    return info.value(QStringLiteral("running")).toInt() >= count;
                                                },
                                                limitMs);
    return all ? at : 0;
}

} // namespace lamplighter::benchmarks
