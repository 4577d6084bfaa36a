#include "ui/shell/palette_entries.h"

#include "ui/theme/icons.h"

namespace lamplighter::ui {

namespace {

using Verb = PaletteCommand::Verb;

struct VerbWord
{
    Verb verb;
    const char16_t *word;
};
constexpr VerbWord kVerbs[] = {{Verb::RunAction, u"action"},    {Verb::SwitchInstance, u"instance"},
                               {Verb::ShowUnit, u"show"},       {Verb::ShowLog, u"log"},
                               {Verb::StartUnit, u"start"},     {Verb::StopUnit, u"stop"},
                               {Verb::RestartUnit, u"restart"}, {Verb::ShowRestart, u"update"}};

QString idOf(Verb verb, const QString &rest)
{
    for (const VerbWord &known : kVerbs) {
        if (known.verb == verb) {
            return QString(QString::fromUtf16(known.word) + u' ' + rest);
        }
    }
    return {};
}

QString idOf(Verb verb, const UnitKey &unit)
{
    return idOf(verb, QString(unit.instance.toString() + u' ' + unit.name));
}

/// Actions that the palette would only lead back to itself, or that need a selection in the table.
bool isOffered(const QAction &action)
{
    return action.objectName() != u"palette" && action.shortcutContext() != Qt::WidgetShortcut;
}

} // namespace

QList<PaletteEntry> PaletteEntries::all(const ActionRegistry &registry, const Instances &instances)
{
    QList<PaletteEntry> entries;
    for (const QAction *action : registry.all()) {
        if (isOffered(*action)) {
            entries.append({idOf(Verb::RunAction, action->objectName()), action->text(), tr("Command"),
                            action->shortcut().toString(QKeySequence::NativeText),
                            action->isEnabled() ? Availability{} : Availability::off(action->toolTip()), -1});
        }
    }
    if (instances.count() > 1) {
        entries.append({idOf(Verb::SwitchInstance, QString()),
                        tr("Show all instances"),
                        tr("Instance"),
                        {},
                        {},
                        static_cast<int>(Icon::Connections)});
        for (const Instance *instance : instances.all()) {
            entries.append({idOf(Verb::SwitchInstance, instance->id().toString()),
                            tr("Switch to %1").arg(instance->name()),
                            tr("Instance"),
                            {},
                            {},
                            static_cast<int>(Icon::Connections)});
        }
    }
    addRestarts(entries, instances);
    addUnits(entries, instances);
    return entries;
}

void PaletteEntries::addRestarts(QList<PaletteEntry> &entries, const Instances &instances)
{
    for (const Instance *instance : instances.inScope()) {
        for (const client::PendingRestart &restart : instance->engine().liveRestarts()) {
            const QString id = idOf(Verb::ShowRestart, QString(instance->id().toString() + u' ' + restart.id));
            entries.append({id,
                            tr("Decide about the update of %1", "service").arg(restart.service),
                            tr("Update on %1").arg(instance->name()),
                            {},
                            {},
                            static_cast<int>(Icon::Updates)});
        }
    }
}

void PaletteEntries::addUnits(QList<PaletteEntry> &entries, const Instances &instances)
{
    struct Offer
    {
        Verb verb;
        QString text;
        Icon icon;
        Availability (*rule)(const client::UnitStatus &, const EngineStanding &);
    };
    const QList<Offer> offers{{Verb::ShowUnit, tr("Show %1"), Icon::Processes, nullptr},
                              {Verb::ShowLog, tr("Show the log of %1"), Icon::File, nullptr},
                              {Verb::StartUnit, tr("Start %1"), Icon::Play, &Availabilities::toStart},
                              {Verb::StopUnit, tr("Stop %1…"), Icon::Stop, &Availabilities::toStop},
                              {Verb::RestartUnit, tr("Restart %1"), Icon::Restart, &Availabilities::toRestart}};
    for (const Instance *instance : instances.inScope()) {
        const EngineStanding standing = instance->picture().standing();
        const QString where = tr("Unit on %1").arg(instance->name());
        for (const Offer &offer : offers) {
            for (const client::UnitStatus &status : instance->engine().liveUnits()) {
                entries.append({idOf(offer.verb, instance->picture().key(status.name)),
                                offer.text.arg(status.name),
                                where,
                                {},
                                offer.rule ? offer.rule(status, standing) : Availability{},
                                static_cast<int>(offer.icon)});
            }
        }
    }
}

std::optional<PaletteCommand> PaletteEntries::command(const QString &id)
{
    const QString word = id.section(u' ', 0, 0);
    const QString rest = id.section(u' ', 1);
    for (const VerbWord &known : kVerbs) {
        if (word != QStringView(known.word)) {
            continue;
        }
        switch (known.verb) {
        case Verb::RunAction:
            return PaletteCommand{known.verb, rest, {}, {}, {}};
        case Verb::SwitchInstance:
            return PaletteCommand{known.verb, {}, InstanceId(rest), {}, {}};
        case Verb::ShowRestart:
            return PaletteCommand{
                known.verb, {}, {}, {}, {InstanceId(rest.section(u' ', 0, 0)), rest.section(u' ', 1)}};
        default:
            return PaletteCommand{
                known.verb, {}, {}, {InstanceId(rest.section(u' ', 0, 0)), rest.section(u' ', 1)}, {}};
        }
    }
    return std::nullopt;
}

} // namespace lamplighter::ui
