#include "ui/widgets/tag.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kTagPadding = 7;
constexpr int kKeyPadding = 6;
constexpr int kKeyHeight = 18;
} // namespace

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

QFont Tag::tagFont() const
{
    QFont font = m_theme.font(TextStyle::Caption);
    font.setWeight(QFont::Medium);
    return font;
}

QSize Tag::sizeHint() const
{
    return {QFontMetrics(tagFont()).horizontalAdvance(m_text) + 2 * kTagPadding, m_theme.scaled(m_theme.sizes().tag)};
}

void Tag::paintEvent(QPaintEvent *)
{
    const StatusColours colours = m_theme.palette().status(m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.soft);
    painter.drawRoundedRect(rect(), m_theme.sizes().radiusTag, m_theme.sizes().radiusTag);
    painter.setPen(colours.text);
    painter.setFont(tagFont());
    painter.drawText(rect(), Qt::AlignCenter, m_text);
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
