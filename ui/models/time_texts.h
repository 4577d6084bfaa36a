// Times as people read them: ages and spans in words, moments on the clock of the reader's zone.
#pragma once

#include "core/base/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace lamplighter::ui {

/// From when and where a time is told.
struct Viewpoint
{
    WallTime now{};
    QTimeZone zone = QTimeZone::systemTimeZone();
};

class TimeTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::TimeTexts)
public:
    /// The two largest parts: "18 s", "4 min 12 s", "19 h 40 min", "2 d 4 h". Negative spans count as none.
    static QString span(Duration duration);
    /// "0.5 s", "10 s", "1 min 30 s": for limits, where a part of a second matters.
    static QString limit(Duration duration);
    /// "14:27:51" today, "Sun 10:22" within a week (also one to come), "11 Nov", "11 Nov 2024".
    static QString moment(WallTime at, const Viewpoint &view);
    /// As moment(), without seconds today.
    static QString shortMoment(WallTime at, const Viewpoint &view);
    /// For tool tips: "Tue 17 Nov 2026, 14:27:51 (Europe/Vienna)".
    static QString exact(WallTime at, const Viewpoint &view);
    /// "14:31:22.410"
    static QString logTime(WallTime at, const Viewpoint &view);
};

QDateTime toLocal(WallTime at, const QTimeZone &zone);

} // namespace lamplighter::ui
