// The questions that the window asks before something is done.
#include "ui/dialogs/choice_dialog.h"
#include "ui/dialogs/command_palette.h"
#include "ui/dialogs/keyboard_map_dialog.h"
#include "ui/dialogs/rearm_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/shell/main_window.h"

#include <QAccessible>
#include <QFileDialog>
#include <QSaveFile>
#include <QStackedWidget>

namespace lamplighter::ui {
namespace {

enum Choice { Cancelled, KeepRunning, StopUnits, RemoveUnits };

const QString kRecentKey = QStringLiteral("palette/recent");

} // namespace

void MainWindow::openKillSwitch(const UnitKey &about)
{
    const ScopePicture scope(m_instances);
    if (!m_topBar->killSwitch()->isEnabled()) {
        return;
    }
    beSeen();
    if (scope.engagedForAll()) {
        openRearm();
        return;
    }
    const bool typing = Appearance(m_settings).noHold() || QAccessible::isActive();
    const UnitKey shown = m_pages->currentWidget() == m_processes ? m_processes->selectedUnit() : UnitKey();
    const UnitKey selected = about.isEmpty() ? shown : about;
    const QList<KillTarget> targets = scope.killTargets(selected);
    if (targets.isEmpty()) {
        return;
    }
    auto *dialog =
        new KillSwitchDialog(m_surroundings, targets, selected, typing ? ConfirmBy::Typing : ConfirmBy::Holding, this);
    connect(dialog, &KillSwitchDialog::engageWanted, this, &MainWindow::engage);
    connect(&m_instances.units(), &UnitTableModel::unitsTouched, dialog,
            [this, dialog, selected] { dialog->setTargets(ScopePicture(m_instances).killTargets(selected)); });
    dialog->present();
}

void MainWindow::engage(const KillScope &scope, const QString &reason)
{
    for (const InstanceId &id : scope.instances) {
        if (Instance *instance = m_instances.find(id)) {
            instance->actions().engageKillSwitch(scope.scope, scope.target, reason);
        } else {
            m_toasts->add(StateKind::Critical, tr("The kill switch was not engaged everywhere"),
                          tr("%1 is no longer connected; nothing was stopped there.").arg(id.toString()));
        }
    }
}

void MainWindow::openRearm(const InstanceId &of)
{
    QList<HeldLatch> latches = ScopePicture(m_instances).latches();
    if (!of.isEmpty()) {
        latches.removeIf([&](const HeldLatch &held) { return held.instance != of; });
    }
    if (latches.isEmpty()) {
        return;
    }
    auto *dialog = new RearmDialog(m_theme, latches, m_instances.units().viewpoint(), this);
    connect(dialog, &RearmDialog::rearmWanted, this,
            [this](const InstanceId &id, client::Scope scope, const QString &target, const QString &reason,
                   bool startAgain) {
                if (Instance *instance = m_instances.find(id)) {
                    instance->actions().rearmKillSwitch(scope, target, reason, startAgain);
                }
            });
    dialog->present();
}

QString MainWindow::namesOf(const QList<UnitKey> &units) const
{
    constexpr qsizetype kMost = 5;
    QStringList names;
    for (const UnitKey &unit : units.mid(0, kMost)) {
        const Instance *instance = m_instances.find(unit.instance);
        names.append(m_instances.count() > 1 && instance
                         ? tr("%1 on %2", "unit, instance").arg(unit.name, instance->name())
                         : unit.name);
    }
    if (units.size() > kMost) {
        names.append(tr("%n more", "units", static_cast<int>(units.size() - kMost)));
    }
    return names.join(tr(", ", "between names"));
}

void MainWindow::askToStop(const QList<UnitKey> &units)
{
    const Instance *instance = units.isEmpty() ? nullptr : m_instances.find(units.first().instance);
    if (!instance) {
        return;
    }
    const QString &first = units.first().name;
    const auto count = static_cast<int>(units.size());
    auto *dialog = new ChoiceDialog(
        m_theme, QStringLiteral("stopDialog"),
        count == 1 ? tr("Stop %1 on %2?").arg(first, instance->name()) : tr("Stop %n units?", nullptr, count),
        count == 1 ? tr("It stays stopped, also after a reboot, until someone starts it.")
                   : tr("%1. They stay stopped, also after a reboot, until someone starts them.", "names of units")
                         .arg(namesOf(units)),
        this);
    dialog->addChoice(KeepRunning, ButtonKind::Default, tr("Keep running"), QStringLiteral("keepRunning"));
    dialog->addChoice(StopUnits, ButtonKind::Filled,
                      count == 1 ? tr("Stop %1").arg(first) : tr("Stop %n units", nullptr, count),
                      QStringLiteral("confirmStop"));
    connect(dialog, &ChoiceDialog::chosen, this, [this, units](int choice) {
        if (choice == StopUnits) {
            m_instances.send(units, &UnitActions::stop);
        }
    });
    dialog->present();
}

void MainWindow::askToRemove(const QList<UnitKey> &units)
{
    const Instance *instance = units.isEmpty() ? nullptr : m_instances.find(units.first().instance);
    if (!instance) {
        return;
    }
    const QString &first = units.first().name;
    const auto count = static_cast<int>(units.size());
    auto *dialog = new ChoiceDialog(
        m_theme, QStringLiteral("removeDialog"),
        count == 1 ? tr("Remove %1 from %2?").arg(first, instance->name()) : tr("Remove %n units?", nullptr, count),
        count == 1 ? tr("It is stopped and no longer supervised. Its specification is deleted; its log stays.")
                   : tr("%1. They are stopped and no longer supervised. Their specifications are deleted; logs stay.",
                        "names of units")
                         .arg(namesOf(units)),
        this);
    dialog->addChoice(Cancelled, ButtonKind::Default, count == 1 ? tr("Keep it") : tr("Keep them"),
                      QStringLiteral("keepUnits"));
    dialog->addChoice(RemoveUnits, ButtonKind::Danger,
                      count == 1 ? tr("Remove %1").arg(first) : tr("Remove %n units", nullptr, count),
                      QStringLiteral("confirmRemove"));
    connect(dialog, &ChoiceDialog::chosen, this, [this, units](int choice) {
        if (choice == RemoveUnits) {
            m_instances.send(units, &UnitActions::remove);
        }
    });
    dialog->present();
}

void MainWindow::openKeyboardMap()
{
    (new KeyboardMapDialog(m_theme, m_registry.all(), this))->present();
}

void MainWindow::openSettings()
{
    beSeen();
    if (!findChild<SettingsDialog *>()) {
        (new SettingsDialog(m_theme, m_settings, m_signInStart, this))->present();
    }
}

void MainWindow::openPalette()
{
    if (findChild<CommandPalette *>()) {
        return;
    }
    const QStringList recent = m_settings.value(kRecentKey).toStringList();
    auto *palette = new CommandPalette(m_theme, PaletteEntries::all(m_registry, m_instances), recent, this);
    connect(palette, &CommandPalette::chosen, this, [this, recent](const QString &id) {
        m_settings.setValue(kRecentKey, PaletteMatches::remember(recent, id));
        if (const std::optional<PaletteCommand> command = PaletteEntries::command(id)) {
            carryOut(*command);
        }
    });
    palette->present();
}

void MainWindow::carryOut(const PaletteCommand &command)
{
    Instance *instance = m_instances.find(command.unit.instance);
    switch (command.verb) {
    case PaletteCommand::Verb::RunAction:
        if (QAction *action = m_registry.action(command.action)) {
            action->trigger();
        }
        break;
    case PaletteCommand::Verb::SwitchInstance:
        m_instances.setScope(command.instance);
        break;
    case PaletteCommand::Verb::ShowUnit:
        showUnit(command.unit);
        break;
    case PaletteCommand::Verb::ShowLog:
        showLog(command.unit);
        break;
    case PaletteCommand::Verb::ShowRestart:
        showRestart(command.restart);
        break;
    case PaletteCommand::Verb::StopUnit:
        askToStop({command.unit});
        break;
    case PaletteCommand::Verb::StartUnit:
        if (instance) {
            instance->actions().start(command.unit.name);
        }
        break;
    case PaletteCommand::Verb::RestartUnit:
        if (instance) {
            instance->actions().restart(command.unit.name);
        }
        break;
    }
}

void MainWindow::saveExport(const QList<UnitKey> &units, ExportFormat format)
{
    const bool csv = format == ExportFormat::Csv;
    auto *dialog =
        new QFileDialog(this, tr("Export units"), {}, csv ? tr("CSV files (*.csv)") : tr("JSON files (*.json)"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? QStringLiteral("csv") : QStringLiteral("json"));
    dialog->selectFile(csv ? QStringLiteral("units.csv") : QStringLiteral("units.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, units, format](const QString &path) {
        QSaveFile file(path);
        const QByteArray text = m_processes->exported(units, format);
        if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) {
            m_toasts->add(StateKind::Ok, tr("Units exported"), path);
        } else {
            m_toasts->add(StateKind::Critical, tr("Could not write %1").arg(path), file.errorString());
        }
    });
    dialog->open();
}

} // namespace lamplighter::ui
