#include "ui/models/kill_switch_plan.h"

#include "ui/models/unit_look.h"

namespace lamplighter::ui {

using client::Scope;
using client::UnitStatus;

namespace {

bool inScope(const UnitStatus &status, const KillScope &scope)
{
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

void count(KillScope &scope, const QList<UnitStatus> &units)
{
    for (const UnitStatus &status : units) {
        if (inScope(status, scope)) {
            ++scope.units;
            scope.processes += status.pid > 0 ? 1 : 0;
        }
    }
}

} // namespace

QList<KillScope> KillSwitchPlan::scopes(const QList<UnitStatus> &units, const QString &selected,
                                        const QString &instance)
{
    QList<KillScope> result;
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const UnitStatus &status) { return status.name == selected; });
    if (found != units.end()) {
        result.append({Scope::Unit, found->name, tr("Only %1").arg(found->name),
                       tr("selected unit, on %1").arg(instance), found->name});
        if (!found->group.isEmpty()) {
            result.append(
                {Scope::Group, found->group, tr("All units of the group %1").arg(found->group), {}, found->group});
        }
    }
    result.append({Scope::All, {}, tr("All units of the instance %1").arg(instance), {}, instance});
    for (KillScope &scope : result) {
        count(scope, units);
        if (scope.detail.isEmpty()) {
            scope.detail = tr("%n units", nullptr, scope.units);
        }
    }
    return result;
}

QList<Consequence> KillSwitchPlan::consequences(const KillScope &scope, const QList<UnitStatus> &units,
                                                const QString &instance)
{
    int retrying = 0;
    int heldAlready = 0;
    for (const UnitStatus &status : units) {
        if (inScope(status, scope)) {
            retrying += status.state == client::UnitState::Backoff ? 1 : 0;
            heldAlready += isHeld(status) ? 1 : 0;
        }
    }
    QList<Consequence> result;
    if (scope.processes > 0) {
        result.append({StateKind::Critical, tr("%n processes on %1", nullptr, scope.processes).arg(instance),
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
    const int others = static_cast<int>(units.size()) - scope.units;
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
