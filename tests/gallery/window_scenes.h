// Pictures of the whole window on several engines: every page with rail and top bar.
#pragma once

#include "tests/gallery/scenes.h"

namespace lamplighter::gallery {

void renderWindows(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep);

} // namespace lamplighter::gallery
