// Symbolic links, replaced in one step: whoever follows one finds the old target or the new, never nothing.
#pragma once

#include "core/base/result.h"

namespace lamplighter {

/// Makes the link `path` point at `target`, as written. After success it survives a power cut; after an error it is as
/// it was. Conflict if `path` is there and is no link: it is left alone. Unavailable where the platform has none.
Result<void> replaceLinkAtomically(const QString &path, const QString &target);

/// What the link says, as written. NotFound if there is nothing, Conflict if it is no link.
Result<QString> readLink(const QString &path);

} // namespace lamplighter
