// What the window does about updates: it leads to them, asks before a restart, and tells what came of an answer.
#include "ui/shell/main_window.h"

namespace lamplighter::ui {

void MainWindow::connectUpdates()
{
    QAction *go =
        m_registry.add(QStringLiteral("goToUpdates"), tr("Go to Updates"), QKeySequence(Qt::CTRL | Qt::Key_3), this);
    connect(go, &QAction::triggered, this, [this] {
        goTo(Page::Updates);
        m_updates->table()->setFocus(Qt::ShortcutFocusReason);
    });
    const auto on = [this](const char *id, const QString &text, auto slot) {
        connect(m_registry.add(QString::fromLatin1(id), text, QKeySequence(), this), &QAction::triggered, this, slot);
    };
    on("reportUpdate", tr("Report an update"), [this] { m_updates->openReport(); });
    on("decisionRules", tr("Decision rules, and what they would decide"), [this] { m_updates->openRules(); });
    connect(m_updates, &UpdatesPage::countsChanged, this, &MainWindow::refresh);
    connect(m_updates, &UpdatesPage::told, this, [this](StateKind kind, const QString &title, const QString &sentence) {
        m_toasts->add(kind, title, sentence);
    });
    connect(m_overview, &OverviewPage::showRestart, this, &MainWindow::showRestart);
    connect(m_overview, &OverviewPage::approveWanted, this,
            [this](const RestartKey &restart) { m_updates->askToApprove({restart}); });
}

void MainWindow::showRestart(const RestartKey &restart, bool defer)
{
    goTo(Page::Updates);
    m_updates->showRestart(restart, defer);
    m_updates->table()->setFocus(Qt::OtherFocusReason);
}

} // namespace lamplighter::ui
