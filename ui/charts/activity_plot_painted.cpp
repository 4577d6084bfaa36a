// Without Qt Charts: the same picture, painted.
#include "ui/charts/activity_plot.h"

#include <QMouseEvent>
#include <QPainter>

#include <array>

namespace lamplighter::ui {

namespace {

constexpr int kLeft = 28;
constexpr int kTop = 8;
constexpr qreal kBarPart = 0.76;

class PaintedPlot final : public ActivityPlot
{
public:
    PaintedPlot(Theme &theme, QWidget *parent)
        : ActivityPlot(parent)
        , m_theme(theme)
    {
        setMouseTracking(true);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void show(const client::Activity &activity, const QTimeZone &zone) override
    {
        m_activity = activity;
        m_zone = zone;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(m_theme.font(TextStyle::Caption));
        const int top = plot::ceiling(totalsOf(m_activity).highest);
        paintGrid(painter, top);
        painter.setRenderHint(QPainter::Antialiasing);
        paintBars(painter, top);
        paintRestarts(painter, top);
    }

    void mouseMoveEvent(QMouseEvent *event) override
    {
        const qsizetype count = m_activity.buckets.size();
        const int bucket = count == 0 ? -1 : qFloor((event->position().x() - area().x()) / step());
        Q_EMIT hovered(bucket < count ? bucket : -1, event->globalPosition().toPoint());
    }
    void leaveEvent(QEvent *) override { Q_EMIT hovered(-1, {}); }

private:
    [[nodiscard]] QRectF area() const
    {
        const int labels = m_theme.lineHeight(TextStyle::Caption);
        return QRectF(rect()).adjusted(kLeft, kTop, -kTop, -labels);
    }
    [[nodiscard]] qreal step() const
    {
        return area().width() / static_cast<qreal>(std::max<qsizetype>(1, m_activity.buckets.size()));
    }

    void paintGrid(QPainter &painter, int top) const
    {
        const plot::Colours colours = plot::colours(m_theme);
        const QRectF area = this->area();
        for (int line = 0; line <= 3; ++line) {
            const int y = qRound(area.bottom() - area.height() * line / 3);
            painter.fillRect(QRectF(area.x(), y, area.width(), 1), colours.grid);
            painter.setPen(colours.labels);
            painter.drawText(QRectF(0, y - 10, kLeft - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                             QString::number(top * line / 3));
        }
        const QList<int> buckets = plot::labelled(m_activity.buckets.size());
        for (const int bucket : buckets) {
            const qreal x = area.x() + bucket * step();
            const bool first = bucket == 0;
            const bool last = bucket == m_activity.buckets.size();
            const QRectF box(first ? x : last ? x - 80 : x - 40, area.bottom(), 80, height() - area.bottom());
            painter.drawText(box,
                             static_cast<int>(first  ? Qt::AlignLeft
                                              : last ? Qt::AlignRight
                                                     : Qt::AlignHCenter) |
                                 static_cast<int>(Qt::AlignBottom),
                             plot::label(m_activity, bucket, m_zone));
        }
    }

    void paintBars(QPainter &painter, int top) const
    {
        const plot::Colours colours = plot::colours(m_theme);
        const QRectF area = this->area();
        painter.setPen(Qt::NoPen);
        for (qsizetype i = 0; i < m_activity.buckets.size(); ++i) {
            const client::ActivityBucket &bucket = m_activity.buckets.at(i);
            qreal y = area.bottom();
            const std::array<std::pair<int, QColor>, 3> parts{
                {{bucket.info, colours.info}, {bucket.warning, colours.warning}, {bucket.critical, colours.critical}}};
            for (const auto &[count, colour] : parts) {
                const qreal height = area.height() * count / top;
                painter.setBrush(colour);
                if (count > 0) {
                    painter.drawRoundedRect(
                        QRectF(area.x() + static_cast<qreal>(i) * step() + step() * (1 - kBarPart) / 2, y - height,
                               step() * kBarPart, height - 1),
                        1, 1);
                }
                y -= height;
            }
        }
    }

    void paintRestarts(QPainter &painter, int top) const
    {
        const QRectF area = this->area();
        QPolygonF line;
        for (qsizetype i = 0; i < m_activity.buckets.size(); ++i) {
            const qreal y = area.bottom() - area.height() * m_activity.buckets.at(i).restarts / top;
            line << QPointF(area.x() + static_cast<qreal>(i) * step(), y)
                 << QPointF(area.x() + static_cast<qreal>(i + 1) * step(), y);
        }
        painter.setPen(QPen(plot::colours(m_theme).restarts, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
    }

    Theme &m_theme;
    client::Activity m_activity;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace

ActivityPlot *makeActivityPlot(Theme &theme, QWidget *parent)
{
    return new PaintedPlot(theme, parent);
}

} // namespace lamplighter::ui
