#include "ui/widgets/text_painter.h"

#include <QPainter>

#include <cmath>

namespace lamplighter::ui {
namespace {

constexpr qsizetype kMostLines = 4000; ///< several screens full; then they are laid out afresh

} // namespace

TextPainter::TextPainter(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] { m_lines.clear(); });
}

QStaticText TextPainter::layOut(const QFont &font, const QString &text, int room) const
{
    QStaticText line(QFontMetrics(font).elidedText(text, Qt::ElideRight, room));
    line.setTextFormat(Qt::PlainText);
    line.prepare({}, font);
    return line;
}

int TextPainter::paint(QPainter &painter, const QRect &area, Qt::Alignment alignment, TextStyle style,
                       const QString &text)
{
    if (text.isEmpty() || area.width() <= 0) {
        return 0;
    }
    const QFont font = m_theme.font(style);
    painter.setFont(font);
    if (m_lines.size() >= kMostLines) {
        m_lines.clear();
    }
    QStaticText &line = m_lines[{text, static_cast<int>(style), area.width()}];
    if (line.text().isEmpty()) {
        line = layOut(font, text, area.width());
    }
    const int width = static_cast<int>(std::ceil(line.size().width()));
    const int height = static_cast<int>(std::ceil(line.size().height()));
    const int x = alignment.testFlag(Qt::AlignRight) ? area.x() + area.width() - width : area.x();
    painter.drawStaticText(x, area.y() + (area.height() - height) / 2, line);
    return width;
}

} // namespace lamplighter::ui
