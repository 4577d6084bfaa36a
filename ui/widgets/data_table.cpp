#include "ui/widgets/data_table.h"

#include "ui/models/table_roles.h"
#include "ui/widgets/tag.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace lamplighter::ui {
namespace {

constexpr int kGlyphGap = 8;
constexpr int kSmallGlyphGap = 6;
constexpr int kNoteGap = 7;
constexpr int kSparklineWidth = 52;
constexpr int kSparklineHeight = 14;
constexpr int kSparklinePoints = 60; ///< that fill its width

/// A cell's rectangle without the paddings of the design.
QRect contentRect(const QRect &cell, bool first, bool last)
{
    return cell.adjusted(first ? kTableEdge : kTablePadding, 0, last ? -kTableEdge : -kTablePadding, 0);
}

} // namespace

DataTable::DataTable(Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setHorizontalHeader(new TableHeader(theme, this));
    setItemDelegate(new RowDelegate(theme, *this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSortingEnabled(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(&theme, &Theme::changed, this, &DataTable::restyle);
    restyle();
}

void DataTable::restyle()
{
    const Sizes &sizes = m_theme.sizes();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(m_theme.scaled(m_twoLines ? sizes.rowTwoLine
                                                           : m_roomy  ? sizes.rowRoomy
                                                                      : sizes.rowDense));
    viewport()->update();
    horizontalHeader()->viewport()->update();
}

void DataTable::setModel(QAbstractItemModel *model)
{
    if (model == this->model()) {
        return;
    }
    if (this->model()) {
        this->model()->disconnect(this);
    }
    QTableView::setModel(model); // connects first, so that the view knows the new layout when its place is restored
    if (model) {
        connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, &DataTable::keepPlace);
        connect(model, &QAbstractItemModel::layoutChanged, this, &DataTable::restorePlace);
        connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &DataTable::keepPlace);
        connect(model, &QAbstractItemModel::rowsInserted, this, &DataTable::restorePlace);
        connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &DataTable::keepPlace);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &DataTable::restorePlace);
    }
}

void DataTable::keepPlace()
{
    m_kept.clear();
    const std::pair sorting(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
    // At the upper edge one wants to see what comes first; and so after asking for another order.
    if (std::exchange(m_sorting, sorting) != sorting || verticalScrollBar()->value() == 0) {
        return;
    }
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    for (int row = first; row >= 0 && row <= last; ++row) {
        m_kept.append({row, model()->index(row, 0)});
    }
}

void DataTable::restorePlace()
{
    QList<int> shifts; // from the top; of those that are still there
    for (const auto &[row, index] : std::as_const(m_kept)) {
        if (index.isValid()) {
            shifts.append(index.row() - row);
        }
    }
    m_kept.clear();
    if (shifts.isEmpty()) {
        return;
    }
    QList<int> sorted = shifts;
    const auto middle = sorted.begin() + sorted.size() / 2;
    std::nth_element(sorted.begin(), middle, sorted.end());
    // The uppermost stays, unless it is one of those that have gone far by themselves.
    const auto stays = std::find_if(shifts.cbegin(), shifts.cend(),
                                    [&](int shift) { return std::abs(shift - *middle) <= sorted.size(); });
    if (*stays != 0) {
        executeDelayedItemsLayout(); // the scroll bar may be longer now
        verticalScrollBar()->setValue(verticalScrollBar()->value() + *stays * verticalHeader()->defaultSectionSize());
    }
}

void DataTable::setRoomy(bool roomy)
{
    m_roomy = roomy;
    restyle();
}

void DataTable::setTwoLines(bool twoLines)
{
    m_twoLines = twoLines;
    restyle();
}

void DataTable::setFillingColumn(int column, int least)
{
    m_filling = column;
    m_leastFilled = least;
    horizontalHeader()->setStretchLastSection(false);
    fill();
}

void DataTable::fill()
{
    if (m_filling < 0) {
        return;
    }
    const QHeaderView *header = horizontalHeader();
    int others = 0;
    for (int column = 0; column < header->count(); ++column) {
        others += column == m_filling || header->isSectionHidden(column) ? 0 : header->sectionSize(column);
    }
    setColumnWidth(m_filling, std::max(m_leastFilled, viewport()->width() - others));
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fill();
}

void DataTable::refreshTimes()
{
    if (isVisible() && model() && model()->rowCount() > 0) {
        viewport()->update();
    }
}

void DataTable::setHovered(int row)
{
    if (m_hovered == row) {
        return;
    }
    for (const int changed : {m_hovered, row}) {
        if (changed >= 0) {
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed));
        }
    }
    m_hovered = row;
}

