// Both clocks at once: the monotonic one for behaviour, the other for records.
#pragma once

#include "app/keeper/text.h"

#include <cstdint>

namespace lamplighter::keeper {

std::int64_t monotonicNanoseconds();
std::int64_t wallMicroseconds();

/// Length of a stamp: "2026-11-17T14:32:02.123Z "
inline constexpr std::size_t kStampLength = 25;
using Stamp = FixedText<kStampLength + 1>;
Stamp stampOf(std::int64_t wallMicroseconds);

} // namespace lamplighter::keeper
