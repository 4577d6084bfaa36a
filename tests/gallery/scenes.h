// Each state of the console as a scene: its own engine from a script, its own window, one picture.
#pragma once

#include "tests/gallery/gallery_clock.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QSize>

#include <functional>

namespace lamplighter::gallery {

struct Picture
{
    QString name;
    QImage image;
    QStringList defects;
};

/// All pictures of the theme in force; `keep` is called with each.
void renderScenes(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep);

} // namespace lamplighter::gallery
