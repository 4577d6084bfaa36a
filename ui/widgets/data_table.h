// The console's table: no grid, whole rows, hairlines, a hover row, an accent bar on the selected one and a focus ring
// inside the current one. Any model that answers TableRole can be shown.
#pragma once

#include "ui/widgets/text_painter.h"

#include <QHeaderView>
#include <QPersistentModelIndex>
#include <QStyledItemDelegate>
#include <QTableView>

namespace lamplighter::ui {

inline constexpr int kTableEdge = 24;   ///< padding before the first and after the last column
inline constexpr int kTablePadding = 8; ///< on both sides of a cell

class DataTable final : public QTableView
{
    Q_OBJECT
public:
    explicit DataTable(Theme &theme, QWidget *parent = nullptr);

    /// What is read stays where it is when rows move above it.
    void setModel(QAbstractItemModel *model) override;
    void setRoomy(bool roomy);
    /// Rows have a second line, from DetailRole.
    void setTwoLines(bool twoLines);
    /// This column takes the room that the others leave, but never less than `least`.
    void setFillingColumn(int column, int least);
    [[nodiscard]] int hoveredRow() const { return m_hovered; }
    /// Repaints what counts seconds, without asking proxies to sort.
    void refreshTimes();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void restyle();
    void keepPlace();
    void restorePlace();
    void showRing(bool shown);
    void setHovered(int row);

    Theme &m_theme;
    QList<std::pair<int, QPersistentModelIndex>> m_kept;             ///< the rows that are seen, while they may move
    std::pair<int, Qt::SortOrder> m_sorting{-1, Qt::AscendingOrder}; ///< as of the last layout
    int m_hovered = -1;
    int m_filling = -1; ///< column
    int m_leastFilled = 0;
    bool m_roomy = false;
    bool m_twoLines = false;
    bool m_ring = false; ///< keys moved here last; the mouse needs no ring
};

class TableHeader final : public QHeaderView
{
    Q_OBJECT
public:
    TableHeader(Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    [[nodiscard]] QSize sizeHint() const override;

private:
    Theme &m_theme;
};

/// Paints a cell from its roles: glyph, text in its tone, caption behind it.
class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    RowDelegate(Theme &theme, DataTable &table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter &painter, const QRect &rect, bool selected, bool hovered, bool first) const;
    void paintContent(QPainter &painter, QRect area, const QModelIndex &index) const;
    void paintTexts(QPainter &painter, QRect area, const QModelIndex &index, TextStyle style) const;
    void paintSparkline(QPainter &painter, const QRect &area, const QList<float> &values) const;

    Theme &m_theme;
    DataTable &m_table;
    mutable TextPainter m_texts;
};

} // namespace lamplighter::ui
