// The attention queue as a list for views: changes come as rows inserted, moved, removed and changed, never as a reset;
// while somebody is in the list its order stands still and what is new waits. Lives on the GUI thread.
#pragma once

#include "ui/models/attention.h"

#include <QAbstractListModel>

namespace lamplighter::ui {

class AttentionModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit AttentionModel(const Clock &clock, QObject *parent = nullptr);

    struct Counts
    {
        int all = 0;
        int needing = 0; ///< of all, without news and what is under way
        int urgent = 0;
        int news = 0;
        StateKind worst = StateKind::Ok;
        bool operator==(const Counts &) const = default;
    };

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// Everything that is to be shown, most urgent first.
    void show(const QList<AttentionItem> &items);
    [[nodiscard]] const AttentionItem &item(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const QString &id) const;

    /// While still, rows keep their order; they change and leave, but new ones wait.
    void setStill(bool still);
    [[nodiscard]] int waiting() const { return static_cast<int>(m_latest.size() - m_rows.size()); }
    /// Shows what waits, where it belongs.
    void showWaiting();

    /// Of everything, what waits included.
    [[nodiscard]] const Counts &counts() const { return m_counts; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] bool countsDown() const;

    [[nodiscard]] Viewpoint viewpoint() const { return {m_clock.wallNow(), m_zone}; }
    /// Pins the time zone (for pictures that must look the same anywhere).
    void setTimeZone(const QTimeZone &zone) { m_zone = zone; }

Q_SIGNALS:
    void countsChanged();
    void waitingChanged();
    /// Something urgent that was not there before, in words for assistive technology.
    void urgentAppeared(const QString &title);

private:
    void apply(bool still);
    void morph(const QList<AttentionItem> &target);
    void recount(const QList<AttentionItem> &before);

    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QList<AttentionItem> m_latest;
    QList<AttentionItem> m_rows;
    Counts m_counts;
    bool m_still = false;
};

} // namespace lamplighter::ui
