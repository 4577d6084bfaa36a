#include "ui/models/unit_filter.h"

#include "ui/models/row_ranges.h"
#include "ui/models/unit_table_model.h"

#include <algorithm>
#include <numeric>

namespace lamplighter::ui {
namespace {

/// Rows that lie this close are refreshed together, since each signal costs a view more than a few rows.
constexpr int kRefreshGap = 64;

template <typename T> int threeWay(const T &left, const T &right)
{
    return left < right ? -1 : right < left ? 1 : 0;
}

WallTime lastExitAt(const UnitRow &row)
{
    return row.status.lastExit ? row.status.lastExit->at : WallTime{};
}

} // namespace

bool UnitFilter::matches(const UnitRow &row, WallTime now) const
{
    return (instance.isEmpty() || row.source->id == instance) && (!bucket || *bucket == row.bucket) &&
           query.matches(row, now);
}

UnitFilterProxy::UnitFilterProxy(UnitTableModel &model, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsInserted(first, last); });
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsGo(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsGone(first, last); });
    connect(&model, &UnitTableModel::rowsChanged, this, &UnitFilterProxy::rowsChanged);
    rowsInserted(0, model.rowCount() - 1);
}

void UnitFilterProxy::setFilter(const UnitFilter &filter)
{
    if (m_filter != filter) {
        m_filter = filter;
        refilter();
    }
}

void UnitFilterProxy::tick()
{
    if (m_filter.query.changesByItself()) {
        refilter();
    }
}

int UnitFilterProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int UnitFilterProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kUnitColumnCount;
}

QModelIndex UnitFilterProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex UnitFilterProxy::sibling(int row, int column, const QModelIndex &) const
{
    return index(row, column);
}

QModelIndex UnitFilterProxy::mapToSource(const QModelIndex &index) const
{
    return index.isValid() ? m_model.index(m_shown.at(static_cast<size_t>(index.row())), index.column())
                           : QModelIndex();
}

QModelIndex UnitFilterProxy::mapFromSource(const QModelIndex &index) const
{
    return index.isValid() ? this->index(m_places.at(static_cast<size_t>(index.row())), index.column()) : QModelIndex();
}

QVariant UnitFilterProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_model.headerData(section, orientation, role); // also without rows
}

void UnitFilterProxy::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    Rows sorted = m_shown;
    std::sort(sorted.begin(), sorted.end(), [this](int left, int right) { return isBefore(left, right); });
    rearrange(std::move(sorted));
}

bool UnitFilterProxy::accepts(int row) const
{
    return m_filter.matches(m_model.row(row), m_model.viewpoint().now);
}

int UnitFilterProxy::compareBy(int left, int right, int column) const
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
        return threeWay(a.status.startedAt.value_or(a.status.since), b.status.startedAt.value_or(b.status.since));
    case UnitColumn::Health:
        return threeWay(UnitTexts::health(a.status, a.source->stale).kind,
                        UnitTexts::health(b.status, b.source->stale).kind);
    case UnitColumn::LastExit:
        return threeWay(lastExitAt(a), lastExitAt(b));
    case UnitColumn::Name:
        break;
    }
    return m_model.compareNames(left, right);
}

int UnitFilterProxy::compare(int left, int right) const
{
    if (m_column < 0) {
        return threeWay(left, right);
    }
    if (const int order = compareBy(left, right, m_column); order != 0) {
        return m_order == Qt::AscendingOrder ? order : -order;
    }
    // Names order equal rows upwards, whichever way the column is sorted.
    const int byName = m_model.compareNames(left, right);
    return byName != 0 ? byName : threeWay(left, right);
}

bool UnitFilterProxy::isInPlace(int row) const
{
    const auto at = m_shown.begin() + m_places.at(static_cast<size_t>(row));
    return (at == m_shown.begin() || isBefore(*(at - 1), row)) && (at + 1 == m_shown.end() || isBefore(row, *(at + 1)));
}

void UnitFilterProxy::rowsInserted(int first, int last)
{
    const int count = last - first + 1;
    for (int &row : m_shown) {
        row += row >= first ? count : 0;
    }
    m_places.resize(static_cast<size_t>(m_model.rowCount()));
    findPlaces();
    Rows fresh;
    for (int row = first; row <= last; ++row) {
        if (accepts(row)) {
            fresh.push_back(row);
        }
    }
    const auto before = [this](int left, int right) { return isBefore(left, right); };
    std::sort(fresh.begin(), fresh.end(), before);
    Rows wanted;
    wanted.reserve(m_shown.size() + fresh.size());
    std::merge(m_shown.begin(), m_shown.end(), fresh.begin(), fresh.end(), std::back_inserter(wanted), before);
    show(std::move(wanted));
}

void UnitFilterProxy::rowsGo(int first, int last)
{
    Rows left;
    left.reserve(m_shown.size());
    std::copy_if(m_shown.begin(), m_shown.end(), std::back_inserter(left),
                 [=](int row) { return row < first || row > last; });
    show(std::move(left));
}

