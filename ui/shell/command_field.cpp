#include "ui/shell/command_field.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {

constexpr int kIcon = 16;
constexpr int kPadding = 13;
constexpr int kWidth = 416;
constexpr int kKeyPadding = 6;

} // namespace

CommandField::CommandField(Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("commandField"));
    setText(tr("Search, or run a command"));
    setAccessibleName(text());
    setToolTip(tr("Opens the command palette (Ctrl+K)"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRadius", theme.sizes().radiusControl);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize CommandField::sizeHint() const
{
    return {m_theme.scaled(kWidth), m_theme.scaled(m_theme.sizes().topControl)};
}

QSize CommandField::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void CommandField::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(p.strongLine);
    painter.setBrush(underMouse() ? p.hover : p.sunken);
    const int radius = m_theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    m_theme.paintIcon(painter, QRect(kPadding, (height() - kIcon) / 2, kIcon, kIcon), Icon::Search, p.mutedText);

    const QString key = tr("Ctrl+K", "key");
    const QFont keyFont = m_theme.font(TextStyle::Caption);
    const int keyWidth = QFontMetrics(keyFont).horizontalAdvance(key) + 2 * kKeyPadding + 2;
    const int keyHeight = m_theme.scaled(20);
    const QRectF cap(width() - keyWidth - 10, (height() - keyHeight) / 2.0, keyWidth, keyHeight);
    painter.setPen(p.strongLine);
    painter.setBrush(p.surface);
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(keyFont);
    painter.setPen(p.secondaryText);
    painter.drawText(cap, Qt::AlignCenter, key);

    painter.setFont(m_theme.font(TextStyle::Body));
    painter.setPen(p.mutedText);
    QRect area(kPadding + kIcon + 9, 0, 0, height());
    area.setRight(qRound(cap.left()) - 8);
    painter.drawText(area, Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

} // namespace lamplighter::ui
