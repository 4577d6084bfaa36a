#include "ui/models/scope_picture.h"

#include <algorithm>

namespace lamplighter::ui {
namespace {

/// Latches of one engine as one sentence each for title and detail.
StandingText bannerOf(const EnginePicture &picture, const client::Latch &latch)
{
    const client::KillSwitchStatus &status = picture.killSwitch();
    const QString scope = latch.scope == u"all"     ? picture.name()
                          : latch.scope == u"group" ? ScopePicture::tr("the group %1").arg(latch.target)
                                                    : latch.target;
    const QString stopped = status.processesLeft > 0
                                ? ScopePicture::tr("%n processes still end", nullptr, status.processesLeft)
                                : ScopePicture::tr("%n processes stopped", nullptr, status.processesStopped);
    const QString held = ScopePicture::tr("%n units held", nullptr, status.unitsHeld);
    const QString durable = latch.durable ? QString() : ScopePicture::tr(" It could not be written to disk yet.");
    const QString rest = latch.scope == u"all" ? ScopePicture::tr("The watchdog will not restart anything here.")
                                               : ScopePicture::tr("The watchdog will not restart what is held.");
    // Which processes it stopped is known to the engine that did it, not to the next one.
    const bool told = status.processesLeft > 0 || status.processesStopped > 0;
    return {StateKind::Held,
            told ? ScopePicture::tr("Kill switch engaged for %1: %2, %3").arg(scope, stopped, held)
                 : ScopePicture::tr("Kill switch engaged for %1: %2", "for whom: 5 units held").arg(scope, held),
            ScopePicture::tr("%1 at %2, “%3”. %4%5", "actor, time, reason, what follows, a warning or nothing")
                .arg(latch.actor, TimeTexts::moment(latch.at, picture.view().when), latch.reason, rest, durable)};
}

} // namespace

StateKind ScopePicture::worst() const
{
    const QList<Instance *> scoped = m_instances.inScope();
    StateKind worst = StateKind::Pending;
    bool any = false;
    for (const Instance *instance : scoped) {
        const StateKind kind = instance->picture().worst();
        if (!any || kind < worst) {
            worst = kind;
        }
        any = true;
    }
    return worst;
}

StandingText ScopePicture::instance() const
{
    if (const Instance *sole = m_instances.sole()) {
        return {sole->picture().worst(), sole->name(), sole->picture().detail()};
    }
    const QList<Instance *> scoped = m_instances.inScope();
    if (scoped.isEmpty()) {
        return {StateKind::Pending, tr("No instance"), tr("connect or add a process")};
    }
    const auto reporting = std::count_if(scoped.begin(), scoped.end(),
                                         [](const Instance *instance) { return instance->picture().isReporting(); });
    const QString units = tr("%n units", nullptr, total(m_instances.counts()));
    return {worst(), tr("All instances"), tr("%1 of %2 reporting, %3").arg(reporting).arg(scoped.size()).arg(units)};
}

Freshness ScopePicture::freshness() const
{
    Freshness worst{FreshnessWord::NotConnected, {}, 0};
    bool first = true;
    const auto rank = [](const Freshness &freshness) {
        return freshness.isStale()                   ? 3
               : freshness.kind() == StateKind::Busy ? 2
                                                     : freshness.kind() == StateKind::Attention;
    };
    for (const Instance *instance : m_instances.inScope()) {
        const Freshness &one = instance->picture().freshness();
        if (first || rank(one) > rank(worst) || (rank(one) == rank(worst) && one.age > worst.age)) {
            worst = one;
        }
        first = false;
    }
    return worst;
}

EnginePicture::Badge ScopePicture::processesBadge() const
{
    EnginePicture::Badge sum;
    for (const Instance *instance : m_instances.inScope()) {
        const EnginePicture::Badge badge = instance->picture().badge();
        if (badge.count > 0) {
            sum.kind = sum.count == 0 ? badge.kind : std::min(sum.kind, badge.kind);
            sum.count += badge.count;
        }
    }
    return sum;
}

EnginePicture::Badge ScopePicture::connectionsBadge() const
{
    EnginePicture::Badge badge{0, StateKind::Unknown};
    for (const Instance *instance : m_instances.all()) {
        const Freshness &freshness = instance->picture().freshness();
        badge.count += freshness.isStale() || freshness.word == FreshnessWord::Reconnecting ? 1 : 0;
    }
    return badge;
}

StandingText ScopePicture::watchdog() const
{
    const StandingText where = instance();
    const QList<Instance *> scoped = m_instances.inScope();
    const auto silent = std::count_if(scoped.begin(), scoped.end(),
                                      [](const Instance *instance) { return !instance->picture().isReporting(); });
    if (engagedForAll()) {
        return {StateKind::Held, tr("Watchdog holding"), tr("no restarts on %1").arg(where.title)};
    }
    if (silent > 0) {
        return {StateKind::Unknown, tr("Watchdog unknown"),
                scoped.size() == 1 ? tr("no report from %1").arg(where.title)
                                   : tr("no report from %1 of %2").arg(silent).arg(scoped.size())};
    }
    if (total(m_instances.counts()) == 0) {
        return {StateKind::Pending, tr("Watchdog idle"), tr("nothing to watch")};
    }
    return {StateKind::Ok, tr("Watchdog on"), tr("reacts at once")};
}

StandingText ScopePicture::account() const
{
    const Instance *sole = m_instances.sole();
    if (!sole) {
        return {StateKind::Info, tr("Several accounts"), tr("one for each instance")};
    }
    const client::EngineInfo &info = sole->picture().info();
    return {StateKind::Info, info.account.isEmpty() ? tr("Not signed in") : info.account,
            info.role.isEmpty() ? sole->name()
                                : tr("%1, %2", "role, host").arg(Availabilities::roleWord(info.role), sole->name())};
}

QList<HeldLatch> ScopePicture::latches() const
{
    QList<HeldLatch> list;
    for (const Instance *instance : m_instances.inScope()) {
        for (const client::Latch &latch : instance->picture().killSwitch().latches) {
            list.append({instance->id(), instance->name(), latch});
        }
    }
    // The widest speaks for all.
    std::stable_partition(list.begin(), list.end(), [](const HeldLatch &held) { return held.latch.scope == u"all"; });
    return list;
}

bool ScopePicture::engagedForAll() const
{
    const QList<Instance *> scoped = m_instances.inScope();
    return !scoped.isEmpty() && std::all_of(scoped.begin(), scoped.end(), [](const Instance *instance) {
        return instance->picture().killSwitch().engagedForAll();
    });
}

StandingText ScopePicture::banner() const
{
    const QList<HeldLatch> held = latches();
    if (held.isEmpty()) {
        return {};
    }
    const Instance *instance = m_instances.find(held.first().instance);
    StandingText text = bannerOf(instance->picture(), held.first().latch);
    if (held.size() > 1) {
        text.detail += u' ' + tr("%n other kill switches are engaged too.", nullptr, static_cast<int>(held.size()) - 1);
    }
    return text;
}

Availability ScopePicture::toEngage() const
{
    Availability last = Availability::off(tr("Nothing to stop"));
    for (const Instance *instance : m_instances.inScope()) {
        last = Availabilities::toEngageKillSwitch(instance->picture().unitCount(), instance->picture().standing());
        if (last.enabled) {
            break;
        }
    }
    return last;
}

Availability ScopePicture::toRearm() const
{
    Availability last = Availability::off(tr("Nothing is held"));
    for (const HeldLatch &held : latches()) {
        last = Availabilities::toAct(m_instances.find(held.instance)->picture().standing());
        if (last.enabled) {
            break;
        }
    }
    return last;
}

QList<KillTarget> ScopePicture::killTargets(const UnitKey &selected) const
{
    QList<KillTarget> targets;
    for (const Instance *instance : m_instances.inScope()) {
        const Availability availability =
            Availabilities::toEngageKillSwitch(instance->picture().unitCount(), instance->picture().standing());
        if (availability.enabled || instance->id() == selected.instance) {
            targets.append({instance->id(), instance->name(), instance->engine().liveUnits()});
        }
    }
    return targets;
}

} // namespace lamplighter::ui
