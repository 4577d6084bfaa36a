// Whether an action on a unit can be done now, and if not, why not, in words for the tool tip.
#pragma once

#include "core/client/shapes.h"
#include "ui/models/freshness.h"

#include <QCoreApplication>

namespace lamplighter::ui {

struct Availability
{
    bool enabled = true;
    QString reason; ///< a sentence without a full stop; empty when enabled

    static Availability off(QString why) { return {false, std::move(why)}; }
};

/// How the engine that a unit belongs to stands towards the person in front of the console.
struct EngineStanding
{
    Freshness freshness;
    QString role;         ///< "viewer", "operator", "admin"; empty before the engine said it
    QString name;         ///< of the instance
    QString product{};    ///< "lamplighter"; "omnimind" for a server of that protocol
    QStringList offers{}; ///< as in client::EngineInfo; empty: everything
};

class Availabilities
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::Availabilities)
public:
    /// "viewer", "operator", "admin" for people; other words as they are.
    static QString roleWord(const QString &role);
    /// Whether this engine has such a thing at all: "units" "kill_switch" "updates" "alerts" "events" "logs".
    static Availability toUse(const QString &what, const EngineStanding &engine);
    /// Anything about a restart but to let it happen now.
    static Availability toPlanRestarts(const EngineStanding &engine);
    /// Any request that changes something.
    static Availability toAct(const EngineStanding &engine);
    /// What adds, changes or removes units.
    static Availability toChange(const EngineStanding &engine);
    static Availability toStart(const client::UnitStatus &status, const EngineStanding &engine);
    static Availability toStop(const client::UnitStatus &status, const EngineStanding &engine);
    static Availability toRestart(const client::UnitStatus &status, const EngineStanding &engine);
    static Availability toReset(const client::UnitStatus &status, const EngineStanding &engine);
    static Availability toRemove(const client::UnitStatus &status, const EngineStanding &engine);
    /// `units`: how many there are to hold.
    static Availability toEngageKillSwitch(int units, const EngineStanding &engine);
};

} // namespace lamplighter::ui
