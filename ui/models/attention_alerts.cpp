#include "ui/models/attention_alerts.h"

#include <algorithm>

namespace lamplighter::ui {

using client::AlertRecord;

namespace {

bool isOpen(const AlertRecord &alert)
{
    return alert.requiresAttention && !alert.resolvedAt && !alert.acknowledgedAt;
}

/// Alerts that say what the kill switch itself shows.
bool isAboutLatch(const AlertRecord &alert)
{
    return alert.kind == u"kill_switch.engaged" || alert.kind == u"kill_switch.rearmed";
}

QString word(const AlertRecord &alert, const char *field)
{
    return alert.payload.value(QLatin1StringView(field)).toString();
}

QString asSentence(QString text)
{
    if (text.isEmpty()) {
        return text;
    }
    // The first word may be a file or a unit, whose name is written as it is.
    const QString first = text.section(u' ', 0, 0);
    if (std::all_of(first.cbegin(), first.cend(), [](QChar c) { return c.isLetter(); })) {
        text[0] = text.at(0).toUpper();
    }
    return text.endsWith(u'.') ? text : text + u'.';
}

} // namespace

const AlertRecord *UnitAlerts::newest(const QString &kind) const
{
    const auto at = std::find_if(unacknowledged.cbegin(), unacknowledged.cend(),
                                 [&](const AlertRecord &alert) { return alert.kind == kind; });
    return at == unacknowledged.cend() ? nullptr : &*at;
}

QStringList UnitAlerts::ids() const
{
    QStringList ids;
    for (const AlertRecord &alert : unacknowledged) {
        if (alert.requiresAttention) {
            ids.append(alert.id);
        }
    }
    return ids;
}

AttentionAlerts::AttentionAlerts(const AttentionSource &source, const Viewpoint &when)
    : m_source(source)
{
    if (source.alerts.isEmpty()) {
        return;
    }
    QSet<QString> subjects;
    for (const AlertRecord &alert : source.alerts) {
        subjects.insert(alert.subject);
    }
    QSet<QString> names; // of units: thousands of them are asked, few are kept
    for (const client::UnitStatus &unit : source.units) {
        if (subjects.contains(unit.name)) {
            names.insert(unit.name);
        }
    }
    QList<AlertRecord> alerts = source.alerts;
    std::stable_sort(alerts.begin(), alerts.end(),
                     [](const AlertRecord &left, const AlertRecord &right) { return left.time > right.time; });
    for (const AlertRecord &alert : std::as_const(alerts)) {
        if (!names.contains(alert.subject)) {
            if (isOpen(alert) && !isAboutLatch(alert)) {
                m_others.append(alert);
            }
            continue;
        }
        UnitAlerts &unit = m_byUnit[alert.subject];
        if (alert.acknowledgedAt) {
            unit.acknowledgedAt = std::max(unit.acknowledgedAt, alert.time);
        } else if (!alert.resolvedAt || when.now - alert.time < kNewsLasts) {
            unit.unacknowledged.append(alert);
        }
        if (isOpen(alert) && !isAboutLatch(alert)) {
            unit.open.append(alert);
        }
    }
}

QList<AttentionItem> AttentionAlerts::items(const QSet<QString> &unitsWithItem) const
{
    QList<AttentionItem> items;
    for (const AlertRecord &alert : m_others) {
        items.append(item(alert));
    }
    for (auto unit = m_byUnit.cbegin(); unit != m_byUnit.cend(); ++unit) {
        if (unitsWithItem.contains(unit.key()) || unit.value().open.isEmpty()) {
            continue;
        }
        AttentionItem one = item(unit.value().open.first());
        one.id = QStringLiteral("%1/unit/%2").arg(m_source.id.toString(), unit.key());
        one.alerts = unit.value().ids();
        items.append(one);
    }
    return items;
}

AttentionItem AttentionAlerts::item(const AlertRecord &alert) const
{
    AttentionItem item;
    item.id = QStringLiteral("%1/alert/%2").arg(m_source.id.toString(), alert.id);
    const bool isUnit = m_byUnit.contains(alert.subject);
    item.about = {m_source.id, isUnit ? alert.subject : QString()};
    item.instanceName = m_source.standing.name;
    item.kind = alert.severity == u"critical"  ? StateKind::Critical
                : alert.severity == u"warning" ? StateKind::Attention
                                               : StateKind::Info;
    item.since = alert.time;
    item.alerts = {alert.id};
    const Availability act = Availabilities::toAct(m_source.standing);
    item.offers = {{AttentionAction::Acknowledge, act}};
    if (isUnit) {
        item.offers.append({AttentionAction::ViewLog, {}});
        item.offers.append({AttentionAction::View, {}});
    }
    describe(alert, item);
    return item;
}

bool AttentionAlerts::describeUnit(const AlertRecord &alert, AttentionItem &item) const
{
    if (alert.kind == u"process.restart.initiated") {
        item.kind = StateKind::Busy;
        item.title = tr("%1 ended and is started again").arg(alert.subject);
    } else if (alert.kind == u"process.keeper_lost") {
        item.title = tr("%1 lost its keeper").arg(alert.subject);
        item.detail = tr("Its processes are ended and started again, since nobody watches them any more.");
    } else if (alert.kind == u"process.start.failed") {
        item.title = tr("%1 could not be started").arg(alert.subject);
        item.detail = asSentence(word(alert, "error"));
    } else if (alert.kind == u"process.restart.failed") {
        item.title = tr("%1 could not be restarted").arg(alert.subject);
        item.detail = asSentence(word(alert, "error"));
    } else if (alert.kind == u"kill_switch.state_file_unreadable") {
        item.title = tr("The state file of %1 cannot be read").arg(alert.subject);
        item.detail =
            tr("%1: %2. It stays held until somebody decides.").arg(word(alert, "file"), word(alert, "error"));
    } else {
        return false;
    }
    return true;
}

void AttentionAlerts::describe(const AlertRecord &alert, AttentionItem &item) const
{
    if (describeUnit(alert, item)) {
        return;
    }
    if (alert.kind == u"kill_switch.not_durable") {
        item.title = tr("The kill switch could not be written to disk");
        item.detail =
            tr("It holds now, but not over a restart of the machine. %1").arg(asSentence(word(alert, "error")));
    } else if (alert.kind == u"engine.database_replaced") {
        item.title = tr("The database of %1 was damaged").arg(item.instanceName);
        item.detail = tr("It was set aside and a new one was made. The history begins anew.");
    } else if (alert.kind == u"engine.events_lost") {
        const int count = alert.payload.value(QLatin1StringView("count")).toInt();
        item.title = tr("%n events could not be recorded", nullptr, count);
        item.detail = tr("The disk refused them for too long. Supervision went on.");
    } else if (alert.kind == u"engine.unit_file_refused") {
        item.title = tr("A unit file was refused");
        item.detail = tr("%1 What was there before stays in force.").arg(asSentence(word(alert, "error")));
        item.offers.prepend({AttentionAction::ReadUnitFiles, Availabilities::toAct(m_source.standing)});
    } else {
        item.title = alert.summary.isEmpty() ? alert.kind : alert.summary;
    }
}

} // namespace lamplighter::ui
