// Pictures of what stands by itself: the unit editor, the first run, the palette, the settings.
#pragma once

#include "tests/gallery/scenes.h"

namespace lamplighter::gallery {

void renderGuides(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep);

} // namespace lamplighter::gallery
