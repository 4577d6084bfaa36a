#include "ui/models/update_history_model.h"

#include "ui/models/error_texts.h"
#include "ui/models/table_roles.h"
#include "ui/models/update_texts.h"

#include <algorithm>

namespace lamplighter::ui {

using Column = HistoryColumn;

namespace {

constexpr qsizetype kReserved = 200'000;

/// "U-2291" → 2291; pages are asked for by it.
qint64 numberOf(const QString &id)
{
    return id.section(u'-', -1).toLongLong();
}

} // namespace

UpdateHistoryModel::UpdateHistoryModel(Instances &instances, QObject *parent)
    : QAbstractTableModel(parent)
    , m_instances(instances)
{}

UpdateHistoryModel::~UpdateHistoryModel() = default;

int UpdateHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int UpdateHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kHistoryColumnCount;
}

UpdateKey UpdateHistoryModel::key(int row) const
{
    return m_rows.at(static_cast<size_t>(row)).key;
}

int UpdateHistoryModel::rowOf(const UpdateKey &key) const
{
    if (!m_known.contains(key)) {
        return -1;
    }
    const auto at = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Row &row) { return row.key == key; });
    return at == m_rows.cend() ? -1 : static_cast<int>(at - m_rows.cbegin());
}

UpdateHistoryModel::State UpdateHistoryModel::state() const
{
    if (!m_rows.empty()) {
        return State::Ready;
    }
    if (m_sources.empty()) {
        return State::Idle;
    }
    const bool loading = std::any_of(m_sources.cbegin(), m_sources.cend(), [](const auto &s) { return s->loading; });
    return loading ? State::Loading : m_problem.isEmpty() ? State::Ready : State::Failed;
}

void UpdateHistoryModel::setQuery(const HistoryQuery &query)
{
    if (!(m_query == query) || m_sources.empty()) {
        m_query = query;
        restart();
    }
}

void UpdateHistoryModel::restart()
{
    beginResetModel(); // another question: neither selection nor place means anything any more
    m_rows.clear();
    m_known.clear();
    m_known.reserve(kReserved); // few bytes each, and growing takes longer than a frame
    m_sources.clear();
    m_problem.clear();
    endResetModel();
    for (const Instance *instance : m_instances.all()) {
        const bool wanted = m_query.instance.isEmpty() || m_query.instance == instance->id();
        if (wanted && instance->engine().offersUpdates().value_or(false)) {
            for (const QString &state : std::as_const(m_query.states)) {
                m_sources.push_back(std::make_shared<Source>(Source{instance->id(), state, {}, 0, true, false, false}));
            }
        }
    }
    for (const std::shared_ptr<Source> &source : m_sources) {
        ask(*source, false);
    }
    Q_EMIT changed();
}

void UpdateHistoryModel::refresh()
{
    QSet<InstanceId> offering;
    for (const Instance *instance : m_instances.all()) {
        const bool wanted = m_query.instance.isEmpty() || m_query.instance == instance->id();
        if (wanted && instance->engine().offersUpdates().value_or(false)) {
            offering.insert(instance->id());
        }
    }
    QSet<InstanceId> known;
    for (const std::shared_ptr<Source> &source : m_sources) {
        known.insert(source->instance);
    }
    if (known != offering) {
        restart();
        return;
    }
    for (const std::shared_ptr<Source> &source : m_sources) {
        if (!source->loading) {
            ask(*source, source->asked);
        }
    }
}

bool UpdateHistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_query.today &&
           std::any_of(m_sources.cbegin(), m_sources.cend(), [](const auto &s) { return s->more && !s->loading; });
}

void UpdateHistoryModel::fetchMore(const QModelIndex &)
{
    for (const std::shared_ptr<Source> &source : m_sources) {
        if (source->more && !source->loading && source->buffer.empty()) {
            ask(*source, false);
        }
    }
}

void UpdateHistoryModel::ask(Source &source, bool newest)
{
    Instance *instance = m_instances.find(source.instance);
    if (!instance) {
        source.more = false;
        return;
    }
    source.loading = true;
    client::UpdateFilter filter;
    filter.state = source.state;
    filter.text = m_query.text;
    filter.limit = m_query.today ? kToday : kPage;
    filter.before = newest ? 0 : source.before;
    const auto found =
        std::find_if(m_sources.cbegin(), m_sources.cend(), [&](const auto &s) { return s.get() == &source; });
    instance->engine().updates(
        filter, this, [this, newest, weak = std::weak_ptr<Source>(*found)](const Result<client::UpdatesPage> &page) {
            if (const std::shared_ptr<Source> alive = weak.lock()) { // else another question was asked meanwhile
                answered(*alive, newest, page);
            }
        });
}

std::optional<UpdateHistoryModel::Row> UpdateHistoryModel::rowOf(const Source &source,
                                                                 const client::UpdateRecord &update) const
{
    const Viewpoint when = m_instances.units().viewpoint();
    Row row;
    row.at = update.decidedAt.value_or(update.receivedAt);
    if (m_query.today && toLocal(row.at, when.zone).date() != toLocal(when.now, when.zone).date()) {
        return std::nullopt;
    }
    const Instance *instance = m_instances.find(source.instance);
    row.sortedBy = m_query.today ? row.at : update.receivedAt;
    row.number = numberOf(update.id);
    row.key = {source.instance, update.id, update.restart};
    row.instanceName = instance ? instance->name() : QString();
    row.service = update.notice.service;
    row.outcome = UpdateTexts::outcome(update);
    row.decidedBy = UpdateTexts::actor(update.decidedBy);
    row.state = update.state;
    row.downtime = update.downtime;
    return row;
}

