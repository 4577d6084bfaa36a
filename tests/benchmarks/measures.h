// The measurements, one function for a row or a few of the table that belong together.
#pragma once

#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/lamplighter_run.h"

namespace lamplighter::benchmarks {

struct Scale
{
    int units = 1000;
    int kills = 100;    ///< of the one unit, for the median
    int peerKills = 20; ///< of a peer's unit; most wait a second after each
    int idleSeconds = 30;
    int crashSeconds = 10;
    bool peers = true;
};

struct CrashTimes
{
    double floorMs = 0;
    double oursMs = 0;
};
/// One unit, killed again and again: floor and lamplighterd in turn.
CrashTimes measureCrash(const Scale &scale, FigureTable &table);
/// The same for every peer that is installed. `times` may be all zero: then they are only shown.
void measurePeerCrash(const Scale &scale, const CrashTimes &times, FigureTable &table);

/// SIGKILL of slot `number` until its next start, in ms; negative if it did not come back within 10 s.
double restartTime(Supervisor &supervisor, int number);

struct FleetTimes
{
    double startMs = 0;
    double stopMs = 0;
    double memoryMiB = 0;
};
/// All up, all down again.
FleetTimes measureFleet(Supervisor &supervisor, int units);
FleetTimes measureFloorFleet(const Scale &scale);
/// Everything at `scale.units`: start, memory, idle, crashes, the engine's death, kill switch, stop.
FleetTimes measureLamplighterFleet(const Scale &scale, double crashFloorMs, const FleetTimes &floor,
                                   FigureTable &table);
/// runit, s6 and supervisord, where installed. `ours` may be all zero: then they are only shown.
void measurePeerFleets(const Scale &scale, const FleetTimes &floor, const FleetTimes &ours, FigureTable &table);

} // namespace lamplighter::benchmarks
