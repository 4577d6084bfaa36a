// The fleet of the design's pictures, as an engine would report it.
#pragma once

#include "core/client/shapes.h"

namespace lamplighter::gallery {

QList<client::UnitStatus> sampleUnits();
/// All of them ended and held.
QList<client::UnitStatus> heldUnits();
QList<client::UnitStatus> manyUnits(int count);
client::EngineInfo sampleInfo(const QString &role);
client::KillSwitchStatus engagedSwitch();
client::UnitDetail sampleDetail(const client::UnitStatus &status);
QList<client::LogLine> sampleLog();

} // namespace lamplighter::gallery
