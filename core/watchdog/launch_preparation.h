// What the disk and the system's accounts add to a unit's specification before its process is launched. Blocks: runs in
// the pool, unless there is nothing to read.
#pragma once

#include "core/process/keepers.h"
#include "core/watchdog/unit_spec.h"

namespace lamplighter::watchdog {

/// `base` ("KEY=value", the engine's own) with what the unit's files and then the unit itself say. An error names the
/// file.
Result<QByteArrayList> environmentOf(const UnitSpec &spec, const QByteArrayList &base);

/// `knownProgram` is looked for along the unit's PATH, or `searchPath`, if it is empty.
Result<process::LaunchSpec> prepareLaunch(const UnitSpec &spec, RunNumber run, const QByteArrayList &base,
                                          const QString &searchPath, const QString &knownProgram);

} // namespace lamplighter::watchdog
