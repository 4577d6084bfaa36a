#include "ui/models/forecast_picture.h"

#include "ui/models/time_texts.h"
#include "ui/models/update_texts.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace lamplighter::ui {
namespace {

double inSeconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

/// Whole numbers of seconds where seconds are many, parts of them where they are few.
QString words(Duration duration)
{
    if (duration >= seconds(10)) {
        return TimeTexts::span(std::chrono::round<seconds>(duration));
    }
    // One digit after the point; below a second as milliseconds would say it.
    return duration >= seconds(1) ? TimeTexts::limit(std::chrono::round<milliseconds>(duration / 100) * 100)
                                  : TimeTexts::limit(duration);
}

/// 1, 2 or 5 times a power of ten, so that at most five of them make `end`.
double niceStep(double end)
{
    const double least = end / 5;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * 0.999) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

QString Forecasts::tick(double value)
{
    return value <= 0 ? tr("0 s") : words(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)));
}

double Forecasts::binned(double value, const ForecastPicture &picture)
{
    const double bin = picture.axisStep / kBinsInStep;
    return std::round(value / bin) * bin;
}

void Forecasts::addDots(const client::Forecast &forecast, ForecastPicture &picture)
{
    double longest = 0.1;
    for (const client::PastRestart &past : forecast.restarts) {
        longest = std::max(longest, inSeconds(past.downtime));
    }
    picture.axisStep = niceStep(longest * 1.1);
    picture.axisEnd = std::ceil(longest * 1.1 / picture.axisStep) * picture.axisStep;
    QHash<int, int> stacked;
    double shortest = picture.axisEnd;
    for (const client::PastRestart &past : forecast.restarts) {
        const double at = inSeconds(past.downtime);
        const double place = binned(at, picture);
        const int level = stacked[static_cast<int>(std::lround(place / picture.axisStep * kBinsInStep))]++;
        picture.dots.append({place, level, past.held});
        picture.highest = std::max(picture.highest, level);
        shortest = std::min(shortest, at);
        if (!past.held && at >= picture.worstFailedAt) {
            picture.worstFailedAt = at;
            picture.worstFailed = tr("failed, %1").arg(words(past.downtime));
        }
    }
    picture.bandFrom = shortest;
}

QString Forecasts::others(const client::Forecast &forecast)
{
    constexpr qsizetype kMost = 4;
    QStringList names = forecast.dependents.mid(0, kMost);
    if (forecast.dependents.size() > kMost) {
        names.append(tr("%n more", "units", static_cast<int>(forecast.dependents.size() - kMost)));
    }
    return names.isEmpty() ? tr("No other unit depends on it.")
                           : tr("Waits during the restart: %1.").arg(names.join(tr(", ", "between names")));
}

ForecastPicture Forecasts::of(const client::Forecast &forecast, const client::PendingRestart &restart)
{
    ForecastPicture picture;
    picture.dependents = others(forecast);
    if (!forecast.alsoPending.isEmpty()) {
        picture.alsoPending =
            tr("Applied by the same restart: %1.").arg(forecast.alsoPending.join(QStringLiteral(", ")));
    }
    if (forecast.updatesOfKind > 0) {
        picture.ofKind =
            tr("%1 of %n earlier %2 updates held.", "13 of 14 earlier code updates", forecast.updatesOfKind)
                .arg(forecast.updatesOfKindHeld)
                .arg(UpdateTexts::change(restart.changeType));
    }
    const int count = static_cast<int>(forecast.restarts.size());
    if (count < kFewest || !forecast.typicalDowntime) {
        picture.none = count == 0 ? tr("No history yet, so no forecast")
                                  : tr("Only %n earlier restarts, so no forecast", nullptr, count);
        picture.summary = picture.none;
        return picture;
    }
    picture.downtime = words(*forecast.typicalDowntime);
    const Duration worst = forecast.worstOfTen.value_or(*forecast.typicalDowntime);
    picture.downtimeWords = tr("down, 9 in 10 within %1").arg(words(worst));
    picture.held = tr("%1 of %2", "restarts").arg(forecast.held).arg(count);
    picture.heldWords = tr("restarts held");
    const QString what = restart.units.size() == 1 ? restart.units.first() : restart.service;
    picture.source = tr("last %n restarts of %1", nullptr, count).arg(what);
    picture.median = inSeconds(*forecast.typicalDowntime);
    picture.medianText = tr("median %1").arg(picture.downtime);
    addDots(forecast, picture);
    picture.bandTo = std::max(picture.bandFrom, inSeconds(worst));
    picture.summary = tr("Expect %1 %2; %3 %4.", "11 s, down, 13 of 14, restarts held")
                          .arg(picture.downtime, picture.downtimeWords, picture.held, picture.heldWords);
    return picture;
}

} // namespace lamplighter::ui
