#include "app/ctl/texts.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::Health;
using client::Reason;
using client::UnitState;
using client::UnitStatus;

Cell Texts::state(const UnitStatus &unit)
{
    switch (unit.state) {
    case UnitState::Stopped:
        return unit.heldBy.isEmpty() ? Cell{tr("Stopped"), Colour::Quiet} : Cell{tr("Held"), Colour::Bad};
    case UnitState::Starting:
        return {tr("Starting"), Colour::Attention};
    case UnitState::Running:
        return {tr("Running"), unit.health == Health::Failing ? Colour::Attention : Colour::Good};
    case UnitState::Backoff:
        return {tr("Backoff"), Colour::Attention};
    case UnitState::Stopping:
        return {tr("Stopping"), Colour::Attention};
    case UnitState::Exited:
        return {tr("Exited"), Colour::Quiet};
    case UnitState::Fatal:
        return {tr("Fatal"), Colour::Bad};
    case UnitState::Killed:
        return {tr("Held"), Colour::Bad};
    }
    return {};
}

QString Texts::reasonWords(Reason reason)
{
    switch (reason) {
    case Reason::None:
        return {};
    case Reason::Autostart:
        return tr("started with the engine");
    case Reason::OperatorStart:
        return tr("started by an operator");
    case Reason::OperatorStop:
        return tr("stopped by an operator");
    case Reason::OperatorRestart:
        return tr("restarted by an operator");
    case Reason::WaitingForDependency:
        return tr("waits for other units");
    case Reason::LaunchFailed:
        return tr("could not be started");
    case Reason::CrashDetected:
        return tr("ended too soon after its start");
    case Reason::UnexpectedExit:
        return tr("ended unexpectedly");
    case Reason::Completed:
        return tr("done");
    case Reason::FailedForGood:
        return tr("ended with a code that says not to restart it");
    case Reason::NotRestarted:
        return tr("failed, and its rule is not to restart it");
    case Reason::ReadyTimeout:
        return tr("did not become ready in time");
    case Reason::HealthFailed:
        return tr("its health check failed");
    case Reason::WatchdogTimeout:
        return tr("its watchdog notice did not come");
    case Reason::TooManyFailures:
        return tr("pauses after too many failures");
    case Reason::RestartLimit:
        return tr("restarted too often");
    case Reason::KillSwitch:
        return tr("held by the kill switch");
    case Reason::KeeperLost:
        return tr("its keeper was lost");
    case Reason::Adopted:
        return tr("ran on while the engine was away");
    case Reason::SpecificationChanged:
        return tr("its unit file changed");
    case Reason::Removed:
        return tr("being removed");
    case Reason::EngineStopped:
        return tr("stopped with the engine");
    }
    return {};
}

QString Texts::reason(const UnitStatus &unit, WallTime now)
{
    QStringList parts;
    if (!unit.heldBy.isEmpty()) {
        parts.append(tr("held by the kill switch (%1): %2").arg(unit.heldBy, unit.heldReason));
    } else if (const QString words = reasonWords(unit.reason); !words.isEmpty()) {
        parts.append(words);
    }
    if (!unit.waitingFor.isEmpty()) {
        parts.append(tr("needs %1").arg(unit.waitingFor.join(u", "_s)));
    }
    if (!unit.detail.isEmpty()) {
        parts.append(unit.detail);
    }
    if (unit.lastExit && unit.state != UnitState::Running && unit.state != UnitState::Starting) {
        parts.append(lastExit(*unit.lastExit));
    }
    if (unit.next && unit.next->action == "start"_L1) {
        parts.append(tr("starts again in %1").arg(age(unit.next->at - now)));
    }
    if (!unit.statusText.isEmpty()) {
        parts.append(u'"' + unit.statusText + u'"');
    }
    return parts.join(u"; "_s);
}

QString Texts::health(const UnitStatus &unit)
{
    switch (unit.health) {
    case Health::NotChecked:
        return {};
    case Health::Waiting:
        return tr("Waiting");
    case Health::Passing:
        return tr("Passing");
    case Health::Failing:
        return tr("Failing");
    }
    return {};
}

QString Texts::lastExit(const client::LastExit &exit)
{
    QString words;
    if (exit.signal) {
        words = exit.coreDumped ? tr("killed by %1, core dumped").arg(exit.signalName)
                                : tr("killed by %1").arg(exit.signalName);
    } else if (exit.code) {
        words = tr("exit code %1").arg(*exit.code);
    } else {
        words = tr("ended, nobody saw how");
    }
    return words;
}

QString Texts::scope(const QString &scope, const QString &target)
{
    if (scope == "unit"_L1) {
        return tr("unit %1").arg(target);
    }
    if (scope == "group"_L1) {
        return tr("group %1").arg(target);
    }
    return tr("all units");
}

QString Texts::age(Duration duration)
{
    const qint64 s = std::max<qint64>(0, std::chrono::floor<seconds>(duration).count());
    if (s < 60) {
        return tr("%1 s").arg(s);
    }
    if (s < 3600) {
        return tr("%1 min %2 s").arg(s / 60).arg(s % 60);
    }
    if (s < 86400) {
        return tr("%1 h %2 min").arg(s / 3600).arg(s % 3600 / 60);
    }
    return tr("%1 d %2 h").arg(s / 86400).arg(s % 86400 / 3600);
}

QString Texts::age(WallTime since, WallTime now)
{
    return since == WallTime{} ? QString() : age(now - since);
}

QString Texts::bytes(qint64 count)
{
    return QLocale().formattedDataSize(count, 1, QLocale::DataSizeIecFormat);
}

QString Texts::when(WallTime time)
{
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(toMicrosecondsSinceEpoch(time) / 1000).toLocalTime();
    return date.toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

Colour Texts::severity(const QString &word)
{
    if (word == "critical"_L1) {
        return Colour::Bad;
    }
    return word == "warning"_L1 ? Colour::Attention : Colour::Plain;
}

Table unitTable(const QList<UnitStatus> &units, WallTime now)
{
    Table table;
    table.heading = {Texts::tr("Unit"),     Texts::tr("State"),  Texts::tr("For"), Texts::tr("Pid"),
                     Texts::tr("Restarts"), Texts::tr("Health"), Texts::tr("Why")};
    for (const UnitStatus &unit : units) {
        table.rows.append({
            {unit.name},
            Texts::state(unit),
            {Texts::age(unit.since, now)},
            {unit.pid > 0 ? QString::number(unit.pid) : QString()},
            {QString::number(unit.restarts)},
            {Texts::health(unit), unit.health == Health::Failing ? Colour::Bad : Colour::Plain},
            {Texts::reason(unit, now)},
        });
    }
    return table;
}

QString unitLine(const UnitStatus &unit, WallTime now)
{
    QString line = unit.name + u": "_s + Texts::state(unit).text;
    if (unit.pid > 0) {
        line += Texts::tr(", pid %1").arg(unit.pid);
    }
    const QString why = Texts::reason(unit, now);
    return printable(why.isEmpty() ? line : line + u", "_s + why, false);
}

QString sheet(const QList<std::pair<QString, QString>> &fields)
{
    qsizetype width = 0;
    for (const auto &[name, value] : fields) {
        width = value.isEmpty() ? width : std::max(width, name.size());
    }
    QString out;
    for (const auto &[name, value] : fields) {
        if (!value.isEmpty()) {
            out += name + QString(width - name.size() + 2, u' ') + printable(value, false) + u'\n';
        }
    }
    return out;
}

} // namespace lamplighter::ctl
