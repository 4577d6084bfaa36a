// How a unit's status looks: its state kind, and the bucket the filter chips count it in.
#pragma once

#include "core/client/shapes.h"
#include "core/client/trouble.h"
#include "ui/models/state_kind.h"

#include <array>

namespace lamplighter::ui {

/// In the order of the chips, worst first.
enum class UnitBucket { Failed, Retrying, Changing, Running, Held, Stopped, Unknown };
inline constexpr int kUnitBucketCount = 7;
using UnitCounts = std::array<int, kUnitBucketCount>;

using client::isHeld;
/// `stale`: nothing was heard of its engine for too long; then it is never shown as what it was.
StateKind stateKind(const client::UnitStatus &status, bool stale);
UnitBucket unitBucket(const client::UnitStatus &status, bool stale);
StateKind bucketKind(UnitBucket bucket);

int total(const UnitCounts &counts);

} // namespace lamplighter::ui
