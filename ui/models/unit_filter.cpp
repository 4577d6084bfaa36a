#include "ui/models/unit_filter.h"

#include "ui/models/unit_table_model.h"

namespace lamplighter::ui {
namespace {

template <typename T> int threeWay(const T &left, const T &right)
{
    return left < right ? -1 : right < left ? 1 : 0;
}

} // namespace

bool UnitFilter::matches(const client::UnitStatus &status, UnitBucket in) const
{
    if (bucket && *bucket != in) {
        return false;
    }
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return status.name.contains(word, Qt::CaseInsensitive) || status.group.contains(word, Qt::CaseInsensitive) ||
               status.service.contains(word, Qt::CaseInsensitive);
    });
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

bool UnitFilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return !parent.isValid() && (m_filter.isEmpty() || m_filter.matches(m_model.status(row), m_model.bucket(row)));
}

int UnitFilterProxy::compare(int left, int right, int column) const
{
    switch (static_cast<UnitTableModel::Column>(column)) {
    case UnitTableModel::State:
        return threeWay(m_model.kind(left), m_model.kind(right));
    case UnitTableModel::Pid:
        return threeWay(m_model.status(left).pid, m_model.status(right).pid);
    case UnitTableModel::Restarts:
        return threeWay(m_model.status(left).restarts24h, m_model.status(right).restarts24h);
    case UnitTableModel::Uptime:
    case UnitTableModel::UnitHealth:
    case UnitTableModel::LastExit: {
        const QVariant a = m_model.index(left, column).data(SortRole);
        const QVariant b = m_model.index(right, column).data(SortRole);
        return threeWay(a.toLongLong(), b.toLongLong());
    }
    case UnitTableModel::Name:
    case UnitTableModel::ColumnCount:
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
