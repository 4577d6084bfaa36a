// What to expect of a restart, from earlier ones: two numbers in words, and a dot for each of them. Pure.
#pragma once

#include "core/client/shapes_updates.h"

#include <QCoreApplication>

namespace lamplighter::ui {

struct ForecastDot
{
    double seconds = 0;
    int level = 0; ///< how many dots lie below it
    bool held = true;
    bool operator==(const ForecastDot &) const = default;
};

struct ForecastPicture
{
    QString none; ///< why there is no forecast; empty if there is one
    QString downtime, downtimeWords;
    QString held, heldWords;
    QString source; ///< "last 14 restarts of quantum_backend"
    QList<ForecastDot> dots;
    int highest = 0; ///< level of the topmost dot
    double axisEnd = 0;
    double axisStep = 0;
    double median = 0;
    double bandFrom = 0; ///< what to expect in 9 of 10
    double bandTo = 0;
    QString medianText;  ///< "median 11 s"
    QString worstFailed; ///< "failed, 31 s", of the longest that did not hold
    double worstFailedAt = 0;
    QString summary; ///< all of it in a sentence
    QString dependents;
    QString alsoPending;
    QString ofKind; ///< "4 of 5 earlier code updates held."
};

class Forecasts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::Forecasts)
public:
    static constexpr int kFewest = 5;      ///< restarts that make a forecast
    static constexpr int kBinsInStep = 10; ///< places for dots between two words of the axis

    static ForecastPicture of(const client::Forecast &forecast, const client::PendingRestart &restart);
    /// "0 s", "10 s", "1 min 30 s"
    static QString tick(double seconds);
    /// The place of a dot on the axis.
    static double binned(double seconds, const ForecastPicture &picture);

private:
    static void addDots(const client::Forecast &forecast, ForecastPicture &picture);
    static QString others(const client::Forecast &forecast);
};

} // namespace lamplighter::ui
