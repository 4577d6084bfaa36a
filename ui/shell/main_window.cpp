#include "ui/shell/main_window.h"

#include "ui/widgets/focus_ring.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lamplighter::ui {
namespace {

constexpr int kCollapseUnder = 1280;
const QString kGeometryKey = QStringLiteral("window/geometry");

} // namespace

MainWindow::MainWindow(const Surroundings &surroundings, Instances &instances, Connections &connections,
                       QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_connections(connections)
    , m_settings(settings)
    , m_rail(new NavigationRail(m_theme, this))
    , m_topBar(new TopBar(m_theme, instances, this))
    , m_banner(new Banner(m_theme, this))
    , m_demoNotice(new NoticeBox(m_theme, StateKind::Info, tr("Remove it"), QStringLiteral("demoNotice"), this))
    , m_notice(new NoticeBox(m_theme, StateKind::Info, tr("Understood"), QStringLiteral("windowNotice"), this))
    , m_pages(new QStackedWidget(this))
    , m_overview(new OverviewPage(surroundings, instances, this))
    , m_firstRun(new FirstRunPage(m_theme, this))
    , m_processes(new ProcessesPage(surroundings, instances, m_registry, this))
    , m_updates(new UpdatesPage(surroundings, instances, m_registry, this))
    , m_connectionsPage(new ConnectionsPage(surroundings, instances, connections, this))
    , m_toasts(new Toasts(m_theme, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Lamplighter"));
    setMinimumSize(m_theme.sizes().windowMinimumWidth, m_theme.sizes().windowMinimumHeight);
    layOut();
    makeActions();
    connectPages();
    connectUpdates();
    restoreLayout();
    refresh();
    goTo(Page::Overview);
    setFocus(); // nothing in particular, until there is a table to walk through
}

void MainWindow::layOut()
{
    const auto add = [this](Page page, Icon icon, const QString &text, const QString &name, QWidget *widget) {
        m_buttons.insert(page, m_rail->addPage(static_cast<int>(page), icon, text, name));
        m_pages->addWidget(widget);
    };
    add(Page::Overview, Icon::Overview, tr("Overview"), QStringLiteral("navOverview"), m_overview);
    m_pages->addWidget(m_firstRun);
    add(Page::Processes, Icon::Processes, tr("Processes"), QStringLiteral("navProcesses"), m_processes);
    add(Page::Updates, Icon::Updates, tr("Updates"), QStringLiteral("navUpdates"), m_updates);
    add(Page::Connections, Icon::Connections, tr("Connections"), QStringLiteral("navConnections"), m_connectionsPage);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_topBar);
    right->addWidget(m_banner);
    m_noticeRow = new QWidget(this);
    auto *notice = new QVBoxLayout(m_noticeRow);
    notice->setSpacing(8);
    notice->setContentsMargins(m_theme.sizes().pagePadding, 12, m_theme.sizes().pagePadding, 0);
    notice->addWidget(m_notice);
    notice->addWidget(m_demoNotice);
    right->addWidget(m_noticeRow);
    right->addWidget(m_pages, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    new FocusRing(m_theme, this);
}

void MainWindow::connectPages()
{
    connect(m_rail, &NavigationRail::pageChosen, this, [this](int page) { goTo(static_cast<Page>(page)); });
    connect(m_topBar->killSwitch(), &QAbstractButton::clicked, this, [this] { openKillSwitch(); });
    connect(m_banner, &Banner::rearmWanted, this, [this] { openRearm(); });
    connect(m_banner, &Banner::viewWanted, this, [this] {
        goTo(Page::Processes);
        m_processes->showBucket(UnitBucket::Held);
    });
    connect(m_rail, &NavigationRail::settingsWanted, this, &MainWindow::openSettings);
    connect(m_topBar->commandField(), &QAbstractButton::clicked, this, &MainWindow::openPalette);
    connect(m_demoNotice, &NoticeBox::buttonClicked, this, &MainWindow::demoRemovalWanted);
    connect(m_notice, &NoticeBox::buttonClicked, this, [this] { setNotice({}); });
    connect(m_firstRun, &FirstRunPage::addWanted, this, &MainWindow::openAdd);
    connect(m_firstRun, &FirstRunPage::demoWanted, this, &MainWindow::demoWanted);
    connect(m_firstRun, &FirstRunPage::connectWanted, this,
            [this](const QString &address) { openConnect({}, address); });
    connect(m_overview, &OverviewPage::addWanted, this, &MainWindow::openAdd);
    connect(m_overview, &OverviewPage::showUnit, this, &MainWindow::showUnit);
    connect(m_overview, &OverviewPage::showLog, this, &MainWindow::showLog);
    connect(m_overview, &OverviewPage::stopWanted, this, [this](const UnitKey &unit) { askToStop({unit}); });
    connect(m_overview, &OverviewPage::failed, this, [this](const QString &title, const QString &sentence) {
        m_toasts->add(StateKind::Critical, title, sentence);
    });
    connect(&m_overview->attention(), &AttentionModel::countsChanged, this, &MainWindow::refresh);
    connect(m_overview, &OverviewPage::rearmWanted, this, &MainWindow::openRearm);
    connect(m_overview, &OverviewPage::connectionWanted, this, [this](const InstanceId &id) {
        goTo(Page::Connections);
        m_connectionsPage->select(id);
    });
    connect(m_processes, &ProcessesPage::stopWanted, this, &MainWindow::askToStop);
    connect(m_processes, &ProcessesPage::removeWanted, this, &MainWindow::askToRemove);
    connect(m_processes, &ProcessesPage::killSwitchWanted, this, &MainWindow::openKillSwitch);
    connect(m_processes, &ProcessesPage::exportWanted, this, &MainWindow::saveExport);
    connect(m_processes, &ProcessesPage::addWanted, this, &MainWindow::openAdd);
    connect(m_processes, &ProcessesPage::editWanted, this, &MainWindow::openEdit);
    connect(m_topBar->switcher(), &InstanceSwitcher::connectWanted, this, [this] { openConnect({}); });
    connect(m_connectionsPage, &ConnectionsPage::connectWanted, this, [this] { openConnect({}); });
    connect(m_connectionsPage, &ConnectionsPage::editWanted, this, [this](const InstanceId &id) { openConnect(id); });
    connect(m_connectionsPage, &ConnectionsPage::forgetWanted, this, &MainWindow::askToForget);
    connect(m_connectionsPage, &ConnectionsPage::showUnitsWanted, this, [this](const InstanceId &id) {
        m_instances.setScope(id);
        goTo(Page::Processes);
    });
    connect(&m_instances, &Instances::changed, this, &MainWindow::refresh);
    connect(&m_instances, &Instances::scopeChanged, this, &MainWindow::refresh);
    connect(&m_instances, &Instances::startingChanged, this, &MainWindow::refresh);
    connect(&m_instances, &Instances::added, this, &MainWindow::refresh);
    connect(&m_instances, &Instances::removed, this, &MainWindow::refresh, Qt::QueuedConnection);
    connect(&m_instances, &Instances::failed, this, [this](const QString &title, const QString &sentence) {
        m_toasts->add(StateKind::Critical, title, sentence);
    });
    connect(&m_surroundings.ticker, &SecondTicker::ticked, this, &MainWindow::tick);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MainWindow::makeActions()
{
    const auto add = [this](const char *id, const QString &text, const QKeySequence &keys, auto slot) {
        connect(m_registry.add(QString::fromLatin1(id), text, keys, this), &QAction::triggered, this, slot);
    };
    add("palette", tr("All commands"), QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openPalette(); });
    add("goToOverview", tr("Go to Overview"), QKeySequence(Qt::CTRL | Qt::Key_1), [this] {
        goTo(Page::Overview);
        m_overview->list()->setFocus(Qt::ShortcutFocusReason);
    });
    add("goToProcesses", tr("Go to Processes"), QKeySequence(Qt::CTRL | Qt::Key_2), [this] {
        goTo(Page::Processes);
        m_processes->table()->setFocus(Qt::ShortcutFocusReason);
    });
    add("goToConnections", tr("Go to Connections"), QKeySequence(Qt::CTRL | Qt::Key_8), [this] {
        goTo(Page::Connections);
        m_connectionsPage->table()->setFocus(Qt::ShortcutFocusReason);
    });
    add("addUnit", tr("Add a process"), QKeySequence(Qt::CTRL | Qt::Key_N), [this] { openAdd(); });
    add("connectInstance", tr("Connect to another instance"), QKeySequence(), [this] { openConnect({}); });
    add("switchInstance", tr("Switch to another instance"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I),
        [this] { m_topBar->switcher()->openList(); });
    add("killSwitch", tr("Open the kill switch"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
        [this] { openKillSwitch(); });
    add("refresh", tr("Ask all instances for fresh data"), QKeySequence(Qt::Key_F5), [this] {
        for (Instance *instance : m_instances.all()) {
            instance->engine().connectLive();
        }
    });
    add("nextRegion", tr("Next region"), QKeySequence(Qt::Key_F6), [this] { nextRegion(1); });
    add("previousRegion", tr("Previous region"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { nextRegion(-1); });
    add("settings", tr("Settings: theme, text size, how the kill switch is confirmed"),
        QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { openSettings(); });
    add("startDemo", tr("Start the demo fleet"), QKeySequence(), [this] { Q_EMIT demoWanted(); });
    add("removeDemo", tr("Remove the demo fleet"), QKeySequence(), [this] { Q_EMIT demoRemovalWanted(); });
    add("keyboardMap", tr("Keyboard map"), QKeySequence(Qt::Key_Question), [this] { openKeyboardMap(); });
    add("quit", tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { askToQuit(); });
}

QWidget *MainWindow::pageWidget(Page page) const
{
    switch (page) {
    case Page::Overview:
        return m_overview;
    case Page::Processes:
        return m_processes;
    case Page::Updates:
        return m_updates;
    case Page::Connections:
        break;
    }
    return m_connectionsPage;
}

void MainWindow::goTo(Page page)
{
    m_page = page;
    m_rail->setCurrent(static_cast<int>(page));
    if (page == Page::Overview) {
        refreshFirstRun();
    } else {
        m_pages->setCurrentWidget(pageWidget(page));
    }
}

void MainWindow::showUnit(const UnitKey &unit)
{
    goTo(Page::Processes);
    m_processes->selectUnit(unit);
    m_processes->table()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showLog(const UnitKey &unit)
{
    goTo(Page::Processes);
    m_processes->showLog(unit);
}

void MainWindow::tick()
{
    m_instances.tick();
    m_overview->tick();
    m_processes->tick();
    m_updates->tick();
    m_connectionsPage->tick();
}

void MainWindow::refresh()
{
    const ScopePicture scope(m_instances);
    m_topBar->refresh();
    QAction *killSwitch = m_registry.action(QStringLiteral("killSwitch"));
    killSwitch->setEnabled(m_topBar->killSwitch()->isEnabled());
    killSwitch->setToolTip(m_topBar->killSwitch()->toolTip());
    const StandingText banner = scope.banner();
    m_banner->setVisible(!banner.title.isEmpty());
    m_banner->setTexts(banner.title, banner.detail);
    m_banner->setRearm(scope.toRearm());
    refreshRail(scope);
    refreshFirstRun();
    refreshDemo();
    m_processes->refresh();
    m_updates->refresh();
}

void MainWindow::refreshRail(const ScopePicture &scope)
{
    const EnginePicture::Badge processes = scope.processesBadge();
    m_buttons.value(Page::Processes)->setBadge(processes.count, processes.kind);
    const RestartTableModel::Counts updates = m_updates->counts();
    m_buttons.value(Page::Updates)->setBadge(updates.waiting, updates.worst);
    const EnginePicture::Badge connections = scope.connectionsBadge();
    m_buttons.value(Page::Connections)->setBadge(connections.count, connections.kind);
    const AttentionModel::Counts attention = m_overview->attention().counts();
    m_buttons.value(Page::Overview)->setBadge(attention.needing, attention.worst);
    const StandingText watchdog = scope.watchdog();
    m_rail->setWatchdog(watchdog.kind, watchdog.title, watchdog.detail);
    const StandingText account = scope.account();
    m_rail->setAccount(account.title, account.detail);
}

void MainWindow::refreshFirstRun()
{
    const QList<Instance *> all = m_instances.all();
    const Instance *only = all.size() == 1 ? all.first() : nullptr;
    const bool nothing = only && only->picture().isLoaded() && only->picture().unitCount() == 0;
    if (nothing) {
        m_firstRun->setEngineName(only->name());
        m_firstRun->setAddAvailability(Availabilities::toChange(only->picture().standing()));
    }
    if (m_page == Page::Overview) {
        QWidget *wanted = nothing ? static_cast<QWidget *>(m_firstRun) : m_overview;
        if (m_pages->currentWidget() != wanted) {
            m_pages->setCurrentWidget(wanted);
        }
    }
}

void MainWindow::refreshDemo()
{
    const QList<Instance *> all = m_instances.all();
    const bool running = std::any_of(all.begin(), all.end(), [](const Instance *instance) {
        return instance->profile().kind == InstanceKind::Demo;
    });
    m_demoNotice->setText(running ? tr("The demo fleet runs beside the real thing: nine agents, and four services "
                                       "that misbehave on purpose. It goes with this window.")
                                  : QString());
    refreshNotices();
    m_registry.action(QStringLiteral("removeDemo"))->setEnabled(running);
    m_registry.action(QStringLiteral("startDemo"))->setEnabled(!running);
}

void MainWindow::setNotice(const QString &sentence)
{
    m_notice->setText(sentence);
    refreshNotices();
}

void MainWindow::refreshNotices()
{
    m_noticeRow->setVisible(!m_notice->isHidden() || !m_demoNotice->isHidden());
}

void MainWindow::setDemoObstacle(const QString &reason)
{
    m_firstRun->setDemoAvailable(reason.isEmpty(), reason);
}

void MainWindow::nextRegion(int step)
{
    struct Region
    {
        QWidget *whole;
        QWidget *entry;
    };
    QList<Region> regions{{m_rail, m_buttons.value(m_page)}, {m_topBar, m_topBar->switcher()}};
    switch (m_page) {
    case Page::Overview:
        regions.append(Region{m_overview, m_overview->list()});
        regions.append(Region{m_firstRun, m_firstRun->addButton()});
        break;
    case Page::Processes:
        regions.append(Region{m_processes->table(), m_processes->table()});
        regions.append(Region{m_processes->details(), m_processes->details()->log()->view()});
        break;
    case Page::Updates:
        regions.append(Region{m_updates->table(), m_updates->table()});
        regions.append(Region{m_updates->history(), m_updates->history()});
        regions.append(Region{m_updates->panel(), m_updates->panel()->decision()->reasonField()});
        break;
    case Page::Connections:
        regions.append(Region{m_connectionsPage, m_connectionsPage->table()});
        break;
    }
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < regions.size(); ++i) {
        if (focus == regions.at(i).whole || regions.at(i).whole->isAncestorOf(focus)) {
            at = i;
        }
    }
    for (qsizetype tried = 0; tried < regions.size(); ++tried) {
        at = (at + step + regions.size()) % regions.size();
        QWidget *entry = regions.at(at).entry;
        if (entry->isVisible() && entry->isEnabled()) {
            entry->setFocus(Qt::TabFocusReason);
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
    // As drawn, or as much of it as the screen has beside frame and panels.
    constexpr QSize kFrame(16, 48);
    const QSize room = screen()->availableSize() - kFrame;
    resize(QSize(m_theme.sizes().windowWidth, m_theme.sizes().windowHeight).boundedTo(room));
    restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    m_processes->restore(m_settings);
    m_updates->restore(m_settings);
    m_connectionsPage->restore(m_settings);
}

void MainWindow::saveLayout()
{
    m_settings.setValue(kGeometryKey, saveGeometry());
    m_processes->save(m_settings);
    m_updates->save(m_settings);
    m_connectionsPage->save(m_settings);
}

} // namespace lamplighter::ui
