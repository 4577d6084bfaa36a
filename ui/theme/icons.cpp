#include "ui/theme/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <array>
#include <cmath>

namespace lamplighter::ui {
namespace {

constexpr std::array<const char *, kIconCount> kNames{
    "calendar", "check",       "clock",    "columns",   "copy",        "down",   "eye",      "file",   "filter",
    "gear",     "import",      "link",     "more",      "mute",        "pause",  "play",     "plus",   "power",
    "promote",  "restart",     "right",    "search",    "spark",       "stop",   "up",       "user",   "x",
    "alerts",   "connections", "overview", "processes", "reliability", "reload", "rollouts", "updates"};

QString rasterFile(const QString &name, int scale)
{
    return QStringLiteral(":/lamplighter/icons/%1@%2.png").arg(name).arg(scale);
}

bool isPageIcon(Icon icon)
{
    return icon >= Icon::Alerts;
}

/// The smallest raster that need not be enlarged.
QImage raster(const QString &name, int points, int pixels)
{
    const int scale = std::clamp(static_cast<int>(std::ceil(static_cast<double>(pixels) / points)), 1, 3);
    QImage image(rasterFile(name, scale));
    if (!image.isNull() && image.width() != pixels) {
        image = image.scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace

QString iconName(Icon icon)
{
    return QString::fromLatin1(kNames.at(static_cast<size_t>(icon)));
}

QPixmap tintedIcon(Icon icon, int pixels, const QColor &colour)
{
    QImage image = raster(iconName(icon), isPageIcon(icon) ? 18 : 16, pixels);
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    return QPixmap::fromImage(std::move(image));
}

QPixmap picture(const QString &name, int points, qreal scale)
{
    const int pixels = qRound(points * scale);
    QPixmap pixmap = QPixmap::fromImage(raster(name, points, pixels));
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int scale : {1, 2, 3, 4, 8, 16}) {
        icon.addFile(rasterFile(QStringLiteral("application"), scale));
    }
    return icon;
}

} // namespace lamplighter::ui
