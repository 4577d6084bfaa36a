#include "ui/pages/updates_page.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

// in the order of the columns
constexpr int kOpenWidths[] = {266, 96, 68, 112, 84, 112};
constexpr int kHistoryWidths[] = {184, 250, 96, 92, 104};
constexpr int kServiceAndInstance = 232; ///< the first of them where it also names the instance
constexpr int kLeastService = 180;
constexpr int kLeastOutcome = 120;
constexpr int kPanelWidth = 500;
constexpr int kSideBySide = 1124; ///< below, the details move under the table: a window of 1180 without its narrow rail
constexpr int kHistoryHead = 48;
constexpr int kEmptyHeight = 176;
constexpr int kFewestHistory = 4;

/// Tables and what stands between them are on one ground.
class Ground final : public QWidget
{
public:
    Ground(Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {}

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), m_theme.palette().surface); }

private:
    Theme &m_theme;
};

const QString kOpenKey = QStringLiteral("updates/columns");
const QString kHistoryKey = QStringLiteral("updates/historyColumns");
const QString kSplitterKey = QStringLiteral("updates/splitter");

} // namespace

UpdatesPage::UpdatesPage(const Surroundings &surroundings, Instances &instances, ActionRegistry &registry,
                         QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_restarts(instances)
    , m_proxy(m_restarts)
    , m_historyModel(instances)
    , m_counts(instances)
{
    setObjectName(QStringLiteral("updatesPage"));
    setAccessibleName(tr("Updates"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_body = new QWidget(this);
    outer->addWidget(m_body);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_filterBar = new UpdateFilterBar(m_theme, m_body);
    column->addWidget(m_filterBar);
    m_bulk = new UpdateBulkBar(m_theme, instances, m_body);
    column->addWidget(m_bulk);
    m_splitter = new QSplitter(Qt::Horizontal, m_body);
    m_splitter->setObjectName(QStringLiteral("updatesSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeLists());
    m_panel = new UpdatePanel(surroundings, instances, m_splitter);
    m_panel->hide();
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({732, kPanelWidth});
    column->addWidget(m_splitter, 1);
    makeActions(registry);
    connectParts();
    applyFilter();
}

UpdatesPage::~UpdatesPage()
{
    // Views go before the models they look at, which are members.
    delete m_body;
}

QWidget *UpdatesPage::makeHead()
{
    auto *head = new QWidget(m_body);
    head->setFixedHeight(m_theme.scaled(32));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.sizes().pagePadding, 0, m_theme.sizes().pagePadding, 0);
    row->setSpacing(12);
    row->addWidget(new Label(m_theme, TextStyle::Title, Tone::Primary, tr("Updates"), head));
    m_summary = new Label(m_theme, TextStyle::Body, Tone::Muted, {}, head);
    m_summary->setObjectName(QStringLiteral("updatesSummary"));
    m_summary->setElideMode(Qt::ElideRight);
    row->addWidget(m_summary, 1);
    m_rules = new Button(m_theme, ButtonKind::Default, tr("Decision rules…"), QStringLiteral("rulesButton"), head);
    m_rules->setGlyph(Icon::Filter);
    m_report = new Button(m_theme, ButtonKind::Default, tr("Report an update"), QStringLiteral("reportButton"), head);
    m_report->setGlyph(Icon::Plus);
    row->addWidget(m_rules);
    row->addWidget(m_report);
    connect(m_rules, &QPushButton::clicked, this, &UpdatesPage::openRules);
    connect(m_report, &QPushButton::clicked, this, &UpdatesPage::openReport);
    return head;
}

DataTable *UpdatesPage::makeTable(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *table = new DataTable(m_theme, parent);
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->installEventFilter(this);
    return table;
}

QWidget *UpdatesPage::makeLists()
{
    m_stack = new QStackedWidget(m_body);
    m_stack->setMinimumHeight(160);
    m_stack->installEventFilter(this);
    m_state = new StatePanel(m_theme, QStringLiteral("updatesState"), m_stack);
    m_lists = new Ground(m_theme, m_stack);
    auto *column = new QVBoxLayout(m_lists);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_table = makeTable(QStringLiteral("restartTable"), tr("Updates that wait"), m_lists);
    m_table->setTwoLines(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setModel(&m_proxy);
    for (int i = 0; i < kRestartColumnCount; ++i) {
        m_table->setColumnWidth(i, m_theme.scaled(kOpenWidths[i]));
    }
    m_table->setFillingColumn(static_cast<int>(RestartColumn::Service), m_theme.scaled(kLeastService));
    m_table->sortByColumn(static_cast<int>(RestartColumn::Severity), Qt::AscendingOrder);
    m_openState = new StatePanel(m_theme, QStringLiteral("openState"), m_lists);
    column->addWidget(m_table);
    column->addWidget(m_openState);
    column->addWidget(makeHistory(m_lists), 1);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_lists);
    return m_stack;
}

QWidget *UpdatesPage::makeHistory(QWidget *parent)
{
    m_historyPart = new QWidget(parent);
    auto *column = new QVBoxLayout(m_historyPart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QWidget(m_historyPart);
    head->setFixedHeight(m_theme.scaled(kHistoryHead));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.sizes().pagePadding, 0, m_theme.sizes().cardPadding, 0);
    row->setSpacing(8);
    m_historyTitle = new Label(m_theme, TextStyle::Body, Tone::Primary, {}, head);
    m_historyTitle->setWeight(QFont::DemiBold);
    m_historyTitle->setObjectName(QStringLiteral("historyTitle"));
    m_historyNote = new Label(m_theme, TextStyle::Caption, Tone::Muted, {}, head);
    m_allHistory =
        new Button(m_theme, ButtonKind::Ghost, tr("Full history"), QStringLiteral("fullHistoryButton"), head);
    row->addWidget(m_historyTitle);
    row->addWidget(m_historyNote, 1);
    row->addWidget(m_allHistory);
    column->addWidget(head);
    m_historyStack = new QStackedWidget(m_historyPart);
    m_history = makeTable(QStringLiteral("historyTable"), tr("Updates that are decided"), m_historyStack);
    m_history->setSortingEnabled(false);
    m_history->setModel(&m_historyModel);
    for (int i = 0; i < kHistoryColumnCount; ++i) {
        m_history->setColumnWidth(i, m_theme.scaled(kHistoryWidths[i]));
    }
    m_history->setFillingColumn(static_cast<int>(HistoryColumn::Outcome), m_theme.scaled(kLeastOutcome));
    m_historyState = new StatePanel(m_theme, QStringLiteral("historyState"), m_historyStack);
    m_historyStack->addWidget(m_history);
    m_historyStack->addWidget(m_historyState);
    column->addWidget(m_historyStack, 1);
    return m_historyPart;
}

void UpdatesPage::connectParts()
{
    connect(m_filterBar, &UpdateFilterBar::changed, this, &UpdatesPage::applyFilter);
    connect(m_filterBar, &UpdateFilterBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_state, &StatePanel::buttonClicked, this, &UpdatesPage::panelButtonClicked);
    connect(m_openState, &StatePanel::buttonClicked, this, &UpdatesPage::panelButtonClicked);
    connect(m_historyState, &StatePanel::buttonClicked, this, [this] { m_historyModel.refresh(); });
    connect(m_allHistory, &QPushButton::clicked, this, [this] { m_filterBar->setView(UpdateView::All); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UpdatesPage::openSelected);
    connect(m_history->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UpdatesPage::updateSelected);
    connect(m_table, &QAbstractItemView::activated, this, &UpdatesPage::openSelected);
    connect(m_history, &QAbstractItemView::activated, this, &UpdatesPage::updateSelected);
    connect(m_history->verticalScrollBar(), &QScrollBar::valueChanged, this, &UpdatesPage::fetchAhead);
    connect(m_bulk, &UpdateBulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(m_bulk, &UpdateBulkBar::wanted, this, [this](BulkDecision::Kind kind) {
        kind == BulkDecision::Kind::Approve  ? askToApprove(m_bulk->restarts())
        : kind == BulkDecision::Kind::Reject ? askToReject(m_bulk->restarts())
                                             : openBulkDefer();
    });
    connect(m_panel, &UpdatePanel::closed, this, &UpdatesPage::closePanel);
    connect(m_panel, &UpdatePanel::pickWanted, this, &UpdatesPage::pickTime);
    connect(m_panel->decision(), &DecisionPanel::left, m_table, qOverload<>(&QWidget::setFocus));

    connect(&m_restarts, &RestartTableModel::touched, this, [this] {
        refresh();
        Q_EMIT countsChanged();
        if (!m_awaited.isEmpty()) {
            showRestart(m_awaited, m_awaitedDefer);
        }
    });
    connect(&m_counts, &UpdateCountsFeed::changed, this, &UpdatesPage::refresh);
    connect(&m_counts, &UpdateCountsFeed::historyChanged, &m_historyModel, &UpdateHistoryModel::refresh);
    connect(&m_historyModel, &UpdateHistoryModel::changed, this, &UpdatesPage::showHistory);
    connect(&m_instances, &Instances::removed, this, [this](const Instance *gone) {
        if (m_panel->feed().instance() == gone->id() || m_panel->feed().isEmpty()) {
            closePanel();
        }
    });
    connect(&m_instances, &Instances::removed, this, &UpdatesPage::applyFilter, Qt::QueuedConnection);
    connect(&m_instances, &Instances::scopeChanged, this, [this] {
        applyFilter();
        Q_EMIT countsChanged();
    });
}

bool UpdatesPage::isOpenView() const
{
    return m_filterBar->view() == UpdateView::Waiting || m_filterBar->view() == UpdateView::Deferred;
}

void UpdatesPage::applyFilter()
{
    const bool several = m_instances.inScope().size() > 1;
    m_history->setColumnWidth(0, m_theme.scaled(several ? kServiceAndInstance : kHistoryWidths[0]));
    m_history->setFillingColumn(static_cast<int>(HistoryColumn::Outcome), m_theme.scaled(kLeastOutcome));
    m_proxy.setFilter({m_instances.scope(), m_filterBar->text(), m_filterBar->view() == UpdateView::Deferred});
    const bool open = isOpenView();
    HistoryQuery query;
    query.instance = m_instances.scope();
    query.text = m_filterBar->text();
    query.today = open;
    query.states = open ? QStringList{QStringLiteral("over")} : UpdateFilterBar::statesOf(m_filterBar->view());
    m_historyModel.setQuery(query);
    refresh();
}

QString UpdatesPage::summary() const
{
    const RestartTableModel::Counts open = counts();
    if (m_counts.offer() != UpdateCountsFeed::Offer::Some) {
        return {};
    }
    if (open.open == 0) {
        return tr("Nothing waits");
    }
    const QString waiting = tr("%n waiting", nullptr, open.open);
    if (const Instance *sole = m_instances.sole()) {
        return tr("%1 on %2", "5 waiting, prod-eu").arg(waiting, sole->name());
    }
    return tr("%1 on %n instances", "5 waiting", open.instances).arg(waiting);
}

void UpdatesPage::refresh()
{
    if (!isVisible()) {
        return; // each engine says something each second; shown again it catches up
    }
    m_summary->setText(summary());
    m_filterBar->showCounts(counts(), m_counts);
    const Instance *sole = m_instances.sole();
    m_filterBar->setNote(sole && sole->picture().isLoaded() ? Availabilities::toAct(sole->picture().standing()).reason
                                                            : QString());
    const bool offered = m_counts.offer() == UpdateCountsFeed::Offer::Some;
    const Availability some = offered ? Availability{} : Availability::off(tr("No instance in scope offers updates"));
    m_rules->setAvailability(some);
    Availability report = some;
    for (const Instance *instance : m_instances.inScope()) {
        if (instance->engine().offersUpdates().value_or(false)) {
            report = Availabilities::toAct(instance->picture().standing());
            if (report.enabled) {
                break;
            }
        }
    }
    m_report->setAvailability(report);
    showContent();
    m_bulk->showRestarts(m_bulk->restarts());
    if (m_panel->isVisible()) {
        m_panel->refresh();
    }
}

void UpdatesPage::fitLists()
{
    // The table of what waits is as high as its rows, and leaves room for some of what is decided; where there is none,
    // what waits comes first.
    const int row = m_theme.scaled(m_theme.sizes().rowTwoLine);
    const int head = m_theme.scaled(m_theme.sizes().tableHeader) + 1;
    const int bar = m_table->horizontalScrollBar()->isVisible() ? m_table->horizontalScrollBar()->height() : 0;
    const int wanted = head + std::max(m_proxy.rowCount(), 1) * row + bar;
    const int reserved =
        m_theme.scaled(kHistoryHead) + head + kFewestHistory * m_theme.scaled(m_theme.sizes().rowDense);
    const int room = m_stack->height() - reserved;
    const bool both = !m_table->isHidden() ? room >= head + 2 * row : room >= m_theme.scaled(kEmptyHeight);
    m_historyPart->setVisible(!isOpenView() || both);
    m_table->setFixedHeight(both ? std::min(wanted, room) : std::max(m_stack->height(), head));
    m_openState->setFixedHeight(both ? m_theme.scaled(kEmptyHeight) : std::max(m_stack->height(), head));
}

void UpdatesPage::save(QSettings &settings) const
{
    settings.setValue(kOpenKey, m_table->horizontalHeader()->saveState());
    settings.setValue(kHistoryKey, m_history->horizontalHeader()->saveState());
    if (m_splitter->orientation() == Qt::Horizontal) {
        settings.setValue(kSplitterKey, m_splitter->saveState());
    }
}

void UpdatesPage::restore(const QSettings &settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(kOpenKey).toByteArray());
    m_history->horizontalHeader()->restoreState(settings.value(kHistoryKey).toByteArray());
    m_splitter->restoreState(settings.value(kSplitterKey).toByteArray());
}

void UpdatesPage::tick()
{
    m_table->refreshTimes();
    if (isVisible() && m_panel->isVisible()) {
        m_panel->refresh();
    }
}

void UpdatesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_counts.setWatched(true);
    refresh();
}

void UpdatesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_counts.setWatched(false);
}

void UpdatesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() < m_theme.scaled(kSideBySide) ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() != wanted) {
        m_splitter->setOrientation(wanted);
        m_splitter->setSizes(wanted == Qt::Horizontal ? QList<int>{width() - kPanelWidth, kPanelWidth}
                                                      : QList<int>{height() / 2, height() / 2});
    }
    fitLists();
}

} // namespace lamplighter::ui
