// check, usage
#include "app/ctl/session.h"
#include "app/ctl/texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::UnitCheck;
using client::UnitProblem;
using client::UnitUsage;

namespace {

void showCheck(const Session &session, const QString &name, const UnitCheck &check)
{
    if (session.out().isJson()) {
        session.out().object(client::toJson(check));
        return;
    }
    if (check.problems.isEmpty()) {
        session.out().line(Texts::tr("Nothing is wrong with %1.").arg(name));
        return;
    }
    Table table{{Texts::tr("Key"), Texts::tr("Problem"), Texts::tr("Weight")}, {}};
    for (const UnitProblem &problem : check.problems) {
        const Cell weight =
            problem.warning ? Cell{Texts::tr("Warning"), Colour::Attention} : Cell{Texts::tr("Error"), Colour::Bad};
        table.rows.append({{problem.field}, {problem.message}, weight});
    }
    session.out().table(table);
}

void check(Session &session, const CheckUnit &command, const client::UnitStatus *known)
{
    const bool inAFile = known != nullptr && known->readOnly;
    session.engine().checkUnit(command.name, command.spec, known != nullptr, &session,
                               [&session, name = command.name, inAFile](const Result<UnitCheck> &answer) {
                                   if (!answer) {
                                       session.fail(answer.error());
                                       return;
                                   }
                                   UnitCheck result = *answer;
                                   if (inAFile) { // it cannot be changed over the API, and a file is how it is
                                       result.problems.removeIf(
                                           [](const UnitProblem &problem) { return problem.field == "name"_L1; });
                                   }
                                   showCheck(session, name, result);
                                   session.finish(result.hasErrors() ? ExitCode::Refused : ExitCode::Ok);
                               });
}

} // namespace

void run(Session &session, const CheckUnit &command)
{
    session.engine().units(&session, [&session, command](const Result<QList<client::UnitStatus>> &units) {
        if (!units) {
            session.fail(units.error());
            return;
        }
        const client::UnitStatus *known = nullptr;
        for (const client::UnitStatus &unit : *units) {
            known = unit.name == command.name ? &unit : known;
        }
        check(session, command, known);
    });
}

void run(Session &session, const ShowUsage &)
{
    session.engine().usage(&session, session.answered<client::UsageSnapshot>([&session](const auto &snapshot) {
        if (session.out().isJson()) {
            session.out().object(client::toJson(snapshot));
            return;
        }
        if (snapshot.units.isEmpty()) {
            session.out().line(Texts::tr("No unit runs."));
            return;
        }
        Table table{{Texts::tr("Unit"), Texts::tr("Processor time"), Texts::tr("Memory"), Texts::tr("Processes")}, {}};
        for (const UnitUsage &usage : snapshot.units) {
            table.rows.append({{usage.name},
                               {Texts::age(usage.cpu)},
                               {Texts::bytes(usage.memory)},
                               {QString::number(usage.processes)}});
        }
        session.out().table(table);
    }));
}

} // namespace lamplighter::ctl
