#include "core/watchdog/unit_state_json.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace lamplighter::watchdog {

namespace {

using Deadline = std::pair<QLatin1StringView, std::optional<Instant> UnitState::*>;

const std::array<Deadline, 7> kDeadlines{{
    {QLatin1StringView("retry_at"), &UnitState::retryAt},
    {QLatin1StringView("launch_by"), &UnitState::launchBy},
    {QLatin1StringView("ready_by"), &UnitState::readyBy},
    {QLatin1StringView("stop_by"), &UnitState::stopBy},
    {QLatin1StringView("watchdog_by"), &UnitState::watchdogBy},
    {QLatin1StringView("probe_at"), &UnitState::probeAt},
    {QLatin1StringView("stable_at"), &UnitState::stableAt},
}};

const std::array<std::pair<QLatin1StringView, bool UnitState::*>, 6> kFlags{{
    {QLatin1StringView("wanted"), &UnitState::wanted},
    {QLatin1StringView("once"), &UnitState::once},
    {QLatin1StringView("latched"), &UnitState::latched},
    {QLatin1StringView("waiting"), &UnitState::waiting},
    {QLatin1StringView("killing"), &UnitState::killing},
    {QLatin1StringView("automatic_start"), &UnitState::automaticStart},
}};

QString toString(AfterStop after)
{
    switch (after) {
    case AfterStop::StayStopped:
        return QStringLiteral("stay_stopped");
    case AfterStop::Restart:
        return QStringLiteral("restart");
    case AfterStop::Recover:
        return QStringLiteral("recover");
    case AfterStop::Kill:
        return QStringLiteral("kill");
    case AfterStop::Remove:
        return QStringLiteral("remove");
    }
    return {};
}

AfterStop afterStopFromString(const QString &word)
{
    for (const AfterStop after : {AfterStop::Restart, AfterStop::Recover, AfterStop::Kill, AfterStop::Remove}) {
        if (toString(after) == word) {
            return after;
        }
    }
    return AfterStop::StayStopped;
}

QJsonObject toJson(const Run &run)
{
    return {{QStringLiteral("number"), run.number},
            {QStringLiteral("pid"), run.pid},
            {QStringLiteral("launched_at"), toNanoseconds(run.launchedAt)},
            {QStringLiteral("started_at"), toNanoseconds(run.startedAt)},
            {QStringLiteral("main_alive"), run.mainAlive},
            {QStringLiteral("ready"), run.ready},
            {QStringLiteral("automatic"), run.automatic},
            {QStringLiteral("probing"), run.probing},
            {QStringLiteral("health_failures"), run.healthFailures}};
}

Run runFromJson(const QJsonObject &object)
{
    Run run;
    run.number = object.value(QLatin1StringView("number")).toInteger();
    run.pid = object.value(QLatin1StringView("pid")).toInteger();
    run.launchedAt = instantFromNanoseconds(object.value(QLatin1StringView("launched_at")).toInteger());
    run.startedAt = instantFromNanoseconds(object.value(QLatin1StringView("started_at")).toInteger());
    run.mainAlive = object.value(QLatin1StringView("main_alive")).toBool(true);
    run.ready = object.value(QLatin1StringView("ready")).toBool();
    run.automatic = object.value(QLatin1StringView("automatic")).toBool();
    run.probing = object.value(QLatin1StringView("probing")).toBool();
    run.healthFailures = object.value(QLatin1StringView("health_failures")).toInt();
    return run;
}

QJsonObject toJson(const UnitExit &exit)
{
    QJsonObject out{{QStringLiteral("core_dumped"), exit.coreDumped},
                    {QStringLiteral("expected"), exit.expected},
                    {QStringLiteral("at"), toNanoseconds(exit.at)},
                    {QStringLiteral("wall_us"), toMicrosecondsSinceEpoch(exit.wallAt)},
                    {QStringLiteral("uptime_ns"), static_cast<qint64>(exit.uptime.count())}};
    if (exit.code) {
        out.insert(QStringLiteral("code"), *exit.code);
    }
    if (exit.signal) {
        out.insert(QStringLiteral("signal"), *exit.signal);
    }
    return out;
}

UnitExit exitFromJson(const QJsonObject &object)
{
    UnitExit exit;
    if (const QJsonValue code = object.value(QLatin1StringView("code")); code.isDouble()) {
        exit.code = code.toInt();
    }
    if (const QJsonValue signal = object.value(QLatin1StringView("signal")); signal.isDouble()) {
        exit.signal = signal.toInt();
    }
    exit.coreDumped = object.value(QLatin1StringView("core_dumped")).toBool();
    exit.expected = object.value(QLatin1StringView("expected")).toBool();
    exit.at = instantFromNanoseconds(object.value(QLatin1StringView("at")).toInteger());
    exit.wallAt = wallTimeFromMicroseconds(object.value(QLatin1StringView("wall_us")).toInteger());
    exit.uptime = Duration(object.value(QLatin1StringView("uptime_ns")).toInteger());
    return exit;
}

} // namespace

