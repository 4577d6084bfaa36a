#include "ui/tray/tray_host.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

#include <utility>

namespace lamplighter::ui {

namespace {

const QString kWatcher = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString kPath = QStringLiteral("/StatusNotifierWatcher");

} // namespace

TrayHost::TrayHost(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &TrayHost::end);
}

void TrayHost::await(std::chrono::milliseconds within, std::function<void()> ready)
{
    m_ready = std::move(ready);
    QDBusConnection bus = QDBusConnection::sessionBus();
    // Without a desktop, a tray is one of X alone, or none.
    if (!bus.isConnected() || qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP")) {
        end();
        return;
    }
    auto *owner = new QDBusServiceWatcher(kWatcher, bus, QDBusServiceWatcher::WatchForRegistration, this);
    connect(owner, &QDBusServiceWatcher::serviceRegistered, this, &TrayHost::ask);
    bus.connect(kWatcher, kPath, kWatcher, QStringLiteral("StatusNotifierHostRegistered"), this, SLOT(ask()));
    m_limit.start(within);
    ask();
}

void TrayHost::ask()
{
    if (!m_ready) {
        return;
    }
    QDBusMessage question = QDBusMessage::createMethodCall(
        kWatcher, kPath, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    question.setArguments({kWatcher, QStringLiteral("IsStatusNotifierHostRegistered")});
    question.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        finished->deleteLater();
        if (reply.isValid() && reply.value().variant().toBool()) {
            end();
        }
    });
}

void TrayHost::end()
{
    m_limit.stop();
    if (const std::function<void()> ready = std::exchange(m_ready, {})) {
        ready();
    }
}

} // namespace lamplighter::ui
