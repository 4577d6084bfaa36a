#include "ui/models/tray_picture.h"

#include <algorithm>
#include <numeric>

namespace lamplighter::ui {

namespace {

constexpr qsizetype kMostLines = 4;

bool same(const Availability &left, const Availability &right)
{
    return left.enabled == right.enabled && left.reason == right.reason;
}

/// Every unit of an engine is held, which is what the switch is for.
bool holdsAll(const InstanceSummary &instance)
{
    return instance.reporting && instance.units > 0 &&
           instance.counts.at(static_cast<size_t>(StateKind::Held)) == instance.units;
}

LampState lampOf(const TraySources &sources, const TrayPicture &picture)
{
    const auto any = [](const auto &list, auto rule) { return std::any_of(list.cbegin(), list.cend(), rule); };
    const auto urgent = [](const auto &one) { return one.kind == StateKind::Critical; };
    if (!any(sources.instances, [](const InstanceSummary &one) { return one.reporting; })) {
        return LampState::Dark;
    }
    if (any(sources.instances, holdsAll)) {
        return LampState::Striped;
    }
    if (any(picture.items, urgent) || any(picture.decisions, urgent)) {
        return LampState::Red;
    }
    if (any(picture.items, [](const AttentionItem &item) { return item.kind == StateKind::Held; })) {
        return LampState::Striped;
    }
    // Also what somebody has taken note of: the lamp is lit only where all is well.
    const auto unwell = [](const InstanceSummary &one) {
        return one.reporting && (one.kind == StateKind::Critical || one.kind == StateKind::Attention);
    };
    if (!picture.items.isEmpty() || !picture.decisions.isEmpty() || any(sources.instances, unwell)) {
        return LampState::Amber;
    }
    const bool supervises = any(sources.instances, [](const InstanceSummary &one) { return one.units > 0; });
    return supervises ? LampState::Lit : LampState::Dark;
}

StateKind kindOf(const TrayPicture &picture)
{
    switch (picture.lamp) {
    case LampState::Lit:
        return StateKind::Ok;
    case LampState::Amber:
        return StateKind::Attention;
    case LampState::Red:
        return StateKind::Critical;
    case LampState::Striped:
        return StateKind::Held;
    case LampState::Dark:
        break;
    }
    return picture.items.isEmpty() ? StateKind::Stopped : StateKind::Unknown;
}

/// A line of the queue that asks for an answer to a restart.
std::optional<TrayDecision> decisionOf(const AttentionItem &item)
{
    const AttentionOffer *approve = item.offer(AttentionAction::Approve);
    if (item.restart.isEmpty() || !approve) {
        return std::nullopt;
    }
    const AttentionOffer *defer = item.offer(AttentionAction::Defer);
    TrayDecision decision;
    decision.restart = item.restart;
    decision.instanceName = item.instanceName;
    decision.title = item.title;
    decision.detail = item.detail;
    decision.kind = item.kind;
    decision.toApprove = approve->availability;
    decision.toDefer = defer ? defer->availability : approve->availability;
    return decision;
}

QStringList linesOf(const QList<InstanceSummary> &instances)
{
    QStringList lines;
    // A last line that only counts one would take the room of that one.
    const qsizetype shown = instances.size() <= kMostLines ? instances.size() : kMostLines - 1;
    for (const InstanceSummary &instance : instances.mid(0, shown)) {
        lines.append(TrayTexts::line(instance));
    }
    if (shown < instances.size()) {
        lines.append(TrayTexts::moreInstances(static_cast<int>(instances.size() - shown)));
    }
    return lines;
}

} // namespace

bool operator==(const TrayDecision &left, const TrayDecision &right)
{
    return left.restart == right.restart && left.instanceName == right.instanceName && left.title == right.title &&
           left.detail == right.detail && left.kind == right.kind && same(left.toApprove, right.toApprove) &&
           same(left.toDefer, right.toDefer);
}

TrayPicture trayPicture(const TraySources &sources)
{
    TrayPicture picture;
    picture.severalInstances = sources.instances.size() > 1;
    for (const InstanceSummary &instance : sources.instances) {
        if (!instance.reporting) {
            picture.silent.append(instance.id);
        }
    }
    for (const AttentionItem &item : sources.items) {
        if (item.isNews() || item.isUnderWay()) {
            continue;
        }
        if (const std::optional<TrayDecision> decision = decisionOf(item)) {
            picture.decisions.append(*decision);
        } else {
            picture.items.append(item);
        }
    }
    picture.lamp = lampOf(sources, picture);
    picture.kind = kindOf(picture);
    const auto urgentIn = [](const auto &list) {
        return std::count_if(list.cbegin(), list.cend(),
                             [](const auto &one) { return one.kind == StateKind::Critical; });
    };
    const auto urgent = static_cast<int>(urgentIn(picture.items) + urgentIn(picture.decisions));
    const auto needing = static_cast<int>(picture.items.size() + picture.decisions.size());
    const bool anyReports = std::any_of(sources.instances.cbegin(), sources.instances.cend(),
                                        [](const InstanceSummary &one) { return one.reporting; });
    picture.headline = TrayTexts::headline(sources, needing, urgent, anyReports);
    picture.lines = linesOf(sources.instances);
    return picture;
}

QString TrayPicture::toolTip() const
{
    QString text = (QStringList{headline} + lines).join(u'\n');
    // Some panels read tool tips as HTML, and names come from engines.
    return text.replace(u'<', QChar(0x2039)).replace(u'>', QChar(0x203A));
}

bool TrayPicture::looksLike(const TrayPicture &other) const
{
    const auto sameItem = [](const AttentionItem &left, const AttentionItem &right) {
        return left.id == right.id && left.kind == right.kind &&
               (left.title == right.title || (left.countsDown && right.countsDown)) &&
               left.instanceName == right.instanceName && left.offers == right.offers;
    };
    return lamp == other.lamp && kind == other.kind && headline == other.headline && lines == other.lines &&
           decisions == other.decisions && silent == other.silent && severalInstances == other.severalInstances &&
           std::equal(items.cbegin(), items.cend(), other.items.cbegin(), other.items.cend(), sameItem);
}

QString TrayTexts::lamp(LampState state)
{
    switch (state) {
    case LampState::Lit:
        return tr("The lamp is lit: all is well");
    case LampState::Amber:
        return tr("The lamp is amber: something waits for you, or a unit is not well");
    case LampState::Red:
        return tr("The lamp is red: something is urgent");
    case LampState::Dark:
        return tr("The lamp is dark: nothing is supervised, or no engine reports");
    case LampState::Striped:
        return tr("The lamp is striped: the kill switch is engaged");
    }
    return {};
}

QString TrayTexts::line(const InstanceSummary &instance)
{
    return instance.note.isEmpty() || !instance.reporting
               ? tr("%1: %2", "instance, how it stands").arg(instance.name, instance.line)
               : tr("%1: %2, %3", "instance, how it stands, more of it")
                     .arg(instance.name, instance.line, instance.note);
}

QString TrayTexts::headline(const TraySources &sources, int needing, int urgent, bool anyReports)
{
    if (sources.instances.isEmpty()) {
        return sources.starting ? tr("The engine is starting") : tr("Not connected to any engine");
    }
    if (!anyReports && needing == 0) {
        return tr("Connecting…");
    }
    if (needing > 0) {
        return AttentionTexts::summary(needing, urgent, 0);
    }
    const int units = std::accumulate(sources.instances.cbegin(), sources.instances.cend(), 0,
                                      [](int sum, const InstanceSummary &one) { return sum + one.units; });
    return units == 0 ? tr("Nothing is supervised yet") : AttentionTexts::summary(0, 0, 0);
}

QString TrayTexts::moreInstances(int count)
{
    return tr("%n more instances", nullptr, count);
}

} // namespace lamplighter::ui
