#include "ui/widgets/filter_chip.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {

constexpr int kPadding = 10;
constexpr int kGap = 6;

QFont chipFont(const Theme &theme)
{
    QFont font = theme.font(TextStyle::Small);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

FilterChip::FilterChip(Theme &theme, std::optional<StateKind> glyph, const QString &text, const QString &name,
                       QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_glyph(glyph)
{
    setText(text);
    setObjectName(name);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("focusRadius", theme.scaled(theme.sizes().chip) / 2);
    setCount(0);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FilterChip::setCount(int count)
{
    if (m_count == count && !accessibleName().isEmpty()) {
        return;
    }
    m_count = count;
    setAccessibleName(tr("%1, %n units", "filter chip", count).arg(text()));
    updateGeometry();
    update();
}

void FilterChip::setCompact(bool compact)
{
    const bool wanted = compact && m_glyph;
    if (m_compact != wanted) {
        m_compact = wanted;
        setToolTip(wanted ? text() : QString());
        updateGeometry();
        update();
    }
}

int FilterChip::widthFor(bool compact) const
{
    const QFontMetrics metrics(chipFont(m_theme));
    const int glyph = m_glyph ? m_theme.sizes().stateGlyphSmall + kGap : 0;
    const int word = compact && m_glyph ? 0 : metrics.horizontalAdvance(text()) + kGap;
    return 2 * kPadding + 2 + glyph + word + metrics.horizontalAdvance(QString::number(m_count));
}

QSize FilterChip::sizeHint() const
{
    return {widthFor(m_compact), m_theme.scaled(m_theme.sizes().chip)};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isChecked() ? p.accentLine : p.strongLine);
    painter.setBrush(isChecked() ? p.accentSoft : underMouse() ? p.hover : p.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0 - 0.5, height() / 2.0 - 0.5);

    int x = kPadding + 1;
    if (m_glyph) {
        const int size = m_theme.sizes().stateGlyphSmall;
        m_theme.paintGlyph(painter, QRect(x, (height() - size) / 2, size, size), *m_glyph);
        x += size + kGap;
    }
    painter.setFont(chipFont(m_theme));
    painter.setPen(isChecked() ? p.text : p.secondaryText);
    if (!m_compact) {
        const int textWidth = painter.fontMetrics().horizontalAdvance(text());
        painter.drawText(QRect(x, 0, textWidth + 1, height()), Qt::AlignVCenter, text());
        x += textWidth + kGap;
    }
    painter.setPen(p.mutedText);
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, QString::number(m_count));
}

} // namespace lamplighter::ui
