#include "ui/models/restart_table_model.h"

#include "ui/models/restart_rules.h"
#include "ui/models/row_ranges.h"
#include "ui/models/table_roles.h"

namespace lamplighter::ui {

using client::PendingRestart;
using Column = RestartColumn;

RestartTableModel::RestartTableModel(Instances &instances, QObject *parent)
    : QAbstractTableModel(parent)
    , m_instances(instances)
{
    connect(&instances, &Instances::added, this, &RestartTableModel::follow);
    connect(&instances, &Instances::removed, this, [this](const Instance *gone) {
        removeRowsOf(gone, {});
        Q_EMIT touched();
    });
    connect(&instances, &Instances::changed, this, [this](const Instance *instance) {
        // Its name, and whether it still reports: told each second, so looked at before anything is done.
        const bool stale = !instance->picture().isReporting();
        const QString name = instance->name();
        const auto differs = [&](const RestartRow &row) {
            return row.instance == instance->id() && (row.stale != stale || row.instanceName != name);
        };
        if (std::any_of(m_rows.cbegin(), m_rows.cend(), differs)) {
            reconcile(instance);
        }
    });
    const QList<Instance *> present = instances.all();
    for (Instance *instance : present) {
        follow(instance);
    }
}

void RestartTableModel::follow(Instance *instance)
{
    connect(&instance->engine(), &client::Engine::restartsChanged, this, [this, instance] { reconcile(instance); });
    reconcile(instance);
}

void RestartTableModel::reindex()
{
    m_rowOf.clear();
    for (int row = 0; row < m_rows.size(); ++row) {
        m_rowOf.insert(m_rows.at(row).key(), row);
    }
}

void RestartTableModel::removeRowsOf(const Instance *instance, const QHash<QString, PendingRestart> &present)
{
    QList<int> gone;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).instance == instance->id() && !present.contains(m_rows.at(row).restart.id)) {
            gone.append(row);
        }
    }
    const QList<RowRange> ranges = mergeRows(gone, 0);
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        beginRemoveRows({}, range->first, range->last);
        m_rows.remove(range->first, range->last - range->first + 1);
        reindex();
        endRemoveRows();
    }
}

void RestartTableModel::reconcile(const Instance *instance)
{
    const bool stale = !instance->picture().isReporting();
    const QString name = instance->name();
    QHash<QString, PendingRestart> present;
    for (const PendingRestart &restart : instance->engine().liveRestarts()) {
        present.insert(restart.id, restart);
    }
    removeRowsOf(instance, present);
    QList<int> changed;
    for (int row = 0; row < m_rows.size(); ++row) {
        RestartRow &known = m_rows[row];
        if (known.instance != instance->id()) {
            continue;
        }
        const PendingRestart now = present.take(known.restart.id);
        if (known.restart != now || known.stale != stale || known.instanceName != name) {
            known = {known.instance, name, now, stale};
            changed.append(row);
        }
    }
    for (const RowRange &range : mergeRows(changed, 8)) {
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, kRestartColumnCount - 1));
    }
    if (!present.isEmpty()) {
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(present.size()) - 1);
        for (const PendingRestart &restart : instance->engine().liveRestarts()) { // in its order
            if (present.contains(restart.id)) {
                m_rows.append({instance->id(), name, restart, stale});
            }
        }
        reindex();
        endInsertRows();
    }
    Q_EMIT touched();
}

RestartTableModel::Counts RestartTableModel::counts(const InstanceId &scope) const
{
    Counts counts;
    QSet<InstanceId> where;
    for (const RestartRow &row : m_rows) {
        if (!scope.isEmpty() && row.instance != scope) {
            continue;
        }
        ++counts.open;
        where.insert(row.instance);
        counts.deferred += row.restart.state == client::UpdateState::Deferred ? 1 : 0;
        if (RestartRules::isWaiting(row.restart)) {
            ++counts.waiting;
            counts.worst = std::min(counts.worst, UpdateTexts::severityKind(row.restart.severity));
        }
    }
    counts.instances = static_cast<int>(where.size());
    return counts;
}

int RestartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RestartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kRestartColumnCount;
}

QString RestartTableModel::text(const RestartRow &row, Column column) const
{
    const Viewpoint when = m_instances.units().viewpoint();
    switch (column) {
    case Column::Service:
        return row.restart.service;
    case Column::Severity:
        return UpdateTexts::severity(row.restart.severity);
    case Column::Change:
        return UpdateTexts::change(row.restart.changeType);
    case Column::Decision:
        return UpdateTexts::tag(row.restart).text;
    case Column::Age:
        return UpdateTexts::age(row.restart.since, when);
    case Column::Until:
        return UpdateTexts::remaining(row.restart, when);
    }
    return {};
}

