#include "ui/models/unit_look.h"

#include <numeric>

namespace lamplighter::ui {

using client::Health;
using client::UnitState;
using client::UnitStatus;

namespace {

StateKind runningKind(const UnitStatus &status)
{
    return status.health == Health::Failing ? StateKind::Attention : StateKind::Ok;
}

} // namespace

StateKind stateKind(const UnitStatus &status, bool stale)
{
    if (stale) {
        return StateKind::Unknown;
    }
    if (isHeld(status)) {
        return StateKind::Held;
    }
    switch (status.state) {
    case UnitState::Stopped:
        return StateKind::Stopped;
    case UnitState::Starting:
        return status.waitingFor.isEmpty() ? StateKind::Busy : StateKind::Pending;
    case UnitState::Running:
        return runningKind(status);
    case UnitState::Backoff:
        return StateKind::Attention;
    case UnitState::Stopping:
    case UnitState::Killed:
        return StateKind::Busy;
    case UnitState::Exited:
        return client::endedBadly(status) ? StateKind::Critical : StateKind::Stopped;
    case UnitState::Fatal:
        return StateKind::Critical;
    }
    return StateKind::Unknown;
}

UnitBucket unitBucket(const UnitStatus &status, bool stale)
{
    if (stale) {
        return UnitBucket::Unknown;
    }
    if (isHeld(status)) {
        return UnitBucket::Held;
    }
    switch (status.state) {
    case UnitState::Stopped:
        return UnitBucket::Stopped;
    case UnitState::Starting:
    case UnitState::Stopping:
    case UnitState::Killed:
        return UnitBucket::Changing;
    case UnitState::Running:
        return UnitBucket::Running;
    case UnitState::Backoff:
        return UnitBucket::Retrying;
    case UnitState::Exited:
        return client::endedBadly(status) ? UnitBucket::Failed : UnitBucket::Stopped;
    case UnitState::Fatal:
        return UnitBucket::Failed;
    }
    return UnitBucket::Unknown;
}

StateKind bucketKind(UnitBucket bucket)
{
    switch (bucket) {
    case UnitBucket::Failed:
        return StateKind::Critical;
    case UnitBucket::Retrying:
        return StateKind::Attention;
    case UnitBucket::Changing:
        return StateKind::Busy;
    case UnitBucket::Running:
        return StateKind::Ok;
    case UnitBucket::Held:
        return StateKind::Held;
    case UnitBucket::Stopped:
        return StateKind::Stopped;
    case UnitBucket::Unknown:
        return StateKind::Unknown;
    }
    return StateKind::Unknown;
}

int total(const UnitCounts &counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0);
}

} // namespace lamplighter::ui
