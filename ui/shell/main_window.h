// The console's window: rail, top bar, banner, pages, and the dialogs that pages ask for. Owns no engine.
#pragma once

#include "ui/dialogs/kill_switch_dialog.h"
#include "ui/models/engine_picture.h"
#include "ui/models/unit_actions.h"
#include "ui/pages/processes_page.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/navigation_rail.h"
#include "ui/widgets/toasts.h"

#include <QSettings>

class QStackedWidget;

namespace lamplighter::ui {

class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    /// `settings` remembers the layout and must outlive the window.
    MainWindow(const Surroundings &surroundings, client::Engine &engine, QSettings &settings,
               QWidget *parent = nullptr);

    /// The engine lives in this process: closing the window asks whether its units stay.
    void setOwnsEngine(bool owns) { m_ownsEngine = owns; }

    [[nodiscard]] ProcessesPage *processes() const { return m_processes; }
    [[nodiscard]] ActionRegistry &actions() { return m_registry; }
    [[nodiscard]] Toasts *toasts() const { return m_toasts; }
    [[nodiscard]] EnginePicture &picture() { return m_picture; }

    void openKillSwitch();
    void openRearm();
    void askToStop(const QString &unit);
    void openKeyboardMap();

Q_SIGNALS:
    /// The window may go; `stopUnits` as the operator answered. The window stays open until it is told to close for
    /// good.
    void quitWanted(bool stopUnits);

public:
    /// Closes without asking.
    void closeForGood();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeActions();
    void refresh();
    void refreshBanner();
    void refreshRail();
    void askToQuit();
    void nextRegion(int step);
    void restoreLayout();
    void saveLayout();

    Surroundings m_surroundings;
    Theme &m_theme;
    client::Engine &m_engine;
    QSettings &m_settings;
    EnginePicture m_picture;
    UnitActions m_unitActions;
    ActionRegistry m_registry;
    NavigationRail *m_rail;
    NavigationButton *m_processesButton;
    TopBar *m_topBar;
    Banner *m_banner;
    QStackedWidget *m_pages;
    ProcessesPage *m_processes;
    Toasts *m_toasts;
    bool m_ownsEngine = false;
    bool m_closing = false;
};

} // namespace lamplighter::ui
