#include "ui/models/unit_filter.h"

#include "ui/models/unit_table_model.h"

namespace lamplighter::ui {
namespace {

template <typename T> int threeWay(const T &left, const T &right)
{
    return left < right ? -1 : right < left ? 1 : 0;
}

} // namespace

bool UnitFilter::matches(const UnitRow &row, WallTime now) const
{
    return (instance.isEmpty() || row.source->id == instance) && (!bucket || *bucket == row.bucket) &&
           query.matches(row, now);
}

UnitFilterProxy::UnitFilterProxy(UnitTableModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    setDynamicSortFilter(true);
}

void UnitFilterProxy::setFilter(const UnitFilter &filter)
{
    if (m_filter != filter) {
        m_filter = filter;
        invalidateFilter();
    }
}

void UnitFilterProxy::tick()
{
    if (m_filter.query.changesByItself()) {
        invalidateFilter();
    }
}

bool UnitFilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return !parent.isValid() && m_filter.matches(m_model.row(row), m_model.viewpoint().now);
}

int UnitFilterProxy::compare(int left, int right, int column) const
{
    const UnitRow &a = m_model.row(left);
    const UnitRow &b = m_model.row(right);
    switch (static_cast<UnitColumn>(column)) {
    case UnitColumn::State:
        return threeWay(a.kind, b.kind);
    case UnitColumn::Instance:
        return a.source == b.source ? 0 : a.source->name.compare(b.source->name, Qt::CaseInsensitive);
    case UnitColumn::Pid:
        return threeWay(a.status.pid, b.status.pid);
    case UnitColumn::Cpu:
        return threeWay(a.usage.cpu, b.usage.cpu);
    case UnitColumn::Memory:
        return threeWay(a.usage.memory, b.usage.memory);
    case UnitColumn::Restarts:
        return threeWay(a.status.restarts24h, b.status.restarts24h);
    case UnitColumn::Uptime:
    case UnitColumn::Health:
    case UnitColumn::LastExit: {
        const auto by = static_cast<UnitColumn>(column);
        return threeWay(UnitCells::value(a, by).toLongLong(), UnitCells::value(b, by).toLongLong());
    }
    case UnitColumn::Name:
        break;
    }
    return m_model.compareNames(left, right);
}

bool UnitFilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int order = compare(left.row(), right.row(), left.column());
    if (order != 0) {
        return order < 0;
    }
    // Names order equal rows upwards, whichever way the column is sorted.
    const int byName = m_model.compareNames(left.row(), right.row());
    return sortOrder() == Qt::AscendingOrder ? byName < 0 : byName > 0;
}

} // namespace lamplighter::ui
