// Diagnostics of the engine itself (stderr). What operators read is the journal; secrets go to neither.
#pragma once

#include <QLoggingCategory>

namespace lamplighter {

Q_DECLARE_LOGGING_CATEGORY(lcEngine)
Q_DECLARE_LOGGING_CATEGORY(lcWatchdog)
Q_DECLARE_LOGGING_CATEGORY(lcKeeper)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcApi)
Q_DECLARE_LOGGING_CATEGORY(lcConsole)

/// "2026-11-17T14:32:02.123Z WARNING lamplighter.engine: text" on stderr, for the whole process.
void installLogFormat();

} // namespace lamplighter
