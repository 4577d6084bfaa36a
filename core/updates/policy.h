// How updates are decided: the rules, the two lists of modules, and what holds for each service. Pure values; read from
// a policy file (policy_file.h), built in otherwise.
#pragma once

#include "core/base/clock.h"
#include "core/client/shapes_updates.h"
#include "core/updates/patterns.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace lamplighter::updates {

/// Who must agree before a notice restarts anything.
struct Approval
{
    enum class Mode { Automatic, Manual, ManualAbove };
    Mode mode = Mode::Manual;
    client::UpdateSeverity above = client::UpdateSeverity::High; ///< of ManualAbove: this and more asks
    bool operator==(const Approval &) const = default;
};
QString toString(const Approval &approval); // "automatic" "manual" "manual-above:high"
std::optional<Approval> approvalFromString(const QString &text);

[[nodiscard]] bool needsApproval(const Approval &approval, client::UpdateSeverity severity);

/// When nobody answers within `after`.
struct ApproveTimeout
{
    enum class Then { Remind, Approve, Reject };
    Duration after = std::chrono::hours(4);
    Then then = Then::Remind;
    bool operator==(const ApproveTimeout &) const = default;
};

/// Times of the week at which restarts may happen.
struct MaintenanceWindow
{
    QList<int> days;      ///< 1 Monday … 7 Sunday; empty: every day
    int fromMinute = 0;   ///< of the local day
    int toMinute = 1'440; ///< before it; not after `fromMinute`: it ends on the next day
    QTimeZone zone;       ///< invalid: UTC
    bool operator==(const MaintenanceWindow &) const = default;
};

/// A restart waits until a metric of the unit is below a threshold.
struct QuietCondition
{
    QString url;    ///< http or https
    QString metric; ///< name of the Prometheus metric with its labels as written, or a JSON path "a.b.0.c"
    double below = 0;
    Duration every = seconds(10);
    bool operator==(const QuietCondition &) const = default;
};

/// What holds for the updates of one service.
struct ServiceRules
{
    Approval approval;
    ApproveTimeout approveTimeout;
    Duration checkpointTimeout = seconds(60);
    bool checkpointTimeoutAsks = false; ///< otherwise it restarts anyway
    int maximumDeferrals = 5;
    QList<MaintenanceWindow> windows; ///< any of them; none: at any time
    std::optional<QuietCondition> quiet;
    Duration quietDeadline = std::chrono::hours(24); ///< windows and quiet conditions delay a restart so long at most
    bool operator==(const ServiceRules &) const = default;
};

struct Policy
{
    ModulePatterns critical;
    ModulePatterns deferrable;
    Duration deferFor = std::chrono::hours(1);
    ServiceRules defaults;
    QMap<QString, ServiceRules> services; ///< complete; what a service does not say is the default's

    [[nodiscard]] const ServiceRules &rulesFor(const QString &service) const;
    bool operator==(const Policy &) const = default;
};

/// The rules in their order; the first that matches decides. Pure. `withSteps` false leaves out `steps` and `modules`.
client::DecisionTrace decide(const Policy &policy, const client::Notice &notice, bool withSteps = true);

/// The first moment from `now` on at which one of `windows` is open; `now` if one is, or there are none. nullopt if
/// none opens within 15 days. A time of day that the clocks skip counts as the moment at which they jump; of one that
/// comes twice a window begins with the first and ends with the second, so that it is open in between.
std::optional<WallTime> nextOpening(const QList<MaintenanceWindow> &windows, WallTime now);

/// One stretch of time in which a window is open.
struct Opening
{
    WallTime from{};
    WallTime to{}; ///< before it
    bool operator==(const Opening &) const = default;
};
/// All that touch the time from `now` until `end`, cut to it, in order of their beginnings; they may overlap. With no
/// windows: all of it.
QList<Opening> openingsWithin(const QList<MaintenanceWindow> &windows, WallTime now, WallTime end);

} // namespace lamplighter::updates
