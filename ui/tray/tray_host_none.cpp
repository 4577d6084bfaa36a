// Where there is no D-Bus.
#include "ui/tray/tray_host.h"

namespace lamplighter::ui {

TrayHost::TrayHost(QObject *parent)
    : QObject(parent)
{}

void TrayHost::await(std::chrono::milliseconds, std::function<void()> ready)
{
    ready();
}

void TrayHost::ask()
{}

void TrayHost::end()
{}

} // namespace lamplighter::ui
