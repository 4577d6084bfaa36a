// What a command line can ask for, as values.
#pragma once

#include "core/client/connect.h"
#include "core/client/engine.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <variant>

namespace lamplighter::ctl {

enum class UnitVerb { Start, Stop, Restart, Remove };

struct ActOnUnits
{
    UnitVerb verb = UnitVerb::Start;
    QStringList names;
    bool all = false;
    bool once = false; ///< start only: run it without restarting it
};
struct ShowStatus
{
    QString name;           ///< empty: all units
    bool namesOnly = false; ///< for completion: one a line
};
struct WatchUnits
{};
struct ShowLogs
{
    QString name;
    int lines = 100;
    bool follow = false;
};
struct AddUnits
{
    struct Unit
    {
        QString name;
        QJsonObject spec;
    };
    QList<Unit> units;
};
struct CheckUnit
{
    QString name;
    QJsonObject spec; ///< as it stands in the file
};
struct ShowUsage
{};
struct ReloadUnits
{};
struct ShowKillSwitch
{};
struct EngageKillSwitch
{
    client::Scope scope = client::Scope::All;
    QString target;
    QString reason;
    bool graceful = false;
};
struct RearmKillSwitch
{
    client::Scope scope = client::Scope::All;
    QString target;
    QString reason;
    bool startAgain = false;
};
struct ShowEvents
{
    QString kind; ///< exact, or a prefix that ends in ".*"
    QString subject;
    int lines = 50;
    bool follow = false;
};
struct ShowAlerts
{
    bool openOnly = false;
    int lines = 50;
};
struct AcknowledgeAlert
{
    QString id;
    QString note;
};
struct ShowEngine
{};
struct ListTokens
{};
struct AddToken
{
    QString name;
    QString role;
};
struct RevokeToken
{
    QString name; ///< or its id
};
struct ShowFingerprint
{};
struct NotifyUpdate
{
    client::Notice notice;
    bool autoRestart = false; ///< approves the restart that the answer names
    bool wait = true;         ///< and waits until it is over
};
struct ListUpdates
{
    QString state; ///< empty: what waits, as restarts; otherwise the updates in this state
    QString service;
    int limit = 100;
};
struct ShowUpdate
{
    QString id; ///< "U-2291" or "R-118"
};
enum class RestartVerb { Approve, Defer, Reject };
struct AnswerRestart
{
    RestartVerb verb = RestartVerb::Approve;
    QString id;                  ///< of a restart, or of one of its updates
    std::optional<int> revision; ///< that was looked at; the newest without it
    client::Approve how;
    WallTime until{};
    QString reason;
    bool wait = false; ///< approve only: until it is over
};
struct ReportCheckpoint
{
    QString unit;
};
struct RollBack
{
    QString unit;
    QString version; ///< empty: the last one that was verified
    bool list = false;
    bool wait = false;
};
struct AskAdvice
{
    QString service;
};
struct ShowPolicy
{};
struct ExplainPolicy
{
    client::Notice notice;
};

using Command =
    std::variant<ActOnUnits, ShowStatus, WatchUnits, ShowLogs, AddUnits, CheckUnit, ShowUsage, ReloadUnits,
                 ShowKillSwitch, EngageKillSwitch, RearmKillSwitch, ShowEvents, ShowAlerts, AcknowledgeAlert,
                 ShowEngine, ListTokens, AddToken, RevokeToken, ShowFingerprint, NotifyUpdate, ListUpdates, ShowUpdate,
                 AnswerRestart, ReportCheckpoint, RollBack, AskAdvice, ShowPolicy, ExplainPolicy>;

struct Invocation
{
    client::Target target;
    bool json = false;
    Command command;
};

} // namespace lamplighter::ctl
