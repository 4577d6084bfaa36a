// Every unit of one engine, a row each. Rows stay where they are when something changes: selection and scroll position
// survive, and one refresh of many rows is few signals. Lives on the GUI thread.
#pragma once

#include "ui/models/table_roles.h"
#include "ui/models/unit_texts.h"

#include <QAbstractTableModel>
#include <QCollator>
#include <QHash>

#include <optional>
#include <vector>

namespace lamplighter::ui {

class UnitTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { State, Name, Uptime, Pid, Restarts, UnitHealth, LastExit, ColumnCount };

    explicit UnitTableModel(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Names in `added` that are there already count as changed, unknown ones in `changed` as added.
    void applyChanges(const QList<client::UnitStatus> &added, const QList<client::UnitStatus> &changed,
                      const QStringList &removed);
    /// Makes the rows equal to `units`; only differences are touched.
    void reconcile(const QList<client::UnitStatus> &units);
    /// Marks everything as not reported any more (or as reported again).
    void setStale(bool stale);
    /// Since when nothing was heard, for the words of stale rows.
    void setSilence(Duration silence) { m_silence = silence; }

    [[nodiscard]] const client::UnitStatus &status(int row) const { return m_rows.at(static_cast<size_t>(row)).status; }
    [[nodiscard]] std::optional<client::UnitStatus> find(const QString &name) const;
    [[nodiscard]] int rowOf(const QString &name) const { return m_rowOf.value(name, -1); }
    [[nodiscard]] StateKind kind(int row) const { return m_rows.at(static_cast<size_t>(row)).kind; }
    [[nodiscard]] UnitBucket bucket(int row) const { return m_rows.at(static_cast<size_t>(row)).bucket; }
    /// Negative, 0 or positive as `left` sorts before, with or after `right` by name; numbers in names count as
    /// numbers.
    [[nodiscard]] int compareNames(int left, int right) const;
    [[nodiscard]] const UnitCounts &counts() const { return m_counts; }
    [[nodiscard]] bool isStale() const { return m_stale; }
    [[nodiscard]] UnitView view() const;
    /// Pins the time zone (for pictures that must look the same anywhere).
    void setTimeZone(const QTimeZone &zone) { m_zone = zone; }

Q_SIGNALS:
    /// After each batch that changed how many units are in which bucket.
    void countsChanged();
    /// Names of units whose status changed in one batch, removed ones included.
    void unitsTouched(const QStringList &names);

private:
    struct Row
    {
        client::UnitStatus status;
        QCollatorSortKey nameKey;
        StateKind kind;
        UnitBucket bucket;
    };

    void removeRowsOf(const QStringList &names);
    void insertRowsOf(const QList<client::UnitStatus> &units);
    void changeRowsOf(const QList<client::UnitStatus> &units);
    void reindexFrom(int row);
    void recount();
    [[nodiscard]] Row makeRow(const client::UnitStatus &status) const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;
    [[nodiscard]] QVariant sortValue(const Row &row, int column) const;
    [[nodiscard]] CellTone tone(const Row &row, int column) const;
    [[nodiscard]] QVariant glyph(const Row &row, int column) const;

    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QCollator m_collator;
    std::vector<Row> m_rows;
    QHash<QString, int> m_rowOf;
    UnitCounts m_counts{};
    Duration m_silence{0};
    bool m_stale = false;
};

} // namespace lamplighter::ui
