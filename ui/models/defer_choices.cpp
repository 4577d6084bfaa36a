#include "ui/models/defer_choices.h"

#include <QLocale>

namespace lamplighter::ui {
namespace {

constexpr int kMorning = 6;

WallTime toWall(const QDateTime &local)
{
    return WallTime(milliseconds(local.toMSecsSinceEpoch()));
}

} // namespace

QList<DeferChoice> DeferChoices::at(const Viewpoint &when)
{
    using std::chrono::hours;
    const auto after = [&](const QString &id, const QString &text, hours wait) {
        const WallTime until = when.now + wait;
        return DeferChoice{id, text, toLocal(until, when.zone).toString(u"HH:mm"), until};
    };
    const QDate tomorrow = toLocal(when.now, when.zone).date().addDays(1);
    const QDateTime morning(tomorrow, QTime(kMorning, 0), when.zone);
    return {after(QStringLiteral("1"), tr("In 1 hour"), hours(1)),
            after(QStringLiteral("8"), tr("In 8 hours"), hours(8)),
            {QStringLiteral("T"), tr("Tomorrow 06:00"), QLocale().toString(morning, u"ddd"), toWall(morning)}};
}

std::optional<WallTime> DeferChoices::picked(const QDateTime &local, const Viewpoint &when)
{
    const QDateTime there(local.date(), local.time(), when.zone);
    const WallTime until = toWall(there);
    return there.isValid() && until > when.now ? std::optional<WallTime>(until) : std::nullopt;
}

} // namespace lamplighter::ui
