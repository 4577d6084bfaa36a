// notify, and what the policy says: both take a notice.
#include "app/ctl/option_groups.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

void addNoticeOptions(CLI::App &command, Draft &draft)
{
    command.add_option("--service", draft.service, text(Help::tr("The service that has changed")))
        ->type_name("NAME")
        ->required();
    command
        .add_option("--modules", draft.modules, text(Help::tr("The modules that have changed, with commas between")))
        ->type_name("A,B")
        ->required()
        ->allow_extra_args(false);
    command.add_option("--change-type", draft.changeType, text(Help::tr("What kind of change it is (code)")))
        ->check(CLI::IsMember({"code", "config", "dependency", "data"}));
    command.add_option("--severity", draft.severity, text(Help::tr("How much depends on it (medium)")))
        ->check(CLI::IsMember({"critical", "high", "medium", "low"}));
    command.add_option("--description", draft.description, text(Help::tr("What has changed, for people")))
        ->type_name("TEXT");
    command
        .add_option("--version", draft.version,
                    text(Help::tr("The version that should run afterwards (the newest there is)")))
        ->type_name("VERSION");
}

/// Refused here by the engine's own rules, before anything is sent.
client::Notice noticeOf(const Draft &draft)
{
    client::Notice notice;
    notice.service = text(draft.service);
    notice.changeType = *client::changeTypeFromString(text(draft.changeType));
    notice.severity = *client::updateSeverityFromString(text(draft.severity));
    notice.description = text(draft.description);
    notice.version = text(draft.version);
    for (const std::string &list : draft.modules) {
        for (const QString &module : text(list).split(u',', Qt::SkipEmptyParts)) {
            if (!module.trimmed().isEmpty()) {
                notice.modules.append(module.trimmed());
            }
        }
    }
    const Result<client::Notice> read = client::noticeFromJson(client::toJson(notice));
    if (!read) {
        throw CLI::ValidationError(text(read.error().message));
    }
    return *read;
}

} // namespace

void addNoticeCommands(CLI::App &app, Draft &draft)
{
    CLI::App *notify =
        app.add_subcommand("notify", text(Help::tr("Report that a service has changed, and see what is decided")));
    addNoticeOptions(*notify, draft);
    notify->add_flag("--auto-restart", draft.autoRestart,
                     text(Help::tr("Approve the restart that the policy asks for, and wait until it is over")));
    notify->add_flag("--no-wait", draft.noWait, text(Help::tr("With --auto-restart: do not wait for it")));
    notify->footer(text(Help::tr("Exit codes: 0 accepted (and applied, if it was waited for), 1 it failed, "
                                 "2 bad input, 3 no engine can be reached, 4 refused.")));
    notify->callback([&draft] { draft.result = NotifyUpdate{noticeOf(draft), draft.autoRestart, !draft.noWait}; });

    CLI::App *policy = app.add_subcommand("policy", text(Help::tr("The rules that decide about a change")));
    policy->require_subcommand(1);
    policy->add_subcommand("show", text(Help::tr("The rules in force")))->callback([&draft] {
        draft.result = ShowPolicy{};
    });
    CLI::App *explain =
        policy->add_subcommand("explain", text(Help::tr("How they would decide about a change; nothing is reported")));
    addNoticeOptions(*explain, draft);
    explain->callback([&draft] { draft.result = ExplainPolicy{noticeOf(draft)}; });
}

} // namespace lamplighter::ctl
