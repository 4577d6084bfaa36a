#include "ui/tray/desktop_notifications.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

#include <utility>

namespace lamplighter::ui {

namespace {

const QString kName = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
constexpr int kAnswersWithinMs = 5'000;
constexpr uchar kNormal = 1;
constexpr uchar kCritical = 2;

/// The image-data hint: width, height, bytes a row, alpha, bits a sample, samples, pixels.
QVariant imageData(const QImage &picture)
{
    const QImage image = picture.convertToFormat(QImage::Format_RGBA8888);
    QDBusArgument argument;
    argument.beginStructure();
    argument << image.width() << image.height() << static_cast<int>(image.bytesPerLine()) << true << 8 << 4
             << QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
    argument.endStructure();
    return QVariant::fromValue(argument);
}

} // namespace

struct DesktopNotifications::Service
{
    enum class State { Asking, There, Missing };
    struct Waiting
    {
        Announcement announcement;
        QImage picture;
    };

    QDBusConnection bus = QDBusConnection::sessionBus();
    State state = State::Missing;
    bool hasActions = false;
    bool hasMarkup = false;
    QList<Waiting> waiting; ///< until it is known what the service can do
    QHash<QString, uint> ids;
    QMultiHash<QString, quint64> asking; ///< by key: Notify calls under way that are still wanted
    quint64 calls = 0;

    void ask(DesktopNotifications *self);
    void notify(DesktopNotifications *self, const Waiting &one);
    void answered(DesktopNotifications *self, const Waiting &one, quint64 serial, const QDBusPendingReply<uint> &reply);
    void close(uint id) const;
    [[nodiscard]] static QDBusMessage call(const QString &method, const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(kName, kPath, kName, method);
        message.setArguments(arguments);
        return message;
    }
    [[nodiscard]] QVariantList arguments(const Waiting &one) const;
};

void DesktopNotifications::Service::ask(DesktopNotifications *self)
{
    state = State::Asking;
    auto *watcher =
        new QDBusPendingCallWatcher(bus.asyncCall(call(QStringLiteral("GetCapabilities"), {}), kAnswersWithinMs), self);
    connect(watcher, &QDBusPendingCallWatcher::finished, self, [this, self](QDBusPendingCallWatcher *finished) {
        const QDBusPendingReply<QStringList> reply = *finished;
        finished->deleteLater();
        state = reply.isValid() ? State::There : State::Missing;
        hasActions = reply.isValid() && reply.value().contains(QStringLiteral("actions"));
        hasMarkup = reply.isValid() && reply.value().contains(QStringLiteral("body-markup"));
        for (const Waiting &one : std::exchange(waiting, {})) {
            self->show(one.announcement, one.picture);
        }
    });
}

QVariantList DesktopNotifications::Service::arguments(const Waiting &one) const
{
    const Announcement &what = one.announcement;
    QStringList actions;
    if (hasActions) {
        if (!what.actions.isEmpty()) {
            actions << Announcer::kView << what.actions.last().label;
        }
        for (const Announcement::Action &action : what.actions) {
            // The one for the notification itself is no button everywhere; so "View" is there twice.
            actions << (action.id == Announcer::kView ? QStringLiteral("view") : action.id) << action.label;
        }
    }
    QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(what.stays ? kCritical : kNormal)},
                      {QStringLiteral("desktop-entry"), QStringLiteral("lamplighter")}};
    if (!one.picture.isNull()) {
        hints.insert(QStringLiteral("image-data"), imageData(one.picture));
    }
    const int expires = what.stays ? 0 : static_cast<int>(milliseconds(seconds(8)).count());
    return {QStringLiteral("Lamplighter"),
            ids.value(what.key, 0U),
            QString(),
            what.title,
            hasMarkup ? what.detail.toHtmlEscaped() : what.detail,
            actions,
            hints,
            expires};
}

void DesktopNotifications::Service::notify(DesktopNotifications *self, const Waiting &one)
{
    const quint64 serial = ++calls;
    asking.insert(one.announcement.key, serial);
    auto *watcher = new QDBusPendingCallWatcher(
        bus.asyncCall(call(QStringLiteral("Notify"), arguments(one)), kAnswersWithinMs), self);
    connect(watcher, &QDBusPendingCallWatcher::finished, self,
            [this, self, one, serial](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                answered(self, one, serial, *finished);
            });
}

void DesktopNotifications::Service::answered(DesktopNotifications *self, const Waiting &one, quint64 serial,
                                             const QDBusPendingReply<uint> &reply)
{
    const QString &key = one.announcement.key;
    const bool wanted = asking.remove(key, serial) > 0; // else it was withdrawn meanwhile
    if (!reply.isValid()) {
        if (wanted) {
            Q_EMIT self->notShown(one.announcement);
        }
        return;
    }
    if (wanted) {
        ids.insert(key, reply.value());
    } else {
        close(reply.value());
    }
}

void DesktopNotifications::Service::close(uint id) const
{
    bus.call(call(QStringLiteral("CloseNotification"), {id}), QDBus::NoBlock);
}

DesktopNotifications::DesktopNotifications(QObject *parent)
    : QObject(parent)
    , m_service(std::make_unique<Service>())
{
    QDBusConnection &bus = m_service->bus;
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(kName, kPath, kName, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    bus.connect(kName, kPath, kName, QStringLiteral("NotificationClosed"), this, SLOT(closed(uint, uint)));
    auto *owner = new QDBusServiceWatcher(kName, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(owner, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &now) {
                m_service->ids.clear();
                // One that left because it was idle is started again by what is shown next.
                if (!now.isEmpty() && m_service->state != Service::State::Asking) {
                    m_service->ask(this);
                }
            });
    m_service->ask(this);
}

DesktopNotifications::~DesktopNotifications() = default;

void DesktopNotifications::show(const Announcement &announcement, const QImage &picture)
{
    switch (m_service->state) {
    case Service::State::Asking:
        m_service->waiting.append({announcement, picture});
        break;
    case Service::State::There:
        m_service->notify(this, {announcement, picture});
        break;
    case Service::State::Missing:
        Q_EMIT notShown(announcement);
        break;
    }
}

void DesktopNotifications::withdraw(const QString &key)
{
    m_service->waiting.removeIf([&](const Service::Waiting &one) { return one.announcement.key == key; });
    m_service->asking.remove(key);
    if (const uint id = m_service->ids.take(key); id != 0) {
        m_service->close(id);
    }
}

void DesktopNotifications::actionInvoked(uint id, const QString &action)
{
    if (const QString key = m_service->ids.key(id); !key.isEmpty()) {
        Q_EMIT chosen(key, action == u"view" ? Announcer::kView : action);
    }
}

void DesktopNotifications::closed(uint id, uint)
{
    m_service->ids.remove(m_service->ids.key(id));
}

} // namespace lamplighter::ui
