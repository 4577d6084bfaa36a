// policy show, policy explain, advise
#include "app/ctl/session.h"
#include "app/ctl/texts.h"
#include "app/ctl/update_texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

void print(const Session &session, const client::PolicyInfo &policy)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(policy));
        return;
    }
    out.line(sheet({
                       {Texts::tr("From"), policy.origin.isEmpty() ? Texts::tr("built in") : policy.origin},
                       {Texts::tr("Approval"), policy.approval},
                       {Texts::tr("Critical modules"), QString::number(policy.criticalModules.size())},
                       {Texts::tr("Deferrable modules"), QString::number(policy.deferrableModules.size())},
                   })
                 .trimmed());
    if (!policy.problem.isEmpty()) {
        out.line(out.coloured(Texts::tr("The file was changed and refused: %1").arg(printable(policy.problem, false)),
                              Colour::Bad));
    }
    out.line({});
    out.line(policy.text.trimmed());
}

void print(const Session &session, const client::DecisionTrace &trace)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(trace));
        return;
    }
    out.line(sheet({
                       {Texts::tr("Decision"), client::toString(trace.decision)},
                       {Texts::tr("Reason"), trace.reason},
                       {Texts::tr("Defers for"), trace.deferFor > Duration{0} ? Texts::age(trace.deferFor) : QString()},
                       {Texts::tr("Approval"), trace.needsApproval ? Texts::tr("needed") : Texts::tr("not needed")},
                   })
                 .trimmed());
    out.line({});
    out.table(ruleTable(trace));
}

} // namespace

void run(Session &session, const ShowPolicy &)
{
    session.engine().policy(&session, session.answered<client::PolicyInfo>(
                                          [&session](const client::PolicyInfo &policy) { print(session, policy); }));
}

void run(Session &session, const ExplainPolicy &command)
{
    session.engine().explainPolicy(command.notice, &session,
                                   session.answered<client::DecisionTrace>(
                                       [&session](const client::DecisionTrace &trace) { print(session, trace); }));
}

void run(Session &session, const AskAdvice &command)
{
    session.engine().advise(
        command.service, &session, session.answered<client::Advice>([&session](const client::Advice &advice) {
            if (session.out().isJson()) {
                session.out().object(client::toJson(advice));
            } else {
                session.out().line(advice.at ? Texts::tr("%1: %2").arg(Texts::when(*advice.at), advice.because)
                                             : advice.because);
            }
        }));
}

} // namespace lamplighter::ctl
