#include "app/ctl/option_groups.h"

#include "core/base/data_directory.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

QStringList textList(const std::vector<std::string> &strings)
{
    QStringList out;
    for (const std::string &string : strings) {
        out.append(text(string));
    }
    return out;
}

/// start, stop, restart, remove: names, or all of them.
CLI::App *addVerb(CLI::App &app, Draft &draft, UnitVerb verb, const char *name, const QString &help)
{
    CLI::App *command = app.add_subcommand(name, text(help));
    command->add_option("name", draft.names, text(Help::tr("Units")))->type_name("NAME")->check(unitNameValidator());
    if (verb != UnitVerb::Remove) { // removing everything is not a thing to do by one word
        command->add_flag("--all", draft.all, text(Help::tr("Every unit it makes sense for")));
    }
    command->callback([&draft, verb] {
        if (draft.names.empty() == !draft.all) {
            throw CLI::ValidationError(text(draft.all ? Help::tr("Give names or --all, not both")
                                                      : Help::tr("Which unit? Give at least one name")));
        }
        draft.result = ActOnUnits{verb, textList(draft.names), draft.all, draft.once};
    });
    return command;
}

void addLogs(CLI::App &app, Draft &draft)
{
    CLI::App *logs = app.add_subcommand("logs", text(Help::tr("What a unit has printed")));
    logs->add_option("name", draft.name, text(Help::tr("Unit")))
        ->type_name("NAME")
        ->required()
        ->check(unitNameValidator());
    logs->add_option("-n,--lines", draft.lines, text(Help::tr("How many of the last lines (100)")))
        ->check(CLI::Range(1, 10000));
    logs->add_flag("-f,--follow", draft.follow, text(Help::tr("Go on with each new line until Ctrl+C")));
    logs->callback([&draft] {
        draft.result = ShowLogs{text(draft.name), draft.lines > 0 ? draft.lines : 100, draft.follow};
    });
}

} // namespace

void addUnitCommands(CLI::App &app, Draft &draft)
{
    addVerb(app, draft, UnitVerb::Start, "start", Help::tr("Start units, and keep them running"))
        ->add_flag("--once", draft.once, text(Help::tr("Run without restarting when it ends")));
    addVerb(app, draft, UnitVerb::Stop, "stop", Help::tr("Stop units; they stay stopped until started"));
    addVerb(app, draft, UnitVerb::Restart, "restart", Help::tr("Stop units and start them again"));

    CLI::App *status = app.add_subcommand("status", text(Help::tr("How units are, or all about one")));
    status->add_option("name", draft.name, text(Help::tr("Unit")))->type_name("NAME")->check(unitNameValidator());
    status->add_flag("--names", draft.namesOnly, text(Help::tr("Only the names of the units, one a line")));
    status->callback([&draft] { draft.result = ShowStatus{text(draft.name), draft.namesOnly}; });

    app.add_subcommand("watch", text(Help::tr("How units are, as it changes, until Ctrl+C")))->callback([&draft] {
        draft.result = WatchUnits{};
    });
    addLogs(app, draft);
    addVerb(app, draft, UnitVerb::Remove, "remove", Help::tr("Stop units and forget them"));
    app.add_subcommand("reload-units", text(Help::tr("Read the unit files again and apply what changed")))
        ->callback([&draft] { draft.result = ReloadUnits{}; });
    app.add_subcommand("engine", text(Help::tr("What engine this is, and who you are to it")))->callback([&draft] {
        draft.result = ShowEngine{};
    });
    app.add_subcommand("fingerprint",
                       text(Help::tr("The SHA-256 fingerprint of the certificate of an engine with TLS")))
        ->callback([&draft] { draft.result = ShowFingerprint{}; });
}

} // namespace lamplighter::ctl
