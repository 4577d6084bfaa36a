#include "app/ctl/option_groups.h"

#include "core/watchdog/unit_file.h"

namespace lamplighter::ctl {

void addReportCommands(CLI::App &app, Draft &draft)
{
    CLI::App *check = app.add_subcommand(
        "check", text(Help::tr("Say what is wrong with a unit of a file, before it is added or reloaded")));
    check->add_option("name", draft.name, text(Help::tr("Unit")))->type_name("NAME")->required();
    check->add_option("file", draft.file, text(Help::tr("The unit file (TOML) that it stands in")))
        ->type_name("FILE")
        ->required();
    check->callback([&draft] {
        // Any name: one that cannot be is one of the things to say.
        const Result<QJsonObject> table = watchdog::readUnitTable(text(draft.file), text(draft.name));
        if (!table) {
            throw CLI::ValidationError(text(table.error().message));
        }
        draft.result = CheckUnit{text(draft.name), *table};
    });
    app.add_subcommand("usage", text(Help::tr("What running units use of the processor and the memory")))
        ->callback([&draft] { draft.result = ShowUsage{}; });
}

} // namespace lamplighter::ctl
