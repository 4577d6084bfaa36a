#include "ui/models/availability.h"

#include "ui/models/unit_look.h"

namespace lamplighter::ui {

using client::UnitState;
using client::UnitStatus;

namespace {

bool hasProcess(const UnitStatus &status)
{
    return status.pid > 0 || status.state == UnitState::Running || status.state == UnitState::Starting;
}

} // namespace

QString Availabilities::roleWord(const QString &role)
{
    return role == u"viewer"     ? tr("viewer")
           : role == u"operator" ? tr("operator")
           : role == u"admin"    ? tr("admin")
                                 : role;
}

Availability Availabilities::toUse(const QString &what, const EngineStanding &engine)
{
    if (engine.offers.isEmpty() || engine.offers.contains(what)) {
        return {};
    }
    return Availability::off(
        engine.product == u"omnimind"
            ? tr("%1 is an OmniMind server, which offers only its pending updates").arg(engine.name)
            : tr("%1 does not offer this").arg(engine.name));
}

Availability Availabilities::toPlanRestarts(const EngineStanding &engine)
{
    return engine.product == u"omnimind"
               ? Availability::off(tr("%1 is an OmniMind server, which can only restart now").arg(engine.name))
               : Availability();
}

Availability Availabilities::toAct(const EngineStanding &engine)
{
    if (engine.freshness.word == FreshnessWord::Connecting) {
        return Availability::off(tr("The engine has not answered yet"));
    }
    if (engine.freshness.word == FreshnessWord::NotConnected) {
        return Availability::off(tr("There is no connection to an engine"));
    }
    if (engine.freshness.isStale()) {
        return Availability::off(tr("Actions are off until %1 reports again").arg(engine.name));
    }
    if (engine.role == u"viewer") {
        return Availability::off(tr("Your role is viewer"));
    }
    return {};
}

Availability Availabilities::toChange(const EngineStanding &engine)
{
    if (const Availability use = toUse(QStringLiteral("units"), engine); !use.enabled) {
        return use;
    }
    if (const Availability act = toAct(engine); !act.enabled) {
        return act;
    }
    // Whoever names a command can run anything as the engine's account.
    return engine.role == u"operator" ? Availability::off(tr("Your role is operator; this needs admin"))
                                      : Availability();
}

Availability Availabilities::toStart(const UnitStatus &status, const EngineStanding &engine)
{
    if (const Availability act = toAct(engine); !act.enabled) {
        return act;
    }
    if (!status.heldBy.isEmpty() || isHeld(status)) {
        return Availability::off(tr("Re-arm %1 first").arg(engine.name));
    }
    switch (status.state) {
    case UnitState::Running:
        return Availability::off(tr("%1 runs already").arg(status.name));
    case UnitState::Starting:
        return Availability::off(tr("%1 is starting").arg(status.name));
    case UnitState::Stopping:
        return Availability::off(tr("%1 is still stopping").arg(status.name));
    case UnitState::Killed:
        return Availability::off(tr("Re-arm %1 first").arg(engine.name));
    case UnitState::Stopped:
    case UnitState::Backoff:
    case UnitState::Exited:
    case UnitState::Fatal:
        break;
    }
    return {};
}

Availability Availabilities::toStop(const UnitStatus &status, const EngineStanding &engine)
{
    if (const Availability act = toAct(engine); !act.enabled) {
        return act;
    }
    if (isHeld(status)) {
        return Availability::off(tr("%1 is held by the kill switch already").arg(status.name));
    }
    if (status.state == UnitState::Stopping || status.state == UnitState::Killed) {
        return Availability::off(tr("%1 is stopping already").arg(status.name));
    }
    if (status.state == UnitState::Stopped) {
        return Availability::off(tr("%1 is stopped already").arg(status.name));
    }
    if (status.state == UnitState::Exited && !status.wanted) {
        return Availability::off(tr("%1 is not running").arg(status.name));
    }
    return {};
}

Availability Availabilities::toRestart(const UnitStatus &status, const EngineStanding &engine)
{
    if (const Availability act = toAct(engine); !act.enabled) {
        return act;
    }
    if (!status.heldBy.isEmpty() || isHeld(status)) {
        return Availability::off(tr("Re-arm %1 first").arg(engine.name));
    }
    if (!hasProcess(status)) {
        return Availability::off(tr("%1 is not running").arg(status.name));
    }
    if (status.state == UnitState::Stopping) {
        return Availability::off(tr("%1 is still stopping").arg(status.name));
    }
    return {};
}

Availability Availabilities::toReset(const UnitStatus &status, const EngineStanding &engine)
{
    if (const Availability act = toAct(engine); !act.enabled) {
        return act;
    }
    return status.consecutiveFailures == 0 && status.state != UnitState::Fatal
               ? Availability::off(tr("%1 has no failures to forget").arg(status.name))
               : Availability();
}

Availability Availabilities::toRemove(const UnitStatus &status, const EngineStanding &engine)
{
    if (const Availability change = toChange(engine); !change.enabled) {
        return change;
    }
    return status.readOnly
               ? Availability::off(tr("%1 comes from %2, which only its owner changes").arg(status.name, status.origin))
               : Availability();
}

Availability Availabilities::toEngageKillSwitch(int units, const EngineStanding &engine)
{
    if (const Availability use = toUse(QStringLiteral("kill_switch"), engine); !use.enabled) {
        return use;
    }
    // A stale picture does not take the kill switch away: it is the one request worth trying on a bad line.
    if (engine.freshness.word == FreshnessWord::NotConnected || units == 0) {
        return Availability::off(tr("Nothing to stop"));
    }
    if (engine.role == u"viewer") {
        return Availability::off(tr("Your role is viewer"));
    }
    return {};
}

} // namespace lamplighter::ui
