#include "ui/models/attention.h"

#include "ui/models/attention_alerts.h"
#include "ui/models/attention_restarts.h"
#include "ui/models/attention_units.h"
#include "ui/models/error_texts.h"

#include <algorithm>

namespace lamplighter::ui {

namespace {

class Sentences
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::Attention)
public:
    static AttentionItem unreachable(const AttentionSource &source, const Viewpoint &when)
    {
        const Freshness &freshness = source.standing.freshness;
        AttentionItem item;
        item.id = source.id.toString() + QStringLiteral("/instance");
        item.about = {source.id, {}};
        item.instanceName = source.standing.name;
        item.kind = StateKind::Unknown;
        item.countsDown = true;
        if (source.loaded) {
            item.since = when.now - std::chrono::duration_cast<microseconds>(freshness.age);
        }
        if (source.refused && source.lastError.code == ErrorCode::Untrusted) {
            item.kind = StateKind::Attention;
            item.title = tr("The certificate of %1 is not accepted").arg(item.instanceName);
            item.detail = ErrorTexts::sentence(source.lastError);
            item.offers = {{AttentionAction::ChangeConnection, {}}, {AttentionAction::Reconnect, {}}};
            return item;
        }
        if (source.refused) {
            item.kind = StateKind::Attention;
            const bool token = source.lastError.code == ErrorCode::Unauthenticated;
            item.title = token ? tr("%1 needs a token").arg(item.instanceName)
                               : tr("%1 does not let this console in").arg(item.instanceName);
            item.detail = ErrorTexts::sentence(source.lastError);
            item.offers = {{AttentionAction::EnterToken, {}}, {AttentionAction::Reconnect, {}}};
            return item;
        }
        item.title = source.loaded ? tr("%1 stopped reporting").arg(item.instanceName)
                                   : tr("%1 cannot be reached").arg(item.instanceName);
        QStringList detail;
        if (source.loaded) {
            detail.append(
                tr("States shown for its %n units are %1 old.", nullptr, static_cast<int>(source.units.size()))
                    .arg(TimeTexts::span(freshness.age)));
        }
        if (freshness.word == FreshnessWord::Reconnecting || !source.loaded) {
            detail.append(source.lastError.message.isEmpty()
                              ? tr("Trying again, try %1.").arg(std::max(1, freshness.attempt))
                              : ErrorTexts::sentence(source.lastError));
        }
        item.detail = detail.join(u' ');
        item.offers = {{AttentionAction::Reconnect, {}}, {AttentionAction::View, {}}};
        return item;
    }

    static AttentionItem held(const AttentionSource &source, const client::Latch &latch)
    {
        AttentionItem item;
        item.id = QStringLiteral("%1/latch/%2/%3").arg(source.id.toString(), latch.scope, latch.target);
        item.about = {source.id, latch.scope == u"unit" ? latch.target : QString()};
        item.instanceName = source.standing.name;
        item.kind = StateKind::Held;
        item.since = latch.at;
        if (latch.scope == u"unit") {
            item.title = tr("%1 is held by the kill switch").arg(latch.target);
        } else if (latch.scope == u"group") {
            item.title = tr("Group %1 is held by the kill switch").arg(latch.target);
        } else {
            item.title = tr("The kill switch holds everything on %1").arg(item.instanceName);
        }
        const QString who = latch.actor.isEmpty() ? tr("Engaged") : tr("Engaged by %1").arg(latch.actor);
        item.detail = latch.reason.isEmpty() ? who + u'.' : tr("%1: %2.", "who, why").arg(who, latch.reason);
        item.offers = {{AttentionAction::Rearm, Availabilities::toAct(source.standing)}, {AttentionAction::View, {}}};
        return item;
    }
};

/// Nothing is known of its units, or nothing that can still be trusted.
bool isSilent(const AttentionSource &source)
{
    const Freshness &freshness = source.standing.freshness;
    return source.refused || freshness.isStale() || isUnreachable(source);
}

int rank(StateKind kind)
{
    return static_cast<int>(kind);
}

} // namespace

bool isUnreachable(const AttentionSource &source)
{
    return !source.loaded && source.standing.freshness.attempt > 1;
}

bool isMoreUrgent(const AttentionItem &left, const AttentionItem &right)
{
    if (left.kind != right.kind) {
        return rank(left.kind) < rank(right.kind);
    }
    if (left.since != right.since) {
        return left.since > right.since;
    }
    return left.id < right.id;
}

QList<AttentionItem> attention(const QList<AttentionSource> &sources, const Viewpoint &when)
{
    QList<AttentionItem> items;
    for (const AttentionSource &source : sources) {
        if (isSilent(source)) {
            items.append(Sentences::unreachable(source, when));
            continue;
        }
        for (const client::Latch &latch : source.killSwitch.latches) {
            items.append(Sentences::held(source, latch));
        }
        const AttentionAlerts alerts(source, when);
        const AttentionUnits units(source, alerts, when);
        items.append(units.items());
        items.append(alerts.items(units.settled()));
        items.append(AttentionRestarts::items(source, when));
    }
    std::sort(items.begin(), items.end(), isMoreUrgent);
    return items;
}

QString AttentionTexts::action(AttentionAction action)
{
    switch (action) {
    case AttentionAction::StartNow:
        return tr("Start now");
    case AttentionAction::RestartAgain:
        return tr("Restart again");
    case AttentionAction::Restart:
        return tr("Restart");
    case AttentionAction::Stop:
        return tr("Stop");
    case AttentionAction::ViewLog:
        return tr("View log");
    case AttentionAction::View:
        return tr("View");
    case AttentionAction::Acknowledge:
        return tr("Acknowledge");
    case AttentionAction::Reconnect:
        return tr("Reconnect");
    case AttentionAction::EnterToken:
        return tr("Enter token…");
    case AttentionAction::Rearm:
        return tr("Re-arm…");
    case AttentionAction::ReadUnitFiles:
        return tr("Read again");
    case AttentionAction::ChangeConnection:
        return tr("Change connection…");
    case AttentionAction::Approve:
        return tr("Approve restart");
    case AttentionAction::Defer:
        return tr("Defer", "a restart");
    }
    return {};
}

QString AttentionTexts::age(WallTime since, const Viewpoint &when)
{
    if (since == WallTime{}) {
        return {};
    }
    const qint64 total = std::max<qint64>(0, std::chrono::duration_cast<seconds>(when.now - since).count());
    if (total < 60) {
        return tr("%1 s").arg(total);
    }
    if (total < 3600) {
        return tr("%1 min").arg(total / 60);
    }
    return total < 86'400 ? tr("%1 h").arg(total / 3600) : tr("%1 d").arg(total / 86'400);
}

QString AttentionTexts::summary(int needing, int urgent, int news)
{
    if (needing == 0) {
        return news == 0 ? tr("Nothing needs you") : tr("Nothing needs you, %n things to take note of", nullptr, news);
    }
    const QString things = tr("%n things need you", nullptr, needing);
    return urgent == 0 ? things : tr("%1, %n of them urgent", "7 things need you", urgent).arg(things);
}

} // namespace lamplighter::ui
