#include "app/ctl/options.h"

#include "app/ctl/option_groups.h"
#include "core/base/ids.h"
#include "core/client/shapes.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstring>
#include <iostream>
#include <sstream>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

QString footer()
{
    return Help::tr("Without --engine and --data-dir, the engine of LAMPLIGHTER_DATA_DIR or of the default data "
                    "directory is asked, "
                    "over its local socket, so that no token is needed on the same machine and account.\n\n"
                    "Exit codes:\n"
                    "  0  done\n"
                    "  1  the engine refused, or failed at it\n"
                    "  2  the command line is wrong\n"
                    "  3  no engine can be reached\n"
                    "  4  no valid token, or not allowed\n"
                    "  5  no such unit, alert or token\n"
                    "  6  held by the kill switch\n"
                    "  7  no answer in time\n"
                    "  8  the engine's certificate is not accepted; nothing was sent to it\n"
                    "With several units, that of the first that failed.");
}

void addCommonOptions(CLI::App &app, Draft &draft)
{
    CLI::Option *engine =
        app.add_option(
               "--engine", draft.engine,
               text(Help::tr("Address of an engine, such as http://127.0.0.1:8765; omnimind+http://host:8000 for a "
                             "server of the OmniMind update protocol")))
            ->type_name("URL");
    app.add_option("--fingerprint", draft.fingerprint,
                   text(Help::tr("SHA-256 fingerprint of the certificate of an https engine; no other is accepted")))
        ->type_name("SHA256")
        ->needs(engine);
    app.add_option("--data-dir", draft.dataDirectory, text(Help::tr("Data directory of an engine on this machine")))
        ->type_name("DIR")
        ->excludes(engine);
    app.add_option("--token-file", draft.tokenFile, text(Help::tr("File that holds the token for the engine")))
        ->type_name("FILE");
    app.add_flag("--json", draft.json, text(Help::tr("Print the API's JSON; errors as JSON too, on the error stream")));
    app.set_version_flag("--version", "lampctl " LAMPLIGHTER_VERSION);
}

bool wantsJson(int argc, const char *const *argv)
{
    return std::any_of(argv, argv + argc, [](const char *word) { return std::strcmp(word, "--json") == 0; });
}

ExitCode reportUsage(const CLI::App &app, const CLI::ParseError &error, bool json)
{
    if (!json) {
        app.exit(error, std::cout, std::cerr);
        return ExitCode::Usage;
    }
    const Error usage{ErrorCode::InvalidInput, QString::fromUtf8(error.what()), u"command line"_s};
    std::cerr << QJsonDocument(client::toJson(usage)).toJson(QJsonDocument::Compact).constData() << '\n';
    return ExitCode::Usage;
}

} // namespace

CLI::Validator unitNameValidator()
{
    return CLI::Validator(
        [](const std::string &name) {
            return isValidUnitName(text(name)) ? std::string()
                                               : text(Help::tr("\"%1\" cannot be the name of a unit").arg(text(name)));
        },
        {}, "unit name");
}

std::variant<Invocation, ExitCode> parseCommandLine(int argc, const char *const *argv)
{
    CLI::App app(text(Help::tr("Asks and steers a Lamplighter engine.")), "lampctl");
    Draft draft;
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(text(footer()));
    app.get_formatter()->column_width(34);
    addCommonOptions(app, draft);
    addUnitCommands(app, draft);
    addAddCommand(app, draft);
    addReportCommands(app, draft);
    addKillSwitchCommands(app, draft);
    addJournalCommands(app, draft);
    addTokenCommands(app, draft);
    addNoticeCommands(app, draft);
    addUpdateCommands(app, draft);
    try { // CLI11 reports by exceptions; they end here
        app.parse(argc, argv);
    } catch (const CLI::Success &done) { // help and version
        app.exit(done, std::cout, std::cerr);
        return ExitCode::Ok;
    } catch (const CLI::ParseError &error) {
        return reportUsage(app, error, wantsJson(argc, argv));
    }
    Invocation out;
    out.target = {text(draft.engine), text(draft.dataDirectory), text(draft.tokenFile), text(draft.fingerprint)};
    out.json = draft.json;
    out.command = std::move(*draft.result);
    return out;
}

} // namespace lamplighter::ctl
