// Every restart that waits or is under way, of every engine, a row each. Rows stay where they are when something
// changes: selection and scroll position survive. Lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/restart_key.h"
#include "ui/models/update_texts.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace lamplighter::ui {

enum class RestartColumn { Service, Severity, Change, Decision, Age, Until };
inline constexpr int kRestartColumnCount = 6;

struct RestartRow
{
    InstanceId instance;
    QString instanceName;
    client::PendingRestart restart;
    bool stale = false; ///< its engine does not report any more

    [[nodiscard]] RestartKey key() const { return {instance, restart.id}; }
};

class RestartTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit RestartTableModel(Instances &instances, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const RestartRow &row(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const RestartKey &key) const { return m_rowOf.value(key, -1); }

    struct Counts
    {
        int open = 0;
        int waiting = 0; ///< for an answer
        int deferred = 0;
        StateKind worst = StateKind::Info; ///< of those that wait
        int instances = 0;                 ///< that have any
        bool operator==(const Counts &) const = default;
    };
    /// Of one instance; of all if `scope` is empty.
    [[nodiscard]] Counts counts(const InstanceId &scope) const;

Q_SIGNALS:
    /// After each change of any row.
    void touched();

private:
    void follow(Instance *instance);
    void reconcile(const Instance *instance);
    void removeRowsOf(const Instance *instance, const QHash<QString, client::PendingRestart> &present);
    void reindex();
    [[nodiscard]] QString text(const RestartRow &row, RestartColumn column) const;
    [[nodiscard]] QVariant sortValue(const RestartRow &row, RestartColumn column) const;
    [[nodiscard]] QVariant look(const RestartRow &row, RestartColumn column, int role) const;
    [[nodiscard]] QString toolTip(const RestartRow &row, RestartColumn column) const;

    Instances &m_instances;
    QList<RestartRow> m_rows;
    QHash<RestartKey, int> m_rowOf;
};

/// The rows in scope that a text and a chip leave, in the order that was asked for.
class RestartProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit RestartProxy(RestartTableModel &model, QObject *parent = nullptr);

    struct Filter
    {
        InstanceId instance; ///< empty: all
        QString text;        ///< part of the service, a module or the description
        bool deferredOnly = false;
        bool operator==(const Filter &) const = default;
    };
    void setFilter(const Filter &filter);
    [[nodiscard]] const Filter &filter() const { return m_filter; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    RestartTableModel &m_model;
    Filter m_filter;
};

} // namespace lamplighter::ui
