#include "ui/models/update_detail_picture.h"

#include "ui/models/restart_rules.h"

#include <algorithm>

namespace lamplighter::ui {

using client::PendingRestart;
using client::UpdateRecord;
using client::UpdateState;

const UpdateRecord *decisive(const PendingRestart &restart, const QList<UpdateRecord> &updates)
{
    const UpdateRecord *strongest = nullptr;
    for (const UpdateRecord &update : updates) {
        if (update.decision.decision == restart.decision && update.decision.rule == restart.rule) {
            return &update;
        }
        if (!strongest || strongest->decision.decision < update.decision.decision) {
            strongest = &update;
        }
    }
    return strongest;
}

UpdateDetailPicture UpdateDetailTexts::of(const UpdateDetailSource &source, const Viewpoint &when)
{
    UpdateDetailPicture picture;
    if (source.record) {
        describeRecord(*source.record, when, picture);
        if (source.detail) {
            describeSteps(source.detail->restart, when, picture);
        }
    } else if (source.restart) {
        describeRestart(source, when, picture);
    }
    return picture;
}

QString UpdateDetailTexts::stamp(const QString &id, WallTime at, const Viewpoint &when)
{
    return tr("%1, received %2", "U-2291, 14:26:10").arg(id, TimeTexts::moment(at, when));
}

void UpdateDetailTexts::describeRestart(const UpdateDetailSource &source, const Viewpoint &when,
                                        UpdateDetailPicture &picture)
{
    const PendingRestart &restart = *source.restart;
    picture.glyph =
        isOver(restart.state) ? UpdateTexts::state(restart.state).kind : UpdateTexts::severityKind(restart.severity);
    picture.title = restart.service;
    picture.tag = UpdateTexts::tag(restart);
    const int notices = static_cast<int>(restart.updates.size());
    picture.stamp = notices == 1
                        ? stamp(restart.updates.first(), restart.since, when)
                        : tr("%n notices, the first %1", nullptr, notices).arg(TimeTexts::moment(restart.since, when));
    picture.stampExact = tr("%1, since %2", "R-118, exact time").arg(restart.id, TimeTexts::exact(restart.since, when));
    picture.description = restart.description;
    describeStanding(restart, when, picture);
    describeSteps(restart, when, picture);
    if (!source.detail) {
        return;
    }
    if (const UpdateRecord *update = decisive(restart, source.detail->updates)) {
        describeDecision(update->decision, picture);
    }
    if (source.detail->updates.size() > 1) {
        describeNotices(source.detail->updates, picture);
    }
    if (!isOver(restart.state)) {
        picture.forecast = Forecasts::of(source.detail->forecast, restart);
    }
}

void UpdateDetailTexts::describeRecord(const UpdateRecord &record, const Viewpoint &when, UpdateDetailPicture &picture)
{
    picture.tag = UpdateTexts::state(record.state);
    picture.glyph = picture.tag.kind;
    picture.title = record.notice.service;
    picture.stamp = stamp(record.id, record.receivedAt, when);
    picture.stampExact = tr("%1, reported by %2", "exact time, who")
                             .arg(TimeTexts::exact(record.receivedAt, when), UpdateTexts::actor(record.reportedBy));
    picture.description = record.notice.description;
    picture.notice = outcome(record, when);
    picture.noticeKind = picture.tag.kind;
    describeDecision(record.decision, picture);
}

QString UpdateDetailTexts::outcome(const UpdateRecord &record, const Viewpoint &when)
{
    QStringList words{tr("%1.").arg(UpdateTexts::outcome(record))};
    if (record.downtime) {
        words.append(
            tr("It was %1 down.", "8 s").arg(TimeTexts::limit(std::chrono::round<milliseconds>(*record.downtime))));
    }
    if (record.decidedAt) {
        const QString at = TimeTexts::moment(*record.decidedAt, when);
        words.append(record.decidedBy.isEmpty() || record.decidedBy == u"policy"
                         ? tr("Decided by the policy, over at %1.").arg(at)
                         : tr("Decided by %1, over at %2.", "who, when").arg(record.decidedBy, at));
    }
    return words.join(u' ');
}

void UpdateDetailTexts::describeStanding(const PendingRestart &restart, const Viewpoint &when,
                                         UpdateDetailPicture &picture)
{
    if (isOver(restart.state)) {
        picture.noticeKind = UpdateTexts::state(restart.state).kind;
        const QString what = picture.tag.text;
        picture.notice = restart.note.isEmpty() ? tr("%1.").arg(what) : tr("%1: %2.").arg(what, restart.note);
        return;
    }
    picture.notice = UpdateTexts::waits(restart, when);
    picture.noticeKind = RestartRules::needsForce(restart)           ? StateKind::Critical
                         : restart.waitsFor == u"held"               ? StateKind::Held
                         : restart.state == UpdateState::RollingBack ? StateKind::Attention
                                                                     : StateKind::Info;
    if (restart.units.isEmpty()) {
        picture.notice = tr("No unit has the service %1, so nothing can be restarted.").arg(restart.service);
        picture.noticeKind = StateKind::Attention;
    } else if (restart.state == UpdateState::Deferred && restart.maximumDeferrals > 0) {
        picture.notice = tr("%1 Deferred %2 of %n times.", nullptr, restart.maximumDeferrals)
                             .arg(picture.notice)
                             .arg(restart.deferrals);
    } else if (restart.state == UpdateState::RollingBack && picture.notice.isEmpty()) {
        picture.notice = restart.note.isEmpty() ? tr("The new version failed; the one before it comes back.")
                                                : tr("%1. The version before it comes back.").arg(restart.note);
    }
}

TextLine UpdateDetailTexts::stepLine(const client::RestartStep &step, const Viewpoint &when)
{
    TextLine line;
    line.text = UpdateTexts::step(step);
    line.glyph = step.state == u"running"  ? StateKind::Busy
                 : step.state == u"done"   ? StateKind::Ok
                 : step.state == u"failed" ? StateKind::Critical
                                           : StateKind::Pending;
    line.quiet = step.state == u"waiting" || step.state == u"skipped";
    line.note = step.detail;
    if (!step.savedState.isEmpty()) {
        const QString saved = tr("saved %1", "state").arg(step.savedState.join(QStringLiteral(", ")));
        line.note = line.note.isEmpty() ? saved : QString(line.note + QStringLiteral("; ") + saved);
    }
    if (step.took) {
        line.tail = TimeTexts::limit(std::chrono::round<milliseconds>(*step.took));
    } else if (step.state == u"running" && step.startedAt) {
        line.tail = TimeTexts::span(std::max<Duration>(when.now - *step.startedAt, Duration::zero()));
    } else if (step.state == u"skipped") {
        line.tail = tr("skipped");
    }
    return line;
}

void UpdateDetailTexts::describeSteps(const PendingRestart &restart, const Viewpoint &when,
                                      UpdateDetailPicture &picture)
{
    if (restart.runs.isEmpty()) {
        return;
    }
    picture.stepsTitle = isOver(restart.state) ? tr("What happened") : tr("Progress");
    const bool several = restart.runs.size() > 1;
    for (const client::RestartRun &run : restart.runs) {
        QStringList facts{UpdateTexts::versions(run)};
        if (run.downtime) {
            facts.append(tr("%1 down", "8 s").arg(TimeTexts::limit(std::chrono::round<milliseconds>(*run.downtime))));
        }
        facts.removeAll(QString());
        const QString note = facts.join(QStringLiteral(", "));
        if (several) {
            TextLine line;
            line.text = run.unit;
            line.note = note;
            line.tag = run.state == u"applied"       ? TagText{StateKind::Ok, tr("applied")}
                       : run.state == u"rolled_back" ? TagText{StateKind::Critical, tr("went back")}
                       : run.state == u"failed"      ? TagText{StateKind::Critical, tr("failed")}
                       : run.state == u"running"     ? TagText{StateKind::Busy, tr("restarting")}
                       : run.state == u"skipped"     ? TagText{StateKind::Info, tr("skipped")}
                                                     : TagText{StateKind::Pending, tr("waiting")};
            picture.steps.append(line);
        } else {
            picture.stepsNote = note;
        }
        // Of several units only the one at work, and those that went wrong, are told step by step.
        if (!several || run.state == u"running" || run.state == u"failed" || run.state == u"rolled_back") {
            for (const client::RestartStep &step : run.steps) {
                picture.steps.append(stepLine(step, when));
            }
        }
    }
}

void UpdateDetailTexts::describeNotices(const QList<UpdateRecord> &updates, UpdateDetailPicture &picture)
{
    for (const UpdateRecord &update : updates) {
        TextLine line;
        line.text = update.id;
        line.note = update.notice.description.isEmpty() ? update.notice.modules.join(QStringLiteral(", "))
                                                        : update.notice.description;
        line.tag = {UpdateTexts::severityKind(update.notice.severity), UpdateTexts::severity(update.notice.severity)};
        line.toolTip = update.decision.reason;
        picture.notices.append(line);
    }
}

void UpdateDetailTexts::describeDecision(const client::DecisionTrace &trace, UpdateDetailPicture &picture)
{
    constexpr qsizetype kMost = 50; // a notice may name a thousand
    picture.rules = RuleTrace::lines(trace);
    const QList<ModuleLine> modules = RuleTrace::modules(trace);
    for (const ModuleLine &module : modules.mid(0, kMost)) {
        TextLine line;
        line.text = module.module;
        line.fixedWidth = true;
        line.tag = module.tag;
        line.toolTip =
            module.pattern.isEmpty() ? module.module : tr("%1, by the entry %2").arg(module.module, module.pattern);
        picture.modules.append(line);
    }
    if (modules.size() > kMost) {
        TextLine line;
        line.text = tr("%n more", "modules", static_cast<int>(modules.size() - kMost));
        line.quiet = true;
        picture.modules.append(line);
    }
}

} // namespace lamplighter::ui
