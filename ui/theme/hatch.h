// Diagonal stripes. They mean the kill switch and are used for nothing else.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace lamplighter::ui {

/// Fills `rect` with `stripe` wide bands of both colours, rising to the right at 45 degrees.
void paintHatch(QPainter &painter, const QRectF &rect, const QColor &first, const QColor &second, qreal stripe);

} // namespace lamplighter::ui
