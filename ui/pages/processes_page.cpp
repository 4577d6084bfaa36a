#include "ui/pages/processes_page.h"

#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kAllChip = -2; // QButtonGroup gives -1 a meaning of its own
constexpr int kColumnWidths[] = {160, 206, 148, 76, 108, 176};
constexpr int kDetailsHeight = 348;
constexpr int kFilterWidth = 232;
constexpr int kFilterBarHeight = 52;

const QString kHeaderKey = QStringLiteral("processes/header");
const QString kSplitterKey = QStringLiteral("processes/splitter");
const QString kDetailsKey = QStringLiteral("processes/details");

} // namespace

ProcessesPage::ProcessesPage(const Surroundings &surroundings, EnginePicture &picture, UnitActions &actions,
                             ActionRegistry &registry, QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_picture(picture)
    , m_actions(actions)
    , m_proxy(picture.units())
{
    setObjectName(QStringLiteral("processesPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeFilterBar());
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(QStringLiteral("pageSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeTable());
    m_details = new UnitDetails(surroundings, picture, actions, this);
    m_details->hide();
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({400, kDetailsHeight});
    column->addWidget(m_splitter, 1);
    makeActions(registry);

    connect(m_details, &UnitDetails::stopWanted, this, &ProcessesPage::stopWanted);
    connect(m_details, &UnitDetails::closed, this, &ProcessesPage::closeDetails);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ProcessesPage::selectionChanged);
    connect(m_table, &QAbstractItemView::activated, this, &ProcessesPage::selectionChanged);
    connect(&picture.units(), &UnitTableModel::countsChanged, this, &ProcessesPage::refresh);
    connect(&picture.units(), &UnitTableModel::unitsTouched, this, [this](const QStringList &names) {
        if (names.contains(m_details->unit())) {
            m_details->refresh();
            m_details->refreshDetail();
        }
    });
    refresh();
}

QWidget *ProcessesPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(m_theme.scaled(32));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.sizes().pagePadding, 0, m_theme.sizes().pagePadding, 0);
    row->setSpacing(12);
    m_title = new Label(m_theme, TextStyle::Title, Tone::Primary, tr("Processes"), head);
    m_summary = new Label(m_theme, TextStyle::Body, Tone::Muted, {}, head);
    m_summary->setObjectName(QStringLiteral("pageSummary"));
    m_summary->setElideMode(Qt::ElideRight);
    row->addWidget(m_title);
    row->addWidget(m_summary, 1);
    return head;
}

QWidget *ProcessesPage::makeFilterBar()
{
    auto *bar = new QWidget(this);
    m_filterBar = bar;
    bar->setFixedHeight(m_theme.scaled(kFilterBarHeight));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(m_theme.sizes().pagePadding, 0, m_theme.sizes().pagePadding, 0);
    row->setSpacing(8);
    m_field =
        new SearchField(m_theme, tr("Filter by name or tag"), QStringLiteral("/"), QStringLiteral("filterField"), bar);
    m_field->setPreferredWidth(m_theme.scaled(kFilterWidth));
    row->addWidget(m_field);
    m_chips.setExclusive(true);
    const auto add = [&](int id, std::optional<StateKind> glyph, const QString &text, const QString &name) {
        auto *chip = new FilterChip(m_theme, glyph, text, name, bar);
        m_chips.addButton(chip, id);
        row->addWidget(chip);
    };
    add(kAllChip, std::nullopt, tr("All", "units"), QStringLiteral("chip_all"));
    for (int i = 0; i < kUnitBucketCount; ++i) {
        const auto bucket = static_cast<UnitBucket>(i);
        add(i, bucketKind(bucket), UnitTexts::bucketWord(bucket), QStringLiteral("chip_%1").arg(i));
    }
    m_chips.button(kAllChip)->setChecked(true);
    m_note = new Label(m_theme, TextStyle::Small, Tone::Secondary, {}, bar);
    m_note->setObjectName(QStringLiteral("pageNote"));
    m_note->setElideMode(Qt::ElideRight);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_note, 1);
    connect(m_field, &QLineEdit::textChanged, this, &ProcessesPage::applyFilter);
    connect(m_field, &SearchField::left, this, [this] { m_table->setFocus(); });
    connect(&m_chips, &QButtonGroup::idClicked, this, &ProcessesPage::applyFilter);
    return bar;
}

QWidget *ProcessesPage::makeTable()
{
    m_stack = new QStackedWidget(this);
    m_stack->setMinimumHeight(120);
    m_table = new DataTable(m_theme, m_stack);
    m_table->setObjectName(QStringLiteral("unitTable"));
    m_table->setAccessibleName(tr("Processes"));
    m_table->setModel(&m_proxy);
    for (int column = 0; column < static_cast<int>(std::size(kColumnWidths)); ++column) {
        m_table->setColumnWidth(column, m_theme.scaled(kColumnWidths[column]));
    }
    m_table->sortByColumn(UnitTableModel::State, Qt::AscendingOrder);
    m_table->installEventFilter(this);
    m_state = new StatePanel(m_theme, QStringLiteral("processesState"), m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    connect(m_state, &StatePanel::buttonClicked, this, [this] {
        if (!m_picture.isLoaded()) {
            m_picture.engine().connectLive();
        } else if (m_proxy.filter().isEmpty()) {
            m_actions.reloadUnitFiles();
        } else {
            showBucket(std::nullopt);
            m_field->clear();
        }
    });
    return m_stack;
}

void ProcessesPage::makeActions(ActionRegistry &registry)
{
    const auto onTable = [&](const QString &id, const QString &text, Qt::Key key) {
        return registry.add(id, text, QKeySequence(key), m_table, Qt::WidgetShortcut);
    };
    QAction *filter = registry.add(QStringLiteral("filter"), tr("Put the cursor in the filter"),
                                   QKeySequence(Qt::Key_Slash), this, Qt::WindowShortcut);
    connect(filter, &QAction::triggered, m_field, [this] {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    });
    connect(onTable(QStringLiteral("startUnit"), tr("Start the selected unit"), Qt::Key_S), &QAction::triggered, this,
            [this] {
                const auto status = m_picture.units().find(selectedUnit());
                if (status && Availabilities::toStart(*status, m_picture.standing()).enabled) {
                    m_actions.start(status->name);
                }
            });
    connect(onTable(QStringLiteral("stopUnit"), tr("Stop the selected unit (asks first)"), Qt::Key_X),
            &QAction::triggered, this, [this] {
                const auto status = m_picture.units().find(selectedUnit());
                if (status && Availabilities::toStop(*status, m_picture.standing()).enabled) {
                    Q_EMIT stopWanted(status->name);
                }
            });
    connect(onTable(QStringLiteral("showLog"), tr("Show the log of the selected unit"), Qt::Key_L), &QAction::triggered,
            this, [this] {
                selectionChanged();
                m_details->focusLog();
            });
}

QString ProcessesPage::selectedUnit() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.first().data(IdRole).toString();
}

void ProcessesPage::selectUnit(const QString &unit)
{
    const int row = m_picture.units().rowOf(unit);
    const QModelIndex index = m_proxy.mapFromSource(m_picture.units().index(row, 0));
    if (index.isValid()) {
        m_table->setCurrentIndex(index);
    } else {
        m_table->clearSelection();
    }
}

void ProcessesPage::selectionChanged()
{
    const QString unit = selectedUnit();
    if (unit.isEmpty()) {
        // Filtered away or removed: what one was reading stays until something else is chosen or it is closed.
        if (!m_picture.units().find(m_details->unit())) {
            closeDetails();
        }
        return;
    }
    m_details->showUnit(unit);
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
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && m_details->isVisible()) {
            closeDetails();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ProcessesPage::showBucket(std::optional<UnitBucket> bucket)
{
    m_chips.button(bucket ? static_cast<int>(*bucket) : kAllChip)->setChecked(true);
    applyFilter();
}

void ProcessesPage::applyFilter()
{
    UnitFilter filter;
    filter.text = m_field->text();
    if (m_chips.checkedId() >= 0) {
        filter.bucket = static_cast<UnitBucket>(m_chips.checkedId());
    }
    m_proxy.setFilter(filter);
    showChips();
    showContent();
}

void ProcessesPage::showChips()
{
    const UnitCounts &counts = m_picture.units().counts();
    static_cast<FilterChip *>(m_chips.button(kAllChip))->setCount(total(counts));
    for (int i = 0; i < kUnitBucketCount; ++i) {
        auto *chip = static_cast<FilterChip *>(m_chips.button(i));
        const int count = counts.at(static_cast<size_t>(i));
        chip->setCount(count);
        chip->setVisible(count > 0 || chip->isChecked() || static_cast<UnitBucket>(i) == UnitBucket::Running);
    }
}

void ProcessesPage::showContent()
{
    const bool any = m_picture.units().rowCount() > 0;
    m_filterBar->setVisible(any);
    m_state->setLampShown(m_picture.isLoaded() && !any);
    if (!m_picture.isLoaded()) {
        if (m_picture.freshness().word == FreshnessWord::Connecting) {
            m_state->showLoading();
        } else {
            m_state->showError(tr("Could not reach the engine"), ErrorTexts::sentence(m_picture.engine().lastError()));
        }
    } else if (!any) {
        m_state->showEmpty(
            tr("Nothing is supervised yet"),
            tr("Lamplighter keeps your processes running and stops them when you say so. Name a unit file "
               "with --units, or put one into %1.")
                .arg(m_picture.info().dataDirectory + u"/units"),
            tr("Read the unit files again"));
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

void ProcessesPage::refresh()
{
    m_summary->setText(m_picture.summary());
    const EngineStanding standing = m_picture.standing();
    const Availability act = Availabilities::toAct(standing);
    if (m_picture.killSwitch().engagedForAll()) {
        m_note->setText(tr("Start and Restart are off until %1 is re-armed").arg(standing.name));
    } else {
        m_note->setText(m_picture.isLoaded() && !act.enabled ? act.reason : QString());
    }
    showChips();
    showContent();
    m_details->refresh();
}

void ProcessesPage::tick()
{
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
}

void ProcessesPage::restore(const QSettings &settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(kHeaderKey).toByteArray());
    m_splitter->restoreState(settings.value(kSplitterKey).toByteArray());
    m_details->splitter()->restoreState(settings.value(kDetailsKey).toByteArray());
}

} // namespace lamplighter::ui
