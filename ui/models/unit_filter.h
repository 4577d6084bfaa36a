// What the operator asked the Processes page to show: instance, state and words.
#pragma once

#include "ui/models/unit_query.h"

#include <QAbstractProxyModel>

#include <optional>
#include <vector>

namespace lamplighter::ui {

class UnitTableModel;

struct UnitFilter
{
    UnitQuery query;
    std::optional<UnitBucket> bucket; ///< nothing: all states
    InstanceId instance;              ///< empty: all instances

    [[nodiscard]] bool matches(const UnitRow &row, WallTime now) const;
    /// Whether an operator asked for less than everything in scope.
    [[nodiscard]] bool isNarrowed() const { return bucket || !query.isEmpty(); }
    bool operator==(const UnitFilter &) const = default;
};

/// Filters and sorts a UnitTableModel; equal rows stay in order of name. However many rows a batch changes, views see
/// at most one new layout, one removal and one insertion (QSortFilterProxyModel makes one of each for every few rows).
/// Indexes stay with their units. Reads the model's rows directly, without QVariants.
class UnitFilterProxy final : public QAbstractProxyModel
{
    Q_OBJECT
public:
    explicit UnitFilterProxy(UnitTableModel &model, QObject *parent = nullptr);

    void setFilter(const UnitFilter &filter);
    [[nodiscard]] const UnitFilter &filter() const { return m_filter; }
    /// Looks again, where the filter asks for what changes without news.
    void tick();

    // QAbstractProxyModel
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &) const override { return {}; }
    [[nodiscard]] QModelIndex sibling(int row, int column, const QModelIndex &) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    using Rows = std::vector<int>; ///< of the source

    void rowsInserted(int first, int last);
    void rowsGo(int first, int last);
    void rowsGone(int first, int last);
    void rowsChanged(const QList<int> &rows, int firstColumn, int lastColumn);

    [[nodiscard]] bool accepts(int row) const;
    /// Negative or positive as `left` sorts before or after `right`; never 0 for two rows.
    [[nodiscard]] int compare(int left, int right) const;
    [[nodiscard]] int compareBy(int left, int right, int column) const;
    [[nodiscard]] bool isBefore(int left, int right) const { return compare(left, right) < 0; }
    /// The row stands right between its neighbours.
    [[nodiscard]] bool isInPlace(int row) const;
    [[nodiscard]] bool isShown(int row) const { return m_places.at(static_cast<size_t>(row)) >= 0; }

    void refilter();
    /// Shows these, in this order.
    void show(Rows wanted);
    void removeAllBut(const Rows &wanted);
    void insertMissing(const Rows &wanted);
    /// The same rows in another order.
    void rearrange(Rows order);
    void findPlaces();

    UnitTableModel &m_model;
    UnitFilter m_filter;
    int m_column = -1; ///< not sorted: as in the source
    Qt::SortOrder m_order = Qt::AscendingOrder;
    Rows m_shown;              ///< by row here
    std::vector<int> m_places; ///< the row here by row of the source; -1: filtered away
};

} // namespace lamplighter::ui
