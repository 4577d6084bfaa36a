// GET /metrics: what the engine knows of itself and its units, for Prometheus.
#include "core/alerts/alert_book.h"
#include "core/api/handlers.h"
#include "core/api/metrics_text.h"
#include "core/api/routes.h"
#include "core/base/own_usage.h"
#include "core/journal/journal.h"
#include "core/updates/update_service.h"
#include "core/watchdog/watchdog.h"

#include <QTimer>

#include <map>

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using client::UnitState;
using client::UnitStatus;

namespace {

/// A database that stalls must not keep everything else from being seen.
constexpr std::chrono::milliseconds kAlertsWithin{2000};

double secondsOf(microseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

void writeEngine(MetricsText &out, const ApiServices &services)
{
    const client::EngineInfo info = services.engineInfo();
    out.family("lamplighter_engine_info", "gauge", "Always 1; what engine this is.");
    out.value(qint64{1}, {{"version", info.version}, {"id", info.id}, {"mode", info.mode}});
    out.family("lamplighter_engine_trouble", "gauge", "1 while the database cannot be written.");
    out.value(qint64{info.trouble.isEmpty() ? 0 : 1});
    out.family("process_start_time_seconds", "gauge", "When the engine began, in seconds since the epoch.");
    out.value(secondsOf(info.startedAt.time_since_epoch()));
    const OwnUsage usage = readOwnUsage();
    out.family("process_cpu_seconds_total", "counter", "Processor time of the engine itself.");
    out.value(secondsOf(usage.cpu));
    if (usage.memory > 0) {
        out.family("process_resident_memory_bytes", "gauge", "Resident memory of the engine itself.");
        out.value(usage.memory);
    }
    out.family("lamplighter_journal_last_seq", "gauge", "Number of the newest event on disk.");
    out.value(qint64{services.journal.lastCommitted()});
    if (services.databaseBacklog) {
        out.family("lamplighter_database_backlog", "gauge", "Records that wait to be written.");
        out.value(qint64{services.databaseBacklog()});
    }
}

void writeUnits(MetricsText &out, const QList<UnitStatus> &units)
{
    std::map<UnitState, qint64> count;
    for (const UnitState state : {UnitState::Stopped, UnitState::Starting, UnitState::Running, UnitState::Backoff,
                                  UnitState::Stopping, UnitState::Exited, UnitState::Fatal, UnitState::Killed}) {
        count[state] = 0;
    }
    for (const UnitStatus &unit : units) {
        ++count[unit.state];
    }
    out.family("lamplighter_units", "gauge", "Units by state.");
    for (const auto &[state, number] : count) {
        out.value(number, {{"state", client::toString(state)}});
    }
    out.family("lamplighter_unit_running", "gauge", "1 while the unit runs.");
    for (const UnitStatus &unit : units) {
        out.value(qint64{unit.state == UnitState::Running ? 1 : 0}, {{"unit", unit.name}, {"group", unit.group}});
    }
    out.family("lamplighter_unit_restarts_total", "counter", "Automatic restarts since the unit was made.");
    for (const UnitStatus &unit : units) {
        out.value(unit.restarts, {{"unit", unit.name}, {"group", unit.group}});
    }
}

void writeKillSwitch(MetricsText &out, const client::KillSwitchStatus &status)
{
    std::map<QString, qint64> latches{{u"all"_s, 0}, {u"group"_s, 0}, {u"unit"_s, 0}};
    for (const client::Latch &latch : status.latches) {
        ++latches[latch.scope];
    }
    out.family("lamplighter_kill_switch_latches", "gauge", "Engaged kill switches by scope.");
    for (const auto &[scope, number] : latches) {
        out.value(number, {{"scope", scope}});
    }
    out.family("lamplighter_kill_switch_units_held", "gauge", "Units that a kill switch holds.");
    out.value(qint64{status.unitsHeld});
}

void writeUpdates(MetricsText &out, const std::map<client::UpdateState, int> &open)
{
    using client::UpdateState;
    out.family("lamplighter_updates", "gauge", "Restarts that updates ask for and that are not over, by state.");
    for (const UpdateState state : {UpdateState::Waiting, UpdateState::Deferred, UpdateState::Scheduled,
                                    UpdateState::AtCheckpoint, UpdateState::Restarting, UpdateState::RollingBack}) {
        const auto found = open.find(state);
        out.value(qint64{found == open.end() ? 0 : found->second}, {{"state", client::toString(state)}});
    }
}

void writeHttp(MetricsText &out, const HttpFigures &figures)
{
    out.family("lamplighter_http_answers_total", "counter", "Answers by status, refusals among them.");
    for (const auto &[status, number] : figures.answers) {
        out.value(static_cast<qint64>(number), {{"status", QString::number(status)}});
    }
    out.family("lamplighter_http_failed_logins_total", "counter", "Requests with a token that is none.");
    out.value(static_cast<qint64>(figures.failedLogins));
    out.family("lamplighter_http_dropped_connections_total", "counter", "Connections closed without an answer.");
    out.value(static_cast<qint64>(figures.dropped));
    out.family("lamplighter_http_connections", "gauge", "Connections that are open.");
    out.value(qint64{figures.connections});
    out.family("lamplighter_http_streams", "gauge", "Listeners of the live stream and of output.");
    out.value(qint64{figures.streams});
}

void writeAlerts(MetricsText &out, const alerts::AlertCount &count)
{
    out.family("lamplighter_alerts_open", "gauge", "Alerts that are not resolved, by severity.");
    out.value(qint64{count.critical}, {{"severity", u"critical"_s}});
    out.value(qint64{count.warning}, {{"severity", u"warning"_s}});
    out.value(qint64{count.info}, {{"severity", u"info"_s}});
}

void answer(const ApiServices &services, const Responder &respond, const std::optional<alerts::AlertCount> &alerts)
{
    MetricsText out;
    writeEngine(out, services);
    writeUnits(out, services.watchdog.units());
    writeKillSwitch(out, services.watchdog.killSwitch());
    writeUpdates(out, services.updates.openByState());
    if (const auto figures = services.httpFigures ? services.httpFigures() : std::nullopt) {
        writeHttp(out, *figures);
    }
    if (alerts) {
        writeAlerts(out, *alerts);
    }
    Response response;
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.body = out.text();
    respond(std::move(response));
}

void read(const ApiServices &services, const Responder &respond)
{
    // Whoever comes first answers: the count, or the end of our patience. The timer dies with the watchdog.
    auto answered = std::make_shared<bool>(false);
    const auto once = [services, respond, answered](const std::optional<alerts::AlertCount> &alerts) {
        if (!std::exchange(*answered, true)) {
            answer(services, respond, alerts);
        }
    };
    QTimer::singleShot(kAlertsWithin, &services.watchdog, [once] { once(std::nullopt); });
    services.alerts.countOpen(&services.watchdog, [once](const Result<alerts::AlertCount> &count) {
        once(count ? std::optional<alerts::AlertCount>(*count) : std::nullopt);
    });
}

} // namespace

void addMetricsRoutes(Router &router, const ApiServices &services)
{
    router.add(
        {"GET", u"/metrics"_s, Role::Viewer,
         [services](const Request &, const Parameters &, const Responder &respond) { read(services, respond); }});
}

} // namespace lamplighter::api
