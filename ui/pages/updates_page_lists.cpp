// What the lists of the Updates page show in each state, and what is selected in them.
#include "ui/pages/updates_page.h"

#include "ui/models/table_roles.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QStackedWidget>

namespace lamplighter::ui {
namespace {
constexpr int kScreensAhead = 3; ///< of history are read before they are seen
} // namespace

void UpdatesPage::showContent()
{
    const QList<Instance *> scoped = m_instances.inScope();
    const bool refused = !scoped.isEmpty() && std::all_of(scoped.begin(), scoped.end(), [](const Instance *instance) {
        return instance->engine().connection() == client::Connection::Refused;
    });
    bool lists = false;
    switch (m_counts.offer()) {
    case UpdateCountsFeed::Offer::Unknown:
        if (refused) {
            m_state->showError(tr("The updates could not be read"),
                               tr("The engine does not let this console in. See Connections."));
        } else if (scoped.isEmpty()) {
            m_state->showEmpty(tr("No instance is connected"), tr("Connect to one to see its updates."));
        } else {
            m_state->showLoading();
        }
        break;
    case UpdateCountsFeed::Offer::None:
        m_state->showEmpty(scoped.size() == 1 ? tr("%1 does not offer updates").arg(scoped.first()->name())
                                              : tr("No instance in scope offers updates"),
                           tr("Its engine is of a version that does not decide about updates. Units can be restarted "
                              "on the Processes page."));
        break;
    case UpdateCountsFeed::Offer::Some:
        lists = true;
        break;
    }
    m_filterBar->setVisible(lists);
    m_stack->setCurrentWidget(lists ? m_lists : m_state);
    if (lists) {
        showOpen();
        showHistory();
        selectFirst();
    }
}

void UpdatesPage::showOpen()
{
    const bool open = isOpenView();
    const bool any = m_proxy.rowCount() > 0;
    const bool here = m_table->hasFocus();
    m_table->setVisible(open && any);
    m_openState->setVisible(open && !any);
    if (open && !any) {
        if (!m_filterBar->text().isEmpty()) {
            m_openState->showEmpty(tr("No update matches"), tr("Nothing that waits matches this filter."),
                                   tr("Reset the filter"));
        } else if (m_filterBar->view() == UpdateView::Deferred) {
            m_openState->showEmpty(tr("Nothing is deferred"), tr("What you defer comes back here until its time."));
        } else {
            m_openState->showEmpty(tr("No updates wait"),
                                   tr("A restart that a notice asks for waits here until you answer."),
                                   m_report->isEnabled() ? tr("Report an update") : QString());
        }
    }
    if (here && m_table->isHidden()) {
        m_history->setFocus(Qt::OtherFocusReason); // what one walked through is gone, not the wish to
    }
    fitLists();
}

void UpdatesPage::showHistory()
{
    const bool today = isOpenView();
    m_historyTitle->setText(today ? tr("Decided today") : UpdateFilterBar::title(m_filterBar->view()));
    m_historyNote->setText(tr("newest first"));
    m_allHistory->setVisible(today);
    bool rows = false;
    switch (m_historyModel.state()) {
    case UpdateHistoryModel::State::Idle:
    case UpdateHistoryModel::State::Loading:
        m_historyState->showLoading();
        break;
    case UpdateHistoryModel::State::Failed:
        m_historyState->showError(tr("The history could not be read"), m_historyModel.problem());
        break;
    case UpdateHistoryModel::State::Ready:
        rows = m_historyModel.rowCount() > 0;
        if (!rows) {
            m_historyState->showEmpty(!m_filterBar->text().isEmpty() ? tr("No update matches")
                                      : today                        ? tr("Nothing was decided today")
                                                                     : tr("There is none yet"),
                                      today && m_counts.any() ? tr("Earlier decisions are in the full history.")
                                                              : tr("Decisions are kept here."));
        }
        break;
    }
    m_historyStack->setCurrentWidget(rows ? static_cast<QWidget *>(m_history) : m_historyState);
    if (rows) {
        fetchAhead();
    }
}

void UpdatesPage::fetchAhead()
{
    const QScrollBar *bar = m_history->verticalScrollBar();
    if (bar->maximum() - bar->value() < kScreensAhead * m_history->viewport()->height() &&
        m_historyModel.canFetchMore({})) {
        m_historyModel.fetchMore({});
    }
}

void UpdatesPage::selectFirst()
{
    // Once: the most urgent one is what one comes here for.
    if (m_shownOnce || !isVisible() || m_proxy.rowCount() == 0 || !m_awaited.isEmpty()) {
        return;
    }
    m_shownOnce = true;
    m_table->setCurrentIndex(m_proxy.index(0, 0));
    m_table->setFocus(Qt::OtherFocusReason);
}

QList<RestartKey> UpdatesPage::selected() const
{
    QList<RestartKey> keys;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        keys.append(row.data(IdRole).value<RestartKey>());
    }
    return keys;
}

void UpdatesPage::showRestart(const RestartKey &key, bool defer)
{
    m_awaited = key;
    m_awaitedDefer = defer;
    const int row = m_restarts.rowOf(key);
    if (row < 0) {
        return; // as soon as its engine reports it
    }
    if (!isOpenView()) {
        m_filterBar->setView(UpdateView::Waiting);
    }
    QModelIndex index = m_proxy.mapFromSource(m_restarts.index(row, 0));
    if (!index.isValid()) {
        m_filterBar->clearText(); // it is there, but filtered away
        m_filterBar->setView(UpdateView::Waiting);
        index = m_proxy.mapFromSource(m_restarts.index(row, 0));
    }
    if (index.isValid()) {
        m_awaited = {};
        m_shownOnce = true;
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
        openSelected();
        if (defer) {
            m_panel->openDeferMenu();
        }
    }
}

void UpdatesPage::openSelected()
{
    const QList<RestartKey> keys = selected();
    m_bulk->showRestarts(keys);
    if (keys.size() != 1) {
        // Decided by now, or filtered away: what one was reading stays until something else is chosen.
        if (keys.size() > 1) {
            m_panel->hide();
        }
        return;
    }
    m_history->clearSelection();
    m_panel->feed().showRestart(keys.first());
    m_panel->show();
    m_panel->refresh();
}

void UpdatesPage::updateSelected()
{
    const QModelIndexList rows = m_history->selectionModel()->selectedRows();
    if (rows.size() != 1) {
        return;
    }
    m_table->clearSelection();
    m_panel->feed().showUpdate(rows.first().data(IdRole).value<UpdateKey>());
    m_panel->show();
    m_panel->refresh();
}

void UpdatesPage::closePanel()
{
    m_panel->hide();
    m_panel->feed().showNothing();
    m_table->clearSelection();
    m_history->clearSelection();
    (m_table->isVisible() ? m_table : m_history)->setFocus();
}

void UpdatesPage::panelButtonClicked()
{
    if (!m_filterBar->text().isEmpty()) {
        m_filterBar->clearText();
    } else if (m_counts.offer() == UpdateCountsFeed::Offer::Some) {
        openReport();
    } else {
        for (Instance *instance : m_instances.inScope()) {
            if (!instance->picture().isLoaded()) {
                instance->engine().connectLive();
            }
        }
    }
}

bool UpdatesPage::eventFilter(QObject *watched, QEvent *event)
{
    if ((watched == m_table || watched == m_history) && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && (m_panel->isVisible() || m_bulk->isVisible())) {
        closePanel();
        return true;
    }
    if (watched == m_stack && event->type() == QEvent::Resize) {
        fitLists();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lamplighter::ui
