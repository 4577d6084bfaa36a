#include "ui/widgets/button.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {

constexpr int kIconSize = 16;
constexpr int kIconGap = 6;
constexpr int kPadding = 12;
constexpr int kGhostPadding = 8;

struct Colours
{
    QColor fill, line, text;
};

Colours coloursOf(const Palette &p, const ButtonFace &face)
{
    const QColor none(Qt::transparent);
    const bool hovered = face.hovered && face.enabled;
    if (!face.enabled) {
        return face.kind == ButtonKind::Ghost ? Colours{none, none, p.disabledText}
                                              : Colours{p.sunken, p.hairline, p.disabledText};
    }
    const QColor surface = face.down ? p.selected : hovered ? p.hover : p.surface;
    switch (face.kind) {
    case ButtonKind::Default:
        return {surface, p.strongLine, p.text};
    case ButtonKind::Filled:
        return hovered ? Colours{p.accentHover, p.accentHover, p.dark ? p.window : p.onAccentFill}
                       : Colours{p.accentFill, p.accentFill, p.onAccentFill};
    case ButtonKind::Danger:
        return {surface, p.critical.line, p.critical.text};
    case ButtonKind::Ghost:
        return {hovered || face.down ? surface : none, none, p.secondaryText};
    }
    return {surface, p.strongLine, p.text};
}

} // namespace

QSize buttonSize(const Theme &theme, const ButtonFace &face, bool large)
{
    const int height = theme.scaled(large ? theme.sizes().buttonLarge : theme.sizes().button);
    if (face.text.isEmpty()) {
        return {height, height};
    }
    const QFontMetrics metrics(theme.font(TextStyle::BodyMedium));
    const int padding = face.kind == ButtonKind::Ghost ? kGhostPadding : kPadding;
    const int icon = face.icon ? theme.scaled(kIconSize) + kIconGap : 0;
    const int arrow = face.opensMenu ? theme.scaled(kIconSize) + kIconGap : 0;
    return {metrics.horizontalAdvance(face.text) + icon + arrow + 2 * padding + 2, height};
}

void paintButton(QPainter &painter, const QRect &rect, const Theme &theme, const ButtonFace &face)
{
    const Colours colours = coloursOf(theme.palette(), face);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line.alpha() == 0 ? QPen(Qt::NoPen) : QPen(colours.line));
    painter.setBrush(colours.fill);
    const int radius = theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    painter.setFont(theme.font(TextStyle::BodyMedium));
    painter.setPen(colours.text);
    const int textWidth = face.text.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(face.text);
    const int size = theme.scaled(kIconSize);
    const int icon = face.icon ? size + (textWidth > 0 ? kIconGap : 0) : 0;
    const int arrow = face.opensMenu ? size + kIconGap : 0;
    int x = rect.x() + (rect.width() - textWidth - icon - arrow) / 2;
    if (face.icon) {
        theme.paintIcon(painter, QRect(x, rect.y() + (rect.height() - size) / 2, size, size), *face.icon, colours.text);
        x += icon;
    }
    painter.drawText(QRect(x, rect.y(), textWidth + 2, rect.height()),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, face.text);
    if (face.opensMenu) {
        theme.paintIcon(painter, QRect(x + textWidth + kIconGap, rect.y() + (rect.height() - size) / 2, size, size),
                        Icon::Down, colours.text);
    }
    painter.restore();
}

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

void Button::setOpensMenu(bool opensMenu)
{
    m_opensMenu = opensMenu;
    updateGeometry();
    update();
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
    return buttonSize(m_theme, face(), m_large);
}

ButtonFace Button::face() const
{
    return {m_kind, text(), m_icon, isEnabled(), underMouse(), isDown(), m_opensMenu};
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintButton(painter, rect(), m_theme, face());
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
