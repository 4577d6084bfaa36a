#include "app/ctl/option_groups.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

struct ScopeAndTarget
{
    client::Scope scope = client::Scope::All;
    QString target;
};

ScopeAndTarget scopeOf(const Draft &draft)
{
    if (!draft.unit.empty()) {
        return {client::Scope::Unit, text(draft.unit)};
    }
    if (!draft.group.empty()) {
        return {client::Scope::Group, text(draft.group)};
    }
    return {};
}

/// What both engage and rearm need: exactly one scope, and why.
void addScopeAndReason(CLI::App &command, Draft &draft)
{
    CLI::App *scope = command.add_option_group("scope", text(Help::tr("Exactly one of")));
    scope->add_option("--unit", draft.unit, text(Help::tr("One unit")))->type_name("NAME")->check(unitNameValidator());
    scope->add_option("--group", draft.group, text(Help::tr("All units of a group")))->type_name("GROUP");
    scope->add_flag("--all", draft.all, text(Help::tr("All units of the engine")));
    scope->require_option(1);
    command.add_option("--reason", draft.reason, text(Help::tr("Why; everyone who looks sees it")))
        ->type_name("TEXT")
        ->required()
        ->check([](const std::string &reason) {
            return text(reason).trimmed().isEmpty() ? text(Help::tr("The reason is empty")) : std::string();
        });
}

} // namespace

void addKillSwitchCommands(CLI::App &app, Draft &draft)
{
    CLI::App *killSwitch =
        app.add_subcommand("kill-switch", text(Help::tr("Stop units at once and hold them, or let them go")));
    killSwitch->require_subcommand(1);

    CLI::App *engage = killSwitch->add_subcommand("engage", text(Help::tr("Stop now, and stay stopped until rearmed")));
    addScopeAndReason(*engage, draft);
    engage->add_flag("--graceful", draft.graceful,
                     text(Help::tr("Give each unit its stop_timeout, not half a second")));
    engage->callback([&draft] {
        const ScopeAndTarget where = scopeOf(draft);
        draft.result = EngageKillSwitch{where.scope, where.target, text(draft.reason), draft.graceful};
    });

    CLI::App *rearm = killSwitch->add_subcommand("rearm", text(Help::tr("Let units start again")));
    addScopeAndReason(*rearm, draft);
    rearm->add_flag("--start-again", draft.startAgain, text(Help::tr("And start those that ran before")));
    rearm->callback([&draft] {
        const ScopeAndTarget where = scopeOf(draft);
        draft.result = RearmKillSwitch{where.scope, where.target, text(draft.reason), draft.startAgain};
    });

    killSwitch->add_subcommand("status", text(Help::tr("What is held, by whom and why")))->callback([&draft] {
        draft.result = ShowKillSwitch{};
    });
}

} // namespace lamplighter::ctl
