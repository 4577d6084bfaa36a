// What a table's model tells beyond the text of a cell; RowDelegate paints it.
#pragma once

#include <Qt>

namespace lamplighter::ui {

enum TableRole {
    SortRole = Qt::UserRole, ///< a value to compare
    IdRole,                  ///< the row's stable id
    SeverityRole,            ///< StateKind of the row
    ExportRole,              ///< plain value, without words that count
    GlyphRole,               ///< StateKind painted before the text, as int
    NoteRole,                ///< caption after the text
    ToneRole,                ///< CellTone, as int
    SmallRole,               ///< true: 12 px text and 14 px glyph
    DetailRole,              ///< second line under the text, muted
    TagRole,                 ///< StateKind whose soft fill the text stands on, as int
    SparklineRole,           ///< QList<float> drawn before the text, 0 to 100 fills the height
};

enum class CellTone { Primary, Secondary, Muted, State };

} // namespace lamplighter::ui
