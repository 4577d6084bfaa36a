// The nine state glyphs, painted from paths in a 16 point grid as tokens.json gives them. Never from a font.
#pragma once

#include "ui/models/state_kind.h"

#include <QRectF>

class QPainter;

namespace lamplighter::ui {

struct Palette;

/// Fills `rect`, which should be square.
void paintStateGlyph(QPainter &painter, const QRectF &rect, StateKind kind, const Palette &palette);

} // namespace lamplighter::ui
