// The entries of the command palette and which of them a few typed letters mean. Letters match in order, with gaps;
// beginnings of words and letters beside each other count more.
#pragma once

#include "ui/models/availability.h"

#include <QAbstractListModel>
#include <QList>
#include <QStringList>

#include <optional>
#include <vector>

namespace lamplighter::ui {

struct PaletteEntry
{
    QString id;
    QString text;     ///< "Restart redis"
    QString category; ///< "Unit on prod-eu", "Page"; may be empty
    QString shortcut; ///< as on the keyboard; may be empty
    Availability availability;
    int icon = -1; ///< value of the theme's Icon; -1 for none
};

class PaletteMatches
{
public:
    explicit PaletteMatches(QList<PaletteEntry> entries);

    [[nodiscard]] const QList<PaletteEntry> &entries() const { return m_entries; }
    /// Indexes of what matches, best first; equal ones in the order they were given. Without a query all, those of
    /// `recent` (ids, newest first) before the others.
    [[nodiscard]] std::vector<int> find(const QString &query, const QStringList &recent) const;
    /// Places of the letters of `entry`'s text that the query means.
    [[nodiscard]] QList<int> letters(int entry, const QString &query) const;

    /// `recent` after `id` was chosen: newest first, eight at most.
    static QStringList remember(const QStringList &recent, const QString &id);

private:
    [[nodiscard]] std::vector<int> everything(const QStringList &recent) const;
    [[nodiscard]] std::optional<int> score(size_t entry, const QStringList &words) const;

    QList<PaletteEntry> m_entries;
    std::vector<QString> m_texts;      ///< folded, for matching
    std::vector<QString> m_categories; ///< folded
};

/// The matches as rows of a list. Lives on the GUI thread.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    PaletteModel(QList<PaletteEntry> entries, QStringList recent, QObject *parent = nullptr);

    void setQuery(const QString &query);
    [[nodiscard]] const PaletteEntry &entry(int row) const;
    [[nodiscard]] QList<int> letters(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    PaletteMatches m_matches;
    QStringList m_recent;
    QString m_query;
    std::vector<int> m_rows;
};

} // namespace lamplighter::ui
