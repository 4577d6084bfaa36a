// The console in the tray: the lamp with its menu, notifications of what needs somebody, and where the window goes when
// it is closed. Says so where there is no tray. Owned by the program, must go before the window; GUI thread.
#pragma once

#include "ui/models/announcer.h"
#include "ui/models/tray_feed.h"
#include "ui/shell/main_window.h"
#include "ui/tray/desktop_notifications.h"
#include "ui/tray/tray_menu.h"

#include <QSystemTrayIcon>

namespace lamplighter::ui {

class Tray final : public QObject
{
    Q_OBJECT
public:
    Tray(const Surroundings &surroundings, Instances &instances, MainWindow &window, QSettings &settings,
         QObject *parent = nullptr);
    ~Tray() override;

    enum class Begin { Shown, Hidden };
    /// Shows the lamp. `Hidden`: the window stays hidden if there is a tray, or one comes within kTrayComesWithin (it
    /// may start after us); else it is shown and says why.
    void start(Begin begin);
    static constexpr milliseconds kTrayComesWithin{6'000};

    [[nodiscard]] TrayFeed &feed() { return m_feed; }
    [[nodiscard]] TrayMenu &menu() { return m_menu; }
    [[nodiscard]] LampState lamp() const { return m_shownLamp; }
    [[nodiscard]] static bool isThere() { return QSystemTrayIcon::isSystemTrayAvailable(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectMenu();
    void refresh();
    void refreshLamp();
    void announce(const Announcement &announcement);
    void announceOtherwise(const Announcement &announcement);
    void announceOutcome(StateKind kind, const QString &title, const QString &sentence);
    void chosen(const QString &key, const QString &action);
    void activated(QSystemTrayIcon::ActivationReason reason);
    void approve(const RestartKey &restart);
    void defer(const RestartKey &restart, Duration howLong);
    void view(const RestartKey &restart, bool defer);
    void carryOut(const AttentionItem &item, AttentionAction action);
    void openQueue();
    void waitForTray();
    void showWithoutTray(const QString &why);
    void tellHidden();
    void watchTray();
    void silence(Duration howLong);
    [[nodiscard]] bool isSilenced() const;

    const Clock &m_clock;
    Theme &m_theme;
    Instances &m_instances;
    MainWindow &m_window;
    QSettings &m_settings;
    TrayFeed m_feed;
    Announcer m_announcer;
    DesktopNotifications m_notifications;
    QAction m_open;
    TrayMenu m_menu;
    QSystemTrayIcon m_icon;
    QTimer m_waiting;
    Instant m_waitsUntil{};
    Instant m_deactivated{};
    std::optional<Instant> m_silencedUntil;
    QString m_lastTold; ///< key of what a click on a balloon is about
    LampState m_shownLamp = LampState::Dark;
    int m_missing = 0; ///< looks in a row that found no tray
    int m_ticks = 0;
};

} // namespace lamplighter::ui
