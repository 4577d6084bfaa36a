#include "ui/models/attention_units.h"

#include "core/client/trouble.h"
#include "ui/models/unit_texts.h"

#include <algorithm>

namespace lamplighter::ui {

using client::AlertRecord;
using client::Health;
using client::LastExit;
using client::Reason;
using client::UnitState;
using client::UnitStatus;

namespace {

/// Between the end of a process and the alert about it.
constexpr auto kAlertLag = seconds(5);

Duration until(WallTime then, const Viewpoint &when)
{
    // A countdown shows the second that is running, not the one that has passed.
    return std::max<Duration>(then - when.now, Duration::zero()) + milliseconds(999);
}

QString capitalized(QString text)
{
    if (!text.isEmpty()) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

QString joined(const QStringList &sentences)
{
    QStringList said = sentences;
    said.removeAll(QString());
    return said.join(u' ');
}

} // namespace

AttentionUnits::AttentionUnits(const AttentionSource &source, const AttentionAlerts &alerts, const Viewpoint &when)
    : m_source(source)
    , m_when(when)
{
    const bool anyAlerts = !alerts.isEmpty();
    for (const UnitStatus &unit : source.units) {
        const UnitAlerts known = anyAlerts ? alerts.about(unit.name) : UnitAlerts();
        const Trouble trouble = troubleOf(unit, known);
        if (trouble == Trouble::None) {
            if (isOver(unit, known)) {
                m_settled.insert(unit.name);
            }
            continue;
        }
        m_settled.insert(unit.name);
        const bool canBeNoted = trouble == Trouble::Failed || trouble == Trouble::Recovered;
        const WallTime happened = trouble == Trouble::Recovered ? unit.lastExit->at : unit.since;
        if (canBeNoted && known.acknowledgedAt + kAlertLag >= happened) {
            continue; // somebody has taken note
        }
        AttentionItem item;
        item.id = QStringLiteral("%1/unit/%2").arg(source.id.toString(), unit.name);
        item.about = {source.id, unit.name};
        item.instanceName = source.standing.name;
        item.since = unit.since;
        item.alerts = known.ids();
        describe(unit, known, trouble, item);
        offer(unit, trouble, item);
        m_items.append(item);
    }
}

bool AttentionUnits::isOver(const UnitStatus &unit, const UnitAlerts &alerts)
{
    const bool runs = unit.state == UnitState::Running && unit.startedAt;
    if (!runs && unit.state != UnitState::Stopped) {
        return false;
    }
    return std::all_of(alerts.open.cbegin(), alerts.open.cend(), [&](const AlertRecord &alert) {
        return alert.kind.startsWith(u"process.") && (!runs || alert.time <= *unit.startedAt);
    });
}

AttentionUnits::Trouble AttentionUnits::troubleOf(const UnitStatus &unit, const UnitAlerts &alerts) const
{
    switch (client::troubleOf(unit, [this](const QString &name) { return find(name); })) {
    case client::Trouble::Held: // the latch has a line of its own
        return Trouble::None;
    case client::Trouble::Failed:
        return Trouble::Failed;
    case client::Trouble::Failing:
        return Trouble::Failing;
    case client::Trouble::Unwell:
        return Trouble::Unwell;
    case client::Trouble::Waiting:
        return Trouble::Waiting;
    case client::Trouble::None:
        break;
    }
    if (unit.state != UnitState::Running) {
        return Trouble::None;
    }
    if (unit.reason == Reason::OperatorStart || unit.reason == Reason::OperatorRestart ||
        unit.reason == Reason::Autostart) {
        return Trouble::None; // somebody started it, and so knew
    }
    // News only where somebody can take note of it: the alert tells that nobody has yet.
    const bool diedByItself = unit.lastExit && !unit.lastExit->expected && unit.startedAt &&
                              *unit.startedAt >= unit.lastExit->at &&
                              m_when.now - unit.lastExit->at < AttentionAlerts::kNewsLasts;
    return diedByItself && !alerts.ids().isEmpty() ? Trouble::Recovered : Trouble::None;
}

const UnitStatus *AttentionUnits::find(const QString &name) const
{
    // Few units wait, so no index of thousands is made for them.
    const auto at = std::find_if(m_source.units.cbegin(), m_source.units.cend(),
                                 [&](const UnitStatus &unit) { return unit.name == name; });
    return at == m_source.units.cend() ? nullptr : &*at;
}

QString AttentionUnits::brokenDependency(const UnitStatus &unit) const
{
    return client::brokenDependency(unit, [this](const QString &name) { return find(name); });
}

void AttentionUnits::describe(const UnitStatus &unit, const UnitAlerts &alerts, Trouble trouble,
                              AttentionItem &item) const
{
    switch (trouble) {
    case Trouble::None:
        break;
    case Trouble::Failed:
        describeFailed(unit, alerts, item);
        break;
    case Trouble::Failing:
        describeFailing(unit, item);
        break;
    case Trouble::Unwell:
        item.kind = StateKind::Attention;
        item.since = {};
        item.title = unit.healthDetail.isEmpty() ? tr("%1 fails its health check").arg(unit.name)
                                                 : tr("%1 is not healthy: %2").arg(unit.name, unit.healthDetail);
        item.detail = tr("It runs for %1. The health check decides when it is restarted.")
                          .arg(TimeTexts::span(m_when.now - unit.startedAt.value_or(unit.since)));
        break;
    case Trouble::Waiting: {
        const QString other = brokenDependency(unit);
        item.kind = StateKind::Attention;
        item.title = isHeld(*find(other)) ? tr("%1 waits for %2, which is held").arg(unit.name, other)
                                          : tr("%1 waits for %2, which failed").arg(unit.name, other);
        item.detail = tr("It starts as soon as %1 runs.").arg(other);
        break;
    }
    case Trouble::Recovered:
        describeRecovered(unit, item);
        break;
    }
}

QString AttentionUnits::ending(const LastExit &exit)
{
    if (exit.signal) {
        return tr("signal %1").arg(*exit.signal);
    }
    return tr("exit %1").arg(exit.code.value_or(0));
}

void AttentionUnits::describeFailed(const UnitStatus &unit, const UnitAlerts &alerts, AttentionItem &item) const
{
    item.kind = StateKind::Critical;
    const AlertRecord *given = alerts.newest(QStringLiteral("process.fatal"));
    const int restarts = given ? given->payload.value(QLatin1StringView("restarts")).toInt() : 0;
    if (unit.reason == Reason::LaunchFailed) {
        item.title = tr("%1 could not be started").arg(unit.name);
        item.detail = joined({capitalized(unit.detail.isEmpty() ? QString() : unit.detail + u'.')});
    } else if (unit.reason == Reason::RestartLimit && restarts > 0) {
        item.title = tr("%1 failed: %2 of %2 restarts used up").arg(unit.name).arg(restarts);
    } else if (unit.reason == Reason::RestartLimit) {
        item.title = tr("%1 failed: its restarts are used up").arg(unit.name);
    } else if (unit.lastExit) {
        item.title = tr("%1 failed: %2, and is not restarted").arg(unit.name, ending(*unit.lastExit));
    } else {
        item.title = tr("%1 failed and is not restarted").arg(unit.name);
    }
    if (unit.reason == Reason::LaunchFailed) {
        return;
    }
    QStringList detail;
    QStringList causes;
    if (!unit.healthDetail.isEmpty() && unit.health == Health::Failing) {
        causes.append(unit.healthDetail);
    }
    if (unit.lastExit) {
        causes.append(tr("last exit %1 (%2)", "139, segmentation fault")
                          .arg(unit.lastExit->signal ? 128 + *unit.lastExit->signal : unit.lastExit->code.value_or(0))
                          .arg(UnitTexts::exitMeaning(unit)));
    }
    if (!causes.isEmpty()) {
        detail.append(capitalized(causes.join(QStringLiteral(", "))) + u'.');
    }
    detail.append(tr("The watchdog has stopped trying."));
    item.detail = joined(detail);
}

void AttentionUnits::describeFailing(const UnitStatus &unit, AttentionItem &item) const
{
    item.kind = StateKind::Attention;
    item.countsDown = unit.next.has_value();
    const bool again = unit.consecutiveFailures > 1 || unit.reason == Reason::TooManyFailures;
    const QString failing = again ? tr("%1 keeps failing").arg(unit.name) : tr("%1 failed").arg(unit.name);
    item.title = unit.next ? tr("%1: next start in %2", "hsp keeps failing")
                                 .arg(failing, TimeTexts::span(until(unit.next->at, m_when)))
                           : failing;
    if (unit.reason == Reason::TooManyFailures) {
        item.detail =
            joined({UnitTexts::reason(unit), unit.lastExit ? tr("Last: %1.").arg(ending(*unit.lastExit)) : QString()});
        return;
    }
    QString why = unit.health == Health::Failing ? unit.healthDetail : unit.detail;
    // The sentence about a process that ended says how.
    const bool byReason =
        why.isEmpty() && (unit.reason == Reason::CrashDetected || unit.reason == Reason::UnexpectedExit ||
                          unit.reason == Reason::FailedForGood);
    if (why.isEmpty()) {
        why = UnitTexts::reason(unit);
        why.chop(why.endsWith(u'.') ? 1 : 0);
    }
    const QString attempt = tr("%1, attempt %2 of %3", "why it failed")
                                .arg(capitalized(why))
                                .arg(unit.consecutiveFailures)
                                .arg(unit.maximumConsecutiveFailures);
    const bool told = !unit.lastExit || byReason;
    item.detail = told ? attempt + u'.' : tr("%1 (%2).", "attempt 3 of 5, exit 1").arg(attempt, ending(*unit.lastExit));
}

void AttentionUnits::describeRecovered(const UnitStatus &unit, AttentionItem &item) const
{
    item.kind = StateKind::Ok;
    item.since = unit.lastExit->at;
    item.title = tr("%1 ended (%2) and runs again: down %3")
                     .arg(unit.name, ending(*unit.lastExit),
                          TimeTexts::limit(std::chrono::duration_cast<Duration>(
                              std::chrono::round<milliseconds>(*unit.startedAt - unit.lastExit->at))));
    const QString ran = tr("It had run for %1.").arg(TimeTexts::limit(unit.lastExit->uptime));
    item.detail = unit.restarts24h > 1
                      ? joined({ran, tr("%n restarts in the last 24 hours.", nullptr, unit.restarts24h)})
                      : joined({ran, tr("The watchdog restarted it; nothing is left to do.")});
}

void AttentionUnits::offer(const UnitStatus &unit, Trouble trouble, AttentionItem &item) const
{
    const EngineStanding &standing = m_source.standing;
    const AttentionOffer log{AttentionAction::ViewLog, {}};
    const AttentionOffer view{AttentionAction::View, {}};
    const AttentionOffer note =
        item.alerts.isEmpty() ? view : AttentionOffer{AttentionAction::Acknowledge, Availabilities::toAct(standing)};
    switch (trouble) {
    case Trouble::None:
        break;
    case Trouble::Failed:
        item.offers = {{AttentionAction::RestartAgain, Availabilities::toStart(unit, standing)}, log, note};
        break;
    case Trouble::Failing:
        item.offers = {{AttentionAction::StartNow, Availabilities::toStart(unit, standing)},
                       {AttentionAction::Stop, Availabilities::toStop(unit, standing)},
                       log};
        break;
    case Trouble::Unwell:
        item.offers = {{AttentionAction::Restart, Availabilities::toRestart(unit, standing)}, log, view};
        break;
    case Trouble::Waiting:
        item.offers = {{AttentionAction::Stop, Availabilities::toStop(unit, standing)}, view};
        break;
    case Trouble::Recovered:
        item.offers = {note, log};
        break;
    }
}

} // namespace lamplighter::ui
