// Every unit of every engine, a row each. Rows stay where they are when something changes: selection and scroll
// position survive, and one refresh of many rows is few signals. Lives on the GUI thread.
#pragma once

#include "ui/models/unit_row.h"

#include <QAbstractTableModel>
#include <QHash>

#include <map>
#include <optional>
#include <vector>

namespace lamplighter::ui {

class UnitTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Column = UnitColumn;

    explicit UnitTableModel(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Sources must be added before they have rows.
    void addSource(const InstanceId &source, const QString &name);
    void renameSource(const InstanceId &source, const QString &name);
    /// Its rows go with it.
    void removeSource(const InstanceId &source);

    /// Unknown names in `changed` are added.
    void applyChanges(const InstanceId &source, const QList<client::UnitStatus> &changed, const QStringList &removed);
    /// Makes the rows of this source equal to `units`; only differences are touched.
    void reconcile(const InstanceId &source, const QList<client::UnitStatus> &units);
    /// How long nothing was heard, and whether its rows are therefore not reported any more.
    void setSilence(const InstanceId &source, bool stale, Duration silence);
    /// What the processes use, as of now; units that are left out use nothing.
    void setUsage(const InstanceId &source, const QHash<QString, UsageTrack> &tracks);

    [[nodiscard]] const UnitRow &row(int row) const { return m_rows.at(static_cast<size_t>(row)); }
    [[nodiscard]] const client::UnitStatus &status(int row) const { return this->row(row).status; }
    [[nodiscard]] UnitKey key(int row) const { return this->row(row).key(); }
    [[nodiscard]] std::optional<client::UnitStatus> find(const UnitKey &key) const;
    [[nodiscard]] int rowOf(const UnitKey &key) const { return m_rowOf.value(key, -1); }
    [[nodiscard]] StateKind kind(int row) const { return this->row(row).kind; }
    [[nodiscard]] UnitBucket bucket(int row) const { return this->row(row).bucket; }
    /// Negative, 0 or positive as `left` sorts before, with or after `right` by name; numbers in names count as
    /// numbers.
    [[nodiscard]] int compareNames(int left, int right) const;
    [[nodiscard]] UnitCounts counts(const InstanceId &source) const;
    /// How many rows a source has.
    [[nodiscard]] int unitCount(const InstanceId &source) const;
    [[nodiscard]] Viewpoint viewpoint() const { return {m_clock.wallNow(), m_zone}; }
    /// Pins the time zone (for pictures that must look the same anywhere).
    void setTimeZone(const QTimeZone &zone) { m_zone = zone; }

Q_SIGNALS:
    /// Once for each batch, after dataChanged has told it in ranges: exactly the rows that changed.
    void rowsChanged(const QList<int> &rows, int firstColumn, int lastColumn);
    /// After each batch that changed how many units of a source are in which bucket.
    void countsChanged(const lamplighter::ui::InstanceId &source);
    /// Names of units whose status changed in one batch, removed ones included.
    void unitsTouched(const lamplighter::ui::InstanceId &source, const QStringList &names);

private:
    void removeRowsOf(const InstanceId &source, const QStringList &names);
    void insertRowsOf(const UnitSource &source, const QList<client::UnitStatus> &units);
    void changeRowsOf(const UnitSource &source, const QList<client::UnitStatus> &units);
    void judge(UnitRow &row) const;
    void tellChanged(const QList<int> &rows, UnitColumn first, UnitColumn last);
    void reindexFrom(int row);
    void recount(UnitSource &source);

    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QCollator m_collator;
    std::map<InstanceId, UnitSource> m_sources; // rows point into it
    std::vector<UnitRow> m_rows;
    QHash<UnitKey, int> m_rowOf;
};

} // namespace lamplighter::ui
