// Alerts as lines of the attention queue: which still matter, and what those that are about no failing unit say. Part
// of attention(); pure.
#pragma once

#include "ui/models/attention.h"

#include <QHash>

namespace lamplighter::ui {

/// The alerts about one unit, as the queue needs them.
struct UnitAlerts
{
    QList<client::AlertRecord> open;           ///< unresolved, not acknowledged, need attention; newest first
    QList<client::AlertRecord> unacknowledged; ///< of the last day, resolved ones too, newest first
    WallTime acknowledgedAt{};                 ///< time of the newest alert that somebody took note of

    [[nodiscard]] const client::AlertRecord *newest(const QString &kind) const;
    [[nodiscard]] QStringList ids() const;
};

class AttentionAlerts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::AttentionAlerts)
public:
    /// How long news waits for somebody to take note of it.
    static constexpr Duration kNewsLasts = std::chrono::hours(24);

    AttentionAlerts(const AttentionSource &source, const Viewpoint &when);

    [[nodiscard]] bool isEmpty() const { return m_byUnit.isEmpty() && m_others.isEmpty(); }
    [[nodiscard]] UnitAlerts about(const QString &unit) const { return m_byUnit.value(unit); }
    /// Of units that are in no line yet, and of what is no unit.
    [[nodiscard]] QList<AttentionItem> items(const QSet<QString> &unitsWithItem) const;

private:
    [[nodiscard]] AttentionItem item(const client::AlertRecord &alert) const;
    void describe(const client::AlertRecord &alert, AttentionItem &item) const;
    bool describeUnit(const client::AlertRecord &alert, AttentionItem &item) const;

    const AttentionSource &m_source;
    QHash<QString, UnitAlerts> m_byUnit;
    QList<client::AlertRecord> m_others;
};

} // namespace lamplighter::ui