void DataTable::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void DataTable::mousePressEvent(QMouseEvent *event)
{
    showRing(false);
    QTableView::mousePressEvent(event);
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    showRing(true);
    QTableView::keyPressEvent(event);
}

void DataTable::focusInEvent(QFocusEvent *event)
{
    showRing(event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
             event->reason() == Qt::ShortcutFocusReason);
    QTableView::focusInEvent(event);
}

void DataTable::showRing(bool shown)
{
    if (m_ring != shown) {
        m_ring = shown;
        viewport()->update();
    }
}

void DataTable::leaveEvent(QEvent *event)
{
    setHovered(-1);
    QTableView::leaveEvent(event);
}

void DataTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!m_ring || !hasFocus() || !currentIndex().isValid()) {
        return;
    }
    const int row = currentIndex().row();
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.palette().focusRing, m_theme.sizes().focusLine));
    const int width = std::min(viewport()->width(), horizontalHeader()->length());
    painter.drawRect(QRect(0, rowViewportPosition(row), width, rowHeight(row)).adjusted(1, 1, -1, -2));
}

TableHeader::TableHeader(Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("tableHeader"));
    setHighlightSections(false);
    setSectionsClickable(true);
    setStretchLastSection(true);
    setSectionsMovable(true);
    setMinimumSectionSize(48);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFocusPolicy(Qt::NoFocus);
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_theme.scaled(m_theme.sizes().tableHeader) + 1};
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.palette().sunken);
    painter.fillRect(0, 0, viewport()->width(), 1, m_theme.palette().hairline);
    painter.fillRect(0, viewport()->height() - 1, viewport()->width(), 1, m_theme.palette().hairline);
    painter.end();
    QHeaderView::paintEvent(event);
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Palette &p = m_theme.palette();
    painter->fillRect(rect, p.sunken);
    painter->fillRect(rect.x(), rect.top(), rect.width(), 1, p.hairline);
    painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, p.hairline);
    const bool first = visualIndex(logicalIndex) == 0;
    const bool last = visualIndex(logicalIndex) == count() - 1;
    QString text = model()->headerData(logicalIndex, Qt::Horizontal, Qt::DisplayRole).toString();
    if (isSortIndicatorShown() && sortIndicatorSection() == logicalIndex) {
        text += sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral(" ↓") : QStringLiteral(" ↑");
    }
    QFont font = m_theme.font(TextStyle::Caption);
    font.setWeight(QFont::Medium);
    painter->setFont(font);
    painter->setPen(p.mutedText);
    const QRect area = contentRect(rect, first, last);
    const int alignment = model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
    painter->drawText(area, alignment | static_cast<int>(Qt::TextSingleLine),
                      QFontMetrics(font).elidedText(text, Qt::ElideRight, area.width()));
}

RowDelegate::RowDelegate(Theme &theme, DataTable &table)
    : QStyledItemDelegate(&table)
    , m_theme(theme)
    , m_table(table)
    , m_texts(theme)
{}

void RowDelegate::paintGround(QPainter &painter, const QRect &rect, bool selected, bool hovered, bool first) const
{
    const Palette &p = m_theme.palette();
    painter.fillRect(rect, selected ? p.selected : hovered ? p.hover : p.surface);
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, p.hairline);
    if (selected && first) {
        painter.fillRect(rect.x(), rect.y(), m_theme.sizes().selectionBar, rect.height() - 1, p.accent);
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QHeaderView *header = m_table.horizontalHeader();
    const int visual = header->visualIndex(index.column());
    const bool first = visual == 0;
    paintGround(*painter, option.rect, option.state.testFlag(QStyle::State_Selected),
                index.row() == m_table.hoveredRow(), first);
    paintContent(*painter, contentRect(option.rect, first, visual == header->count() - 1), index);
}

