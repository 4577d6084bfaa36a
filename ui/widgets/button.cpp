#include "ui/widgets/button.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {

constexpr int kIconSize = 16;
constexpr int kIconGap = 6;
constexpr int kPadding = 12;
constexpr int kGhostPadding = 8;

} // namespace

void applyAvailability(QWidget &widget, const Availability &availability, const QString &hint)
{
    widget.setEnabled(availability.enabled);
    const QString said = availability.enabled ? hint : availability.reason;
    widget.setToolTip(said);
    widget.setAccessibleDescription(said);
}

Button::Button(Theme &theme, ButtonKind kind, const QString &text, const QString &name, QWidget *parent)
    : QPushButton(text, parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setObjectName(name);
    setAccessibleName(text);
    setProperty("focusRadius", theme.sizes().radiusControl);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAutoDefault(false);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Button::setKind(ButtonKind kind)
{
    if (m_kind != kind) {
        m_kind = kind;
        update();
    }
}

void Button::setGlyph(Icon icon)
{
    m_icon = icon;
    updateGeometry();
}

void Button::setIconOnly(Icon icon, const QString &accessibleName)
{
    m_icon = icon;
    setText({});
    setAccessibleName(accessibleName);
    setToolTip(accessibleName);
    updateGeometry();
}

void Button::setLarge(bool large)
{
    m_large = large;
    updateGeometry();
}

void Button::setAvailability(const Availability &availability, const QString &hint)
{
    applyAvailability(*this, availability, hint);
}

QSize Button::sizeHint() const
{
    const int height = m_theme.scaled(m_large ? m_theme.sizes().buttonLarge : m_theme.sizes().button);
    if (text().isEmpty()) {
        return {height, height};
    }
    const QFontMetrics metrics(m_theme.font(TextStyle::BodyMedium));
    const int padding = m_kind == ButtonKind::Ghost ? kGhostPadding : kPadding;
    const int icon = m_icon ? m_theme.scaled(kIconSize) + kIconGap : 0;
    return {metrics.horizontalAdvance(text()) + icon + 2 * padding + 2, height};
}

Button::Colours Button::colours() const
{
    const Palette &p = m_theme.palette();
    const QColor none(Qt::transparent);
    const bool hovered = underMouse() && isEnabled();
    if (!isEnabled()) {
        return m_kind == ButtonKind::Ghost ? Colours{none, none, p.disabledText}
                                           : Colours{p.sunken, p.hairline, p.disabledText};
    }
    const QColor surface = isDown() ? p.selected : hovered ? p.hover : p.surface;
    switch (m_kind) {
    case ButtonKind::Default:
        return {surface, p.strongLine, p.text};
    case ButtonKind::Filled:
        return hovered ? Colours{p.accentHover, p.accentHover, p.dark ? p.window : p.onAccentFill}
                       : Colours{p.accentFill, p.accentFill, p.onAccentFill};
    case ButtonKind::Danger:
        return {surface, p.critical.line, p.critical.text};
    case ButtonKind::Ghost:
        return {hovered || isDown() ? surface : none, none, p.secondaryText};
    }
    return {surface, p.strongLine, p.text};
}

void Button::paintEvent(QPaintEvent *)
{
    const Colours colours = this->colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line.alpha() == 0 ? QPen(Qt::NoPen) : QPen(colours.line));
    painter.setBrush(colours.fill);
    const int radius = m_theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    painter.setFont(m_theme.font(TextStyle::BodyMedium));
    painter.setPen(colours.text);
    const int textWidth = text().isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(text());
    const int size = m_theme.scaled(kIconSize);
    const int icon = m_icon ? size + (textWidth > 0 ? kIconGap : 0) : 0;
    int x = (width() - textWidth - icon) / 2;
    if (m_icon) {
        m_theme.paintIcon(painter, QRect(x, (height() - size) / 2, size, size), *m_icon, colours.text);
        x += icon;
    }
    painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     text());
}

void Button::enterEvent(QEnterEvent *event)
{
    QPushButton::enterEvent(event);
    update();
}

void Button::leaveEvent(QEvent *event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace lamplighter::ui
