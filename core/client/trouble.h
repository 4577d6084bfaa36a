// What is wrong with a unit, from its status: the one rule that the API's list of what waits for an operator and the
// console's queue both follow. Pure.
#pragma once

#include "core/client/shapes.h"

#include <functional>

namespace lamplighter::client {

enum class Trouble {
    None,
    Held,    // by the kill switch
    Failed,  // ended, and is not started again
    Failing, // ended, and is tried again after a pause
    Unwell,  // runs, but fails its health check
    Waiting, // for another unit that is held or failed
};
QString toString(Trouble trouble); // "none" "held" "failed" "failing" "unwell" "waiting"
std::optional<Trouble> troubleFromString(const QString &word);

/// Ended by the kill switch, or kept from starting by it.
bool isHeld(const UnitStatus &unit);
/// For good, or in a way that its rule does not mend.
bool endedBadly(const UnitStatus &unit);

/// The unit of that name; null if there is none.
using FindUnit = std::function<const UnitStatus *(const QString &name)>;
/// The unit it waits for in vain; empty if there is none.
QString brokenDependency(const UnitStatus &unit, const FindUnit &find);
Trouble troubleOf(const UnitStatus &unit, const FindUnit &find);

} // namespace lamplighter::client
