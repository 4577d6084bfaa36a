// The icons of the interface: alpha masks made while building, tinted when painted.
#pragma once

#include <QIcon>
#include <QString>

namespace lamplighter::ui {

class Theme;

enum class Icon {
    Calendar,
    Check,
    Clock,
    Columns,
    Copy,
    Down,
    Eye,
    File,
    Filter,
    Gear,
    Import,
    Link,
    More,
    Mute,
    Pause,
    Play,
    Plus,
    Power,
    Promote,
    Restart,
    Right,
    Search,
    Spark,
    Stop,
    Up,
    User,
    Close,
    Alerts,
    Connections,
    Overview,
    Processes,
    Reliability,
    Reload,
    Rollouts,
    Updates,
};
inline constexpr int kIconCount = static_cast<int>(Icon::Updates) + 1;

/// Name of the raster files: "restart".
QString iconName(Icon icon);

/// The mask of `icon` at `pixels` device pixels, in `colour`.
QPixmap tintedIcon(Icon icon, int pixels, const QColor &colour);

/// One of the coloured pictures ("application", "lamp-on-light") for `points` at `scale`.
QPixmap picture(const QString &name, int points, qreal scale);

/// For window, task bar and desktop.
QIcon applicationIcon();

} // namespace lamplighter::ui
