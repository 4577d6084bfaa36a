#include "tests/gallery/overview_fleet.h"

#include "tests/gallery/sample_fleet.h"

namespace lamplighter::gallery {

using client::ActivityBucket;
using client::AlertRecord;
using client::UnitStatus;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

WallTime ago(Duration duration)
{
    return GalleryClock::moment() - std::chrono::duration_cast<microseconds>(duration);
}

AlertRecord alert(const QString &id, const QString &kind, const QString &subject, const QString &severity,
                  Duration before)
{
    AlertRecord record;
    record.id = id;
    record.kind = kind;
    record.subject = subject;
    record.severity = severity;
    record.time = ago(before);
    record.requiresAttention = true;
    record.summary = kind;
    return record;
}

/// Died by itself and was back within a moment.
UnitStatus recovered()
{
    UnitStatus status = OverviewFleet::steadyUnits(QStringLiteral("observer"), 1).first();
    status.name = QStringLiteral("observer");
    status.reason = client::Reason::UnexpectedExit;
    client::LastExit exit;
    exit.signal = 9;
    exit.signalName = QStringLiteral("SIGKILL");
    exit.at = ago(minutes(11));
    exit.uptime = days(2) + hours(4);
    status.lastExit = exit;
    status.startedAt = status.since = exit.at + milliseconds(340);
    status.restarts = status.restarts24h = 1;
    return status;
}

UnitStatus unwell()
{
    UnitStatus status = OverviewFleet::steadyUnits(QStringLiteral("x"), 1).first();
    status.name = QStringLiteral("dream-cycle");
    status.health = client::Health::Failing;
    status.healthDetail = QStringLiteral("503 in 2 s");
    return status;
}

} // namespace

client::Activity sampleActivity()
{
    struct Bucket
    {
        int critical, warning, info, restarts;
    };
    constexpr Bucket given[] = {
        {0, 0, 1, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}, {0, 0, 3, 0}, {0, 0, 2, 0}, {0, 1, 2, 1}, {0, 2, 1, 1}, {0, 0, 0, 0},
        {0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 2, 0}, {0, 0, 2, 0}, {0, 0, 1, 0}, {0, 1, 0, 1}, {0, 0, 1, 0}, {0, 0, 2, 0},
        {0, 0, 2, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}, {0, 1, 1, 1}, {1, 2, 0, 3}, {0, 1, 1, 1}, {0, 0, 1, 0}, {0, 0, 0, 0},
        {0, 0, 3, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}, {0, 1, 1, 0}, {0, 0, 3, 0},
        {0, 0, 3, 0}, {0, 2, 1, 0}, {1, 1, 0, 2}, {0, 0, 2, 0}, {0, 0, 1, 0}, {0, 0, 3, 0}, {0, 1, 2, 0}, {0, 0, 2, 0},
        {0, 0, 1, 0}, {0, 2, 1, 1}, {0, 1, 1, 0}, {0, 0, 2, 0}, {0, 2, 1, 1}, {0, 1, 2, 2}, {2, 4, 2, 4}, {3, 3, 1, 6},
    };
    client::Activity activity;
    activity.width = minutes(30);
    // 48 half hours; the one that began at 14:30 is the last.
    WallTime at = wallTimeFromMicroseconds(1'794'925'800'000'000) - 47 * minutes(30);
    for (const Bucket &bucket : given) {
        activity.buckets.append({at, bucket.critical, bucket.warning, bucket.info, bucket.restarts});
        at += minutes(30);
    }
    return activity;
}

QList<AlertRecord> sampleAlerts()
{
    AlertRecord fatal = alert(QStringLiteral("412"), QStringLiteral("process.fatal"), QStringLiteral("memory-kernel"),
                              QStringLiteral("critical"), minutes(4));
    fatal.payload = {{QStringLiteral("restarts"), 3}, {QStringLiteral("window_seconds"), 600}};
    AlertRecord refused = alert(QStringLiteral("398"), QStringLiteral("engine.unit_file_refused"), {},
                                QStringLiteral("warning"), minutes(21));
    refused.payload = {{QStringLiteral("error"), QStringLiteral("ingest.toml, line 12: memory_max must be a size")}};
    return {fatal,
            alert(QStringLiteral("410"), QStringLiteral("process.restart.initiated"), QStringLiteral("hsp"),
                  QStringLiteral("warning"), minutes(3)),
            refused};
}

QList<UnitStatus> OverviewFleet::steadyUnits(const QString &prefix, int count)
{
    QList<UnitStatus> units;
    for (int i = 0; i < count; ++i) {
        UnitStatus status;
        status.name = QStringLiteral("%1-%2").arg(prefix).arg(i + 1);
        status.state = client::UnitState::Running;
        status.reason = client::Reason::Autostart;
        status.pid = 5000 + i;
        status.ready = status.wanted = true;
        status.startedAt = status.since = ago(days(6) + hours(i));
        status.restarts = i == 0 ? 1 : 0;
        units.append(status);
    }
    return units;
}

OverviewFleet::OverviewFleet(ui::Instances &instances)
    : m_instances(instances)
{}

tests::FakeTransport &OverviewFleet::add(const QString &name, const QList<UnitStatus> &units,
                                         const QList<AlertRecord> &alerts, const QString &role)
{
    auto transport = std::make_unique<tests::FakeTransport>();
    tests::FakeTransport *scripted = transport.get();
    client::EngineInfo info = sampleInfo(role);
    info.host = name;
    scripted->answerPicture(info, units);
    scripted->answer("GET", QStringLiteral("/api/v1/alerts"), client::toJson(client::AlertsPage{alerts, false}));
    client::Activity none = sampleActivity();
    for (ActivityBucket &bucket : none.buckets) {
        bucket = {bucket.at, 0, 0, 0, 0};
    }
    scripted->answer("GET", QStringLiteral("/api/v1/activity"),
                     client::toJson(m_transports.isEmpty() ? sampleActivity() : none));
    m_transports.insert(name, scripted);
    m_instances.add(
        {ui::InstanceId(name), ui::InstanceKind::Remote, name, QStringLiteral("https://%1.example:8765").arg(name)},
        std::move(transport));
    return *scripted;
}

void OverviewFleet::addAll(const QString &role)
{
    add(QStringLiteral("prod-eu"), sampleUnits(), sampleAlerts(), role);
    AlertRecord back = alert(QStringLiteral("77"), QStringLiteral("process.restart.initiated"),
                             QStringLiteral("observer"), QStringLiteral("warning"), minutes(11));
    back.resolvedAt = ago(minutes(10));
    add(QStringLiteral("kloros-home"),
        steadyUnits(QStringLiteral("zooid"), 10) + QList<UnitStatus>{recovered(), unwell()}, {back}, role);
    add(QStringLiteral("unified-staging"), steadyUnits(QStringLiteral("stage"), 9), {}, role)
        .setUnreachable(Error{ErrorCode::Unavailable, QStringLiteral("nothing listens on 10.0.4.7:8765"), {}});
    add(QStringLiteral("omni-gpu-01"), steadyUnits(QStringLiteral("quantum"), 14), {}, role);
    add(QStringLiteral("grace-lab"), steadyUnits(QStringLiteral("kernel"), 11), {}, role);
}

void OverviewFleet::addSilent(const QString &name)
{
    add(name, {});
    m_silent.append(name);
}

void OverviewFleet::connectAll()
{
    const QList<ui::Instance *> all = m_instances.all();
    for (ui::Instance *instance : all) {
        if (!m_silent.contains(instance->id().toString())) {
            instance->engine().connectLive();
        }
    }
}

} // namespace lamplighter::gallery
