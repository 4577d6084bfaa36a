// Which release a restart goes to, and which it would go back to. Pure.
#pragma once

#include "core/updates/hands.h"
#include "core/updates/restart_machine.h"

namespace lamplighter::updates::planning {

struct Planned
{
    RunPlan plan;
    QString problem; ///< why it cannot begin
};

/// `plan.to` is the version that was asked for, or empty: the newest release, and for a rollback by hand the last
/// verified one that is not current. `verified` newest first.
Planned withReleases(const RunPlan &plan, const Result<Releases> &releases, const QStringList &verified,
                     bool rollbackByHand);

} // namespace lamplighter::updates::planning
