// All that is wrong with a unit that someone is still writing, by the rules that saving it follows, and what is odd
// about it on this machine.
#pragma once

#include "core/client/shapes.h"
#include "core/watchdog/unit_spec.h"

#include <QJsonObject>
#include <QList>

namespace lamplighter::watchdog {

/// What is to be saved, and beside what.
struct UnitDraft
{
    QString name;
    QJsonObject spec;
    QString directory;      ///< where relative paths start
    QList<UnitSpec> others; ///< every unit but the one of this name
};

/// Every error, in the order of the rules; and the specification, which means something only without errors. Fields are
/// paths below the unit ("ready.http"); "name" for the name, "unit.OTHER.depends_on" for what is wrong with another
/// unit and keeps this one from being saved.
struct DraftReading
{
    QList<client::UnitProblem> errors;
    UnitSpec spec;
};
DraftReading readDraft(const UnitDraft &draft);

/// What would keep the unit from being started as things are now: its program, directory, account and environment
/// files, as the engine's own account sees them. `searchPath` is the engine's PATH. Asks the disk and may block.
QList<client::UnitProblem> launchWarnings(const UnitSpec &spec, const QString &searchPath);

} // namespace lamplighter::watchdog
