#include "app/ctl/option_groups.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

void addJournalCommands(CLI::App &app, Draft &draft)
{
    CLI::App *events = app.add_subcommand("events", text(Help::tr("What happened, oldest first")));
    events->add_option("--kind", draft.kind, text(Help::tr("Only this kind, such as unit.exited or unit.*")))
        ->type_name("KIND");
    events->add_option("--subject", draft.subject, text(Help::tr("Only about this, such as a unit")))
        ->type_name("NAME");
    events->add_option("-n,--lines", draft.lines, text(Help::tr("How many of the last events (50)")))
        ->check(CLI::Range(1, 1000));
    events->add_flag("-f,--follow", draft.follow, text(Help::tr("Go on with each new event until Ctrl+C")));
    events->callback([&draft] {
        draft.result =
            ShowEvents{text(draft.kind), text(draft.subject), draft.lines > 0 ? draft.lines : 50, draft.follow};
    });

    CLI::App *alerts = app.add_subcommand("alerts", text(Help::tr("What someone should see, newest first")));
    alerts->add_flag("--open", draft.openOnly, text(Help::tr("Only what nobody has acknowledged yet")));
    alerts->add_option("-n,--lines", draft.lines, text(Help::tr("How many (50)")))->check(CLI::Range(1, 1000));
    CLI::App *acknowledge = alerts->add_subcommand("acknowledge", text(Help::tr("Say that an alert has been seen")));
    acknowledge->add_option("id", draft.name, text(Help::tr("The alert")))->type_name("ID")->required();
    acknowledge->add_option("--note", draft.note, text(Help::tr("What you did about it")))->type_name("TEXT");
    acknowledge->callback([&draft] { draft.result = AcknowledgeAlert{text(draft.name), text(draft.note)}; });
    alerts->callback([&draft, acknowledge] {
        if (!acknowledge->parsed()) {
            draft.result = ShowAlerts{draft.openOnly, draft.lines > 0 ? draft.lines : 50};
        }
    });
}

} // namespace lamplighter::ctl
