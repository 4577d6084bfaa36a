// Identity of this boot: an Instant or a pid read from disk means something only if the boot id beside it is the same.
#pragma once

#include <QString>

namespace lamplighter {

/// Constant until the machine restarts; never empty.
QString bootId();

} // namespace lamplighter
