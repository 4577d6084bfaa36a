// What the operator asked the Processes page to show: instance, state and words.
#pragma once

#include "ui/models/unit_query.h"

#include <QSortFilterProxyModel>

#include <optional>

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

/// Filters and sorts a UnitTableModel; equal rows stay in order of name. Reads the model's rows directly: a comparison
/// of two QVariants costs ten times as much.
class UnitFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit UnitFilterProxy(UnitTableModel &model, QObject *parent = nullptr);

    void setFilter(const UnitFilter &filter);
    [[nodiscard]] const UnitFilter &filter() const { return m_filter; }
    /// Looks again, where the filter asks for what changes without news.
    void tick();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] int compare(int left, int right, int column) const;

    UnitTableModel &m_model;
    UnitFilter m_filter;
};

} // namespace lamplighter::ui