QVariant RestartTableModel::sortValue(const RestartRow &row, Column column) const
{
    switch (column) {
    case Column::Severity:
        return -static_cast<int>(row.restart.severity);
    case Column::Decision:
        return -static_cast<int>(row.restart.decision);
    case Column::Age:
        return static_cast<qlonglong>(row.restart.since.time_since_epoch().count());
    case Column::Until:
        return row.restart.until ? static_cast<qlonglong>(row.restart.until->time_since_epoch().count())
                                 : std::numeric_limits<qlonglong>::max();
    case Column::Service:
    case Column::Change:
        break;
    }
    return text(row, column);
}

QVariant RestartTableModel::look(const RestartRow &row, Column column, int role) const
{
    const bool state = column == Column::Severity && !row.stale;
    switch (role) {
    case GlyphRole:
        return column == Column::Severity
                   ? QVariant(static_cast<int>(row.stale ? StateKind::Unknown
                                                         : UpdateTexts::severityKind(row.restart.severity)))
                   : QVariant();
    case ToneRole:
        if (row.stale || column == Column::Age || column == Column::Change) {
            return static_cast<int>(row.stale ? CellTone::Muted : CellTone::Secondary);
        }
        if (column == Column::Until) {
            return static_cast<int>(row.restart.state == client::UpdateState::Deferred ? CellTone::Primary
                                                                                       : CellTone::Muted);
        }
        return static_cast<int>(state ? CellTone::State : CellTone::Primary);
    case DetailRole:
        return column == Column::Service ? QVariant(UpdateTexts::subtitle(row.restart, m_instances.units().viewpoint()))
                                         : QVariant();
    case NoteRole: // one engine needs no words that say its name in each row
        return column == Column::Service && m_instances.inScope().size() > 1 ? QVariant(row.instanceName) : QVariant();
    case TagRole:
        return column == Column::Decision
                   ? QVariant(static_cast<int>(row.stale ? StateKind::Unknown : UpdateTexts::tag(row.restart).kind))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return static_cast<int>((column >= Column::Age ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString RestartTableModel::toolTip(const RestartRow &row, Column column) const
{
    const Viewpoint when = m_instances.units().viewpoint();
    if (column == Column::Age) {
        return TimeTexts::exact(row.restart.since, when);
    }
    if (column == Column::Until) {
        return row.restart.until ? TimeTexts::exact(*row.restart.until, when) : QString();
    }
    const QString waits = UpdateTexts::waits(row.restart, when);
    return waits.isEmpty() ? row.restart.reason : waits;
}

QVariant RestartTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const RestartRow &row = m_rows.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::AccessibleTextRole:
        return column == Column::Service
                   ? QString(text(row, column) + QStringLiteral(", ") + look(row, column, DetailRole).toString())
                   : text(row, column);
    case SortRole:
        return sortValue(row, column);
    case IdRole:
        return QVariant::fromValue(row.key());
    case SeverityRole:
        return static_cast<int>(UpdateTexts::severityKind(row.restart.severity));
    default:
        return look(row, column, role);
    }
}

QVariant RestartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((column >= Column::Age ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case Column::Service:
        return tr("Service and reason");
    case Column::Severity:
        return tr("Severity");
    case Column::Change:
        return tr("Change");
    case Column::Decision:
        return tr("Decision");
    case Column::Age:
        return tr("Age");
    case Column::Until:
        return tr("Deferred until");
    }
    return {};
}

RestartProxy::RestartProxy(RestartTableModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    setSortRole(SortRole);
    setDynamicSortFilter(true);
}

void RestartProxy::setFilter(const Filter &filter)
{
    if (m_filter != filter) {
        m_filter = filter;
        invalidateFilter();
    }
}

bool RestartProxy::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const RestartRow &row = m_model.row(sourceRow);
    if (!m_filter.instance.isEmpty() && row.instance != m_filter.instance) {
        return false;
    }
    if (m_filter.deferredOnly && row.restart.state != client::UpdateState::Deferred) {
        return false;
    }
    const QString &text = m_filter.text;
    return text.isEmpty() || row.restart.service.contains(text, Qt::CaseInsensitive) ||
           row.restart.description.contains(text, Qt::CaseInsensitive) ||
           std::any_of(row.restart.modules.cbegin(), row.restart.modules.cend(),
                       [&](const QString &module) { return module.contains(text, Qt::CaseInsensitive); });
}

bool RestartProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const RestartRow &one = m_model.row(left.row());
    const RestartRow &other = m_model.row(right.row());
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (const QPartialOrdering order = QVariant::compare(a, b); order != QPartialOrdering::Equivalent) {
        return order == QPartialOrdering::Less;
    }
    // What wants an answer before what waits by itself; then what waits longest.
    const auto rank = [](const RestartRow &row) { return RestartRules::isWaiting(row.restart) ? 0 : 1; };
    if (rank(one) != rank(other)) {
        return rank(one) < rank(other);
    }
    return one.restart.since != other.restart.since ? one.restart.since < other.restart.since
                                                    : one.restart.service < other.restart.service;
}

} // namespace lamplighter::ui
