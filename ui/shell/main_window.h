// The console's window: rail, top bar, banner, pages, and the dialogs that pages ask for. Owns no engine.
#pragma once

#include "ui/dialogs/kill_switch_dialog.h"
#include "ui/models/scope_picture.h"
#include "ui/models/sign_in_start.h"
#include "ui/pages/connections_page.h"
#include "ui/pages/first_run_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/processes_page.h"
#include "ui/pages/updates_page.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/palette_entries.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/navigation_rail.h"
#include "ui/widgets/notice_box.h"
#include "ui/widgets/toasts.h"

#include <QSettings>

class QStackedWidget;

namespace lamplighter::ui {

class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    /// In the order of the rail.
    enum class Page { Overview, Processes, Updates, Connections };

    /// `settings` remembers the layout; all of them must outlive the window.
    MainWindow(const Surroundings &surroundings, Instances &instances, Connections &connections, QSettings &settings,
               QWidget *parent = nullptr);

    void goTo(Page page);
    [[nodiscard]] Page page() const { return m_page; }
    /// Why a demo fleet cannot be started; empty if it can.
    void setDemoObstacle(const QString &reason);
    /// Shown, not minimised, and on top.
    void comeForward();
    /// Asks whether units stay where that is a question, else quits.
    void askToQuit();
    /// `hides`: whether closing the window only hides it now; hiddenInstead tells when it did.
    void setCloseHides(std::function<bool()> hides) { m_closeHides = std::move(hides); }
    /// The settings have a switch for it then.
    void setSignInStart(const SignInStart &start) { m_signInStart = start; }
    /// One line above the pages until it has been read; empty: none.
    void setNotice(const QString &sentence);
    [[nodiscard]] OverviewPage *overview() const { return m_overview; }
    [[nodiscard]] ProcessesPage *processes() const { return m_processes; }
    [[nodiscard]] UpdatesPage *updates() const { return m_updates; }
    [[nodiscard]] ActionRegistry &actions() { return m_registry; }
    [[nodiscard]] Toasts *toasts() const { return m_toasts; }

    /// `about`: the unit that it was asked for; empty for the selected one.
    void openKillSwitch(const UnitKey &about = {});
    /// Of one instance, or of all in scope.
    void openRearm(const InstanceId &of = {});
    void askToStop(const QList<UnitKey> &units);
    void askToRemove(const QList<UnitKey> &units);
    /// Of a restart: shows it on the Updates page; with `defer` opens its menu of times.
    void showRestart(const RestartKey &restart, bool defer = false);
    void openKeyboardMap();
    void openPalette();
    void openSettings();
    /// Adds a process to the instance in scope, or to the first that takes one.
    void openAdd();
    void openEdit(const UnitKey &unit);
    /// An empty `id` connects to another one, at `address` if that was given.
    void openConnect(const InstanceId &id, const QString &address = {});
    void askToForget(const InstanceId &id);

Q_SIGNALS:
    /// The window may go; `stopUnits` as the operator answered. The window stays open until it is told to close for
    /// good.
    void quitWanted(bool stopUnits);
    /// It was closed and is only hidden.
    void hiddenInstead();
    void demoWanted();
    void demoRemovalWanted();

public:
    /// Closes without asking.
    void closeForGood();
    /// What pages show of ages; once a second, and where a clock is pinned.
    void tick();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void connectPages();
    void connectUpdates();
    void makeActions();
    void refresh();
    void refreshRail(const ScopePicture &scope);
    void refreshFirstRun();
    void refreshDemo();
    void carryOut(const PaletteCommand &command);
    void showUnit(const UnitKey &unit);
    void showLog(const UnitKey &unit);
    void showEditor(Instance &instance, const std::optional<client::UnitDetail> &editing);
    [[nodiscard]] QWidget *pageWidget(Page page) const;
    [[nodiscard]] QString namesOf(const QList<UnitKey> &units) const;
    void engage(const KillScope &scope, const QString &reason);
    void showQuitDialog(int running);
    void beSeen();
    void refreshNotices();
    void saveExport(const QList<UnitKey> &units, ExportFormat format);
    [[nodiscard]] int embeddedRunning() const;
    void nextRegion(int step);
    void restoreLayout();
    void saveLayout();

    Surroundings m_surroundings;
    Theme &m_theme;
    Instances &m_instances;
    Connections &m_connections;
    QSettings &m_settings;
    ActionRegistry m_registry;
    NavigationRail *m_rail;
    QHash<Page, NavigationButton *> m_buttons;
    TopBar *m_topBar;
    Banner *m_banner;
    NoticeBox *m_demoNotice;
    NoticeBox *m_notice;
    QWidget *m_noticeRow = nullptr;
    QStackedWidget *m_pages;
    OverviewPage *m_overview;
    FirstRunPage *m_firstRun;
    ProcessesPage *m_processes;
    UpdatesPage *m_updates;
    ConnectionsPage *m_connectionsPage;
    Toasts *m_toasts;
    Page m_page = Page::Overview;
    std::function<bool()> m_closeHides;
    std::optional<SignInStart> m_signInStart;
    bool m_closing = false;
};

} // namespace lamplighter::ui
