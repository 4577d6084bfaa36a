#include "ui/widgets/card.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {

constexpr int kBadgePadding = 6;
constexpr int kBadgeMinimum = 22;
constexpr int kMostShown = 99;

} // namespace

Card::Card(Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.palette().hairline);
    painter.setBrush(m_theme.palette().surface);
    const int radius = m_theme.sizes().radiusCard;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

CountBadge::CountBadge(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void CountBadge::set(int count, StateKind worst)
{
    m_count = count;
    m_worst = worst;
    setAccessibleName(text());
    setVisible(count > 0);
    updateGeometry();
    update();
}

QString CountBadge::text() const
{
    return m_count > kMostShown ? tr("99+") : QString::number(m_count);
}

QFont CountBadge::badgeFont() const
{
    QFont font = m_theme.font(TextStyle::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize CountBadge::sizeHint() const
{
    const int wanted = QFontMetrics(badgeFont()).horizontalAdvance(text()) + 2 * kBadgePadding;
    return {std::max(m_theme.scaled(kBadgeMinimum), wanted), m_theme.scaled(m_theme.sizes().badge)};
}

void CountBadge::paintEvent(QPaintEvent *)
{
    const StatusColours colours = m_theme.palette().status(m_worst);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line);
    painter.setBrush(colours.soft);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(colours.text);
    painter.setFont(badgeFont());
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace lamplighter::ui
