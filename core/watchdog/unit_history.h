// How a unit recovered, told from what the journal has of it: pure.
#pragma once

#include "core/client/shapes.h"
#include "core/client/shapes_updates.h"
#include "core/journal/event.h"

#include <QList>
#include <QStringList>

namespace lamplighter::watchdog {

/// Reasons of "unit.starting" with which the engine starts a unit again by itself. That event is written once for each
/// such start; process.restart.initiated is not: it says what is meant to happen, and a pause after too many failures
/// has a kind of its own.
const QStringList &recoveryReasons();

/// Kinds of events that the history is made of.
const QStringList &historyKinds();

/// `events` are one unit's, of historyKinds(), oldest first. Restarts before `since` are left out; events before it may
/// be given, since they say when a process ended that was restarted after it.
client::UnitHistory unitHistory(const QList<journal::Event> &events, Duration minimumUptime, WallTime since,
                                WallTime now);

/// Every restart in them, the engine's own and those that someone asked for, oldest first: how long the unit was down
/// until its new process was ready, and whether that one lasted. Those of which either cannot be said are left out, and
/// those that were part of something with a correlation of its own, such as an update.
QList<client::PastRestart> pastRestarts(const QList<journal::Event> &events, Duration minimumUptime, WallTime now);

} // namespace lamplighter::watchdog
