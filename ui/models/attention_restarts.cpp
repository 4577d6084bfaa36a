#include "ui/models/attention_restarts.h"

#include "ui/models/restart_rules.h"
#include "ui/models/unit_look.h"
#include "ui/models/update_texts.h"

#include <algorithm>

namespace lamplighter::ui {

using client::PendingRestart;

QList<AttentionItem> AttentionRestarts::items(const AttentionSource &source, const Viewpoint &)
{
    QList<AttentionItem> items;
    for (const PendingRestart &restart : source.restarts) {
        if (RestartRules::isWaiting(restart) || RestartRules::isUnderWay(restart)) {
            items.append(item(source, restart));
        }
    }
    return items;
}

AttentionItem AttentionRestarts::item(const AttentionSource &source, const PendingRestart &restart)
{
    AttentionItem item;
    item.id = QStringLiteral("%1/restart/%2").arg(source.id.toString(), restart.id);
    item.restart = {source.id, restart.id};
    item.about = {source.id, restart.units.value(0)};
    item.instanceName = source.standing.name;
    item.since = restart.since;
    describe(restart, item);
    if (RestartRules::isUnderWay(restart)) {
        item.kind = StateKind::Busy;
        item.offers = {{AttentionAction::View, {}}};
        return item;
    }
    const StateKind severity = UpdateTexts::severityKind(restart.severity);
    item.kind = RestartRules::needsForce(restart) ? StateKind::Critical
                : severity == StateKind::Info     ? StateKind::Pending
                                                  : severity;
    RestartCase one{restart, source.standing, {}, source.restartsBusy.contains(restart.id)};
    for (const client::UnitStatus &unit : source.units) {
        if (restart.units.contains(unit.name) && (isHeld(unit) || !unit.heldBy.isEmpty())) {
            one.held.append(unit.name);
        }
    }
    item.offers = {{AttentionAction::Approve, RestartRules::toRestart(one)},
                   {AttentionAction::Defer, RestartRules::toDefer(one)},
                   {AttentionAction::View, {}}};
    return item;
}

void AttentionRestarts::describe(const PendingRestart &restart, AttentionItem &item)
{
    if (RestartRules::isUnderWay(restart)) {
        item.title = restart.state == client::UpdateState::RollingBack
                         ? tr("%1 goes back to the version before").arg(restart.service)
                         : tr("%1 is being restarted").arg(restart.service);
        item.detail = tr("%1.").arg(UpdateTexts::progress(restart));
        return;
    }
    if (RestartRules::needsForce(restart)) {
        item.title = tr("%1 could not save its state: restart it anyway?").arg(restart.service);
        item.detail = restart.waitsBecause.isEmpty() ? tr("Its restart waits for an answer.")
                                                     : tr("%1.").arg(restart.waitsBecause);
        return;
    }
    switch (restart.decision) {
    case client::Decision::RestartNow:
        item.title = tr("%1: restart now is recommended").arg(restart.service);
        break;
    case client::Decision::RestartAtCheckpoint:
        item.title = tr("%1: restart at its next checkpoint is recommended").arg(restart.service);
        break;
    case client::Decision::Defer:
    case client::Decision::Ignore:
        item.title = tr("%1 has an update that can wait").arg(restart.service);
        break;
    }
    const QString reason = restart.reason.isEmpty() ? restart.description : restart.reason;
    item.detail = restart.units.isEmpty() ? tr("%1. No unit has this service.").arg(reason)
                  : reason.isEmpty()      ? QString()
                                          : tr("%1.").arg(reason);
}

} // namespace lamplighter::ui
