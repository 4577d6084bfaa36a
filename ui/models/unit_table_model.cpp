#include "ui/models/unit_table_model.h"

#include "ui/models/row_ranges.h"

#include <QSet>

namespace lamplighter::ui {

using client::UnitStatus;

namespace {

/// Rows that lie this close are refreshed together: painting a few rows too many is cheaper than another signal.
constexpr int kRefreshGap = 64;

const QString kDash = QStringLiteral("–");

/// The "C" locale cannot compare numbers within names; English can, and orders ASCII alike.
QLocale collationLocale()
{
    return QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale();
}

bool isRightAligned(int column)
{
    return column == UnitTableModel::Pid || column == UnitTableModel::Restarts;
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
    return parent.isValid() ? 0 : ColumnCount;
}

UnitView UnitTableModel::view() const
{
    return {{m_clock.wallNow(), m_zone}, m_stale, m_silence};
}

QVariant UnitTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter | (isRightAligned(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case State:
        return tr("State");
    case Name:
        return tr("Name");
    case Uptime:
        return tr("Uptime");
    case Pid:
        return tr("PID");
    case Restarts:
        return tr("Restarts 24 h");
    case UnitHealth:
        return tr("Health");
    case LastExit:
        return tr("Last exit");
    case ColumnCount:
        break;
    }
    return {};
}

QString UnitTableModel::text(const Row &row, int column) const
{
    const UnitStatus &status = row.status;
    switch (static_cast<Column>(column)) {
    case State:
        return UnitTexts::state(status, view());
    case Name:
        return status.name;
    case Uptime:
        return UnitTexts::uptime(status, view());
    case Pid:
        return status.pid > 0 ? QString::number(status.pid) : kDash;
    case Restarts:
        return QString::number(status.restarts24h);
    case UnitHealth:
        return UnitTexts::health(status, m_stale).text;
    case LastExit:
        return UnitTexts::lastExit(status, view());
    case ColumnCount:
        break;
    }
    return {};
}

QString UnitTableModel::toolTip(const Row &row, int column) const
{
    const UnitStatus &status = row.status;
    switch (static_cast<Column>(column)) {
    case State:
        return UnitTexts::stateToolTip(status, view());
    case Name:
        return status.group.isEmpty() ? status.name : tr("%1, group %2").arg(status.name, status.group);
    case Uptime:
        return status.startedAt ? tr("Started %1").arg(TimeTexts::exact(*status.startedAt, view().when))
                                : tr("Since %1").arg(TimeTexts::exact(status.since, view().when));
    case Restarts:
        return tr("%n automatic restarts since the unit was made", nullptr, static_cast<int>(status.restarts));
    case UnitHealth:
        return UnitTexts::health(status, m_stale).text;
    case LastExit:
        return status.lastExit ? TimeTexts::exact(status.lastExit->at, view().when) : QString();
    case Pid:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant UnitTableModel::sortValue(const Row &row, int column) const
{
    const UnitStatus &status = row.status;
    switch (static_cast<Column>(column)) {
    case State:
        return static_cast<int>(row.kind);
    case Name:
        return status.name;
    case Uptime:
        return toMicrosecondsSinceEpoch(status.startedAt.value_or(status.since));
    case Pid:
        return status.pid;
    case Restarts:
        return status.restarts24h;
    case UnitHealth:
        return static_cast<int>(UnitTexts::health(status, m_stale).kind);
    case LastExit:
        return status.lastExit ? toMicrosecondsSinceEpoch(status.lastExit->at) : qint64{0};
    case ColumnCount:
        break;
    }
    return {};
}

CellTone UnitTableModel::tone(const Row &row, int column) const
{
    if (m_stale && column != State) {
        return CellTone::Muted;
    }
    switch (static_cast<Column>(column)) {
    case State:
        return CellTone::State;
    case Name:
        return CellTone::Primary;
    case Restarts:
        return row.status.restarts24h == 0 ? CellTone::Muted : CellTone::Primary;
    case LastExit:
        return row.status.lastExit ? CellTone::Secondary : CellTone::Muted;
    case Uptime:
    case Pid:
    case UnitHealth:
    case ColumnCount:
        break;
    }
    return CellTone::Secondary;
}

QVariant UnitTableModel::glyph(const Row &row, int column) const
{
    if (column == State) {
        return static_cast<int>(row.kind);
    }
    if (column == UnitHealth) {
        return static_cast<int>(UnitTexts::health(row.status, m_stale).kind);
    }
    return {};
}

QVariant UnitTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<size_t>(index.row()));
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::AccessibleTextRole:
        return tr("%1: %2", "column: value")
            .arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(row, column));
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case SortRole:
    case ExportRole:
        return sortValue(row, column);
    case IdRole:
        return row.status.name;
    case SeverityRole:
        return static_cast<int>(row.kind);
    case GlyphRole:
        return glyph(row, column);
    case NoteRole:
        return column == Name ? QVariant(row.status.group) : QVariant();
    case ToneRole:
        return static_cast<int>(tone(row, column));
    case SmallRole:
        return column == UnitHealth || column == LastExit;
    default:
        return {};
    }
}

