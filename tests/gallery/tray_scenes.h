// The tray: its menu on the five engines with decisions that wait, and the lamp in each state on light and dark panels.
#pragma once

#include "tests/gallery/scenes.h"

namespace lamplighter::gallery {

void renderTray(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep);

} // namespace lamplighter::gallery
