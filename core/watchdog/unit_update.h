// The [update] table of a unit: its versions, and what it wants to be told or asked when it is restarted for an update.
#pragma once

#include "core/base/clock.h"
#include "core/process/keepers.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace lamplighter::watchdog {

struct HttpHook
{
    QString url; ///< http or https; POST with a JSON body; 200 to 299 is success
    bool operator==(const HttpHook &) const = default;
};
struct CommandHook
{
    QStringList command; ///< exit code 0 is success; its output is the answer
    bool operator==(const CommandHook &) const = default;
};
struct SignalHook
{
    process::Signal signal = process::Signal::Usr1; ///< to the main process; sent is success
    bool operator==(const SignalHook &) const = default;
};
/// monostate: the unit has none.
using Hook = std::variant<std::monostate, HttpHook, CommandHook, SignalHook>;

enum class OnUpdateFailure { Rollback, Stop, Keep };
QString toString(OnUpdateFailure what); // "rollback" "stop" "keep"
std::optional<OnUpdateFailure> onUpdateFailureFromString(const QString &word);

struct UpdateSettings
{
    QString releases;           ///< absolute folder that holds releases/VERSION and the link current; empty: none
    QStringList versionCommand; ///< prints the version that runs; empty: that of `releases`, or unknown
    Hook onNotice;              ///< told of a notice before anything happens
    Hook drain;                 ///< refuse new work; an answer with "in_flight" says how much is left
    Duration drainTimeout = seconds(10);
    Hook hibernate; ///< save your state; an answer with "saved_state" lists what was saved
    Duration hibernateTimeout = seconds(30);
    Duration verifyTimeout = seconds(60); ///< ready and healthy for `minimumHealthyTime` within this
    Duration minimumHealthyTime = seconds(5);
    OnUpdateFailure onFailure = OnUpdateFailure::Rollback;
    bool operator==(const UpdateSettings &) const = default;
};

} // namespace lamplighter::watchdog
