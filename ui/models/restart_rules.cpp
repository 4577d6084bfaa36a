#include "ui/models/restart_rules.h"

#include "ui/models/instances.h"
#include "ui/models/unit_look.h"

#include <algorithm>

namespace lamplighter::ui {

using client::PendingRestart;
using client::UpdateState;

RestartCase RestartCase::of(const Instance &instance, const PendingRestart &restart)
{
    RestartCase one{restart, instance.picture().standing(), {}, instance.decisions().isBusy(restart.id)};
    for (const QString &unit : restart.units) {
        const std::optional<client::UnitStatus> status = instance.picture().unit(unit);
        if (status && (isHeld(*status) || !status->heldBy.isEmpty())) {
            one.held.append(unit);
        }
    }
    return one;
}

std::optional<RestartCase> RestartCase::find(const Instance &instance, const QString &id)
{
    const QList<PendingRestart> &restarts = instance.engine().liveRestarts();
    const auto at = std::find_if(restarts.cbegin(), restarts.cend(),
                                 [&](const PendingRestart &restart) { return restart.id == id; });
    return at == restarts.cend() ? std::nullopt : std::optional<RestartCase>(of(instance, *at));
}

bool RestartRules::isWaiting(const PendingRestart &restart)
{
    return restart.state == UpdateState::Waiting || needsForce(restart);
}

bool RestartRules::isUnderWay(const PendingRestart &restart)
{
    return (restart.state == UpdateState::Restarting || restart.state == UpdateState::RollingBack) &&
           !needsForce(restart);
}

bool RestartRules::needsForce(const PendingRestart &restart)
{
    return restart.waitsFor == u"hibernation";
}

Availability RestartRules::toAnswer(const RestartCase &one)
{
    if (const Availability act = Availabilities::toAct(one.engine); !act.enabled) {
        return act;
    }
    if (one.busy) {
        return Availability::off(tr("The answer is on its way"));
    }
    if (isOver(one.restart.state)) {
        return Availability::off(tr("This is decided already"));
    }
    if (isUnderWay(one.restart)) {
        return Availability::off(one.restart.state == UpdateState::RollingBack
                                     ? tr("%1 goes back to the version before").arg(one.restart.service)
                                     : tr("%1 is being restarted").arg(one.restart.service));
    }
    return {};
}

Availability RestartRules::toRestart(const RestartCase &one)
{
    if (const Availability answer = toAnswer(one); !answer.enabled) {
        return answer;
    }
    if (one.restart.units.isEmpty()) {
        return Availability::off(tr("No unit has the service %1").arg(one.restart.service));
    }
    if (!one.held.isEmpty() || one.restart.waitsFor == u"held") {
        return Availability::off(tr("Re-arm %1 first").arg(one.engine.name));
    }
    return {};
}

Availability RestartRules::toCheckpoint(const RestartCase &one)
{
    if (const Availability restart = toRestart(one); !restart.enabled) {
        return restart;
    }
    if (const Availability plan = Availabilities::toPlanRestarts(one.engine); !plan.enabled) {
        return plan;
    }
    if (needsForce(one.restart)) {
        return Availability::off(tr("It was at its checkpoint, and could not save its state"));
    }
    return one.restart.state == UpdateState::AtCheckpoint
               ? Availability::off(tr("%1 waits for its checkpoint already").arg(one.restart.service))
               : Availability();
}

Availability RestartRules::toDefer(const RestartCase &one)
{
    if (const Availability answer = toAnswer(one); !answer.enabled) {
        return answer;
    }
    if (const Availability plan = Availabilities::toPlanRestarts(one.engine); !plan.enabled) {
        return plan;
    }
    const int most = one.restart.maximumDeferrals;
    return most > 0 && one.restart.deferrals >= most
               ? Availability::off(tr("It was deferred %n times, as often as the policy allows", nullptr, most))
               : Availability();
}

Availability RestartRules::toReject(const RestartCase &one, const QString &reason)
{
    if (const Availability answer = toAnswer(one); !answer.enabled) {
        return answer;
    }
    if (const Availability plan = Availabilities::toPlanRestarts(one.engine); !plan.enabled) {
        return plan;
    }
    return reason.trimmed().size() < kShortestReason ? Availability::off(tr("Reject is off until you enter a reason"))
                                                     : Availability();
}

client::Approve RestartRules::suggested(const PendingRestart &restart)
{
    client::Approve how;
    how.force = needsForce(restart);
    if (restart.decision == client::Decision::RestartAtCheckpoint && restart.state == UpdateState::Waiting &&
        !how.force) {
        how.when = client::ApproveWhen::Checkpoint;
    }
    return how;
}

QString RestartRules::question(const PendingRestart &restart, const QString &instance)
{
    return suggested(restart).when == client::ApproveWhen::Checkpoint
               ? tr("Restart %1 on %2 at its next checkpoint?").arg(restart.service, instance)
               : tr("Restart %1 on %2?").arg(restart.service, instance);
}

QString RestartRules::consequence(const PendingRestart &restart)
{
    if (needsForce(restart)) {
        return tr("It could not save its state. What is not saved is lost.");
    }
    const QString units = tr("%n units are restarted", nullptr, static_cast<int>(restart.units.size()));
    return suggested(restart).when == client::ApproveWhen::Checkpoint
               ? tr("%1 when they report a safe point, and verified afterwards.", "2 units are restarted").arg(units)
               : tr("%1 now, and verified afterwards.", "2 units are restarted").arg(units);
}

} // namespace lamplighter::ui
