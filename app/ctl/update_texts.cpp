#include "app/ctl/update_texts.h"

#include "app/ctl/texts.h"

#include <QDateTime>
#include <QLocale>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::PendingRestart;
using client::UpdateSeverity;
using client::UpdateState;

Cell UpdateTexts::state(UpdateState state)
{
    switch (state) {
    case UpdateState::Waiting:
        return {tr("Waiting"), Colour::Attention};
    case UpdateState::Deferred:
        return {tr("Deferred"), Colour::Quiet};
    case UpdateState::Scheduled:
        return {tr("Scheduled"), Colour::Plain};
    case UpdateState::AtCheckpoint:
        return {tr("At a checkpoint"), Colour::Plain};
    case UpdateState::Restarting:
        return {tr("Restarting"), Colour::Attention};
    case UpdateState::RollingBack:
        return {tr("Rolling back"), Colour::Bad};
    case UpdateState::Applied:
        return {tr("Applied"), Colour::Good};
    case UpdateState::RolledBack:
        return {tr("Rolled back"), Colour::Bad};
    case UpdateState::Failed:
        return {tr("Failed"), Colour::Bad};
    case UpdateState::Rejected:
        return {tr("Rejected"), Colour::Quiet};
    case UpdateState::Ignored:
        return {tr("Ignored"), Colour::Quiet};
    }
    return {};
}

Cell UpdateTexts::severity(UpdateSeverity severity)
{
    switch (severity) {
    case UpdateSeverity::Low:
        return {tr("low"), Colour::Quiet};
    case UpdateSeverity::Medium:
        return {tr("medium"), Colour::Plain};
    case UpdateSeverity::High:
        return {tr("high"), Colour::Attention};
    case UpdateSeverity::Critical:
        return {tr("critical"), Colour::Bad};
    }
    return {};
}

QString UpdateTexts::waits(const PendingRestart &restart)
{
    const QString until = restart.until ? Texts::when(*restart.until) : QString();
    QString words;
    if (restart.waitsFor == "approval"_L1) {
        words = tr("waits for an approval");
    } else if (restart.waitsFor == "deferral"_L1) {
        words = tr("deferred until %1").arg(until);
    } else if (restart.waitsFor == "time"_L1) {
        words = tr("scheduled for %1").arg(until);
    } else if (restart.waitsFor == "window"_L1) {
        words = tr("waits for its maintenance window");
    } else if (restart.waitsFor == "quiet"_L1) {
        words = tr("waits for a quiet moment");
    } else if (restart.waitsFor == "checkpoint"_L1) {
        words = until.isEmpty() ? tr("waits for a checkpoint") : tr("waits for a checkpoint, until %1").arg(until);
    } else if (restart.waitsFor == "held"_L1) {
        words = tr("held by the kill switch");
    } else if (restart.waitsFor == "hibernation"_L1) {
        words = tr("could not save its state, and asks whether to go on");
    }
    if (words.isEmpty() || restart.waitsBecause.isEmpty()) {
        return words.isEmpty() ? restart.waitsBecause : words;
    }
    return words + u": "_s + restart.waitsBecause;
}

QString UpdateTexts::took(Duration duration)
{
    const double s = std::chrono::duration<double>(duration).count();
    if (s < 1) {
        return tr("%1 ms").arg(std::chrono::ceil<milliseconds>(duration).count());
    }
    return s < 10 ? tr("%1 s").arg(QLocale::c().toString(s, 'f', 1)) : Texts::age(duration);
}

