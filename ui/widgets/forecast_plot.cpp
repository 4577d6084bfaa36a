#include "ui/widgets/forecast_plot.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lamplighter::ui {
namespace {

constexpr int kHeight = 86;
constexpr int kAxis = 20; ///< below the baseline, for its words
constexpr int kBandTop = 8;
constexpr int kSide = 6; ///< of the axis, so that the first and the last dot are whole
constexpr double kDot = 3.5;
constexpr double kDotStep = 10;
constexpr double kCross = 3.5;

} // namespace

ForecastPlot::ForecastPlot(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("forecastPlot"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Downtime of earlier restarts"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ForecastPlot::setPicture(const ForecastPicture &picture)
{
    m_picture = picture;
    setAccessibleDescription(picture.summary);
    setToolTip(picture.summary);
    updateGeometry();
    update();
}

QSize ForecastPlot::sizeHint() const
{
    return {m_theme.scaled(240), m_theme.scaled(kHeight)};
}

double ForecastPlot::xOf(double seconds) const
{
    return kSide + seconds / std::max(m_picture.axisEnd, 0.001) * (width() - 2 * kSide);
}

double ForecastPlot::dotStep() const
{
    const double room = height() - m_theme.scaled(kAxis) - kBandTop - 2 * kDot;
    return m_picture.highest == 0 ? kDotStep : std::min(kDotStep, room / m_picture.highest);
}

void ForecastPlot::paintEvent(QPaintEvent *)
{
    if (m_picture.dots.isEmpty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int baseline = height() - m_theme.scaled(kAxis);
    const double from = xOf(m_picture.bandFrom) - 1;
    painter.fillRect(QRectF(from, kBandTop, xOf(m_picture.bandTo) - from + 1, baseline - kBandTop),
                     m_theme.palette().accentSoft);
    paintAxis(painter, baseline);
    paintDots(painter, baseline);
    paintWords(painter, baseline);
}

void ForecastPlot::paintAxis(QPainter &painter, int baseline) const
{
    const Palette &p = m_theme.palette();
    painter.fillRect(0, baseline, width(), 1, p.strongLine);
    painter.setFont(m_theme.font(TextStyle::Caption));
    painter.setPen(p.mutedText);
    const QFontMetrics metrics(painter.font());
    const int ticks = static_cast<int>(std::lround(m_picture.axisEnd / m_picture.axisStep));
    for (int i = 0; i <= ticks; ++i) {
        const QString text = Forecasts::tick(i * m_picture.axisStep);
        const int wide = metrics.horizontalAdvance(text);
        const int x = std::clamp(static_cast<int>(xOf(i * m_picture.axisStep)) - wide / 2, 0, width() - wide);
        painter.drawText(QRect(x, baseline + 2, wide + 1, m_theme.scaled(kAxis) - 2), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
    }
}

void ForecastPlot::paintDots(QPainter &painter, int baseline) const
{
    const Palette &p = m_theme.palette();
    painter.setPen(QPen(p.accent, 1.5));
    const double median = xOf(m_picture.median);
    painter.drawLine(QPointF(median, 2), QPointF(median, baseline));
    const double step = dotStep();
    for (const ForecastDot &dot : m_picture.dots) {
        const QPointF at(xOf(dot.seconds), baseline - 2 * kDot - dot.level * step + 0.5);
        if (dot.held) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(p.ok.solid);
            painter.drawEllipse(at, kDot, kDot);
        } else {
            painter.setPen(QPen(p.critical.solid, 2, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(at + QPointF(-kCross, -kCross), at + QPointF(kCross, kCross));
            painter.drawLine(at + QPointF(-kCross, kCross), at + QPointF(kCross, -kCross));
        }
    }
}

void ForecastPlot::paintWords(QPainter &painter, int baseline) const
{
    painter.setFont(m_theme.font(TextStyle::Caption));
    const QFontMetrics metrics(painter.font());
    const int line = metrics.height();
    const auto beside = [&](double x, int y, const QString &text, bool centred) {
        const int wide = metrics.horizontalAdvance(text);
        const int left = centred                                    ? static_cast<int>(x) - wide / 2
                         : static_cast<int>(x) + 6 + wide > width() ? static_cast<int>(x) - 6 - wide
                                                                    : static_cast<int>(x) + 6;
        const QRect area(std::clamp(left, 0, std::max(0, width() - wide)), y, wide + 1, line);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, text);
        return area;
    };
    painter.setPen(m_theme.palette().secondaryText);
    const QRect median = beside(xOf(m_picture.median), 1, m_picture.medianText, false);
    if (m_picture.worstFailed.isEmpty()) {
        return;
    }
    // Above the topmost mark at its place.
    int level = 0;
    const double at = Forecasts::binned(m_picture.worstFailedAt, m_picture);
    for (const ForecastDot &dot : m_picture.dots) {
        const bool near = std::abs(xOf(dot.seconds) - xOf(at)) < metrics.horizontalAdvance(m_picture.worstFailed) / 2.0;
        level = near ? std::max(level, dot.level) : level;
    }
    const int top = static_cast<int>(baseline - 4 * kDot - level * dotStep()) - line + 1;
    QRect area(static_cast<int>(xOf(at)) - metrics.horizontalAdvance(m_picture.worstFailed) / 2, top,
               metrics.horizontalAdvance(m_picture.worstFailed), line);
    if (top >= 0 && !area.intersects(median)) {
        painter.setPen(m_theme.palette().critical.text);
        beside(xOf(at), top, m_picture.worstFailed, true);
    }
}

} // namespace lamplighter::ui