void UnitFilterProxy::rowsGone(int first, int last)
{
    for (int &row : m_shown) {
        row -= row > last ? last - first + 1 : 0;
    }
    m_places.resize(static_cast<size_t>(m_model.rowCount()));
    findPlaces();
}

void UnitFilterProxy::rowsChanged(const QList<int> &rows, int firstColumn, int lastColumn)
{
    std::vector<bool> changed(m_places.size());
    Rows moving; // they leave their places, or come
    bool stays = true;
    for (const int row : rows) {
        if (changed.at(static_cast<size_t>(row))) {
            continue; // told twice
        }
        changed.at(static_cast<size_t>(row)) = true;
        const bool wanted = accepts(row);
        if (wanted) {
            moving.push_back(row);
        }
        stays = stays && wanted == isShown(row) && (!wanted || isInPlace(row));
    }
    if (!stays) {
        const auto before = [this](int left, int right) { return isBefore(left, right); };
        std::sort(moving.begin(), moving.end(), before);
        Rows still;
        still.reserve(m_shown.size());
        std::copy_if(m_shown.begin(), m_shown.end(), std::back_inserter(still),
                     [&](int row) { return !changed.at(static_cast<size_t>(row)); });
        Rows wanted;
        wanted.reserve(still.size() + moving.size());
        std::merge(still.begin(), still.end(), moving.begin(), moving.end(), std::back_inserter(wanted), before);
        show(std::move(wanted));
    }
    QList<int> here;
    for (const int row : moving) {
        here.append(m_places.at(static_cast<size_t>(row)));
    }
    for (const RowRange &range : mergeRows(here, kRefreshGap)) {
        Q_EMIT dataChanged(index(range.first, firstColumn), index(range.last, lastColumn));
    }
}

void UnitFilterProxy::refilter()
{
    Rows wanted;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (accepts(row)) {
            wanted.push_back(row);
        }
    }
    std::sort(wanted.begin(), wanted.end(), [this](int left, int right) { return isBefore(left, right); });
    show(std::move(wanted));
}

void UnitFilterProxy::show(Rows wanted)
{
    removeAllBut(wanted);
    insertMissing(wanted);
    rearrange(std::move(wanted));
}

void UnitFilterProxy::removeAllBut(const Rows &wanted)
{
    std::vector<bool> stays(m_places.size());
    for (const int row : wanted) {
        stays.at(static_cast<size_t>(row)) = true;
    }
    const auto isStaying = [&](int row) { return static_cast<bool>(stays.at(static_cast<size_t>(row))); };
    const auto count = std::count_if(m_shown.begin(), m_shown.end(), std::not_fn(isStaying));
    if (count == 0) {
        return;
    }
    auto first = std::find_if_not(m_shown.begin(), m_shown.end(), isStaying);
    if (std::any_of(first, first + std::min(count, m_shown.end() - first), isStaying)) {
        // Scattered: together at the end they go in one.
        Rows order = m_shown;
        std::stable_partition(order.begin(), order.end(), isStaying);
        rearrange(std::move(order));
        first = m_shown.end() - count;
    }
    const auto at = static_cast<int>(first - m_shown.begin());
    beginRemoveRows({}, at, at + static_cast<int>(count) - 1);
    m_shown.erase(first, first + count);
    findPlaces();
    endRemoveRows();
}

void UnitFilterProxy::insertMissing(const Rows &wanted)
{
    const auto isMissing = [this](int row) { return !isShown(row); };
    Rows missing;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(missing), isMissing);
    if (missing.empty()) {
        return;
    }
    // Where the first belongs if they belong together, else anywhere: they are put in order afterwards.
    const auto first = std::find_if(wanted.begin(), wanted.end(), isMissing);
    const auto place = std::min(first - wanted.begin(), static_cast<std::ptrdiff_t>(m_shown.size()));
    const auto at = static_cast<int>(place);
    beginInsertRows({}, at, at + static_cast<int>(missing.size()) - 1);
    m_shown.insert(m_shown.begin() + place, missing.begin(), missing.end());
    findPlaces();
    endInsertRows();
}

void UnitFilterProxy::rearrange(Rows order)
{
    if (order == m_shown) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    const Rows shown = std::exchange(m_shown, std::move(order));
    findPlaces();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before) {
        const int row = shown.at(static_cast<size_t>(index.row()));
        after.append(createIndex(m_places.at(static_cast<size_t>(row)), index.column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void UnitFilterProxy::findPlaces()
{
    std::fill(m_places.begin(), m_places.end(), -1);
    for (size_t at = 0; at < m_shown.size(); ++at) {
        m_places.at(static_cast<size_t>(m_shown.at(at))) = static_cast<int>(at);
    }
}

} // namespace lamplighter::ui
