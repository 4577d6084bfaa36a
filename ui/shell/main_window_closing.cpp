// How the window comes forward and how it goes: hidden where there is a tray, else with the question whether units
// stay.
#include "ui/dialogs/choice_dialog.h"
#include "ui/shell/main_window.h"

#include <QCloseEvent>

#include <algorithm>

namespace lamplighter::ui {
namespace {

enum Choice { Cancelled, KeepRunning, StopUnits };

} // namespace

void MainWindow::closeForGood()
{
    m_closing = true;
    close();
}

int MainWindow::embeddedRunning() const
{
    int running = 0;
    for (const Instance *instance : m_instances.all()) {
        const QList<client::UnitStatus> units = instance->profile().kind == InstanceKind::Embedded
                                                    ? instance->engine().liveUnits()
                                                    : QList<client::UnitStatus>();
        // Also one that starts, or waits for its next try: without its engine, nothing looks after it.
        running += static_cast<int>(std::count_if(units.cbegin(), units.cend(), [](const client::UnitStatus &unit) {
            return unit.pid != 0 || unit.state == client::UnitState::Starting ||
                   unit.state == client::UnitState::Backoff;
        }));
    }
    return running;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    if (m_closing) {
        event->accept();
        return;
    }
    event->ignore();
    if (m_closeHides && m_closeHides()) {
        hide();
        Q_EMIT hiddenInstead();
    } else {
        askToQuit();
    }
}

void MainWindow::askToQuit()
{
    if (const int running = embeddedRunning(); running > 0) {
        showQuitDialog(running);
    } else {
        Q_EMIT quitWanted(false);
    }
}

void MainWindow::comeForward()
{
    if (isMinimized()) {
        setWindowState(windowState() & ~Qt::WindowMinimized);
    }
    show();
    raise();
    activateWindow();
}

void MainWindow::beSeen()
{
    if (!isVisible() || isMinimized()) {
        comeForward();
    }
}

void MainWindow::showQuitDialog(int running)
{
    if (findChild<ChoiceDialog *>(QStringLiteral("quitDialog"))) {
        return;
    }
    beSeen();
    auto *dialog =
        new ChoiceDialog(m_theme, QStringLiteral("quitDialog"), tr("Keep %n units running?", nullptr, running),
                         tr("The engine lives in this window. Units that are kept go on without it, with their logs, "
                            "and are found again "
                            "when Lamplighter is opened. Until then nothing restarts them if they fail."),
                         this);
    dialog->addChoice(Cancelled, ButtonKind::Ghost, tr("Do not quit"), QStringLiteral("cancelQuit"));
    dialog->addChoice(StopUnits, ButtonKind::Danger, tr("Stop units and quit"), QStringLiteral("stopAndQuit"));
    dialog->addChoice(KeepRunning, ButtonKind::Filled, tr("Keep running and quit"), QStringLiteral("keepAndQuit"));
    connect(dialog, &ChoiceDialog::chosen, this, [this](int choice) {
        if (choice != Cancelled) {
            Q_EMIT quitWanted(choice == StopUnits);
        }
    });
    dialog->present();
}

} // namespace lamplighter::ui
