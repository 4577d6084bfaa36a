#include "core/watchdog/log_segments.h"

#include "core/base/durable_file.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace lamplighter::watchdog {

namespace {

constexpr qint64 kBlock = 64 * 1024;
constexpr qsizetype kLongestLine = 64 * 1024;
constexpr qint64 kCheckedBytes = 32;   ///< a time stamp and the first characters behind it
constexpr qsizetype kStampLength = 24; // "2026-11-17T14:32:02.123Z"
constexpr int kMostFiles = 1000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int number(QByteArrayView digits)
{
    int value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return value;
}

/// The keeper's time stamp at the start of a line, read by hand: pages have up to 10,000 lines. Nothing if there is
/// none.
std::optional<WallTime> stampOf(QByteArrayView line)
{
    constexpr QByteArrayView kForm("dddd-dd-ddTdd:dd:dd.dddZ ");
    if (line.size() < kStampLength) {
        return std::nullopt;
    }
    // An empty line of output may have lost its trailing blank on the way.
    const qsizetype length = std::min(line.size(), kForm.size());
    for (qsizetype i = 0; i < length; ++i) {
        if (kForm.at(i) == 'd' ? !isDigit(line.at(i)) : line.at(i) != kForm.at(i)) {
            return std::nullopt;
        }
    }
    using namespace std::chrono;
    const year_month_day date{year(number(line.sliced(0, 4))), month(static_cast<unsigned>(number(line.sliced(5, 2)))),
                              day(static_cast<unsigned>(number(line.sliced(8, 2))))};
    const int hour = number(line.sliced(11, 2));
    const int minute = number(line.sliced(14, 2));
    const int second = number(line.sliced(17, 2));
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) {
        return std::nullopt;
    }
    return WallTime(sys_days(date)) + hours(hour) + minutes(minute) + std::chrono::seconds(second) +
           std::chrono::milliseconds(number(line.sliced(20, 3)));
}

QString textOf(QByteArrayView bytes, bool cut)
{
    if (cut) { // not in the middle of a character
        while (!bytes.isEmpty() && (static_cast<unsigned char>(bytes.back()) & 0xC0U) == 0x80U) {
            bytes.chop(1);
        }
        if (!bytes.isEmpty() && static_cast<unsigned char>(bytes.back()) >= 0xC0U) {
            bytes.chop(1);
        }
    }
    QString text = QString::fromUtf8(bytes);
    if (cut) {
        text += u'…';
    }
    return text;
}

client::LogLine toLine(QByteArrayView bytes, bool cut, WallTime *time)
{
    if (bytes.endsWith('\r')) {
        bytes.chop(1);
    }
    if (const std::optional<WallTime> stamp = stampOf(bytes)) {
        *time = *stamp;
        bytes = bytes.sliced(std::min(bytes.size(), kStampLength + 1));
    }
    return {*time, textOf(bytes, cut)};
}

/// Null if there is none.
Result<std::unique_ptr<QFile>> openFile(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    // Refused, but there: either it may not be read, or a rotation has just put it there.
    constexpr int kTries = 10;
    for (int i = 0; i < kTries; ++i) {
        if (file->open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
            return file;
        }
        if (!file->exists()) {
            return std::unique_ptr<QFile>();
        }
    }
    return Error{ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(path, file->errorString()), path};
}

quint32 checkOf(const QByteArray &start)
{
    if (start.size() < kCheckedBytes) {
        return 0;
    }
    const QByteArray hash = QCryptographicHash::hash(start, QCryptographicHash::Sha256);
    return std::max<quint32>(qFromBigEndian<quint32>(hash.constData()), 1);
}

} // namespace

std::optional<LogPosition> parsePosition(const QString &text)
{
    if (text.isEmpty() || text == beginningPosition()) {
        return LogPosition{};
    }
    const QStringList parts = text.split(u':');
    if (parts.size() != 3) {
        return std::nullopt;
    }
    bool fileOk = false;
    bool checkOk = false;
    bool offsetOk = false;
    constexpr int kHex = 16;
    const LogPosition out{parts.at(0).toULongLong(&fileOk, kHex), parts.at(1).toUInt(&checkOk, kHex),
                          parts.at(2).toLongLong(&offsetOk)};
    if (!fileOk || !checkOk || !offsetOk || out.file == 0 || out.offset < 0) {
        return std::nullopt;
    }
    return out;
}

QString beginningPosition()
{
    return QStringLiteral("0:0:0");
}

