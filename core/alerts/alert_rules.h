// Which events someone should see, how serious they are, and what ends them. Severity and attention stand in the table
// of rules; nothing is guessed from a kind's name.
#pragma once

#include "core/client/shapes.h"
#include "core/journal/event.h"

#include <QStringList>

#include <optional>

namespace lamplighter::alerts {

struct Alert
{
    client::AlertRecord record;
    /// What lasts until an event ends it, such as "unit/grace"; empty if only an operator's acknowledgement settles it.
    QString condition;
    bool operator==(const Alert &) const = default;
};

/// The alert that this event raises, if any. Its id is the event's number, so that one event never raises two.
std::optional<Alert> alertFor(const journal::Event &event);

/// The conditions that are over with this event.
QStringList conditionsEndedBy(const journal::Event &event);

/// One plain English sentence without a full stop.
QString summaryOf(const journal::Event &event);

} // namespace lamplighter::alerts
