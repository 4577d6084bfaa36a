// Units as lines of the attention queue: those that failed, keep failing, wait in vain or are not well, and those that
// died and run again. Part of attention(); pure.
#pragma once

#include "ui/models/attention_alerts.h"

#include <QSet>

namespace lamplighter::ui {

class AttentionUnits
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::AttentionUnits)
public:
    AttentionUnits(const AttentionSource &source, const AttentionAlerts &alerts, const Viewpoint &when);

    [[nodiscard]] const QList<AttentionItem> &items() const { return m_items; }
    /// Units whose alerts need no line of their own.
    [[nodiscard]] const QSet<QString> &settled() const { return m_settled; }

private:
    enum class Trouble { None, Failed, Failing, Unwell, Waiting, Recovered };

    [[nodiscard]] Trouble troubleOf(const client::UnitStatus &unit, const UnitAlerts &alerts) const;
    /// Its alerts tell of what is over by what it does now; the engine resolves them at this very moment.
    [[nodiscard]] static bool isOver(const client::UnitStatus &unit, const UnitAlerts &alerts);
    [[nodiscard]] const client::UnitStatus *find(const QString &name) const;
    [[nodiscard]] QString brokenDependency(const client::UnitStatus &unit) const;
    void describe(const client::UnitStatus &unit, const UnitAlerts &alerts, Trouble trouble, AttentionItem &item) const;
    void describeFailed(const client::UnitStatus &unit, const UnitAlerts &alerts, AttentionItem &item) const;
    void describeFailing(const client::UnitStatus &unit, AttentionItem &item) const;
    void describeRecovered(const client::UnitStatus &unit, AttentionItem &item) const;
    void offer(const client::UnitStatus &unit, Trouble trouble, AttentionItem &item) const;
    [[nodiscard]] static QString ending(const client::LastExit &exit);

    const AttentionSource &m_source;
    Viewpoint m_when;
    QList<AttentionItem> m_items;
    QSet<QString> m_settled;
};

} // namespace lamplighter::ui
