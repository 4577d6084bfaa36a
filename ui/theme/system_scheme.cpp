#include "ui/theme/system_scheme.h"

#include <QGuiApplication>
#include <QSettings>
#include <QVariant>

#ifdef LAMPLIGHTER_WITH_PORTAL
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace lamplighter::ui {
namespace {

// org.freedesktop.portal.Settings: color-scheme 1 is dark, contrast 1 is high.
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kColourScheme = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_platformPalette(QGuiApplication::palette())
{
    readWindowsSettings();
    watchPortal();
}

bool SystemScheme::dark() const
{
    return m_dark.value_or(m_platformPalette.color(QPalette::Window).lightness() < 128);
}

void SystemScheme::apply(const QString &key, const QVariant &value)
{
    const bool wasDark = dark();
    const bool hadContrast = m_highContrast;
    if (key == kColourScheme) {
        m_dark = value.toUInt() == 0 ? std::nullopt : std::optional(value.toUInt() == 1);
    } else if (key == kContrast) {
        m_highContrast = value.toUInt() == 1;
    }
    if (wasDark != dark() || hadContrast != m_highContrast) {
        Q_EMIT changed();
    }
}

void SystemScheme::readWindowsSettings()
{
#ifdef Q_OS_WIN
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    m_dark = personalize.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
    const QSettings contrast(QStringLiteral("HKEY_CURRENT_USER\\Control Panel\\Accessibility\\HighContrast"),
                             QSettings::NativeFormat);
    m_highContrast = (contrast.value(QStringLiteral("Flags")).toInt() & 1) != 0;
#endif
}

#ifdef LAMPLIGHTER_WITH_PORTAL

void SystemScheme::watchPortal()
{
    const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(portalSettingChanged(QString, QString, QVariant)));
    for (const QString &key : {kColourScheme, kContrast}) {
        QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
        question.setArguments({kAppearance, key});
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher *finished) {
            const QDBusPendingReply<QDBusVariant> reply = *finished;
            finished->deleteLater();
            if (reply.isValid()) {
                portalSettingChanged(kAppearance, key, reply.value().variant());
            }
        });
    }
}

void SystemScheme::portalSettingChanged(const QString &group, const QString &key, const QVariant &value)
{
    if (group != kAppearance) {
        return;
    }
    // Read wraps its answer twice, SettingChanged once.
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>()) {
        inner = inner.value<QDBusVariant>().variant();
    }
    apply(key, inner);
}

#else

void SystemScheme::watchPortal()
{}

void SystemScheme::portalSettingChanged(const QString &group, const QString &key, const QVariant &value)
{
    if (group == kAppearance) {
        apply(key, value);
    }
}

#endif

} // namespace lamplighter::ui
