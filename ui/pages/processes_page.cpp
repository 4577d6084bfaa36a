#include "ui/pages/processes_page.h"

#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

// in the order of UnitColumn
constexpr int kColumnWidths[] = {144, 176, 116, 120, 76, 124, 92, 104, 148};
constexpr int kDetailsHeight = 348;

const QString kHeaderKey = QStringLiteral("processes/columns");
const QString kSplitterKey = QStringLiteral("processes/splitter");
const QString kDetailsKey = QStringLiteral("processes/details");
const QString kRoomyKey = QStringLiteral("processes/roomy");

} // namespace

ProcessesPage::ProcessesPage(const Surroundings &surroundings, Instances &instances, ActionRegistry &registry,
                             QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_proxy(instances.units())
    , m_usage(instances)
{
    setObjectName(QStringLiteral("processesPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_filterBar = new UnitFilterBar(m_theme, this);
    column->addWidget(m_filterBar);
    m_bulk = new BulkBar(m_theme, instances, this);
    column->addWidget(m_bulk);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(QStringLiteral("pageSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeTable());
    m_details = new UnitDetails(surroundings, instances, this);
    m_details->hide();
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({400, kDetailsHeight});
    column->addWidget(m_splitter, 1);
    makeActions(registry);
    connectParts();
    showInstanceColumn();
    refresh();
}

QWidget *ProcessesPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(m_theme.scaled(32));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.sizes().pagePadding, 0, m_theme.sizes().pagePadding, 0);
    row->setSpacing(12);
    row->addWidget(new Label(m_theme, TextStyle::Title, Tone::Primary, tr("Processes"), head));
    m_summary = new Label(m_theme, TextStyle::Body, Tone::Muted, {}, head);
    m_summary->setObjectName(QStringLiteral("pageSummary"));
    m_summary->setElideMode(Qt::ElideRight);
    row->addWidget(m_summary, 1);
    auto *import = new Button(m_theme, ButtonKind::Default, tr("Import…"), QStringLiteral("importButton"), head);
    import->setGlyph(Icon::Import);
    import->setAvailability(Availability::off(tr("Importing comes with a later version")));
    m_add = new Button(m_theme, ButtonKind::Default, tr("Add process"), QStringLiteral("addButton"), head);
    m_add->setGlyph(Icon::Plus);
    m_more = new Button(m_theme, ButtonKind::Default, {}, QStringLiteral("pageMore"), head);
    m_more->setIconOnly(Icon::More, tr("Export, and read the unit files again"));
    for (QWidget *widget : std::initializer_list<QWidget *>{import, m_add, m_more}) {
        row->addWidget(widget);
    }
    connect(m_add, &QPushButton::clicked, this, &ProcessesPage::addWanted);
    connect(m_more, &QPushButton::clicked, this, &ProcessesPage::openPageMenu);
    return head;
}

QWidget *ProcessesPage::makeTable()
{
    m_stack = new QStackedWidget(this);
    m_stack->setMinimumHeight(120);
    m_table = new DataTable(m_theme, m_stack);
    m_table->setObjectName(QStringLiteral("unitTable"));
    m_table->setAccessibleName(tr("Processes"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setModel(&m_proxy);
    for (int column = 0; column < static_cast<int>(std::size(kColumnWidths)); ++column) {
        m_table->setColumnWidth(column, m_theme.scaled(kColumnWidths[column]));
    }
    m_table->sortByColumn(static_cast<int>(UnitColumn::State), Qt::AscendingOrder);
    m_table->installEventFilter(this);
    m_state = new StatePanel(m_theme, QStringLiteral("processesState"), m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    return m_stack;
}

void ProcessesPage::connectParts()
{
    connect(m_filterBar, &UnitFilterBar::changed, this, &ProcessesPage::applyFilter);
    connect(m_filterBar, &UnitFilterBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_filterBar, &UnitFilterBar::columnsWanted, this, &ProcessesPage::openColumnMenu);
    connect(m_filterBar, &UnitFilterBar::roomyChosen, this, [this](bool roomy) {
        m_roomy = roomy;
        m_table->setRoomy(roomy);
    });
    connect(m_state, &StatePanel::buttonClicked, this, &ProcessesPage::panelButtonClicked);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ProcessesPage::selectionChanged);
    connect(m_table, &QAbstractItemView::activated, this, &ProcessesPage::selectionChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { openUnitMenu(selectedUnits(), m_table->viewport()->mapToGlobal(at)); });

    connect(m_bulk, &BulkBar::startWanted, this,
            [this](const QList<UnitKey> &units) { m_instances.send(units, &UnitActions::start); });
    connect(m_bulk, &BulkBar::restartWanted, this,
            [this](const QList<UnitKey> &units) { m_instances.send(units, &UnitActions::restart); });
    connect(m_bulk, &BulkBar::stopWanted, this, &ProcessesPage::stopWanted);
    connect(m_bulk, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(m_bulk, &BulkBar::moreWanted, this,
            [this](QWidget *where) { openUnitMenu(m_bulk->units(), where->mapToGlobal(QPoint(0, where->height()))); });
    connect(m_details, &UnitDetails::stopWanted, this, [this](const UnitKey &unit) { Q_EMIT stopWanted({unit}); });
    connect(m_details, &UnitDetails::editWanted, this, &ProcessesPage::editWanted);
    connect(m_details, &UnitDetails::moreWanted, this, [this](const UnitKey &unit, QWidget *where) {
        openUnitMenu({unit}, where->mapToGlobal(QPoint(0, where->height())));
    });
    connect(m_details, &UnitDetails::closed, this, &ProcessesPage::closeDetails);

    connect(&m_instances, &Instances::removed, this, [this](const Instance *instance) {
        if (m_details->unit().instance == instance->id()) {
            closeDetails();
        }
    });
    connect(&m_instances, &Instances::removed, this, &ProcessesPage::showInstanceColumn, Qt::QueuedConnection);
    connect(&m_instances, &Instances::added, this, &ProcessesPage::showInstanceColumn);
    connect(&m_instances, &Instances::scopeChanged, this, [this] {
        m_awaited = {};
        showInstanceColumn();
        applyFilter();
    });
    connect(&m_instances.units(), &UnitTableModel::unitsTouched, this,
            [this](const InstanceId &source, const QStringList &names) {
                if (source == m_details->unit().instance && names.contains(m_details->unit().name)) {
                    m_details->refresh();
                    m_details->refreshDetail();
                }
                m_bulk->showUnits(m_bulk->units());
                if (source == m_awaited.instance && names.contains(m_awaited.name)) {
                    selectWhenThere(m_awaited);
                }
            });
}

QList<UnitKey> ProcessesPage::selectedUnits() const
{
    QList<UnitKey> keys;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        keys.append(row.data(IdRole).value<UnitKey>());
    }
    return keys;
}

UnitKey ProcessesPage::selectedUnit() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.size() == 1 ? rows.first().data(IdRole).value<UnitKey>() : UnitKey();
}

void ProcessesPage::selectUnit(const UnitKey &unit)
{
    const int row = m_instances.units().rowOf(unit);
    QModelIndex index = m_proxy.mapFromSource(m_instances.units().index(row, 0));
    if (row >= 0 && !index.isValid()) {
        m_filterBar->clear(); // it is there, but filtered away
        index = m_proxy.mapFromSource(m_instances.units().index(row, 0));
    }
    if (index.isValid()) {
        m_table->setCurrentIndex(index);
    } else {
        m_table->clearSelection();
    }
}

void ProcessesPage::selectWhenThere(const UnitKey &unit)
{
    m_awaited = unit;
    if (m_instances.units().rowOf(unit) >= 0) {
        selectUnit(unit);
        // The table may come to know it a moment later than the units do.
        m_awaited = selectedUnit() == unit ? UnitKey() : unit;
    }
}

void ProcessesPage::showLog(const UnitKey &unit)
{
    selectUnit(unit);
    selectionChanged();
    m_details->focusLog();
}

void ProcessesPage::selectionChanged()
{
    const QList<UnitKey> units = selectedUnits();
    m_bulk->showUnits(units);
    if (units.size() != 1) {
        // Filtered away or removed: what one was reading stays until something else is chosen or it is closed.
        if (units.size() > 1) {
            m_details->hide();
        } else if (!m_instances.units().find(m_details->unit())) {
            closeDetails();
        }
        return;
    }
    m_details->showUnit(units.first());
    if (!m_details->isVisible()) {
        m_details->show();
        m_table->scrollTo(m_table->currentIndex());
    }
}

void ProcessesPage::closeDetails()
{
    m_details->hide();
    m_details->showUnit({});
    m_table->clearSelection();
    m_table->setFocus();
}

bool ProcessesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape &&
            (m_details->isVisible() || m_bulk->isVisible())) {
            closeDetails();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ProcessesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_usage.setWatched(true);
}

void ProcessesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_usage.setWatched(false);
}

QByteArray ProcessesPage::exported(const QList<UnitKey> &only, ExportFormat format) const
{
    return UnitExport::write(m_instances.units(), m_proxy, only, format);
}

void ProcessesPage::applyFilter()
{
    UnitFilter filter = m_filterBar->filter();
    filter.instance = m_instances.scope();
    m_proxy.setFilter(filter);
    refresh();
}

void ProcessesPage::panelButtonClicked()
{
    if (m_proxy.filter().isNarrowed()) {
        m_filterBar->clear();
        return;
    }
    for (Instance *instance : m_instances.inScope()) {
        if (!instance->picture().isLoaded()) {
            instance->engine().connectLive();
        }
    }
    if (m_instances.units().rowCount() == 0) {
        Q_EMIT addWanted();
    }
}

void ProcessesPage::showContent()
{
    const QList<Instance *> scoped = m_instances.inScope();
    const int units = total(m_instances.counts());
    const auto loaded = std::any_of(scoped.begin(), scoped.end(),
                                    [](const Instance *instance) { return instance->picture().isLoaded(); });
    const bool any = units > 0;
    m_filterBar->setVisible(any);
    m_state->setLampShown(loaded && !any);
    if (!loaded) {
        const auto waiting = std::any_of(scoped.begin(), scoped.end(), [](const Instance *instance) {
            return instance->picture().freshness().word == FreshnessWord::Connecting;
        });
        if (waiting || scoped.isEmpty()) {
            m_state->showLoading();
        } else {
            m_state->showError(tr("Could not reach the engine"),
                               ErrorTexts::sentence(scoped.first()->engine().lastError()));
        }
    } else if (!any) {
        m_state->showEmpty(tr("Nothing is supervised yet"),
                           tr("Lamplighter keeps your processes running and stops them when you say so."),
                           tr("Add a process…"));
    } else if (m_proxy.rowCount() == 0) {
        m_state->showEmpty(tr("No unit matches"), tr("Nothing matches this filter."), tr("Reset the filter"));
    }
    const bool tableShown = any && m_proxy.rowCount() > 0;
    m_stack->setCurrentWidget(tableShown ? static_cast<QWidget *>(m_table) : m_state);
    if (tableShown && !m_shownOnce) {
        m_shownOnce = true;
        m_table->setFocus(Qt::OtherFocusReason); // the first thing one wants to walk through
    }
}

QString ProcessesPage::summary() const
{
    if (const Instance *sole = m_instances.sole()) {
        return sole->picture().summary();
    }
    const UnitCounts counts = m_instances.counts();
    const QString units = tr("%n units", nullptr, total(counts));
    const QString instances = tr("on %n instances", nullptr, m_instances.count());
    return tr("%1 %2, %3 running", "31 units on 3 instances, 25 running")
        .arg(units, instances)
        .arg(counts.at(static_cast<size_t>(UnitBucket::Running)));
}

void ProcessesPage::showNote()
{
    m_filterBar->setProblem(m_proxy.filter().query.problem());
    const Instance *sole = m_instances.sole();
    if (sole && sole->picture().killSwitch().engagedForAll()) {
        m_filterBar->setNote(tr("Start and Restart are off until %1 is re-armed").arg(sole->name()));
    } else if (sole && sole->picture().isLoaded()) {
        m_filterBar->setNote(Availabilities::toAct(sole->picture().standing()).reason);
    } else {
        m_filterBar->setNote({});
    }
}

void ProcessesPage::showInstanceColumn()
{
    // One engine needs no column that says its name in each row.
    const bool several = m_instances.count() > 1 && m_instances.scope().isEmpty();
    m_table->setColumnHidden(static_cast<int>(UnitColumn::Instance), !several);
}

void ProcessesPage::refresh()
{
    m_summary->setText(summary());
    m_filterBar->showCounts(m_instances.counts());
    showNote();
    showContent();
    m_details->refresh();
    m_bulk->showUnits(m_bulk->units());
}

void ProcessesPage::tick()
{
    m_proxy.tick();
    m_table->refreshTimes();
    if (m_details->isVisible()) {
        m_details->refresh();
    }
}

void ProcessesPage::save(QSettings &settings) const
{
    settings.setValue(kHeaderKey, m_table->horizontalHeader()->saveState());
    settings.setValue(kSplitterKey, m_splitter->saveState());
    settings.setValue(kDetailsKey, m_details->splitter()->saveState());
    settings.setValue(kRoomyKey, m_roomy);
}

void ProcessesPage::restore(const QSettings &settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(kHeaderKey).toByteArray());
    m_splitter->restoreState(settings.value(kSplitterKey).toByteArray());
    m_details->splitter()->restoreState(settings.value(kDetailsKey).toByteArray());
    m_roomy = settings.value(kRoomyKey).toBool();
    m_filterBar->setRoomy(m_roomy);
    m_table->setRoomy(m_roomy);
    showInstanceColumn();
}

} // namespace lamplighter::ui
