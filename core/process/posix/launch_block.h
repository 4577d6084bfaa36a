// A LaunchSpec as the keeper takes it: a sealed memory file, see core/process/keeper_protocol.h.
#pragma once

#include "core/base/result.h"
#include "core/process/keepers.h"
#include "core/process/posix/file_descriptor.h"

namespace lamplighter::process {

/// `runId` becomes LAMPLIGHTER_RUN_ID. Variables that belong to the supervisor of one run (NOTIFY_SOCKET, WATCHDOG_*,
/// LISTEN_*, LAMPLIGHTER_RUN_ID) are taken out of the given environment. InvalidInput if a text holds a zero byte.
Result<FileDescriptor> makeLaunchBlock(const LaunchSpec &spec, const QString &logDirectory, const QByteArray &runId,
                                       quint64 openFiles);

} // namespace lamplighter::process
