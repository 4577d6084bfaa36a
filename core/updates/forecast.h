// What to expect of a restart, from the restarts and updates before it: pure.
#pragma once

#include "core/client/shapes_updates.h"

#include <QList>

namespace lamplighter::updates {

/// An earlier update of the service that was carried out, whatever came of it.
struct PastUpdate
{
    client::ChangeType changeType = client::ChangeType::Code;
    bool held = false; ///< applied; otherwise rolled back, or failed
    bool operator==(const PastUpdate &) const = default;
};

/// Of the newest 100 of `restarts`, which may be in any order and of several units: counts, and from 5 restarts on the
/// median of their downtimes and the one that 9 in 10 were within (nearest rank). Of `updates` those of `kind` are
/// counted. Dependents and what also waits are the caller's to fill in.
client::Forecast forecast(QList<client::PastRestart> restarts, const QList<PastUpdate> &updates,
                          client::ChangeType kind);

} // namespace lamplighter::updates
