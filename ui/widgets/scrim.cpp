#include "ui/widgets/scrim.h"

#include <QEvent>
#include <QPainter>

namespace lamplighter::ui {

Scrim::Scrim(Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("scrim"));
    setGeometry(window->rect());
    window->installEventFilter(this);
    show();
    raise();
}

bool Scrim::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void Scrim::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!parentWidget()->testAttribute(Qt::WA_TranslucentBackground)) {
        painter.fillRect(rect(), m_theme.palette().scrim);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing); // over a dialog, which has round corners
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.palette().scrim);
    const int radius = m_theme.sizes().radiusDialog;
    painter.drawRoundedRect(rect(), radius, radius);
}

} // namespace lamplighter::ui
