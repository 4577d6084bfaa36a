#include "core/watchdog/unit_machine.h"

#include "core/watchdog/unit_transition.h"

#include <algorithm>
#include <cmath>

namespace lamplighter::watchdog {

std::optional<Instant> UnitState::nextDeadline() const
{
    std::optional<Instant> earliest;
    for (const std::optional<Instant> &candidate :
         {retryAt, launchBy, readyBy, stopBy, watchdogBy, probeAt, stableAt}) {
        if (candidate && (!earliest || *candidate < *earliest)) {
            earliest = candidate;
        }
    }
    return earliest;
}

Duration backoffDelay(const Backoff &backoff, int failures, double jitter)
{
    const double initial = static_cast<double>(backoff.initial.count());
    const double longest = static_cast<double>(backoff.maximum.count());
    const double wait = std::min(longest, initial * std::pow(backoff.factor, std::max(0, failures - 1)));
    return Duration(static_cast<std::int64_t>(wait * (1.0 + backoff.jitter * std::clamp(jitter, -1.0, 1.0))));
}

Step step(const UnitSpec &spec, const UnitState &state, const UnitInput &input, const Moment &moment)
{
    UnitTransition transition(spec, state, moment);
    std::visit([&transition](const auto &in) { transition.apply(in); }, input);
    return transition.finish();
}

} // namespace lamplighter::watchdog
