#include "core/client/trouble.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

QString toString(Trouble trouble)
{
    switch (trouble) {
    case Trouble::None:
        return u"none"_s;
    case Trouble::Held:
        return u"held"_s;
    case Trouble::Failed:
        return u"failed"_s;
    case Trouble::Failing:
        return u"failing"_s;
    case Trouble::Unwell:
        return u"unwell"_s;
    case Trouble::Waiting:
        return u"waiting"_s;
    }
    return {};
}

std::optional<Trouble> troubleFromString(const QString &word)
{
    for (const Trouble trouble :
         {Trouble::None, Trouble::Held, Trouble::Failed, Trouble::Failing, Trouble::Unwell, Trouble::Waiting}) {
        if (toString(trouble) == word) {
            return trouble;
        }
    }
    return std::nullopt;
}

bool isHeld(const UnitStatus &unit)
{
    return unit.pid == 0 && (unit.state == UnitState::Killed || !unit.heldBy.isEmpty());
}

bool endedBadly(const UnitStatus &unit)
{
    return unit.reason == Reason::FailedForGood || unit.reason == Reason::NotRestarted ||
           unit.reason == Reason::LaunchFailed;
}

QString brokenDependency(const UnitStatus &unit, const FindUnit &find)
{
    for (const QString &name : unit.waitingFor) {
        const UnitStatus *other = find(name);
        const bool broken = other != nullptr && (isHeld(*other) || other->state == UnitState::Fatal ||
                                                 (other->state == UnitState::Exited && endedBadly(*other)));
        if (broken) {
            return name;
        }
    }
    return {};
}

Trouble troubleOf(const UnitStatus &unit, const FindUnit &find)
{
    if (isHeld(unit)) {
        return Trouble::Held;
    }
    switch (unit.state) {
    case UnitState::Fatal:
        return Trouble::Failed;
    case UnitState::Exited:
        return endedBadly(unit) ? Trouble::Failed : Trouble::None;
    case UnitState::Backoff:
        return Trouble::Failing;
    case UnitState::Starting:
        return brokenDependency(unit, find).isEmpty() ? Trouble::None : Trouble::Waiting;
    case UnitState::Running:
        return unit.health == Health::Failing ? Trouble::Unwell : Trouble::None;
    case UnitState::Stopped:
    case UnitState::Stopping:
    case UnitState::Killed:
        return Trouble::None;
    }
    return Trouble::None;
}

} // namespace lamplighter::client
