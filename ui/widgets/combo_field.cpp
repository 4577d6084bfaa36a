#include "ui/widgets/combo_field.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QWheelEvent>

#include <algorithm>

namespace lamplighter::ui {
namespace {
constexpr int kPadding = 10;
constexpr int kIcon = 16;
} // namespace

ComboField::ComboField(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent)
    : QComboBox(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setItemDelegate(new QStyledItemDelegate(this)); // the style's own for menus ignores the style sheet
    setProperty("focusRadius", theme.sizes().radiusControl);
    setProperty("focusInside", true);
    connect(&theme, &Theme::changed, this, &ComboField::restyle);
    restyle();
}

void ComboField::restyle()
{
    setFont(m_theme.font(TextStyle::Body));
    view()->setFont(font());
    setFixedHeight(m_theme.scaled(m_theme.sizes().field));
    updateGeometry();
    update();
}

void ComboField::choose(int id)
{
    const QSignalBlocker blocker(this);
    setCurrentIndex(findData(id));
    update();
}

QSize ComboField::sizeHint() const
{
    int widest = 0;
    for (int i = 0; i < count(); ++i) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)));
    }
    return {widest + 2 * kPadding + m_theme.scaled(kIcon) + 10, m_theme.scaled(m_theme.sizes().field)};
}

void ComboField::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    const bool invalid = property("invalid").toBool();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(invalid ? p.critical.solid : isEnabled() ? p.strongLine : p.hairline);
    painter.setBrush(!isEnabled() ? p.sunken : underMouse() ? p.hover : p.surface);
    const int radius = m_theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const QColor colour = isEnabled() ? p.text : p.disabledText;
    painter.setPen(colour);
    painter.setFont(font());
    const int icon = m_theme.scaled(kIcon);
    const QRect text = rect().adjusted(kPadding, 0, -kPadding - icon - 4, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(currentText(), Qt::ElideRight, text.width()));
    m_theme.paintIcon(painter, QRect(width() - kPadding - icon + 2, (height() - icon) / 2, icon, icon), Icon::Down,
                      isEnabled() ? p.secondaryText : p.disabledText);
}

void ComboField::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // whoever scrolls the form does not mean to change it
}

} // namespace lamplighter::ui
