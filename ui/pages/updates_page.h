// What wants a restart, and what is suggested: the restarts that wait, what was decided today or ever, and the details
// of the selected one with the answers to it.
#pragma once

#include "ui/models/update_history_model.h"
#include "ui/pages/update_bulk_bar.h"
#include "ui/pages/update_filter_bar.h"
#include "ui/pages/update_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/widgets/data_table.h"

class QSettings;
class QSplitter;

namespace lamplighter::ui {

class UpdatesPage final : public QWidget
{
    Q_OBJECT
public:
    UpdatesPage(const Surroundings &surroundings, Instances &instances, ActionRegistry &registry,
                QWidget *parent = nullptr);
    ~UpdatesPage() override;

    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] DataTable *history() const { return m_history; }
    [[nodiscard]] UpdatePanel *panel() const { return m_panel; }
    [[nodiscard]] UpdateFilterBar *filterBar() const { return m_filterBar; }
    [[nodiscard]] RestartTableModel::Counts counts() const { return m_restarts.counts(m_instances.scope()); }
    [[nodiscard]] QList<RestartKey> selected() const;
    /// Selects it as soon as it is there; with `defer` its menu of times opens as well.
    void showRestart(const RestartKey &key, bool defer = false);

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    /// Ages and countdowns.
    void tick();
    /// Freshness, role, scope or kill switch changed.
    void refresh();

    /// Asks, and approves when that is confirmed: a restart cannot be undone.
    void askToApprove(const QList<RestartKey> &keys);
    void openReport();
    void openRules();

Q_SIGNALS:
    /// How many wait, or how bad the worst of them is.
    void countsChanged();
    /// Something that a person should be told once.
    void told(lamplighter::ui::StateKind kind, const QString &title, const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeLists();
    QWidget *makeHistory(QWidget *parent);
    DataTable *makeTable(const QString &name, const QString &accessibleName, QWidget *parent);
    void connectParts();
    void makeActions(ActionRegistry &registry);
    void applyFilter();
    void showContent();
    void showOpen();
    void showHistory();
    void fitLists();
    void selectFirst();
    void openSelected();
    void updateSelected();
    void closePanel();
    void fetchAhead();
    void panelButtonClicked();
    void openDefer();
    void openBulkDefer();
    void pickTime();
    void rejectSelected();
    void askToReject(const QList<RestartKey> &keys);
    void askToReach(QWidget *field);
    void answerAll(const QList<RestartKey> &keys, const BulkDecision::Answer &answer);
    /// Any engine in scope; if none, that is told.
    bool isOffered();
    [[nodiscard]] bool isOpenView() const;
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString nameOf(const RestartKey &key) const;

    Surroundings m_surroundings;
    Theme &m_theme;
    Instances &m_instances;
    RestartTableModel m_restarts;
    RestartProxy m_proxy;
    UpdateHistoryModel m_historyModel;
    UpdateCountsFeed m_counts;
    QWidget *m_body = nullptr; ///< everything that looks at the models
    Label *m_summary = nullptr;
    Button *m_rules = nullptr;
    Button *m_report = nullptr;
    UpdateFilterBar *m_filterBar = nullptr;
    UpdateBulkBar *m_bulk = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    StatePanel *m_state = nullptr;
    QWidget *m_lists = nullptr;
    DataTable *m_table = nullptr;
    StatePanel *m_openState = nullptr;
    QWidget *m_historyPart = nullptr;
    Label *m_historyTitle = nullptr;
    Label *m_historyNote = nullptr;
    Button *m_allHistory = nullptr;
    QStackedWidget *m_historyStack = nullptr;
    DataTable *m_history = nullptr;
    StatePanel *m_historyState = nullptr;
    UpdatePanel *m_panel = nullptr;
    RestartKey m_awaited; ///< to be selected when it appears
    bool m_awaitedDefer = false;
    bool m_shownOnce = false;
};

} // namespace lamplighter::ui
