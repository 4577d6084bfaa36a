// The nine ways a state can look: each has its own glyph, words and colour.
#pragma once

#include <QMetaType>

namespace lamplighter::ui {

/// Worst first, as tables sort.
enum class StateKind { Critical, Attention, Held, Unknown, Busy, Pending, Ok, Stopped, Info };
inline constexpr int kStateKindCount = 9;

} // namespace lamplighter::ui

Q_DECLARE_METATYPE(lamplighter::ui::StateKind)
