// What the command palette offers: every action of the registry, every instance, every unit with what can be done to it
// now. Ids say what to do when one is chosen.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/palette_matches.h"
#include "ui/models/restart_key.h"
#include "ui/shell/action_registry.h"

namespace lamplighter::ui {

struct PaletteCommand
{
    enum class Verb { RunAction, SwitchInstance, ShowUnit, ShowLog, StartUnit, StopUnit, RestartUnit, ShowRestart };
    Verb verb = Verb::RunAction;
    QString action;       ///< of RunAction
    InstanceId instance;  ///< of SwitchInstance; empty: all
    UnitKey unit;         ///< of those about units
    RestartKey restart{}; ///< of ShowRestart
    bool operator==(const PaletteCommand &) const = default;
};

class PaletteEntries
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::PaletteEntries)
public:
    static QList<PaletteEntry> all(const ActionRegistry &registry, const Instances &instances);
    /// What `id` of an entry means; nothing if it is not one of ours.
    static std::optional<PaletteCommand> command(const QString &id);

private:
    static void addRestarts(QList<PaletteEntry> &entries, const Instances &instances);
    static void addUnits(QList<PaletteEntry> &entries, const Instances &instances);
};

} // namespace lamplighter::ui
