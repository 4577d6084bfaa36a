#include "ui/shell/main_window.h"

#include "ui/dialogs/choice_dialog.h"
#include "ui/dialogs/keyboard_map_dialog.h"
#include "ui/dialogs/rearm_dialog.h"
#include "ui/widgets/focus_ring.h"

#include <QAccessible>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

enum Page { ProcessesPageId };
enum Choice { Cancelled, KeepRunning, StopUnits };

constexpr int kCollapseUnder = 1280;
const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kNoHoldKey = QStringLiteral("killSwitch/noHold");

} // namespace

MainWindow::MainWindow(const Surroundings &surroundings, client::Engine &engine, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_engine(engine)
    , m_settings(settings)
    , m_picture(engine, surroundings.clock)
    , m_unitActions(engine)
    , m_rail(new NavigationRail(m_theme, this))
    , m_processesButton(
          m_rail->addPage(ProcessesPageId, Icon::Processes, tr("Processes"), QStringLiteral("navProcesses")))
    , m_topBar(new TopBar(m_theme, m_picture, this))
    , m_banner(new Banner(m_theme, this))
    , m_pages(new QStackedWidget(this))
    , m_processes(new ProcessesPage(surroundings, m_picture, m_unitActions, m_registry, this))
    , m_toasts(new Toasts(m_theme, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Lamplighter"));
    setMinimumSize(m_theme.sizes().windowMinimumWidth, m_theme.sizes().windowMinimumHeight);
    m_pages->addWidget(m_processes);
    m_rail->setCurrent(ProcessesPageId);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_topBar);
    right->addWidget(m_banner);
    right->addWidget(m_pages, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    new FocusRing(m_theme, this);

    makeActions();
    connect(m_rail, &NavigationRail::pageChosen, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_topBar->killSwitch(), &QAbstractButton::clicked, this, &MainWindow::openKillSwitch);
    connect(m_banner, &Banner::rearmWanted, this, &MainWindow::openRearm);
    connect(m_banner, &Banner::viewWanted, this, [this] { m_processes->showBucket(UnitBucket::Held); });
    connect(m_processes, &ProcessesPage::stopWanted, this, &MainWindow::askToStop);
    connect(&m_picture, &EnginePicture::changed, this, &MainWindow::refresh);
    connect(&m_picture, &EnginePicture::killSwitchChanged, this, &MainWindow::refresh);
    connect(&m_picture.units(), &UnitTableModel::countsChanged, this, &MainWindow::refresh);
    connect(&m_unitActions, &UnitActions::failed, this, [this](const QString &title, const QString &sentence) {
        m_toasts->add(StateKind::Critical, title, sentence);
    });
    connect(&surroundings.ticker, &SecondTicker::ticked, this, [this] {
        m_picture.tick();
        m_processes->tick();
    });
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    restoreLayout();
    refresh();
    setFocus(); // nothing in particular, until there is a table to walk through
}

void MainWindow::makeActions()
{
    const auto add = [this](const char *id, const QString &text, const QKeySequence &keys, auto slot) {
        connect(m_registry.add(QString::fromLatin1(id), text, keys, this), &QAction::triggered, this, slot);
    };
    add("goToProcesses", tr("Go to Processes"), QKeySequence(Qt::CTRL | Qt::Key_2), [this] {
        m_pages->setCurrentWidget(m_processes);
        m_rail->setCurrent(ProcessesPageId);
        m_processes->table()->setFocus(Qt::ShortcutFocusReason);
    });
    add("killSwitch", tr("Open the kill switch"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
        [this] { openKillSwitch(); });
    add("refresh", tr("Ask the engine for fresh data"), QKeySequence(Qt::Key_F5), [this] { m_engine.connectLive(); });
    add("nextRegion", tr("Next region"), QKeySequence(Qt::Key_F6), [this] { nextRegion(1); });
    add("previousRegion", tr("Previous region"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { nextRegion(-1); });
    add("keyboardMap", tr("Keyboard map"), QKeySequence(Qt::Key_Question), [this] { openKeyboardMap(); });
}

void MainWindow::refresh()
{
    m_topBar->refresh();
    refreshBanner();
    refreshRail();
    m_processes->refresh();
}

void MainWindow::refreshBanner()
{
    const client::KillSwitchStatus &status = m_picture.killSwitch();
    m_banner->setVisible(!status.latches.isEmpty());
    if (status.latches.isEmpty()) {
        return;
    }
    // The widest latch speaks for all; the dialog lists each.
    const auto widest = std::find_if(status.latches.begin(), status.latches.end(),
                                     [](const client::Latch &latch) { return latch.scope == u"all"; });
    const client::Latch &latch = widest != status.latches.end() ? *widest : status.latches.first();
    const QString scope = latch.scope == u"all"     ? m_picture.name()
                          : latch.scope == u"group" ? tr("the group %1").arg(latch.target)
                                                    : latch.target;
    const QString stopped = status.processesLeft > 0 ? tr("%n processes still end", nullptr, status.processesLeft)
                                                     : tr("%n processes stopped", nullptr, status.processesStopped);
    const QString held = tr("%n units held", nullptr, status.unitsHeld);
    const Viewpoint when = m_picture.units().view().when;
    const QString durable = latch.durable ? QString() : tr(" It could not be written to disk yet.");
    m_banner->setTexts(tr("Kill switch engaged for %1: %2, %3").arg(scope, stopped, held),
                       tr("%1 at %2, “%3”. The watchdog will not restart anything here.%4")
                           .arg(latch.actor, TimeTexts::moment(latch.at, when), latch.reason, durable));
    m_banner->setRearm(Availabilities::toAct(m_picture.standing()));
}

void MainWindow::refreshRail()
{
    const EnginePicture::Badge badge = m_picture.badge();
    m_processesButton->setBadge(badge.count, badge.kind);
    const QString name = m_picture.name();
    if (m_picture.killSwitch().engagedForAll()) {
        m_rail->setWatchdog(StateKind::Held, tr("Watchdog holding"), tr("no restarts on %1").arg(name));
    } else if (m_picture.freshness().isStale() || !m_picture.isLoaded()) {
        m_rail->setWatchdog(StateKind::Unknown, tr("Watchdog unknown"), tr("no report from %1").arg(name));
    } else if (m_picture.units().rowCount() == 0) {
        m_rail->setWatchdog(StateKind::Pending, tr("Watchdog idle"), tr("nothing to watch"));
    } else {
        m_rail->setWatchdog(StateKind::Ok, tr("Watchdog on"), tr("reacts at once"));
    }
    const client::EngineInfo &info = m_picture.info();
    m_rail->setAccount(info.account.isEmpty() ? tr("Not signed in") : info.account,
                       info.role.isEmpty() ? name : tr("%1, %2", "role, host").arg(info.role, name));
}

void MainWindow::openKillSwitch()
{
    if (!m_topBar->killSwitch()->isEnabled()) {
        return;
    }
    if (m_picture.killSwitch().engagedForAll()) {
        openRearm();
        return;
    }
    const bool typing = m_settings.value(kNoHoldKey, false).toBool() || QAccessible::isActive();
    auto *dialog = new KillSwitchDialog(m_surroundings, m_engine.liveUnits(), m_processes->selectedUnit(),
                                        m_picture.name(), typing ? ConfirmBy::Typing : ConfirmBy::Holding, this);
    connect(dialog, &KillSwitchDialog::engageWanted, &m_unitActions, &UnitActions::engageKillSwitch);
    connect(&m_picture.units(), &UnitTableModel::unitsTouched, dialog,
            [this, dialog] { dialog->setUnits(m_engine.liveUnits()); });
    dialog->present();
}

void MainWindow::openRearm()
{
    auto *dialog =
        new RearmDialog(m_theme, m_picture.killSwitch().latches, m_picture.name(), m_picture.units().view().when, this);
    connect(dialog, &RearmDialog::rearmWanted, &m_unitActions, &UnitActions::rearmKillSwitch);
    dialog->present();
}

void MainWindow::askToStop(const QString &unit)
{
    auto *dialog =
        new ChoiceDialog(m_theme, QStringLiteral("stopDialog"), tr("Stop %1 on %2?").arg(unit, m_picture.name()),
                         tr("It stays stopped, also after a reboot, until someone starts it."), this);
    dialog->addChoice(KeepRunning, ButtonKind::Default, tr("Keep running"), QStringLiteral("keepRunning"));
    dialog->addChoice(StopUnits, ButtonKind::Filled, tr("Stop %1").arg(unit), QStringLiteral("confirmStop"));
    connect(dialog, &ChoiceDialog::chosen, &m_unitActions, [this, unit](int choice) {
        if (choice == StopUnits) {
            m_unitActions.stop(unit);
        }
    });
    dialog->present();
}

void MainWindow::openKeyboardMap()
{
    (new KeyboardMapDialog(m_theme, m_registry.all(), this))->present();
}

void MainWindow::closeForGood()
{
    m_closing = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    if (m_closing) {
        event->accept();
        return;
    }
    event->ignore();
    const int running = m_picture.units().counts().at(static_cast<size_t>(UnitBucket::Running));
    if (m_ownsEngine && running > 0) {
        askToQuit();
    } else {
        Q_EMIT quitWanted(false);
    }
}

void MainWindow::askToQuit()
{
    if (findChild<ChoiceDialog *>(QStringLiteral("quitDialog"))) {
        return;
    }
    const int running = m_picture.units().counts().at(static_cast<size_t>(UnitBucket::Running));
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

void MainWindow::nextRegion(int step)
{
    const QList<QWidget *> regions{m_processesButton, m_topBar->killSwitch(), m_processes->table(),
                                   m_processes->details()->log()->view()};
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < regions.size(); ++i) {
        if (focus == regions.at(i) || regions.at(i)->isAncestorOf(focus)) {
            at = i;
        }
    }
    for (qsizetype tried = 0; tried < regions.size(); ++tried) {
        at = (at + step + regions.size()) % regions.size();
        if (regions.at(at)->isVisible() && regions.at(at)->isEnabled()) {
            regions.at(at)->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_rail->setCollapsed(width() < kCollapseUnder);
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.palette().window);
}

void MainWindow::restoreLayout()
{
    resize(m_theme.sizes().windowWidth, m_theme.sizes().windowHeight);
    restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    m_processes->restore(m_settings);
}

void MainWindow::saveLayout()
{
    m_settings.setValue(kGeometryKey, saveGeometry());
    m_processes->save(m_settings);
}

} // namespace lamplighter::ui
