// A specification as JSON and as TOML. What is a default is learnt from a specification that has only those, so that no
// default is written down twice.
#include "core/watchdog/unit_file.h"

#include "core/base/quantities.h"
#include "core/watchdog/spec_value.h"
#include "core/watchdog/unit_rules.h"

#include <QJsonArray>
#include <QLocale>

#include <cmath>

namespace lamplighter::watchdog {

namespace {

template <typename... Cases> struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <typename... Cases> Overloaded(Cases...) -> Overloaded<Cases...>; // clang 14 does not deduce this by itself

QJsonArray numbers(const QList<int> &codes)
{
    QJsonArray out;
    for (const int code : codes) {
        out.append(code);
    }
    return out;
}

QString tcpText(const TcpProbe &probe)
{
    const QString host = probe.host.contains(u':') ? QString(u'[' + probe.host + u']') : probe.host;
    return QStringLiteral("%1:%2").arg(host).arg(probe.port);
}

QJsonObject targetJson(const HttpProbe &probe)
{
    return {{QStringLiteral("http"), probe.url}};
}

QJsonObject targetJson(const TcpProbe &probe)
{
    return {{QStringLiteral("tcp"), tcpText(probe)}};
}

QJsonObject targetJson(const CommandProbe &probe)
{
    return {{QStringLiteral("command"), QJsonArray::fromStringList(probe.command)}};
}

QJsonValue readyJson(const ReadyProbe &ready)
{
    return std::visit(Overloaded{[](std::monostate) { return QJsonValue(QJsonValue::Null); },
                                 [](const NotifyProbe &) {
                                     return QJsonValue(QJsonObject{{QStringLiteral("notify"), true}});
                                 },
                                 [](const LogProbe &probe) {
                                     return QJsonValue(QJsonObject{{QStringLiteral("log"), probe.pattern}});
                                 },
                                 [](const auto &probe) { return QJsonValue(targetJson(probe)); }},
                      ready);
}

QJsonValue healthJson(const std::optional<HealthCheck> &health)
{
    if (!health) {
        return QJsonValue::Null;
    }
    QJsonObject out = std::visit([](const auto &probe) { return targetJson(probe); }, health->target);
    out.insert(QStringLiteral("every"), formatDuration(health->every));
    out.insert(QStringLiteral("timeout"), formatDuration(health->timeout));
    out.insert(QStringLiteral("failures"), health->failures);
    return out;
}

QJsonObject backoffJson(const Backoff &backoff)
{
    return {{QStringLiteral("initial"), formatDuration(backoff.initial)},
            {QStringLiteral("factor"), backoff.factor},
            {QStringLiteral("maximum"), formatDuration(backoff.maximum)},
            {QStringLiteral("jitter"), backoff.jitter}};
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

bool isBareKey(const QString &key)
{
    for (const QChar c : key) {
        const char16_t u = c.unicode();
        if (!((u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'_' ||
              u == u'-')) {
            return false;
        }
    }
    return !key.isEmpty();
}

/// A basic string of TOML 1.0.
QString quoted(const QString &text)
{
    QString out = QStringLiteral("\"");
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u == u'"' || u == u'\\') {
            out += u'\\';
            out += c;
        } else if (u == u'\n') {
            out += QStringLiteral("\\n");
        } else if (u == u'\t') {
            out += QStringLiteral("\\t");
        } else if (u < 0x20 || u == 0x7f) {
            out += QStringLiteral("\\u%1").arg(static_cast<uint>(u), 4, 16, QChar(u'0'));
        } else {
            out += c;
        }
    }
    return out + u'"';
}

QString keyText(const QString &key)
{
    return isBareKey(key) ? key : quoted(key);
}

QString tomlText(const QJsonValue &value)
{
    if (value.isString()) {
        return quoted(value.toString());
    }
    if (value.isBool()) {
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    }
    if (value.isDouble()) {
        return QLocale::c().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    }
    QStringList parts;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            parts.append(tomlText(element));
        }
        return u'[' + parts.join(QStringLiteral(", ")) + u']';
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        parts.append(keyText(it.key()) + QStringLiteral(" = ") + tomlText(it.value()));
    }
    return QStringLiteral("{ ") + parts.join(QStringLiteral(", ")) + QStringLiteral(" }");
}

SpecValue specValueFromJson(const QJsonValue &value)
{
    SpecValue out;
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    case QJsonValue::Bool:
        out.data = value.toBool();
        break;
    case QJsonValue::Double: {
        constexpr qint64 kNotWhole = std::numeric_limits<qint64>::min();
        const qint64 whole = value.toInteger(kNotWhole);
        if (whole == kNotWhole) {
            out.data = value.toDouble();
        } else {
            out.data = whole;
        }
        break;
    }
    case QJsonValue::String:
        out.data = value.toString();
        break;
    case QJsonValue::Array: {
        SpecList list;
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            list.push_back(specValueFromJson(element));
        }
        out.data = std::move(list);
        break;
    }
    case QJsonValue::Object:
        out.data = specFromJson(value.toObject());
        break;
    }
    return out;
}

