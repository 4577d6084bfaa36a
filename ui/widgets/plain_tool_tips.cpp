#include "ui/widgets/plain_tool_tips.h"

#include <QEvent>
#include <QLabel>

namespace lamplighter::ui {

PlainToolTips::PlainToolTips(QObject &application)
{
    application.installEventFilter(this);
}

bool PlainToolTips::eventFilter(QObject *watched, QEvent *event)
{
    // Polished in its constructor, before it has a text and a size; its class has no header.
    if (event->type() == QEvent::Polish && watched->inherits("QTipLabel")) {
        static_cast<QLabel *>(watched)->setTextFormat(Qt::PlainText);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lamplighter::ui
