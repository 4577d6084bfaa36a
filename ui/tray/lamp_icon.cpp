#include "ui/tray/lamp_icon.h"

#include <QFile>

#ifdef Q_OS_WIN
#include <QSettings>
#endif

namespace lamplighter::ui {
namespace {

QString nameOf(LampState state)
{
    switch (state) {
    case LampState::Lit:
        return QStringLiteral("lit");
    case LampState::Amber:
        return QStringLiteral("amber");
    case LampState::Red:
        return QStringLiteral("red");
    case LampState::Striped:
        return QStringLiteral("held");
    case LampState::Dark:
        break;
    }
    return QStringLiteral("dark");
}

} // namespace

QIcon lampIcon(LampState state, bool onDark)
{
    QIcon icon;
    for (const int pixels : {16, 22, 24, 32, 48, 64}) {
        // As pixmaps: an icon of files keeps their names, which a panel in another process would look for.
        icon.addPixmap(QPixmap(QStringLiteral(":/lamplighter/icons/tray-%1-on-%2-%3@1.png")
                                   .arg(nameOf(state), onDark ? QStringLiteral("dark") : QStringLiteral("light"),
                                        QString::number(pixels))));
    }
    return icon;
}

bool panelIsDark(bool systemIsDark)
{
#ifdef Q_OS_WIN
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    return personalize.value(QStringLiteral("SystemUsesLightTheme"), systemIsDark ? 0 : 1).toInt() == 0;
#else
    // GNOME's panel is dark under a light theme too, and Ubuntu's as well.
    const QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP").toUpper();
    return systemIsDark || desktop.contains("GNOME") || desktop.contains("UNITY");
#endif
}

} // namespace lamplighter::ui
