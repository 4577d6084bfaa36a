#include "ui/widgets/kill_switch_button.h"

#include "ui/theme/hatch.h"
#include "ui/widgets/button.h"

#include <QPainter>
#include <QPainterPath>

namespace lamplighter::ui {
namespace {
constexpr int kBeforeIcon = 10;
constexpr int kIcon = 16;
constexpr int kGap = 8;
constexpr int kAfterText = 12;
} // namespace

KillSwitchButton::KillSwitchButton(Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("killSwitchButton"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("focusRadius", theme.sizes().radiusControl);
    setStanding(Standing::Armed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void KillSwitchButton::setStanding(Standing standing)
{
    if (m_standing == standing && !text().isEmpty()) {
        return;
    }
    m_standing = standing;
    setText(standing == Standing::Engaged ? tr("Kill switch engaged") : tr("Kill switch"));
    setAccessibleName(text());
    updateGeometry();
    update();
}

void KillSwitchButton::setAvailability(const Availability &availability, const QString &hint)
{
    applyAvailability(*this, availability, hint);
}

QSize KillSwitchButton::sizeHint() const
{
    const int text = QFontMetrics(labelFont()).horizontalAdvance(QAbstractButton::text());
    return {m_theme.sizes().killGuard + 2 + kBeforeIcon + kIcon + kGap + text + kAfterText + 2,
            m_theme.scaled(m_theme.sizes().killSwitch)};
}

void KillSwitchButton::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    const bool engaged = m_standing == Standing::Engaged && isEnabled();
    QColor line = isEnabled() ? p.critical.solid : p.strongLine;
    QColor fill = underMouse() && isEnabled() ? p.hover : p.surface;
    QColor ink = isEnabled() ? p.critical.text : p.disabledText;
    QColor stripe = isEnabled() ? p.critical.solid : p.strongLine;
    QColor between = isEnabled() ? p.critical.soft : p.surface;
    QColor edge = line;
    if (engaged) {
        line = fill = stripe = p.dangerFill;
        ink = edge = between = p.onDangerFill;
    }

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    const int radius = m_theme.sizes().radiusControl;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.fillPath(shape, fill);

    const int guard = m_theme.sizes().killGuard;
    painter.save();
    painter.setClipPath(shape);
    paintHatch(painter, QRectF(1, 1, guard, height() - 2), stripe, between, m_theme.sizes().hatchStripe);
    painter.fillRect(QRectF(guard + 1, 0, 1, height()), edge);
    painter.restore();
    painter.setPen(line);
    painter.drawPath(shape);

    const int x = guard + 2 + kBeforeIcon;
    m_theme.paintIcon(painter, QRect(x, (height() - kIcon) / 2, kIcon, kIcon), Icon::Power, ink);
    painter.setPen(ink);
    painter.setFont(labelFont());
    painter.drawText(QRect(x + kIcon + kGap, 0, width(), height()), Qt::AlignVCenter, text());
}

} // namespace lamplighter::ui
