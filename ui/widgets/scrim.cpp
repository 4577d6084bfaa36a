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
    QPainter(this).fillRect(rect(), m_theme.palette().scrim);
}

} // namespace lamplighter::ui