QJsonObject toJson(const UnitState &state)
{
    QJsonObject out{{QStringLiteral("phase"), client::toString(state.phase)},
                    {QStringLiteral("reason"), client::toString(state.reason)},
                    {QStringLiteral("since"), toNanoseconds(state.since)},
                    {QStringLiteral("last_run"), state.lastRun},
                    {QStringLiteral("after"), toString(state.after)},
                    {QStringLiteral("stop_reason"), client::toString(state.stopReason)},
                    {QStringLiteral("start_reason"), client::toString(state.startReason)},
                    {QStringLiteral("abandonments"), state.abandonments},
                    {QStringLiteral("failures"), state.failures},
                    {QStringLiteral("total_restarts"), state.totalRestarts}};
    if (!state.detail.isEmpty()) {
        out.insert(QStringLiteral("detail"), state.detail);
    }
    for (const auto &[name, member] : kFlags) {
        out.insert(name, state.*member);
    }
    for (const auto &[name, member] : kDeadlines) {
        if (const std::optional<Instant> &at = state.*member) {
            out.insert(name, toNanoseconds(*at));
        }
    }
    QJsonArray restarts;
    for (const Instant at : state.restarts) {
        restarts.append(toNanoseconds(at));
    }
    out.insert(QStringLiteral("restarts"), restarts);
    if (state.run) {
        out.insert(QStringLiteral("run"), toJson(*state.run));
    }
    if (state.lastExit) {
        out.insert(QStringLiteral("last_exit"), toJson(*state.lastExit));
    }
    return out;
}

UnitState unitStateFromJson(const QJsonObject &object)
{
    UnitState state;
    const auto word = [&object](const char *name) { return object.value(QLatin1StringView(name)).toString(); };
    state.phase = client::unitStateFromString(word("phase")).value_or(Phase::Stopped);
    state.reason = client::reasonFromString(word("reason")).value_or(Reason::None);
    state.stopReason = client::reasonFromString(word("stop_reason")).value_or(Reason::None);
    state.startReason = client::reasonFromString(word("start_reason")).value_or(Reason::None);
    state.after = afterStopFromString(word("after"));
    state.detail = word("detail");
    state.since = instantFromNanoseconds(object.value(QLatin1StringView("since")).toInteger());
    state.lastRun = object.value(QLatin1StringView("last_run")).toInteger();
    state.abandonments = object.value(QLatin1StringView("abandonments")).toInt();
    state.failures = object.value(QLatin1StringView("failures")).toInt();
    state.totalRestarts = object.value(QLatin1StringView("total_restarts")).toInteger();
    for (const auto &[name, member] : kFlags) {
        state.*member = object.value(name).toBool();
    }
    for (const auto &[name, member] : kDeadlines) {
        if (const QJsonValue at = object.value(name); at.isDouble()) {
            state.*member = instantFromNanoseconds(at.toInteger());
        }
    }
    const QJsonArray restarts = object.value(QLatin1StringView("restarts")).toArray();
    for (const QJsonValue &at : restarts) {
        state.restarts.push_back(instantFromNanoseconds(at.toInteger()));
    }
    if (const QJsonValue run = object.value(QLatin1StringView("run")); run.isObject()) {
        state.run = runFromJson(run.toObject());
    }
    if (const QJsonValue exit = object.value(QLatin1StringView("last_exit")); exit.isObject()) {
        state.lastExit = exitFromJson(exit.toObject());
    }
    return state;
}

} // namespace lamplighter::watchdog
