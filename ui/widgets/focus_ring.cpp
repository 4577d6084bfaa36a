#include "ui/widgets/focus_ring.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kOutside = 3; // 1 px of air and the 2 px ring
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
    if (m_target) {
        m_target->removeEventFilter(this);
    }
    m_target = nullptr;
    const bool ours = now && now->window() == window() && now->property("focusRadius").isValid();
    const bool byMouse = QGuiApplication::mouseButtons() != Qt::NoButton;
    if (ours && (!byMouse || now->property("focusInside").toBool())) {
        m_target = now;
        m_target->installEventFilter(this);
    }
    place();
}

void FocusRing::place()
{
    if (!m_target || !m_target->isVisible() || !m_target->isEnabled()) {
        hide();
        return;
    }
    const int outside = m_target->property("focusInside").toBool() ? 0 : kOutside;
    const QRect frame(m_target->mapTo(parentWidget(), QPoint(0, 0)), m_target->size());
    setGeometry(frame.adjusted(-outside, -outside, outside, outside));
    show();
    raise();
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
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

} // namespace lamplighter::ui
