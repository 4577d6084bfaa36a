#include "ui/models/kill_switch_plan.h"

#include "ui/models/unit_look.h"

namespace lamplighter::ui {

using client::Scope;
using client::UnitStatus;

namespace {

/// Beyond this many, single instances are chosen by the instance switcher, not in the dialog.
constexpr qsizetype kMostInstances = 3;

bool inScope(const UnitStatus &status, const KillTarget &target, const KillScope &scope)
{
    if (!scope.instance.isEmpty() && scope.instance != target.id) {
        return false;
    }
    switch (scope.scope) {
    case Scope::All:
        return true;
    case Scope::Group:
        return status.group == scope.target;
    case Scope::Unit:
        return status.name == scope.target;
    }
    return false;
}

void count(KillScope &scope, const QList<KillTarget> &targets)
{
    for (const KillTarget &target : targets) {
        for (const UnitStatus &status : target.units) {
            if (inScope(status, target, scope)) {
                ++scope.units;
                scope.processes += status.pid > 0 ? 1 : 0;
            }
        }
    }
}

} // namespace

QList<KillScope> KillSwitchPlan::scopes(const QList<KillTarget> &targets, const UnitKey &selected)
{
    QList<KillScope> result;
    for (const KillTarget &target : targets) {
        const auto found = std::find_if(target.units.begin(), target.units.end(), [&](const UnitStatus &status) {
            return target.id == selected.instance && status.name == selected.name;
        });
        if (found == target.units.end()) {
            continue;
        }
        result.append({Scope::Unit, target.id, found->name, tr("Only %1").arg(found->name),
                       tr("selected unit, on %1").arg(target.name), found->name});
        if (!found->group.isEmpty()) {
            result.append({Scope::Group, target.id, found->group, tr("All units of the group %1").arg(found->group),
                           targets.size() > 1 ? tr("on %1").arg(target.name) : QString(), found->group});
        }
    }
    const bool few = targets.size() <= kMostInstances;
    for (const KillTarget &target : targets) {
        if (few || target.id == selected.instance) {
            result.append(
                {Scope::All, target.id, {}, tr("All units of the instance %1").arg(target.name), {}, target.name});
        }
    }
    if (targets.size() > 1) {
        result.append({Scope::All,
                       {},
                       {},
                       tr("All units of all %n instances", nullptr, static_cast<int>(targets.size())),
                       {},
                       tr("all instances", "typed to confirm")});
    }
    for (KillScope &scope : result) {
        for (const KillTarget &target : targets) {
            if (scope.instance.isEmpty() || scope.instance == target.id) {
                scope.instances.append(target.id);
            }
        }
        count(scope, targets);
        if (scope.detail.isEmpty()) {
            scope.detail = tr("%n units", nullptr, scope.units);
        }
    }
    return result;
}

QList<Consequence> KillSwitchPlan::consequences(const KillScope &scope, const QList<KillTarget> &targets)
{
    int retrying = 0;
    int heldAlready = 0;
    int others = -scope.units;
    QString where = tr("all instances");
    for (const KillTarget &target : targets) {
        others += static_cast<int>(target.units.size());
        if (target.id == scope.instance) {
            where = target.name;
        }
        for (const UnitStatus &status : target.units) {
            if (inScope(status, target, scope)) {
                retrying += status.state == client::UnitState::Backoff ? 1 : 0;
                heldAlready += isHeld(status) ? 1 : 0;
            }
        }
    }
    QList<Consequence> result;
    if (scope.processes > 0) {
        result.append({StateKind::Critical, tr("%n processes on %1", nullptr, scope.processes).arg(where),
                       tr("get SIGTERM now, and SIGKILL after 0.5 s if still running.", nullptr, scope.processes)});
    } else {
        result.append({StateKind::Info, {}, tr("No process runs in this scope. It is only kept from starting.")});
    }
    result.append(
        {StateKind::Held,
         {},
         scope.scope == Scope::Unit
             ? tr("%1 is held, also across a reboot, until someone re-arms.").arg(scope.target)
             : tr("All %n units are held, also across a reboot, until someone re-arms.", nullptr, scope.units)});
    if (retrying > 0) {
        result.append({StateKind::Attention,
                       {},
                       tr("%n units that wait to be retried are not started again.", nullptr, retrying)});
    }
    if (heldAlready > 0) {
        result.append({StateKind::Info, {}, tr("%n units are held already.", nullptr, heldAlready)});
    }
    result.append({StateKind::Info,
                   {},
                   others > 0 ? tr("The other %n units are not touched. Their logs and settings stay.", nullptr, others)
                              : tr("Logs, settings and the history stay as they are.")});
    return result;
}

} // namespace lamplighter::ui
