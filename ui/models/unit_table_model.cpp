#include "ui/models/unit_table_model.h"

#include "ui/models/row_ranges.h"

#include <QSet>

namespace lamplighter::ui {

using client::UnitStatus;

namespace {

/// Rows that lie this close are refreshed together: painting a few rows too many is cheaper than another signal.
constexpr int kRefreshGap = 64;

/// The "C" locale cannot compare numbers within names; English can, and orders ASCII alike.
QLocale collationLocale()
{
    return QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale();
}

} // namespace

UnitTableModel::UnitTableModel(const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
    , m_collator(collationLocale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

int UnitTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int UnitTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kUnitColumnCount;
}

QVariant UnitTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kUnitColumnCount) {
        return {};
    }
    const auto column = static_cast<UnitColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (UnitCells::isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft));
    }
    return role == Qt::DisplayRole ? QVariant(UnitCells::heading(column)) : QVariant();
}

QVariant UnitTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const UnitRow &at = row(index.row());
    const auto column = static_cast<UnitColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return UnitCells::text(at, column, viewpoint());
    case Qt::ToolTipRole:
        return UnitCells::toolTip(at, column, viewpoint());
    case Qt::AccessibleTextRole:
        return tr("%1: %2", "column: value").arg(UnitCells::heading(column), UnitCells::text(at, column, viewpoint()));
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case SortRole:
    case ExportRole:
        return UnitCells::value(at, column);
    case IdRole:
        return QVariant::fromValue(at.key());
    case SeverityRole:
        return static_cast<int>(at.kind);
    case GlyphRole:
        return UnitCells::glyph(at, column);
    case NoteRole:
        return column == UnitColumn::Name ? QVariant(at.status.group) : QVariant();
    case ToneRole:
        return static_cast<int>(UnitCells::tone(at, column));
    case SmallRole:
        return column == UnitColumn::Health || column == UnitColumn::LastExit || column == UnitColumn::Instance;
    case SparklineRole:
        return column == UnitColumn::Cpu && at.uses() ? QVariant::fromValue(at.usage.history) : QVariant();
    default:
        return {};
    }
}

void UnitTableModel::addSource(const InstanceId &source, const QString &name)
{
    m_sources[source] = {source, name, false, Duration{0}, {}, 0};
}

void UnitTableModel::renameSource(const InstanceId &source, const QString &name)
{
    const auto at = m_sources.find(source);
    if (at == m_sources.end() || at->second.name == name) {
        return;
    }
    at->second.name = name;
    QList<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        if (this->row(row).source == &at->second) {
            rows.append(row);
        }
    }
    tellChanged(rows, UnitColumn::Instance, UnitColumn::Instance);
}

void UnitTableModel::removeSource(const InstanceId &source)
{
    reconcile(source, {});
    m_sources.erase(source);
}

int UnitTableModel::compareNames(int left, int right) const
{
    const int order = row(left).nameKey.compare(row(right).nameKey);
    return order != 0 || row(left).source == row(right).source
               ? order
               : row(left).source->name.compare(row(right).source->name);
}

std::optional<UnitStatus> UnitTableModel::find(const UnitKey &key) const
{
    const int at = rowOf(key);
    return at < 0 ? std::nullopt : std::optional(status(at));
}

void UnitTableModel::applyChanges(const InstanceId &source, const QList<UnitStatus> &changed,
                                  const QStringList &removed)
{
    const auto from = m_sources.find(source);
    if (from == m_sources.end()) {
        return;
    }
    removeRowsOf(source, removed);
    QList<UnitStatus> fresh;
    QList<UnitStatus> known;
    for (const UnitStatus &status : changed) {
        (m_rowOf.contains({source, status.name}) ? known : fresh).append(status);
    }
    changeRowsOf(from->second, known);
    insertRowsOf(from->second, fresh);
    recount(from->second);

    QStringList names = removed;
    for (const UnitStatus &status : changed) {
        names.append(status.name);
    }
    if (!names.isEmpty()) {
        Q_EMIT unitsTouched(source, names);
    }
}

void UnitTableModel::reconcile(const InstanceId &source, const QList<UnitStatus> &units)
{
    QSet<QString> present;
    present.reserve(units.size());
    for (const UnitStatus &status : units) {
        present.insert(status.name);
    }
    QStringList gone;
    for (const UnitRow &row : m_rows) {
        if (row.source->id == source && !present.contains(row.status.name)) {
            gone.append(row.status.name);
        }
    }
    applyChanges(source, units, gone);
}

