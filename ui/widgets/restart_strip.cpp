#include "ui/widgets/restart_strip.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace lamplighter::ui {
namespace {

constexpr int kBaseLine = 48;
constexpr int kTallest = 40;
constexpr qreal kGap = 2;

} // namespace

std::array<int, kStripHours> restartsByHour(const QList<WallTime> &times, WallTime now)
{
    std::array<int, kStripHours> hours{};
    for (const WallTime at : times) {
        const auto ago = std::chrono::duration_cast<std::chrono::hours>(now - at).count();
        if (at <= now && ago < kStripHours) {
            ++hours.at(static_cast<size_t>(kStripHours - 1 - ago));
        }
    }
    return hours;
}

RestartStrip::RestartStrip(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("restartStrip"));
    setFixedHeight(kBaseLine + theme.lineHeight(TextStyle::Caption));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RestartStrip::setTimes(const QList<WallTime> &times, const Viewpoint &view)
{
    m_hours = restartsByHour(times, view.now);
    m_begin = TimeTexts::logTime(view.now - std::chrono::hours(kStripHours), view).left(5);
    m_middle = TimeTexts::logTime(view.now - std::chrono::hours(kStripHours / 2), view).left(5);
    setAccessibleName(
        tr("Restarts per hour, %n in 24 hours", nullptr, std::accumulate(m_hours.begin(), m_hours.end(), 0)));
    update();
}

void RestartStrip::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal step = static_cast<qreal>(width()) / kStripHours;
    const int most = std::max(2, *std::max_element(m_hours.begin(), m_hours.end()));
    for (size_t hour = 0; hour < m_hours.size(); ++hour) {
        const int count = m_hours.at(hour);
        const qreal height = count == 0 ? 2.0 : static_cast<qreal>(kTallest) * count / most;
        painter.setBrush(count == 0 ? p.strongLine : p.attention.solid);
        painter.drawRoundedRect(
            QRectF(static_cast<qreal>(hour) * step + kGap / 2, kBaseLine - height, step - kGap, height), 1, 1);
    }
    painter.setPen(p.mutedText);
    painter.setFont(m_theme.font(TextStyle::Caption));
    const QRect labels(0, kBaseLine, width(), height() - kBaseLine);
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignBottom, m_begin);
    painter.drawText(labels, Qt::AlignHCenter | Qt::AlignBottom, m_middle);
    painter.drawText(labels, Qt::AlignRight | Qt::AlignBottom, tr("now"));
}

} // namespace lamplighter::ui
