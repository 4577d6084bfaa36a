#include "ui/models/upcoming.h"

#include "ui/models/unit_look.h"

#include <algorithm>

namespace lamplighter::ui {

namespace {

StateKind kindOf(const QString &action)
{
    return action == u"kill" || action == u"give_up_waiting" ? StateKind::Attention : StateKind::Pending;
}

} // namespace

QList<UpcomingStep> upcoming(const QList<AttentionSource> &sources, const Viewpoint &when, int most)
{
    QList<UpcomingStep> steps;
    for (const AttentionSource &source : sources) {
        if (!source.loaded || source.refused || source.standing.freshness.isStale()) {
            continue;
        }
        for (const client::UnitStatus &unit : source.units) {
            // What was due a second ago happens while we look; older plans were not kept.
            if (!unit.next || isHeld(unit) || unit.next->at < when.now - seconds(1)) {
                continue;
            }
            const QString text = UpcomingTexts::step(unit);
            if (!text.isEmpty()) {
                steps.append(
                    {{source.id, unit.name}, source.standing.name, unit.next->at, kindOf(unit.next->action), text, {}});
            }
        }
        for (const client::PendingRestart &restart : source.restarts) {
            const QString text = restart.until ? UpcomingTexts::step(restart) : QString();
            if (!text.isEmpty() && *restart.until >= when.now - seconds(1)) {
                steps.append(
                    {{source.id, restart.units.value(0)},
                     source.standing.name,
                     *restart.until,
                     restart.state == client::UpdateState::Deferred ? StateKind::Attention : StateKind::Pending,
                     text,
                     {source.id, restart.id}});
            }
        }
    }
    const auto sooner = [](const UpcomingStep &left, const UpcomingStep &right) {
        return left.at != right.at ? left.at < right.at : left.unit.name < right.unit.name;
    };
    std::sort(steps.begin(), steps.end(), sooner);
    if (steps.size() > most) {
        steps.resize(most);
    }
    return steps;
}

QString UpcomingTexts::in(WallTime at, const Viewpoint &when)
{
    // A countdown shows the second that is running, not the one that has passed.
    const Duration left = std::max<Duration>(at - when.now, Duration::zero()) + milliseconds(999);
    return tr("in %1", "18 s").arg(TimeTexts::span(left));
}

QString UpcomingTexts::clock(WallTime at, const Viewpoint &when)
{
    return toLocal(at, when.zone).toString(u"HH:mm");
}

QString UpcomingTexts::step(const client::UnitStatus &unit)
{
    const QString &action = unit.next->action;
    if (action == u"start") {
        return unit.reason == client::Reason::TooManyFailures ? tr("%1 tries again after its pause").arg(unit.name)
                                                              : tr("%1 starts again").arg(unit.name);
    }
    if (action == u"kill") {
        return tr("%1 is killed if it still runs").arg(unit.name);
    }
    if (action == u"give_up_waiting") {
        return tr("%1 must be ready").arg(unit.name);
    }
    return action == u"forget_failures" ? tr("%1 counts as steady again").arg(unit.name) : QString();
}

QString UpcomingTexts::step(const client::PendingRestart &restart)
{
    switch (restart.state) {
    case client::UpdateState::Deferred:
        return tr("%1 deferral ends", "service").arg(restart.service);
    case client::UpdateState::Scheduled:
        return tr("%1 restarts", "service").arg(restart.service);
    case client::UpdateState::AtCheckpoint:
        return tr("%1 restarts at the latest", "service").arg(restart.service);
    case client::UpdateState::Waiting:
    case client::UpdateState::Restarting:
    case client::UpdateState::RollingBack:
    case client::UpdateState::Applied:
    case client::UpdateState::RolledBack:
    case client::UpdateState::Failed:
    case client::UpdateState::Rejected:
    case client::UpdateState::Ignored:
        break;
    }
    return {};
}

} // namespace lamplighter::ui
