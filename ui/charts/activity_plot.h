// The plot of the last 24 hours: stacked bars for alerts by severity, a step line for restarts. Drawn with Qt Charts
// where the console was built with it, painted by hand otherwise; both from buckets, both without animation.
#pragma once

#include "ui/models/activity_feed.h"
#include "ui/models/time_texts.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class ActivityPlot : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void show(const client::Activity &activity, const QTimeZone &zone) = 0;

Q_SIGNALS:
    /// The bucket under the pointer; -1 if there is none. `at` is global.
    void hovered(int bucket, const QPoint &at);
};

ActivityPlot *makeActivityPlot(Theme &theme, QWidget *parent);

/// What both plots agree on.
namespace plot {

struct Colours
{
    QColor grid, critical, warning, info, restarts, labels;
};
Colours colours(const Theme &theme);
/// The smallest of 3, 6, 9, 12, 15, 18, 21, 24, 30, 60, … that holds `highest`: three lines above zero.
int ceiling(int highest);
/// Buckets that are labelled with their time: every fourth hour.
QList<int> labelled(qsizetype buckets);
QString label(const client::Activity &activity, int bucket, const QTimeZone &zone);

} // namespace plot

} // namespace lamplighter::ui
