// The files of one unit's log, opened together: NAME.log and what was rotated away. Private to the log reader.
#pragma once

#include "core/base/result.h"
#include "core/client/shapes.h"

#include <QFile>

#include <memory>
#include <optional>
#include <vector>

namespace lamplighter::watchdog {

/// "FILE:CHECK:OFFSET": which file (its identity), a hash of how it begins, and a byte in it. The hash tells a new file
/// from an old one whose identity the file system has given away again.
struct LogPosition
{
    quint64 file = 0;
    quint32 check = 0; ///< 0 while the file was too short to tell
    qint64 offset = 0;

    [[nodiscard]] bool isBeginning() const { return file == 0; }
    bool operator==(const LogPosition &) const = default;
};

/// Empty text is the beginning of the oldest file, as is beginningPosition().
std::optional<LogPosition> parsePosition(const QString &text);
QString beginningPosition();

/// One file, at a moment: what is appended later is not seen.
class LogSegment
{
public:
    explicit LogSegment(std::unique_ptr<QFile> file);

    [[nodiscard]] quint64 identity() const { return m_identity; }
    [[nodiscard]] QString position(qint64 offset) const;
    [[nodiscard]] bool isAt(const LogPosition &position) const;

    /// Behind the last whole line; of a file that is not written any more, the last line counts even without its end.
    qint64 endOfLines(bool stillWritten);

    struct Back
    {
        qint64 offset = 0; ///< where the first of the lines begins
        int lines = 0;
    };
    /// Goes back from `end` (the end of a line) over `wanted` lines, or until about `budget` bytes; over one line at
    /// least if `atLeastOne`.
    Result<Back> linesBefore(qint64 end, int wanted, qint64 budget, bool atLeastOne);

    /// Appends the lines from `from` to `end` to `out` until it has `limit`, or the budget is used up. `time` is
    /// carried along for lines without one of their own. The offset behind the last line taken.
    Result<qint64> readLines(qint64 from, qint64 end, qsizetype limit, WallTime *time, qint64 *budget,
                             QList<client::LogLine> *out);

    /// Time of the last stamped line in the 64 KiB before `offset`; the epoch if there is none.
    WallTime timeBefore(qint64 offset);

private:
    Result<QByteArray> block(qint64 from, qint64 size);
    [[nodiscard]] Error readError() const;

    std::unique_ptr<QFile> m_file;
    quint64 m_identity = 0;
    quint32 m_check = 0;
    qint64 m_size = 0;
};

/// Newest first; empty if there is none. Finds each file once, also while a keeper rotates.
Result<std::vector<LogSegment>> openSegments(const QString &logPath);

} // namespace lamplighter::watchdog
