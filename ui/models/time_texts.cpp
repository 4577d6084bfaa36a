#include "ui/models/time_texts.h"

#include <QLocale>

namespace lamplighter::ui {
namespace {

using std::chrono::duration_cast;

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

} // namespace

QDateTime toLocal(WallTime at, const QTimeZone &zone)
{
    const qint64 ms = duration_cast<milliseconds>(at.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms, zone);
}

QString TimeTexts::span(Duration duration)
{
    const qint64 total = std::max<qint64>(0, duration_cast<seconds>(duration).count());
    if (total < kMinute) {
        return tr("%1 s").arg(total);
    }
    if (total < kHour) {
        const qint64 rest = total % kMinute;
        return rest == 0 ? tr("%1 min").arg(total / kMinute) : tr("%1 min %2 s").arg(total / kMinute).arg(rest);
    }
    if (total < kDay) {
        const qint64 rest = total % kHour / kMinute;
        return rest == 0 ? tr("%1 h").arg(total / kHour) : tr("%1 h %2 min").arg(total / kHour).arg(rest);
    }
    const qint64 rest = total % kDay / kHour;
    return rest == 0 ? tr("%1 d").arg(total / kDay) : tr("%1 d %2 h").arg(total / kDay).arg(rest);
}

QString TimeTexts::limit(Duration duration)
{
    const qint64 ms = duration_cast<milliseconds>(duration).count();
    if (ms > 0 && ms < 100) {
        return tr("%1 ms").arg(ms);
    }
    if (ms < 60'000 && ms % 1000 != 0) {
        return tr("%1 s").arg(QLocale().toString(static_cast<double>(ms) / 1000.0, 'g', 3));
    }
    return span(duration);
}

QString TimeTexts::moment(WallTime at, const Viewpoint &view)
{
    const QDateTime local = toLocal(at, view.zone);
    if (local.date() == toLocal(view.now, view.zone).date()) {
        return local.toString(u"HH:mm:ss");
    }
    return shortMoment(at, view);
}

QString TimeTexts::shortMoment(WallTime at, const Viewpoint &view)
{
    const QDateTime local = toLocal(at, view.zone);
    const QDate today = toLocal(view.now, view.zone).date();
    const qint64 days = local.date().daysTo(today);
    if (days == 0) {
        return local.toString(u"HH:mm");
    }
    if (days > -7 && days < 7) {
        return QLocale().toString(local, u"ddd HH:mm");
    }
    return QLocale().toString(local, local.date().year() == today.year() ? u"d MMM" : u"d MMM yyyy");
}

QString TimeTexts::exact(WallTime at, const Viewpoint &view)
{
    const QDateTime local = toLocal(at, view.zone);
    return tr("%1 (%2)").arg(QLocale().toString(local, u"ddd d MMM yyyy, HH:mm:ss"),
                             QString::fromLatin1(view.zone.id()));
}

QString TimeTexts::logTime(WallTime at, const Viewpoint &view)
{
    return toLocal(at, view.zone).toString(u"HH:mm:ss.zzz");
}

} // namespace lamplighter::ui
