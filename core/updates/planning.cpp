#include "core/updates/planning.h"

namespace lamplighter::updates::planning {

using namespace Qt::StringLiterals;

Planned withReleases(const RunPlan &asked, const Result<Releases> &releases, const QStringList &verified,
                     bool rollbackByHand)
{
    Planned out{asked, {}};
    RunPlan &plan = out.plan;
    if (!releases) {
        out.problem = releases.error().message;
        return out;
    }
    // A deployment may have moved `current` before it told of it: what was verified last is what runs.
    plan.from = verified.isEmpty() ? releases->current : verified.constFirst();
    if (plan.to.isEmpty() && rollbackByHand) {
        for (const QString &version : verified) {
            if (plan.to.isEmpty() && version != releases->current && releases->versions.contains(version)) {
                plan.to = version;
            }
        }
        if (plan.to.isEmpty()) {
            out.problem = u"No version before %1 was verified; name one"_s.arg(releases->current);
            return out;
        }
    }
    if (plan.to.isEmpty() && !releases->versions.isEmpty()) {
        plan.to = releases->versions.constFirst();
    }
    if (!plan.to.isEmpty() && !releases->versions.contains(plan.to)) {
        out.problem = u"There is no release %1"_s.arg(plan.to);
        return out;
    }
    for (const QString &version : verified) {
        if (version != plan.to && releases->versions.contains(version)) {
            plan.rollbackTo = version;
            break;
        }
    }
    // Nothing was verified yet: what is current runs now, and that is all there is to go back to.
    if (plan.rollbackTo.isEmpty() && releases->current != plan.to && releases->versions.contains(releases->current)) {
        plan.rollbackTo = releases->current;
    }
    return out;
}

} // namespace lamplighter::updates::planning
