#include "ui/widgets/tag.h"

#include <QPainter>

#include <algorithm>

namespace lamplighter::ui {
namespace {
constexpr int kTagPadding = 7;
constexpr int kKeyPadding = 6;
constexpr int kKeyHeight = 18;

QFont tagFontOf(const Theme &theme)
{
    QFont font = theme.font(TextStyle::Caption);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

int tagWidth(const Theme &theme, const QString &text)
{
    return QFontMetrics(tagFontOf(theme)).horizontalAdvance(text) + 2 * kTagPadding;
}

int paintTag(QPainter &painter, const QRect &area, const Theme &theme, StateKind kind, const QString &text, bool right)
{
    const StatusColours colours = theme.palette().status(kind);
    const QFont font = tagFontOf(theme);
    const int width = std::min(area.width(), tagWidth(theme, text));
    const int height = theme.scaled(theme.sizes().tag);
    const QRect box(right ? area.right() + 1 - width : area.x(), area.y() + (area.height() - height) / 2, width,
                    height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.soft);
    painter.drawRoundedRect(box, theme.sizes().radiusTag, theme.sizes().radiusTag);
    painter.setPen(colours.text);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter,
                     QFontMetrics(font).elidedText(text, Qt::ElideRight, width - 2 * kTagPadding + 1));
    painter.restore();
    return width;
}

Tag::Tag(Theme &theme, StateKind kind, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_text(text)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Tag::set(StateKind kind, const QString &text)
{
    m_kind = kind;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Tag::sizeHint() const
{
    return {tagWidth(m_theme, m_text), m_theme.scaled(m_theme.sizes().tag)};
}

void Tag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTag(painter, rect(), m_theme, m_kind, m_text);
}

KeyCap::KeyCap(Theme &theme, const QString &key, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_key(key)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize KeyCap::sizeHint() const
{
    const int text = QFontMetrics(m_theme.font(TextStyle::Caption)).horizontalAdvance(m_key);
    return {text + 2 * kKeyPadding + 2, m_theme.scaled(kKeyHeight)};
}

void KeyCap::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(p.strongLine);
    painter.setBrush(p.surface);
    const int radius = m_theme.sizes().radiusTag;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(p.mutedText);
    painter.setFont(m_theme.font(TextStyle::Caption));
    painter.drawText(rect(), Qt::AlignCenter, m_key);
}

} // namespace lamplighter::ui
