#include "ui/dialogs/palette_delegate.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace lamplighter::ui {
namespace {

constexpr int kRow = 36;
constexpr int kSide = 12;
constexpr int kIcon = 16;
constexpr int kGap = 12;
constexpr int kKeyPadding = 6;
constexpr int kKeyHeight = 20;

} // namespace

PaletteDelegate::PaletteDelegate(Theme &theme, const PaletteModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{}

int PaletteDelegate::rowHeight() const
{
    return m_theme.scaled(kRow);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Palette &p = m_theme.palette();
    const PaletteEntry &entry = m_model.entry(index.row());
    const bool enabled = entry.availability.enabled;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(p.selected);
        const int radius = m_theme.sizes().radiusControl;
        painter->drawRoundedRect(option.rect, radius, radius);
        painter->setBrush(p.accent);
        painter->drawRoundedRect(
            QRectF(option.rect.left(), option.rect.top() + 8, m_theme.sizes().selectionBar, option.rect.height() - 16),
            1.5, 1.5);
    }
    QRect rest = option.rect.adjusted(kSide, 0, -kSide, 0);
    const int icon = m_theme.scaled(kIcon);
    if (entry.icon >= 0) {
        m_theme.paintIcon(*painter, QRect(rest.left(), rest.center().y() - icon / 2 + 1, icon, icon),
                          static_cast<Icon>(entry.icon), enabled ? p.secondaryText : p.disabledText);
    }
    rest.setLeft(rest.left() + icon + kGap);
    if (!entry.shortcut.isEmpty()) {
        rest.setRight(rest.right() - paintShortcut(painter, rest, entry.shortcut) - kGap);
    }
    // What a thing belongs to; for what is off, why it is.
    const QString beside = enabled ? entry.category : entry.availability.reason;
    const QFontMetrics body(m_theme.font(TextStyle::Body));
    const int wanted = std::min(body.horizontalAdvance(entry.text) + 12, rest.width());
    painter->setFont(m_theme.font(TextStyle::Small));
    painter->setPen(p.mutedText);
    const int room = std::max(0, rest.width() - wanted - kGap);
    painter->drawText(QRect(rest.right() - room, rest.top(), room, rest.height()), Qt::AlignRight | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(beside, Qt::ElideRight, room));
    paintText(painter, QRect(rest.left(), rest.top(), wanted, rest.height()), entry, m_model.letters(index.row()));
    painter->restore();
}

void PaletteDelegate::paintText(QPainter *painter, const QRect &rect, const PaletteEntry &entry,
                                const QList<int> &letters) const
{
    const Palette &p = m_theme.palette();
    const bool enabled = entry.availability.enabled;
    const QFont font = m_theme.font(TextStyle::Body);
    const QString shown = QFontMetrics(font).elidedText(entry.text, Qt::ElideRight, rect.width());
    const qsizetype kept = shown == entry.text ? shown.size() : shown.size() - 1;
    QTextLayout layout(shown, font);
    QList<QTextLayout::FormatRange> formats;
    for (const int at : letters) {
        if (at >= kept) {
            break; // under the dots
        }
        QTextLayout::FormatRange range;
        range.start = at;
        range.length = 1;
        range.format.setFontWeight(QFont::DemiBold);
        range.format.setForeground(enabled ? p.accent : p.disabledText);
        formats.append(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(std::numeric_limits<int>::max() / 512);
    layout.endLayout();
    painter->setPen(enabled ? p.text : p.disabledText);
    painter->save();
    painter->setClipRect(rect);
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2.0));
    painter->restore();
}

int PaletteDelegate::paintShortcut(QPainter *painter, const QRect &rect, const QString &shortcut) const
{
    const Palette &p = m_theme.palette();
    painter->setFont(m_theme.font(TextStyle::Caption));
    const int width = painter->fontMetrics().horizontalAdvance(shortcut) + 2 * kKeyPadding;
    const int height = std::min(m_theme.scaled(kKeyHeight), rect.height());
    const QRect cap(rect.right() - width, rect.center().y() - height / 2, width, height);
    painter->setPen(p.strongLine);
    painter->setBrush(p.surface);
    painter->drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.sizes().radiusTag,
                             m_theme.sizes().radiusTag);
    painter->setPen(p.mutedText);
    painter->drawText(cap, Qt::AlignCenter, shortcut);
    return width;
}

} // namespace lamplighter::ui