QJsonValue jsonOf(const SpecValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value.data)) {
        return *flag;
    }
    if (const auto *whole = std::get_if<qint64>(&value.data)) {
        return *whole;
    }
    if (const auto *real = std::get_if<double>(&value.data)) {
        return std::isfinite(*real) ? QJsonValue(*real) : QJsonValue(QJsonObject{});
    }
    if (const auto *text = std::get_if<QString>(&value.data)) {
        return *text;
    }
    if (const auto *list = std::get_if<SpecList>(&value.data)) {
        QJsonArray array;
        for (const SpecValue &element : *list) {
            array.append(jsonOf(element));
        }
        return array;
    }
    if (const auto *table = std::get_if<SpecTable>(&value.data)) {
        return specToJson(*table);
    }
    return std::holds_alternative<SpecOther>(value.data) ? QJsonValue(QJsonObject{}) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonObject specToJson(const SpecTable &table)
{
    QJsonObject object;
    for (const SpecEntry &entry : table) {
        object.insert(entry.key, jsonOf(entry.value));
    }
    return object;
}

SpecTable specFromJson(const QJsonObject &object)
{
    SpecTable out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        out.push_back({it.key(), {}, specValueFromJson(it.value())});
    }
    return out;
}

QJsonObject toJson(const UnitSpec &spec)
{
    QJsonObject environment;
    for (auto it = spec.environment.begin(); it != spec.environment.end(); ++it) {
        environment.insert(it.key(), it.value());
    }
    QStringList dependsOn;
    for (const UnitName &name : spec.dependsOn) {
        dependsOn.append(name.toString());
    }
    const QJsonValue watchdog =
        spec.watchdog ? QJsonValue(formatDuration(*spec.watchdog)) : QJsonValue(QJsonValue::Null);
    return {{QStringLiteral("command"), QJsonArray::fromStringList(spec.command)},
            {QStringLiteral("directory"), textOrNull(spec.directory)},
            {QStringLiteral("user"), textOrNull(spec.user)},
            {QStringLiteral("environment"), environment},
            {QStringLiteral("environment_files"), QJsonArray::fromStringList(spec.environmentFiles)},
            {QStringLiteral("autostart"), spec.autostart},
            {QStringLiteral("group"), textOrNull(spec.group)},
            {QStringLiteral("service"), textOrNull(spec.service)},
            {QStringLiteral("restart"), toString(spec.restart)},
            {QStringLiteral("success_exit_codes"), numbers(spec.successExitCodes)},
            {QStringLiteral("no_restart_exit_codes"), numbers(spec.noRestartExitCodes)},
            {QStringLiteral("min_uptime"), formatDuration(spec.minimumUptime)},
            {QStringLiteral("max_consecutive_failures"), spec.maximumConsecutiveFailures},
            {QStringLiteral("pause_after_failures"), formatDuration(spec.pauseAfterFailures)},
            {QStringLiteral("restart_limit"),
             QJsonObject{{QStringLiteral("count"), spec.restartLimit.count},
                         {QStringLiteral("window"), formatDuration(spec.restartLimit.window)}}},
            {QStringLiteral("backoff"), backoffJson(spec.backoff)},
            {QStringLiteral("ready"), readyJson(spec.ready)},
            {QStringLiteral("ready_timeout"), formatDuration(spec.readyTimeout)},
            {QStringLiteral("health"), healthJson(spec.health)},
            {QStringLiteral("watchdog"), watchdog},
            {QStringLiteral("stop_signal"), process::toString(spec.stopSignal)},
            {QStringLiteral("stop_timeout"), formatDuration(spec.stopTimeout)},
            {QStringLiteral("depends_on"), QJsonArray::fromStringList(dependsOn)},
            {QStringLiteral("critical"), spec.critical},
            {QStringLiteral("state_file"), textOrNull(spec.stateFile)},
            {QStringLiteral("log"), QJsonObject{{QStringLiteral("maximum_size"), formatSize(spec.log.maximumSize)},
                                                {QStringLiteral("keep"), spec.log.keep}}},
            {QStringLiteral("update"), updateToJson(spec.update)}};
}

namespace {

/// The members that differ from those of `defaults`, and say something.
QJsonObject whatDiffers(const QJsonObject &table, const QJsonObject &defaults)
{
    QJsonObject out;
    for (auto it = table.begin(); it != table.end(); ++it) {
        if (!it.value().isNull() && it.value() != defaults.value(it.key())) {
            out.insert(it.key(), it.value());
        }
    }
    return out;
}

} // namespace

QByteArray writeUnitFile(const UnitSpec &spec)
{
    UnitSpec plain;
    plain.name = spec.name;
    plain.service = spec.name.toString();
    const QJsonObject defaults = toJson(plain);
    QJsonObject values = toJson(spec);
    if (spec.update != plain.update) { // most of its keys are rare, and null has no form in a file
        values.insert(QStringLiteral("update"), whatDiffers(updateToJson(spec.update), updateToJson(plain.update)));
    }
    QString out = QStringLiteral("[unit.%1]\n").arg(keyText(spec.name.toString()));
    for (const QStringView key : kUnitKeys) {
        const QJsonValue value = values.value(key);
        if (!value.isNull() && value != defaults.value(key)) {
            out += key + QStringLiteral(" = ") + tomlText(value) + u'\n';
        }
    }
    return out.toUtf8();
}

} // namespace lamplighter::watchdog