void UnitTableModel::removeRowsOf(const InstanceId &source, const QStringList &names)
{
    QList<int> rows;
    for (const QString &name : names) {
        if (const int at = rowOf({source, name}); at >= 0) {
            rows.append(at);
        }
    }
    const QList<RowRange> ranges = mergeRows(rows, 0);
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        beginRemoveRows({}, range->first, range->last);
        for (int at = range->first; at <= range->last; ++at) {
            m_rowOf.remove(key(at));
        }
        m_rows.erase(m_rows.begin() + range->first, m_rows.begin() + range->last + 1);
        reindexFrom(range->first);
        endRemoveRows();
    }
}

void UnitTableModel::judge(UnitRow &row) const
{
    row.kind = stateKind(row.status, row.source->stale);
    row.bucket = unitBucket(row.status, row.source->stale);
}

void UnitTableModel::insertRowsOf(const UnitSource &source, const QList<UnitStatus> &units)
{
    if (units.isEmpty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(units.size()) - 1);
    for (const UnitStatus &status : units) {
        m_rows.push_back({status, &source, m_collator.sortKey(status.name), {}, {}, {}});
        judge(m_rows.back());
    }
    reindexFrom(first);
    endInsertRows();
}

void UnitTableModel::changeRowsOf(const UnitSource &source, const QList<UnitStatus> &units)
{
    QList<int> rows;
    for (const UnitStatus &status : units) {
        const int at = rowOf({source.id, status.name});
        UnitRow &row = m_rows.at(static_cast<size_t>(at));
        if (row.status == status) {
            continue;
        }
        row.status = status;
        judge(row);
        rows.append(at);
    }
    tellChanged(rows, UnitColumn::State, UnitColumn::LastExit);
}

void UnitTableModel::tellChanged(const QList<int> &rows, UnitColumn first, UnitColumn last)
{
    for (const RowRange &range : mergeRows(rows, kRefreshGap)) {
        Q_EMIT dataChanged(index(range.first, static_cast<int>(first)), index(range.last, static_cast<int>(last)));
    }
    if (!rows.isEmpty()) {
        Q_EMIT rowsChanged(rows, static_cast<int>(first), static_cast<int>(last));
    }
}

void UnitTableModel::reindexFrom(int row)
{
    for (int at = row; at < rowCount(); ++at) {
        m_rowOf.insert(key(at), at);
    }
}

void UnitTableModel::recount(UnitSource &source)
{
    UnitCounts counts{};
    int units = 0;
    for (const UnitRow &row : m_rows) {
        if (row.source == &source) {
            ++counts.at(static_cast<size_t>(row.bucket));
            ++units;
        }
    }
    if (counts != source.counts || units != source.units) {
        source.counts = counts;
        source.units = units;
        Q_EMIT countsChanged(source.id);
    }
}

UnitCounts UnitTableModel::counts(const InstanceId &source) const
{
    const auto at = m_sources.find(source);
    return at == m_sources.end() ? UnitCounts{} : at->second.counts;
}

int UnitTableModel::unitCount(const InstanceId &source) const
{
    const auto at = m_sources.find(source);
    return at == m_sources.end() ? 0 : at->second.units;
}

void UnitTableModel::setSilence(const InstanceId &source, bool stale, Duration silence)
{
    const auto from = m_sources.find(source);
    if (from == m_sources.end()) {
        return;
    }
    from->second.silence = silence;
    if (from->second.stale == stale) {
        return;
    }
    from->second.stale = stale;
    QList<int> rows;
    for (int at = 0; at < rowCount(); ++at) {
        UnitRow &row = m_rows.at(static_cast<size_t>(at));
        if (row.source == &from->second) {
            judge(row);
            rows.append(at);
        }
    }
    tellChanged(rows, UnitColumn::State, UnitColumn::LastExit);
    recount(from->second);
}

void UnitTableModel::setUsage(const InstanceId &source, const QHash<QString, UsageTrack> &tracks)
{
    QList<int> rows;
    for (int at = 0; at < rowCount(); ++at) {
        UnitRow &row = m_rows.at(static_cast<size_t>(at));
        if (row.source->id == source) {
            row.usage = tracks.value(row.status.name);
            rows.append(at);
        }
    }
    tellChanged(rows, UnitColumn::Cpu, UnitColumn::Memory);
}

} // namespace lamplighter::ui
