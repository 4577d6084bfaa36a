// Durations and sizes as people write them in unit files and settings.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

namespace lamplighter {

/// "250ms", "5s", "1.5s", "10m", "1h30m", "2d"; a bare number is seconds. Units us ms s m h d (and min, sec).
/// InvalidInput for anything else, a negative value, or more than 10,000 days.
Result<Duration> parseDuration(const QString &text);
/// The shortest exact spelling that parseDuration reads back: "90s" is "1m30s", 0 is "0s".
QString formatDuration(Duration duration);

/// "512", "64KiB", "10MiB", "2GiB", and the decimal KB MB GB; bytes.
Result<qint64> parseSize(const QString &text);
QString formatSize(qint64 bytes);

} // namespace lamplighter
