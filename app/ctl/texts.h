// Words for people about what an engine says.
#pragma once

#include "app/ctl/output.h"
#include "core/client/shapes.h"

#include <QCoreApplication>

namespace lamplighter::ctl {

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ctl::Texts)
public:
    /// "Running", "Backoff", "Held"
    static Cell state(const client::UnitStatus &unit);
    /// One short sentence: why it is as it is, and what comes next.
    static QString reason(const client::UnitStatus &unit, WallTime now);
    static QString health(const client::UnitStatus &unit);
    static QString lastExit(const client::LastExit &exit);
    /// "unit web", "group agents", "all units"
    static QString scope(const QString &scope, const QString &target);
    /// "12 s", "4 min 10 s", "3 h 12 min", "2 d 4 h"; "0 s" for less
    static QString age(Duration duration);
    static QString age(WallTime since, WallTime now);
    /// "0 bytes", "12.3 MiB"
    static QString bytes(qint64 count);
    /// Local time, to the second.
    static QString when(WallTime time);
    static Colour severity(const QString &word);

private:
    static QString reasonWords(client::Reason reason);
};

/// Unit, State, For, Pid, Restarts, Health, Why.
Table unitTable(const QList<client::UnitStatus> &units, WallTime now);
/// The same for one unit, as a line.
QString unitLine(const client::UnitStatus &unit, WallTime now);
/// Name and value, under each other.
QString sheet(const QList<std::pair<QString, QString>> &fields);

} // namespace lamplighter::ctl
