#include "ui/widgets/line_list.h"

#include "ui/widgets/tag.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace lamplighter::ui {
namespace {

constexpr int kLine = 25;
constexpr int kGap = 8;

} // namespace

LineList::LineList(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void LineList::setLines(const QList<TextLine> &lines)
{
    if (m_lines == lines) {
        return;
    }
    m_lines = lines;
    QStringList words;
    for (const TextLine &line : lines) {
        QStringList parts{line.text, line.note, line.tail, line.tag.text};
        parts.removeAll(QString());
        words.append(parts.join(QStringLiteral(", ")));
    }
    setAccessibleDescription(words.join(u'\n'));
    updateGeometry();
    update();
}

int LineList::lineHeight() const
{
    return m_theme.scaled(kLine);
}

QSize LineList::sizeHint() const
{
    return {m_theme.scaled(200), static_cast<int>(m_lines.size()) * lineHeight()};
}

void LineList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRect area(0, 0, width(), lineHeight());
    for (const TextLine &line : std::as_const(m_lines)) {
        paintLine(painter, area, line);
        area.translate(0, lineHeight());
    }
}

void LineList::paintLine(QPainter &painter, QRect area, const TextLine &line) const
{
    const Palette &p = m_theme.palette();
    if (line.glyph) {
        const int size = m_theme.sizes().stateGlyphSmall;
        m_theme.paintGlyph(painter, QRect(area.x(), area.y() + (area.height() - size) / 2, size, size), *line.glyph);
        area.setLeft(area.left() + size + kGap);
    }
    if (!line.tag.text.isEmpty()) {
        area.setRight(area.right() - paintTag(painter, area, m_theme, line.tag.kind, line.tag.text, true) - kGap);
    }
    const QFont small = m_theme.font(TextStyle::Small);
    const QFont font = line.fixedWidth ? m_theme.font(TextStyle::Log) : small;
    const QFontMetrics metrics(font);
    const QFontMetrics notes(small);
    if (!line.tail.isEmpty()) {
        painter.setFont(small);
        painter.setPen(p.mutedText);
        const QString tail = notes.elidedText(line.tail, Qt::ElideRight, area.width() / 2);
        painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, tail);
        area.setRight(area.right() - notes.horizontalAdvance(tail) - kGap);
    }
    painter.setFont(font);
    painter.setPen(line.quiet ? p.mutedText : p.text);
    const QString text =
        metrics.elidedText(line.text, line.fixedWidth ? Qt::ElideMiddle : Qt::ElideRight, area.width());
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    area.setLeft(area.left() + metrics.horizontalAdvance(text) + kGap);
    if (!line.note.isEmpty() && area.width() > 3 * kGap) {
        painter.setFont(small);
        painter.setPen(p.mutedText);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         notes.elidedText(line.note, Qt::ElideRight, area.width()));
    }
}

bool LineList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qsizetype row = help->pos().y() / std::max(1, lineHeight());
        if (row >= 0 && row < m_lines.size()) {
            const TextLine &line = m_lines.at(row);
            QStringList parts{line.text, line.note, line.tail};
            parts.removeAll(QString());
            QToolTip::showText(help->globalPos(),
                               line.toolTip.isEmpty() ? parts.join(QStringLiteral(", ")) : line.toolTip, this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace lamplighter::ui
