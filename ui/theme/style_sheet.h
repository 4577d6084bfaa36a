// The one style sheet: fields, tool tips, menus, scroll bars. Everything else is painted by its widget.
#pragma once

#include <QString>

namespace lamplighter::ui {

struct Palette;
struct Sizes;

/// `smallText` in points: the size of tool tips.
QString styleSheet(const Palette &palette, const Sizes &sizes, int smallText);

} // namespace lamplighter::ui
