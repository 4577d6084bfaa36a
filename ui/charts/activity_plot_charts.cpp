// With Qt Charts.
#include "ui/charts/activity_plot.h"

#include <QAreaSeries>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QStackedBarSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <array>

namespace lamplighter::ui {

namespace {

constexpr qreal kBarWidth = 0.82;
constexpr int kTicks = 4;

/// The view, with the times under its plot: an axis of Qt Charts centres its labels and cuts off the last one.
class TimedView final : public QChartView
{
public:
    using QChartView::QChartView;

    void setLabels(const QStringList &labels) // evenly spread
    {
        m_labels = labels;
        viewport()->update();
    }
    void setLook(const QFont &font, const QColor &colour)
    {
        m_font = font;
        m_colour = colour;
        viewport()->update();
    }

protected:
    void drawForeground(QPainter *painter, const QRectF &) override
    {
        const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
        painter->setFont(m_font);
        painter->setPen(m_colour);
        constexpr qreal kHalf = 40;
        const auto steps = static_cast<qreal>(std::max<qsizetype>(1, m_labels.size() - 1));
        for (qsizetype i = 0; i < m_labels.size(); ++i) {
            const bool first = i == 0;
            const bool last = i == m_labels.size() - 1;
            const qreal x = plot.x() + plot.width() * static_cast<qreal>(i) / steps;
            const QRectF box(first ? x : last ? x - 2 * kHalf : x - kHalf, plot.bottom() + 3, 2 * kHalf, 18);
            const Qt::Alignment side = first ? Qt::AlignLeft : last ? Qt::AlignRight : Qt::AlignHCenter;
            painter->drawText(box, static_cast<int>(side | Qt::AlignVCenter), m_labels.at(i));
        }
    }

private:
    QStringList m_labels;
    QFont m_font;
    QColor m_colour;
};

class ChartsPlot final : public ActivityPlot
{
public:
    ChartsPlot(Theme &theme, QWidget *parent);
    void show(const client::Activity &activity, const QTimeZone &zone) override;

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeSeries();
    void makeAxes();
    void restyle();
    void draw();
    void labelTimes();