UnitTableModel::Row UnitTableModel::makeRow(const UnitStatus &status) const
{
    return {status, m_collator.sortKey(status.name), stateKind(status, m_stale), unitBucket(status, m_stale)};
}

int UnitTableModel::compareNames(int left, int right) const
{
    return m_rows.at(static_cast<size_t>(left)).nameKey.compare(m_rows.at(static_cast<size_t>(right)).nameKey);
}

std::optional<UnitStatus> UnitTableModel::find(const QString &name) const
{
    const int row = rowOf(name);
    return row < 0 ? std::nullopt : std::optional(status(row));
}

void UnitTableModel::applyChanges(const QList<UnitStatus> &added, const QList<UnitStatus> &changed,
                                  const QStringList &removed)
{
    removeRowsOf(removed);
    QList<UnitStatus> fresh;
    QList<UnitStatus> known;
    for (const QList<UnitStatus> *list : {&added, &changed}) {
        for (const UnitStatus &status : *list) {
            (m_rowOf.contains(status.name) ? known : fresh).append(status);
        }
    }
    changeRowsOf(known);
    insertRowsOf(fresh);
    recount();

    QStringList names = removed;
    for (const QList<UnitStatus> *list : {&fresh, &known}) {
        for (const UnitStatus &status : *list) {
            names.append(status.name);
        }
    }
    if (!names.isEmpty()) {
        Q_EMIT unitsTouched(names);
    }
}

void UnitTableModel::reconcile(const QList<UnitStatus> &units)
{
    QSet<QString> present;
    present.reserve(units.size());
    for (const UnitStatus &status : units) {
        present.insert(status.name);
    }
    QStringList gone;
    for (const Row &row : m_rows) {
        if (!present.contains(row.status.name)) {
            gone.append(row.status.name);
        }
    }
    applyChanges({}, units, gone);
}

void UnitTableModel::removeRowsOf(const QStringList &names)
{
    QList<int> rows;
    for (const QString &name : names) {
        if (const int row = rowOf(name); row >= 0) {
            rows.append(row);
        }
    }
    const QList<RowRange> ranges = mergeRows(rows, 0);
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        beginRemoveRows({}, range->first, range->last);
        for (int row = range->first; row <= range->last; ++row) {
            m_rowOf.remove(status(row).name);
        }
        m_rows.erase(m_rows.begin() + range->first, m_rows.begin() + range->last + 1);
        reindexFrom(range->first);
        endRemoveRows();
    }
}

void UnitTableModel::insertRowsOf(const QList<UnitStatus> &units)
{
    if (units.isEmpty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(units.size()) - 1);
    for (const UnitStatus &status : units) {
        m_rows.push_back(makeRow(status));
    }
    reindexFrom(first);
    endInsertRows();
}

void UnitTableModel::changeRowsOf(const QList<UnitStatus> &units)
{
    QList<int> rows;
    for (const UnitStatus &status : units) {
        const int at = rowOf(status.name);
        Row &row = m_rows.at(static_cast<size_t>(at));
        if (row.status == status) {
            continue;
        }
        row.status = status;
        row.kind = stateKind(status, m_stale);
        row.bucket = unitBucket(status, m_stale);
        rows.append(at);
    }
    for (const RowRange &range : mergeRows(rows, kRefreshGap)) {
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, ColumnCount - 1));
    }
}

void UnitTableModel::reindexFrom(int row)
{
    for (int i = row; i < rowCount(); ++i) {
        m_rowOf.insert(status(i).name, i);
    }
}

void UnitTableModel::recount()
{
    UnitCounts counts{};
    for (const Row &row : m_rows) {
        ++counts.at(static_cast<size_t>(row.bucket));
    }
    if (counts != m_counts) {
        m_counts = counts;
        Q_EMIT countsChanged();
    }
}

void UnitTableModel::setStale(bool stale)
{
    if (m_stale == stale) {
        return;
    }
    m_stale = stale;
    for (Row &row : m_rows) {
        row.kind = stateKind(row.status, stale);
        row.bucket = unitBucket(row.status, stale);
    }
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    recount();
}

} // namespace lamplighter::ui
