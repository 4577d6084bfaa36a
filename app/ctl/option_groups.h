// The commands of lampctl as CLI11 sees them, by area. Private to app/ctl.
#pragma once

#include "app/ctl/commands.h"

// CLI11 is not made for our warnings.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#endif
#include <CLI/CLI.hpp>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include <QCoreApplication>

#include <optional>
#include <string>
#include <vector>

namespace lamplighter::ctl {

/// Help of the command line. Q_DECLARE_TR_FUNCTIONS gives it tr(); the context is the bare name, since lupdate files
/// some of these texts under it whatever stands here (the CLI:: around them confuses it).
class Help
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

/// What CLI11 writes into while it parses. One command is made of it at the end.
struct Draft
{
    std::string engine;
    std::string dataDirectory;
    std::string tokenFile;
    std::string fingerprint;
    bool json = false;

    std::string name;
    std::vector<std::string> names;
    bool all = false;
    bool once = false;
    bool follow = false;
    bool namesOnly = false;
    int lines = 0;

    std::string file;
    std::string directory;
    std::vector<std::string> environment;
    std::string group;
    std::string restart;
    std::string healthUrl;
    std::optional<bool> autostart;
    std::vector<std::string> command;

    std::string unit;
    std::string reason;
    bool graceful = false;
    bool startAgain = false;

    std::string kind;
    std::string subject;
    std::string note;
    bool openOnly = false;
    std::string role;

    std::string service;
    std::vector<std::string> modules;
    std::string changeType = "code";
    std::string severity = "medium";
    std::string description;
    std::string version;
    bool autoRestart = false;
    bool wait = false;
    bool noWait = false;
    std::string state;
    std::optional<int> revision;
    bool now = false;
    bool atCheckpoint = false;
    std::string at;
    bool force = false;
    std::string span;
    std::string until;
    bool list = false;

    std::optional<Command> result;
};

void addUnitCommands(CLI::App &app, Draft &draft);
void addAddCommand(CLI::App &app, Draft &draft);
void addReportCommands(CLI::App &app, Draft &draft);
void addKillSwitchCommands(CLI::App &app, Draft &draft);
void addJournalCommands(CLI::App &app, Draft &draft);
void addTokenCommands(CLI::App &app, Draft &draft);
void addNoticeCommands(CLI::App &app, Draft &draft);
void addUpdateCommands(CLI::App &app, Draft &draft);

inline std::string text(const QString &string)
{
    return string.toStdString();
}
inline QString text(const std::string &string)
{
    return QString::fromStdString(string);
}
/// Refuses what cannot be the name of a unit.
CLI::Validator unitNameValidator();

} // namespace lamplighter::ctl
