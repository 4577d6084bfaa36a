#include "ui/widgets/text_field.h"

#include <QStyle>

namespace lamplighter::ui {
namespace {
constexpr int kSide = 11; // padding of the style sheet, line and cursor
} // namespace

TextField::TextField(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setProperty("focusRadius", theme.sizes().radiusControl);
    setProperty("focusInside", true);
    connect(&theme, &Theme::changed, this, &TextField::restyle);
    restyle();
}

void TextField::setFixedWidthFont()
{
    m_fixedWidthFont = true;
    restyle();
}

void TextField::setCharacters(int characters)
{
    m_characters = characters;
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    updateGeometry();
}

QSize TextField::sizeHint() const
{
    const QSize hint = QLineEdit::sizeHint();
    return m_characters > 0 ? QSize(fontMetrics().horizontalAdvance(u'0') * m_characters + 2 * kSide, hint.height())
                            : hint;
}

QSize TextField::minimumSizeHint() const
{
    return m_characters > 0 ? sizeHint() : QLineEdit::minimumSizeHint();
}

void TextField::restyle()
{
    setFixedHeight(m_theme.scaled(m_theme.sizes().field));
    QFont font = m_theme.font(m_fixedWidthFont ? TextStyle::Log : TextStyle::Body);
    if (m_fixedWidthFont) {
        font.setPixelSize(m_theme.font(TextStyle::Small).pixelSize()); // a log's size is too small to write in
    }
    setFont(font);
    updateGeometry();
}

void repolish(QWidget &widget)
{
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

void setInvalid(QWidget &field, bool invalid)
{
    if (field.property("invalid").toBool() != invalid) {
        field.setProperty("invalid", invalid);
        repolish(field);
    }
}

} // namespace lamplighter::ui
