#include "ui/models/rule_trace.h"

namespace lamplighter::ui {

QString RuleTrace::title(const QString &rule, const client::DecisionTrace &trace)
{
    if (rule == u"critical-code") {
        return tr("Critical module, and the change is code");
    }
    if (rule == u"severity") {
        return tr("Severity is critical or high: at checkpoint");
    }
    if (rule == u"deferrable") {
        return trace.deferFor > Duration::zero()
                   ? tr("Deferrable module: defer %1").arg(TimeTexts::span(trace.deferFor))
                   : tr("Deferrable module: defer");
    }
    return rule == u"otherwise" ? tr("Anything else: ignore") : rule;
}

QString RuleTrace::label(const QString &input)
{
    return input == u"module"      ? tr("module")
           : input == u"modules"   ? tr("modules")
           : input == u"listed in" ? tr("listed in")
           : input == u"change"    ? tr("change")
           : input == u"severity"  ? tr("severity")
                                   : input;
}

QList<RuleLine> RuleTrace::lines(const client::DecisionTrace &trace)
{
    QList<RuleLine> lines;
    for (const client::RuleStep &step : trace.steps) {
        RuleLine line;
        line.title = tr("%1. %2", "number, rule").arg(lines.size() + 1).arg(title(step.rule, trace));
        line.matched = step.outcome == u"matched";
        QStringList failed;
        for (const auto &[name, value] : step.inputs) {
            line.inputs.append({label(name), value});
            failed.append(label(name) + u' ' + value);
        }
        if (line.matched) {
            line.outcome = tr("matched");
        } else {
            line.inputs.clear();
            const QString why = failed.join(QStringLiteral(", "));
            line.outcome = step.outcome == u"not_reached" ? tr("not reached")
                           : why.isEmpty()                ? tr("no match")
                                                          : tr("no match: %1").arg(why);
        }
        lines.append(line);
    }
    return lines;
}

QList<ModuleLine> RuleTrace::modules(const client::DecisionTrace &trace)
{
    QList<ModuleLine> lines;
    for (const client::ModuleMatch &match : trace.modules) {
        const TagText tag = match.list == u"critical"     ? TagText{StateKind::Critical, tr("critical")}
                            : match.list == u"deferrable" ? TagText{StateKind::Busy, tr("deferrable")}
                                                          : TagText{StateKind::Info, match.list};
        lines.append({match.module, tag, match.pattern == match.module ? QString() : match.pattern});
    }
    return lines;
}

QString RuleTrace::text(const QList<RuleLine> &lines)
{
    QStringList text;
    for (const RuleLine &line : lines) {
        text.append(tr("%1: %2", "rule, outcome").arg(line.title, line.outcome));
        for (const auto &[name, value] : line.inputs) {
            text.append(QStringLiteral("   %1: %2").arg(name, value));
        }
    }
    return text.join(u'\n');
}

} // namespace lamplighter::ui
