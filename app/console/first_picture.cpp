#include "app/console/first_picture.h"

#include "core/base/log.h"

#include <QEvent>
#include <QWidget>

namespace lamplighter::console {

FirstPicture::FirstPicture(QWidget &window, std::function<bool()> isLive)
    : m_isLive(std::move(isLive))
{
    window.installEventFilter(this);
}

bool FirstPicture::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::UpdateRequest && m_isLive()) {
        watched->removeEventFilter(this);
        // Once this request is carried out.
        QMetaObject::invokeMethod(
            this, [] { qCDebug(lcConsole) << "The window is painted, live"; }, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lamplighter::console
