// Units and instances are added and changed from here: the window finds out where, and opens the dialog for it.
#include "ui/dialogs/choice_dialog.h"
#include "ui/dialogs/connect_dialog.h"
#include "ui/dialogs/unit_editor_dialog.h"
#include "ui/models/error_texts.h"
#include "ui/shell/main_window.h"

namespace lamplighter::ui {
namespace {

enum Choice { Keep, Forget };

} // namespace

void MainWindow::openAdd()
{
    if (findChild<UnitEditorDialog *>()) {
        return;
    }
    QString reason;
    for (Instance *instance : m_instances.inScope()) {
        const Availability availability = Availabilities::toChange(instance->picture().standing());
        if (availability.enabled) {
            showEditor(*instance, std::nullopt);
            return;
        }
        reason = reason.isEmpty() ? availability.reason : reason;
    }
    m_toasts->add(StateKind::Attention, tr("No process can be added now"), reason);
}

void MainWindow::openEdit(const UnitKey &unit)
{
    Instance *instance = m_instances.find(unit.instance);
    if (!instance || findChild<UnitEditorDialog *>()) {
        return;
    }
    // Read now: what the details show may be older than what someone else has just saved.
    instance->engine().unit(unit.name, this, [this, unit](const Result<client::UnitDetail> &detail) {
        Instance *from = m_instances.find(unit.instance);
        if (!from || findChild<UnitEditorDialog *>()) {
            return;
        }
        if (detail) {
            showEditor(*from, *detail);
        } else {
            m_toasts->add(StateKind::Critical, tr("%1 could not be read").arg(unit.name),
                          ErrorTexts::sentence(detail.error()));
        }
    });
}

void MainWindow::showEditor(Instance &instance, const std::optional<client::UnitDetail> &editing)
{
    QStringList others;
    for (const client::UnitStatus &status : instance.engine().liveUnits()) {
        if (!editing || status.name != editing->status.name) {
            others.append(status.name);
        }
    }
    auto *dialog = new UnitEditorDialog(m_surroundings, instance.engine(), instance.name(), editing, others, this);
    connect(dialog, &UnitEditorDialog::saved, this, [this, id = instance.id()](const QString &name) {
        goTo(Page::Processes);
        m_processes->selectWhenThere({id, name});
    });
    connect(dialog, &UnitEditorDialog::notStarted, this, [this](const QString &name, const QString &sentence) {
        m_toasts->add(StateKind::Critical, tr("%1 could not be started").arg(name), sentence);
    });
    connect(&m_instances, &Instances::removed, dialog, [dialog, id = instance.id()](const Instance *gone) {
        if (gone->id() == id) {
            delete dialog; // its engine goes with the instance
        }
    });
    dialog->present();
}

void MainWindow::openConnect(const InstanceId &id, const QString &address)
{
    const Instance *instance = m_instances.find(id);
    if (findChild<ConnectDialog *>() || (instance && instance->profile().kind != InstanceKind::Remote)) {
        return;
    }
    auto *dialog = new ConnectDialog(m_theme, m_connections,
                                     instance ? std::optional(instance->profile()) : std::nullopt, address, this);
    connect(dialog, &ConnectDialog::connected, this, [this](const InstanceId &connected) {
        goTo(Page::Connections);
        m_connectionsPage->select(connected);
    });
    dialog->present();
}

void MainWindow::askToForget(const InstanceId &id)
{
    const Instance *instance = m_instances.find(id);
    if (!instance) {
        return;
    }
    auto *dialog =
        new ChoiceDialog(m_theme, QStringLiteral("forgetDialog"), tr("Forget %1?").arg(instance->name()),
                         tr("This console disconnects and forgets its token. Nothing is stopped there."), this);
    dialog->addChoice(Keep, ButtonKind::Default, tr("Stay connected"), QStringLiteral("keepConnection"));
    dialog->addChoice(Forget, ButtonKind::Danger, tr("Forget %1").arg(instance->name()),
                      QStringLiteral("confirmForget"));
    connect(dialog, &ChoiceDialog::chosen, this, [this, id](int choice) {
        if (choice == Forget) {
            m_connections.forget(id);
        }
    });
    dialog->present();
}

} // namespace lamplighter::ui
