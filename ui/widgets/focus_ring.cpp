#include "ui/widgets/focus_ring.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kOutside = 3; // 1 px of air and the 2 px ring

/// What can be seen of `frame` (in `window`) through the scroll areas around `target`.
QRect visiblePart(const QWidget *target, const QWidget *window, QRect frame)
{
    const QRect own(target->mapTo(window, QPoint(0, 0)), target->size());
    for (const QWidget *parent = target->parentWidget(); parent && parent != window; parent = parent->parentWidget()) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(parent->parentWidget());
        if (area && area->viewport() == parent) {
            // Around what is wholly in view the ring is whole, also where the area is no higher than its content.
            const QRect view(parent->mapTo(window, QPoint(0, 0)), parent->size());
            const int above = own.top() >= view.top() ? kOutside : 0;
            const int below = own.bottom() <= view.bottom() ? kOutside : 0;
            frame &= view.adjusted(-kOutside, -above, kOutside, below);
        }
    }
    return frame;
}
} // namespace

FocusRing::FocusRing(Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    connect(qApp, &QApplication::focusChanged, this, &FocusRing::follow);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    window->installEventFilter(this);
}

void FocusRing::follow(QWidget *, QWidget *now)
{
    watchTarget(false);
    m_target = nullptr;
    const bool ours = now && now->window() == window() && now->property("focusRadius").isValid();
    const bool byMouse = QGuiApplication::mouseButtons() != Qt::NoButton;
    if (ours && (!byMouse || now->property("focusInside").toBool())) {
        m_target = now;
        watchTarget(true);
    }
    place();
}

void FocusRing::watchTarget(bool watch)
{
    // In a scroll area it is a parent that moves.
    for (QWidget *widget = m_target; widget && widget != parentWidget(); widget = widget->parentWidget()) {
        widget->removeEventFilter(this);
        if (watch) {
            widget->installEventFilter(this);
        }
    }
}

void FocusRing::place()
{
    if (!m_target || !m_target->isVisible() || !m_target->isEnabled()) {
        hide();
        return;
    }
    const int outside = m_target->property("focusInside").toBool() ? 0 : kOutside;
    const QRect frame(m_target->mapTo(parentWidget(), QPoint(0, 0)), m_target->size());
    const QRect whole = frame.adjusted(-outside, -outside, outside, outside);
    const QRect part = visiblePart(m_target, parentWidget(), whole);
    m_ring = whole.translated(-part.topLeft());
    setGeometry(part);
    setVisible(!part.isEmpty());
    raise();
    update();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::EnabledChange:
    case QEvent::LayoutRequest:
        place();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent *)
{
    if (!m_target) {
        return;
    }
    const bool inside = m_target->property("focusInside").toBool();
    const qreal radius = m_target->property("focusRadius").toDouble() + (inside ? 0 : kOutside - 1);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.palette().focusRing, m_theme.sizes().focusLine));
    painter.drawRoundedRect(QRectF(m_ring).adjusted(1, 1, -1, -1), radius, radius);
}

} // namespace lamplighter::ui
