#include "ui/theme/hatch.h"

#include <QPainter>

#include <numbers>

namespace lamplighter::ui {

void paintHatch(QPainter &painter, const QRectF &rect, const QColor &first, const QColor &second, qreal stripe)
{
    // Qt::BDiagPattern does not scale with the device, so the bands are polygons. `stripe` is measured across the band;
    // along an edge it is longer by the diagonal.
    const qreal step = stripe * std::numbers::sqrt2;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect, second);
    painter.setPen(Qt::NoPen);
    painter.setBrush(first);
    for (qreal x = rect.left(); x < rect.right() + rect.height() + step; x += 2 * step) {
        const qreal back = x - rect.height();
        painter.drawPolygon(
            QPolygonF({{x, rect.top()}, {x + step, rect.top()}, {back + step, rect.bottom()}, {back, rect.bottom()}}));
    }
    painter.restore();
}

} // namespace lamplighter::ui
