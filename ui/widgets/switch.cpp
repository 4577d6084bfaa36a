#include "ui/widgets/switch.h"

#include <QPainter>

#include <algorithm>

namespace lamplighter::ui {
namespace {
constexpr int kTrackWidth = 32;
constexpr int kTrackHeight = 18;
constexpr int kGap = 8;
constexpr int kInset = 2;
} // namespace

Switch::Switch(Theme &theme, const QString &text, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("focusRadius", theme.sizes().radiusControl);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize Switch::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextStyle::Body));
    const int words = text().isEmpty() ? 0 : kGap + metrics.horizontalAdvance(text()) + 4;
    return {m_theme.scaled(kTrackWidth) + words, m_theme.scaled(std::max(26, m_theme.sizes().chip))};
}

void Switch::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int wide = m_theme.scaled(kTrackWidth);
    const int high = m_theme.scaled(kTrackHeight);
    const QRectF track(0.5, (height() - high) / 2.0 + 0.5, wide - 1, high - 1);
    const QColor off = isEnabled() ? p.stopped.solid : p.disabledText;
    const QColor on = isEnabled() ? p.accentFill : p.disabledText;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? on : off);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const qreal size = track.height() - 2 * kInset;
    const qreal x = isChecked() ? track.right() - kInset - size : track.left() + kInset;
    painter.setBrush(isChecked() ? p.onAccentFill : p.stopped.onSolid);
    painter.drawEllipse(QRectF(x, track.top() + kInset, size, size));
    painter.setPen(isEnabled() ? p.text : p.disabledText);
    painter.setFont(m_theme.font(TextStyle::Body));
    painter.drawText(rect().adjusted(wide + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace lamplighter::ui
