#include "ui/widgets/hold_button.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lamplighter::ui {

HoldButton::HoldButton(Theme &theme, const Clock &clock, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_clock(clock)
{
    setText(text);
    setAccessibleName(text);
    setObjectName(QStringLiteral("holdButton"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("focusRadius", theme.sizes().radiusControl);
    m_frame.setInterval(16);
    connect(&m_frame, &QTimer::timeout, this, &HoldButton::advance);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

double HoldButton::progress() const
{
    if (!m_since) {
        return 0;
    }
    const auto held = std::chrono::duration<double, std::milli>(m_clock.now() - *m_since).count();
    return std::clamp(held / m_theme.sizes().holdConfirmMs, 0.0, 1.0);
}

QSize HoldButton::sizeHint() const
{
    return {m_theme.scaled(296), m_theme.scaled(m_theme.sizes().holdButton)};
}

void HoldButton::begin()
{
    if (isEnabled() && !m_since) {
        m_since = m_clock.now();
        m_frame.start();
        update();
    }
}

void HoldButton::advance()
{
    update();
    if (progress() >= 1.0) {
        m_frame.stop();
        m_since.reset();
        Q_EMIT confirmed();
    }
}

void HoldButton::letGo()
{
    if (m_since) {
        m_frame.stop();
        m_since.reset();
        update();
        Q_EMIT cancelled();
    }
}

QString HoldButton::label() const
{
    if (!m_since) {
        return text();
    }
    const double left = (1.0 - progress()) * m_theme.sizes().holdConfirmMs / 1000.0;
    return tr("Keep holding, %1 s more").arg(QLocale().toString(left, 'f', 1));
}

void HoldButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        begin();
    }
}

void HoldButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        letGo();
    }
}

void HoldButton::mouseMoveEvent(QMouseEvent *event)
{
    if (!rect().contains(event->position().toPoint())) {
        letGo();
    }
}

void HoldButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            begin();
        }
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void HoldButton::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            letGo();
        }
        return;
    }
    QAbstractButton::keyReleaseEvent(event);
}

void HoldButton::focusOutEvent(QFocusEvent *event)
{
    letGo(); // the release would go to somebody else
    QAbstractButton::focusOutEvent(event);
}

void HoldButton::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(TextStyle::Section));
    QPainterPath shape;
    const int radius = m_theme.sizes().radiusControl;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.fillPath(shape, isEnabled() ? p.critical.soft : p.sunken);
    painter.setPen(isEnabled() ? p.critical.text : p.disabledText);
    painter.drawText(rect(), Qt::AlignCenter, label());
    if (m_since) {
        // The filled part repeats the words in the colour that is readable on it.
        painter.save();
        painter.setClipPath(shape);
        painter.setClipRect(QRectF(0, 0, width() * progress(), height()), Qt::IntersectClip);
        painter.fillRect(rect(), p.dangerFill);
        painter.setPen(p.onDangerFill);
        painter.drawText(rect(), Qt::AlignCenter, label());
        painter.restore();
    }
    painter.setPen(isEnabled() ? p.critical.solid : p.hairline);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

} // namespace lamplighter::ui
