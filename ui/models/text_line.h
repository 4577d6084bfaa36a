// One line of a list under a heading: a glyph or none, words, quiet words at the right, a tag at the end.
#pragma once

#include "ui/models/update_texts.h"

#include <optional>

namespace lamplighter::ui {

struct TextLine
{
    std::optional<StateKind> glyph{};
    QString text;
    bool fixedWidth = false; ///< paths and names of modules; cut in the middle
    bool quiet = false;
    QString note{}; ///< behind the text, muted
    QString tail{}; ///< at the right
    TagText tag{};
    QString toolTip{}; ///< empty: all of its words
    bool operator==(const TextLine &) const = default;
};

} // namespace lamplighter::ui
