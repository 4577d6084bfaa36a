// Reads what units wrote. A keeper puts each line in its log file as "2026-11-17T14:32:02.123Z TEXT\n" and rotates
// NAME.log to NAME.log.1 and so on at a line's end. Functions block on the disk: call them from the pool.
#pragma once

#include "core/base/result.h"
#include "core/client/shapes.h"

namespace lamplighter::watchdog {

/// The last `lines` lines (1 to 10,000), across rotated files, oldest first, with the position behind them. An absent
/// file is an empty page. Lines longer than 64 KiB are cut with "…"; invalid UTF-8 is replaced.
Result<client::LogPage> readLastLines(const QString &logPath, int lines);

/// Up to `limit` lines behind `position` (as given by a page before). Follows rotation: a position in a file that
/// became .1 is found again there. Gone if that file no longer exists.
Result<client::LogPage> readLinesAfter(const QString &logPath, const QString &position, int limit);

} // namespace lamplighter::watchdog
