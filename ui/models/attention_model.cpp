#include "ui/models/attention_model.h"

#include "ui/models/table_roles.h"

#include <QSet>

#include <algorithm>

namespace lamplighter::ui {

namespace {

QSet<QString> idsOf(const QList<AttentionItem> &items)
{
    QSet<QString> ids;
    ids.reserve(items.size());
    for (const AttentionItem &item : items) {
        ids.insert(item.id);
    }
    return ids;
}

} // namespace

AttentionModel::AttentionModel(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
{}

int AttentionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AttentionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const AttentionItem &item = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case Qt::ToolTipRole:
        return (item.detail.isEmpty() ? QStringList{item.title, item.instanceName}
                                      : QStringList{item.title, item.detail, item.instanceName})
            .join(u'\n');
    case Qt::AccessibleTextRole: {
        const QString age = AttentionTexts::age(item.since, viewpoint());
        return age.isEmpty()
                   ? tr("%1, %2", "what, which instance").arg(item.title, item.instanceName)
                   : tr("%1, %2, %3 ago", "what, which instance, age").arg(item.title, item.instanceName, age);
    }
    case Qt::AccessibleDescriptionRole:
        return item.detail;
    case IdRole:
        return item.id;
    case SeverityRole:
        return static_cast<int>(item.kind);
    default:
        return {};
    }
}

int AttentionModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).id == id) {
            return row;
        }
    }
    return -1;
}

void AttentionModel::show(const QList<AttentionItem> &items)
{
    const QList<AttentionItem> before = m_latest;
    m_latest = items;
    apply(m_still);
    recount(before);
}

void AttentionModel::setStill(bool still)
{
    if (m_still != still) {
        m_still = still;
        apply(still);
    }
}

void AttentionModel::showWaiting()
{
    apply(false);
}

void AttentionModel::apply(bool still)
{
    const int waited = waiting();
    if (still && !m_rows.isEmpty()) {
        QHash<QString, int> latest;
        for (int i = 0; i < m_latest.size(); ++i) {
            latest.insert(m_latest.at(i).id, i);
        }
        QList<AttentionItem> kept;
        for (const AttentionItem &row : std::as_const(m_rows)) {
            if (const int at = latest.value(row.id, -1); at >= 0) {
                kept.append(m_latest.at(at));
            }
        }
        // If all that was there has gone, nothing is left whose place could matter.
        morph(kept.isEmpty() ? m_latest : kept);
    } else {
        morph(m_latest);
    }
    if (waiting() != waited) {
        Q_EMIT waitingChanged();
    }
}

void AttentionModel::morph(const QList<AttentionItem> &target)
{
    const QSet<QString> wanted = idsOf(target);
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        if (!wanted.contains(m_rows.at(row).id)) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
    }
    const QSet<QString> present = idsOf(m_rows);
    for (int row = 0; row < target.size(); ++row) {
        const AttentionItem &item = target.at(row);
        if (!present.contains(item.id)) {
            int end = row + 1;
            while (end < target.size() && !present.contains(target.at(end).id)) {
                ++end;
            }
            beginInsertRows({}, row, end - 1);
            for (int at = row; at < end; ++at) {
                m_rows.insert(at, target.at(at));
            }
            endInsertRows();
            row = end - 1;
            continue;
        }
        if (m_rows.at(row).id != item.id) {
            const int from = rowOf(item.id);
            beginMoveRows({}, from, from, {}, row);
            m_rows.move(from, row);
            endMoveRows();
        }
        if (m_rows.at(row) != item) {
            m_rows[row] = item;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void AttentionModel::recount(const QList<AttentionItem> &before)
{
    Counts counts;
    counts.all = static_cast<int>(m_latest.size());
    int underWay = 0;
    QSet<QString> urgentBefore;
    for (const AttentionItem &item : before) {
        if (item.isUrgent()) {
            urgentBefore.insert(item.id);
        }
    }
    for (const AttentionItem &item : std::as_const(m_latest)) {
        counts.news += item.isNews() ? 1 : 0;
        underWay += item.isUnderWay() ? 1 : 0;
        counts.urgent += item.isUrgent() ? 1 : 0;
        counts.worst = static_cast<StateKind>(std::min(static_cast<int>(counts.worst), static_cast<int>(item.kind)));
        if (item.isUrgent() && !urgentBefore.contains(item.id)) {
            Q_EMIT urgentAppeared(item.title);
        }
    }
    counts.needing = counts.all - counts.news - underWay;
    if (counts != m_counts) {
        m_counts = counts;
        Q_EMIT countsChanged();
    }
}

QString AttentionModel::summary() const
{
    return AttentionTexts::summary(m_counts.needing, m_counts.urgent, m_counts.news);
}

bool AttentionModel::countsDown() const
{
    return std::any_of(m_latest.cbegin(), m_latest.cend(), [](const AttentionItem &item) { return item.countsDown; });
}

} // namespace lamplighter::ui
