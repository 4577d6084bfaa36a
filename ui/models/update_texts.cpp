#include "ui/models/update_texts.h"

#include <algorithm>

namespace lamplighter::ui {

using client::Decision;
using client::PendingRestart;
using client::UpdateSeverity;
using client::UpdateState;

namespace {

/// Without a full stop at its end, so that it can stand inside a sentence.
QString plain(QString text)
{
    text = text.trimmed();
    while (text.endsWith(u'.')) {
        text.chop(1);
    }
    return text;
}

} // namespace

StateKind UpdateTexts::severityKind(UpdateSeverity severity)
{
    switch (severity) {
    case UpdateSeverity::Critical:
        return StateKind::Critical;
    case UpdateSeverity::High:
    case UpdateSeverity::Medium:
        return StateKind::Attention;
    case UpdateSeverity::Low:
        break;
    }
    return StateKind::Info;
}

QString UpdateTexts::severity(UpdateSeverity severity)
{
    switch (severity) {
    case UpdateSeverity::Critical:
        return tr("Critical", "severity");
    case UpdateSeverity::High:
        return tr("High", "severity");
    case UpdateSeverity::Medium:
        return tr("Medium", "severity");
    case UpdateSeverity::Low:
        break;
    }
    return tr("Low", "severity");
}

QString UpdateTexts::change(client::ChangeType type)
{
    switch (type) {
    case client::ChangeType::Code:
        return tr("code", "what changed");
    case client::ChangeType::Config:
        return tr("config", "what changed");
    case client::ChangeType::Dependency:
        return tr("dependency", "what changed");
    case client::ChangeType::Data:
        break;
    }
    return tr("data", "what changed");
}

TagText UpdateTexts::decision(Decision decision)
{
    switch (decision) {
    case Decision::RestartNow:
        return {StateKind::Critical, tr("Restart now")};
    case Decision::RestartAtCheckpoint:
        return {StateKind::Attention, tr("At checkpoint")};
    case Decision::Defer:
        return {StateKind::Busy, tr("Defer")};
    case Decision::Ignore:
        break;
    }
    return {StateKind::Info, tr("Ignore")};
}

TagText UpdateTexts::state(UpdateState state)
{
    switch (state) {
    case UpdateState::Waiting:
        return {StateKind::Attention, tr("Waiting")};
    case UpdateState::Deferred:
        return {StateKind::Busy, tr("Deferred")};
    case UpdateState::Scheduled:
        return {StateKind::Busy, tr("Scheduled")};
    case UpdateState::AtCheckpoint:
        return {StateKind::Busy, tr("At checkpoint")};
    case UpdateState::Restarting:
        return {StateKind::Busy, tr("Restarting")};
    case UpdateState::RollingBack:
        return {StateKind::Attention, tr("Going back")};
    case UpdateState::Applied:
        return {StateKind::Ok, tr("Applied")};
    case UpdateState::RolledBack:
        return {StateKind::Critical, tr("Went back")};
    case UpdateState::Failed:
        return {StateKind::Critical, tr("Failed")};
    case UpdateState::Rejected:
        return {StateKind::Stopped, tr("Rejected")};
    case UpdateState::Ignored:
        break;
    }
    return {StateKind::Info, tr("Ignored")};
}

TagText UpdateTexts::tag(const PendingRestart &restart)
{
    return restart.state == UpdateState::Waiting ? decision(restart.decision) : state(restart.state);
}

QString UpdateTexts::subtitle(const PendingRestart &restart, const Viewpoint &when)
{
    if (const QString words = waits(restart, when); !words.isEmpty()) {
        return plain(words);
    }
    if (const QString words = progress(restart); !words.isEmpty()) {
        return words;
    }
    const int modules = static_cast<int>(restart.modules.size());
    if (restart.rule == u"critical-code") {
        return tr("Critical code change, %n modules", nullptr, modules);
    }
    if (restart.rule == u"severity") {
        return tr("%1 severity, next checkpoint", "High").arg(severity(restart.severity));
    }
    if (restart.rule == u"deferrable") {
        return modules == 1 ? tr("Only %1 changed, deferrable", "module").arg(restart.modules.first())
                            : tr("%n modules changed, deferrable", nullptr, modules);
    }
    return plain(restart.reason);
}

QString UpdateTexts::waits(const PendingRestart &restart, const Viewpoint &when)
{
    const QString until = restart.until ? TimeTexts::shortMoment(*restart.until, when) : QString();
    const QString because = plain(restart.waitsBecause);
    if (restart.waitsFor == u"held") {
        return tr("Held by the kill switch; it goes on when that is re-armed.");
    }
    if (restart.waitsFor == u"hibernation") {
        return because.isEmpty() ? tr("It could not save its state, and waits for an answer.")
                                 : tr("It could not save its state: %1.").arg(because);
    }
    if (restart.state == UpdateState::Deferred) {
        const QString who =
            restart.decidedBy.isEmpty() || restart.decidedBy == u"policy" ? tr("the policy") : restart.decidedBy;
        return until.isEmpty() ? tr("Deferred by %1.").arg(who)
                               : tr("Deferred by %1 until %2.", "who, when").arg(who, until);
    }
    if (restart.waitsFor == u"window") {
        return until.isEmpty() ? tr("Waits for its maintenance window.")
                               : tr("Waits for its maintenance window at %1.").arg(until);
    }
    if (restart.waitsFor == u"quiet") {
        return because.isEmpty() ? tr("Waits for a quiet moment.") : tr("Waits for a quiet moment: %1.").arg(because);
    }
    if (restart.waitsFor == u"time" || restart.state == UpdateState::Scheduled) {
        return until.isEmpty() ? tr("Restarts soon.") : tr("Restarts at %1.").arg(until);
    }
    if (restart.state == UpdateState::AtCheckpoint) {
        return until.isEmpty() ? tr("Waits for its next checkpoint.")
                               : tr("Waits for its next checkpoint, until %1.").arg(until);
    }
    return {};
}

QString UpdateTexts::remaining(const PendingRestart &restart, const Viewpoint &when)
{
    if (!restart.until) {
        return restart.state == UpdateState::Waiting ? tr("not deferred") : QStringLiteral("–");
    }
    return TimeTexts::span(std::max<Duration>(*restart.until - when.now, Duration::zero()));
}

QString UpdateTexts::age(WallTime since, const Viewpoint &when)
{
    // Whole minutes from the first one on: a column of seconds that count says nothing more.
    const Duration age = std::max<Duration>(when.now - since, Duration::zero());
    return TimeTexts::span(age < std::chrono::minutes(1) ? age : std::chrono::floor<std::chrono::minutes>(age));
}

QString UpdateTexts::progress(const PendingRestart &restart)
{
    for (const client::RestartRun &run : restart.runs) {
        for (qsizetype i = 0; i < run.steps.size(); ++i) {
            if (run.steps.at(i).state == u"running") {
                const QString words = tr("%1, step %2 of %3", "Save its state").arg(step(run.steps.at(i))).arg(i + 1);
                const QString all = words.arg(run.steps.size());
                return restart.runs.size() > 1 ? tr("%1: %2", "unit, step").arg(run.unit, all) : all;
            }
        }
    }
    return restart.state == UpdateState::Restarting    ? tr("Its restart begins")
           : restart.state == UpdateState::RollingBack ? tr("The version before it comes back")
                                                       : QString();
}

QString UpdateTexts::outcome(const client::UpdateRecord &update)
{
    const QString note = plain(update.note);
    switch (update.state) {
    case UpdateState::Applied:
        return update.decision.decision == Decision::RestartNow            ? tr("Restarted now")
               : update.decision.decision == Decision::RestartAtCheckpoint ? tr("Restarted at checkpoint")
               : update.decision.decision == Decision::Defer               ? tr("Restarted after deferral")
                                                                           : tr("Restarted");
    case UpdateState::RolledBack:
        return note.isEmpty() ? tr("Restart failed, went back") : tr("Restart failed, went back: %1").arg(note);
    case UpdateState::Failed:
        return note.isEmpty() ? tr("Restart failed") : tr("Restart failed: %1").arg(note);
    case UpdateState::Rejected:
        return note.isEmpty() ? tr("Rejected") : tr("Rejected: %1").arg(note);
    case UpdateState::Ignored:
        return update.decision.reason.isEmpty() ? tr("Ignored") : tr("Ignored: %1").arg(plain(update.decision.reason));
    case UpdateState::Waiting:
    case UpdateState::Deferred:
    case UpdateState::Scheduled:
    case UpdateState::AtCheckpoint:
    case UpdateState::Restarting:
    case UpdateState::RollingBack:
        break;
    }
    return state(update.state).text;
}

QString UpdateTexts::actor(const QString &actor)
{
    return actor == u"policy" ? tr("policy") : actor.isEmpty() ? QStringLiteral("–") : actor;
}

QString UpdateTexts::step(const client::RestartStep &step)
{
    const QString &word = step.step;
    return word == u"drain"             ? tr("Finish open requests")
           : word == u"hibernate"       ? tr("Save its state")
           : word == u"stop"            ? tr("Stop the old process")
           : word == u"start"           ? tr("Start the new one")
           : word == u"verify"          ? tr("Verify")
           : word == u"rollback_stop"   ? tr("Stop the failed process")
           : word == u"rollback_start"  ? tr("Start the version before it")
           : word == u"rollback_verify" ? tr("Verify the version before it")
                                        : word;
}

QString UpdateTexts::versions(const client::RestartRun &run)
{
    if (run.fromVersion.isEmpty()) {
        return run.toVersion.isEmpty() ? QString() : tr("to %1", "version").arg(run.toVersion);
    }
    return run.toVersion.isEmpty() || run.toVersion == run.fromVersion
               ? run.fromVersion
               : tr("%1 to %2", "versions").arg(run.fromVersion, run.toVersion);
}

} // namespace lamplighter::ui
