// The table `update` of a unit: its keys, their types and their ranges.
#include "core/watchdog/unit_rules.h"

#include "core/base/quantities.h"
#include "core/watchdog/spec_table.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace lamplighter::watchdog {

namespace {

constexpr Duration kShortest = milliseconds(1);
constexpr Duration kLongest = std::chrono::hours(24);

constexpr std::array<QStringView, 10> kUpdateKeys{
    u"releases",          u"version",        u"on_notice",        u"drain",      u"drain_timeout", u"hibernate",
    u"hibernate_timeout", u"verify_timeout", u"min_healthy_time", u"on_failure",
};
constexpr std::array<QStringView, 3> kHookKeys{u"http", u"command", u"signal"};
/// Their names alone would be understood, so that a person may well put them one table too high.
constexpr std::array<QStringView, 9> kOftenMisplaced{
    u"releases",          u"version",        u"on_notice",        u"drain", u"drain_timeout", u"hibernate",
    u"hibernate_timeout", u"verify_timeout", u"min_healthy_time",
};

SignalHook readSignalHook(SpecTableReader &in)
{
    SignalHook hook;
    QString word;
    in.text(u"signal", &word);
    const std::optional<process::Signal> signal = process::signalFromString(word);
    // A program that is told by KILL has no time to do anything.
    if (in.require(signal.has_value() && signal != process::Signal::Kill, u"signal",
                   QStringLiteral("must be one of USR1, USR2, HUP, INT, QUIT and TERM"))) {
        hook.signal = *signal;
    }
    return hook;
}

void readHook(SpecTableReader &update, QStringView key, Hook *target)
{
    const auto nested = update.nested(key);
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, update.faults());
    in.refuseUnknown(kHookKeys);
    const auto present =
        std::count_if(kHookKeys.begin(), kHookKeys.end(), [&in](QStringView kind) { return in.has(kind); });
    if (!update.require(present == 1, key, QStringLiteral("must have exactly one of http, command and signal"))) {
        return;
    }
    if (in.has(u"http")) {
        HttpHook hook;
        in.text(u"http", &hook.url);
        in.require(isHttpAddress(hook.url), u"http", QStringLiteral("must be an http or https address"));
        *target = hook;
    } else if (in.has(u"command")) {
        CommandHook hook;
        in.command(u"command", &hook.command);
        *target = hook;
    } else {
        *target = readSignalHook(in);
    }
}

void readTime(SpecTableReader &in, QStringView key, Duration *target, Duration lowest)
{
    in.duration(key, target, lowest);
    in.require(*target <= kLongest, key, QStringLiteral("must be at most %1").arg(formatDuration(kLongest)));
}

QJsonValue hookJson(const Hook &hook)
{
    if (const auto *http = std::get_if<HttpHook>(&hook)) {
        return QJsonObject{{QStringLiteral("http"), http->url}};
    }
    if (const auto *command = std::get_if<CommandHook>(&hook)) {
        return QJsonObject{{QStringLiteral("command"), QJsonArray::fromStringList(command->command)}};
    }
    if (const auto *signal = std::get_if<SignalHook>(&hook)) {
        return QJsonObject{{QStringLiteral("signal"), process::toString(signal->signal)}};
    }
    return QJsonValue::Null;
}

} // namespace

void readUpdate(SpecTableReader &unit, const QString &directory, UpdateSettings *target)
{
    const auto nested = unit.nested(u"update");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
    in.refuseUnknown(kUpdateKeys);
    readPath(in, u"releases", directory, &target->releases);
    in.command(u"version", &target->versionCommand);
    readHook(in, u"on_notice", &target->onNotice);
    readHook(in, u"drain", &target->drain);
    readTime(in, u"drain_timeout", &target->drainTimeout, Duration{0});
    readHook(in, u"hibernate", &target->hibernate);
    readTime(in, u"hibernate_timeout", &target->hibernateTimeout, kShortest);
    readTime(in, u"verify_timeout", &target->verifyTimeout, kShortest);
    readTime(in, u"min_healthy_time", &target->minimumHealthyTime, Duration{0});
    // What was not written gives way; only two times that were written can contradict each other.
    if (!in.has(u"verify_timeout")) {
        target->verifyTimeout = std::max(target->verifyTimeout, target->minimumHealthyTime);
    } else if (!in.has(u"min_healthy_time")) {
        target->minimumHealthyTime = std::min(target->minimumHealthyTime, target->verifyTimeout);
    }
    in.require(target->verifyTimeout >= target->minimumHealthyTime || in.isFaulty(u"min_healthy_time"),
               u"verify_timeout", QStringLiteral("must not be shorter than min_healthy_time"));
    QString word = toString(target->onFailure);
    in.text(u"on_failure", &word);
    const std::optional<OnUpdateFailure> what = onUpdateFailureFromString(word);
    in.require(what.has_value(), u"on_failure", QStringLiteral("must be \"rollback\", \"stop\" or \"keep\""));
    target->onFailure = what.value_or(target->onFailure);
}

void refuseMisplacedUpdateKeys(SpecTableReader &unit)
{
    for (const QStringView key : kOftenMisplaced) {
        unit.require(!unit.has(key), key, QStringLiteral("belongs into the table update"));
    }
}

QJsonObject updateToJson(const UpdateSettings &settings)
{
    const QJsonValue none(QJsonValue::Null);
    return {{QStringLiteral("releases"), settings.releases.isEmpty() ? none : QJsonValue(settings.releases)},
            {QStringLiteral("version"), settings.versionCommand.isEmpty()
                                            ? none
                                            : QJsonValue(QJsonArray::fromStringList(settings.versionCommand))},
            {QStringLiteral("on_notice"), hookJson(settings.onNotice)},
            {QStringLiteral("drain"), hookJson(settings.drain)},
            {QStringLiteral("drain_timeout"), formatDuration(settings.drainTimeout)},
            {QStringLiteral("hibernate"), hookJson(settings.hibernate)},
            {QStringLiteral("hibernate_timeout"), formatDuration(settings.hibernateTimeout)},
            {QStringLiteral("verify_timeout"), formatDuration(settings.verifyTimeout)},
            {QStringLiteral("min_healthy_time"), formatDuration(settings.minimumHealthyTime)},
            {QStringLiteral("on_failure"), toString(settings.onFailure)}};
}

} // namespace lamplighter::watchdog
