#include "core/base/clock.h"

#include <QDateTime>
#include <QStringView>
#include <QTimeZone>

#ifdef _WIN32
#include <realtimeapiset.h>
#include <windows.h>
#else
#include <ctime>
#endif

namespace lamplighter {

namespace {

// What four digits of a year can say: from the first of January of the year 1 to the end of 9999.
constexpr qint64 kFirstMoment = -62'135'596'800'000'000;
constexpr qint64 kLastMoment = 253'402'300'799'999'999;

} // namespace

Instant SystemClock::now() const
{
#ifdef _WIN32
    ULONGLONG ticks = 0; // 100 ns each, sleep not counted
    QueryUnbiasedInterruptTime(&ticks);
    return Instant(nanoseconds(static_cast<std::int64_t>(ticks) * 100));
#else
    timespec ts{};
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return Instant(seconds(ts.tv_sec) + nanoseconds(ts.tv_nsec));
#endif
}

WallTime SystemClock::wallNow() const
{
    return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
}

QString toIsoString(WallTime time)
{
    const qint64 us = toMicrosecondsSinceEpoch(time);
    qint64 ms = us / 1000;
    qint64 rest = us % 1000;
    if (rest < 0) {
        rest += 1000;
        --ms;
    }
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
    return date.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) +
           QStringLiteral("%1Z").arg(rest, 3, 10, QChar(u'0'));
}

bool fromIsoString(const QString &text, WallTime *time)
{
    if (text.contains(u',')) { // ISO 8601's other mark of a fraction, which nobody here writes
        return false;
    }
    // QDateTime keeps milliseconds only: the fraction is read by hand.
    const qsizetype dot = text.indexOf(u'.');
    QString whole = text;
    qint64 fractionUs = 0;
    if (dot > 0) {
        qsizetype end = dot + 1;
        qint64 scale = 100'000;
        while (end < text.size() && text.at(end).isDigit()) {
            fractionUs += scale * (text.at(end).digitValue());
            scale /= 10;
            ++end;
        }
        if (end == dot + 1) {
            return false;
        }
        whole = text.left(dot) + text.mid(end);
    }
    QDateTime date = QDateTime::fromString(whole, Qt::ISODate);
    if (!date.isValid()) {
        return false;
    }
    if (date.timeSpec() == Qt::LocalTime) { // no zone mark
        date.setTimeSpec(Qt::UTC);
    }
    const qint64 us = date.toMSecsSinceEpoch() * 1000 + fractionUs;
    if (us < kFirstMoment || us > kLastMoment) { // by way of its offset, or of the hour 24
        return false;
    }
    *time = wallTimeFromMicroseconds(us);
    return true;
}

qint64 toNanoseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

Instant instantFromNanoseconds(qint64 ns)
{
    return Instant(nanoseconds(ns));
}

qint64 toMicrosecondsSinceEpoch(WallTime time)
{
    return time.time_since_epoch().count();
}

WallTime wallTimeFromMicroseconds(qint64 us)
{
    return WallTime(microseconds(us));
}

} // namespace lamplighter
