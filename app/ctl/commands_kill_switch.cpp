// kill-switch engage, rearm, status
#include "app/ctl/session.h"
#include "app/ctl/texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::KillSwitchStatus;

namespace {

void print(const Session &session, const KillSwitchStatus &status)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(status));
        return;
    }
    if (status.latches.isEmpty()) {
        out.line(Texts::tr("The kill switch is armed; nothing is held."));
        return;
    }
    Table table;
    table.heading = {Texts::tr("Held"), Texts::tr("Since"), Texts::tr("By"), Texts::tr("Why")};
    for (const client::Latch &latch : status.latches) {
        table.rows.append({
            {Texts::scope(latch.scope, latch.target), Colour::Bad},
            {Texts::when(latch.at)},
            {latch.fromStateFile ? Texts::tr("its state file") : latch.actor},
            {latch.durable ? latch.reason : Texts::tr("%1 (not on disk yet!)").arg(latch.reason)},
        });
    }
    out.table(table);
    out.line(Texts::tr("Units held: %1. Processes still ending: %2.").arg(status.unitsHeld).arg(status.processesLeft));
}

} // namespace

void run(Session &session, const ShowKillSwitch &)
{
    session.engine().killSwitch(&session, session.answered<KillSwitchStatus>(
                                              [&session](const KillSwitchStatus &status) { print(session, status); }));
}

void run(Session &session, const EngageKillSwitch &command)
{
    session.engine().engageKillSwitch(
        command.scope, command.target, command.reason, command.graceful, &session,
        session.answered<KillSwitchStatus>([&session](const KillSwitchStatus &status) { print(session, status); }));
}

void run(Session &session, const RearmKillSwitch &command)
{
    session.engine().rearmKillSwitch(
        command.scope, command.target, command.reason, command.startAgain, &session,
        session.answered<KillSwitchStatus>([&session](const KillSwitchStatus &status) { print(session, status); }));
}

} // namespace lamplighter::ctl
