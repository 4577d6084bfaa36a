// updates, and what is answered to the restarts they ask for.
#include "app/ctl/option_groups.h"

#include "app/ctl/update_texts.h"
#include "core/base/quantities.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration kLongestDeferral = std::chrono::hours(24 * 90);

CLI::Validator reasonValidator()
{
    return CLI::Validator(
        [](const std::string &reason) {
            return text(reason).trimmed().size() < 3 ? text(Help::tr("The reason must have at least 3 characters"))
                                                     : std::string();
        },
        {}, "reason");
}

WallTime timeOf(const std::string &words)
{
    const std::optional<WallTime> time = timeFromWords(text(words), SystemClock().wallNow());
    if (!time) {
        throw CLI::ValidationError(
            text(Help::tr("\"%1\" is no time: give 18:30, 2026-08-17 18:30 or 2026-08-17T18:30:00Z").arg(text(words))));
    }
    return *time;
}

WallTime laterBy(const std::string &span)
{
    const Result<Duration> duration = parseDuration(text(span));
    if (!duration || *duration <= Duration{0} || *duration > kLongestDeferral) {
        throw CLI::ValidationError(
            text(Help::tr("\"%1\" is no time span up to 90 days: give something like 30m, 8h or 2d").arg(text(span))));
    }
    return SystemClock().wallNow() + std::chrono::duration_cast<microseconds>(*duration);
}

