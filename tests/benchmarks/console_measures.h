// The measurements of the console, one function for the rows of the table that belong together.
#pragma once

#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/frame_clock.h"

namespace lamplighter::benchmarks {

struct ConsoleScale
{
    int units = 5000;         ///< of the busy table
    int changesASecond = 200; ///< of the busy table
    int busySeconds = 15;
    int singleChanges = 50;
    int idleSeconds = 20;
    int starts = 5;
    int engines = 10;
    int updates = 100'000; ///< of the history
};

/// The real program under Xvfb until its overview is painted and live, and what it costs when nothing happens.
void measureStart(const ConsoleScale &scale, FigureTable &table);
/// From the kill of a unit's process, in an engine of this process, until the table has painted it.
void measureChange(const ConsoleScale &scale, FrameClock &clock, FigureTable &table);
/// Thousands of units of a scripted engine in the Processes page, many of them changing, sorted by state and by name.
void measureBusyTable(const ConsoleScale &scale, FrameClock &clock, FigureTable &table);
/// A long history in the Updates page, scrolled from its newest to its oldest while it is read page by page.
void measureUpdateHistory(const ConsoleScale &scale, FrameClock &clock, FigureTable &table);
/// Daemons by address and token; one is killed and started again while its units crash.
void measureTenEngines(const ConsoleScale &scale, FigureTable &table);

} // namespace lamplighter::benchmarks
