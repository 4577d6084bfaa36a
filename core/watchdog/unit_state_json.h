// The stored form of a unit's state. Instants are nanoseconds since boot: they mean something only with the same boot
// id, which the store keeps beside it.
#pragma once

#include "core/watchdog/unit_machine.h"

#include <QJsonObject>

namespace lamplighter::watchdog {

QJsonObject toJson(const UnitState &state);
/// Unknown keys are ignored, absent ones have their default; a state that makes no sense becomes Stopped.
UnitState unitStateFromJson(const QJsonObject &object);

} // namespace lamplighter::watchdog
