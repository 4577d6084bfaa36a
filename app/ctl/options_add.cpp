#include "app/ctl/option_groups.h"

#include "core/watchdog/unit_file.h"

#include <QDir>
#include <QJsonArray>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

QJsonObject specOf(const Draft &draft)
{
    QJsonArray command;
    for (const std::string &word : draft.command) {
        command.append(text(word));
    }
    QJsonObject spec{
        {u"command"_s, command},
        // Whoever adds a unit means a folder as seen from where they stand.
        {u"directory"_s, QDir::cleanPath(QDir::current().absoluteFilePath(text(draft.directory)))},
    };
    QJsonObject environment;
    for (const std::string &pair : draft.environment) {
        const std::size_t equals = pair.find('=');
        environment.insert(text(pair.substr(0, equals)), text(pair.substr(equals + 1)));
    }
    if (!environment.isEmpty()) {
        spec.insert("environment"_L1, environment);
    }
    if (draft.autostart) {
        spec.insert("autostart"_L1, *draft.autostart);
    }
    if (!draft.group.empty()) {
        spec.insert("group"_L1, text(draft.group));
    }
    if (!draft.restart.empty()) {
        spec.insert("restart"_L1, text(draft.restart));
    }
    if (!draft.healthUrl.empty()) {
        spec.insert("health"_L1, QJsonObject{{u"http"_s, text(draft.healthUrl)}});
    }
    return spec;
}

/// Read here, so that a mistake is shown with its line before anything is asked of the engine.
AddUnits unitsOfFile(const QString &path)
{
    const Result<QList<watchdog::UnitSpec>> specs = watchdog::readUnitFile(path);
    if (!specs) {
        throw CLI::ValidationError(text(specs.error().message));
    }
    AddUnits out;
    for (const watchdog::UnitSpec &spec : *specs) {
        out.units.append({spec.name.toString(), watchdog::toJson(spec)});
    }
    if (out.units.isEmpty()) {
        throw CLI::ValidationError(text(Help::tr("%1 defines no unit").arg(path)));
    }
    return out;
}

void finish(Draft &draft)
{
    if (!draft.file.empty()) {
        draft.result = unitsOfFile(text(draft.file));
        return;
    }
    if (draft.name.empty() || draft.command.empty()) {
        throw CLI::ValidationError(text(Help::tr("Give a name and, behind --, the command to run; or --file")));
    }
    draft.result = AddUnits{{{text(draft.name), specOf(draft)}}};
}

CLI::Validator pairValidator()
{
    return CLI::Validator(
        [](const std::string &pair) {
            const std::size_t equals = pair.find('=');
            return equals == 0 || equals == std::string::npos
                       ? text(Help::tr("\"%1\" is not of the form KEY=VALUE").arg(text(pair)))
                       : std::string();
        },
        {}, "pair");
}

} // namespace

void addAddCommand(CLI::App &app, Draft &draft)
{
    CLI::App *add = app.add_subcommand("add", text(Help::tr("Make a unit: lampctl add NAME [options] -- COMMAND…")));
    CLI::Option *name = add->add_option("name", draft.name, text(Help::tr("Name of the new unit")))
                            ->type_name("NAME")
                            ->check(unitNameValidator());
    add->add_option("--directory", draft.directory, text(Help::tr("Where it runs (here)")))->type_name("DIR");
    add->add_option("--env", draft.environment, text(Help::tr("A variable for it; may be given again")))
        ->type_name("KEY=VALUE")
        ->type_size(1)
        ->allow_extra_args(false)
        ->check(pairValidator());
    add->add_option("--group", draft.group, text(Help::tr("Group, a scope of the kill switch")))->type_name("GROUP");
    add->add_option("--restart", draft.restart, text(Help::tr("When to restart it (always)")))
        ->type_name("RULE")
        ->check(CLI::IsMember({"always", "on-failure", "never"}));
    add->add_option("--health-url", draft.healthUrl, text(Help::tr("Restart it when this stops answering")))
        ->type_name("URL");
    add->add_flag_callback(
        "--autostart", [&draft] { draft.autostart = true; },
        text(Help::tr("Start it with the engine, and now (this is so)")));
    add->add_flag_callback(
        "--no-autostart", [&draft] { draft.autostart = false; }, text(Help::tr("Start it only when asked")));
    CLI::Option *command =
        add->add_option("command", draft.command, text(Help::tr("Program and its arguments; no shell")))
            ->type_name("COMMAND");
    add->add_option("--file", draft.file, text(Help::tr("A unit file (TOML) instead of all this")))
        ->type_name("FILE")
        ->excludes(name)
        ->excludes(command);
    add->callback([&draft] { finish(draft); });
}

} // namespace lamplighter::ctl
