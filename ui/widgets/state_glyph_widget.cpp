#include "ui/widgets/state_glyph_widget.h"

#include <QPainter>

namespace lamplighter::ui {

StateGlyphWidget::StateGlyphWidget(Theme &theme, int points, StateKind kind, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    const auto fit = [this, points] {
        setFixedSize(m_theme.scaled(points), m_theme.scaled(points));
        update();
    };
    connect(&theme, &Theme::changed, this, fit);
    fit();
}

void StateGlyphWidget::setKind(StateKind kind)
{
    if (m_kind != kind) {
        m_kind = kind;
        update();
    }
}

void StateGlyphWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_theme.paintGlyph(painter, rect(), m_kind);
}

IconWidget::IconWidget(Theme &theme, int points, Icon icon, Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_tone(tone)
{
    const auto fit = [this, points] {
        setFixedSize(m_theme.scaled(points), m_theme.scaled(points));
        update();
    };
    connect(&theme, &Theme::changed, this, fit);
    fit();
}

void IconWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_theme.paintIcon(painter, rect(), m_icon, m_theme.colour(m_tone));
}

} // namespace lamplighter::ui
