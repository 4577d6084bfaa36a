// How updates are decided: the rules, the two lists of modules, and what holds for each service. Pure values; read from
// a policy file (policy_file.h), built in otherwise.
#pragma once

#include "core/base/clock.h"
#include "core/client/shapes_updates.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <memory>
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
    QTimeZone zone;
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

class ModulePatterns; // patterns.h

struct Policy
{
    QStringList criticalModules; ///< exact names, or globs with * and ?
    QStringList deferrableModules;
    Duration deferFor = std::chrono::hours(1);
    ServiceRules defaults;
    QMap<QString, ServiceRules> services; ///< complete; what a service does not say is the default's
    /// Compiled from the lists; shared by copies.
    std::shared_ptr<const ModulePatterns> critical;
    std::shared_ptr<const ModulePatterns> deferrable;

    [[nodiscard]] const ServiceRules &rulesFor(const QString &service) const;
};

/// The rules in their order; the first that matches decides. Pure. `withSteps` false leaves out `steps` and `modules`.
client::DecisionTrace decide(const Policy &policy, const client::Notice &notice, bool withSteps = true);

/// The first moment from `now` on at which one of `windows` is open; `now` if one is, or there are none. nullopt if
/// none opens within 8 days.
std::optional<WallTime> nextOpening(const QList<MaintenanceWindow> &windows, WallTime now);

} // namespace lamplighter::updates
