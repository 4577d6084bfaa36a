// What a click on the lamp opens: how things stand, what waits and what can be done about it, and the window's own
// commands. Made anew from each picture, but never while it is open. Owned by the tray, lives on the GUI thread.
#pragma once

#include "ui/models/tray_picture.h"
#include "ui/theme/theme.h"

#include <QMenu>

namespace lamplighter::ui {

class TrayMenu final : public QMenu
{
    Q_OBJECT
public:
    /// Actions of the window, which it shares with shortcuts and palette.
    struct Commands
    {
        QAction *open = nullptr;
        QAction *killSwitch = nullptr;
        QAction *quit = nullptr;
    };

    TrayMenu(Theme &theme, const Commands &commands, QWidget *parent = nullptr);
    ~TrayMenu() override;

    /// While it is open only its first lines change.
    void show(const TrayPicture &picture);
    /// The same picture with other numbers: entries that count down go on, also while it is open.
    void count(const TrayPicture &picture);
    /// Why notifications are silent, in words for the entry that ends it; empty: they are not.
    void setSilence(const QString &until);

Q_SIGNALS:
    /// The queue, with everything that waits.
    void queueWanted();
    void approveAsked(const lamplighter::ui::RestartKey &restart);
    void deferAsked(const lamplighter::ui::RestartKey &restart, lamplighter::Duration howLong);
    /// Until a time that is still to be chosen.
    void deferUntilAsked(const lamplighter::ui::RestartKey &restart);
    void viewAsked(const lamplighter::ui::RestartKey &restart);
    /// One of the offers of an item of the queue.
    void offerTaken(const lamplighter::ui::AttentionItem &item, lamplighter::ui::AttentionAction action);
    /// Zero: from now on notifications come again.
    void silenceAsked(lamplighter::Duration howLong);

private:
    void build();
    void addStanding();
    void refreshStanding();
    void addDecision(const TrayDecision &decision);
    void addItem(const AttentionItem &item);
    void addWaiting();
    void addSilence();
    [[nodiscard]] QString titleOf(const AttentionItem &item) const;
    QMenu *addBranch(const QString &name, StateKind kind, const QString &title);
    [[nodiscard]] QIcon glyph(StateKind kind) const;
    [[nodiscard]] QIcon icon(Icon icon, Tone tone = Tone::Secondary) const;

    Theme &m_theme;
    Commands m_commands;
    TrayPicture m_picture;
    QString m_silence;
    QAction *m_headline = nullptr;
    QList<QAction *> m_lines;
    bool m_outdated = true;
};

} // namespace lamplighter::ui
