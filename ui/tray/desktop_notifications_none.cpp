// Where there is no D-Bus.
#include "ui/tray/desktop_notifications.h"

namespace lamplighter::ui {

struct DesktopNotifications::Service
{};

DesktopNotifications::DesktopNotifications(QObject *parent)
    : QObject(parent)
{}

DesktopNotifications::~DesktopNotifications() = default;

void DesktopNotifications::show(const Announcement &announcement, const QImage &)
{
    Q_EMIT notShown(announcement);
}

void DesktopNotifications::withdraw(const QString &)
{}

void DesktopNotifications::actionInvoked(uint, const QString &)
{}

void DesktopNotifications::closed(uint, uint)
{}

} // namespace lamplighter::ui
