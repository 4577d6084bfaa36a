// A row of the table of units, and what its cells say.
#pragma once

#include "ui/models/table_roles.h"
#include "ui/models/unit_key.h"
#include "ui/models/unit_texts.h"

#include <QCollator>

namespace lamplighter::ui {

enum class UnitColumn { State, Name, Instance, Uptime, Pid, Cpu, Memory, Restarts, Health, LastExit };
inline constexpr int kUnitColumnCount = 10;

/// The engine that rows come from, as far as a cell must know it.
struct UnitSource
{
    InstanceId id;
    QString name;
    bool stale = false;
    Duration silence{0}; ///< since it was last heard
    UnitCounts counts{};
    int units = 0;
};

/// What the processes of a unit use, in the last five minutes.
struct UsageTrack
{
    std::optional<double> cpu; ///< per cent of one processor
    qint64 memory = -1;        ///< bytes; negative: not known
    QList<float> history;      ///< of cpu, oldest first
    WallTime readAt{};
    Duration cpuTime{0}; ///< of the last reading
};

struct UnitRow
{
    client::UnitStatus status;
    const UnitSource *source;
    QCollatorSortKey nameKey;
    StateKind kind;
    UnitBucket bucket;
    UsageTrack usage;

    [[nodiscard]] UnitKey key() const { return {source->id, status.name}; }
    /// A process runs, so that the last reading still says something.
    [[nodiscard]] bool uses() const { return status.pid > 0; }
    [[nodiscard]] UnitView view(const Viewpoint &when) const { return {when, source->stale, source->silence}; }
};

class UnitCells
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::UnitCells)
public:
    static QString heading(UnitColumn column);
    static bool isRightAligned(UnitColumn column);
    static QString text(const UnitRow &row, UnitColumn column, const Viewpoint &when);
    static QString toolTip(const UnitRow &row, UnitColumn column, const Viewpoint &when);
    /// Compares within one column; also what is exported.
    static QVariant value(const UnitRow &row, UnitColumn column);
    static CellTone tone(const UnitRow &row, UnitColumn column);
    /// A StateKind as int, or nothing.
    static QVariant glyph(const UnitRow &row, UnitColumn column);
    /// "742 MB"
    static QString bytes(qint64 count);
};

} // namespace lamplighter::ui
