// What the operator asked the Processes page to show: words and states. One value, tested by itself.
#pragma once

#include "ui/models/unit_look.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace lamplighter::ui {

class UnitTableModel;

struct UnitFilter
{
    QString text;                     ///< words; a unit must contain each of them in name, group or service
    std::optional<UnitBucket> bucket; ///< nothing: all states

    [[nodiscard]] bool matches(const client::UnitStatus &status, UnitBucket in) const;
    [[nodiscard]] bool isEmpty() const { return !bucket && text.trimmed().isEmpty(); }
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

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] int compare(int left, int right, int column) const;

    UnitTableModel &m_model;
    UnitFilter m_filter;
};

} // namespace lamplighter::ui
