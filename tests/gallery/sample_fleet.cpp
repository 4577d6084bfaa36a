#include "tests/gallery/sample_fleet.h"

#include "tests/gallery/gallery_clock.h"

#include <QJsonArray>

namespace lamplighter::gallery {

using client::Health;
using client::LastExit;
using client::Reason;
using client::UnitState;
using client::UnitStatus;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

WallTime ago(Duration duration)
{
    return GalleryClock::moment() - std::chrono::duration_cast<microseconds>(duration);
}

LastExit ended(int code, Duration before, bool expected, Duration uptime = minutes(40))
{
    LastExit exit;
    exit.code = code;
    exit.at = ago(before);
    exit.expected = expected;
    exit.uptime = uptime;
    return exit;
}

UnitStatus running(const QString &name, const QString &group, qint64 pid, Duration uptime, const QString &health,
                   int restarts)
{
    UnitStatus status;
    status.name = name;
    status.group = group;
    status.state = UnitState::Running;
    status.reason = Reason::Autostart;
    status.since = ago(uptime);
    status.startedAt = ago(uptime);
    status.pid = pid;
    status.ready = status.wanted = true;
    status.restarts24h = restarts;
    status.restarts = restarts + 3;
    status.health = health.isEmpty() ? Health::NotChecked : Health::Passing;
    status.healthDetail = health;
    if (restarts > 0) {
        status.lastExit = ended(0, uptime, true);
    }
    return status;
}

UnitStatus fatal()
{
    UnitStatus status =
        running(QStringLiteral("memory-kernel"), QStringLiteral("kernel"), 0, minutes(4) + seconds(12), {}, 3);
    status.state = UnitState::Fatal;
    status.reason = Reason::RestartLimit;
    status.startedAt.reset();
    status.health = Health::Failing;
    status.healthDetail = QStringLiteral("no heartbeat");
    LastExit exit = ended(0, minutes(4) + seconds(11), false);
    exit.code.reset();
    exit.signal = 11;
    exit.signalName = QStringLiteral("SIGSEGV");
    status.lastExit = exit;
    return status;
}

UnitStatus backoff()
{
    UnitStatus status = running(QStringLiteral("hsp"), QStringLiteral("service"), 0, seconds(22), {}, 4);
    status.state = UnitState::Backoff;
    status.reason = Reason::CrashDetected;
    status.startedAt.reset();
    status.consecutiveFailures = 3;
    status.next = client::NextStep{QStringLiteral("start"), ago(-seconds(18))};
    status.health = Health::Failing;
    status.healthDetail = QStringLiteral("broker refused");
    status.lastExit = ended(1, seconds(22), false, milliseconds(17'600));
    return status;
}

UnitStatus held()
{
    UnitStatus status = running(QStringLiteral("nightly-eval"), QStringLiteral("service"), 0, minutes(87), {}, 0);
    status.state = UnitState::Killed;
    status.reason = Reason::KillSwitch;
    status.startedAt.reset();
    status.heldBy = QStringLiteral("unit:nightly-eval");
    status.heldReason = QStringLiteral("writes to the live store");
    LastExit exit = ended(0, minutes(87), true);
    exit.code.reset();
    exit.signal = 15;
    exit.signalName = QStringLiteral("SIGTERM");
    status.lastExit = exit;
    return status;
}

} // namespace

QList<UnitStatus> sampleUnits()
{
    QList<UnitStatus> units{fatal(), backoff(), held()};
    UnitStatus starting = running(QStringLiteral("embedder"), QStringLiteral("service"), 41877, seconds(6),
                                  QStringLiteral("waiting, 2 of 3"), 1);
    starting.state = UnitState::Starting;
    starting.health = Health::Waiting;
    units.append(starting);
    UnitStatus stopping =
        running(QStringLiteral("llm"), QStringLiteral("service"), 38102, hours(52), QStringLiteral("ready, 210 ms"), 1);
    stopping.state = UnitState::Stopping;
    stopping.next = client::NextStep{QStringLiteral("kill"), ago(-seconds(7))};
    units.append(stopping);
    const QString occurrence = QStringLiteral("occurrence");
    units.append(running(QStringLiteral("default"), occurrence, 41502, seconds(199), QStringLiteral("WORK, 41 ms"), 1));
    for (int i = 1; i < 9; ++i) {
        units.append(running(QStringLiteral("occurrence-%1").arg(i), occurrence, 41600 + 33 * i, seconds(98 + 30 * i),
                             QStringLiteral("WORK, %1 ms").arg(43 + i), 1));
    }
    const char *services[] = {"vector-store",    "governance-kernel", "health_monitor", "security_monitor",
                              "api-routes",      "nats-relay",        "scheduler",      "audit-writer",
                              "embedding-cache", "feature-store",     "gateway",        "ingest",
                              "metrics",         "model-router",      "prompt-cache",   "session-store"};
    int number = 0;
    for (const char *service : services) {
        ++number;
        units.append(running(QString::fromLatin1(service), QStringLiteral("service"), 21000 + 44 * number,
                             days(number % 7) + hours(number),
                             number % 4 == 0 ? QString() : QStringLiteral("ready, %1 ms").arg(number),
                             number % 5 == 0 ? 1 : 0));
    }
    UnitStatus stopped = running(QStringLiteral("backfill"), QStringLiteral("job"), 0, hours(5), {}, 0);
    stopped.state = UnitState::Stopped;
    stopped.reason = Reason::OperatorStop;
    stopped.startedAt.reset();
    stopped.lastExit = ended(0, hours(5), true);
    units.append(stopped);
    return units;
}

QList<UnitStatus> heldUnits()
{
    QList<UnitStatus> units = sampleUnits();
    for (UnitStatus &status : units) {
        const bool ran = status.pid > 0;
        status.state = UnitState::Killed;
        status.reason = Reason::KillSwitch;
        status.pid = 0;
        status.next.reset();
        status.startedAt.reset();
        status.since = ago(seconds(ran ? 40 : 41));
        status.health = Health::NotChecked;
        status.heldBy = QStringLiteral("all");
        status.heldReason = QStringLiteral("Tool loop on prod-eu writes to the live store, ticket OPS-812");
        if (ran) {
            LastExit exit = ended(0, seconds(40), true);
            exit.code.reset();
            exit.signal = 15;
            exit.signalName = QStringLiteral("SIGTERM");
            status.lastExit = exit;
        }
    }
    return units;
}

QList<UnitStatus> manyUnits(int count)
{
    QList<UnitStatus> units;
    const QList<UnitStatus> pattern = sampleUnits();
    for (int i = 0; i < count; ++i) {
        UnitStatus status = pattern.at(i % pattern.size());
        status.name += QStringLiteral("-%1").arg(i);
        units.append(status);
    }
    return units;
}

client::EngineInfo sampleInfo(const QString &role)
{
    client::EngineInfo info;
    info.id = QStringLiteral("b1946ac92492d234");
    info.version = QStringLiteral("0.1.0");
    info.host = QStringLiteral("prod-eu");
    info.dataDirectory = QStringLiteral("/var/lib/lamplighter");
    info.pid = 1207;
    info.startedAt = ago(days(6));
    info.mode = QStringLiteral("daemon");
    info.account = QStringLiteral("operator-1");
    info.role = role;
    return info;
}

client::KillSwitchStatus engagedSwitch()
{
    client::Latch latch;
    latch.scope = QStringLiteral("all");
    latch.actor = QStringLiteral("operator-1");
    latch.reason = QStringLiteral("Tool loop on prod-eu writes to the live store, ticket OPS-812");
    latch.at = ago(seconds(41));
    client::KillSwitchStatus status;
    status.latches = {latch};
    status.processesStopped = 27;
    status.unitsHeld = static_cast<int>(sampleUnits().size());
    return status;
}

client::UnitDetail sampleDetail(const UnitStatus &status)
{
    client::UnitDetail detail;
    detail.status = status;
    detail.spec =
        QJsonObject{{QStringLiteral("command"),
                     QJsonArray{QStringLiteral("python3"), QStringLiteral("-m"), QStringLiteral("hsp.connector")}},
                    {QStringLiteral("directory"), QStringLiteral("/srv/agents/hsp")},
                    {QStringLiteral("health"), QJsonObject{{QStringLiteral("tcp"), QStringLiteral("127.0.0.1:8891")},
                                                           {QStringLiteral("every"), QStringLiteral("5s")}}},
                    {QStringLiteral("restart"), QStringLiteral("on-failure")},
                    {QStringLiteral("max_consecutive_failures"), 5},
                    {QStringLiteral("backoff"), QJsonObject{{QStringLiteral("initial"), QStringLiteral("10s")},
                                                            {QStringLiteral("maximum"), QStringLiteral("60s")}}},
                    {QStringLiteral("stop_signal"), QStringLiteral("TERM")},
                    {QStringLiteral("stop_timeout"), QStringLiteral("10s")},
                    {QStringLiteral("depends_on"), QJsonArray{QStringLiteral("nats-relay")}},
                    {QStringLiteral("environment_files"), QJsonArray{QStringLiteral("/srv/agents/hsp/.env")}}};
    detail.restartTimes = {ago(hours(14) + minutes(20)), ago(minutes(80)), ago(minutes(2)), ago(seconds(40))};
    return detail;
}

QList<client::LogLine> sampleLog()
{
    struct Line
    {
        int beforeMs;
        const char *text;
    };
    constexpr Line lines[] = {
        {39'590, "INFO  hsp.connector  connecting to mqtts://broker-eu:8883"},
        {34'582, "WARN  hsp.connector  no CONNACK after 5.0 s, trying again"},
        {29'570, "WARN  hsp.connector  no CONNACK after 5.0 s, trying again"},
        {24'553, "ERROR hsp.connector  connection refused (111) broker-eu:8883"},
        {24'551, "ERROR hsp.main       giving up after 3 tries, 14 subscriptions lost"},
        {21'998, "ERROR hsp.main       exit 1"},
    };
    QList<client::LogLine> log;
    for (int i = 0; i < 40; ++i) {
        log.append({ago(seconds(300 - 5 * i)), QStringLiteral("INFO  hsp.connector  heartbeat %1 sent").arg(i + 1)});
    }
    for (const Line &line : lines) {
        log.append({ago(milliseconds(line.beforeMs)), QString::fromLatin1(line.text)});
    }
    return log;
}

} // namespace lamplighter::gallery
