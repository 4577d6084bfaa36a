// The Updates page in its states: what the design shows, several selected, under way, failed, none, not offered.
#pragma once

#include "tests/gallery/scenes.h"

namespace lamplighter::gallery {

void renderUpdates(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep);

} // namespace lamplighter::gallery
