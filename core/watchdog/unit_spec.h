// What a unit is: one entry of a unit file, with the defaults of every key that was left out.
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/process/keepers.h"
#include "core/watchdog/unit_update.h"

#include <QMap>
#include <QStringList>

#include <optional>
#include <variant>

namespace lamplighter::watchdog {

enum class RestartRule { Always, OnFailure, Never };
QString toString(RestartRule rule); // "always", "on-failure", "never"
std::optional<RestartRule> restartRuleFromString(const QString &word);

struct HttpProbe
{
    QString url; ///< http or https; 200 to 399 passes
    bool operator==(const HttpProbe &) const = default;
};
struct TcpProbe
{
    QString host; ///< "127.0.0.1" where the file gives only ":8000"
    quint16 port = 0;
    bool operator==(const TcpProbe &) const = default;
};
struct LogProbe
{
    QString pattern; ///< regular expression, searched in each line of output
    bool operator==(const LogProbe &) const = default;
};
struct CommandProbe
{
    QStringList command; ///< exit code 0 passes
    bool operator==(const CommandProbe &) const = default;
};
struct NotifyProbe
{ ///< READY=1 over the notify socket
    bool operator==(const NotifyProbe &) const = default;
};

/// How a unit says that it is ready. monostate: as soon as it runs.
using ReadyProbe = std::variant<std::monostate, NotifyProbe, HttpProbe, TcpProbe, LogProbe, CommandProbe>;
using HealthTarget = std::variant<HttpProbe, TcpProbe, CommandProbe>;

struct HealthCheck
{
    HealthTarget target;
    Duration every = seconds(5);
    Duration timeout = seconds(2);
    int failures = 3; ///< in a row, until the unit is restarted
    bool operator==(const HealthCheck &) const = default;
};

struct RestartLimit
{
    int count = 10;
    Duration window = std::chrono::minutes(10);
    bool operator==(const RestartLimit &) const = default;
};

struct Backoff
{
    Duration initial = seconds(1);
    double factor = 2.0;
    Duration maximum = seconds(60);
    double jitter = 0.1; ///< part of the wait that varies, 0 to 1
    bool operator==(const Backoff &) const = default;
};

struct UnitSpec
{
    UnitName name;
    QStringList command; ///< program and arguments; never a shell
    QString directory;   ///< absolute; the unit file's folder if it was left out
    QString user;        ///< empty: the engine's own
    QMap<QString, QString> environment;
    QStringList environmentFiles; ///< absolute; read again at each start
    bool autostart = true;
    QString group;   ///< scope for the kill switch; may be empty
    QString service; ///< the name if it was left out
    RestartRule restart = RestartRule::Always;
    QList<int> successExitCodes{0};
    QList<int> noRestartExitCodes; ///< failed for good
    Duration minimumUptime = seconds(30);
    int maximumConsecutiveFailures = 5;
    Duration pauseAfterFailures = seconds(60);
    RestartLimit restartLimit;
    Backoff backoff;
    ReadyProbe ready;
    Duration readyTimeout = seconds(30);
    std::optional<HealthCheck> health;
    std::optional<Duration> watchdog; ///< WATCHDOG=1 must come at least this often
    process::Signal stopSignal = process::Signal::Term;
    Duration stopTimeout = seconds(10);
    QList<UnitName> dependsOn;
    bool critical = false;
    QString stateFile; ///< absolute; empty if none
    process::LogLimits log;
    UpdateSettings update;

    bool operator==(const UnitSpec &) const = default;
};

} // namespace lamplighter::watchdog
