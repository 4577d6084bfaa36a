#include "app/ctl/option_groups.h"

namespace lamplighter::ctl {

void addTokenCommands(CLI::App &app, Draft &draft)
{
    CLI::App *tokens = app.add_subcommand("tokens", text(Help::tr("Who may ask the engine over the network")));
    tokens->require_subcommand(1);
    tokens->add_subcommand("list", text(Help::tr("Names, roles and last use of the tokens")))->callback([&draft] {
        draft.result = ListTokens{};
    });
    CLI::App *add =
        tokens->add_subcommand("add", text(Help::tr("Make a token and print its secret, which is told only once")));
    add->add_option("name", draft.name, text(Help::tr("A name for the token")))
        ->type_name("NAME")
        ->required()
        ->check(unitNameValidator()); // the same alphabet
    add->add_option("--role", draft.role, text(Help::tr("What its holder may do: viewer, operator or admin")))
        ->type_name("ROLE")
        ->required()
        ->check(CLI::IsMember({"viewer", "operator", "admin"}));
    add->callback([&draft] { draft.result = AddToken{text(draft.name), text(draft.role)}; });
    CLI::App *revoke = tokens->add_subcommand("revoke", text(Help::tr("Make a token worthless at once")));
    revoke->add_option("name", draft.name, text(Help::tr("Name or id of the token")))->type_name("NAME")->required();
    revoke->callback([&draft] { draft.result = RevokeToken{text(draft.name)}; });
}

} // namespace lamplighter::ctl
