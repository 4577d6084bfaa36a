// Signals as this platform counts them.
#pragma once

#include "core/process/keepers.h"

namespace lamplighter::process {

int signalNumber(Signal signal);

} // namespace lamplighter::process