void RowDelegate::paintSparkline(QPainter &painter, const QRect &area, const QList<float> &values) const
{
    if (values.size() < 2) {
        return;
    }
    // Several processors make more than 100 %: the line then fills its height at its own maximum.
    const float top = std::max(100.0F, *std::max_element(values.begin(), values.end()));
    const double height = m_theme.scaled(kSparklineHeight);
    const double bottom = area.center().y() + height / 2;
    QPolygonF line;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const double x = area.right() - static_cast<double>(values.size() - 1 - i) * kSparklineWidth / kSparklinePoints;
        line.append({x, bottom - static_cast<double>(values.at(i) / top) * height});
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.palette().accent, 1.25));
    painter.drawPolyline(line);
    painter.restore();
}

void RowDelegate::paintContent(QPainter &painter, QRect area, const QModelIndex &index) const
{
    const bool small = index.data(SmallRole).toBool();
    const auto severity = static_cast<StateKind>(index.data(SeverityRole).toInt());
    if (const QVariant glyph = index.data(GlyphRole); glyph.isValid()) {
        const int size = small ? m_theme.sizes().stateGlyphSmall : m_theme.sizes().stateGlyph;
        m_theme.paintGlyph(painter, QRect(area.x(), area.y() + (area.height() - 1 - size) / 2, size, size),
                           static_cast<StateKind>(glyph.toInt()));
        area.setLeft(area.left() + size + (small ? kSmallGlyphGap : kGlyphGap));
    }

    if (const QVariant line = index.data(SparklineRole); line.isValid()) {
        paintSparkline(painter, QRect(area.x(), area.y(), kSparklineWidth, area.height() - 1),
                       line.value<QList<float>>());
    }
    const auto tone = static_cast<CellTone>(index.data(ToneRole).toInt());
    const bool strong = tone == CellTone::State || index.data(NoteRole).isValid();
    const TextStyle style = small ? TextStyle::Small : strong ? TextStyle::BodyMedium : TextStyle::Body;
    switch (tone) {
    case CellTone::Primary:
        painter.setPen(m_theme.palette().text);
        break;
    case CellTone::Secondary:
        painter.setPen(m_theme.palette().secondaryText);
        break;
    case CellTone::Muted:
        painter.setPen(m_theme.palette().mutedText);
        break;
    case CellTone::State:
        painter.setPen(m_theme.palette().status(severity).text);
        break;
    }
    paintTexts(painter, area, index, style);
}

void RowDelegate::paintTexts(QPainter &painter, QRect area, const QModelIndex &index, TextStyle style) const
{
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    area.setBottom(area.bottom() - 1);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (const QVariant tag = index.data(TagRole); tag.isValid()) {
        paintTag(painter, area, m_theme, static_cast<StateKind>(tag.toInt()), text);
        return;
    }
    if (const QString detail = index.data(DetailRole).toString(); !detail.isEmpty()) {
        const int upper = m_theme.lineHeight(TextStyle::Body);
        const int lower = m_theme.lineHeight(TextStyle::Small);
        const QRect first(area.x(), area.y() + (area.height() - upper - lower) / 2, area.width(), upper);
        const int width = m_texts.paint(painter, first, alignment, TextStyle::BodyMedium, text);
        painter.setPen(m_theme.palette().mutedText);
        m_texts.paint(painter, first.adjusted(width + kNoteGap, 0, 0, 0), alignment, TextStyle::Caption,
                      index.data(NoteRole).toString());
        painter.setPen(m_theme.palette().secondaryText);
        m_texts.paint(painter, QRect(first.x(), first.bottom() + 1, area.width(), lower), alignment, TextStyle::Small,
                      detail);
        return;
    }
    const int width = m_texts.paint(painter, area, alignment, style, text);
    if (const QString note = index.data(NoteRole).toString(); !note.isEmpty()) {
        area.setLeft(area.left() + width + kNoteGap);
        painter.setPen(m_theme.palette().mutedText);
        m_texts.paint(painter, area, alignment, TextStyle::Caption, note);
    }
}

} // namespace lamplighter::ui
