// The Overview page in its states: five engines, ten, one, none, read only, and in the smallest window.
#pragma once

#include "tests/gallery/scenes.h"

namespace lamplighter::gallery {

void renderOverview(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep);

} // namespace lamplighter::gallery