/// Which restart, and which revision of it.
void addRestartOptions(CLI::App &command, Draft &draft)
{
    command.add_option("id", draft.name, text(Help::tr("The restart (R-1), or an update that it is for (U-1)")))
        ->type_name("ID")
        ->required()
        ->check(unitNameValidator());
    command
        .add_option("--revision", draft.revision,
                    text(Help::tr("Refuse if this is not its revision any more (do not look)")))
        ->check(CLI::Range(1, 1'000'000'000));
}

void addApprove(CLI::App &app, Draft &draft)
{
    CLI::App *approve = app.add_subcommand("approve", text(Help::tr("Let a restart happen")));
    addRestartOptions(*approve, draft);
    CLI::App *when = approve->add_option_group("when", text(Help::tr("At most one of")));
    when->add_flag("--now", draft.now, text(Help::tr("Now; this is meant without any of them")));
    when->add_flag("--at-checkpoint", draft.atCheckpoint, text(Help::tr("When the unit reports a safe point")));
    when->add_option("--at", draft.at, text(Help::tr("At this time")))->type_name("TIME");
    when->require_option(0, 1);
    approve->add_flag("--force", draft.force, text(Help::tr("Go on even if the unit cannot save its state")));
    approve->add_flag("--wait", draft.wait, text(Help::tr("Wait until it is over, and print each step")));
    approve->callback([&draft] {
        AnswerRestart answer{RestartVerb::Approve, text(draft.name), draft.revision, {}, {}, {}, draft.wait};
        answer.how.force = draft.force;
        if (draft.atCheckpoint) {
            answer.how.when = client::ApproveWhen::Checkpoint;
        } else if (!draft.at.empty()) {
            answer.how.when = client::ApproveWhen::At;
            answer.how.at = timeOf(draft.at);
        }
        draft.result = answer;
    });
}

void addDeferAndReject(CLI::App &app, Draft &draft)
{
    CLI::App *defer = app.add_subcommand("defer", text(Help::tr("Let a restart wait, and be asked again")));
    addRestartOptions(*defer, draft);
    CLI::App *until = defer->add_option_group("until", text(Help::tr("Exactly one of")));
    until->add_option("--for", draft.span, text(Help::tr("For so long: 30m, 8h, 2d")))->type_name("SPAN");
    until->add_option("--until", draft.until, text(Help::tr("Until this time")))->type_name("TIME");
    until->require_option(1);
    defer->add_option("--reason", draft.reason, text(Help::tr("Why; everyone who looks sees it")))->type_name("TEXT");
    defer->callback([&draft] {
        const WallTime time = draft.span.empty() ? timeOf(draft.until) : laterBy(draft.span);
        draft.result =
            AnswerRestart{RestartVerb::Defer, text(draft.name), draft.revision, {}, time, text(draft.reason), false};
    });

    CLI::App *reject = app.add_subcommand("reject", text(Help::tr("Say that a restart is not to happen")));
    addRestartOptions(*reject, draft);
    reject->add_option("--reason", draft.reason, text(Help::tr("Why; everyone who looks sees it")))
        ->type_name("TEXT")
        ->required()
        ->check(reasonValidator());
    reject->callback([&draft] {
        draft.result =
            AnswerRestart{RestartVerb::Reject, text(draft.name), draft.revision, {}, {}, text(draft.reason), false};
    });
}

void addUpdates(CLI::App &app, Draft &draft)
{
    CLI::App *updates =
        app.add_subcommand("updates", text(Help::tr("The restarts that wait or are under way, or updates")));
    updates
        ->add_option("--state", draft.state, text(Help::tr("Updates in this state, newest first; or open, over, all")))
        ->check(CLI::IsMember({"open", "over", "all", "waiting", "deferred", "scheduled", "at_checkpoint", "restarting",
                               "rolling_back", "applied", "rolled_back", "failed", "rejected", "ignored"}));
    updates->add_option("--service", draft.service, text(Help::tr("Only of this service")))->type_name("NAME");
    updates->add_option("-n,--limit", draft.lines, text(Help::tr("How many (100)")))->check(CLI::Range(1, 1000));
    CLI::App *show = updates->add_subcommand("show", text(Help::tr("All about one, and how it was decided")));
    show->add_option("id", draft.name, text(Help::tr("An update (U-1) or a restart (R-1)")))
        ->type_name("ID")
        ->required()
        ->check(unitNameValidator());
    show->callback([&draft] { draft.result = ShowUpdate{text(draft.name)}; });
    updates->callback([&draft, show] {
        if (!show->parsed()) {
            draft.result = ListUpdates{text(draft.state), text(draft.service), draft.lines > 0 ? draft.lines : 100};
        }
    });
}

} // namespace

void addUpdateCommands(CLI::App &app, Draft &draft)
{
    addUpdates(app, draft);
    addApprove(app, draft);
    addDeferAndReject(app, draft);

    const auto addUnit = [&draft](CLI::App &command) {
        command.add_option("unit", draft.unit, text(Help::tr("Unit")))
            ->type_name("NAME")
            ->required()
            ->check(unitNameValidator());
    };
    CLI::App *checkpoint =
        app.add_subcommand("checkpoint", text(Help::tr("Say that a unit is at a safe point to be restarted")));
    addUnit(*checkpoint);
    checkpoint->callback([&draft] { draft.result = ReportCheckpoint{text(draft.unit)}; });

    CLI::App *rollback =
        app.add_subcommand("rollback", text(Help::tr("Go back to a version of a unit, or list those there are")));
    addUnit(*rollback);
    CLI::Option *version =
        rollback
            ->add_option("version", draft.version, text(Help::tr("This one; without it the last that was verified")))
            ->type_name("VERSION");
    CLI::Option *wait = rollback->add_flag("--wait", draft.wait, text(Help::tr("Wait until it is over")));
    rollback->add_flag("--list", draft.list, text(Help::tr("Only say which versions there are")))
        ->excludes(version)
        ->excludes(wait);
    rollback->callback([&draft] {
        draft.result = RollBack{text(draft.unit), text(draft.version), draft.list, draft.wait};
    });

    CLI::App *advise = app.add_subcommand("advise", text(Help::tr("When a restart of a service disturbs the least")));
    advise->add_option("service", draft.service, text(Help::tr("Service")))->type_name("NAME")->required();
    advise->callback([&draft] { draft.result = AskAdvice{text(draft.service)}; });
}

} // namespace lamplighter::ctl
