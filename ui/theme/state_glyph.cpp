#include "ui/theme/state_glyph.h"

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QPainterPath>

namespace lamplighter::ui {
namespace {

QPen roundPen(const QColor &colour, qreal width)
{
    return {QBrush(colour), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void paintOk(QPainter &p, const StatusColours &c)
{
    p.setPen(Qt::NoPen);
    p.setBrush(c.solid);
    p.drawEllipse(QPointF(8, 8), 7, 7);
    p.setBrush(Qt::NoBrush);
    p.setPen(roundPen(c.onSolid, 1.8));
    p.drawPolyline(QPolygonF({{4.9, 8.3}, {7.1, 10.5}, {11.2, 6.0}}));
}

void paintBusy(QPainter &p, const StatusColours &c)
{
    const QRectF ring(2.1, 2.1, 11.8, 11.8);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(c.line, 2.2));
    p.drawEllipse(ring);
    p.setPen(roundPen(c.solid, 2.2));
    p.drawArc(ring, 0, 90 * 16);
    p.setPen(Qt::NoPen);
    p.setBrush(c.solid);
    p.drawEllipse(QPointF(8, 8), 2.2, 2.2);
}

void paintAttention(QPainter &p, const StatusColours &c)
{
    p.setBrush(c.solid);
    p.setPen(roundPen(c.solid, 1.4));
    p.drawPolygon(QPolygonF({{8, 1.7}, {14.7, 13.8}, {1.3, 13.8}}));
    p.setPen(roundPen(c.onSolid, 1.7));
    p.drawLine(QPointF(8, 5.8), QPointF(8, 9.5));
    p.drawLine(QPointF(8, 11.9), QPointF(8, 11.91));
}

void paintCritical(QPainter &p, const StatusColours &c)
{
    p.setPen(Qt::NoPen);
    p.setBrush(c.solid);
    p.drawPolygon(QPolygonF({{5, 0.9}, {11, 0.9}, {15.1, 5}, {15.1, 11}, {11, 15.1}, {5, 15.1}, {0.9, 11}, {0.9, 5}}));
    p.setPen(roundPen(c.onSolid, 1.8));
    p.drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4));
    p.drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4));
}

void paintStopped(QPainter &p, const StatusColours &c)
{
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(c.solid, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    p.drawRoundedRect(QRectF(2.5, 2.5, 11, 11), 2, 2);
}

void paintUnknown(QPainter &p, const StatusColours &c)
{
    QPen dashes(c.solid, 1.6, Qt::CustomDashLine, Qt::FlatCap);
    dashes.setDashPattern({2.5 / 1.6, 1.58 / 1.6}); // Qt counts dashes in pen widths
    p.setBrush(Qt::NoBrush);
    p.setPen(dashes);
    p.drawEllipse(QPointF(8, 8), 6.5, 6.5);
    QPainterPath hook(QPointF(6.3, 6.5));
    hook.arcTo(QRectF(6.3, 4.725, 3.5, 3.5), 180, -224.4);
    hook.cubicTo(QPointF(8.6, 8.3), QPointF(8.1, 8.6), QPointF(8.1, 9.4));
    p.setPen(roundPen(c.solid, 1.5));
    p.drawPath(hook);
    p.drawLine(QPointF(8, 11.4), QPointF(8, 11.41));
}

void paintHeld(QPainter &p, const StatusColours &c)
{
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(c.solid, 1.6));
    p.drawRoundedRect(QRectF(1.8, 1.8, 12.4, 12.4), 2, 2);
    p.setPen(roundPen(c.solid, 1.6));
    p.drawLine(QPointF(4, 8.6), QPointF(8.6, 4));
    p.drawLine(QPointF(4, 12), QPointF(12, 4));
    p.drawLine(QPointF(7.4, 12), QPointF(12, 7.4));
}

void paintPending(QPainter &p, const StatusColours &c)
{
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(c.solid, 1.6));
    p.drawEllipse(QPointF(8, 8), 6, 6);
}

void paintInfo(QPainter &p, const StatusColours &c)
{
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(c.solid, 1.5));
    p.drawEllipse(QPointF(8, 8), 6.3, 6.3);
    p.setPen(roundPen(c.solid, 1.7));
    p.drawLine(QPointF(8, 7.4), QPointF(8, 11));
    p.drawLine(QPointF(8, 4.9), QPointF(8, 4.91));
}

} // namespace

void paintStateGlyph(QPainter &painter, const QRectF &rect, StateKind kind, const Palette &palette)
{
    const StatusColours colours = palette.status(kind);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / 16.0, rect.height() / 16.0);
    switch (kind) {
    case StateKind::Ok:
        paintOk(painter, colours);
        break;
    case StateKind::Busy:
        paintBusy(painter, colours);
        break;
    case StateKind::Attention:
        paintAttention(painter, colours);
        break;
    case StateKind::Critical:
        paintCritical(painter, colours);
        break;
    case StateKind::Stopped:
        paintStopped(painter, colours);
        break;
    case StateKind::Unknown:
        paintUnknown(painter, colours);
        break;
    case StateKind::Held:
        paintHeld(painter, colours);
        break;
    case StateKind::Pending:
        paintPending(painter, colours);
        break;
    case StateKind::Info:
        paintInfo(painter, colours);
        break;
    }
    painter.restore();
}

} // namespace lamplighter::ui