QString UpdateTexts::step(const QString &unit, const client::RestartStep &step)
{
    const QString time = step.took ? took(*step.took) : QString();
    QString line;
    if (step.state == "failed"_L1) {
        line = time.isEmpty() ? tr("%1: %2 failed").arg(unit, step.step)
                              : tr("%1: %2 failed after %3").arg(unit, step.step, time);
    } else if (step.state == "done"_L1) {
        line = time.isEmpty() ? tr("%1: %2 done").arg(unit, step.step)
                              : tr("%1: %2 done in %3").arg(unit, step.step, time);
    } else if (step.state == "running"_L1) {
        line = tr("%1: %2 under way").arg(unit, step.step);
    } else {
        line = step.state == "skipped"_L1 ? tr("%1: %2 skipped").arg(unit, step.step)
                                          : tr("%1: %2 not yet").arg(unit, step.step);
    }
    if (!step.detail.isEmpty()) {
        line += u": "_s + step.detail;
    }
    if (!step.savedState.isEmpty()) {
        line += u' ' + tr("(saved: %1)").arg(step.savedState.join(u", "_s));
    }
    return line;
}

QString UpdateTexts::line(const PendingRestart &restart)
{
    QString text = tr("%1 (%2): %3").arg(restart.id, restart.service, state(restart.state).text);
    if (const QString waiting = waits(restart); !waiting.isEmpty() && !client::isOver(restart.state)) {
        text += u", "_s + waiting;
    }
    if (!restart.note.isEmpty()) {
        text += u": "_s + restart.note;
    }
    return text;
}

QString UpdateTexts::outcome(const PendingRestart &restart)
{
    QStringList versions;
    Duration downtime{0};
    for (const client::RestartRun &run : restart.runs) {
        downtime += run.downtime.value_or(Duration{0});
        if (!run.toVersion.isEmpty() && run.fromVersion != run.toVersion && run.state == "applied"_L1) {
            versions.append(tr("%1 runs version %2").arg(run.unit, run.toVersion));
        }
    }
    QString text = line(restart);
    if (!versions.isEmpty()) {
        text += u", "_s + versions.join(u", "_s);
    }
    return downtime > Duration{0} ? text + u", "_s + tr("down for %1").arg(took(downtime)) : text;
}

Table ruleTable(const client::DecisionTrace &trace)
{
    Table table{{UpdateTexts::tr("Rule"), UpdateTexts::tr("Outcome"), UpdateTexts::tr("What it looked at")}, {}};
    for (const client::RuleStep &step : trace.steps) {
        QStringList inputs;
        for (const auto &[name, value] : step.inputs) {
            inputs.append(name + u": "_s + value);
        }
        const bool matched = step.outcome == "matched"_L1;
        const QString outcome = matched                         ? UpdateTexts::tr("matched")
                                : step.outcome == "no_match"_L1 ? UpdateTexts::tr("no match")
                                                                : UpdateTexts::tr("not reached");
        table.rows.append({{step.rule, matched ? Colour::Good : Colour::Quiet},
                           {outcome, matched ? Colour::Good : Colour::Quiet},
                           {inputs.join(u"; "_s)}});
    }
    return table;
}

std::optional<WallTime> timeFromWords(const QString &words, WallTime now)
{
    const QDateTime here = QDateTime::fromMSecsSinceEpoch(toMicrosecondsSinceEpoch(now) / 1000);
    QDateTime found;
    for (const QString &format : {u"HH:mm"_s, u"HH:mm:ss"_s}) {
        if (const QTime clock = QTime::fromString(words, format); clock.isValid()) {
            found = QDateTime(here.date(), clock);
            if (found <= here) {
                found = QDateTime(here.date().addDays(1), clock);
            }
        }
    }
    const QString spaced = QString(words).replace(u'T', u' ');
    for (const QString &format : {u"yyyy-MM-dd HH:mm"_s, u"yyyy-MM-dd HH:mm:ss"_s}) {
        const QDateTime local = QDateTime::fromString(spaced, format);
        found = local.isValid() ? local : found;
    }
    if (found.isValid()) {
        return wallTimeFromMicroseconds(found.toMSecsSinceEpoch() * 1000);
    }
    WallTime time;
    return fromIsoString(words, &time) ? std::optional(time) : std::nullopt;
}

} // namespace lamplighter::ctl
