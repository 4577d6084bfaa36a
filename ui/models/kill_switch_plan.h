// What the kill switch would do, worked out from the units before it is pulled: scopes to choose from and their
// consequences.
#pragma once

#include "core/client/engine.h"
#include "ui/models/state_kind.h"
#include "ui/models/unit_key.h"

#include <QCoreApplication>

namespace lamplighter::ui {

/// An engine that the kill switch can be engaged on.
struct KillTarget
{
    InstanceId id;
    QString name;
    QList<client::UnitStatus> units;
};

struct KillScope
{
    client::Scope scope = client::Scope::All;
    InstanceId instance; ///< empty: every one of the targets
    QString target;
    QString title;  ///< "Only memory-kernel"
    QString detail; ///< "selected unit, on prod-eu"
    QString name;   ///< what must be typed where holding is not possible: the unit, the group, the instance
    int units = 0;
    int processes = 0;
    QList<InstanceId> instances{}; ///< that it is engaged on: what was shown, whatever comes or goes meanwhile

    [[nodiscard]] bool isSame(const KillScope &other) const
    {
        return scope == other.scope && instance == other.instance && target == other.target;
    }
};

struct Consequence
{
    StateKind kind = StateKind::Info;
    QString subject; ///< bold beginning; may be empty
    QString text;
};

class KillSwitchPlan
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::KillSwitchPlan)
public:
    /// Narrowest first: the selected unit, its group if it has one, its instance (or each of at most three), and, where
    /// there are several, all of them. `selected` may be empty.
    static QList<KillScope> scopes(const QList<KillTarget> &targets, const UnitKey &selected);
    static QList<Consequence> consequences(const KillScope &scope, const QList<KillTarget> &targets);
    static constexpr int kMinimumReason = 10; ///< characters
    static constexpr int kMaximumReason = 400;
};

} // namespace lamplighter::ui
