// Ends what a dead keeper left behind. A process belongs to a lost unit if its environment carries the unit's run id,
// or it is the process that was launched (pid and start time), or in the session that this one still leads, or its
// output goes to the run's pipe, or its parent belongs to the unit: programs that rewrite their environment for a title
// (nginx, redis) are found by the others. Whoever matches none of these is a stranger and is not touched.
#pragma once

#include "core/base/ids.h"
#include "core/process/keeper_protocol.h"

#include <QSet>

#include <vector>

namespace lamplighter::process {

class LostProcesses
{
public:
    explicit LostProcesses(const QString &engineId);

    /// `record` of this boot, or empty if there is none: then only the run id tells.
    void add(const UnitName &unit, const protocol::Record &record);
    [[nodiscard]] bool isEmpty() const { return m_units.isEmpty(); }

    /// One look at all processes, SIGKILL to those that belong to a lost unit. Returns the units of which none was
    /// left.
    QList<UnitName> endOnce();
    /// Takes the unit off the list; how many processes were ended.
    int remove(const UnitName &unit);

private:
    struct Unit
    {
        protocol::Record record{};
        QSet<std::pair<qint64, quint64>> ended; ///< pid and start
        bool left = false;
    };
    struct Process
    {
        qint64 pid = 0;
        qint64 parent = 0;
        qint64 session = 0;
        quint64 start = 0;
        const UnitName *unit = nullptr; ///< of m_units
    };

    [[nodiscard]] std::vector<Process> listProcesses() const;
    [[nodiscard]] const UnitName *unitByRunId(qint64 pid) const;
    [[nodiscard]] const UnitName *unitByOutput(qint64 pid) const;
    void matchSessions(std::vector<Process> *processes) const;
    static void matchDescendants(std::vector<Process> *processes);
    void end(const Process &process);

    QByteArray m_runIdPrefix; ///< "LAMPLIGHTER_RUN_ID=ENGINE/"
    QHash<UnitName, Unit> m_units;
};

} // namespace lamplighter::process
