#include "ui/widgets/label.h"

#include <QPainter>

namespace lamplighter::ui {

Label::Label(Theme &theme, TextStyle style, Tone tone, const QString &text, QWidget *parent)
    : QLabel(text, parent)
    , m_theme(theme)
    , m_style(style)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText); // an engine's words, and no mark-up of whoever wrote them
    connect(&theme, &Theme::changed, this, &Label::restyle);
    restyle();
}

void Label::restyle()
{
    QFont font = m_theme.font(m_style);
    if (m_weight) {
        font.setWeight(*m_weight);
    }
    setFont(font);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_state ? m_theme.palette().status(*m_state).text : m_theme.colour(m_tone));
    setPalette(colours);
    if (!wordWrap()) {
        setMinimumHeight(m_theme.lineHeight(m_style));
    }
}

void Label::setTone(Tone tone)
{
    if (m_tone != tone || m_state) {
        m_tone = tone;
        m_state.reset();
        restyle();
    }
}

void Label::setStateTone(StateKind kind)
{
    if (m_state != kind) {
        m_state = kind;
        restyle();
    }
}

void Label::setStyleOfText(TextStyle style)
{
    m_style = style;
    restyle();
}

void Label::setWeight(QFont::Weight weight)
{
    m_weight = weight;
    restyle();
}

void Label::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
}

void Label::setText(const QString &text)
{
    if (text != QLabel::text()) {
        QLabel::setText(text);
        updateToolTip();
    }
}

QSize Label::minimumSizeHint() const
{
    const QSize base = QLabel::minimumSizeHint();
    return m_elide == Qt::ElideNone ? base : QSize(std::min(base.width(), 24), base.height());
}

bool Label::isElided() const
{
    return m_elide != Qt::ElideNone && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

void Label::updateToolTip()
{
    // A tool tip that somebody set stays; only the one that repeats an elided text comes and goes.
    if (isElided() && (toolTip().isEmpty() || m_ownToolTip)) {
        setToolTip(text());
        m_ownToolTip = true;
    } else if (m_ownToolTip) {
        setToolTip({});
        m_ownToolTip = false;
    }
}

void Label::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    updateToolTip();
}

void Label::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const QRect area = contentsRect();
    painter.drawText(area, static_cast<int>(alignment() | Qt::TextSingleLine),
                     fontMetrics().elidedText(text(), m_elide, area.width()));
}

} // namespace lamplighter::ui