LogSegment::LogSegment(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
    , m_identity(fileIdentity(*m_file))
    , m_size(m_file->size())
{
    m_check = checkOf(m_file->read(kCheckedBytes));
}

QString LogSegment::position(qint64 offset) const
{
    return QStringLiteral("%1:%2:%3").arg(m_identity, 0, 16).arg(m_check, 0, 16).arg(offset);
}

bool LogSegment::isAt(const LogPosition &position) const
{
    return m_identity == position.file && position.offset <= m_size &&
           (position.check == 0 || position.check == m_check);
}

Error LogSegment::readError() const
{
    return {ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(m_file->fileName(), m_file->errorString()),
            m_file->fileName()};
}

Result<QByteArray> LogSegment::block(qint64 from, qint64 size)
{
    if (!m_file->seek(from)) {
        return readError();
    }
    QByteArray bytes = m_file->read(size);
    if (m_file->error() != QFile::NoError) {
        return readError();
    }
    return bytes;
}

qint64 LogSegment::endOfLines(bool stillWritten)
{
    if (!stillWritten) {
        return m_size;
    }
    qint64 end = m_size;
    while (end > 0) {
        const qint64 from = std::max<qint64>(end - kBlock, 0);
        const Result<QByteArray> bytes = block(from, end - from);
        if (!bytes) {
            return 0;
        }
        if (const qsizetype newline = bytes->lastIndexOf('\n'); newline >= 0) {
            return from + newline + 1;
        }
        end = from;
    }
    return 0;
}

Result<LogSegment::Back> LogSegment::linesBefore(qint64 end, int wanted, qint64 budget, bool atLeastOne)
{
    Back back{end, 0};
    if (end == 0 || wanted <= 0) {
        return back;
    }
    // The end of the last line is not the beginning of one more.
    qint64 at = end - 1;
    while (at > 0) {
        const qint64 from = std::max<qint64>(at - kBlock, 0);
        const Result<QByteArray> bytes = block(from, at - from);
        if (!bytes) {
            return bytes.error();
        }
        for (qsizetype i = bytes->size() - 1; i >= 0; --i) {
            if (bytes->at(i) != '\n') {
                continue;
            }
            back = {from + i + 1, back.lines + 1};
            if (back.lines == wanted) {
                return back;
            }
        }
        at = from;
        if (end - at > budget && (back.lines > 0 || !atLeastOne)) {
            return back;
        }
    }
    return Back{0, back.lines + 1};
}

Result<qint64> LogSegment::readLines(qint64 from, qint64 end, qsizetype limit, WallTime *time, qint64 *budget,
                                     QList<client::LogLine> *out)
{
    QByteArray line; // never longer than what is shown of it
    bool cut = false;
    qint64 taken = from;
    qint64 at = from;
    const auto finishLine = [&](qint64 next) {
        out->append(toLine(line, cut, time));
        *budget -= line.size();
        line.clear();
        cut = false;
        taken = next;
    };
    while (at < end && out->size() < limit && *budget > 0) {
        const Result<QByteArray> bytes = block(at, std::min(kBlock, end - at));
        if (!bytes) {
            return bytes.error();
        }
        if (bytes->isEmpty()) {
            break; // cut short by somebody else
        }
        qsizetype begin = 0;
        while (begin < bytes->size() && out->size() < limit && *budget > 0) {
            const qsizetype newline = bytes->indexOf('\n', begin);
            const qsizetype stop = newline < 0 ? bytes->size() : newline;
            const qsizetype room = kLongestLine + kStampLength + 1 - line.size();
            line.append(QByteArrayView(*bytes).sliced(begin, std::min(stop - begin, room)));
            cut = cut || stop - begin > room;
            begin = stop + 1;
            if (newline >= 0) {
                finishLine(at + begin);
            }
        }
        at += bytes->size();
    }
    if (taken < end && at >= end && out->size() < limit && *budget > 0) {
        finishLine(end); // the last line of a file that ends without its end
    }
    return taken;
}

WallTime LogSegment::timeBefore(qint64 offset)
{
    const qint64 from = std::max<qint64>(offset - kBlock, 0);
    const Result<QByteArray> bytes = block(from, offset - from);
    WallTime time{};
    if (!bytes) {
        return time;
    }
    qsizetype begin = 0;
    // Unless it starts at the file's beginning, the block's first piece is no line.
    if (from > 0) {
        begin = bytes->indexOf('\n') + 1;
        if (begin == 0) {
            return time;
        }
    }
    while (begin < bytes->size()) {
        qsizetype newline = bytes->indexOf('\n', begin);
        newline = newline < 0 ? bytes->size() : newline;
        if (const auto stamp = stampOf(QByteArrayView(*bytes).sliced(begin, newline - begin))) {
            time = *stamp;
        }
        begin = newline + 1;
    }
    return time;
}

Result<std::vector<LogSegment>> openSegments(const QString &logPath)
{
    // From the newest to the oldest, as rotation moves them: a file that moves meanwhile is met a second time, never
    // missed.
    std::vector<LogSegment> out;
    int missing = 0;
    for (int i = 0; i < kMostFiles && missing < 2; ++i) {
        const QString path = i == 0 ? logPath : QString(logPath + u'.' + QString::number(i));
        Result<std::unique_ptr<QFile>> file = openFile(path);
        if (!file) {
            return file.error();
        }
        if (!*file) {
            ++missing; // while a keeper rotates, one name is free for a moment
            continue;
        }
        missing = 0;
        LogSegment segment(std::move(*file));
        const bool known = std::any_of(out.begin(), out.end(), [&segment](const LogSegment &other) {
            return other.identity() == segment.identity();
        });
        if (!known) {
            out.push_back(std::move(segment));
        }
    }
    return out;
}

} // namespace lamplighter::watchdog