    Theme &m_theme;
    client::Activity m_activity;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    bool m_waits = false; ///< what changed while hidden is drawn when shown
    QChart *m_chart;
    TimedView *m_view;
    QStackedBarSeries *m_bars = nullptr;
    std::array<QBarSet *, 3> m_sets{}; ///< info, warning, critical
    QLineSeries *m_restarts = nullptr;
    QValueAxis *m_counts = nullptr;
    QValueAxis *m_times = nullptr;
};

ChartsPlot::ChartsPlot(Theme &theme, QWidget *parent)
    : ActivityPlot(parent)
    , m_theme(theme)
    , m_chart(new QChart)
    , m_view(new TimedView(m_chart, this))
{
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->setStyleSheet(QStringLiteral("background: transparent"));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->setFocusPolicy(Qt::NoFocus); // a graphics view gives it one of its own
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    makeSeries();
    makeAxes();
    connect(&theme, &Theme::changed, this, &ChartsPlot::restyle);
    restyle();
}

void ChartsPlot::makeSeries()
{
    m_bars = new QStackedBarSeries(m_chart);
    m_bars->setBarWidth(kBarWidth);
    for (QBarSet *&set : m_sets) {
        set = new QBarSet(QString(), m_bars);
        m_bars->append(set);
    }
    m_restarts = new QLineSeries(m_chart);
    m_chart->addSeries(m_bars);
    m_chart->addSeries(m_restarts);
}

void ChartsPlot::makeAxes()
{
    m_counts = new QValueAxis(m_chart);
    m_counts->setTickCount(kTicks);
    m_counts->setLabelFormat(QStringLiteral("%d"));
    m_counts->setLineVisible(false);
    m_times = new QValueAxis(m_chart);
    m_times->setLabelsVisible(false);
    m_times->setGridLineVisible(false);
    m_times->setLineVisible(false);
    m_chart->addAxis(m_counts, Qt::AlignLeft);
    m_chart->addAxis(m_times, Qt::AlignBottom);
    for (QAbstractSeries *series : std::initializer_list<QAbstractSeries *>{m_bars, m_restarts}) {
        series->attachAxis(m_counts);
        series->attachAxis(m_times);
    }
}

void ChartsPlot::restyle()
{
    const plot::Colours colours = plot::colours(m_theme);
    const std::array fills{colours.info, colours.warning, colours.critical};
    for (size_t i = 0; i < m_sets.size(); ++i) {
        m_sets.at(i)->setBrush(fills.at(i));
        m_sets.at(i)->setPen(QPen(m_theme.palette().surface, 1)); // the gap between two of a stack
    }
    QPen line(colours.restarts, 1.5);
    line.setJoinStyle(Qt::MiterJoin);
    m_restarts->setPen(line);
    m_counts->setGridLinePen(QPen(colours.grid, 1));
    m_counts->setLabelsFont(m_theme.font(TextStyle::Caption));
    m_counts->setLabelsColor(colours.labels);
    m_view->setLook(m_theme.font(TextStyle::Caption), colours.labels);
    // The room for the times, which the plot area ends above.
    m_chart->setMargins({0, 0, 0, m_theme.lineHeight(TextStyle::Caption)});
}

void ChartsPlot::show(const client::Activity &activity, const QTimeZone &zone)
{
    m_activity = activity;
    m_zone = zone;
    m_waits = !isVisible();
    if (!m_waits) {
        draw();
    }
}

void ChartsPlot::showEvent(QShowEvent *event)
{
    ActivityPlot::showEvent(event);
    if (std::exchange(m_waits, false)) {
        draw();
    }
}

void ChartsPlot::draw()
{
    const auto count = static_cast<int>(m_activity.buckets.size());
    if (m_sets.front()->count() != count) {
        for (QBarSet *set : m_sets) {
            set->remove(0, set->count());
            set->append(QList<qreal>(count, 0.0));
        }
    }
    QList<QPointF> steps;
    steps.reserve(2 * count);
    for (int i = 0; i < count; ++i) {
        const client::ActivityBucket &bucket = m_activity.buckets.at(i);
        const std::array values{bucket.info, bucket.warning, bucket.critical};
        for (size_t set = 0; set < m_sets.size(); ++set) {
            if (qRound(m_sets.at(set)->at(i)) != values.at(set)) {
                m_sets.at(set)->replace(i, values.at(set));
            }
        }
        const auto height = static_cast<qreal>(bucket.restarts);
        if (steps.isEmpty()) {
            steps.append({i - 0.5, height});
        } else if (!qFuzzyCompare(1 + steps.last().y(), 1 + height)) {
            // Corners only: a line through points on itself is drawn darker there.
            steps.append({i - 0.5, steps.last().y()});
            steps.append({i - 0.5, height});
        }
    }
    if (!steps.isEmpty()) {
        steps.append({count - 0.5, steps.last().y()});
    }
    m_restarts->replace(steps);
    m_counts->setRange(0, plot::ceiling(totalsOf(m_activity).highest));
    m_times->setRange(-0.5, std::max(count, 1) - 0.5);
    labelTimes();
}

void ChartsPlot::labelTimes()
{
    QStringList labels;
    const QList<int> buckets = plot::labelled(m_activity.buckets.size());
    for (const int bucket : buckets) {
        labels.append(plot::label(m_activity, bucket, m_zone));
    }
    m_view->setLabels(labels);
}

bool ChartsPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        const auto *move = static_cast<QMouseEvent *>(event);
        const QPointF value = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(move->pos())), m_restarts);
        const int bucket = qFloor(value.x() + 0.5);
        const bool inside =
            m_chart->plotArea().contains(move->position()) && bucket >= 0 && bucket < m_activity.buckets.size();
        Q_EMIT hovered(inside ? bucket : -1, move->globalPosition().toPoint());
    } else if (event->type() == QEvent::Leave) {
        Q_EMIT hovered(-1, {});
    }
    return ActivityPlot::eventFilter(watched, event);
}

} // namespace

ActivityPlot *makeActivityPlot(Theme &theme, QWidget *parent)
{
    return new ChartsPlot(theme, parent);
}

} // namespace lamplighter::ui
