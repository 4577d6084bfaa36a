#include "core/base/quantities.h"
#include "core/updates/policy.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
using client::ChangeType;
using client::Decision;
using client::DecisionTrace;
using client::Notice;
using client::RuleStep;
using client::UpdateSeverity;

namespace {

using Inputs = QList<QPair<QString, QString>>;

/// The modules of one notice in one list of the policy; looked up when first asked for.
class ListedModules
{
public:
    ListedModules(const ModulePatterns &patterns, const Notice &notice, const QString &name)
        : m_patterns(patterns)
        , m_notice(notice)
        , m_name(name)
    {}

    [[nodiscard]] const std::vector<qsizetype> &entries()
    {
        if (m_entries.empty()) {
            m_entries.reserve(static_cast<std::size_t>(m_notice.modules.size()));
            for (const QString &module : m_notice.modules) {
                m_entries.push_back(m_patterns.find(module));
            }
        }
        return m_entries;
    }
    [[nodiscard]] bool any()
    {
        return std::any_of(entries().begin(), entries().end(), [](qsizetype entry) { return entry >= 0; });
    }
    [[nodiscard]] QStringList all()
    {
        QStringList out;
        for (std::size_t i = 0; i < entries().size(); ++i) {
            if (m_entries[i] >= 0) {
                out.append(m_notice.modules.at(static_cast<qsizetype>(i)));
            }
        }
        return out;
    }
    /// The pattern that module number `i` is listed by; empty if it is not.
    [[nodiscard]] QString pattern(std::size_t i)
    {
        return entries()[i] >= 0 ? m_patterns.entries().at(m_entries[i]) : QString();
    }
    /// What was found of the first that is listed, or that none is.
    [[nodiscard]] Inputs words()
    {
        const auto first = std::find_if(entries().begin(), entries().end(), [](qsizetype e) { return e >= 0; });
        if (first == m_entries.end()) {
            return {{u"module"_s, m_notice.modules.size() == 1 ? m_notice.modules.first()
                                                               : u"none of %1"_s.arg(m_notice.modules.size())},
                    {u"not listed in"_s, m_name}};
        }
        return {
            {u"module"_s, m_notice.modules.at(first - m_entries.begin())},
            {u"listed in"_s, u"%1, entry %2 of %3"_s.arg(m_name).arg(*first + 1).arg(m_patterns.entries().size())},
        };
    }

private:
    const ModulePatterns &m_patterns;
    const Notice &m_notice;
    QString m_name;
    std::vector<qsizetype> m_entries;
};

QString severityReason(const Notice &notice)
{
    // The source's words, which are the same for both severities.
    const QString what =
        notice.description.trimmed().isEmpty() ? u"change in %1"_s.arg(notice.service) : notice.description;
    return u"High severity: "_s + what;
}

void addSteps(DecisionTrace &trace, const Policy &policy, const Notice &notice, ListedModules &critical,
              ListedModules &deferrable)
{
    const std::array<QString, 4> rules{u"critical-code"_s, u"severity"_s, u"deferrable"_s, u"otherwise"_s};
    bool reached = true;
    for (const QString &rule : rules) {
        RuleStep step{rule, u"not_reached"_s, {}};
        const bool matched = rule == trace.rule;
        if (reached) {
            step.outcome = matched ? u"matched"_s : u"no_match"_s;
            if (rule == rules[0] && (matched || notice.changeType == ChangeType::Code)) {
                step.inputs = critical.words();
            }
            if (rule == rules[0] && (matched || notice.changeType != ChangeType::Code)) {
                step.inputs.append({u"change"_s, client::toString(notice.changeType)});
            }
            if (rule == rules[1]) {
                step.inputs = {{u"severity"_s, client::toString(notice.severity)}};
            }
            if (rule == rules[2]) {
                step.inputs = deferrable.words();
                if (matched) {
                    step.inputs.append({u"deferred for"_s, formatDuration(policy.deferFor)});
                }
            }
        }
        reached = reached && !matched;
        trace.steps.append(step);
    }
    for (qsizetype i = 0; i < notice.modules.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        client::ModuleMatch match{notice.modules.at(i), {}, critical.pattern(at)};
        if (!match.pattern.isEmpty()) {
            match.list = u"critical"_s;
        } else if (match.pattern = deferrable.pattern(at); !match.pattern.isEmpty()) {
            match.list = u"deferrable"_s;
        }
        trace.modules.append(match);
    }
}

} // namespace

DecisionTrace decide(const Policy &policy, const Notice &notice, bool withSteps)
{
    ListedModules critical(policy.critical, notice, u"critical_modules"_s);
    ListedModules deferrable(policy.deferrable, notice, u"deferrable_modules"_s);
    DecisionTrace trace;
    trace.affectedModules = notice.modules;
    if (notice.changeType == ChangeType::Code && critical.any()) {
        trace.decision = Decision::RestartNow;
        trace.rule = u"critical-code"_s;
        trace.reason = u"Critical code change in %1"_s.arg(notice.service);
        trace.affectedModules = critical.all();
    } else if (notice.severity >= UpdateSeverity::High) {
        trace.decision = Decision::RestartAtCheckpoint;
        trace.rule = u"severity"_s;
        trace.reason = severityReason(notice);
    } else if (deferrable.any()) {
        trace.decision = Decision::Defer;
        trace.rule = u"deferrable"_s;
        trace.reason = u"Deferrable change in %1"_s.arg(notice.service);
        trace.affectedModules = deferrable.all();
        trace.deferFor = policy.deferFor;
    } else {
        trace.decision = Decision::Ignore;
        trace.rule = u"otherwise"_s;
        trace.reason = u"No restart needed for %1"_s.arg(notice.service);
    }
    trace.needsApproval =
        trace.decision != Decision::Ignore && needsApproval(policy.rulesFor(notice.service).approval, notice.severity);
    if (withSteps) {
        addSteps(trace, policy, notice, critical, deferrable);
    }
    return trace;
}

} // namespace lamplighter::updates
