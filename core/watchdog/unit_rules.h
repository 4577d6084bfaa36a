// The one place that knows the keys of a unit, their types and their ranges; TOML and JSON both come through here.
#pragma once

#include "core/watchdog/spec_value.h"
#include "core/watchdog/unit_spec.h"

#include <array>

namespace lamplighter::watchdog {

class SpecTableReader;

/// In the order in which they are written.
inline constexpr std::array<QStringView, 27> kUnitKeys{
    u"command",
    u"directory",
    u"user",
    u"environment",
    u"environment_files",
    u"autostart",
    u"group",
    u"service",
    u"restart",
    u"success_exit_codes",
    u"no_restart_exit_codes",
    u"min_uptime",
    u"max_consecutive_failures",
    u"pause_after_failures",
    u"restart_limit",
    u"backoff",
    u"ready",
    u"ready_timeout",
    u"health",
    u"watchdog",
    u"stop_signal",
    u"stop_timeout",
    u"depends_on",
    u"critical",
    u"state_file",
    u"log",
    u"update",
};

/// Of the format, but not of this version: refused, so that nobody believes in a limit that is not kept.
inline constexpr std::array<QStringView, 4> kLaterUnitKeys{u"memory_limit", u"sockets", u"occurrences", u"drift"};

/// Follows a name that cannot be one.
inline const QString kUnitNameRule =
    QStringLiteral("is not a name for a unit (1 to 64 of A-Z a-z 0-9 _ . @ -, not starting with . or -)");

/// `folder` is where a relative `directory` starts, and the directory if the key is left out; other relative paths
/// start at the unit's directory. After a fault the value is meaningless.
UnitSpec readUnit(const QString &name, const SpecTable &table, SpecPosition position, const QString &path,
                  const QString &folder, SpecFaults &faults);

/// The table `update` of a unit (unit_update_rules.cpp). A relative path starts at `directory`.
void readUpdate(SpecTableReader &unit, const QString &directory, UpdateSettings *target);
/// Faults for keys of that table that stand beside it; before those for unknown keys.
void refuseMisplacedUpdateKeys(SpecTableReader &unit);
/// Every key, defaults included; a hook or a command that is not there is null.
QJsonObject updateToJson(const UpdateSettings &settings);

/// An http or https address with a host.
bool isHttpAddress(const QString &address);
/// From where `folder` says, if it is relative.
void readPath(SpecTableReader &in, QStringView key, const QString &folder, QString *target);

} // namespace lamplighter::watchdog
