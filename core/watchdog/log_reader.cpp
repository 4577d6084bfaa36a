#include "core/watchdog/log_reader.h"

#include "core/watchdog/log_segments.h"

#include <algorithm>

namespace lamplighter::watchdog {

namespace {

constexpr int kMostLines = 10'000;
/// A page stays below this, however long its lines are; the rest comes with the next page.
constexpr qint64 kLargestPage = 16 * 1024 * 1024;

/// Where the last `wanted` lines begin: index of the segment (0 is the newest) and offset in it.
struct Start
{
    std::size_t segment = 0;
    qint64 offset = 0;
};

Result<Start> findStart(std::vector<LogSegment> &segments, int wanted)
{
    Start start;
    int found = 0;
    qint64 bytes = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        LogSegment &segment = segments[i];
        const qint64 end = segment.endOfLines(i == 0);
        const Result<LogSegment::Back> back =
            segment.linesBefore(end, wanted - found, std::max<qint64>(kLargestPage - bytes, 0), found == 0);
        if (!back) {
            return back.error();
        }
        start = {i, back->offset};
        found += back->lines;
        bytes += end - back->offset;
        if (found >= wanted || bytes >= kLargestPage) {
            break;
        }
    }
    return start;
}

/// Reads on from `start` towards the newest segment until `limit` lines are there.
Result<client::LogPage> readForward(std::vector<LogSegment> &segments, Start start, int limit)
{
    client::LogPage page;
    WallTime time = segments[start.segment].timeBefore(start.offset);
    qint64 offset = start.offset;
    qint64 budget = kLargestPage;
    for (std::size_t left = start.segment + 1; left > 0; --left) {
        const std::size_t i = left - 1;
        LogSegment &segment = segments[i];
        const Result<qint64> end =
            segment.readLines(offset, segment.endOfLines(i == 0), limit, &time, &budget, &page.lines);
        if (!end) {
            return end.error();
        }
        page.position = segment.position(*end);
        const bool full = page.lines.size() >= limit || budget <= 0;
        if (full || i == 0) {
            break;
        }
        offset = 0;
    }
    return page;
}

} // namespace

Result<client::LogPage> readLastLines(const QString &logPath, int lines)
{
    const int wanted = std::clamp(lines, 1, kMostLines);
    Result<std::vector<LogSegment>> opened = openSegments(logPath);
    if (!opened) {
        return opened.error();
    }
    std::vector<LogSegment> &segments = *opened;
    if (segments.empty()) {
        return client::LogPage{{}, beginningPosition()};
    }
    const Result<Start> start = findStart(segments, wanted);
    if (!start) {
        return start.error();
    }
    return readForward(segments, *start, wanted);
}

Result<client::LogPage> readLinesAfter(const QString &logPath, const QString &position, int limit)
{
    const std::optional<LogPosition> from = parsePosition(position);
    if (!from) {
        return Error{ErrorCode::InvalidInput, QStringLiteral("\"%1\" is no position of a log").arg(position.left(100)),
                     QStringLiteral("after")};
    }
    Result<std::vector<LogSegment>> opened = openSegments(logPath);
    if (!opened) {
        return opened.error();
    }
    std::vector<LogSegment> &segments = *opened;
    const int wanted = std::clamp(limit, 1, kMostLines);
    if (from->isBeginning()) {
        if (segments.empty()) {
            return client::LogPage{{}, beginningPosition()};
        }
        return readForward(segments, {segments.size() - 1, 0}, wanted);
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (segments[i].isAt(*from)) {
            return readForward(segments, {i, from->offset}, wanted);
        }
    }
    return Error{ErrorCode::Gone, QStringLiteral("the log file of this position was rotated away"),
                 QStringLiteral("after")};
}

} // namespace lamplighter::watchdog