bool UpdateHistoryModel::isNewer(const Row &left, const Row &right)
{
    if (left.sortedBy != right.sortedBy) {
        return left.sortedBy > right.sortedBy;
    }
    return left.key.instance != right.key.instance ? left.key.instance.toString() < right.key.instance.toString()
                                                   : left.number > right.number;
}

void UpdateHistoryModel::answered(Source &source, bool newest, const Result<client::UpdatesPage> &page)
{
    source.loading = false;
    if (!page) {
        m_problem = ErrorTexts::sentence(page.error());
        source.more = source.more && source.asked; // tried again by refresh(), not by each scrolling
        merge();
        Q_EMIT changed();
        return;
    }
    m_problem.clear();
    if (!newest) {
        source.more = page->more && !m_query.today && !page->updates.isEmpty();
        source.before = page->updates.isEmpty() ? source.before : numberOf(page->updates.last().id);
    }
    for (const client::UpdateRecord &update : page->updates) {
        std::optional<Row> row = rowOf(source, update);
        if (!row) {
            continue;
        }
        if (newest || m_query.today) {
            // Beyond what is shown it comes with its own page.
            if (m_query.today || m_rows.empty() || isNewer(*row, m_rows.back()) || m_known.contains(row->key)) {
                upsert(*row);
            }
        } else if (!m_known.contains(row->key)) {
            source.buffer.push_back(*std::move(row));
        }
    }
    source.asked = true;
    merge();
    Q_EMIT changed();
}

void UpdateHistoryModel::merge()
{
    std::vector<Row> next;
    while (true) {
        Source *newest = nullptr;
        for (const std::shared_ptr<Source> &source : m_sources) {
            if (source->buffer.empty()) {
                if (source->more) {
                    newest = nullptr; // it may have something newer
                    break;
                }
                continue;
            }
            if (!newest || isNewer(source->buffer.front(), newest->buffer.front())) {
                newest = source.get();
            }
        }
        if (!newest) {
            break;
        }
        if (!m_known.contains(newest->buffer.front().key)) {
            m_known.insert(newest->buffer.front().key);
            next.push_back(std::move(newest->buffer.front()));
        }
        newest->buffer.pop_front();
    }
    if (!next.empty()) {
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(next.size()) - 1);
        m_rows.insert(m_rows.end(), std::make_move_iterator(next.begin()), std::make_move_iterator(next.end()));
        endInsertRows();
    }
}

void UpdateHistoryModel::upsert(const Row &row)
{
    auto place = std::lower_bound(m_rows.begin(), m_rows.end(), row, isNewer);
    auto at = static_cast<int>(place - m_rows.begin());
    if (m_known.contains(row.key)) {
        if (place == m_rows.end() || !(place->key == row.key)) {
            // Its place was another one.
            const int before = rowOf(row.key);
            if (before < 0) {
                return;
            }
            beginRemoveRows({}, before, before);
            m_rows.erase(m_rows.begin() + before);
            endRemoveRows();
            place = std::lower_bound(m_rows.begin(), m_rows.end(), row, isNewer);
            at = static_cast<int>(place - m_rows.begin());
        } else {
            const bool same = place->outcome == row.outcome && place->decidedBy == row.decidedBy &&
                              place->downtime == row.downtime && place->state == row.state;
            if (!same) {
                *place = row;
                Q_EMIT dataChanged(index(at, 0), index(at, kHistoryColumnCount - 1));
            }
            return;
        }
    }
    beginInsertRows({}, at, at);
    m_rows.insert(place, row);
    m_known.insert(row.key);
    endInsertRows();
}

QString UpdateHistoryModel::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Service:
        return row.service;
    case Column::Outcome:
        return row.outcome;
    case Column::DecidedBy:
        return row.decidedBy;
    case Column::Downtime:
        return row.downtime ? TimeTexts::limit(std::chrono::round<milliseconds>(*row.downtime))
                            : tr("none", "downtime");
    case Column::At:
        return TimeTexts::shortMoment(row.at, m_instances.units().viewpoint());
    }
    return {};
}

QVariant UpdateHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<size_t>(index.row()));
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return column == Column::At ? TimeTexts::exact(row.at, m_instances.units().viewpoint()) : text(row, column);
    case Qt::AccessibleTextRole:
        return column == Column::Service
                   ? QString(row.service + QStringLiteral(", ") + UpdateTexts::state(row.state).text)
                   : text(row, column);
    case IdRole:
        return QVariant::fromValue(row.key);
    case SeverityRole:
        return static_cast<int>(UpdateTexts::state(row.state).kind);
    case GlyphRole:
        return column == Column::Service ? QVariant(static_cast<int>(UpdateTexts::state(row.state).kind)) : QVariant();
    case NoteRole:
        return column == Column::Service && m_instances.inScope().size() > 1 ? QVariant(row.instanceName) : QVariant();
    case ToneRole:
        return static_cast<int>(column == Column::Service ? CellTone::Primary : CellTone::Secondary);
    case Qt::TextAlignmentRole:
        return static_cast<int>((column >= Column::Downtime ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant UpdateHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((column >= Column::Downtime ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case Column::Service:
        return tr("Service");
    case Column::Outcome:
        return tr("Outcome");
    case Column::DecidedBy:
        return tr("Decided by");
    case Column::Downtime:
        return tr("Downtime");
    case Column::At:
        return tr("At");
    }
    return {};
}

} // namespace lamplighter::ui
