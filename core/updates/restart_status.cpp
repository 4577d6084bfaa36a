#include "core/updates/restart_status.h"

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

qint64 numberOf(const QString &id, QChar letter)
{
    if (id.size() < 3 || id.at(0) != letter || id.at(1) != u'-') {
        return 0;
    }
    bool ok = false;
    const qint64 number = QStringView(id).mid(2).toLongLong(&ok);
    return ok && number > 0 && id == QString(letter) + u'-' + QString::number(number) ? number : 0;
}

std::optional<WallTime> wallOf(const Deadline &deadline, const Moment &moment)
{
    if (deadline.calendar) {
        return deadline.calendar;
    }
    if (deadline.elapsed) {
        return moment.wallNow + std::chrono::duration_cast<microseconds>(*deadline.elapsed - moment.now);
    }
    return std::nullopt;
}

} // namespace

QString updateId(qint64 number)
{
    return u"U-"_s + QString::number(number);
}

QString restartId(qint64 number)
{
    return u"R-"_s + QString::number(number);
}

qint64 updateNumber(const QString &id)
{
    return numberOf(id, u'U');
}

qint64 restartNumber(const QString &id)
{
    return numberOf(id, u'R');
}

client::PendingRestart toPending(const RestartState &state, const ServiceRules &rules, const Moment &moment)
{
    client::PendingRestart out;
    out.id = restartId(state.number);
    out.service = state.service;
    out.state = state.phase;
    out.decision = state.decision;
    out.rule = state.rule;
    out.reason = state.reason;
    out.severity = state.severity;
    out.changeType = state.changeType;
    out.description = state.description;
    out.modules = state.modules;
    out.revision = state.revision;
    for (const qint64 number : state.updates) {
        out.updates.append(updateId(number));
    }
    out.since = state.since;
    out.until = wallOf(state.until.isSet() ? state.until : state.delayBy, moment);
    out.waitsFor = toString(state.waitsFor);
    out.waitsBecause = state.because;
    out.deferrals = state.deferrals;
    out.maximumDeferrals = rules.maximumDeferrals;
    out.decidedBy = state.decidedBy;
    out.forced = state.forced;
    out.note = state.note;
    out.endedAt = state.endedAt;
    out.units = state.onlyUnit.isEmpty() ? moment.units : QStringList{state.onlyUnit};
    for (const RunState &run : state.runs) {
        out.runs.append({run.unit, run.plan.from, run.plan.to, run.state, run.steps, run.downtime});
    }
    return out;
}

} // namespace lamplighter::updates
