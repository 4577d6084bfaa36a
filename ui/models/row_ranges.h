// Turns the rows that changed into few ranges, since every signal costs each view and proxy a walk.
#pragma once

#include <QList>

#include <algorithm>

namespace lamplighter::ui {

struct RowRange
{
    int first = 0;
    int last = 0;
    bool operator==(const RowRange &) const = default;
};

/// Ranges that cover `rows`, joined where at most `gap` unchanged rows lie between. Rows may come in any order.
inline QList<RowRange> mergeRows(QList<int> rows, int gap)
{
    std::sort(rows.begin(), rows.end());
    QList<RowRange> ranges;
    for (const int row : std::as_const(rows)) {
        if (!ranges.isEmpty() && row - ranges.last().last <= gap + 1) {
            ranges.last().last = row;
        } else {
            ranges.append({row, row});
        }
    }
    return ranges;
}

} // namespace lamplighter::ui
